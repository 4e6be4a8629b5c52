"""在保状态: stop, restart, and the changes between supported states (process.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.audit.models import AuditEntry
from hudang.households.actions.membership import check_day
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.households.actions.persons import refuse_if_supported
from hudang.households.errors import NobodyLeft, NothingToUndo, WrongState
from hudang.households.models import Household, HouseholdMember
from hudang.households.rules.states import REAPPLIABLE, RESTARTABLE, STOPPABLE, reachable
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, STOP_REASON, SUPPORTED_STATES, BenefitState
from hudang.kernel.errors import InvalidInput


def _label(state: str) -> str:
    return BENEFIT_STATE_LABELS[BenefitState(state)]


def _put(actor: User, opened: Opened, state: BenefitState, act: Act) -> Opened:
    """Write the new state, and whether the members count as supported; the caller checked the right."""
    household = opened.household
    supported = state in SUPPORTED_STATES
    if supported:
        for member in _present(household):
            refuse_if_supported(actor, member.person, household)
    household.state = state
    HouseholdMember.objects.filter(household=household, until=None).update(supported=supported)
    opened.touch()
    record(actor, act)
    return opened


def _present(household: Household) -> list[HouseholdMember]:
    return list(HouseholdMember.objects.filter(household=household, until=None).select_related("person"))


def _refuse_left_empty(household: Household) -> None:
    """Nobody is left of a household that joined another one: there is nobody to support."""
    members = HouseholdMember.objects.filter(household=household)
    if members.exists() and not members.filter(until=None).exists():
        raise NobodyLeft


@transaction.atomic
def stop_household(*, actor: User, code: str, version: int | None, on: date, stop_reason: str, reason: str) -> Opened:
    """Stop the support of a household from a day on (C30); its members may then join other households."""
    return stop_opened(actor, open_household(actor, code, Right.EDIT_HOUSEHOLDS, version), on, stop_reason, reason)


def stop_opened(actor: User, opened: Opened, on: date, stop_reason: str, reason: str) -> Opened:
    """Stop a household that an action opened with a right of its own, as ``stop_household`` does."""
    household, code = opened.household, opened.household.code
    if household.state not in STOPPABLE:
        raise WrongState(state=_label(household.state), act="停保")
    if stop_reason not in STOP_REASON:
        raise InvalidInput({"stop_reason": "请选择停保原因。"})
    check_day("on", on, household.approved_on)
    said = reason_given(reason, "停保")
    before = {"state": _label(household.state)}
    after = {
        "state": _label(BenefitState.STOPPED),
        "stopped_on": on.isoformat(),
        "stop_reason": STOP_REASON[stop_reason],
    }
    household.stopped_on, household.stop_reason = on, stop_reason
    summary = f"停保：{STOP_REASON[stop_reason]}"
    act = Act("stop_household", "household", household.pk, code, summary, before, after, said)
    return _put(actor, opened, BenefitState.STOPPED, act)


@transaction.atomic
def undo_stop(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take back the last stop as if it had not been; refuses when a member is supported elsewhere by now.

    The state before is read from the log. Raises ``NothingToUndo`` when the household was not stopped by a stop.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version)
    household = opened.household
    stops = AuditEntry.objects.filter(action="stop_household", household_code=code)
    last = stops.order_by("-sequence").first()
    before = {label: state for state, label in BENEFIT_STATE_LABELS.items()}
    was = before.get((last.before or {}).get("state", "")) if last else None
    if household.state != BenefitState.STOPPED or was is None:
        raise NothingToUndo(state=_label(household.state))
    _refuse_left_empty(household)
    said = reason_given(reason, "撤销停保")
    told = {"state": _label(household.state), "stopped_on": str(household.stopped_on or "")}
    household.stopped_on, household.stop_reason = None, ""
    after = {"state": _label(was), "stopped_on": ""}
    act = Act("undo_stop", "household", household.pk, code, "撤销停保", told, after, said)
    return _put(actor, opened, was, act)


@transaction.atomic
def restart_household(*, actor: User, code: str, version: int | None, on: date, reason: str) -> Opened:
    """Support a stopped household again from a day on; refuses when a member is supported elsewhere by now."""
    return restart_opened(actor, open_household(actor, code, Right.EDIT_HOUSEHOLDS, version), on, reason)


def restart_opened(actor: User, opened: Opened, on: date, reason: str) -> Opened:
    """Support a household again that an action opened with a right of its own, as ``restart_household`` does."""
    household, code = opened.household, opened.household.code
    if household.state not in RESTARTABLE:
        raise WrongState(state=_label(household.state), act="恢复保障")
    _refuse_left_empty(household)
    check_day("on", on, household.stopped_on)
    said = reason_given(reason, "恢复保障")
    before = {"state": _label(household.state), "stopped_on": str(household.stopped_on or "")}
    after = {"state": _label(BenefitState.ACTIVE), "approved_on": on.isoformat(), "stopped_on": ""}
    household.stopped_on, household.stop_reason, household.approved_on = None, "", on
    act = Act("restart_household", "household", household.pk, code, "恢复保障", before, after, said)
    return _put(actor, opened, BenefitState.ACTIVE, act)


@transaction.atomic
def reapply_household(*, actor: User, code: str, on: date) -> Opened:
    """Let a household that was stopped or refused apply again; its members count as belonging to it from now on."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, None)
    household = opened.household
    if household.state not in REAPPLIABLE:
        raise WrongState(state=_label(household.state), act="再次申请")
    _refuse_left_empty(household)
    before = {"state": _label(household.state), "stopped_on": str(household.stopped_on or "")}
    after = {"state": _label(BenefitState.APPLYING), "applied_on": on.isoformat(), "stopped_on": ""}
    household.stopped_on, household.stop_reason, household.applied_on = None, "", on
    household.approved_on = None
    act = Act("reapply_household", "household", household.pk, code, "再次申请", before, after)
    return _put(actor, opened, BenefitState.APPLYING, act)


@transaction.atomic
def change_state(*, actor: User, code: str, version: int | None, state: BenefitState, reason: str) -> Opened:
    """Put a household into another state that it can reach without stop or restart."""
    return change_opened(actor, open_household(actor, code, Right.EDIT_HOUSEHOLDS, version), state, reason)


def change_opened(actor: User, opened: Opened, state: BenefitState, reason: str) -> Opened:
    """Change the state of a household that an action opened with a right of its own, as ``change_state`` does."""
    household, code = opened.household, opened.household.code
    if state not in reachable(BenefitState(household.state)):
        raise WrongState(state=_label(household.state), act=f"改为{_label(state)}")
    said = reason_given(reason, "变更在保状态")
    before, after = {"state": _label(household.state)}, {"state": _label(state)}
    summary = f"在保状态改为{_label(state)}"
    return _put(
        actor, opened, state, Act("change_state", "household", household.pk, code, summary, before, after, said)
    )
