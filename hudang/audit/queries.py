"""Reading the log. This area lies below accounts: the caller's door asks for the right, and passes the scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hudang.audit.chain import Fault, verify
from hudang.audit.models import AuditEntry
from hudang.audit.vocabulary import ACTION_LABELS, FIELD_LABELS, FIELD_LABELS_OF
from hudang.kernel.clock import CHINA
from hudang.kernel.division_codes import prefix_range
from hudang.kernel.errors import NotVisible

if TYPE_CHECKING:
    from django.db.models import QuerySet


# so many are looked through for what a user did last; an import writes an entry a household
_LAST_ACTS = 300
_FEW_ACTS = 40
_FIRST, _LAST = date(1, 1, 2), date(9999, 12, 30)


@dataclass(frozen=True)
class EntryFilter:
    """What the log is narrowed to; empty fields narrow nothing. Days are days in China."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    action: str = ""
    household_code: str = ""


@dataclass(frozen=True)
class FieldChange:
    """One field of an entry, before and after."""

    field: str
    before: str
    after: str


def _starts_with(field: str, prefix: str) -> Q:
    first, beyond = prefix_range(prefix)
    return Q(**{f"{field}__gte": first[: len(prefix)], f"{field}__lt": beyond[: len(prefix)]})


def _visible(scope: str) -> QuerySet[AuditEntry]:
    """Return the entries of people and households of this division, and those of nobody in particular."""
    mine = _starts_with("actor_division", scope) | _starts_with("household_code", scope)
    return AuditEntry.objects.filter(mine | Q(actor_division=""))


def _start_of(day: date) -> datetime:
    # the first day of the calendar has no beginning in UTC, and the last one no day after it
    return datetime.combine(max(day, _FIRST), time(), CHINA)


def _end_of(day: date) -> datetime:
    return _start_of(min(day, _LAST) + timedelta(days=1))


def entries_for(scope: str, wanted: EntryFilter) -> QuerySet[AuditEntry]:
    """Return the entries that somebody of this scope may see, the latest first."""
    rows = _visible(scope)
    if wanted.since:
        rows = rows.filter(at__gte=_start_of(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_end_of(wanted.until))
    if wanted.person:
        rows = rows.filter(actor_name__icontains=wanted.person)
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.household_code:
        rows = rows.filter(household_code__startswith=wanted.household_code)
    return rows.order_by("-sequence")


def entry_for(scope: str, sequence: int) -> AuditEntry:
    """Return one entry; raises ``NotVisible``."""
    entry = _visible(scope).filter(sequence=sequence).first()
    if entry is None:
        raise NotVisible
    return entry


def history_of_household(
    household_code: str, limit: int = 200, until: date | None = None, leaving_out: Iterable[str] = ()
) -> list[AuditEntry]:
    """Return what was done to a household (until the end of a day), the latest first, without some kinds of acts.

    The caller has checked that it may be seen.
    """
    rows = AuditEntry.objects.filter(household_code=household_code).order_by("-sequence")
    if until is not None:
        rows = rows.filter(at__lt=_end_of(until))
    if kinds := tuple(leaving_out):
        rows = rows.exclude(action__in=kinds)
    return list(rows[:limit])


def history_of_object(
    object_type: str, actions: Iterable[str], object_id: str = "", limit: int = 50
) -> list[AuditEntry]:
    """Return these acts on objects of a type, or on one of them, the latest first; the caller checked the right."""
    rows = AuditEntry.objects.filter(action__in=list(actions), object_type=object_type)
    if object_id:
        rows = rows.filter(object_id=object_id)
    return list(rows.order_by("-sequence")[:limit])


def acts_on_household(household_code: str, actions: Iterable[str]) -> list[AuditEntry]:
    """Return the acts of these kinds on a household, the latest first; the caller has checked that it may be seen."""
    rows = AuditEntry.objects.filter(household_code=household_code, action__in=tuple(actions))
    return list(rows.order_by("-sequence"))


def last_act_on_household(household_code: str, day: date, leaving_out: Iterable[str]) -> AuditEntry | None:
    """Return the last act on a household until the end of ``day``; the caller has checked that it may be seen."""
    rows = AuditEntry.objects.filter(household_code=household_code, at__lt=_end_of(day))
    return rows.exclude(action__in=tuple(leaving_out)).order_by("-sequence").first()


def recent_of(actor_id: int, limit: int = 10) -> list[AuditEntry]:
    """Return what a user did last, without signing in and out; what was done in one go to many is told once."""
    rows = AuditEntry.objects.filter(actor_id=actor_id).exclude(action__in=("sign_in", "sign_out"))
    # the values before and after stay unread, and so do the entries beyond the last that is told
    rows = rows.only("at", "action", "summary").order_by("-sequence")[:_LAST_ACTS]
    alike = groupby(rows.iterator(chunk_size=_FEW_ACTS), key=lambda entry: (entry.action, entry.summary))
    return list(islice((next(same) for _, same in alike), limit))


def has_done(actor_id: int, actions: Iterable[str]) -> bool:
    """Tell whether a user has ever done one of these acts; meant for rare ones, the log has no index by person."""
    return AuditEntry.objects.filter(action__in=list(actions), actor_id=actor_id).exists()


def count_since(scope: str, since: datetime, action: str = "") -> int:
    """Return how many entries were added since then, of one action if given."""
    rows = _visible(scope).filter(at__gte=since)
    return (rows.filter(action=action) if action else rows).count()


def changes_of(entry: AuditEntry) -> list[FieldChange]:
    """Return the fields of an entry with their values before and after, for reading; what says nothing is left out."""
    before, after = entry.before or {}, entry.after or {}
    names = [n for n in dict.fromkeys([*before, *after]) if before.get(n) or after.get(n) not in (None, "", False)]
    labels = FIELD_LABELS | FIELD_LABELS_OF.get(entry.object_type, {})
    return [FieldChange(labels.get(n, n), readable(before.get(n)), readable(after.get(n))) for n in names]


def readable(value: Any) -> str:
    """Return a logged value as text for reading."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{FIELD_LABELS.get(k, k)}：{readable(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "、".join(readable(part) for part in value)
    return str(value)


def action_label(action: str) -> str:
    """Return the Chinese name of an action; the name itself where it has none."""
    return ACTION_LABELS.get(action, action)


def action_choices() -> list[tuple[str, str]]:
    """Return the actions that occur in the log with their names, for a filter."""
    used = AuditEntry.objects.order_by().values_list("action", flat=True).distinct()
    return sorted(((action, action_label(action)) for action in used), key=lambda pair: pair[1])


def household_codes_met(prefix: str) -> set[str]:
    """Return the household codes with this prefix that the log has ever named, those of undone imports too."""
    met = AuditEntry.objects.filter(_starts_with("household_code", prefix)).order_by()
    return set(met.values_list("household_code", flat=True).distinct())


def faults() -> Iterable[Fault]:
    """Walk the whole chain and yield every place where it does not hold."""
    return verify()


def length() -> int:
    """Return the number of entries."""
    return AuditEntry.objects.count()
