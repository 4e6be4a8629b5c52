"""Exporting the settings as one file, and taking over the file of another county: all of it or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import SchemeClass
from hudang.audit.log import Act, record
from hudang.configuration.actions.following import follow_up
from hudang.configuration.actions.keeping import rewrite, write_end, write_new
from hudang.configuration.actions.schemes import checked_class, new_draft
from hudang.configuration.queries.bundle import DATED, Incoming, bundle_for, current_rows, weigh
from hudang.configuration.queries.tables import key_of
from hudang.configuration.rules.bundle import SCHEME, UNTIL_LABEL, Plan, write
from hudang.configuration.vocabulary import Kind, Outcome
from hudang.kernel import clock
from hudang.library.actions.publishing import publish_parameters
from hudang.printing.actions.designs import take_over_design

_COUNTY = 6


@transaction.atomic
def export_settings(*, actor: User) -> bytes:
    """Return the settings in force as one file, and record who took it out."""
    content = write(bundle_for(actor))
    record(actor, Act("export_settings", "settings", actor.scope, summary="导出设置"))
    return content


def plan_import(*, actor: User, content: bytes) -> Plan:
    """Return what importing a file would do; nothing is written. Raises ``BadBundle``."""
    require(actor, Right.MANAGE_SETTINGS)
    return weigh(actor, content).plan


@transaction.atomic
def import_settings(*, actor: User, content: bytes) -> Plan:
    """Take over a file: new rows are added, differing ones changed, others left; its scheme comes as a draft.

    All in one transaction. Raises ``BadBundle`` or ``DraftExists``.
    """
    require(actor, Right.MANAGE_SETTINGS)
    weighed = weigh(actor, content)
    for each in weighed.incoming:
        _take_over(actor, each, f"导入 {weighed.plan.county} 的设置")
    if weighed.scheme and any(r.section == SCHEME and r.outcome is Outcome.NEW for r in weighed.plan.rows):
        name, basis, classes = weighed.scheme
        draft = new_draft(name, basis)
        SchemeClass.objects.bulk_create(SchemeClass(scheme=draft, **checked_class(values)) for values in classes)
    for form in weighed.sheets:
        publish_parameters(actor=actor, county_code=actor.division_code[:_COUNTY], form=form)
    for design in weighed.designs:
        take_over_design(actor=actor, design=design, note=f"导入 {weighed.plan.county} 的设置")
    new, changed = weighed.plan.count(Outcome.NEW), weighed.plan.count(Outcome.CHANGED)
    summary = f"导入 {weighed.plan.county} 的设置：新增 {new} 条，改变 {changed} 条"
    record(actor, Act("import_settings", "settings", actor.scope, summary=summary))
    if new or changed:
        follow_up(actor, Kind.REQUIREMENT, clock.today())
    return weighed.plan


def _take_over(actor: User, each: Incoming, why: str) -> None:
    """Write a row so that the days before today keep what held then."""
    today, meets = clock.today(), each.meets
    if each.planned.outcome is Outcome.SAME:
        return
    if each.kind is Kind.REQUIREMENT:
        _take_over_requirement(actor, each, why)
        return
    begins = each.values.get("valid_from")
    values = each.values | {"valid_from": max(begins, today)} if begins and each.kind in DATED else each.values
    if meets is None or each.kind in DATED and meets.values["valid_from"] < values["valid_from"]:
        write_new(actor, each.kind, values)
    else:
        rewrite(actor, meets, values | ({"valid_from": meets.values["valid_from"]} if begins else {}))


def _take_over_requirement(actor: User, each: Incoming, why: str) -> None:
    """One that holds is never rewritten: it ends, and the other begins after it."""
    today, meets, values = clock.today(), each.meets, each.values
    if meets and each.until and all(label == UNTIL_LABEL for label, _, _ in each.planned.changes):
        write_end(actor, meets, max(each.until, today - timedelta(days=1)), why)
        return
    if meets and meets.valid_from and meets.valid_from >= today:
        row = rewrite(actor, meets, values | {"valid_from": meets.valid_from})
    else:
        begins = today if meets else values["valid_from"]
        _make_way(actor, values, begins, why)
        row = write_new(actor, each.kind, values | {"valid_from": begins})
    if each.until:
        write_end(actor, row, each.until, why)


def _make_way(actor: User, values: dict[str, Any], begins: date, why: str) -> None:
    """End what still holds of the same key when another begins."""
    key, eve = key_of(Kind.REQUIREMENT, values), begins - timedelta(days=1)
    for row in current_rows(Kind.REQUIREMENT):
        holds = row.valid_from and row.valid_from < begins and (row.valid_until is None or row.valid_until > eve)
        if holds and key_of(Kind.REQUIREMENT, row.values) == key:
            write_end(actor, row, eve, why)
