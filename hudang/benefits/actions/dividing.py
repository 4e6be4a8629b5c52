"""合户 and its undoing with the allowance: the award of the household that joins another ends with it (process.md §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions import dividing, undividing
from hudang.archives.queries.divisions import last_division
from hudang.benefits.actions.stopping import end_with_register, hold_again
from hudang.benefits.queries.standing import open_award
from hudang.households.actions.dividing import Divided
from hudang.households.actions.opening import Opened, open_household
from hudang.households.models import Household


@transaction.atomic
def merge_households(
    *,
    actor: User,
    code: str,
    version: int | None,
    absorbed: str,
    relations: Mapping[int, str],
    on: date,
    reason: str,
    copied: Sequence[int] = (),
) -> Divided:
    """Let a household join another with its pouch; no award of its own holds from the month after.

    Raises as ``archives.actions.dividing.merge_households`` does, and ``LaterAward``.
    """
    joining = open_household(actor, absorbed, Right.EDIT_HOUSEHOLDS, None)
    # the award first: in the log the act closes with the new pouch, and what comes after would stand against undoing it
    paid = absorbed != code and open_award(joining.household) is not None
    said = end_with_register(actor, joining, on, f"合户：{reason}") if paid else ""
    divided = dividing.merge_households(
        actor=actor,
        code=code,
        version=version,
        absorbed=absorbed,
        relations=relations,
        on=on,
        reason=reason,
        copied=copied,
    )
    if said:
        divided.new.notices.append(f"并入的一户{said}")
    if open_award(divided.new.household) is not None:
        divided.new.notices.append("人口变了，请办理“人口变更”重新核定保障金。")
    return divided


@transaction.atomic
def undo_merge(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take a merge back; the award that ended with it holds again. Raises as ``archives`` does."""
    asked = open_household(actor, code, Right.EDIT_HOUSEHOLDS, None)
    division = last_division(asked.household)
    opened = undividing.undo_merge(actor=actor, code=code, version=version, reason=reason)
    if division is not None:
        other = Household.objects.get(code=division.other)
        opened.notices += hold_again(actor, other, f"撤销合户：{reason}")
    return opened
