"""Verifying the log, which is itself an act that the log keeps."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from hudang.audit.chain import Fault
from hudang.audit.log import Act, Actor, record
from hudang.audit.queries import faults, length

SHOWN_FAULTS = 200


def verify_log(*, actor: Actor | None, progress: Callable[[int, int], None] | None = None) -> list[Fault]:
    """Walk the whole chain, note the outcome in the log, and return the faults (at most 200)."""
    total = length()
    if progress:
        progress(0, total)
    found = []
    for fault in faults():
        found.append(fault)
        if len(found) == SHOWN_FAULTS:
            break
    with transaction.atomic():
        word = f"发现 {len(found)} 处问题" if found else "完好"
        after = {"entries": total, "faults": len(found)}
        record(actor, Act("verify_audit", "audit", total, summary=f"校验日志 {total} 条：{word}", after=after))
    if progress:
        progress(total, total)
    return found
