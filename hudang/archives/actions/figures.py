"""Comparing the kept figures with what is counted; the log keeps that it was done."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.platform import figures


@transaction.atomic
def verify_figures(*, actor: User | None, mend: bool = False) -> list[figures.Difference]:
    """Return every figure that is not what is counted; with ``mend`` count all figures anew as well."""
    found = figures.differences()
    if mend and found:
        figures.recount()
    word = f"发现 {len(found)} 处不符{'，已重新统计' if mend else ''}" if found else "相符"
    after = {"differences": len(found), "mended": bool(mend and found)}
    record(actor, Act("verify_figures", "figures", 0, summary=f"核对统计数：{word}", after=after))
    return found
