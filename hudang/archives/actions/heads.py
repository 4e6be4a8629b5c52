"""换户主: the pouch stays, its cover shows the new head and names the old one as 原户主 (archive.md §4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import UNCLOSED_STATES, NoteKind
from hudang.households.actions import leaving as households
from hudang.households.actions.opening import Opened
from hudang.households.models import Household


@transaction.atomic
def change_head(
    *,
    actor: User,
    code: str,
    version: int | None,
    new_head: int,
    relations: Mapping[int, str],
    on: date,
    by_case: str = "",
) -> Opened:
    """Make another member head, and let the cover of the pouch follow; arguments as in households."""
    before = _head(code)
    opened = households.change_head(
        actor=actor, code=code, version=version, new_head=new_head, relations=relations, on=on, by_case=by_case
    )
    _follow(actor, opened, before, on, "变更户主")
    return opened


@transaction.atomic
def end_membership(
    *,
    actor: User,
    code: str,
    member_id: int,
    version: int | None,
    until: date,
    leaving: str,
    new_head: int | None = None,
    relations: Mapping[int, str] | None = None,
    by_case: str = "",
) -> Opened:
    """End a membership; when it was the head's, let the cover of the pouch follow; arguments as in households."""
    before = _head(code)
    opened = households.end_membership(
        actor=actor,
        code=code,
        member_id=member_id,
        version=version,
        until=until,
        leaving=leaving,
        new_head=new_head,
        relations=relations,
        by_case=by_case,
    )
    _follow(actor, opened, before, until, "原户主离户")
    return opened


def _head(code: str) -> str:
    return Household.objects.filter(code=code).values_list("head_name", flat=True).first() or ""


def _follow(actor: User, opened: Opened, before: str, on: date, why: str) -> None:
    household = opened.household
    refresh_households([household.pk])
    if before == household.head_name:
        return
    file = HouseholdFile.objects.select_for_update().filter(household=household, state__in=UNCLOSED_STATES).last()
    if file is None:
        return
    if before:
        file.former_heads = [*file.former_heads, {"name": before, "until": on.isoformat()}]
        file.save(update_fields=["former_heads"])
    box = file.pouches.select_related("box").order_by("part")[0].box
    text = f"{why}：{before or '（无）'}改为{household.head_name}，自 {on} 起。"
    write_notes(
        actor, [Note(file, NoteKind.CHANGED, text), Note(box, NoteKind.CHANGED, f"{file.reference_code} {text}")], on
    )
    opened.notices.append(
        f"户袋 {file.reference_code} 不换号，请换贴袋签：新户主{household.head_name}，原户主{before}。"
    )
