"""The list of households with its files, read in portions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from hudang.accounts.models import User
from hudang.archives.queries.finding import papers_of
from hudang.households.queries.lists import HouseholdRow
from hudang.search.columns import Column, ListedHousehold, need_papers

_PORTION = 500


def listed(user: User, rows: Iterable[HouseholdRow], columns: Sequence[Column]) -> Iterator[ListedHousehold]:
    """Yield the rows with what the columns need of their files; two queries more for each portion, or none."""
    needed, left = need_papers(columns), iter(rows)
    while portion := list(islice(left, _PORTION)):
        papers = papers_of(user, [row.code for row in portion]) if needed else {}
        for row in portion:
            yield ListedHousehold(row, papers.get(row.code))
