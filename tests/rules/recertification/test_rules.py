"""Conditions, periods and the ladder of recertification."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hudang.kernel.errors import InvalidInput
from hudang.recertification.errors import UnreadableRule
from hudang.recertification.rules.expression import Subject, condition_in_words, read_condition
from hudang.recertification.rules.happenings import Dates, happenings
from hudang.recertification.rules.ladder import lateness, level
from hudang.recertification.rules.periods import add_months, due_after, first_due, month_after, month_period
from hudang.recertification.rules.rule_text import RuleText, read_rule, shipped_rules
from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.rules.variables import VARIABLES
from hudang.recertification.vocabulary import Lateness, Level, Scope, Trigger

LIMITS = Thresholds()
SHIPPED = {rule.code: (rule, on) for rule, on in shipped_rules()}


def subject(person: dict[str, Any] | None = None, members: list[dict[str, Any]] | None = None, **home: Any) -> Subject:
    empty = dict.fromkeys(VARIABLES)
    home = empty | {"elder_age": 60, "adult_age": 18} | home
    people = [empty | each for each in members or []]
    return Subject(home, people, None if person is None else empty | person)


def holds(text: str, of: Subject, scope: Scope = Scope.PERSON) -> bool:
    return read_condition(text, scope).holds(of)


def test_the_article_s_rules_take_whom_the_article_means() -> None:
    elder, monthly, students = (SHIPPED[code][0].condition for code in ("D-A", "D-B", "D-C"))
    assert elder.holds(subject({"age": 60, "disability_valid": True}))
    assert not elder.holds(subject({"age": 59, "disability_valid": True}))
    assert not elder.holds(subject({"age": 75, "disability_valid": False}))
    assert monthly.holds(subject({"disability_valid": True, "verified_income_month": 0}))
    assert not monthly.holds(subject({"disability_valid": True, "verified_income_month": 1}))
    assert students.holds(subject(members=[{"student_valid": False}, {"student_valid": True}]))
    assert not students.holds(subject(members=[{"student_valid": False}]))
    assert all(SHIPPED[code][1] for code in ("D-A", "D-B", "D-C", "L-1", "L-2"))


def test_stable_and_unstable_households_are_told_apart_without_a_gap() -> None:
    yearly, half = SHIPPED["L-1"][0].condition, SHIPPED["L-2"][0].condition
    unstable = subject(members=[{"labor_ability": "1"}], income_source_main="2")
    stable = subject(members=[{"labor_ability": "4"}], income_source_main="2")
    assert (half.holds(unstable), yearly.holds(unstable)) == (True, False)
    assert (half.holds(stable), yearly.holds(stable)) == (False, True)


def test_what_is_not_registered_is_neither_true_nor_false() -> None:
    unknown = subject({"age": None, "disability_valid": True})
    assert not holds("age >= 60", unknown)
    assert not holds("not age >= 60", unknown)
    assert holds("age >= 60 or disability_valid", unknown)
    assert not holds("verified_income_month == 0", subject({"verified_income_month": None}))


def test_the_elder_age_is_a_parameter() -> None:
    of_55 = subject({"age": 56, "disability_valid": True}, elder_age=55)
    assert SHIPPED["D-A"][0].condition.holds(of_55)


@pytest.mark.parametrize(
    ("text", "scope", "told"),
    [
        ("age >= ", Scope.PERSON, "写法不对"),
        ("salary > 3", Scope.PERSON, "没有名为“salary”的变量"),
        ("age", Scope.PERSON, "不是“是或否”"),
        ("age == '六十'", Scope.PERSON, "是数"),
        ("health == '8'", Scope.PERSON, "没有代码“8”"),
        ("health > '3'", Scope.PERSON, "没有大小"),
        ("age >= 60", Scope.HOUSEHOLD, "any(age …)"),
        ("any(student_valid)", Scope.PERSON, "按人的规则直接写条件"),
        ("__import__('os').system('ls')", Scope.HOUSEHOLD, "只能用 any"),
        ("age.real > 3", Scope.PERSON, "不能比较"),
        ("(lambda: True)()", Scope.HOUSEHOLD, "只能用 any"),
        ("count(student_valid)", Scope.HOUSEHOLD, "请写明和几比较"),
        ("not " * 20 + "covered", Scope.PERSON, "太深"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused_with_the_reason(text: str, scope: Scope, told: str) -> None:
    with pytest.raises(UnreadableRule) as refused:
        read_condition(text, scope)
    assert told in refused.value.message


def test_a_condition_explains_itself_in_words() -> None:
    condition = read_condition("age >= elder_age and disability_level in ('1', '2')", Scope.PERSON)
    said = condition.explain(subject({"age": 72, "disability_level": "3"}))
    assert [(each.text, each.holds) for each in said] == [
        ("年龄：72 岁（要求不小于 60 岁）", True),
        ("残疾等级：三级（要求是其中之一：一级、二级）", False),
    ]
    assert condition_in_words(condition.text) == "年龄不小于老年人年龄且残疾等级为一级、二级"


def test_every_shipped_rule_reads_and_names_its_source() -> None:
    assert all(rule.in_words and rule.source for rule, _ in SHIPPED.values())
    assert len(SHIPPED) == len(shipped_rules())


def test_a_faulty_rule_is_refused_at_its_field() -> None:
    values = {**SHIPPED["D-C"][0].model_dump(), "named_months": (), "code": "d c"}
    with pytest.raises(InvalidInput) as refused:
        read_rule(values)
    assert "code" in refused.value.fields
    with pytest.raises(InvalidInput) as refused:
        read_rule(values | {"code": "D-C"})
    assert "哪几个月" in refused.value.fields["named_months"]


def test_months_are_counted_as_the_calendar_has_them() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert due_after(SHIPPED["D-A"][0], date(2025, 3, 10)) == date(2026, 3, 10)


def test_the_first_due_day_keeps_the_day_of_approval_and_is_never_long_ago() -> None:
    rule = SHIPPED["D-A"][0]
    assert first_due(rule, date(2026, 11, 20), date(2026, 11, 21)) == date(2027, 11, 20)
    assert first_due(rule, date(2015, 4, 2), date(2026, 11, 21)) == date(2027, 4, 2)
    assert first_due(rule, None, date(2026, 11, 21)) == date(2027, 11, 21)


def test_periods_by_months() -> None:
    monthly, terms = SHIPPED["D-B"][0], SHIPPED["D-C"][0]
    period = month_period(monthly, date(2026, 5, 17))
    assert period is not None
    assert (period.key, period.due_on, period.late_after) == ("2026-05", date(2026, 5, 31), date(2026, 5, 31))
    assert month_period(terms, date(2026, 5, 17)) is None
    assert month_after(terms, "2026-03").key == "2026-09"
    assert month_after(terms, "2026-09").key == "2027-03"
    assert month_after(terms, "2026-09").late_after == date(2027, 4, 30)


def test_the_ladder_climbs_from_the_village_to_the_county() -> None:
    end = date(2026, 5, 31)
    assert lateness(end, end, LIMITS) == Lateness.ON_TIME
    assert level(end, date(2026, 6, 1), 1, LIMITS) == Level.VILLAGE
    assert level(end, date(2026, 6, 8), 1, LIMITS) == Level.TOWNSHIP
    assert lateness(end, date(2026, 6, 30), LIMITS) == Lateness.ORANGE
    assert level(end, date(2026, 7, 1), 1, LIMITS) == Level.COUNTY
    assert level(end, date(2026, 6, 1), 2, LIMITS) == Level.COUNTY


def found(dates: Dates, since: date, day: date) -> list[tuple[Trigger, str]]:
    return [(h.trigger, h.key) for h in happenings(dates, since=since, day=day, notice_days=30, ages=(16, 18, 60, 70))]


def test_the_register_tells_of_certificates_graduations_and_ages_once() -> None:
    dates = Dates(date(2010, 11, 23), date(2026, 12, 20), None, date(2026, 7, 1))
    day, before = date(2026, 11, 23), date(2026, 11, 22)
    assert found(dates, before, day) == [
        (Trigger.DISABILITY_EXPIRES, "disability_expires:2026-12-20"),
        (Trigger.AGE, "age:16"),
    ]
    assert (Trigger.AGE, "age:16") not in found(dates, day, date(2026, 11, 24))
    assert found(dates, date(2026, 6, 30), date(2026, 7, 1)) == [(Trigger.GRADUATION, "graduation:2026-07")]
    assert found(Dates(date(2008, 2, 29), None, None, None), date(2026, 2, 27), date(2026, 2, 28)) == []
    assert found(Dates(date(2008, 2, 29), None, None, None), date(2026, 2, 28), date(2026, 3, 1)) == [
        (Trigger.AGE, "age:18")
    ]


def test_a_rule_is_stored_as_what_differs_from_the_defaults_and_comes_back_whole() -> None:
    for rule, _ in SHIPPED.values():
        assert RuleText(**rule.model_dump(mode="json", exclude_defaults=True)) == rule
