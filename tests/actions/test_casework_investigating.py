"""The acts from acceptance to the examination and through it: stages, conditions, persons, clocks, and a fault midway."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hudang.assessment.models import ParameterSheet
from hudang.audit.models import AuditEntry
from hudang.casework.actions import investigating as acts
from hudang.casework.actions.examining import pass_examination, propose_refusal, send_back
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.actions.rechecking import contest, record_recheck, tell_mismatch
from hudang.casework.errors import NotYet, NotYourAct, WrongStage
from hudang.casework.models import Case, CaseClock, CaseFigure, CaseStep, CaseTask
from hudang.casework.queries.acts import choices_for
from hudang.casework.vocabulary import CaseAct, CaseStage, ClockKind
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.households.errors import ReasonMissing
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from tests.factories import surveys
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration
from tests.factories.investigations import assessed, investigating, parameters, to_examine, waived
from tests.people import People

REASON = "核对到两处房产，与申报不符"


@pytest.fixture(autouse=True)
def bureau(people: People) -> None:
    make_bureau()
    parameters()


def stage_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).stage


def test_the_start_ends_its_clock(people: People) -> None:
    case = investigating(people.handler)
    assert stage_of(case) == CaseStage.INVESTIGATING
    assert not CaseClock.objects.filter(case=case, kind=ClockKind.START_INVESTIGATION, ended_on=None).exists()
    assert CaseClock.objects.filter(case=case, kind=ClockKind.START_CHECK, ended_on=None).exists()
    assert AuditEntry.objects.filter(action="start_investigation").count() == 1


def test_nobody_else_starts_it(people: People) -> None:
    case = accepted(people.handler)
    with pytest.raises(NotAllowed):
        acts.start_investigation(actor=people.assistant, number=case.number)
    with pytest.raises(NotVisible):
        acts.start_investigation(actor=people.neighbour, number=case.number)
    with pytest.raises(NotYourAct, match="由乡镇经办办理"):
        acts.start_investigation(actor=people.county_handler, number=case.number)
    acts.start_investigation(actor=people.handler, number=case.number)
    with pytest.raises(WrongStage):
        acts.start_investigation(actor=people.handler, number=case.number)


def test_a_fault_in_the_middle_leaves_the_case_as_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    case = accepted(people.handler)
    steps = CaseStep.objects.filter(case=case).count()

    def killed(_: Case) -> None:
        raise SystemExit

    monkeypatch.setattr(acts, "make_figures", killed)
    with pytest.raises(SystemExit):
        acts.start_investigation(actor=people.handler, number=case.number)
    after = Case.objects.get(pk=case.pk)
    assert (after.stage, after.version) == (CaseStage.ACCEPTED, case.version)
    assert CaseStep.objects.filter(case=case).count() == steps
    assert not CaseTask.objects.exists() and not CaseFigure.objects.exists()
    assert not AuditEntry.objects.filter(action="start_investigation").exists()
    assert CaseClock.objects.filter(case=case, kind=ClockKind.START_INVESTIGATION, ended_on=None).exists()


def test_two_officers_at_once_one_wins_and_the_other_is_told(people: People) -> None:
    case = accepted(people.handler)
    acts.start_investigation(actor=people.handler, number=case.number, version=case.version)
    with pytest.raises(StaleForm, match="舍力经办"):
        acts.start_investigation(actor=people.handler, number=case.number, version=case.version)


def test_suspension_stops_the_clocks_and_wants_a_reason(people: People) -> None:
    case = investigating(people.handler)
    with pytest.raises(ReasonMissing):
        acts.suspend(actor=people.handler, number=case.number, reason=" ")
    acts.suspend(actor=people.handler, number=case.number, reason="索证函尚未收到回复")
    assert CaseClock.objects.get(case=case, kind=ClockKind.TOTAL).paused_since is not None
    with pytest.raises(NotYet, match="不在调查核对阶段"):
        take_over_declared(actor=people.handler, number=case.number)
    acts.resume(actor=people.handler, number=case.number)
    assert CaseClock.objects.get(case=case, kind=ClockKind.TOTAL).paused_since is None
    assert stage_of(case) == CaseStage.INVESTIGATING


def test_tasks_figures_and_means_come_before_the_examination(people: People) -> None:
    case = investigating(people.handler)
    with pytest.raises(NotYet, match="还有调查任务未完成：信息核对、入户调查、邻里访问"):
        acts.finish_investigation(actor=people.handler, number=case.number)
    waived(case)
    with pytest.raises(NotYet, match="还有 1 项收入、财产没有核定"):
        acts.finish_investigation(actor=people.handler, number=case.number)
    take_over_declared(actor=people.handler, number=case.number)
    with pytest.raises(NotYet, match="请先按核定值做收入财产测算"):
        acts.finish_investigation(actor=people.handler, number=case.number)
    assess_means(actor=people.handler, number=case.number)
    acts.finish_investigation(actor=people.handler, number=case.number)
    assert stage_of(case) == CaseStage.EXAMINATION


def test_the_head_agrees_and_the_clock_of_the_examination_ends(people: People) -> None:
    case = to_examine(people.handler)
    with pytest.raises(NotYourAct):
        pass_examination(actor=people.handler, number=case.number, opinion="同意")
    pass_examination(actor=people.township_head, number=case.number, opinion="情况属实，同意")
    assert stage_of(case) == CaseStage.TO_PUBLISH
    assert not CaseClock.objects.filter(case=case, kind=ClockKind.EXAMINATION, ended_on=None).exists()


def test_who_is_not_eligible_is_not_passed(people: People) -> None:
    declared = declaration()
    declared["members"][0]["incomes"] = [{"kind": "401", "amount": "2000", "period": "month"}]
    case = to_examine(people.handler, declared)
    with pytest.raises(NotYet, match="人均收入不低于标准"):
        pass_examination(actor=people.township_head, number=case.number, opinion="同意")
    propose_refusal(actor=people.township_head, number=case.number, reason="人均月收入 1000 元，不低于标准 405 元")
    assert stage_of(case) == CaseStage.REFUSAL_PROPOSED
    assert CaseClock.objects.filter(case=case, kind=ClockKind.COUNTY, ended_on=None).exists()


def test_the_head_sends_back_with_what_is_lacking(people: People) -> None:
    case = to_examine(people.handler)
    with pytest.raises(ReasonMissing):
        send_back(actor=people.township_head, number=case.number, reason="")
    send_back(actor=people.township_head, number=case.number, reason="请补充邻里访问")
    assert stage_of(case) == CaseStage.INVESTIGATING
    acts.finish_investigation(actor=people.handler, number=case.number)
    assert stage_of(case) == CaseStage.EXAMINATION


def test_who_examined_is_told_before_he_tries_to_approve(people: People) -> None:
    case = to_examine(people.handler)
    Case.objects.filter(pk=case.pk).update(by_township=True)
    case.refresh_from_db()
    pass_examination(actor=people.handler, number=case.number, opinion="同意")
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.COUNTY_EXAMINATION)
    case.refresh_from_db()
    people.handler.post = people.township_head.post
    told = {choice.act: choice.why_not for choice in choices_for(people.handler, case)}
    assert "应由另一位同事" in told[CaseAct.CONFIRM] and "应由另一位同事" in told[CaseAct.REFUSE]


def test_a_case_is_read_in_few_queries(people: People, django_assert_max_num_queries: object) -> None:
    case = assessed(people.handler)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        choices_for(people.township_head, case)


def test_what_was_found_is_told_contested_and_answered(people: People) -> None:
    case = investigating(people.handler)
    with pytest.raises(InvalidInput) as refused:
        tell_mismatch(actor=people.handler, number=case.number, data=surveys.notice(declared=""))
    assert set(refused.value.fields) == {"declared"}
    tell_mismatch(actor=people.handler, number=case.number, data=surveys.notice())
    assert stage_of(case) == CaseStage.MISMATCH_TOLD
    assert Paper.objects.get(form_code="F09c").item is not None
    take_over_declared(actor=people.handler, number=case.number)
    assess_means(actor=people.handler, number=case.number)
    with pytest.raises(NotYet, match=f"申请人可以提出异议到 {clock.today() + timedelta(days=7)}"):
        propose_refusal(actor=people.township_head, number=case.number, reason=REASON)
    point = {"item": "住房", "told": "两套", "claim": "其中一套已卖", "evidence": "过户凭证"}
    claim = {"told_on": "2026-11-23", "contested_on": "2026-11-23", "points": [point]}
    with pytest.raises(InvalidInput) as lacking:
        contest(actor=people.handler, number=case.number, data={"told_on": "2026-11-23"})
    assert {"contested_on", "points"} <= set(lacking.value.fields)
    contest(actor=people.handler, number=case.number, data=claim)
    with pytest.raises(NotYet, match="请先登记复查结论"):
        acts.recheck_further(actor=people.handler, number=case.number)
    answer = {"checked": "向不动产登记中心核实", "outcome": "2", "correction": "住房一套", "answered_on": "2026-11-23"}
    record_recheck(actor=people.handler, number=case.number, data=answer | {"rechecker": "on_paper"})
    assert Paper.objects.get(form_code="F09b").item is not None
    acts.recheck_further(actor=people.handler, number=case.number)
    assert stage_of(case) == CaseStage.INVESTIGATING


def test_each_act_names_its_papers(people: People) -> None:
    case = to_examine(people.handler)
    pass_examination(actor=people.township_head, number=case.number, opinion="情况属实，同意")
    noted = dict(CaseStep.objects.filter(case=case).values_list("act", "papers"))
    assert noted[CaseAct.START_INVESTIGATION][0].startswith("F10a 舍力低调字")
    assert noted[CaseAct.FINISH_INVESTIGATION] == ["F11"]
    assert noted[CaseAct.PASS_EXAMINATION][0].startswith("F15 舍力低初审字")
    opinion = Paper.objects.get(form_code="F15")
    assert data_of(opinion)["amount"] == 560 and data_of(opinion)["opinion"] == "情况属实，同意"


def test_rigid_expenses_stand_under_their_own_kind(people: People) -> None:
    ParameterSheet.objects.all().delete()
    parameters(rigid_expenses=[{"kind": "2", "rate": "1"}, {"kind": "3", "rate": "0.5"}])
    spent = [{"kind": "2", "amount": "1200", "period": "year"}, {"kind": "3", "amount": "600", "period": "year"}]
    to_examine(people.handler, declaration(expenses=spent))
    sheet = data_of(Paper.objects.get(form_code="F11"))
    assert [(row["item"], row["amount"]) for row in sheet["deductions"]] == [("2", 1200), ("3", 300)]


def test_a_new_income_sheet_annuls_the_old_one(people: People) -> None:
    case = to_examine(people.handler)
    send_back(actor=people.township_head, number=case.number, reason="请核实种植收入")
    acts.finish_investigation(actor=people.handler, number=case.number)
    sheets = Paper.objects.filter(form_code="F11").order_by("pk")
    assert [sheet.annulled_at is None for sheet in sheets] == [False, True]
