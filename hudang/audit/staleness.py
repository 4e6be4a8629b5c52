"""Refusing to overwrite: who changed an object since a form was opened on it, as the log knows it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hudang.audit.models import AuditEntry
from hudang.kernel.clock import CHINA
from hudang.kernel.errors import StaleForm


def refuse_stale(expected: str, current: str, *, object_type: str, object_id: object, what: str) -> None:
    """Raise ``StaleForm`` when a form was opened on another version than stands; an empty one asks for no check."""
    if expected and expected != current:
        raise stale(Q(object_type=object_type, object_id=str(object_id)), what)


def stale(entries: Q, what: str, changed_at: datetime | None = None) -> StaleForm:
    """Return the refusal that names whoever made the last of these entries."""
    last = AuditEntry.objects.filter(entries).order_by("sequence").last()
    at = last.at if last else changed_at
    when = f"于 {at.astimezone(CHINA):%Y-%m-%d %H:%M} " if at else ""
    return StaleForm(
        who=last.actor_name if last else "其他人", when=when, what=f"{what}（{last.summary}）" if last else what
    )
