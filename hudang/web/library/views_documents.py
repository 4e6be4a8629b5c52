"""The list of documents with full-text search, and one document with all that rests on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.library.actions.documents import confirm_reading, look_through
from hudang.library.queries.documents import (
    DocumentFilter,
    document_for,
    documents_for,
    force_label,
    has_read,
    last_look,
    may_keep,
    new_count,
    readers_of,
    region_label,
    resting_on,
    unread_for,
)
from hudang.library.queries.searching import search_for
from hudang.library.queries.volumes import objects_of
from hudang.library.vocabulary import SORT_LABELS
from hudang.web.library.forms import FilterForm
from hudang.web.library.tabs import tabs_at
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.paging import page_of

_UNREAD_SHOWN = 5


@door(Right.VIEW_LIBRARY)
def documents(request: SignedInRequest) -> HttpResponse:
    """List the documents, what is new, and what waits to be read."""
    form = FilterForm(request.GET)
    wanted = DocumentFilter(**form.cleaned_data) if form.is_valid() else DocumentFilter()
    page = page_of(request, documents_for(request.user, wanted))
    unread = unread_for(request.user)
    context = {
        "tabs": tabs_at("documents"),
        "form": form,
        "page_obj": page,
        "rows": [(each, *force_label(each)) for each in page],
        "new": new_count(request.user),
        "looked": last_look(request.user),
        "to_read": unread[:_UNREAD_SHOWN],
        "to_read_count": unread.count(),
        "may_keep": request.user.may(Right.KEEP_LIBRARY),
    }
    return render(request, "library/documents.html", context)


@door(Right.VIEW_LIBRARY)
def search(request: SignedInRequest) -> HttpResponse:
    """Search documents, rules and items by their words."""
    query, sort = request.GET.get("q", "").strip()[:100], request.GET.get("sort", "")
    labels = {key.value: label for key, label in SORT_LABELS.items()}
    sort = sort if sort in labels else ""
    found = search_for(request.user, query, sort=sort)
    context = {
        "query": query,
        "found": found,
        "hits": [(hit, labels[hit.sort]) for hit in found.hits],
        "sorts": [("", "全部"), *labels.items()],
        "sort": sort,
    }
    return render(request, "library/search.html", context)


@door(Right.VIEW_LIBRARY, methods=("POST",))
def looked(request: SignedInRequest) -> HttpResponse:
    """Note that the user has looked through what is new."""
    look_through(actor=request.user)
    messages.success(request, "已记下。以后登记的会重新提示。")
    return redirect("library:documents")


@door(Right.VIEW_LIBRARY)
def document(request: SignedInRequest, document_id: int) -> HttpResponse:
    """Show a document, its file, what it replaces, what rests on it, and who has read it."""
    found = document_for(request.user, document_id)
    tone, force = force_label(found)
    keeps = may_keep(request.user, found)
    context = {
        "document": found,
        "tone": tone,
        "force": force,
        "region": region_label(found),
        "resting": resting_on(request.user, found),
        "objects": objects_of(found.item) if found.item else [],
        "may_keep": keeps,
        "read": has_read(request.user, found),
        "readers": readers_of(request.user, found)
        if found.must_read and request.user.may(Right.KEEP_LIBRARY)
        else None,
    }
    return render(request, "library/document.html", context)


@door(Right.VIEW_LIBRARY, methods=("POST",))
def confirm(request: SignedInRequest, document_id: int) -> HttpResponse:
    """Note that the user has read a document."""
    confirm_reading(actor=request.user, document_id=document_id)
    messages.success(request, "已确认已读。")
    return redirect("library:document", document_id)
