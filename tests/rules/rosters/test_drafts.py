"""Judged rows put together as households: who belongs to whom, what is told, what is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.rosters.rules.draft_fields import dwelling_fields, household_fields, incomes_of, member_fields
from hudang.rosters.rules.drafts import Assembly, HouseholdDraft, assemble, given_code
from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.vocabulary import Outcome
from tests.rules.rosters.builders import identity

VILLAGE, OTHER_VILLAGE = "229901100201", "229901100202"
NUMBER = f"{VILLAGE}0007"


def row(number: int, name: str, **told: Any) -> RowVerdict:
    """Return an accepted row of a household's own."""
    outcome, codes = told.pop("outcome", Outcome.ACCEPTED), told.pop("codes", ())
    household, is_head = told.pop("household", f"表#{number}"), told.pop("is_head", True)
    remarks = told.pop("remarks", {})
    values = {"name": name, "id": identity(number), "village_code": VILLAGE, **told}
    return RowVerdict("表", number, outcome, codes, values, household=household, is_head=is_head, remarks=remarks)


def member(number: int, name: str, relation: str, **told: Any) -> RowVerdict:
    """Return a row of the household that begins in row 3."""
    told = {"household": "表#3", "is_head": relation == "02", "village_code": None} | told
    return row(number, name, relation=relation, **told)


def only(assembly: Assembly) -> HouseholdDraft:
    (draft,) = assembly.drafts
    return draft


def names(draft: HouseholdDraft) -> dict[str, str]:
    return {person.name: person.relation for person in draft.members}


class TestAssembling:
    def test_amounts_told_for_each_person_make_the_households(self) -> None:
        rows = [
            member(3, "甲", "02", village_code=VILLAGE, own_allowance=210),
            member(4, "乙", "20", own_allowance=200.5),
        ]
        assert only(assemble(rows)).fields["allowance"] == Decimal("410.5")
        told = [member(3, "甲", "02", village_code=VILLAGE, own_allowance=210, allowance=420)]
        assert only(assemble(told)).fields["allowance"] == Decimal(420)

    def test_rows_of_one_household_come_together(self) -> None:
        rows = [member(3, "甲", "02", village_code=VILLAGE), member(4, "乙", "20"), row(5, "丙")]
        first, second = assemble(rows).drafts
        assert names(first) == {"甲": "02", "乙": "20"}
        assert first.rows == [("表", 3), ("表", 4)]
        assert first.counted == {"declared_size": 2, "covered_size": 2}
        assert names(second) == {"丙": "02"}
        assert second.counted == {}

    def test_what_has_no_field_is_kept_in_the_note(self) -> None:
        told = {"hamlet": "三组", "savings": 5000, "vehicle": "两轮摩托", "stopped": "", "household_income": None}
        draft = only(assemble([row(3, "甲", remarks={"note": "老户"}, **told)]))
        assert draft.fields["note"] == "老户；村民小组（屯）：三组；车辆：两轮摩托；存款：5000元"

    def test_rejected_and_skipped_rows_are_left_out_but_counted(self) -> None:
        rows = [
            member(3, "甲", "02", village_code=VILLAGE),
            member(4, "乙", "20", outcome=Outcome.REJECTED, codes=("E_ID_LENGTH",)),
            member(5, "乙", "20", outcome=Outcome.REJECTED, codes=("E_DUP_ROW",)),
            RowVerdict("表", 6, Outcome.SKIPPED),
        ]
        draft = only(assemble(rows))
        assert names(draft) == {"甲": "02"}
        assert draft.counted["declared_size"] == 2

    def test_who_is_not_covered_counts_for_the_size_only(self) -> None:
        rows = [member(3, "甲", "02", village_code=VILLAGE), member(4, "乙", "20", covered="否")]
        assert only(assemble(rows)).counted == {"declared_size": 2, "covered_size": 1}

    def test_without_its_head_a_household_lies_where_his_row_says(self) -> None:
        rows = [
            member(3, "甲", "02", village_code=VILLAGE, outcome=Outcome.REJECTED, codes=("E_ID_LENGTH",)),
            member(4, "乙", "20", outcome=Outcome.WARNED, codes=("W_HEAD_REJECTED",)),
        ]
        draft = only(assemble(rows))
        assert (draft.head, draft.head_name, draft.village_code) == (None, "甲", VILLAGE)

    def test_or_where_its_number_says(self) -> None:
        assert only(assemble([member(4, "乙", "20", hh_no=NUMBER, head="甲")])).village_code == VILLAGE
        assert assemble([member(4, "乙", "20")]).drafts == []

    def test_a_members_village_does_not_move_the_household(self) -> None:
        rows = [member(3, "甲", "02", village_code=VILLAGE), member(4, "乙", "20", village_code=OTHER_VILLAGE)]
        assert only(assemble(rows)).village_code == VILLAGE
        rows.reverse()
        assert only(assemble(rows)).village_code == VILLAGE

    def test_two_heads_with_one_number_are_two_households(self) -> None:
        rows = [row(3, "甲", household=NUMBER, hh_no=NUMBER), row(4, "乙", household=NUMBER, hh_no=NUMBER)]
        assembly = assemble(rows)
        assert [(draft.given_code, names(draft)) for draft in assembly.drafts] == [
            (NUMBER, {"甲": "02"}),
            ("", {"乙": "02"}),
        ]
        assert assembly.doubled == [("表", 4)]

    def test_rows_apart_that_name_no_head_join_the_household_of_their_number(self) -> None:
        rows = [
            member(3, "甲", "02", household=NUMBER, hh_no=NUMBER, village_code=VILLAGE),
            member(9, "乙", "20", household=NUMBER, hh_no=NUMBER, is_head=True, codes=("W_HEAD_MISSING",)),
        ]
        draft = only(assemble(rows))
        assert names(draft) == {"甲": "02", "乙": "20"}

    def test_remarks_and_phones_are_the_heads(self) -> None:
        rows = [
            member(3, "甲", "02", village_code=VILLAGE, phone="1", remarks={"note": "独居"}),
            member(4, "乙", "20", phone="2", remarks={"note": "外出"}, address="后屯"),
        ]
        assert only(assemble(rows)).fields == {"phone": "1", "note": "独居", "address": "后屯"}

    def test_further_persons_of_a_row(self) -> None:
        named = [
            {"name": "乙", "id": identity(50), "relation": "10"},
            {"name": "甲", "id": identity(3), "relation": "02"},
            {"name": "没有号码", "id": None},
            {"name": "丁", "id": identity(51), "relation": None},
        ]
        draft = only(assemble([row(3, "甲", members=named)]))
        assert names(draft) == {"甲": "02", "乙": "10", "丁": "80"}
        assert [person.aside for person in draft.members] == [False, True, True]

    def test_dropping_the_heads_row_drops_what_it_told(self) -> None:
        named = [{"name": "乙", "id": identity(50), "relation": "10"}]
        rows = [member(3, "甲", "02", village_code=VILLAGE, allowance=300, members=named), member(4, "丙", "20")]
        draft = only(assemble(rows))
        draft.drop(("表", 3))
        assert (names(draft), draft.fields, draft.rows) == ({"丙": "20"}, {}, [("表", 4)])


