"""结论到变更案: the case that a survey asks for, with its verified figures and its papers as evidence (R39)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.casework.actions.changing import open_change
from hudang.casework.models import Case
from hudang.forms.actions.papers import hand_to_case
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.recertification.actions.visiting import open_visit, touch
from hudang.recertification.errors import NoOutcome
from hudang.recertification.models import Visit
from hudang.recertification.queries.reckoning import asked_by
from hudang.recertification.queries.visit_content import with_derived
from hudang.recertification.rules.outcomes import KINDS, change_of, reason_of
from hudang.recertification.vocabulary import Outcome, VisitState

_PHASE_OUT_MONTHS = 6
_LONGEST = 500


@transaction.atomic
def open_case_of_visit(*, actor: User, key: UUID) -> Case:
    """Open the change that the conclusion of an accepted visit asks for, and hand its papers over as evidence.

    Raises ``NoOutcome`` for a conclusion without a change or one that has its case, and what ``open_change`` does.
    """
    visit = open_visit(actor, key, None, Right.OPEN_CASES)
    outcome = _outcome(visit)
    said = read_form(form_of(visit.form_code), with_derived(visit), clock.today(), complete=False).clean
    papers = list(Paper.objects.filter(pk__in=visit.papers, annulled_at=None).exclude(form_code="F34").order_by("pk"))
    named = "、".join(str(paper) for paper in papers if paper.form_code != "F19")
    found = str(said.get("reasons", "")).rstrip("。；;. ")
    reason = f"{visit.on:%Y-%m-%d} 核查：{found}。证据：{said.get('evidence', '')}（{named}）"
    given = {"reason_code": reason_of(outcome, said), "reason": reason[:_LONGEST]}
    months = _PHASE_OUT_MONTHS if outcome is Outcome.PHASE_OUT else None
    kind, asked = change_of(outcome, said, asked_by(visit, said, **given, months=months))
    case = open_change(actor=actor, household_code=visit.household.code, change_kind=kind, asked=asked)
    hand_to_case(papers=papers, case_reference=case.number)
    visit.case_number = case.number
    touch(visit)
    summary = f"按 {visit.on:%Y-%m-%d} 走访的结论“{visit.get_outcome_display()}”登记变更 {case.number}"
    record(actor, Act("open_case_of_visit", "visit", visit.pk, visit.household.code, summary))
    return case


def _outcome(visit: Visit) -> Outcome:
    if visit.state != VisitState.ACCEPTED:
        raise NoOutcome(why="走访复核通过以后，才能按结论办理变更。")
    if visit.case_number:
        raise NoOutcome(why=f"这次走访的结论已登记变更 {visit.case_number}。")
    if not visit.outcome or Outcome(visit.outcome) not in KINDS:
        raise NoOutcome(why="这次走访的结论不需要办理变更。")
    return Outcome(visit.outcome)
