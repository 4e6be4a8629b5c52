"""Entering and changing a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible, Refusal
from hudang.library.actions.documents import attach_document, correct_document, enter_document
from hudang.library.queries.documents import document_for, may_keep, values_of
from hudang.library.tasks import start_keeping
from hudang.web.library.forms import DocumentForm, FileForm
from hudang.web.library.uploads import source_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


def _given(form: DocumentForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in ("file", "version")}


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a document, with its file if there is one."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = enter_document(actor=request.user, given=_given(form), file=source_of(form.cleaned_data["file"]))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已登记{kept.cited}。")
            return redirect("library:document", kept.pk)
    return render(request, "library/document_form.html", {"form": form})


@door(Right.KEEP_LIBRARY, methods=("POST",))
def keep_rosters(request: SignedInRequest) -> HttpResponse:
    """Let the rosters of the user's division be kept as they stand, and show how far it is."""
    return redirect("jobs:detail", start_keeping(actor=request.user).pk)


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def edit(request: SignedInRequest, document_id: int) -> HttpResponse:
    """Change a document."""
    found = document_for(request.user, document_id)
    if not may_keep(request.user, found):
        raise NotVisible
    form = DocumentForm(request.POST or None, initial=values_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            correct_document(actor=request.user, document_id=document_id, given=_given(form), version=version)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect("library:document", document_id)
    return render(request, "library/document_form.html", {"form": form, "document": found})


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def attach(request: SignedInRequest, document_id: int) -> HttpResponse:
    """Add the document's file."""
    found = document_for(request.user, document_id)
    if not may_keep(request.user, found):
        raise NotVisible
    form = FileForm(request.POST or None, request.FILES or None)
    file = source_of(form.cleaned_data["file"]) if request.method == "POST" and form.is_valid() else None
    if file:
        try:
            kept = attach_document(actor=request.user, document_id=document_id, file=file)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已挂接原件，归档号 {kept.item.reference_code if kept.item else ''}。")
            return redirect("library:document", document_id)
    return render(request, "library/attach.html", {"form": form, "document": found})
