"""The chain: each entry carries the SM3 of the one before, the end is sealed with a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from hudang.audit.models import AuditEntry, ChainHead
from hudang.platform.digests import audit_seal, sm3
from hudang.platform.reading import in_chunks

START = "0" * 64
BROKEN = "broken"
_CHUNK = 2000
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_FIELDS = (
    "sequence actor_id actor_name actor_post actor_division address action object_type object_id "
    "household_code summary before after reason"
).split()


@dataclass(frozen=True)
class Fault:
    """One place where the chain does not hold, with a Chinese sentence."""

    sequence: int
    message: str


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(entry: AuditEntry) -> bytes:
    """Return the entry's content as bytes that do not depend on the database."""
    content: dict[str, Any] = {name: getattr(entry, name) for name in _FIELDS}
    content["at"] = _moment(entry.at)
    return _canonical(content).encode()


def link(entry: AuditEntry, previous_hash: str) -> None:
    """Set the entry's hashes so that it follows ``previous_hash``."""
    entry.previous_hash = previous_hash
    entry.hash = sm3(previous_hash.encode() + canonical(entry))


def seal(sequence: int, last_hash: str) -> str:
    """Return the seal of a chain that ends there."""
    return audit_seal(f"{sequence}:{last_hash}")


def sealed_after(head: ChainHead, sequence: int, last_hash: str) -> str:
    """Return the seal of a chain that was continued from ``head`` to ``sequence``.

    An end that was not sealed by us is never sealed again: the next entry would hide what was done to those before.
    """
    return seal(sequence, last_hash) if head.seal == seal(head.sequence, head.hash) else BROKEN


def verify() -> Iterator[Fault]:
    """Walk the whole chain and yield every place where an entry was changed, removed or added by hand."""
    # both ends of one moment: others write while a long log is walked
    with transaction.atomic():
        head, end = ChainHead.objects.first(), AuditEntry.objects.aggregate(end=Max("sequence", default=0))["end"]
    previous, expected = START, 1
    for entry in in_chunks(AuditEntry.objects.filter(sequence__lte=end).order_by("sequence"), _CHUNK):
        if entry.sequence != expected:
            yield Fault(expected, f"第 {expected} 条至第 {entry.sequence - 1} 条日志缺失。")
        elif entry.previous_hash != previous:
            yield Fault(entry.sequence, f"第 {entry.sequence} 条日志与上一条不相接。")
        if sm3(entry.previous_hash.encode() + canonical(entry)) != entry.hash:
            yield Fault(entry.sequence, f"第 {entry.sequence} 条日志的内容被改动。")
        previous, expected = entry.hash, entry.sequence + 1
    yield from _verify_head(head, expected - 1, previous)


def _verify_head(head: ChainHead | None, last: int, last_hash: str) -> Iterator[Fault]:
    if head is None:
        yield Fault(last, "日志链的封口记录缺失。")
        return
    if head.seal != seal(head.sequence, head.hash):
        yield Fault(head.sequence, "日志链的封口被改动。")
    if head.sequence > last:
        yield Fault(last + 1, f"第 {last + 1} 条至第 {head.sequence} 条日志缺失。")
    elif head.sequence < last or head.hash != last_hash:
        yield Fault(last, "最后一条日志与封口不符。")
