"""Keeping the index of full-text search; inside the transaction of the act that changes a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from hudang.library.models import Document, InstitutionalItem, Rule, RuleVersion, TextEntry
from hudang.library.rules.words import tidy, tokens
from hudang.library.vocabulary import Sort

_LONGEST = 400_000


@dataclass(frozen=True)
class Text:
    """One text for the index."""

    sort: Sort
    object_id: int
    county_code: str
    region_code: str
    restricted: bool
    title: str
    body: str


def index_texts(texts: Iterable[Text]) -> None:
    """Write texts into the index, in place of what stood there for the same objects."""
    for text in texts:
        body = tidy(text.body)[:_LONGEST]
        entry, _ = TextEntry.objects.update_or_create(
            sort=text.sort,
            object_id=text.object_id,
            defaults={
                "county_code": text.county_code,
                "region_code": text.region_code,
                "restricted": text.restricted,
                "title": text.title[:300],
                "body": body,
            },
        )
        _write(entry.pk, " ".join(tokens(text.title)), " ".join(tokens(body)))


def _write(rowid: int, title: str, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM library_fulltext WHERE rowid = %s", [rowid])
        cursor.execute("INSERT INTO library_fulltext (rowid, title, body) VALUES (%s, %s, %s)", [rowid, title, body])


def index_document(document: Document) -> None:
    """Index a document by its description and its text."""
    head = f"{document.title} {document.number}"
    body = [document.issuer, document.governs, document.scope, document.keywords, document.source, document.text]
    index_texts(
        [
            Text(
                Sort.DOCUMENT,
                document.pk,
                document.county_code,
                document.region_code,
                document.restricted,
                head,
                "\n".join(part for part in body if part),
            )
        ]
    )


def index_rule(rule: Rule, version: RuleVersion) -> None:
    """Index the version of a rule that was entered last, for the county whose it is."""
    body = f"{version.text}\n责任岗位：{version.responsible}\n依据：{version.basis}"
    index_texts([Text(Sort.RULE, rule.pk, rule.county_code, "", False, rule.title, body)])


def index_item(item: InstitutionalItem) -> None:
    """Index an institutional item by its description."""
    body = " ".join([item.reference_code, item.document_number, item.creator, item.note])
    county = item.division_code[:6]
    index_texts([Text(Sort.ITEM, item.pk, county, item.division_code, item.restricted, item.title, body)])
