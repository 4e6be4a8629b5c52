"""人员台账、岗位配备、缺训名单、考评、交接."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import path_label, path_labels
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.platform.spreadsheets import list_workbook
from hudang.training.actions import staff as actions
from hudang.training.queries import staff as queries
from hudang.training.queries.lacking import lacking_for
from hudang.training.rules.staff import PARTS
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response, workbook_response
from hudang.web.shared.faults import show_refusal
from hudang.web.training import forms_staff as forms

_HEADINGS = ("姓名", "岗位", "单位", "缺什么")


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def staff(request: SignedInRequest) -> HttpResponse:
    """Show the people and how the townships are manned; sent, a township should have another number."""
    form = forms.EstablishmentForm(request.user.scope, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_establishment(actor=request.user, **form.values())
        return redirect("training:staff")
    people = queries.roster_for(request.user)
    places = path_labels({person.division_code for person in people})
    lacking = {each.user.pk: each for each in lacking_for(request.user)}
    rows = [(person, places[person.division_code], lacking.get(person.pk)) for person in people]
    context = {"rows": rows, "manning": queries.manning_for(request.user), "form": form}
    return render(request, "training/staff.html", context)


@door(Right.MANAGE_TRAINING)
def lacking(request: SignedInRequest) -> HttpResponse:
    """List who lacks what."""
    return render(request, "training/lacking.html", {"rows": lacking_for(request.user), "year": clock.today().year})


@door(Right.MANAGE_TRAINING)
def lacking_workbook(request: SignedInRequest) -> HttpResponse:
    """Send the same list as a workbook."""
    found = lacking_for(request.user)
    rows = ((each.user.display_name, each.user.post_label, each.place, "；".join(each.words)) for each in found)
    return workbook_response("缺训名单", list_workbook("缺训名单", _HEADINGS, rows))


# which form each part of a colleague's page sends, and what is done with it
_Act = Callable[..., Any]
_PARTS: dict[str, tuple[type[django_forms.Form], _Act]] = {
    "profile": (forms.ProfileForm, lambda **given: actions.keep_profile(**_as_values(given))),
    "qualification": (forms.QualificationForm, actions.add_qualification),
    "term": (forms.TermForm, actions.note_term),
    "outside": (forms.OutsideForm, actions.note_outside_training),
    "appraisal": (forms.AppraisalForm, actions.appraise),
}


def _as_values(given: dict[str, Any]) -> dict[str, Any]:
    return {"actor": given.pop("actor"), "username": given.pop("username"), "values": given}


@door(methods=("GET", "POST"))
def member(request: SignedInRequest, username: str) -> HttpResponse:
    """Show one colleague, or oneself; who organises notes what is to be noted."""
    person = queries.member_for(request.user, username)
    part, sent = request.POST.get("part", ""), None
    if request.method == "POST" and part in _PARTS:
        kind, act = _PARTS[part]
        sent = kind(request.POST, auto_id=f"{part}-%s")
        if sent.is_valid():
            given = sent.values() if isinstance(sent, forms.AppraisalForm) else sent.cleaned_data
            try:
                act(actor=request.user, username=username, **given)
            except Refusal as refusal:
                show_refusal(sent, refusal)
            else:
                messages.success(request, "已登记。")
                return redirect("training:staff-member", username)
    return render(request, "training/member.html", _member_context(request, person, part, sent))


def _member_context(request: SignedInRequest, person: Any, part: str, sent: Any) -> dict[str, Any]:
    ledger, year = queries.ledger_of(person), clock.today().year
    profile = getattr(person, "profile", None)
    known = {name: getattr(profile, name) for name in forms.ProfileForm.base_fields} if profile else {}
    blank = {name: kind(initial={"year": year} | known, auto_id=f"{name}-%s") for name, (kind, _) in _PARTS.items()}
    return {
        "person": person,
        "place": path_label(person.division_code),
        "profile": profile,
        "ledger": ledger,
        "year": year,
        "hours": queries.hours_of_year(ledger, year),
        "certificates": person.certificates.all(),
        "appraisals": [
            (each, [(PARTS[key][0], value) for key, value in each.points.items()]) for each in person.appraisals.all()
        ],
        "hand_overs": [*person.handed_over.all(), *person.taken_over.all()],
        "forms": blank | ({part: sent} if sent is not None else {}),
        "sent": part,
        "manages": request.user.may(Right.MANAGE_TRAINING),
        "self": person.pk == request.user.pk,
    }


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Make a hand-over sheet."""
    form = forms.HandOverForm(request.user, request.POST or None, initial={"giver": request.GET.get("giver", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.hand_over_post(actor=request.user, draft=form.draft())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"交接单 {made.number} 已做好，请打印签字；案件和村盒请分别移交。")
            return redirect("training:staff-member", made.giver.username)
    return render(request, "training/hand_over.html", {"form": form})


@door()
def hand_over_sheet(request: SignedInRequest, hand_over_id: int) -> HttpResponse:
    """Send a hand-over sheet as PDF."""
    found, content = actions.print_hand_over(actor=request.user, hand_over_id=hand_over_id)
    return pdf_response(f"岗位交接单-{found.number}", content)


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def appraisals(request: SignedInRequest) -> HttpResponse:
    """List the appraisals of a year; sent, the assistants' are filed as one item."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
    if request.method == "POST":
        item = actions.file_appraisals(actor=request.user, year=year)
        messages.success(request, f"{year} 年度协理员考评已归档，档号 {item.reference_code}。")
        return redirect("training:appraisals")
    rows = queries.appraisals_for(request.user, year)
    return render(request, "training/appraisals.html", {"rows": rows, "year": year, "parts": PARTS.values()})
