"""机构卷: series with their volumes by year, one volume, its prints, notes and signatures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import InvalidInput
from hudang.library.actions.items import note_volume, sign_volume
from hudang.library.actions.printing import print_volume
from hudang.library.queries.volumes import items_of, own_forms, series_shown, volume_for
from hudang.library.rules.codes import kind_of
from hudang.web.library.forms import NoteForm
from hudang.web.library.tabs import tabs_at
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response
from hudang.web.shared.paging import page_of

_COUNTY = 6


@door(Right.VIEW_LIBRARY)
def volumes(request: SignedInRequest) -> HttpResponse:
    """List the series by group, with their volumes."""
    context = {
        "tabs": tabs_at("volumes"),
        "groups": series_shown(request.user),
        "forms": own_forms(),
        "may_keep": request.user.may(Right.KEEP_LIBRARY),
        "may_set": request.user.may(Right.MANAGE_SETTINGS),
    }
    return render(request, "library/volumes.html", context)


@door(Right.VIEW_LIBRARY)
def volume(request: SignedInRequest, volume_id: int) -> HttpResponse:
    """Show a volume with its items and its note sheet."""
    found = volume_for(request.user, volume_id)
    context = {
        "volume": found,
        "kind": kind_of(found.series.code),
        "page_obj": page_of(request, items_of(request.user, found)),
        "notes": list(found.notes.all()),
        "form": NoteForm(),
        "may_keep": request.user.may(Right.KEEP_LIBRARY) and len(request.user.scope) == _COUNTY,
        "may_print": request.user.may(Right.PRINT),
    }
    return render(request, "library/volume.html", context)


@door(Right.VIEW_LIBRARY, Right.PRINT)
def print_one(request: SignedInRequest, volume_id: int) -> HttpResponse:
    """Print cover, catalogue and note sheet; ``?whole=1`` with the papers behind."""
    found = volume_for(request.user, volume_id)
    kind, whole = kind_of(found.series.code), request.GET.get("whole") == "1"
    printed = print_volume(actor=request.user, kind=found.series.code, year=found.year, whole=whole)
    return pdf_response(f"{kind}-{found.year}{'-全卷' if whole else ''}", printed.content)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def note(request: SignedInRequest, volume_id: int) -> HttpResponse:
    """Add a line to the note sheet."""
    try:
        note_volume(actor=request.user, volume_id=volume_id, text=request.POST.get("text", ""))
    except InvalidInput as refusal:
        messages.error(request, " ".join(refusal.fields.values()))
    else:
        messages.success(request, "已记入备考表。")
    return redirect("library:volume", volume_id)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def sign(request: SignedInRequest, volume_id: int) -> HttpResponse:
    """Note that the volume was arranged, or checked."""
    try:
        sign_volume(actor=request.user, volume_id=volume_id, checked=request.POST.get("act") == "check")
    except InvalidInput as refusal:
        messages.error(request, " ".join(refusal.fields.values()))
    else:
        messages.success(request, "已登记。")
    return redirect("library:volume", volume_id)