def test_persons_follow_from_their_number() -> None:
    number = identity(8, born="19630704", sex="女")
    draft = only(assemble([row(3, "甲", id=number, nation="蒙古")]))
    person = draft.members[0]
    assert (person.sex, person.born_on, person.ethnicity) == ("2", date(1963, 7, 4), "02")


@pytest.mark.parametrize(
    ("written", "code"),
    [(NUMBER, NUMBER), (f"{VILLAGE}0000", ""), ("2299011000000001", ""), ("12", ""), (None, ""), ("２" * 16, "")],
)
def test_which_household_numbers_can_be_codes(written: str | None, code: str) -> None:
    assert given_code({"hh_no": written}) == code


class TestFields:
    def test_of_the_household(self) -> None:
        told = household_fields(
            {
                "allowance": 333.335, "family": 3, "covered_n": 2, "abc": "B类", "cause": "因病、因残", "region": "农村",
                "approved": "2021-03-01", "applied": "2021-02", "phone": "", "address": "村" * 300, "standard": None,
            }
        )  # fmt: skip
        assert told == {
            "allowance": Decimal("333.34"), "declared_size": 3, "covered_size": 2, "abc_class": "B", "causes": ["1", "2"],
            "assistance": "02", "approved_on": date(2021, 3, 1), "address": "村" * 200,
        }  # fmt: skip

    @pytest.mark.parametrize(
        "values", [{"allowance": 1e14}, {"allowance": -1}, {"family": 70_000}, {"family": -1}, {"abc": "困难"}]
    )
    def test_what_its_column_cannot_hold_is_not_told(self, values: dict[str, Any]) -> None:
        assert household_fields(values) == {}

    def test_of_the_member(self) -> None:
        told = member_fields(
            {"health": "残疾", "covered": "否", "dis_cert": f"{identity(1)}44", "graduate": "2027-06-30", "employ": "?"}
        )
        assert told == {
            "health": "5", "covered": False, "disability_certificate": f"{identity(1)}44", "disability_kind": "4",
            "disability_level": "4", "graduates_on": date(2027, 6, 30),
        }  # fmt: skip

    def test_yes_and_no_say_less_than_words(self) -> None:
        assert member_fields({"ill": "是", "student": "是"}) == {"health": "4", "employment": "5"}
        assert member_fields({"ill": "是", "health": "重病重残"}) == {"health": "6"}
        assert member_fields({"ill": "否", "student": "否", "covered": None}) == {}

    def test_of_the_dwelling(self) -> None:
        told = dwelling_fields({"house_area": 60, "house_rooms": 2.5, "land": 1e9, "house_danger": "c级"})
        assert told == {"area": Decimal(60), "rooms": 2, "danger": "C"}
        assert dwelling_fields({"house_area": 123456, "house_danger": "安全"}) == {}


class TestIncomes:
    def test_single_ones_go_before_the_total(self) -> None:
        told = incomes_of({"income": 800, "income_wage": 500, "income_404": 300, "income_business": None})
        assert told == {"101": Decimal(500), "404": Decimal(300)}

    def test_the_total_where_nothing_else_is_told(self) -> None:
        assert incomes_of({"income": 800, "income_wage": None}) == {"599": Decimal(800)}
        assert incomes_of({"income": 800, "income_wage": 0}) == {"599": Decimal(800)}

    def test_none_is_told_as_none_and_a_blank_as_nothing(self) -> None:
        assert incomes_of({"income": 0}) == {"599": Decimal(0)}
        assert incomes_of({"income_wage": 0}) == {"101": Decimal(0)}
        assert incomes_of({"income": None, "income_wage": None}) == {}
