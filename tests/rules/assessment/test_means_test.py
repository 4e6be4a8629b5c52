"""The worked sums of process.md §9, the limits of each kind of case, and what holds for every case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hudang.assessment.errors import MissingParameter, UnreadableCase
from hudang.assessment.rules.case import Supporter, read_case
from hudang.assessment.rules.means_test import assess, effective_month
from hudang.assessment.rules.support import payable
from hudang.assessment.vocabulary import Rounding, Verdict
from tests.rules.assessment.cases import DAY, JILIN_SUPPLEMENTS, SUPPORT, case, household, parameters, person


@pytest.mark.parametrize(
    ("standard", "persons", "income", "verdict", "total"),
    [
        # the worked sums: by the household 515; a head first and then times three would give 516
        ("405", 3, "700", "eligible", "515"),
        ("550", 2, "380.50", "eligible", "720"),
        ("405", 1, "405", "income_not_below", "0"),
        ("405", 4, "1620.01", "income_not_below", "0"),
        # strictly below: a cent decides
        ("405", 1, "404.99", "eligible", "1"),
        ("405", 3, "1214.99", "eligible", "1"),
        ("405", 3, "1215", "income_not_below", "0"),
        ("405", 1, "0", "eligible", "405"),
        ("735", 2, "1469.99", "eligible", "1"),
        ("735.50", 2, "0", "eligible", "1471"),
        ("405", 7, "0.01", "eligible", "2835"),
        ("405", 6, "2000", "eligible", "430"),
    ],
)
def test_worked_sums_of_the_gap(standard: str, persons: int, income: str, verdict: str, total: str) -> None:
    result = assess(household(persons, income), parameters(standard))
    assert (result.verdict.value, result.total) == (verdict, Decimal(total))


@pytest.mark.parametrize(
    ("rounding", "total"),
    [
        (Rounding.CEIL_YUAN, "182"),
        (Rounding.ROUND_YUAN, "181"),
        (Rounding.ROUND_CENT, "181.33"),
        (Rounding.CEIL_10, "190"),
    ],
)
def test_rounding_is_done_once_at_the_end(rounding: Rounding, total: str) -> None:
    yearly = [{"kind": "201", "amount": "2684", "period": "year"}]
    result = assess(case([{"name": "甲", "incomes": yearly}]), parameters("405", rounding=rounding))
    assert result.total == Decimal(total)
    assert result.income == Decimal("223.67")


def test_an_amount_that_is_whole_is_not_raised_by_a_month_of_a_year() -> None:
    yearly = [{"kind": "201", "amount": "100", "period": "year"}] * 12
    assert assess(case([{"name": "甲", "incomes": yearly}]), parameters("405")).total == Decimal(305)


def test_supplements_of_two_members_and_one_rounding() -> None:
    members = [
        person("甲", "700"),
        person("乙", disability_kind="4", disability_level="1", born_on="1980-01-01"),
        person("丙", born_on="2015-01-01"),
    ]
    result = assess(case(members), parameters("405", supplements=JILIN_SUPPLEMENTS))
    assert (result.base, result.supplement, result.total) == (Decimal(515), Decimal("121.50"), Decimal(637))
    assert [(each.name, each.group.value) for each in result.granted] == [("乙", "severe_disability"), ("丙", "minor")]


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ({"born_on": "1956-11-23"}, "elder"),
        ({"born_on": "1956-11-24"}, None),
        ({"born_on": "2008-11-24"}, "minor"),
        ({"born_on": "2008-11-23"}, None),
        ({"disability_kind": "5", "disability_level": "3"}, "severe_disability"),
        ({"disability_kind": "6", "disability_level": "3"}, "severe_disability"),
        ({"disability_kind": "4", "disability_level": "3"}, None),
        ({"disability_kind": "4", "disability_level": "2"}, "severe_disability"),
        ({"born_on": "1950-01-01", "seriously_ill": True}, "serious_illness"),
        ({"born_on": "1950-01-01", "disability_kind": "1", "disability_level": "1"}, "severe_disability"),
        ({}, None),
    ],
)
def test_only_the_highest_supplement_a_person(told: dict[str, Any], group: str | None) -> None:
    result = assess(case([person("甲", **told)]), parameters(supplements=JILIN_SUPPLEMENTS))
    assert [each.group.value for each in result.granted] == ([group] if group else [])


def test_a_fixed_supplement_and_a_cap() -> None:
    fixed = [{"group": "elder", "age": 60, "amount": {"method": "fixed", "value": "104"}}]
    told = [person("甲", born_on="1960-01-01"), person("乙", born_on="1961-01-01")]
    assert assess(case(told), parameters(supplements=fixed)).total == Decimal(810 + 208)
    capped = parameters(supplements=fixed, most_standards="1.1")
    assert assess(case(told), capped).total == Decimal(891)


@pytest.mark.parametrize(
    ("income", "total"), [("0", "425"), ("149.99", "425"), ("150", "355"), ("299.99", "355"), ("300", "0")]
)
def test_tiers(income: str, total: str) -> None:
    tiers = [
        {"code": "C", "income_below": "300", "amount_per_person": "355"},
        {"code": "B", "income_below": "150", "amount_per_person": "425"},
    ]
    result = assess(household(1, income), parameters("495", mode="tier", tiers=tiers))
    assert result.total == Decimal(total)


@pytest.mark.parametrize(
    ("told", "each"),
    [
        ({"income_per_member": "600", "household_size": 3, "supported_persons": 2}, "146.25"),
        ({"income_per_member": "405", "household_size": 3}, "0"),
        ({"income_per_member": "404.99", "household_size": 9}, "0"),
        ({"income_per_member": "600", "household_size": 3, "supported_persons": 2, "children": 3}, "117"),
        ({"income_per_member": "600", "household_size": 3, "waived": "年满六十周岁"}, "0"),
    ],
)
def test_support_payable(told: dict[str, Any], each: str) -> None:
    rule = parameters(support=SUPPORT).support
    assert rule is not None
    assert payable(Supporter(name="长子", **told), rule, Decimal(405)) == Decimal(each)


@pytest.mark.parametrize(("paid", "income"), [(None, "146.25"), ("100", "146.25"), ("200", "200")])
def test_support_counts_as_income_and_what_is_really_paid_goes_before(paid: str | None, income: str) -> None:
    son = {"name": "长子", "income_per_member": "600", "household_size": 3, "supported_persons": 2, "paid": paid}
    result = assess(case([person("甲")], supporters=[son]), parameters(support=SUPPORT))
    assert result.income == Decimal(income)


@pytest.mark.parametrize(
    ("told", "income"),
    [
        ({"kind": "404", "amount": "100", "not_counted": "1"}, "0"),
        ({"kind": "401", "amount": "100", "not_counted": "6"}, "100"),
        ({"kind": "404", "amount": "100", "not_counted": "8"}, "100"),
        ({"kind": "202", "amount": "100", "cost": "300"}, "0"),
        ({"kind": "201", "amount": "1200", "cost": "600", "period": "year"}, "50"),
        ({"kind": "101", "amount": "1000"}, "1000"),
    ],
)
def test_what_counts_of_an_income(told: dict[str, Any], income: str) -> None:
    # the exclusion of the basic pension ended with 2025
    rules = [{"code": "1"}, {"code": "6", "until": "2025-12-31"}]
    result = assess(case([{"name": "甲", "incomes": [told]}]), parameters("2000", not_counted=rules))
    assert result.income == Decimal(income)


def test_losses_count_where_the_region_says_so() -> None:
    told = [{"kind": "202", "amount": "100", "cost": "300"}, {"kind": "101", "amount": "500"}]
    result = assess(case([{"name": "甲", "incomes": told}]), parameters("2000", losses_are_nothing=False))
    assert result.income == Decimal(300)


@pytest.mark.parametrize(
    ("member", "income"),
    [
        (person("甲", "1000"), "878.5"),
        (person("甲", "100"), "0"),
        (person("甲", "1000", disability_kind="4", disability_level="4"), "500"),
        ({"name": "甲", "incomes": [{"kind": "401", "amount": "1000"}]}, "1000"),
    ],
)
def test_the_cost_of_working_is_taken_off_earnings_only(member: dict[str, Any], income: str) -> None:
    told = parameters(
        "405",
        employment_cost={"method": "rate_of_standard", "value": "0.3"},
        employment_cost_disabled={"method": "fixed", "value": "500"},
    )
    assert assess(case([member]), told).income == Decimal(income)


def test_rigid_expenses_are_taken_off_up_to_their_limit() -> None:
    rules = [{"kind": "2", "rate": "0.5", "most_a_year": "3000"}, {"kind": "3", "rate": "1"}]
    expenses = [{"kind": "2", "amount": "12000"}, {"kind": "3", "amount": "100", "period": "month"}]
    result = assess(household(1, "700", expenses=expenses), parameters(rigid_expenses=rules))
    assert result.income == Decimal(350)
    assert assess(household(1, "100", expenses=expenses), parameters(rigid_expenses=rules)).income == 0


@pytest.mark.parametrize(
    ("assets", "passed"),
    [
        ([], True),
        ([{"kind": "11", "value": "9720"}], True),
        ([{"kind": "11", "value": "9720"}, {"kind": "16", "value": "0.01"}], False),
        ([{"kind": "11", "value": "99999", "exempt": "4"}], True),
        ([{"kind": "21"}], True),
        ([{"kind": "21"}, {"kind": "21"}], False),
        ([{"kind": "22"}], False),
        ([{"kind": "31", "value": "1"}], False),
        ([{"kind": "31", "value": "60000", "exempt": "2"}], True),
        ([{"kind": "32", "value": "30000"}], True),
        ([{"kind": "18", "value": "100000"}], True),
        ([{"kind": "18", "value": "100000.01"}], False),
    ],
)
def test_limits_of_assets(assets: list[dict[str, Any]], passed: bool) -> None:
    limits = {
        "financial_months": "24", "dwellings": 1, "other_buildings": 0, "car_value": "0", "business_share": "100000",
    }  # fmt: skip
    result = assess(household(1, assets=assets), parameters("405", assets=limits))
    assert result.verdict is (Verdict.ELIGIBLE if passed else Verdict.ASSETS_OVER)
    assert all(step.text for step in result.steps)
    if not passed:
        assert (result.total, result.effective) == (0, None)


@pytest.mark.parametrize(
    ("told", "income", "verdict", "total"),
    [
        ({"disability_kind": "5", "disability_level": "3"}, "900", "eligible", "405"),
        ({"seriously_ill": True}, "900", "eligible", "405"),
        ({"religious_three_years": True}, "900", "eligible", "405"),
        ({}, "900", "not_in_single_person_group", "0"),
        ({"seriously_ill": True}, "1215", "income_above_edge", "0"),
        ({"seriously_ill": True}, "1214.99", "eligible", "405"),
    ],
)
def test_single_person(told: dict[str, Any], income: str, verdict: str, total: str) -> None:
    members = [person("甲", **told), person("乙", income, covered=False)]
    result = assess(case(members, kind="single_person"), parameters(edge_multiple="1.5"))
    assert (result.verdict.value, result.total) == (verdict, Decimal(total))


def test_a_single_persons_own_income_and_fixed_amount() -> None:
    members = [person("甲", "100.5", seriously_ill=True), person("乙", "800", covered=False)]
    told = case(members, kind="single_person")
    assert assess(told, parameters(edge_multiple="1.5")).total == Decimal(305)
    assert assess(told, parameters(edge_multiple="1.5", single_person_amount="313")).total == Decimal(313)


@pytest.mark.parametrize(
    ("income", "verdict"),
    [
        ("404.99", "income_below_edge"),
        ("405", "eligible"),
        ("607.49", "eligible"),
        ("607.50", "income_above_edge"),
    ],
)
def test_a_household_on_the_edge_gets_no_allowance(income: str, verdict: str) -> None:
    result = assess(household(1, income, kind="edge"), parameters(edge_multiple="1.5"))
    assert (result.verdict.value, result.total) == (verdict, 0)


@pytest.mark.parametrize(
    ("income", "spent", "verdict"),
    [
        ("1000", "7200", "eligible"),
        ("1000", "7199.99", "expense_share_too_low"),
        ("2000", "99999", "income_above_edge"),
        ("0", "1", "eligible"),
        ("0", "0", "expense_share_too_low"),
    ],
)
def test_rigid_expense_households(income: str, spent: str, verdict: str) -> None:
    told = household(1, income, kind="rigid_expense", expenses=[{"kind": "2", "amount": spent}])
    result = assess(told, parameters(disposable_income="2000", rigid_share="0.6"))
    assert (result.verdict.value, result.total) == (verdict, 0)


def test_who_does_not_live_with_the_household_counts_nowhere() -> None:
    members = [person("甲", "300"), person("乙", "5000", not_counted="1")]
    result = assess(case(members), parameters())
    assert (result.persons, result.total) == (1, Decimal(105))


def test_who_lives_there_uncovered_counts_for_income_a_head_only() -> None:
    members = [person("甲"), person("乙", "600", covered=False)]
    result = assess(case(members), parameters())
    assert (result.persons, result.covered, result.per_head, result.total) == (2, 1, Decimal(300), 0)


@pytest.mark.parametrize(
    ("told", "kind", "label"),
    [
        ({"standard": None}, "dibao", "低保标准（农村）"),
        ({"mode": "tier"}, "dibao", "分档补助表"),
        ({}, "edge", "低保边缘家庭收入上限倍数"),
        ({}, "rigid_expense", "居民人均可支配收入"),
        ({"disposable_income": "2000"}, "rigid_expense", "刚性支出占收入的比例"),
    ],
)
def test_a_missing_parameter_stops_the_calculation(told: dict[str, Any], kind: str, label: str) -> None:
    with pytest.raises(MissingParameter) as refusal:
        assess(household(1, "500" if kind == "edge" else "0", kind=kind), parameters(**told))
    assert label in refusal.value.message
    assert "2026 年 11 月" in refusal.value.message


def test_support_without_its_parameter_stops_too() -> None:
    son = {"name": "长子", "income_per_member": "600", "household_size": 3}
    with pytest.raises(MissingParameter, match="赡养费推算办法"):
        assess(case([person()], supporters=[son]), parameters())


@pytest.mark.parametrize(
    ("decided", "next_month", "first"),
    [
        (date(2026, 11, 23), True, date(2026, 12, 1)),
        (date(2026, 12, 31), True, date(2027, 1, 1)),
        (date(2028, 2, 29), True, date(2028, 3, 1)),
        (date(2026, 11, 1), False, date(2026, 11, 1)),
    ],
)
def test_the_month_from_which_is_paid(decided: date, next_month: bool, first: date) -> None:
    assert effective_month(decided, next_month=next_month) == first


def test_every_figure_is_told_in_words_with_its_article() -> None:
    result = assess(household(3, "700"), parameters("405", source="吉民发〔2022〕15号"))
    texts = [step.text for step in result.steps]
    assert "户主务工（外出）每月 700 元，折合每月 700 元。" in texts
    assert "家庭月收入合计 700 元，共同生活的家庭成员 3 人，人均月收入 233.33 元。" in texts
    assert "人均月收入 233.33 元低于低保标准 405 元。" in texts
    assert "基本低保金＝标准 405 元 × 保障人数 3 人 − 家庭月收入 700 元＝515 元（先按户总额计算）。" in texts
    assert all(step.article for step in result.steps)
    assert any("吉民发〔2022〕15号" in step.article for step in result.steps)


@pytest.mark.parametrize(
    ("given_case", "place", "message"),
    [
        ({"members": [person()]}, "day", "没有填写"),
        ({"day": "23.11.2026", "members": [person()]}, "day", "应为日期，写作 2026-11-23"),
        ({"day": DAY, "members": []}, "members", "没有填写"),
        ({"day": DAY, "members": [person(wage="abc")]}, "members.1.incomes.1.amount", "应为数字"),
        ({"day": DAY, "members": [person(incomes=[{"kind": "999", "amount": "1"}])]}, "members.1.incomes.1.kind", "没有代码为 999 的收入项"),
        ({"day": DAY, "members": [person()], "colour": 1}, "colour", "没有这一项"),
        ({"day": DAY, "members": [person(covered=False)]}, "", "至少要有一名共同生活且申请保障的成员"),
        ({"day": DAY, "members": [person(), person("乙")], "kind": "single_person"}, "", "单人户只有一名"),
        ({"day": DAY, "members": [person()], "assets": [{"kind": "11", "value": "-1"}]}, "assets.1.value", "不能小于 0"),
        ([], "", "应为 JSON 对象"),
        ({"day": DAY, "members": {"甲": 1}}, "members", "应为列表"),
        ({"day": DAY, "members": [person(disability_level="5")]}, "members.1.disability_level", "没有代码为 5 的残疾等级"),
        ({"day": DAY, "members": [person("甲", "NaN")]}, "members.1.incomes.1.amount", "应为数字"),
    ],
)  # fmt: skip
def test_faults_of_a_case_are_told_at_their_place(given_case: Any, place: str, message: str) -> None:
    with pytest.raises(UnreadableCase) as refusal:
        read_case(given_case)
    assert message in refusal.value.faults[place]


def test_a_faulty_member_is_not_said_to_be_missing() -> None:
    with pytest.raises(UnreadableCase) as refusal:
        read_case({"day": DAY, "members": [person("甲", "100元")]})
    assert list(refusal.value.faults) == ["members.1.incomes.1.amount"]


amounts = st.decimals(min_value=0, max_value=5000, places=2)


@given(st.lists(amounts, min_size=1, max_size=6), amounts.filter(bool))
def test_never_negative_and_whole_yuan(incomes: list[Decimal], standard: Decimal) -> None:
    told = case([person(f"成员{n}", str(wage)) for n, wage in enumerate(incomes)])
    result = assess(told, parameters(str(standard)))
    assert result.total >= 0
    assert result.total == result.total.to_integral_value()
    assert result.eligible is (sum(incomes) < standard * len(incomes))


@given(st.lists(amounts, min_size=2, max_size=6), st.randoms())
def test_the_order_of_members_does_not_matter(incomes: list[Decimal], shuffled: Any) -> None:
    members = [person(f"成员{n}", str(wage)) for n, wage in enumerate(incomes)]
    first = assess(case(members), parameters("735"))
    shuffled.shuffle(members)
    second = assess(case(members), parameters("735"))
    assert (first.total, first.per_head, first.verdict) == (second.total, second.per_head, second.verdict)


@given(st.integers(min_value=1, max_value=6), amounts, amounts)
def test_more_income_never_gives_more(persons: int, income: Decimal, more: Decimal) -> None:
    poorer = assess(household(persons, str(income)), parameters("735"))
    richer = assess(household(persons, str(income + more)), parameters("735"))
    assert richer.total <= poorer.total
