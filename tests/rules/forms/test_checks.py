"""What must agree within a form, each rule met and broken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hudang.forms.catalogue import form_of
from hudang.forms.rules.reading import read_form
from tests.factories.households import identity_number
from tests.rules.forms.test_paper import notice

TODAY = date(2026, 11, 23)
ONE, OTHER = identity_number(), identity_number()


def faults(code: str, **values: Any) -> dict[str, str]:
    return read_form(form_of(code), values, TODAY, complete=False).faults


def test_a_notice_that_is_right() -> None:
    assert faults("F16", **notice()) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_on": "2026-11-30"}, "end_on"),
        ({"places": f"王德贵 {ONE}"}, "places"),
        ({"result": "有一户患病"}, "result"),
        ({"rows": [{"number": 1, "head": "王德贵", "size": 1, "covered": 2, "assistance": "02"}]}, "rows_0_covered"),
        ({"rows": [{"number": 1, "head": "王德贵", "note": "肢体残疾二级"}]}, "rows_0_note"),
        ({"rows": [{"number": 1, "head": "王德贵", "note": "卡号6228480012345670019"}]}, "rows_0_note"),
    ],
)
def test_a_notice_tells_no_more_than_its_whitelist(changes: dict[str, Any], field: str) -> None:
    assert set(faults("F16", **notice(**changes))) == {field}


@pytest.mark.parametrize(
    ("code", "values", "field"),
    [
        ("F18", {"expected": 10, "present": 11}, "present"),
        ("F18", {"present": 3, "agree": 1, "disagree": 1, "abstain": 0}, "present"),
        ("F18", {"present": 2, "attendees": [{"name": "甲", "role": "1"}]}, "present"),
        ("F27", {"old_amount": 515, "new_amount": 515}, "new_amount"),
        ("F27", {"old_amount": 515, "new_amount": 415, "difference": 100}, "new_amount"),
        ("F27", {"kind": "2", "old_amount": 515, "new_amount": 415}, "notice_number"),
        ("F28", {"old_amount": 400, "new_amount": 500}, "new_amount"),
        ("F29", {"last_month": "2026-12", "from_month": "2026-12"}, "last_month"),
        ("F30", {"from_month": "2026-11", "months": 6, "until_month": "2027-05"}, "until_month"),
        ("F31", {"due": 900, "paid": 300, "balance": 500}, "due"),
        ("F08", {"monthly": "146.25", "yearly": "1750"}, "yearly"),
        ("F02", {"adults": [{"name": "甲", "identity": ONE}, {"name": "乙", "identity": ONE}]}, "adults_1_identity"),
        ("F02", {"from_on": "2026-11-01", "until_on": "2026-10-01"}, "until_on"),
        ("F10", {"surveyor_1": "王春梅", "surveyor_2": "王春梅"}, "surveyor_2"),
        ("F10", {"members": [{"name": "甲", "relation": "02"}, {"name": "乙", "relation": "02"}]}, "members_1_relation"),
        ("F12", {"total": 100, "assets": [{"kind": "11", "owner": "甲", "value": 90}]}, "total"),
        ("F13", dict.fromkeys(("utilities", "food", "telecom", "property_fee", "education"), 1)
            | dict.fromkeys(("medical", "traffic", "gifts", "debts", "others"), 0) | {"total": 6}, "total"),
        ("F15", {"opinion_verdict": "disagree", "opinion": "否"}, "opinion"),
        ("F20", {"verified_per_head": 405, "standard": 405, "outcome": "1"}, "outcome"),
        ("F23", {"county_verdict": "agree", "gap": 515, "supplement": "121.50", "total": 900}, "total"),
        ("F32", {"rows": [{"number": 1, "household_code": "1", "total": 500}], "total": 501}, "total"),
        ("F34", {"received_on": "2026-11-01", "told_by": "2026-11-20"}, "told_by"),
        ("F38", {"refused_in_a_row": 1, "offers": [{"kind": "1", "accepted": "no"}, {"kind": "1", "accepted": "no"}]},
            "refused_in_a_row"),
        ("F40", {"corrections": [{"field": "姓名", "old": "甲", "new": "甲"}]}, "corrections_0_new"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_said_at_its_field(code: str, values: dict[str, Any], field: str) -> None:
    assert field in faults(code, **values)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("F18", {"expected": 10, "present": 2, "agree": 1, "disagree": 0, "abstain": 1}),
        ("F27", {"old_amount": 515, "new_amount": 415, "difference": -100, "kind": "2", "notice_number": "1号"}),
        ("F29", {"last_month": "2026-11", "from_month": "2026-12"}),
        ("F30", {"from_month": "2026-11", "months": 6, "until_month": "2027-04"}),
        ("F08", {"monthly": "146.25", "yearly": "1755"}),
        ("F19", {"visitor_1": "on_paper", "visitor_2": "on_paper"}),
        ("F20", {"incomes": [{"group": "1", "declared": 900, "verified": 945}]}),
        ("F23", {"county_verdict": "agree", "gap": 515, "supplement": "121.50", "total": 637}),
        ("F34", {"received_on": "2026-11-01", "told_by": "2026-11-16"}),
        ("F38", {"refused_in_a_row": 0, "offers": [{"kind": "1", "accepted": "no"}, {"kind": "1", "accepted": "yes"}]}),
    ],
)
def test_what_agrees_passes(code: str, values: dict[str, Any]) -> None:
    assert faults(code, **values) == {}


def test_blank_parts_of_a_sum_are_not_taken_for_nought() -> None:
    assert faults("F18", present=3, agree=3) == {}
