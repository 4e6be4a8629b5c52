"""The finder of every rule of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hudang.quality.queries import archive_finders, casework_finders, recertification_finders, registry_finders
from hudang.quality.queries.registry_finders import (
    DATED_MEMBERS,
    PLAIN_HOUSEHOLDS,
    PLAIN_MEMBERS,
    households,
    members,
    of_households,
    of_members,
)
from hudang.quality.queries.scope import Finds, Scope


def finds(rule: str, scope: Scope) -> Finds:
    """Return what breaks a rule within a scope."""
    if rule in PLAIN_HOUSEHOLDS:
        return of_households(households(scope, PLAIN_HOUSEHOLDS[rule]))
    if rule in PLAIN_MEMBERS:
        return of_members(members(scope, PLAIN_MEMBERS[rule]))
    if rule in DATED_MEMBERS:
        lookup, condition = DATED_MEMBERS[rule]
        return of_members(members(scope, condition).filter(**{lookup: scope.known.day}))
    return _OTHER[rule](scope)


_OTHER: Mapping[str, Callable[[Scope], Finds]] = {
    **registry_finders.FINDERS,
    **archive_finders.FINDERS,
    **casework_finders.FINDERS,
    **recertification_finders.FINDERS,
}
KEYS = frozenset({*PLAIN_HOUSEHOLDS, *PLAIN_MEMBERS, *DATED_MEMBERS, *_OTHER})
