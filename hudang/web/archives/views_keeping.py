"""保管责任: who answers for which boxes, naming them, and hand-overs that both sides confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.keeping import Duty, answer_handover, assign_boxes, offer_handover, withdraw_handover
from hudang.archives.queries import keeping
from hudang.divisions.queries import path_labels
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, Refusal
from hudang.web.archives.forms_keeping import DutyForm, HandoverForm, KeepingFilter
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number

if TYPE_CHECKING:
    from hudang.archives.models import Handover


@door(Right.VIEW_HOUSEHOLDS)
def duties(request: SignedInRequest) -> HttpResponse:
    """Show who keeps which boxes, what waits to be confirmed, and the forms for the chosen boxes."""
    rows = keeping.keepers_for(request.user)
    form = KeepingFilter(request.GET, scope=request.user.scope, keepers=[(row.key, row.name) for row in rows])
    form.is_valid()
    division = form.cleaned_data.get("division") or request.user.division_code
    boxes = keeping.boxes_kept(request.user, form.cleaned_data.get("keeper", ""), scope_prefix(division))
    page = Paginator(boxes, 100).get_page(request.GET.get("page"))
    places, people = path_labels({box.village_code for box in page}), keeping.fit_keepers(request.user)
    waiting = keeping.handovers_of(request.user)
    context = {
        "keepers": rows,
        "form": form,
        "page_obj": page,
        "rows": [{"box": box, "place": places[box.village_code]} for box in page],
        "to_me": [_told(each) for each in waiting if each.taker_id == request.user.pk],
        "from_me": [each for each in waiting if each.giver_id == request.user.pk],
        "duty_form": DutyForm(people=people, auto_id="duty_%s"),
        "handover_form": HandoverForm(
            people=[(key, name) for key, name in people if key != request.user.username], auto_id="handover_%s"
        ),
        "may_assign": request.user.may(Right.ARRANGE_BOXES),
        "mine": any(row.key == str(request.user.pk) for row in rows),
    }
    return render(request, "archives/duties.html", context)


def _told(handover: Handover) -> dict[str, Any]:
    """Return a hand-over with the names of its boxes, by which the taker counts them."""
    boxes = list(handover.boxes.all())
    places = path_labels({box.village_code for box in boxes})
    return {"handover": handover, "names": [f"{places[box.village_code]} {box.title}" for box in boxes]}


def _back(request: SignedInRequest) -> HttpResponse:
    """Return to the list as it was filtered."""
    return redirect(reverse("archives:duties") + (f"?{query}" if (query := request.GET.urlencode()) else ""))


def _boxes(request: SignedInRequest) -> list[int]:
    return [row_number(text) for text in request.POST.getlist("boxes")]


def _say(request: SignedInRequest, refusal: Refusal) -> None:
    """Say a refusal above the page; those of the door are raised again."""
    if isinstance(refusal, NotVisible | NotAllowed):
        raise refusal
    said = "".join(refusal.fields.values()) if isinstance(refusal, InvalidInput) else refusal.message
    messages.error(request, said)


def _first_fault(form: forms.Form) -> str:
    return next((f"{form.fields[name].label}：{faults[0]}" for name, faults in form.errors.items()), "")


@door(Right.ARRANGE_BOXES, methods=("POST",))
def assign(request: SignedInRequest) -> HttpResponse:
    """Name who answers for the chosen boxes."""
    form = DutyForm(request.POST, people=keeping.fit_keepers(request.user))
    if not form.is_valid():
        messages.error(request, _first_fault(form))
        return _back(request)
    try:
        count = assign_boxes(actor=request.user, box_ids=_boxes(request), duty=Duty(**form.cleaned_data))
    except Refusal as refusal:
        _say(request, refusal)
    else:
        messages.success(request, f"已为 {count} 盒指定责任人。")
    return _back(request)


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Offer the chosen boxes to another keeper."""
    form = HandoverForm(request.POST, people=keeping.fit_keepers(request.user))
    if not form.is_valid():
        messages.error(request, _first_fault(form))
        return _back(request)
    try:
        made = offer_handover(actor=request.user, box_ids=_boxes(request), **form.cleaned_data)
    except Refusal as refusal:
        _say(request, refusal)
    else:
        messages.success(request, f"已移交 {made.box_count} 盒，待{made.taker.display_name}确认接收后生效。")
    return _back(request)


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def answer(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """Confirm or decline a hand-over."""
    accepted = request.POST.get("accepted") == "yes"
    try:
        made = answer_handover(
            actor=request.user, handover_id=handover_id, accepted=accepted, answer=request.POST.get("answer", "")
        )
    except Refusal as refusal:
        _say(request, refusal)
    else:
        messages.success(
            request, f"已接收 {made.box_count} 盒，保管人改为您。" if accepted else "已答复不接收，移交人会看到。"
        )
    return redirect("archives:duties")


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def withdraw(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """Take back an offer."""
    withdraw_handover(actor=request.user, handover_id=handover_id)
    messages.success(request, "已撤回移交，保管人不变。")
    return redirect("archives:duties")
