"""The one door through which a case changes its stage: table, post, relatives, same person, conditions, clocks, log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.audit.log import Act, record
from hudang.audit.staleness import stale
from hudang.casework.actions.clocks import end_clocks, pause_or_resume, settle_due, start_clocks
from hudang.casework.actions.messages import tell_returned
from hudang.casework.errors import KeptOutOfCase, NotYet, NotYourAct, SamePerson, WrongStage
from hudang.casework.models import Case, CaseReader, CaseStep, KeptOut
from hudang.casework.queries.facts import facts_of
from hudang.casework.rules.conditions import unmet
from hudang.casework.rules.procedure import Transition, transition_of
from hudang.casework.vocabulary import (
    ACT_LABELS,
    APPROVING_ACTS,
    EXAMINING_ACTS,
    FINAL_STAGES,
    STAGE_LABELS,
    CaseAct,
    CaseStage,
    Procedure,
)
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform.digests import sm3

OBJECT_TYPE = "case"


def open_case(actor: User, number: str, version: int | None = None, right: Right = Right.HANDLE_CASES) -> Case:
    """Return the case locked for a change; must run inside a transaction.

    Raises ``NotAllowed``, ``NotVisible`` (also for an exempt case whose reader the actor is not), ``KeptOutOfCase``,
    and ``StaleForm`` when ``version`` is given and no longer the newest.
    """
    require(actor, right)
    case = Case.objects.select_for_update().filter(number=number).first()
    if case is None:
        raise NotVisible
    require_place(actor, case.village_code)
    if case.exempt and not CaseReader.objects.filter(case=case, user=actor).exists():
        raise NotVisible
    related = KeptOut.objects.filter(case=case, user=actor).first()
    if related is not None:
        raise KeptOutOfCase(relation=related.relation)
    if version is not None and version != case.version:
        raise stale(Q(object_type=OBJECT_TYPE, object_id=str(case.pk)), f"案件 {case.number}", case.updated_at)
    return case


def check_act(actor: User, case: Case, act: CaseAct) -> Transition:
    """Return the row of the table for an act that the actor may take now; raises the refusal that says why not."""
    row = transition_of(Procedure(case.procedure), act)
    stage = CaseStage(case.stage)
    if row is None or stage not in row.sources:
        raise WrongStage(stage=STAGE_LABELS[stage], act=ACT_LABELS[act])
    if not row.may_be_taken_by(Post(actor.post), by_township=case.by_township, exempt=case.exempt):
        posts = row.takers(by_township=case.by_township, exempt=case.exempt)
        names = "、".join(POST_LABELS[post] for post in Post if post in posts)
        raise NotYourAct(act=ACT_LABELS[act], posts=names, post=actor.post_label)
    _refuse_same_person(actor, case, act)
    return row


def _refuse_same_person(actor: User, case: Case, act: CaseAct) -> None:
    if act not in APPROVING_ACTS:
        return
    before = CaseStep.objects.filter(case=case, actor=actor, act__in=EXAMINING_ACTS).order_by("-sequence").first()
    if before is not None:
        raise SamePerson(before=ACT_LABELS[CaseAct(before.act)], act=ACT_LABELS[act])


def advance(
    actor: User,
    case: Case,
    act: CaseAct,
    *,
    opinion: str = "",
    reason: str = "",
    papers: Sequence[str] = (),
    on: date | None = None,
) -> CaseStep:
    """Take an act on a case that ``open_case`` has locked: checks everything, then writes step, clocks and log.

    The caller writes what else belongs to the act in the same transaction. Raises ``WrongStage``, ``NotYourAct``,
    ``SamePerson``, ``NotYet`` or ``ReasonMissing``.
    """
    row = check_act(actor, case, act)
    said = reason_given(reason, ACT_LABELS[act]) if row.reason else reason.strip()
    why = unmet(row.conditions, facts_of(case))
    if why:
        raise NotYet(act=ACT_LABELS[act], why=why)
    before, day = CaseStage(case.stage), on or clock.today()
    case.stage = row.target
    _touch(case, row, day)
    end_clocks(case, row.ends, day)
    pause_or_resume(case, before, row.target, day)
    start_clocks(case, row.starts, day)
    if row.target in FINAL_STAGES:
        end_clocks(case, None, day, but=row.starts)
    settle_due(case)
    case.save()
    step = _step(actor, case, act, before, opinion.strip(), said, papers)
    _log(actor, case, act, before, said)
    if act in (CaseAct.RETURN, CaseAct.SEND_BACK):
        tell_returned(actor, case, ACT_LABELS[act])
    return step


def touch(case: Case) -> None:
    """Count the version of a case on and write it, after a change that is no step."""
    case.version += 1
    case.updated_at = clock.now()
    case.save()


def _touch(case: Case, row: Transition, day: date) -> None:
    case.version += 1
    case.updated_at = clock.now()
    if row.act == CaseAct.SUBMIT and case.submitted_on is None:
        case.submitted_on = day
    if row.act == CaseAct.ACCEPT:
        case.accepted_on = day
    if row.target in FINAL_STAGES:
        case.decided_on = day


def _step(
    actor: User, case: Case, act: CaseAct, before: CaseStage, opinion: str, reason: str, papers: Sequence[str]
) -> CaseStep:
    last = CaseStep.objects.filter(case=case).order_by("-sequence").first()
    sequence, at = (last.sequence if last else 0) + 1, clock.now()
    told = "\n".join(
        (last.digest if last else "", case.number, str(sequence), act, case.stage, str(actor.pk), at.isoformat(), opinion, reason)
    )  # fmt: skip
    return CaseStep.objects.create(
        case=case,
        sequence=sequence,
        act=act,
        from_stage=before,
        to_stage=case.stage,
        actor=actor,
        actor_name=actor.display_name,
        actor_post=actor.post,
        at=at,
        opinion=opinion,
        reason=reason,
        papers=list(papers),
        digest=sm3(told.encode()),
    )


def _log(actor: User, case: Case, act: CaseAct, before: CaseStage, reason: str) -> None:
    whose = "" if case.exempt else f"（{case.applicant_name}）"
    summary = f"{ACT_LABELS[act]}：{case.number}{whose}"
    # neither is an exempt case told among what happened to its household
    household = case.household.code if case.household and not case.exempt else ""
    told = {"stage": STAGE_LABELS[before]}, {"stage": STAGE_LABELS[CaseStage(case.stage)]}
    # the reasons of an exempt case stay with the case, where only its readers see them
    record(actor, Act(act, OBJECT_TYPE, case.pk, household, summary, *told, "" if case.exempt else reason))
