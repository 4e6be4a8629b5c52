"""Months, settling and payments as pure rules: month ends, births and deaths inside a month, never below nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hudang.assessment.rules.case import Case, Income, Member
from hudang.assessment.rules.means_test import assess
from hudang.assessment.rules.parameters import Amount, Parameters, Supplement
from hudang.assessment.vocabulary import Method, SupplementGroup
from hudang.benefits.rules.bank_lines import lines_of
from hudang.benefits.rules.months import in_words, month_of, months_after, next_month, read_month
from hudang.benefits.rules.paying import Owing, payment
from hudang.benefits.rules.settling import Span, differences, due_in
from hudang.kernel.errors import InvalidInput

MINOR = Supplement(
    group=SupplementGroup.MINOR, age=18, amount=Amount(method=Method.RATE_OF_STANDARD, value=Decimal("0.1"))
)
ELDER = Supplement(
    group=SupplementGroup.ELDER, age=70, amount=Amount(method=Method.RATE_OF_STANDARD, value=Decimal("0.1"))
)
PARAMETERS = Parameters(version="t", standard=Decimal(405), supplements=(MINOR, ELDER))
MONEY = st.decimals(0, 2000, places=2)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_the_month_after(day: date, following: date) -> None:
    assert next_month(day) == following


def test_months() -> None:
    assert months_after(NOVEMBER, -11) == date(2025, 12, 1)
    assert in_words(NOVEMBER) == "2026年11月"
    assert read_month("2026-11") == read_month(" 202611") == month_of(date(2026, 11, 23))
    for wrong in ("2026-13", "1999-01", "11月", "", "2026-1"):
        with pytest.raises(InvalidInput):
            read_month(wrong)


def total(members: list[Member], day: date = NOVEMBER) -> Decimal:
    return assess(Case(day=day, members=tuple(members)), PARAMETERS).total


def test_births_and_birthdays_inside_a_month_count_from_the_next() -> None:
    mother = Member(name="母", born_on=date(1990, 5, 1))
    child = Member(name="子", born_on=date(2026, 11, 15))
    assert total([mother]) == 405
    # a child born in November is a member of the case of the first of December
    assert total([mother, child], DECEMBER) == 405 * 2 + 41
    growing = Member(name="女", born_on=date(2008, 11, 15))
    assert total([mother, growing]) - total([mother, growing], DECEMBER) == 41
    leap = Member(name="翁", born_on=date(1956, 2, 29))
    assert total([leap], date(2026, 2, 28)) == 405
    assert total([leap], date(2026, 3, 1)) == 446


def test_a_death_inside_a_month_is_owed_back_from_the_month_after() -> None:
    # he died on 10 October; the decision of December ends the award of two with October
    listed = {date(2026, 10, 1): Decimal(810), NOVEMBER: Decimal(810)}
    awards = [Span(date(2026, 1, 1), NOVEMBER, Decimal(810)), Span(NOVEMBER, None, Decimal(405))]
    assert differences(listed, {}, awards, []) == {NOVEMBER: Decimal(-405)}
    assert differences(listed, {NOVEMBER: Decimal(-405)}, awards, []) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), MONEY), max_size=4),
    st.lists(MONEY, min_size=1, max_size=6),
)
def test_after_settling_nothing_is_owed(spans: list[tuple[int, int, Decimal]], paid: list[Decimal]) -> None:
    awards, at = [], 0
    for gap, length, amount in spans:
        since = months_after(date(2026, 1, 1), at + gap)
        awards.append(Span(since, months_after(since, length), amount))
        at += gap + length
    listed = {months_after(date(2026, 1, 1), number): amount for number, amount in enumerate(paid)}
    owed = differences(listed, {}, awards, [])
    assert differences(listed, owed, awards, []) == {}
    assert all(listed[month] + owed.get(month, 0) == due_in(month, awards, []) for month in listed)


@settings(max_examples=100, deadline=None)
@given(MONEY, st.integers(0, 9), MONEY, MONEY, st.lists(st.tuples(MONEY, MONEY), max_size=3))
def test_a_payment_is_never_below_nothing_and_adds_up(
    allowance: Decimal, persons: int, subsidy: Decimal, back: Decimal, owing: list[tuple[Decimal, Decimal]]
) -> None:
    debts = [Owing(number, balance, instalment) for number, (balance, instalment) in enumerate(owing)]
    paid = payment(allowance, persons, subsidy, back, debts)
    assert paid.total >= paid.price_subsidy >= 0
    assert paid.total == paid.allowance + paid.price_subsidy + paid.back_pay - paid.recovery
    assert paid.recovery == sum(amount for _, amount in paid.kept)
    assert all(0 < amount <= min(owing[number]) for number, amount in paid.kept)


PEOPLE = st.lists(
    st.tuples(st.dates(date(1930, 1, 1), date(2026, 10, 31)), st.booleans(), MONEY, st.booleans()),
    min_size=1,
    max_size=5,
)


def people(drawn: list[tuple[date, bool, Decimal, bool]], more: Decimal = Decimal(0)) -> list[Member]:
    return [
        Member(
            name=f"成员{number}",
            born_on=born,
            covered=covered or number == 0,
            seriously_ill=ill,
            incomes=(Income(kind="401", amount=income + (more if number == 0 else 0)),),
        )
        for number, (born, covered, income, ill) in enumerate(drawn)
    ]


@settings(max_examples=80, deadline=None)
@given(PEOPLE, MONEY, st.randoms(use_true_random=False))
def test_an_allowance_is_never_negative_falls_with_income_and_knows_no_order(
    drawn: list[tuple[date, bool, Decimal, bool]], more: Decimal, shuffled: object
) -> None:
    members = people(drawn)
    before = total(members)
    assert before >= 0
    assert total(people(drawn, more)) <= before
    others = members[:]
    shuffled.shuffle(others)  # type: ignore[attr-defined]
    assert total(others) == before


@pytest.mark.parametrize(
    ("said", "reason", "code"),
    [
        ("成功", "", "0"),
        ("0", "", "0"),
        ("失败", "户名不符", "1"),
        ("未成功", "", "9"),
        ("退回", "账号不存在", "2"),
        ("处理完毕", "已销户", "3"),
        ("失败", "户主已故", "4"),
        ("？", "", ""),
    ],
)
def test_what_banks_say(said: str, reason: str, code: str) -> None:
    rows = [(1, ["代发清单"]), (2, ["账号", "户名", "金额", "结果", "原因"]), (3, ["6217", "王", 1.0, said, reason])]
    assert [line.result for line in lines_of(rows)] == [code]
