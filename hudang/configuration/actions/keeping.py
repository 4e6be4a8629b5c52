"""Adding, changing, ending and withdrawing settings; what depends on them is brought up to date afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.configuration.actions.following import follow_up
from hudang.configuration.errors import SettingExists, SettingFixed, SettingInForce, SettingInUse
from hudang.configuration.queries.effects import uses_of
from hudang.configuration.queries.settings import object_type, row_for
from hudang.configuration.queries.tables import MODELS, Row, choices_of, key_of, stored_row, stored_rows, stored_values
from hudang.configuration.rules.checks import faults_of
from hudang.configuration.rules.shapes import SHAPES
from hudang.configuration.rules.values import read, sensible_day
from hudang.configuration.vocabulary import Kind
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import InvalidInput
from hudang.kernel.versions import version_of

# what holds from a day on must not change days that are past
_NEVER_BACK = (Kind.TEMPLATE, Kind.PARAMETER)


def checked(kind: Kind, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a setting as typed; raises ``InvalidInput`` with the fields that are wrong."""
    values, faults = read(SHAPES[kind], raw, choices_of(kind))
    faults = faults or faults_of(kind, values)
    if faults:
        raise InvalidInput(faults)
    return values


def _said(row: Row) -> dict[str, Any]:
    return dict(row.words)


@transaction.atomic
def add_setting(*, actor: User, kind: Kind, raw: Mapping[str, Any]) -> Row:
    """Add a setting; raises ``InvalidInput`` or ``SettingExists``."""
    require(actor, Right.MANAGE_SETTINGS)
    values = checked(kind, raw)
    if kind in _NEVER_BACK and values["valid_from"] < clock.today():
        raise InvalidInput({"valid_from": "启用日期不能早于今天：以前的日期仍按原来的办。"})
    row = write_new(actor, kind, values)
    follow_up(actor, kind, row.valid_from)
    return row


def write_new(actor: User, kind: Kind, values: dict[str, Any]) -> Row:
    """Write a new row with its entry in the log, inside the caller's transaction."""
    for other in stored_rows(kind):
        if key_of(kind, other.values) == key_of(kind, values) and not _gives_way(kind, other, values):
            raise SettingExists(label=other.label)
    made = MODELS[kind]._default_manager.create(**stored_values(kind, values, county_code(actor.division_code)))
    row = stored_row(kind, made.pk)
    if row is None:
        raise RuntimeError("a row that was just written is gone")
    record(actor, Act("add_setting", object_type(kind), row.pk, summary=_summary("新增", row), after=_said(row)))
    return row


def _gives_way(kind: Kind, other: Row, values: dict[str, Any]) -> bool:
    """Tell whether an older row of the same key ended before the new one begins."""
    if kind is not Kind.REQUIREMENT or other.valid_until is None:
        return False
    return bool(other.valid_until < values["valid_from"])


def _summary(verb: str, row: Row) -> str:
    return f"{verb}{SHAPES[row.kind].label}：{row.label}"


@transaction.atomic
def change_setting(*, actor: User, kind: Kind, pk: int, raw: Mapping[str, Any], version: str = "") -> Row:
    """Change a setting in place, its key excepted; ``version`` is of the values that the form was opened on.

    Raises ``InvalidInput``, ``SettingFixed``, ``StaleForm`` or ``NotVisible``.
    """
    before = row_for(actor, kind, pk)
    refuse_stale(version, version_of(before.values), object_type=object_type(kind), object_id=pk, what=before.label)
    if not SHAPES[kind].editable:
        raise SettingFixed(label=before.label)
    keys = {name: before.values[name] for name in SHAPES[kind].keys}
    return rewrite(actor, before, checked(kind, {**raw, **keys}))


def rewrite(actor: User, before: Row, values: dict[str, Any]) -> Row:
    """Write other values into a row with its entry in the log, inside the caller's transaction."""
    kind = before.kind
    columns = stored_values(kind, values, county_code(actor.division_code))
    MODELS[kind]._default_manager.filter(pk=before.pk).update(**columns)
    after = stored_row(kind, before.pk) or before
    changed = [name for name, word in before.words.items() if after.words[name] != word]
    if changed:
        record(
            actor,
            Act(
                "change_setting",
                object_type(kind),
                before.pk,
                summary=_summary("修改", after),
                before={name: before.words[name] for name in changed},
                after={name: after.words[name] for name in changed},
            ),
        )
    return after


@transaction.atomic
def end_setting(*, actor: User, kind: Kind, pk: int, until: date, reason: str) -> Row:
    """Let a setting hold until a day, that day included; raises ``SettingInUse`` or ``InvalidInput``."""
    row = row_for(actor, kind, pk)
    if not SHAPES[kind].endable:
        raise SettingInForce(label=row.label)
    if row.valid_from and until < row.valid_from:
        raise InvalidInput({"until": f"停用日期不能早于启用日期 {row.valid_from}。"})
    if not sensible_day(until):
        raise InvalidInput({"until": "停用日期太远，请核对年份。"})
    if not reason.strip():
        raise InvalidInput({"reason": "请写明停用的依据。"})
    if uses := uses_of(kind, pk):
        raise SettingInUse(label=row.label, uses=uses)
    write_end(actor, row, until, reason.strip())
    follow_up(actor, kind, until + timedelta(days=1))
    return row


def write_end(actor: User, row: Row, until: date, reason: str) -> None:
    """Write the last day of a row with its entry in the log, inside the caller's transaction."""
    MODELS[row.kind]._default_manager.filter(pk=row.pk).update(valid_until=until)
    act = Act(
        "end_setting",
        object_type(row.kind),
        row.pk,
        summary=_summary("停用", row),
        before={"valid_until": row.valid_until},
        after={"valid_until": until},
        reason=reason,
    )
    record(actor, act)


@transaction.atomic
def withdraw_setting(*, actor: User, kind: Kind, pk: int) -> None:
    """Take back a setting that is not in force yet; raises ``SettingInForce``."""
    row = row_for(actor, kind, pk)
    if row.valid_from is None or row.valid_from <= clock.today():
        raise SettingInForce(label=row.label)
    if uses := uses_of(kind, pk):
        raise SettingInUse(label=row.label, uses=uses)
    MODELS[kind]._default_manager.filter(pk=pk).delete()
    record(actor, Act("withdraw_setting", object_type(kind), pk, summary=_summary("撤回", row), before=_said(row)))
