"""Institutional items: one with its pages and households, entering by hand, the minutes of a meeting, annulling."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Values
from hudang.households.queries import household_for
from hudang.kernel.errors import InvalidInput, NotVisible, Refusal
from hudang.library.actions.items import HandEntry, annul_item, enter_item, make_own_form
from hudang.library.actions.viewing import open_original
from hudang.library.queries.volumes import OWN_FORMS, households_of, image_for, item_for, items_about, pages_of
from hudang.library.rules.codes import kind_of
from hudang.web.archives.images import image_response, original_response
from hudang.web.library.causes import page_of_cause
from hudang.web.library.forms import ItemForm, ReasonForm
from hudang.web.library.uploads import sources_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.form_entry import entry_of, read_posted
from hudang.web.shared.paging import page_of


@door(Right.VIEW_LIBRARY)
def item(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Show an item: its pages, its description, the households that it concerns."""
    found = item_for(request.user, item_id)
    context = {
        "item": found,
        "kind": kind_of(found.volume.series.code),
        "pages": [_page(found.pk, page.number, page.digital_object_id) for page in pages_of(found)],
        "page_obj": page_of(request, households_of(request.user, found)),
        "documents": list(found.documents.all()),
        "cause": page_of_cause(found.cause),
        "form": ReasonForm(),
        "may_annul": request.user.may(Right.KEEP_LIBRARY) and found.division_code.startswith(request.user.scope),
    }
    return render(request, "library/item.html", context)


def _page(item_id: int, number: int, object_id: int) -> dict[str, object]:
    def address(kind: str) -> str:
        return reverse("library:image", args=(item_id, number, kind))

    return {
        "label": f"第 {number} 页",
        "thumb_url": address("thumbnail"),
        "web_url": address("image"),
        "original_url": reverse("library:original", args=(item_id, object_id)),
    }


@door(Right.VIEW_LIBRARY)
def image(request: SignedInRequest, item_id: str, number: str, kind: str) -> HttpResponseBase:
    """Send the image of a page."""
    return image_response(image_for(request.user, int(item_id), int(number)), kind)


@door(Right.VIEW_LIBRARY)
def original(request: SignedInRequest, item_id: int, object_id: int) -> HttpResponseBase:
    """Hand out a file of an item; this is recorded."""
    return original_response(open_original(actor=request.user, item_id=item_id, object_id=object_id))


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """File an item by hand."""
    initial = {"series": request.GET.get("series", "")}
    form = ItemForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "uploads"}
        entry = HandEntry(division_code=request.user.division_code, **given)
        try:
            made = enter_item(actor=request.user, entry=entry, files=sources_of(request, "uploads"))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已归入，档号 {made.reference_code}。")
            return redirect("library:item", made.pk)
    return render(request, "library/item_form.html", {"form": form})


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def new_form(request: SignedInRequest, form: str) -> HttpResponse:
    """Fill in a form of the office, such as the minutes of a meeting, and file it."""
    if form not in OWN_FORMS:
        raise NotVisible
    definition = form_of(form)
    values: Values = {}
    faults: dict[str, str] = {}
    said = request.POST.get("concerned", "")[:9000]
    fault = ""
    if request.method == "POST":
        values, read = read_posted(request, definition)
        faults = read.faults
        if read.ok:
            try:
                made = make_own_form(actor=request.user, form=form, data=read.clean, households=said)
            except InvalidInput as refusal:
                faults, fault = refusal.fields, refusal.fields.get("households", "")
            else:
                messages.success(request, f"已制作并归入，档号 {made.reference_code}。")
                return redirect("library:item", made.pk)
    told = {"form": definition, "entry": entry_of(definition, values, faults), "concerned": said, "fault": fault}
    return render(request, "library/form_new.html", told)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def annul(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Annul an item."""
    try:
        annul_item(actor=request.user, item_id=item_id, reason=request.POST.get("reason", ""))
    except InvalidInput as refusal:
        messages.error(request, " ".join(refusal.fields.values()))
    else:
        messages.success(request, "已作废。")
    return redirect("library:item", item_id)


@door(Right.VIEW_LIBRARY, Right.VIEW_HOUSEHOLDS)
def household(request: SignedInRequest, code: str) -> HttpResponse:
    """List the institutional items that concern a household."""
    found = household_for(request.user, code)
    page = page_of(request, items_about(request.user, found))
    return render(request, "library/household.html", {"household": found, "page_obj": page})
