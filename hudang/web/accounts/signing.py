"""Sign-in, sign-out, password, first run."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hudang.accounts.actions import signing
from hudang.accounts.actions.upkeep import create_first_administrator
from hudang.accounts.queries import anybody
from hudang.archives.actions.founding import found_bureau
from hudang.archives.errors import BureauExists
from hudang.kernel.errors import NotVisible, Refusal
from hudang.library.actions.seeding import load_first_entries
from hudang.web.accounts.forms import FirstRunForm, PasswordForm, SignInForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.kept import KEPT, kept_of, unpacked
from hudang.web.shared.looks import keep_look

if TYPE_CHECKING:
    from hudang.accounts.models import User


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.method == "POST" and KEPT in request.GET:
        kept = kept_of(request, request.GET[KEPT])
        return render(request, "accounts/sign_in.html", {"form": SignInForm(), "next": "/", "kept": kept}, status=401)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        username = form.cleaned_data["username"]
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
        if user is not None:
            login(request, user)
            signing.record_sign_in(actor=user)
            return keep_look(_onward(request), user.look)
        if not getattr(request, "axes_locked_out", False):
            signing.record_failed_sign_in(username=username)
        form.add_error(None, "用户名或密码不对，或账号还没有启用。忘记密码请联系系统管理员。")
    elif request.method == "GET" and not anybody():
        return redirect("accounts:first-run")
    return render(
        request, "accounts/sign_in.html", {"form": form, "next": _safe_next(request), "kept": unpacked(request)}
    )


def _onward(request: HttpRequest) -> HttpResponse:
    """Go on after sign-in: to the form that was being sent when the session ended, or to the page asked for."""
    kept = unpacked(request)
    if kept:
        return render(request, "accounts/resume.html", {"kept": kept})
    return redirect(_safe_next(request))


def _safe_next(request: HttpRequest) -> str:
    """Return the page to go to after sign-in: one of ours, or the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"


@door(methods=("POST",), fresh_password=False)
def sign_out(request: SignedInRequest) -> HttpResponse:
    """Sign out."""
    signing.record_sign_out(actor=request.user)
    logout(request)
    return redirect(settings.LOGIN_PATH)


@sensitive_post_parameters()
@door(methods=("GET", "POST"), fresh_password=False)
def password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; the first sign-in leads here."""
    form = PasswordForm(request.POST or None)
    forced = request.user.must_change_password
    if form.is_valid():
        given = form.cleaned_data
        try:
            signing.change_password(actor=request.user, current=given["current"], new=given["password"])
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "密码已修改。")
            return redirect("home")
    shell = "signin_base.html" if forced else "base.html"
    return render(request, "accounts/password.html", {"form": form, "forced": forced, "shell": shell})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Found the bureau's archive with its first administrator; only while nobody has an account."""
    if anybody():
        raise NotVisible
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        try:
            user = _found(form)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
            messages.success(request, "首次设置完成。下一步：导入行政区划，再开设安全保密管理员等账号。")
            return redirect("home")
    return render(request, "accounts/first_run.html", {"form": form})


@transaction.atomic
def _found(form: FirstRunForm) -> User:
    """Found the archive and open the account, both or neither; an archive founded by command is taken as it is."""
    given = form.cleaned_data
    county = given["county_code"].ljust(12, "0")
    with suppress(BureauExists):
        found_bureau(
            actor=None,
            county_code=county,
            county_name=given["county_name"],
            bureau_name=given["bureau_name"],
            fonds_code=given["fonds_code"],
        )
    load_first_entries()
    return create_first_administrator(
        username=given["username"], display_name=given["display_name"], county=county, password=given["password"]
    )
