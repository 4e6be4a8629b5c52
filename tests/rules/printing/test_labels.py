"""Label sheets, start position, printer offset, and designs that a county may alter safely."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from hudang.printing.designs import USUAL_DESIGN, Design, checked, designs_with
from hudang.printing.errors import LogoRefused, WordNotOnALabel
from hudang.printing.logos import safe_logo
from hudang.printing.sheets import Stock, sheets_of
from hudang.printing.stocks import LABEL_SHEETS, LabelSheet
from hudang.printing.vocabulary import Face, LabelField, LabelStock
from tests.rules.printing.pdf_checks import codes, pdfa_faults, texts
from tests.rules.printing.samples import ADDRESS, DOCUMENT, LONG_NAME, label, render

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="%s"/></svg>'
_MM = 72 / 25.4


def place_of(content: bytes, words: str) -> tuple[float, float]:
    """Return where a text stands on the first page, in mm from the left and the top."""
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        at = text.get_text_range().index(words)
        left, _, _, top = text.get_charbox(at)
        return left / _MM, (page.get_height() - top) / _MM


@pytest.mark.parametrize("stock", LabelStock)
def test_each_sheet_is_of_its_size_and_its_codes_are_read(stock: LabelStock) -> None:
    made = render([label(1, head_name=LONG_NAME), label(2)], DOCUMENT, stock=Stock(labels=stock))
    sheet = LABEL_SHEETS[stock]
    with pypdfium2.PdfDocument(made) as pdf:
        assert [round(side / _MM, 1) for side in pdf[0].get_size()] == list(sheet.page)
    assert codes(made) == [f"{ADDRESS}p{number}" for number in ((1, 2) if sheet.places > 1 else (1,))]
    assert LONG_NAME in "".join("".join(texts(made)).split()).replace("\u200b", "")
    assert pdfa_faults(made) == []


def test_labels_that_reach_beyond_the_page_are_an_error() -> None:
    with pytest.raises(ValueError, match="on a page of"):
        LabelSheet(page=(100.0, 100.0), columns=2, label=(60.0, 30.0), pitch=(60.0, 0.0))


def test_used_places_stay_free_on_the_first_sheet_only() -> None:
    stock = Stock(labels=LabelStock.A4_10, start=9)
    labels = [label(number) for number in range(1, 14)]
    assert [(len(sheet.papers), sheet.skipped) for sheet in sheets_of(labels, stock)] == [(2, 8), (10, 0), (1, 0)]
    first = place_of(render(labels, DOCUMENT, stock=stock), "王小明")
    usual = place_of(render(labels, DOCUMENT, stock=Stock(labels=LabelStock.A4_10)), "王小明")
    assert first[1] - usual[1] == pytest.approx(4 * 57, abs=0.1)
    assert first[0] == pytest.approx(usual[0], abs=0.1)


def test_a_start_beyond_the_sheet_is_its_last_place() -> None:
    assert Stock(labels=LabelStock.A4_QUARTERS, start=24).skipped == 3


def test_a_printer_that_draws_too_far_right_is_set_right() -> None:
    usual = place_of(render([label()], DOCUMENT), "王小明")
    moved = place_of(render([label()], DOCUMENT, stock=Stock(right_mm=1.5, down_mm=-2)), "王小明")
    assert (moved[0] - usual[0], moved[1] - usual[1]) == pytest.approx((-1.5, 2), abs=0.05)


def test_fields_stand_in_the_order_of_the_design_and_others_not_at_all() -> None:
    design = Design(title="低保档案袋", fields=(LabelField.LOCATION, LabelField.RETENTION), face=Face.KAI)
    text = "".join("".join(texts(render([label(location="K1-A-02")], DOCUMENT, designs=designs_with(design)))).split())
    assert text.index("存放位置") < text.index("保管期限")
    assert "K1-A-02" in text and "低保档案袋" in text and "王小明" in text
    assert "低保证号" not in text and "JL220882" not in text


def test_a_small_label_takes_the_first_fields_only() -> None:
    data = USUAL_DESIGN.data(LABEL_SHEETS[LabelStock.A4_24].most_fields)
    assert data["fields"] == ["category", "certificate_number", "household_size", "beneficiary_count"]


def test_no_field_tells_a_number_an_illness_or_a_disability() -> None:
    words = ("identity", "illness", "disab", "health", "account", "phone")
    assert not [field for field in LabelField for word in words if word in field.value]


@pytest.mark.parametrize("title", ["重残户档案", "公民身份号码", "精神病人档案", "银行卡号"])
def test_a_title_must_not_tell_either(title: str) -> None:
    with pytest.raises(WordNotOnALabel):
        checked(Design(title=title))


def test_a_field_stands_once() -> None:
    twice = Design(fields=(LabelField.CATEGORY, LabelField.BOX, LabelField.CATEGORY))
    assert checked(twice).fields == (LabelField.CATEGORY, LabelField.BOX)


def test_a_label_without_code_and_fields_is_still_a_label() -> None:
    made = render([label()], DOCUMENT, designs=designs_with(Design(fields=(), show_code=False)))
    assert codes(made) == []
    assert "王小明" in texts(made)[0]


def picture(form: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(made, form)
    return made.getvalue()


@pytest.mark.parametrize("content", [picture("PNG"), picture("JPEG"), _SVG % b"#c00"], ids=["png", "jpeg", "svg"])
def test_a_logo_is_drawn_on_the_label(content: bytes) -> None:
    design = Design(logo=safe_logo(content))
    made = render([label()], DOCUMENT, designs=designs_with(design))
    assert pdfa_faults(made) == []
    with pypdfium2.PdfDocument(made) as pdf:
        image = pdf[0].render(scale=2).to_pil().convert("RGB").crop((0, 0, 120, 120))
    assert any(red > 150 and green < 90 for _, (red, green, _) in image.getcolors(20000) or [])


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a",
        b"<html></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><path d="M0 0"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://10.0.0.1/a.png"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        _SVG % b"url(http://10.0.0.1/a)",
        b"x" * 500_001,
    ],
)
def test_a_logo_that_runs_or_points_outside_is_refused(content: bytes) -> None:
    with pytest.raises(LogoRefused):
        safe_logo(content)
