"""全文检索: one box over documents, rules and institutional items."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.library.models import Rule, TextEntry
from hudang.library.queries.seen import may_read, ours
from hudang.library.queries.standards import StandardFound, standards_asked
from hudang.library.rules.words import Excerpt, excerpt, fts5, standard_asked, terms, tsquery
from hudang.library.vocabulary import Sort

_RANK = {
    "sqlite": "bm25(library_fulltext, 6.0, 1.0)",
    "postgresql": "-ts_rank(to_tsvector('simple', library_fulltext.title || ' ' || library_fulltext.body), "
    "to_tsquery('simple', %s))",
}
_MATCH = {
    "sqlite": "library_fulltext MATCH %s",
    "postgresql": "to_tsvector('simple', library_fulltext.title || ' ' || library_fulltext.body) "
    "@@ to_tsquery('simple', %s)",
}


_MOST_NARROWED = 2000
# a word that stands in more texts than this says little about any of them
_MOST_WEIGHED = 600


@dataclass(frozen=True)
class Hit:
    """One text that was found."""

    sort: Sort
    object_id: int
    title: str
    excerpt: Excerpt
    # of a rule: what its page is called
    key: str = ""


@dataclass(frozen=True)
class Found:
    """What was found: the standards asked for, the best texts, and how many there are (``more``: at least so many)."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    standards: list[StandardFound] = field(default_factory=list)
    more: bool = False


def search_for(user: User, query: str, *, sort: str = "", limit: int = 30) -> Found:
    """Return what fits a question, the best first; raises ``NotAllowed``.

    What is found in more texts than can be weighed in the time is ordered by title, then the latest first.
    """
    may_read(user)
    asked = standard_asked(query)
    standards = standards_asked(user, asked) if asked else []
    matching = _Matching(user, query, sort)
    if not matching.asked:
        return Found(query, standards=standards)
    ids = matching.best(limit + 1)
    texts = TextEntry.objects.in_bulk(ids[:limit])
    found = [texts[pk] for pk in ids[:limit]]
    rules = [each.object_id for each in found if each.sort == Sort.RULE]
    keys = dict(Rule.objects.filter(pk__in=rules).values_list("pk", "key"))
    hits = [Hit(Sort(e.sort), e.object_id, e.title, excerpt(e.body, query), keys.get(e.object_id, "")) for e in found]
    return Found(query, hits, standards, more=len(ids) > limit)


def matching_ids(user: User, query: str, sort: Sort) -> list[int] | None:
    """Return the objects of a sort that fit, for narrowing a list; ``None`` when nothing was asked for."""
    matching = _Matching(user, query, sort)
    if not matching.asked:
        return None
    return list(matching.rows().values_list("object_id", flat=True)[:_MOST_NARROWED])


class _Matching:
    """The texts that fit a question and that the user sees."""

    def __init__(self, user: User, query: str, sort: str) -> None:
        groups = terms(query)
        self._postgresql = connection.vendor == "postgresql"
        self.asked = tsquery(groups) if self._postgresql else fts5(groups)
        self._visible = ours(user) & (Q(restricted=False) | within(user, "region_code"))
        if sort:
            self._visible &= Q(sort=sort)

    def rows(self, asked: str = "", *, ranked: bool = False) -> QuerySet[TextEntry]:
        """Return the rows for a question, the best or the latest first."""
        asked, vendor = asked or self.asked, connection.vendor
        return TextEntry.objects.filter(self._visible).extra(
            select={"rank": _RANK[vendor]} if ranked else None,
            select_params=[asked] if ranked and self._postgresql else None,
            tables=["library_fulltext"],
            where=["library_fulltext.rowid = library_textentry.id", _MATCH[vendor]],
            params=[asked],
            order_by=["rank"] if ranked else ["-library_fulltext.rowid"],
        )

    def best(self, most: int) -> list[int]:
        """Return the keys of the best texts, in their order."""
        latest = self._keys(self.rows()[: _MOST_WEIGHED + 1])
        if len(latest) <= _MOST_WEIGHED or self._postgresql:
            return self._keys(self.rows(ranked=True)[:most])
        titled = self._keys(self.rows(f"title : ({self.asked})")[:most])
        return list(dict.fromkeys([*titled, *latest[: most * 2]]))[:most]

    @staticmethod
    def _keys(rows: QuerySet[TextEntry]) -> list[int]:
        return [row.pk for row in rows.only("pk")]
