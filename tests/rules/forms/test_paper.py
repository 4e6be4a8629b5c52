"""Forms on paper: PDF/A-2b, the same bytes, what stands on them and what does not, long lists, hostile words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.forms.catalogue import FORMS, form_of
from hudang.forms.rules.reading import read_form
from hudang.forms.sheet import Frame, sheet_of
from hudang.printing.rendering import render_sheet
from hudang.printing.typesetting import Document
from tests.factories.forms import PNG, acceptance, attorney
from tests.rules.printing.pdf_checks import codes, pdfa_faults, texts

TODAY = date(2026, 11, 23)
DOCUMENT = Document("测试", "舍力经办", TODAY)
ADDRESS = "http://127.0.0.1:8000/q/p7/"
FRAME = Frame("舍力低受字〔2026〕12号", "舍力镇人民政府", TODAY, ADDRESS)


def made(code: str, values: dict[str, Any] | None, *, masked: bool = False) -> bytes:
    read = read_form(form_of(code), values, TODAY, complete=False) if values is not None else None
    assert read is None or read.ok, read.faults
    return render_sheet(sheet_of(form_of(code), read.clean if read else None, FRAME, masked=masked), DOCUMENT)


def words(pdf: bytes) -> str:
    return "".join(texts(pdf)).replace("\n", "")


def notice(count: int = 3, **values: Any) -> dict[str, Any]:
    """Return a public notice of so many households."""
    row = {"size": 3, "covered": 2, "assistance": "02", "amount": "515", "related": "no"}
    return {
        "kind": "1",
        "village": "民强村",
        "telephone": "0436-5223456",
        "start_on": "2026-11-24",
        "end_on": "2026-12-01",
        "days": 7,
        "places": "村务公开栏",
        "rows": [{"number": number, "head": "王德贵", **row} for number in range(1, count + 1)],
        **values,
    }


@pytest.mark.parametrize("code", ["F01", "F10", "F16", "F24b"])
def test_blanks_conform_and_carry_the_code(code: str) -> None:
    pdf = made(code, None)
    assert pdfa_faults(pdf) == []
    assert codes(pdf) == [ADDRESS]
    assert f"{code}　第 1 版" in words(pdf)


def test_a_filled_letter_says_what_was_filled_in() -> None:
    pdf = made("F03", acceptance())
    assert pdfa_faults(pdf) == []
    said = words(pdf)
    for part in (
        "王德贵",
        "2026年11月20日",
        "户口簿复印件",
        "复印件",
        "舍力低受字〔2026〕12号",
        "0436-5223456",
        "2026年11月23日",
    ):
        assert part in said


def test_a_drawn_signature_stands_on_the_paper() -> None:
    with_it, without = made("F02a", attorney()), made("F02a", attorney(principal_signature="on_paper"))
    assert pdfa_faults(with_it) == []
    assert b"/Image" in with_it
    assert PNG not in words(with_it)
    assert with_it != without


def test_the_same_form_gives_the_same_bytes() -> None:
    values = attorney()
    assert made("F02a", values) == made("F02a", values)


def test_numbers_of_persons_stand_whole_on_paper_and_masked_on_the_screen() -> None:
    values = attorney()
    number = values["principal_identity"]
    assert number in words(made("F02a", values))
    assert number not in words(made("F02a", values, masked=True))
    letter = {"head": "王德贵", "identity": number, "people": 2}
    assert number not in words(made("F33", letter))
    assert number[:6] + "*" * 8 + number[-4:] in words(made("F33", letter))


def test_a_long_notice_repeats_its_heading() -> None:
    pages = texts(made("F16", notice(90)))
    assert len(pages) > 2
    assert all("户主姓名" in page for page in pages[:-1])
    assert f"共 {len(pages)} 页" in pages[-1]


@pytest.mark.parametrize(
    "story", ["= 标题\n#panic()", "$x$ [a](b) \\ {applicant}", "<svg onload=1>", "龘" * 50, "字" * 2000]
)
def test_what_people_write_is_never_read_as_markup(story: str) -> None:
    pdf = made("F02a", attorney(matters=story))
    assert pdfa_faults(pdf) == []
    assert story.replace("\n", "")[:6].strip() in words(pdf)


def test_a_nought_is_printed_and_a_blank_is_not() -> None:
    sheet = sheet_of(FORMS["F13"], {"utilities": Decimal(0)}, FRAME)
    cells = {
        cell.label: cell.value for block in sheet.blocks if block.kind == "grid" for row in block.rows for cell in row
    }
    assert cells["水电燃料（元）" if "水电燃料（元）" in cells else "水电燃料\n（元）"] == "0"
    assert "" in cells.values()
