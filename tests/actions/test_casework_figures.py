"""The five columns: made at the start, verified row by row, differences explained; and the means test by them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.assessment.errors import MissingParameter
from hudang.assessment.models import Assessment
from hudang.audit.models import AuditEntry
from hudang.casework.actions.figures import (
    FoundFigure,
    add_figure,
    drop_figure,
    set_figures,
    take_over_declared,
)
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseFigure, CaseTask
from hudang.casework.queries.facts import facts_of
from hudang.casework.queries.figures import figures_for, verified_assets, verified_incomes
from hudang.casework.queries.means import CHANGED, OTHER_PARAMETERS, means_test_of
from hudang.casework.vocabulary import TaskKind
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from hudang.platform.models import ParameterValue
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration
from tests.factories.investigations import assessed, investigating, parameters
from tests.people import People


@pytest.fixture(autouse=True)
def bureau(people: People) -> None:
    make_bureau()


def rich() -> dict[str, Any]:
    return declaration(
        assets=[{"kind": "11", "value": "8000", "description": "农信社存款"}],
        incomes=[{"kind": "303", "amount": "600", "period": "year"}],
    )


def row(case: Case, **wanted: Any) -> CaseFigure:
    return CaseFigure.objects.get(case=case, **wanted)


def test_the_start_makes_tasks_and_rows(people: People) -> None:
    case = investigating(people.handler, rich())
    kinds = list(CaseTask.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds == [TaskKind.CHECK, TaskKind.HOME, TaskKind.NEIGHBOURS]
    assert row(case, kind="201").declared == 3000 and row(case, kind="201").verified is None
    assert facts_of(case).unverified == 3
    assert [len(table.rows) for table in figures_for(people.handler, case)] == [2, 1, 0]


def test_a_row_is_verified_and_its_difference_wants_a_reason(people: People) -> None:
    case = investigating(people.handler, rich())
    found = row(case, kind="201")
    set_figures(
        actor=people.handler,
        number=case.number,
        rows={found.pk: {"checked": "5000", "neighbours": "6000", "verified": "5000", "cost": "200"}},
    )
    found.refresh_from_db()
    assert (found.checked, found.neighbours, found.verified, found.cost) == (5000, 6000, 5000, 200)
    assert facts_of(case).unexplained == 1
    shown = figures_for(people.handler, case)[0].rows[0]
    assert shown.unexplained and shown.apart == ("邻里反映", "信息核对")
    set_figures(
        actor=people.handler, number=case.number, rows={found.pk: {"reason": "核对到粮食补贴以外的卖粮款 2000 元"}}
    )
    assert facts_of(case).unexplained == 0
    entry = AuditEntry.objects.filter(action="set_figures").latest("pk")
    assert "王德贵种植 申报 3000 核定 5000" in str(entry.after)


def test_bad_amounts_are_told_at_their_fields(people: People) -> None:
    case = investigating(people.handler, rich())
    found = row(case, kind="201")
    values = {"verified": "三千", "checked": "-5", "exclusion": "77", "reason": "长" * 301}
    with pytest.raises(InvalidInput) as refused:
        set_figures(actor=people.handler, number=case.number, rows={found.pk: values})
    assert set(refused.value.fields) == {f"row_{found.pk}_{name}" for name in values}
    found.refresh_from_db()
    assert found.verified is None


def test_declared_is_taken_over_at_once_or_by_row(people: People) -> None:
    case = investigating(people.handler, rich())
    take_over_declared(actor=people.handler, number=case.number, rows=[row(case, kind="201").pk])
    assert facts_of(case).unverified == 2
    set_figures(actor=people.handler, number=case.number, rows={row(case, kind="11").pk: {"verified": "9000"}})
    take_over_declared(actor=people.handler, number=case.number)
    assert facts_of(case).unverified == 0 and row(case, kind="11").verified == 9000


def test_what_nobody_declared_is_added_and_may_be_dropped_again(people: People) -> None:
    case = investigating(people.handler)
    added = add_figure(actor=people.handler, number=case.number, found=FoundFigure("income", "102", 1))
    assert (added.declared, added.line, added.period) == (None, 0, "month")
    with pytest.raises(InvalidInput) as refused:
        add_figure(actor=people.handler, number=case.number, found=FoundFigure("income", "999", 9, "week"))
    assert set(refused.value.fields) == {"kind", "person", "period"}
    drop_figure(actor=people.handler, number=case.number, row=added.pk)
    with pytest.raises(NotYet, match="申报过的项目不能删去"):
        drop_figure(actor=people.handler, number=case.number, row=row(case, kind="201").pk)
    assert CaseFigure.objects.filter(case=case).count() == 1


def test_who_may_not(people: People) -> None:
    case = investigating(people.handler)
    found = row(case, kind="201")
    rows = {found.pk: {"verified": "1"}}
    with pytest.raises(NotAllowed):
        set_figures(actor=people.assistant, number=case.number, rows=rows)
    with pytest.raises(NotVisible):
        set_figures(actor=people.neighbour, number=case.number, rows=rows)
    with pytest.raises(NotAllowed):
        figures_for(people.assistant, case)
    waiting = accepted(people.handler, other_household())
    with pytest.raises(NotYet, match="不在调查核对阶段"):
        take_over_declared(actor=people.handler, number=waiting.number)
    with pytest.raises(NotVisible):
        set_figures(actor=people.handler, number=case.number, rows={found.pk + 999: {}})


def other_household() -> dict[str, Any]:
    return declaration(members=declaration()["members"][:1])


def test_two_officers_at_once_the_second_is_told(people: People) -> None:
    case = investigating(people.handler)
    opened = case.version
    found = row(case, kind="201")
    set_figures(actor=people.handler, number=case.number, rows={found.pk: {"verified": "3000"}}, version=opened)
    with pytest.raises(StaleForm, match="舍力经办"):
        set_figures(actor=people.handler, number=case.number, rows={found.pk: {"verified": "0"}}, version=opened)
    found.refresh_from_db()
    assert found.verified == 3000


def test_the_means_test_is_stored_with_its_steps(people: People) -> None:
    parameters()
    case = assessed(people.handler)
    stored = Assessment.objects.get(case_reference=case.number)
    # 3000 a year is 250 a month; 405 × 2 − 250 = 560
    assert (stored.total, stored.verdict, stored.household) == (Decimal(560), "eligible", case.household)
    assert stored.result["reasons"] and stored.version == "220882-rural-20260101"
    facts = facts_of(case)
    assert facts.eligible is True and facts.verdict == "符合条件"


def test_a_figure_that_changes_afterwards_ends_the_test(people: People) -> None:
    parameters()
    case = assessed(people.handler)
    set_figures(actor=people.handler, number=case.number, rows={row(case, kind="201").pk: {"verified": "3000.01"}})
    found = means_test_of(case)
    assert found is not None and found.why_not == CHANGED
    assert facts_of(case).eligible is None
    set_figures(actor=people.handler, number=case.number, rows={row(case, kind="201").pk: {"verified": "3000"}})
    assert facts_of(case).eligible is True


def test_a_new_standard_asks_for_a_new_test_unless_the_day_of_acceptance_counts(people: People) -> None:
    parameters()
    case = assessed(people.handler)
    parameters(date(2026, 11, 23), standard="430")
    found = means_test_of(case)
    assert found is not None and found.why_not == OTHER_PARAMETERS
    assert assess_means(actor=people.handler, number=case.number).total == Decimal(610)
    ParameterValue.objects.create(key="casework.assessed_by", value="0", valid_from=date(2026, 1, 1), basis="测试")
    Case.objects.filter(pk=case.pk).update(accepted_on=date(2026, 11, 20))
    assert assess_means(actor=people.handler, number=case.number).total == Decimal(560)


def test_a_missing_parameter_stops_with_its_name(people: People) -> None:
    case = investigating(people.handler)
    take_over_declared(actor=people.handler, number=case.number)
    with pytest.raises(MissingParameter, match="2026 年 11 月没有有效的“收入财产测算参数（农村）”"):
        assess_means(actor=people.handler, number=case.number)
    assert not Assessment.objects.exists()


def test_nothing_is_tested_while_a_figure_is_open(people: People) -> None:
    parameters()
    case = investigating(people.handler)
    with pytest.raises(NotYet, match="还有 1 项"):
        assess_means(actor=people.handler, number=case.number)


def test_the_register_gets_what_was_verified_and_counts(people: People) -> None:
    case = investigating(people.handler, rich())
    take_over_declared(actor=people.handler, number=case.number)
    set_figures(
        actor=people.handler,
        number=case.number,
        rows={row(case, kind="201").pk: {"cost": "500"}, row(case, kind="303").pk: {"exclusion": "10"}},
    )
    assert [(i.person, i.kind, i.amount, i.period) for i in verified_incomes(case)] == [(0, "201", 2500, "year")]
    assert verified_assets(case) == [{"kind": "11", "value": Decimal(8000), "description": "农信社存款"}]
