"""Every form is well made: keys, conditions and wording fit together, and the law's demands are met."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from hudang.forms.catalogue import FORMS
from hudang.forms.rules.definition import Field, FormDefinition, Opinion, Signatures, Table, Text, When
from hudang.forms.sheet import Frame, sheet_of
from hudang.forms.vocabulary import Identity, Issuer, Kind
from hudang.printing.form_sheets import FormSheet

ROOT = Path(__file__).parents[3]
EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
ASKED = (
    "F01 F02 F02a F03 F04 F05 F06 F07 F08 F09 F09b F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24 F25 F26 "
    "F27 F28 F29 F30 F31 F32 F33 F34 F35 F36 F38 F39 F40"
).split()
# decisions and notices against the person they are written to
ADVERSE = ("F05", "F24b", "F28")
# forms.md, last table: these go into no pouch
OF_THE_OFFICE = {"F26", "F32", "F33", "F35", "F36", "F39"}
# 勘误单 has no material code: it stays with the data
UNFILED = {"F40"}
PERSONAL = {Kind.IDENTITY, Kind.CERTIFICATE, Kind.ACCOUNT, Kind.TELEPHONE}


def conditions(form: FormDefinition) -> list[When]:
    found = [section.when for section in form.sections]
    found += [part.when for part in form.parts() if isinstance(part, Field | Table | Text)]
    found += [signer.when for part in form.parts() if isinstance(part, Signatures) for signer in part.signers]
    return [when for when in found if when]


def test_every_form_that_was_asked_for_is_there() -> None:
    assert not set(ASKED) - set(FORMS)


@EVERY
def test_keys_are_given_once(form: FormDefinition) -> None:
    keys = Counter([each.key for each in form.fields()] + [table.key for table in form.tables()])
    assert not [key for key, times in keys.items() if times > 1]
    for table in form.tables():
        columns = [column.key for column in table.columns]
        assert len(set(columns)) == len(columns), table.key
        assert not [key for key in keys if key.startswith(f"{table.key}_0")]


@EVERY
def test_conditions_and_wording_name_fields(form: FormDefinition) -> None:
    fields = {each.key: each for each in form.fields()}
    for key, wanted in conditions(form):
        values = (wanted,) if isinstance(wanted, str) else wanted
        allowed = {"yes", "no"} if fields[key].kind is Kind.YES_NO else set(fields[key].choices)
        assert wanted == "*" or set(values) <= allowed, (key, wanted)
    for part in form.parts():
        if isinstance(part, Text):
            assert set(part.keys) <= set(fields), part.words


@EVERY
def test_choices_can_be_chosen_and_widths_fit(form: FormDefinition) -> None:
    for each in (*form.fields(), *(column for table in form.tables() for column in table.columns)):
        assert bool(each.choices) == (each.kind in (Kind.CHOICE, Kind.CHOICES)), each.key
        assert each.label
    assert all(1 <= each.width <= 12 for part in form.parts() if isinstance(part, Field) for each in (part,))


@EVERY
def test_what_a_letter_asks_for_stands_in_it(form: FormDefinition) -> None:
    if not form.letter:
        return
    printed = {key for part in form.parts() if isinstance(part, Text) for key in part.keys}
    printed |= {form.addressee.strip("{}")}
    hidden = [s for s in form.sections if not s.printed]
    asked = {each.key for section in hidden for each in section.parts if isinstance(each, Field) and each.required}
    assert asked - printed == set()


@EVERY
def test_materials_are_those_of_the_archive(form: FormDefinition) -> None:
    with (ROOT / "hudang/archives/data/materials.csv").open() as lines:
        known = {row["code"] for row in csv.DictReader(lines)}
    assert {form.material, *form.materials} - {""} <= known
    assert bool(form.material) != (form.code in OF_THE_OFFICE | UNFILED)
    assert form.institutional_series or form.code not in OF_THE_OFFICE


@pytest.mark.parametrize("code", ADVERSE)
def test_adverse_notices_give_facts_reasons_law_and_remedies(code: str) -> None:
    form = FORMS[code]
    words = "".join(part.words for part in form.parts() if isinstance(part, Text))
    for needed in (
        "{facts}",
        "{reasons}",
        "{basis}",
        "六十日",
        "{reconsideration}",
        "行政复议",
        "六个月",
        "{court}",
        "行政诉讼",
    ):
        assert needed in words
    required = {each.key for each in form.fields() if each.required}
    assert {"facts", "reasons", "basis", "reconsideration", "court"} <= required
    assert any(isinstance(part, Signatures) for part in form.parts())


def test_the_public_notice_has_a_whitelist() -> None:
    form = FORMS["F16"]
    assert form.identity is Identity.NEVER
    (table,) = form.tables()
    fields = [*form.fields(), *table.columns]
    assert not [each.key for each in fields if each.kind in PERSONAL | {Kind.LONG_TEXT, Kind.SIGNATURE}]
    shown = {column.key for column in table.columns}
    assert shown == {"number", "head", "size", "covered", "assistance", "amount", "related", "note"}


def test_notices_to_people_mask_numbers() -> None:
    letters = [form for form in FORMS.values() if form.letter and form.code != "F14"]
    assert letters
    assert all(form.identity is Identity.MASKED for form in letters)


@EVERY
def test_every_form_has_a_blank_sheet(form: FormDefinition) -> None:
    sheet = sheet_of(form, None, Frame(office="舍力镇人民政府"))
    assert isinstance(sheet, FormSheet)
    assert sheet.blocks
    assert (form.issuer is Issuer.NOBODY) or sheet.office
    assert "{" not in str(sheet.blocks)


@EVERY
def test_opinions_leave_room_to_write(form: FormDefinition) -> None:
    assert all(part.lines >= 2 for part in form.parts() if isinstance(part, Opinion))
