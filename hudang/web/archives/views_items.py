"""件: the page viewer, page images and originals, and correcting a description."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.correcting import ItemDescription, correct_item, description_of, item_version
from hudang.archives.actions.viewing import look_into, open_original
from hudang.archives.queries.pages import item_for, item_pages, neighbours, page_for
from hudang.divisions.queries import path_label
from hudang.kernel.errors import Refusal
from hudang.web.archives.forms_items import CorrectionForm
from hudang.web.archives.images import image_response, original_response
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.stale import status_of


@door(Right.VIEW_HOUSEHOLDS)
def item(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Show one item: its pages to look through, and its description."""
    found = item_for(request.user, item_id)
    look_into(actor=request.user, file=found.file)
    pages = [
        {
            "label": "",
            "thumb_url": reverse("archives:page-image", args=(found.pk, page.number, "thumbnail")),
            "web_url": reverse("archives:page-image", args=(found.pk, page.number, "image")),
            "original_url": reverse("archives:page-original", args=(found.pk, page.number)),
        }
        for page in item_pages(found)
    ]
    before, after = neighbours(request.user, found)
    context = {
        "item": found,
        "pages": pages,
        "before": before,
        "after": after,
        "label": path_label(found.file.village_code),
        "may_correct": request.user.may(Right.FILE_ITEMS),
    }
    return render(request, "archives/item.html", context)


@door(Right.VIEW_HOUSEHOLDS)
def page_image(request: SignedInRequest, item_id: int, number: int, kind: str) -> HttpResponseBase:
    """Answer with the thumbnail or the screen image of a page."""
    return image_response(page_for(request.user, item_id, number), kind)


@door(Right.VIEW_HOUSEHOLDS)
def page_original(request: SignedInRequest, item_id: int, number: int) -> HttpResponseBase:
    """Hand out the original file of a page; this is recorded."""
    return original_response(open_original(actor=request.user, item_id=item_id, number=number))


@door(Right.FILE_ITEMS, methods=("GET", "POST"))
def correct(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Correct an item's description, with the reason."""
    found = item_for(request.user, item_id)
    form = CorrectionForm(
        request.POST or None, initial=asdict(description_of(found)) | {"version": item_version(found)}
    )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.pop("reason")
        version = form.cleaned_data.pop("version")
        description = ItemDescription(**form.cleaned_data)
        try:
            correct_item(
                actor=request.user,
                item_id=found.pk,
                description=description,
                reason=reason,
                expected_version=version,
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已更正第 {found.number} 件的著录。")
            return redirect("archives:item", item_id=found.pk)
    return render(request, "archives/item_correct.html", {"form": form, "item": found}, status=status_of(form))
