"""Writing the log: ``record`` inside the transaction of the act that it describes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from hudang.audit.chain import BROKEN, START, link, sealed_after
from hudang.audit.models import AuditEntry, ChainHead
from hudang.kernel import clock
from hudang.platform import bulk

# what a flat entry holds, and how JSON writes it
_AS_JSON: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys((str, int, bool, type(None)), lambda value: value),
    Decimal: str,
    date: date.isoformat,
}
request_address: ContextVar[str] = ContextVar("hudang_request_address", default="")


class Actor(Protocol):
    """Whoever acts: a user with a name, a post and a division."""

    @property
    def pk(self) -> Any: ...
    @property
    def display_name(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def division_code(self) -> str: ...


@dataclass(frozen=True)
class Act:
    """What is to be recorded of one act. ``before`` and ``after`` hold the changed fields only."""

    action: str
    object_type: str
    object_id: Any
    household_code: str = ""
    summary: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""


def record(actor: Actor | None, act: Act) -> AuditEntry:
    """Add one entry to the log; must run inside the act's own transaction."""
    return record_many(actor, [act])[0]


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    if all(value.__class__ in _AS_JSON for value in values.values()):
        return {name: _AS_JSON[value.__class__](value) for name, value in values.items()}
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
    return plain


def record_many(actor: Actor | None, acts: Iterable[Act]) -> list[AuditEntry]:
    """Add entries for many acts at once, in their order."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the audit log is written inside the act's transaction")
    head = _locked_head()
    previous, sequence, at = head.hash, head.sequence, clock.now()
    entries, make = [], bulk.maker(AuditEntry)
    for act in acts:
        sequence += 1
        entry = make(
            sequence=sequence,
            at=at,
            actor_id=actor.pk if actor else None,
            actor_name=actor.display_name if actor else "系统",
            actor_post=actor.post if actor else "system",
            actor_division=actor.division_code if actor else "",
            address=request_address.get(),
            action=act.action,
            object_type=act.object_type,
            object_id=str(act.object_id),
            household_code=act.household_code,
            summary=act.summary[:300],
            before=_plain(act.before),
            after=_plain(act.after),
            reason=act.reason[:500],
        )
        link(entry, previous)
        previous = entry.hash
        entries.append(entry)
    bulk.insert(AuditEntry, entries)
    head.seal = sealed_after(head, sequence, previous)
    head.sequence, head.hash = sequence, previous
    head.save()
    return entries


def _locked_head() -> ChainHead:
    head = ChainHead.objects.select_for_update().first()
    if head is not None:
        return head
    # somebody removed it: the log goes on, and verifying it keeps saying so
    last = AuditEntry.objects.order_by("sequence").last()
    return ChainHead(pk=1, sequence=last.sequence if last else 0, hash=last.hash if last else START, seal=BROKEN)
