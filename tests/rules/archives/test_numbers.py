"""档号, capacity and locations (archive.md §3, §6)."""

from __future__ import annotations

import pytest

from hudang.archives.errors import BadLocation, BadTemplate
from hudang.archives.rules.capacity import fits, pouch_thickness, pouch_too_thick, usable
from hudang.archives.rules.locations import normalise_location
from hudang.archives.rules.reference_codes import (
    DEFAULT_FILE_TEMPLATE,
    file_code,
    is_reference_code,
    item_code,
    normalise,
)

PARTS = {"fonds": "J035", "series": "ZY·DB·SP", "year": 2026, "retention": "D5", "village": "A12", "sequence": 7}


def test_default_template_gives_the_example_of_the_standard() -> None:
    code = file_code(DEFAULT_FILE_TEMPLATE, **PARTS)
    assert code == "J035-ZY·DB·SP·2026·D5·A12-0007"
    assert item_code(code, 3) == "J035-ZY·DB·SP·2026·D5·A12-0007-003"
    assert is_reference_code(item_code(code, 3))


@pytest.mark.parametrize(
    "template", ["{fonds}-{year}", "{nothing}", "{fonds}/{series}·{year}·{retention}-{sequence:04d}"]
)
def test_template_against_the_standard_is_refused(template: str) -> None:
    with pytest.raises(BadTemplate):
        file_code(template, **PARTS)


def test_typed_codes_come_to_one_form() -> None:
    assert normalise("ｊ035-zy．db・sp•2026‧d5·a12-0007") == "J035-ZY·DB·SP·2026·D5·A12-0007"


def test_a_box_of_50_mm_keeps_ten_per_cent_free() -> None:
    assert usable(50) == 45_000
    assert fits(44_400, pouch_thickness(0), 50)
    assert not fits(44_401, pouch_thickness(0), 50)


def test_a_second_pouch_is_due_above_20_mm_of_paper() -> None:
    assert not pouch_too_thick(200)
    assert pouch_too_thick(201)


def test_location_code_is_tidied() -> None:
    assert normalise_location(" k1-a-02-3-4-l-05 ") == "K1-A-02-3-4-L-05"


@pytest.mark.parametrize("text", ["二号柜", "K1", "A-1-2", "K1-A-02-3-4-L-05-9-9"])
def test_location_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadLocation, match="例如"):
        normalise_location(text)
