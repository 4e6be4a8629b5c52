"""年度计划与场次: planned, signed in by QR code, closed and filed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.printing.qr import qr_svg
from hudang.training.actions import sessions as actions
from hudang.training.actions.closing import close_session
from hudang.training.queries import sessions as queries
from hudang.training.vocabulary import FileKind, SessionState
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of
from hudang.web.training.files import stored_file
from hudang.web.training.forms import AttendForm, CloseForm, PlanForm, SessionFileForm, SessionForm

TONES = {SessionState.PLANNED: "info", SessionState.CLOSED: "ok", SessionState.CANCELLED: "mute"}


@door(methods=("GET", "POST"))
def plan(request: SignedInRequest) -> HttpResponse:
    """Show the plan of a year; who organises adds to it."""
    asked, this = request.GET.get("year", ""), clock.today().year
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this
    form = PlanForm(request.user, request.POST or None, initial={"year": year, "month": clock.today().month})
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_training(actor=request.user, draft=form.draft())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(f"{reverse('training:plan')}?year={form.cleaned_data['year']}")
    context = {
        "year": year,
        "years": range(this - 1, this + 2),
        "entries": queries.plan_for(request.user, year),
        "form": form if request.user.may(Right.MANAGE_TRAINING) else None,
        "own": request.user.division_code,
    }
    return render(request, "training/plan.html", context)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def drop_plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Take an entry out of the plan."""
    actions.drop_plan_entry(actor=request.user, plan_id=plan_id)
    return redirect("training:plan")


@door()
def sessions(request: SignedInRequest) -> HttpResponse:
    """List the sessions."""
    page = page_of(request, queries.sessions_for(request.user))
    rows = [(each, TONES[SessionState(each.state)]) for each in page]
    context = {"page_obj": page, "rows": rows, "may_manage": request.user.may(Right.MANAGE_TRAINING)}
    return render(request, "training/sessions.html", context)


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a session."""
    form = SessionForm(request.user, request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_session(actor=request.user, draft=form.draft())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:session", made.pk)
    return render(request, "training/session_new.html", {"form": form})


def _session_page(request: SignedInRequest, session_id: int, **forms: Any) -> HttpResponse:
    found = queries.session_for(request.user, session_id)
    manages = queries.may_manage(request.user, found)
    # attendance and marks are for those who organise; everybody else sees what is offered and whether he signed in
    attendees = queries.attendees_of(found)
    context = {
        "session": found,
        "tone": TONES[SessionState(found.state)],
        "attendees": attendees if manages else [],
        "signed": any(each.attendance.learner_id == request.user.pk for each in attendees),
        "files": found.files.all(),
        "open": manages and found.state == SessionState.PLANNED,
        "manages": manages,
        "attend_form": AttendForm(found),
        "file_form": SessionFileForm(),
        "close_form": CloseForm(),
    }
    return render(request, "training/session.html", context | forms)


@door()
def session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Show a session."""
    return _session_page(request, session_id)


@door(Right.MANAGE_TRAINING)
def screen(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Show the QR code of the sign-in, large, for the screen of the room."""
    found = queries.session_to_manage(request.user, session_id)
    where = reverse("training:sign-in", args=(found.pk, queries.sign_in_code(found)))
    address = f"{settings.PUBLIC_URL}{where}"
    context = {"session": found, "path": where, "address": address, "qr": SafeString(qr_svg(address))}
    return render(request, "training/screen.html", context)


@door(methods=("GET", "POST"))
def sign(request: SignedInRequest, session_id: int, code: str) -> HttpResponse:
    """Sign in as oneself, having scanned the code."""
    found = queries.session_for(request.user, session_id)
    if request.method == "POST":
        actions.sign_in(actor=request.user, session_id=session_id, code=code)
        messages.success(request, f"已签到：{found.title}")
        return redirect("training:session", session_id)
    return render(request, "training/sign_in.html", {"session": found, "code": code})


@door(Right.MANAGE_TRAINING, methods=("POST",))
def new_code(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Change the code on the screen."""
    actions.change_sign_in_code(actor=request.user, session_id=session_id)
    return redirect("training:sign-in-screen", session_id)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def attend(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Note by hand who was there."""
    form = AttendForm(queries.session_to_manage(request.user, session_id), request.POST)
    if form.is_valid():
        try:
            actions.sign_in_for(actor=request.user, session_id=session_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:session", session_id)
    return _session_page(request, session_id, attend_form=form)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def add_file(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Keep slides or a photograph with a session."""
    queries.session_to_manage(request.user, session_id)
    form = SessionFileForm(request.POST, request.FILES)
    if form.is_valid():
        sent, kind = form.cleaned_data["file"], FileKind(form.cleaned_data["kind"])
        try:
            actions.add_session_file(
                actor=request.user, session_id=session_id, kind=kind, content=sent, name=sent.name or ""
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:session", session_id)
    return _session_page(request, session_id, file_form=form)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def close(request: SignedInRequest, session_id: int) -> HttpResponse:
    """End a session and file it."""
    queries.session_to_manage(request.user, session_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            closed = close_session(actor=request.user, session_id=session_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已结束并归档，档号 {closed.item_code}。")
            return redirect("training:session", session_id)
    return _session_page(request, session_id, close_form=form)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def cancel(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Call a session off."""
    actions.cancel_session(actor=request.user, session_id=session_id, reason=request.POST.get("reason", ""))
    return redirect("training:session", session_id)


@door()
def session_file(request: SignedInRequest, file_id: int) -> HttpResponseBase:
    """Answer with a file of a session."""
    return stored_file(queries.session_file_for(request.user, file_id))
