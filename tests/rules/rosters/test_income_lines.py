"""Incomes told meet incomes that stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hudang.rosters.rules.income_lines import lines_of, replaces, same

Lines = dict[str, float]


def amounts(lines: Lines) -> dict[str, Decimal]:
    return {kind: Decimal(str(amount)) for kind, amount in lines.items()}


@pytest.mark.parametrize(
    ("told", "standing", "agrees"),
    [
        ({"599": 800}, {"599": 800}, True),
        ({"599": 800}, {"101": 500, "404": 300}, True),
        ({"599": 801}, {"101": 500, "404": 300}, False),
        ({"101": 500}, {"102": 300, "103": 200}, True),
        ({"101": 500}, {"102": 300, "103": 100}, False),
        ({"101": 500}, {"101": 500, "404": 300}, True),
        ({"101": 300, "102": 200}, {"101": 200, "102": 300}, False),
        ({"101": 500}, {"599": 500}, False),
        ({"599": 0}, {"599": 0}, True),
        ({"599": 0}, {}, False),
        ({"599": 0}, {"101": 10}, False),
        ({"101": 0}, {"404": 300}, True),
        ({"599": 83.33}, {"101": 83.333333}, True),
        ({"501": 10}, {"501": 10, "599": 0}, True),
    ],
)
def test_what_says_the_same(told: Lines, standing: Lines, agrees: bool) -> None:
    assert same(amounts(told), amounts(standing).items()) is agrees


@pytest.mark.parametrize(
    ("told", "kind", "ends"),
    [
        ({"599": 800}, "404", True),
        ({"101": 500}, "102", True),
        ({"101": 500}, "404", False),
        ({"101": 500, "102": 1}, "103", False),
        ({"101": 500}, "599", True),
    ],
)
def test_what_is_replaced(told: Lines, kind: str, ends: bool) -> None:
    assert replaces(amounts(told), kind) is ends


def test_what_is_written() -> None:
    assert lines_of(amounts({"101": 500, "404": 0})) == amounts({"101": 500})
    assert lines_of(amounts({"101": 0})) == amounts({"599": 0})
    assert lines_of(amounts({"101": 0}), others_stand=True) == {}
