"""定额: first awards, increases, decreases, phase-out, end (process.md §2 (18), (20), §4; forms.md F27–F30).

Every act writes the award, the amounts and the state of the household and what closed months owe in one transaction.
The household shows the latest decided amounts, also before the month from which they are paid.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.confirming import change_opened
from hudang.archives.actions.returning import restart_opened
from hudang.archives.actions.stopping import stop_opened
from hudang.audit.log import Act, record
from hudang.benefits.actions.basis import Basis, check_month, open_to_decide
from hudang.benefits.actions.settling import settle
from hudang.benefits.actions.versions import Version, end_from, put_version
from hudang.benefits.errors import HasAward, NoAward, SameAward
from hudang.benefits.models import Award
from hudang.benefits.queries.standing import open_award, open_suspension
from hudang.benefits.rules.figures import Figures, check
from hudang.benefits.rules.months import in_words, months_after
from hudang.benefits.rules.thresholds import Thresholds
from hudang.benefits.vocabulary import REASON_LABELS, Reason, Way
from hudang.households.actions.benefiting import Amounts, follow_award
from hudang.households.actions.opening import Opened
from hudang.households.rules.states import STOPPABLE
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain
from hudang.platform.parameters import in_force

_LONGEST_PHASE_OUT = 36


@transaction.atomic
def grant(*, actor: User, code: str, since: date, figures: Figures, basis: Basis) -> Award:
    """Grant a household its allowance from a month on; it is 在保 from now.

    Raises ``HasAward``, ``MonthClosed``, ``InvalidInput``, and ``WrongState`` where the register forbids it.
    """
    opened = open_to_decide(actor, code, basis)
    check(figures)
    check_month(opened, since, basis)
    standing = open_award(opened.household)
    if standing is not None:
        raise HasAward(since=in_words(standing.since), total=plain(standing.total))
    _enter(actor, opened, basis)
    award = put_version(actor, opened, Version(since, figures, Reason.DECISION), basis)
    return _finish(actor, opened, award, None, basis, "grant_award", "核定低保金")


def _enter(actor: User, opened: Opened, basis: Basis) -> None:
    """Let the household be in payment: anew, or again after a stop."""
    household, reason = opened.household, _words(basis, "审核确认")
    if household.state == BenefitState.STOPPED:
        restart_opened(actor, opened, clock.today(), reason)
    elif household.state not in (BenefitState.ACTIVE, BenefitState.GRADUAL, BenefitState.PAUSED):
        household.approved_on = clock.today()
        change_opened(actor, opened, BenefitState.ACTIVE, reason)


@transaction.atomic
def adjust(*, actor: User, code: str, since: date, figures: Figures, basis: Basis, kind: Reason | None = None) -> Award:
    """Change the allowance of a household from a month on; a household in its phase-out is in full payment again.

    ``kind`` is an increase or a decrease by the total unless it is given. Raises ``NoAward``, ``SameAward``,
    ``LaterAward``, ``MonthClosed`` or ``InvalidInput``.
    """
    opened = open_to_decide(actor, code, basis)
    check(figures)
    check_month(opened, since, basis)
    standing = _standing(opened, "增减")
    if standing.way == Way.NORMAL and _same(standing, figures):
        raise SameAward(total=plain(standing.total))
    if kind is None:
        kind = Reason.DECREASE if figures.total < standing.total else Reason.INCREASE
    award = put_version(actor, opened, Version(since, figures, kind), basis)
    if opened.household.state == BenefitState.GRADUAL:
        change_opened(actor, opened, BenefitState.ACTIVE, _words(basis, REASON_LABELS[kind]))
    return _finish(actor, opened, award, standing, basis, "adjust_award", f"{REASON_LABELS[kind]}低保金")


def _same(award: Award, figures: Figures) -> bool:
    amounts = (award.persons, award.base, award.supplement, award.total, award.standard)
    return amounts == (figures.persons, figures.base, figures.supplement, figures.total, figures.standard)


@transaction.atomic
def phase_out(
    *, actor: User, code: str, since: date, basis: Basis, months: int | None = None, figures: Figures | None = None
) -> Award:
    """Keep the allowance (or ``figures``) for so many months from a month on (渐退); its end is shown as due.

    Without ``months`` the county's parameter holds. Raises ``NoAward``, ``WrongState``, ``MonthClosed`` or
    ``InvalidInput``.
    """
    opened = open_to_decide(actor, code, basis)
    check_month(opened, since, basis)
    standing = _standing(opened, "办理渐退")
    months = in_force("benefits", Thresholds, since).phase_out_months if months is None else months
    if not 1 <= months <= _LONGEST_PHASE_OUT:
        raise InvalidInput({"months": f"渐退期应为 1 到 {_LONGEST_PHASE_OUT} 个月。"})
    kept = figures or figures_of_award(standing)
    check(kept)
    version = Version(since, kept, Reason.PHASE_OUT, Way.PHASE_OUT, months_after(since, months))
    award = put_version(actor, opened, version, basis)
    if opened.household.state != BenefitState.GRADUAL:
        change_opened(actor, opened, BenefitState.GRADUAL, _words(basis, "渐退"))
    return _finish(actor, opened, award, standing, basis, "phase_out_award", f"渐退 {months} 个月，保留低保金")


@transaction.atomic
def end_award(*, actor: User, code: str, since: date, stop_reason: str, basis: Basis) -> Award:
    """End the allowance: ``since`` is the first month without; the household is stopped (C30) from today.

    Returns the version that ended last. Raises ``NoAward``, ``MonthClosed`` or ``InvalidInput``.
    """
    opened = open_to_decide(actor, code, basis)
    check_month(opened, since, basis)
    standing = _standing(opened, "停发")
    suspension = open_suspension(opened.household)
    if suspension is not None:
        suspension.until = max(suspension.since, since)
        suspension.save(update_fields=["until"])
    ended = end_from(opened, since, basis)
    if opened.household.state in STOPPABLE:
        stop_opened(actor, opened, clock.today(), stop_reason, _words(basis, "停发"))
    else:
        opened.touch()
    settle(actor, opened.household, since, basis)
    summary = f"停发低保金，自{in_words(since)}起"
    before = figures_of_award(standing).shown
    act = Act("end_award", "award", ended.pk, code, summary, before, {"until": since}, _said(basis))
    record(actor, act)
    return ended


def _standing(opened: Opened, act: str) -> Award:
    standing = open_award(opened.household)
    if standing is None:
        raise NoAward(act=act)
    return standing


def figures_of_award(award: Award) -> Figures:
    """Return the figures of an award."""
    return Figures(
        award.persons, award.base, award.supplement, award.total, award.standard, award.income, award.supplements
    )


def amounts_of(figures: Figures) -> Amounts:
    """Return what of the figures stands in the household."""
    return Amounts(figures.persons, figures.supplement, figures.total, figures.standard)


def _finish(
    actor: User, opened: Opened, award: Award, before: Award | None, basis: Basis, action: str, what: str
) -> Award:
    figures = figures_of_award(award)
    follow_award(actor, opened, amounts_of(figures), _said(basis))
    settle(actor, opened.household, award.since, basis)
    summary = f"{what}，{in_words(award.since)}起每月 {plain(award.total)} 元"
    told = figures_of_award(before).shown if before else None
    record(
        actor,
        Act(action, "award", award.pk, opened.household.code, summary, told, figures.shown, _said(basis)),
    )
    return award


def _said(basis: Basis) -> str:
    return "；".join(part for part in (basis.reference, basis.reason) if part)


def _words(basis: Basis, act: str) -> str:
    """Return the reason as the acts of the register ask for it: never empty."""
    return _said(basis) or f"按{act}的决定办理"
