"""The drawn papers of an invented household: what a clerk would have scanned of its pouch, as JPEG pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from hudang.archives.vocabulary import Original
from hudang.demo.cards import bank_card, disability_certificates, identity_cards, register_pages
from hudang.demo.forms import filled
from hudang.demo.paper_values import Values, paper_values
from hudang.demo.paper_words import FORMS, LETTERS, OTHER_LETTER, Letter
from hudang.demo.pouches import PlannedPaper, material_names, planned_papers
from hudang.demo.scenes import house_photo, notice_photo, room_photo
from hudang.demo.shapes import DemoHousehold
from hudang.demo.sheets import MARGIN, Sheet
from hudang.kernel import clock

MOST_PAPERS = 8
# what is worth looking at comes first, the rest in any order
_WORTH_SEEING = ("M01", "M50", "M10", "M11", "M33", "M33p", "M13", "M42", "M15", "M14")
_SIGNED = {
    "M33": ("surveyors", (430, 18)),
    "M36": ("surveyors", (240, 18)),
    "M34": ("neighbour", (330, 18)),
    "M70": ("head", (250, 18)),
    "M71": ("surveyors", (230, 18)),
}
_STAFF = "刘海涛 张立华 王建新 孙国臣 李晓冬 赵雪梅 高志远 陈春艳".split()


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """One document with its pages as JPEG; ``dated`` in eight digits."""

    material_code: str
    title: str
    creator: str
    dated: str
    copy: bool
    pages: tuple[bytes, ...]

    @property
    def page_count(self) -> int:
        """How many pages were drawn."""
        return len(self.pages)


def draw_papers(
    household: DemoHousehold, rng: Random, day: date | None = None, most: int | None = MOST_PAPERS
) -> list[DrawnPaper]:
    """Draw the papers that lie in the household's pouch on ``day`` (today), at most so many; all if ``None``.

    Only planned papers are drawn, so a pouch that lacks a paper lacks its image too.
    """
    day = day or clock.today()
    planned = {paper.material_code: paper for paper in planned_papers(household, day)}
    chosen = _chosen(rng, list(planned), most)
    surveyors = " ".join(rng.sample(_STAFF, 2))
    return [_drawn(planned[code], household, surveyors, rng) for code in planned if code in chosen]


def _chosen(rng: Random, codes: Sequence[str], most: int | None) -> set[str]:
    first = [code for code in _WORTH_SEEING if code in codes]
    others = [code for code in codes if code not in first]
    rng.shuffle(others)
    return set((first[: most and most - 2] + others)[:most] if most else codes)


def _drawn(paper: PlannedPaper, household: DemoHousehold, surveyors: str, rng: Random) -> DrawnPaper:
    return DrawnPaper(
        material_code=paper.material_code,
        title=paper.title,
        creator=paper.creator,
        dated=paper.dated,
        copy=paper.original == Original.COPY,
        pages=tuple(_pages(paper.material_code, paper_date(paper), household, surveyors, rng)),
    )


def paper_date(paper: PlannedPaper) -> date:
    """Return the day on which a planned paper was written."""
    return date(int(paper.dated[:4]), int(paper.dated[4:6]), int(paper.dated[6:]))


def _pages(code: str, day: date, household: DemoHousehold, surveyors: str, rng: Random) -> list[bytes]:
    if code == "M33p":
        return [house_photo(household.code[-4:], day, rng), room_photo(day, rng)]
    if code == "M42":
        return [notice_photo("低保审核公示", household.village, day, rng)]
    sheets = _CARDS[code](household, day, rng) if code in _CARDS else []
    if not sheets:
        values = paper_values(household, day)
        values["surveyors"] = surveyors
        sheets = [_form(code, values, rng) if code in FORMS else _letter(code, values, rng)]
    return [sheet.finish(rng) for sheet in sheets]


_CARDS: dict[str, Callable[[DemoHousehold, date, Random], list[Sheet]]] = {
    "M10": register_pages,
    "M11": identity_cards,
    "M13": disability_certificates,
    "M62": bank_card,
}


def _form(code: str, values: Values, rng: Random) -> Sheet:
    form = FORMS[code]
    sheet = filled(form, values)
    if code in _SIGNED:
        who, (across, below) = _SIGNED[code]
        sheet.signature((across, sheet.bottom + below - 24), values[who], 34, rng=rng)
    return sheet


def _letter(code: str, values: Values, rng: Random) -> Sheet:
    letter: Letter = LETTERS.get(code, OTHER_LETTER)
    values["material"] = material_names()[code]
    sheet = Sheet()
    sheet.centred(150, letter.title.format_map(values), 46)
    y = sheet.paragraph(290, letter.address.format_map(values), indent=False)
    for text in letter.paragraphs:
        y = sheet.paragraph(y + 8, text.format_map(values))
    signer, dated = letter.signer.format_map(values), letter.dated.format_map(values)
    y = max(y + 90, 760)
    if letter.sealed:
        sheet.text((690, y), signer, 27)
        sheet.seal((860, y + 44), signer, angle=rng.randint(-12, 12))
    else:
        sheet.text((MARGIN + 440, y), "签名（捺印）：", 27)
        sheet.signature((MARGIN + 630, y - 18), signer, rng=rng)
        sheet.thumbprint((MARGIN + 800, y + 14), rng)
    sheet.text((690, y + 64), dated, 27)
    return sheet
