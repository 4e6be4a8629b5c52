"""待归件: pages that a person must decide about."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import ItemEntry
from hudang.archives.actions.queueing import discard_queued, file_queued, restore_queued
from hudang.archives.queries.household_lookup import search_households
from hudang.archives.queries.queue import chosen_for, queue_for, queued_image_for
from hudang.archives.vocabulary import QUEUE_STATE_LABELS, QueueState
from hudang.divisions.queries import names_of
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.web.archives.forms_items import QueuedForm
from hudang.web.archives.images import image_response
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.numbers import row_numbers
from hudang.web.shared.undo import say_with_undo

if TYPE_CHECKING:
    from hudang.archives.models import QueuedPage

PAGES_AT_ONCE = 60


@door(Right.FILE_ITEMS)
def queue(request: SignedInRequest) -> HttpResponse:
    """List the waiting pages by the folder they came from; or those that were decided."""
    state = request.GET.get("state", QueueState.WAITING)
    if state not in QUEUE_STATE_LABELS:
        state = QueueState.WAITING
    page = Paginator(queue_for(request.user, state), PAGES_AT_ONCE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"?state={value}", "current": value == state}
        for value, label in QUEUE_STATE_LABELS.items()
    ]
    groups = [(folder, list(pages)) for folder, pages in groupby(page, key=_folder)]
    context = {"page_obj": page, "groups": groups, "tabs": tabs, "waiting": state == QueueState.WAITING}
    context["discarded"] = state == QueueState.DISCARDED
    return render(request, "archives/queue.html", context)


def _folder(page: QueuedPage) -> tuple[str, str]:
    """Return what pages are shown together by: their folder and why they wait."""
    return str(PurePosixPath(page.file_name).parent), page.reason


@door(Right.FILE_ITEMS, methods=("GET", "POST"))
def decide(request: SignedInRequest) -> HttpResponse:
    """Decide about the chosen pages: file them together as one item."""
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    pages = chosen_for(request.user, row_numbers(given.getlist("pages")))
    form = QueuedForm(request.POST) if posted else QueuedForm(initial=_suggested(pages, given.get("household", "")))
    if posted and form.is_valid():
        entry = ItemEntry(**{name: value for name, value in form.cleaned_data.items() if name != "household"})
        try:
            filed = file_queued(
                actor=request.user,
                page_ids=[page.pk for page in pages],
                household_code=form.cleaned_data["household"],
                entry=entry,
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            number = filed.items[0].number if filed.items else filed.already[0].item_number
            messages.success(request, f"{len(pages)} 页已归入户 {form.cleaned_data['household']} 第 {number} 件。")
            return redirect("archives:queue")
    text = given.get("q", "")
    context = {"pages": pages, "form": form, "q": text, "found": _found(request, text)}
    return render(request, "archives/queue_decide.html", context)


def _suggested(pages: list[QueuedPage], household: str) -> dict[str, str]:
    """Return what the chosen pages have in common."""
    households = {page.household.code for page in pages if page.household}
    materials = {page.material.code for page in pages if page.material}
    return {
        "household": household or (households.pop() if len(households) == 1 else ""),
        "material": materials.pop() if len(materials) == 1 else "",
    }


def _found(request: SignedInRequest, text: str) -> list[dict[str, Any]]:
    households = search_households(request.user, text)
    villages = names_of({household.village_code for household in households})
    return [{"household": household, "village": villages.get(household.village_code, "")} for household in households]


@door(Right.FILE_ITEMS)
def households(request: SignedInRequest) -> HttpResponse:
    """Answer a search for the household of waiting pages, as part of a page."""
    text = request.GET.get("q", "")
    return render(request, "archives/queue_households.html", {"found": _found(request, text), "q": text})


@door(Right.FILE_ITEMS, methods=("POST",))
def discard(request: SignedInRequest) -> HttpResponse:
    """Decide that the chosen pages are not filed."""
    ids = row_numbers(request.POST.getlist("pages"))
    try:
        count = discard_queued(actor=request.user, page_ids=ids, reason=request.POST.get("reason", ""))
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
    else:
        said = f"{count} 页定为不归档，原件仍保存，可在“不归档”中查看。"
        say_with_undo(request, said, reverse("archives:restore-queued"), pages=ids)
    return redirect("archives:queue")


@door(Right.FILE_ITEMS, methods=("POST",))
def restore(request: SignedInRequest) -> HttpResponse:
    """Let pages that were not to be filed wait again."""
    count = restore_queued(actor=request.user, page_ids=row_numbers(request.POST.getlist("pages")))
    messages.success(request, f"{count} 页恢复为待归件。")
    return redirect("archives:queue")


@door(Right.FILE_ITEMS)
def queued_image(request: SignedInRequest, queued_id: int, kind: str) -> HttpResponseBase:
    """Answer with the thumbnail or the screen image of a waiting page."""
    return image_response(queued_image_for(request.user, queued_id), kind)
