"""Pages of long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: QuerySet[Any] | list[Any], size: int = PAGE_SIZE) -> Page[Any]:
    """Return the page of the list that the URL names; the nearest one when it names none that is there."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
