"""申请的结果: with the household's state its pouch goes from 预立 to 在用, or to the refused (archive.md §2.3, R22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.founding import fonds_of
from hudang.archives.actions.opening import continue_file, stage_and_state
from hudang.archives.models import HouseholdFile, Pouch
from hudang.archives.vocabulary import OPEN_STATES
from hudang.audit.log import Act, record
from hudang.households.actions import registration, states
from hudang.households.actions.opening import Opened, open_household
from hudang.households.vocabulary import BenefitState


@transaction.atomic
def register_household(
    *,
    actor: User,
    village_code: str,
    head: Mapping[str, Any],
    values: Mapping[str, Any],
    code: str = "",
    state: BenefitState = BenefitState.ACTIVE,
    since: date | None = None,
    mismatch_reason: str = "",
) -> Opened:
    """Register a household and open its pouch on the same day (受理当日预立); arguments as in households."""
    opened = registration.register_household(
        actor=actor,
        village_code=village_code,
        head=head,
        values=values,
        code=code,
        state=state,
        since=since,
        mismatch_reason=mismatch_reason,
    )
    if fonds_of(village_code):
        file = continue_file(actor=actor, household=opened.household)
        opened.notices.append(f"已立户袋 {file.reference_code}（{file.get_state_display()}），请打印袋签。")
    return opened


@transaction.atomic
def change_state(*, actor: User, code: str, version: int | None, state: BenefitState, reason: str) -> Opened:
    """Change the state of a household, and let its open pouch follow; arguments as in households."""
    return change_opened(actor, open_household(actor, code, Right.EDIT_HOUSEHOLDS, version), state, reason)


@transaction.atomic
def reapply_household(*, actor: User, code: str, on: date) -> Opened:
    """Let a household apply again; a pouch that is still open is weighed as that of an applicant, 预立."""
    opened = states.reapply_household(actor=actor, code=code, on=on)
    follow_state(actor, opened)
    return opened


def change_opened(actor: User, opened: Opened, state: BenefitState, reason: str) -> Opened:
    """Change the state of a household that an action opened with a right of its own; its open pouch follows."""
    states.change_opened(actor, opened, state, reason)
    follow_state(actor, opened)
    return opened


def follow_state(actor: User, opened: Opened) -> None:
    """Bring the open pouch of a household to the stage and state that the household's own asks for."""
    code = opened.household.code
    file = HouseholdFile.objects.select_for_update().filter(household=opened.household, state__in=OPEN_STATES).first()
    if file is None:
        return
    stage, standing = stage_and_state(opened.household)
    if (stage, standing) != (file.stage, file.state):
        before = {"state": file.get_state_display()}
        file.stage, file.state = stage, standing
        file.save(update_fields=["stage", "state"])
        Pouch.objects.filter(file=file).update(state=standing)
        after = {"state": file.get_state_display()}
        summary = f"{opened.household.get_state_display()}，户袋 {file.reference_code} 转为{after['state']}"
        record(actor, Act("follow_state", "household_file", file.pk, code, summary, before, after))
    refresh([file.pk])
