"""What was done to a household, by whom, with the values before and after (R55)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.audit.queries import FieldChange, action_label, changes_of, history_of_household, last_act_on_household
from hudang.households.queries.visible import require_household
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS

if TYPE_CHECKING:
    from hudang.audit.models import AuditEntry
    from hudang.households.models import Household

_LOOKING = frozenset({"reveal", "reveal_export", "print_papers", "open_original", "look_into_file", "export_missing"})
_LABELS = {
    name: field.label for fields in (HOUSEHOLD_FIELDS, MEMBER_FIELDS, PERSON_FIELDS) for name, field in fields.items()
}
_TONES = {"reveal": "warn", "stop_household": "bad", "end_membership": "warn", "override_classification": "info"}


@dataclass(frozen=True)
class HistoryEntry:
    """One act for the time line."""

    at: datetime
    actor: str
    post: str
    act: str
    summary: str
    reason: str
    changes: tuple[FieldChange, ...]
    tone: str


def history_for(
    user: User, household: Household, limit: int = 200, until: date | None = None, leaving_out: Collection[str] = ()
) -> list[HistoryEntry]:
    """Return the acts on a household (until the end of a day), the latest first; raises ``NotVisible``."""
    require_household(user, household)
    return [_told(entry) for entry in history_of_household(household.code, limit, until, leaving_out)]


def last_change_for(
    user: User, household: Household, day: date, leaving_out: Collection[str] = ()
) -> HistoryEntry | None:
    """Return the last act until the end of ``day`` that changed something, not one that only looked or printed."""
    require_household(user, household)
    entry = last_act_on_household(household.code, day, leaving_out=_LOOKING | set(leaving_out))
    return _told(entry) if entry else None


def _told(entry: AuditEntry) -> HistoryEntry:
    return HistoryEntry(
        at=entry.at,
        actor=entry.actor_name,
        post=POST_LABELS[Post(entry.actor_post)] if entry.actor_post in set(Post) else "",
        act=action_label(entry.action),
        summary=entry.summary,
        reason=entry.reason,
        changes=tuple(FieldChange(_LABELS.get(c.field, c.field), c.before, c.after) for c in changes_of(entry)),
        tone=_TONES.get(entry.action, ""),
    )
