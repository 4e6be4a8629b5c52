"""五列对照: rows from a declaration, differences that want a reason, and the case that only verified figures make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hudang.accounts.vocabulary import Post
from hudang.assessment.rules.means_test import assess
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import Verdict
from hudang.casework.rules.declaration import born_on
from hudang.casework.rules.figures import FigureGroup, Verified, lines_of, monthly, needs_reason, verified_case
from hudang.casework.rules.tasks import lacking_of, may_be_given, supporters_of, tasks_of
from hudang.casework.rules.thresholds import Thresholds
from hudang.casework.vocabulary import TaskKind

DAY = date(2026, 11, 23)
INCOME, ASSET, EXPENSE = FigureGroup.INCOME, FigureGroup.ASSET, FigureGroup.EXPENSE


def declared(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "dibao",
        "area": "rural",
        "members": [
            {"name": "王德贵", "covered": True, "incomes": [{"kind": "201", "amount": "3000", "period": "year"}]},
            {"name": "李秀英", "covered": True, "incomes": []},
        ],
        "incomes": [],
        "assets": [],
        "expenses": [],
        "supporters": [],
        **fields,
    }


def test_each_declared_line_is_a_row_of_its_own() -> None:
    given = declared(
        incomes=[{"kind": "303", "amount": "50", "not_counted": ""}],
        assets=[{"kind": "21", "value": "20000"}, {"kind": "21", "value": "", "exempt": ""}],
        expenses=[{"kind": "2", "amount": "6000"}],
    )
    rows = lines_of(given)
    assert [(r.group, r.person, r.line, r.kind, r.period, r.declared) for r in rows] == [
        (INCOME, 0, 0, "201", "year", Decimal(3000)),
        (INCOME, None, 0, "303", "month", Decimal(50)),
        (ASSET, None, 0, "21", "", Decimal(20000)),
        (ASSET, None, 1, "21", "", None),
        (EXPENSE, None, 0, "2", "year", Decimal(6000)),
    ]


def test_who_does_not_live_together_brings_no_row() -> None:
    given = declared()
    given["members"][0]["not_counted"] = "1"
    assert lines_of(given) == []


def test_a_year_divided_by_twelve_stays_exact() -> None:
    assert monthly(Decimal(1000), "year") == Fraction(1000, 12)
    assert monthly(Decimal(20000), "") == 20000


@pytest.mark.parametrize(
    ("group", "period", "said", "found", "wants"),
    [
        (INCOME, "month", "100", "150", False),
        (INCOME, "month", "100", "150.01", True),
        (INCOME, "month", "100", "49.99", True),
        (INCOME, "year", "1200", "1800", False),
        (INCOME, "year", "1200", "1800.12", True),
        (INCOME, "month", None, "50", False),
        (INCOME, "month", None, "300", True),
        (INCOME, "month", "100", None, False),
        (ASSET, "", "20000", "21000", False),
        (ASSET, "", "20000", "21000.01", True),
        (EXPENSE, "year", "6000", "5000", True),
    ],
)
def test_which_differences_want_a_reason(
    group: FigureGroup, period: str, said: str | None, found: str | None, wants: bool
) -> None:
    read = [None if each is None else Decimal(each) for each in (said, found)]
    assert needs_reason(group, period, read[0], read[1], income=50, asset=1000) is wants


def test_only_what_is_verified_counts() -> None:
    rows = [
        Verified(INCOME, 0, "201", "year", Decimal("4000.01"), Decimal("1000")),
        Verified(INCOME, 1, "102", "month", Decimal(300)),
        Verified(INCOME, None, "405", "year", Decimal(500), exclusion="5"),
        Verified(ASSET, None, "21", "", Decimal(20000)),
        Verified(EXPENSE, None, "2", "year", Decimal(1200)),
    ]
    case = verified_case(declared(), rows, DAY)
    assert [(i.kind, i.amount, i.cost, i.period.value) for i in case.members[0].incomes] == [
        ("201", Decimal("4000.01"), Decimal(1000), "year")
    ]
    assert case.members[1].incomes[0].amount == 300
    assert (case.incomes[0].not_counted, case.assets[0].value, case.expenses[0].amount) == ("5", 20000, 1200)


def test_the_sum_is_that_of_the_hand_calculation() -> None:
    # 3000 a year is 250 a month; 405 × 2 − 250 = 560
    rows = [Verified(INCOME, 0, "201", "year", Decimal(3000))]
    found = assess(verified_case(declared(), rows, DAY), Parameters(version="t", standard=Decimal(405)))
    assert (found.verdict, found.income, found.total) == (Verdict.ELIGIBLE, Decimal(250), Decimal(560))


def test_supporters_who_were_found_stand_for_those_declared() -> None:
    given = declared(supporters=[{"name": "王强", "income_per_member": "600", "household_size": 3}])
    assert verified_case(given, [], DAY).supporters[0].name == "王强"
    assert verified_case(given, [], DAY, []).supporters == ()


def test_which_tasks_begin() -> None:
    assert tasks_of(declared()) == [TaskKind.CHECK, TaskKind.HOME, TaskKind.NEIGHBOURS]
    assert TaskKind.SUPPORT in tasks_of(declared(supporters=[{"name": "王强"}]))


def test_an_assistant_is_not_given_the_check_of_persons() -> None:
    assert may_be_given(TaskKind.HOME, Post.VILLAGE_ASSISTANT)
    assert not may_be_given(TaskKind.CHECK, Post.VILLAGE_ASSISTANT)
    assert not may_be_given(TaskKind.HOME, Post.AUDITOR)


def test_what_a_task_lacks_is_said() -> None:
    photo = {"photo": "data:image/png;base64,AA=="}
    whole, home = {"whole": True, "values": {}}, {"whole": True, "values": {"photos": [photo] * 3}}
    limits = Thresholds()
    assert set(lacking_of(TaskKind.HOME, {"records": [whole]}, limits)) == {"photos"}
    assert lacking_of(TaskKind.HOME, {"records": [home]}, limits) == {}
    assert "至少访问 2 名邻居" in lacking_of(TaskKind.NEIGHBOURS, {"records": [whole]}, limits)["fewer_reason"]
    assert not lacking_of(TaskKind.NEIGHBOURS, {"records": [whole], "fewer_reason": "独居山上，只有一户邻居"}, limits)
    assert set(lacking_of(TaskKind.ESTIMATE, {"records": [{"whole": False}]}, limits)) == {"records"}
    assert set(lacking_of(TaskKind.ESTIMATE, {}, limits)) == {"records"}
    assert set(lacking_of(TaskKind.EVIDENCE, {"records": [whole]}, limits)) == {"records"}
    answered = {"whole": True, "values": {"answer_result": "4"}}
    assert lacking_of(TaskKind.EVIDENCE, {"records": [answered]}, limits) == {}


def test_supporters_are_read_from_their_form() -> None:
    rows = [
        {"name": "王强", "per_head": "600", "size": "3", "able": "1", "paid": "100", "agreed": "150"},
        {"name": "王刚", "per_head": "300", "size": "2", "able": "2"},
        {"name": "王丽", "per_head": "900", "size": "4", "able": "3"},
    ]
    found = supporters_of({"supporters": rows, "supported_count": "2", "exempted": "王丽六十二岁"})
    assert found[0] == {
        "name": "王强",
        "income_per_member": "600",
        "household_size": 3,
        "supported_persons": 2,
        "supported_here": 2,
        "children": 3,
        "waived": "",
        "paid": "150",
    }
    assert [row["waived"] for row in found] == ["", "无赡养能力", "王丽六十二岁"]
    assert verified_case(declared(), [], DAY, found).supporters[2].waived == "王丽六十二岁"


def test_the_birth_date_comes_from_the_identity_number() -> None:
    assert born_on({"identity": "11010519491231002X"}, DAY) == date(1949, 12, 31)
    assert born_on({"identity": "", "born_on": "1960-08-01"}, DAY) == date(1960, 8, 1)
    assert born_on({"identity": "?"}, DAY) is None
