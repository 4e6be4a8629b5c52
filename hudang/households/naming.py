"""Keeping what names are found by in step with the names."""

from __future__ import annotations

from collections.abc import Sequence

from hudang.households.models import NameToken, Person
from hudang.households.names import name_tokens
from hudang.platform import bulk

_BATCH = 500


def index_new_names(people: Sequence[Person]) -> None:
    """Write the tokens of people who were stored a moment ago; called inside their transaction."""
    make = bulk.maker(NameToken)
    bulk.insert(
        NameToken,
        [
            make(token=token, person_id=person.pk)
            for person in people
            for token in name_tokens(person.name, person.pinyin, person.initials)
        ],
    )


def index_changed_names(people: Sequence[Person]) -> None:
    """Write the tokens of people anew after their names changed; called inside the transaction of the change."""
    for start in range(0, len(people), _BATCH):
        NameToken.objects.filter(person__in=people[start : start + _BATCH]).delete()
    index_new_names(people)
