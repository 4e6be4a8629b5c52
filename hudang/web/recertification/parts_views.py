"""Photographs and neighbours of a visit."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Values
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.recertification.actions.visit_parts import add_photo, drop_neighbour, remove_photo, save_neighbour
from hudang.recertification.queries.visits import neighbour_for, photo_page_for, view_for
from hudang.web.archives.images import image_response
from hudang.web.recertification.checking_views import refuse_reader
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.form_entry import entry_of, read_posted


@door(Right.VISIT, methods=("POST",))
def add_photos(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Keep photographs; each file by itself, as the page's script sends them, or several at once."""
    view_for(request.user, key)
    given = request.FILES.getlist("files")
    if request.headers.get("Accept", "").startswith("application/json"):
        answer, status = _add(request, key, given[0] if given else None)
        return JsonResponse(answer, status=status)
    for one in given:
        answer, status = _add(request, key, one)
        (messages.success if status == 200 else messages.error)(request, f"{one.name}：{answer['message']}")
    return redirect("recertification:visit", key)


def _add(request: SignedInRequest, key: UUID, given: UploadedFile[Any] | None) -> tuple[dict[str, Any], int]:
    if given is None or given.file is None:
        return {"message": "没有选择照片。", "tone": "bad"}, 400
    try:
        add_photo(
            actor=request.user,
            visit_key=key,
            key=uuid.uuid4(),
            content=given.file,  # type: ignore[arg-type]
            name=given.name or "",
            what=request.POST.get("what", ""),
        )
    except InvalidInput as refusal:
        return {"message": "".join(refusal.fields.values()), "tone": "bad"}, 400
    except Refusal as refusal:
        return {"message": refusal.message, "tone": "bad"}, 400
    return {"message": "已存，复核通过后归入户袋", "tone": "ok"}, 200


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS))
def photo(request: SignedInRequest, key: UUID, photo: UUID) -> HttpResponseBase:
    """Answer with a photograph."""
    return image_response(photo_page_for(request.user, key, photo), "image")


@door(Right.VISIT, methods=("POST",))
def remove(request: SignedInRequest, key: UUID, photo: UUID) -> HttpResponse:
    """Take a photograph away."""
    remove_photo(actor=request.user, visit_key=key, key=photo)
    messages.success(request, "已撤下照片。")
    return redirect("recertification:visit", key)


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS), methods=("GET", "POST"))
def neighbour(request: SignedInRequest, key: UUID, neighbour: UUID) -> HttpResponse:
    """Fill in what a neighbour said; protected."""
    view, definition = view_for(request.user, key), form_of("F19")
    values: Values = neighbour_for(request.user, key, neighbour)
    faults: dict[str, str] = {}
    if request.method == "POST":
        refuse_reader(request, view, "填写邻里访问")
        values, _ = read_posted(request, definition)
        draft = request.POST.get("do") == "draft"
        try:
            save_neighbour(actor=request.user, visit_key=key, key=neighbour, values=values, draft=draft)
        except InvalidInput as refusal:
            faults = refusal.fields
        else:
            messages.success(request, "已记录，本记录保密。")
            return redirect("recertification:visit", key)
    entry = entry_of(definition, values, faults)
    context = {"view": view, "visit": view.visit, "entry": entry, "form": definition, "neighbour": neighbour}
    return render(request, "recertification/neighbour.html", context, status=422 if faults else 200)


@door(Right.VISIT, methods=("POST",))
def drop(request: SignedInRequest, key: UUID, neighbour: UUID) -> HttpResponse:
    """Delete the record of a neighbour."""
    drop_neighbour(actor=request.user, visit_key=key, key=neighbour)
    messages.success(request, "已删去。")
    return redirect("recertification:visit", key)
