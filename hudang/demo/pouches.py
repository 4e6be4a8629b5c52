"""What lies in the pouch of an invented household: complete, lacking a few papers, or thick with them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

from hudang.archives.rules.completeness import AT_CLOSING, RequirementLine, missing_codes
from hudang.archives.vocabulary import Need, Original, Stage
from hudang.demo.facts import conditions
from hudang.demo.shapes import DemoHousehold
from hudang.demo.villages import COUNTY_NAME
from hudang.households.vocabulary import BenefitState
from hudang.kernel.dates import archive_date

_COMPLETE, _LACKING, _BARE = 0.55, 0.33, 0.12
_THICK_SHARE = 0.02
_THICK_PAGES = (90, 260)
_EARLY_MATERIALS = ("M01", "M02", "M03", "M10", "M11", "M20")
_COPIES = frozenset("M10 M11 M12 M13 M14 M15 M16 M17 M18 M22 M62".split())
_OF_THE_HOUSEHOLD = _COPIES | {"M01", "M02", "M02a", "M20", "M21"}
_OF_THE_COUNTY = frozenset("M31 M32 M48 M51 M52 M53 M55".split())
_OF_THE_VILLAGE = frozenset("M34 M42 M45 M71".split())
_RECURRING = {"M70": 365, "M71": 31, "M72": 365}
_MOST_REPEATS = 6
_PAGES = {
    "M02": (1, 2),
    "M10": (2, 4),
    "M11": (1, 3),
    "M14": (2, 12),
    "M32": (2, 5),
    "M33": (2, 4),
    "M33p": (1, 2),
    "M50": (1, 2),
}


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """One document in the pouch; ``dated`` in eight digits as the archive writes dates."""

    material_code: str
    title: str
    creator: str
    dated: str
    page_count: int
    original: str


@cache
def requirements() -> dict[str, tuple[RequirementLine, ...]]:
    """Return the requirements that a new archive is founded with, by stage."""
    positions = {row["code"]: (row["name"], int(row["position"])) for row in _data("materials.csv")}
    lines: dict[str, list[RequirementLine]] = defaultdict(list)
    for row in _data("requirements.csv"):
        name, position = positions[row["material"]]
        met = tuple(part for part in row["condition"].split("+") if part)
        lines[row["stage"]].append(RequirementLine(row["material"], name, position, row["need"], met))
    return {stage: tuple(found) for stage, found in lines.items()}


@cache
def material_names() -> dict[str, str]:
    """Return the name of each material code."""
    return {row["code"]: row["name"] for row in _data("materials.csv")}


def _data(name: str) -> Iterable[dict[str, str]]:
    text = resources.files("hudang.archives").joinpath("data", name).read_text(encoding="utf-8-sig")
    return csv.DictReader(text.splitlines())


def planned_papers(household: DemoHousehold, day: date) -> tuple[PlannedPaper, ...]:
    """Return what has been filed by ``day``, in the order of the pouch.

    About half of the pouches hold all that is required, a third lack one to three papers, the rest most of them.
    """
    rng = Random(household.seed)
    codes = _filed(rng, household, day)
    planned = [_paper(rng, household, code, dated) for code in codes for dated in _dates(rng, household, code, day)]
    if planned and rng.random() < _THICK_SHARE:
        planned.append(_thick_paper(rng, household, planned[-1].dated))
    order = {code: index for index, code in enumerate(material_names())}
    return tuple(sorted(planned, key=lambda paper: (order[paper.material_code], paper.dated)))


def _filed(rng: Random, household: DemoHousehold, day: date) -> list[str]:
    required = missing_codes(requirements()[stage_of(household)], conditions(household, day), ())
    if household.state == BenefitState.APPLYING:
        return [code for code in required if code in _EARLY_MATERIALS]
    lot = rng.random()
    if lot < _COMPLETE:
        return _with_extras(rng, required)
    if lot < _COMPLETE + _LACKING:
        lost = set(rng.sample(required, rng.randint(1, 3)))
        return [code for code in required if code not in lost]
    return [code for code in required if rng.random() < _BARE * 3]


def _with_extras(rng: Random, required: list[str]) -> list[str]:
    optional = [
        line.material
        for line in requirements()[Stage.NEW]
        if line.need == Need.CONDITIONAL and AT_CLOSING not in line.conditions and line.material not in required
    ]
    extra = [code for code in ("M62", "M06", "M45", "M04") if code in optional and rng.random() < 0.08]
    return [*required, *extra]


def stage_of(household: DemoHousehold) -> Stage:
    """Return the stage by which the file is weighed."""
    return {BenefitState.REFUSED: Stage.REFUSED, BenefitState.EDGE: Stage.EDGE}.get(
        BenefitState(household.state), Stage.NEW
    )


def _dates(rng: Random, household: DemoHousehold, code: str, day: date) -> list[date]:
    """Return the date of the paper, or the last dates of one that comes every month or year."""
    if code not in _RECURRING or household.approved_on is None:
        return [_date(rng, household, code, day)]
    step = _RECURRING[code]
    times = min(max((day - household.approved_on).days // step, 1), _MOST_REPEATS)
    return [day - timedelta(days=step * back + rng.randint(1, 20)) for back in range(times)]


def _date(rng: Random, household: DemoHousehold, code: str, day: date) -> date:
    surveyed = household.surveyed_on or household.accepted_on
    if code in {"M03", "M31"}:
        return household.accepted_on
    if code in {"M32", "M33", "M33p", "M34", "M36", "M35"}:
        return surveyed + timedelta(days=rng.randint(0, 2))
    if code in {"M40", "M41", "M42"}:
        return household.noticed_on or surveyed
    if code in {"M50", "M51", "M52", "M53", "M55", "M77"}:
        return household.decided_on or day
    return household.applied_on


def _paper(rng: Random, household: DemoHousehold, code: str, dated: date) -> PlannedPaper:
    low, high = _PAGES.get(code, (1, 1))
    return PlannedPaper(
        material_code=code,
        title=paper_title(household, code),
        creator=paper_creator(household, code),
        dated=archive_date(dated),
        page_count=rng.randint(low, high),
        original=(Original.COPY if code in _COPIES else Original.ORIGINAL).value,
    )


def _thick_paper(rng: Random, household: DemoHousehold, dated: str) -> PlannedPaper:
    """Return a bundle of bills as thick as a book, so that a second pouch is due."""
    title = f"{household.head.name}家庭住院病历与费用单据汇总"
    return PlannedPaper("M23", title, household.head.name, dated, rng.randint(*_THICK_PAGES), Original.COPY.value)


def paper_title(household: DemoHousehold, code: str) -> str:
    """Return the title as archive.md §7 words it."""
    return f"{household.head.name}家庭最低生活保障{material_names()[code].removeprefix('低保')}"


def paper_creator(household: DemoHousehold, code: str) -> str:
    """Return who made the paper: the head, the village, the county's bureau, else the township."""
    if code in _OF_THE_HOUSEHOLD:
        return household.head.name
    if code in _OF_THE_COUNTY:
        return f"{COUNTY_NAME}民政局"
    if code in _OF_THE_VILLAGE:
        return committee(household)
    return government(household.town)


def committee(household: DemoHousehold) -> str:
    """Return the committee of the village or community."""
    kind = "居民委员会" if household.village.endswith("社区") else "村民委员会"
    return f"{household.village.removesuffix('村')}{kind}"


def government(town: str) -> str:
    """Return the office of the street or the government of the township."""
    return f"{COUNTY_NAME}{town}{'办事处' if town.endswith('街道') else '人民政府'}"
