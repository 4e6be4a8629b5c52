"""名单导入: deaths and alerts from a workbook become tasks for those who are in payment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.models import HouseholdMember
from hudang.households.queries.facts import chunks
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.platform import storage
from hudang.platform.digests import lookup_hash
from hudang.recertification.actions.events import make_event_task
from hudang.recertification.errors import NoEventRows, NoStanding
from hudang.recertification.models import EventList
from hudang.recertification.queries.rules import Rule, rule_for_trigger
from hudang.recertification.rules.event_rows import MOST_ROWS, EventRow, EventRows, find_columns, read_rows
from hudang.recertification.rules.happenings import Happening
from hudang.recertification.vocabulary import TRIGGER_LABELS, Trigger
from hudang.rosters.reading import open_foreign

LIST_TRIGGERS = (Trigger.DEATH, Trigger.CHECK_ALERT)


def import_events(*, actor: User, trigger: Trigger, source: BinaryIO | Path, file_name: str) -> EventList:
    """Read a list and make one task for each person of it who is in payment in the actor's division.

    Who is not in payment is counted only. Rows with faults are kept with their reasons, to be downloaded, corrected
    and put in again; the same list twice makes nothing twice. Raises ``NotAllowed``, ``UnreadableRoster``,
    ``NoEventRows``, ``NoStanding`` when no rule answers to it.
    """
    require(actor, Right.EXAMINE_VISITS)
    if trigger not in LIST_TRIGGERS:
        raise InvalidInput({"trigger": "请选死亡名单或核对预警。"})
    rule = rule_for_trigger(trigger)
    if rule is None:
        raise NoStanding(trigger=TRIGGER_LABELS[trigger])
    with storage.examined(source) as path:
        found = _read(path, file_name)
    return _keep(actor, trigger, rule, found, file_name)


def _read(path: Path, file_name: str) -> EventRows:
    for sheet in open_foreign(path, file_name).sheets:
        rows = [row.values for row, _ in zip(sheet.rows(), range(MOST_ROWS + 20), strict=False)]
        header = find_columns(rows)
        if header is not None:
            number, columns = header
            return read_rows(rows[number + 1 :], columns, clock.today())
    raise NoEventRows


@transaction.atomic
def _keep(actor: User, trigger: Trigger, rule: Rule, found: EventRows, file_name: str) -> EventList:
    listed = EventList(
        trigger=trigger,
        division_code=actor.division_code,
        file_name=file_name[-200:],
        rows=len(found.taken) + len(found.rejected),
        made_by=actor,
        made_at=clock.now(),
    )
    members = _members(actor, found.taken)
    rejected = list(found.rejected)
    for row in found.taken:
        member = members.get(lookup_hash(row.identity, "identity"))
        if member is None:
            listed.unconcerned += 1
        elif member.person.name != row.name:
            rejected.append([*row.cells, f"这个号码登记的姓名是“{member.person.name[:1]}**”，与名单不同，请核对。"])
        else:
            _make(listed, trigger, rule, row, member)
    listed.refused = len(rejected)
    listed.rejected = json.dumps(rejected, ensure_ascii=False)
    listed.save()
    summary = f"导入{TRIGGER_LABELS[trigger]}“{listed.file_name}”：生成任务 {listed.made} 项"
    after = {name: getattr(listed, name) for name in ("rows", "made", "known", "unconcerned", "refused")}
    record(actor, Act("import_events", "event_list", listed.pk, "", summary, after=after))
    return listed


def _members(actor: User, rows: Sequence[EventRow]) -> dict[str, HouseholdMember]:
    """Return those of the list who live in households in payment, by the hash of their number."""
    found: dict[str, HouseholdMember] = {}
    hashes = {lookup_hash(row.identity, "identity") for row in rows}
    ordered = sorted(hashes)
    for start in chunks(range(len(ordered))):
        part = [ordered[place] for place in start]
        members = HouseholdMember.objects.filter(
            within(actor, "household__village_code"),
            person__identity_hash__in=part,
            until=None,
            household__state__in=[state.value for state in IN_PAYMENT],
        )
        found |= {str(m.person.identity_hash): m for m in members.select_related("person", "household")}
    return found


def _make(listed: EventList, trigger: Trigger, rule: Rule, row: EventRow, member: HouseholdMember) -> None:
    about = f"{TRIGGER_LABELS[trigger]}：{row.name} {row.on:%Y-%m-%d} {row.about}".strip()
    happened = Happening(trigger, f"{trigger.value}:{member.person_id}:{row.on}", row.on, about)
    _, new = make_event_task(rule, member.household, happened, member.person_id)
    listed.made += new
    listed.known += not new
