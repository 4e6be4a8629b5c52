"""用户与岗位: accounts opened by the system administrator, posts granted by the security administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.actions import grants, upkeep
from hudang.accounts.queries import UserFilter, user_for, users_for
from hudang.accounts.rules import first_password
from hudang.accounts.vocabulary import ACCOUNT_STATE_LABELS, AccountState, Right
from hudang.archives.queries.keeping import box_count_of_keeper
from hudang.divisions.queries import path_label, path_labels
from hudang.kernel.errors import Refusal
from hudang.web.accounts.forms import GrantForm, NameForm, NewUserForm, ReasonForm, UserFilterForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of
from hudang.web.shared.stale import status_of

if TYPE_CHECKING:
    from hudang.accounts.models import User

TONES = {AccountState.ACTIVE: "ok", AccountState.PENDING: "warn", AccountState.DISABLED: "mute"}
ADMINISTRATORS = (Right.CREATE_USERS, Right.GRANT_POSTS)


def _state(state: str) -> dict[str, str]:
    return {"tone": TONES[AccountState(state)], "label": ACCOUNT_STATE_LABELS[AccountState(state)]}


@door(any_of=ADMINISTRATORS)
def users(request: SignedInRequest) -> HttpResponse:
    """List the users of the county."""
    form = UserFilterForm(request.GET)
    wanted = UserFilter(**form.cleaned_data) if form.is_valid() else UserFilter()
    page = page_of(request, users_for(request.user, wanted))
    places = path_labels({user.division_code for user in page})
    rows = [{"user": user, "place": places[user.division_code], "state": _state(user.state)} for user in page]
    may_create = request.user.may(Right.CREATE_USERS)
    return render(
        request, "accounts/users.html", {"form": form, "page_obj": page, "rows": rows, "may_create": may_create}
    )


@door(Right.CREATE_USERS, methods=("GET", "POST"))
def new_user(request: SignedInRequest) -> HttpResponse:
    """Open an account; its first password is shown once."""
    form = NewUserForm(request.POST or None, scope=request.user.scope)
    if form.is_valid():
        given, password = form.cleaned_data, first_password()
        try:
            user = upkeep.create_user(
                actor=request.user,
                username=given["username"],
                display_name=given["display_name"],
                post=form.chosen_post,
                division_code=given["division_code"],
                password=password,
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return render(
                request, "accounts/password_once.html", {"user_shown": user, "password": password, "new": True}
            )
    return render(request, "accounts/new_user.html", {"form": form})


@door(any_of=ADMINISTRATORS)
def user(request: SignedInRequest, username: str) -> HttpResponse:
    """Show an account, with what this administrator may do to it."""
    shown = user_for(request.user, username)
    return render(request, "accounts/user.html", _user_context(request, shown.username))


def _stands(shown: User) -> dict[str, str]:
    """Return what the forms of an account begin with."""
    version = upkeep.user_version(shown)
    return {
        "version": version,
        "post": shown.post,
        "division_code": shown.division_code,
        "display_name": shown.display_name,
    }


def _user_context(request: SignedInRequest, username: str) -> dict[str, object]:
    shown = user_for(request.user, username)
    return {
        "shown": shown,
        "place": path_label(shown.division_code),
        "state": _state(shown.state),
        "name_form": NameForm(initial=_stands(shown)),
        "post_form": GrantForm(initial=_stands(shown), scope=request.user.scope, prefix="grant"),
        "may_create": request.user.may(Right.CREATE_USERS),
        "may_grant": request.user.may(Right.GRANT_POSTS),
        "kept_boxes": box_count_of_keeper(username),
        "is_self": shown.pk == request.user.pk,
        "waiting": shown.state == AccountState.PENDING,
        "disabled": shown.state == AccountState.DISABLED,
    }


@door(Right.CREATE_USERS, methods=("POST",))
def rename(request: SignedInRequest, username: str) -> HttpResponse:
    """Correct the name of a user."""
    form = NameForm(request.POST, initial=_stands(user_for(request.user, username)))
    if form.is_valid():
        given = form.cleaned_data
        try:
            upkeep.rename_user(
                actor=request.user,
                username=username,
                display_name=given["display_name"],
                expected_version=given["version"],
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "姓名已保存。")
            return redirect("accounts:user", username)
    return _user_again(request, username, name_form=form)


def _user_again(request: SignedInRequest, username: str, **form: forms.Form) -> HttpResponse:
    """Show the account's page with the form that was refused."""
    context = _user_context(request, username)
    return render(request, "accounts/user.html", context | form, status=status_of(next(iter(form.values())), 422))


@door(Right.CREATE_USERS, methods=("POST",))
def disable(request: SignedInRequest, username: str) -> HttpResponse:
    """End an account."""
    upkeep.disable_user(actor=request.user, username=username, reason=_reason(request))
    messages.success(request, "账号已停用，该用户已被退出登录。")
    if kept := box_count_of_keeper(username):
        messages.warning(request, f"该用户仍是 {kept} 个村盒的保管人。请通知档案管理员在“保管责任”中另行指定。")
    return redirect("accounts:user", username)


@door(Right.CREATE_USERS, methods=("POST",))
def enable(request: SignedInRequest, username: str) -> HttpResponse:
    """Open an ended account again."""
    upkeep.enable_user(actor=request.user, username=username, reason=_reason(request))
    messages.success(request, "账号已重新启用，等待安全保密管理员授予岗位。")
    return redirect("accounts:user", username)


@door(Right.CREATE_USERS, methods=("POST",))
def reset(request: SignedInRequest, username: str) -> HttpResponse:
    """Give a user a new first password, shown once."""
    password = upkeep.reset_password(actor=request.user, username=username)
    shown = user_for(request.user, username)
    return render(request, "accounts/password_once.html", {"user_shown": shown, "password": password, "new": False})


@door(Right.GRANT_POSTS, methods=("POST",))
def grant(request: SignedInRequest, username: str) -> HttpResponse:
    """Grant a post at a division."""
    initial = _stands(user_for(request.user, username))
    form = GrantForm(request.POST, initial=initial, scope=request.user.scope, prefix="grant")
    if form.is_valid():
        given = form.cleaned_data
        try:
            grants.grant_post(
                actor=request.user,
                username=username,
                post=form.chosen_post,
                division_code=given["division_code"],
                reason=given["reason"],
                expected_version=given["version"],
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "岗位已授予。")
            return redirect("accounts:user", username)
    return _user_again(request, username, post_form=form)


@door(Right.GRANT_POSTS, methods=("POST",))
def withdraw(request: SignedInRequest, username: str) -> HttpResponse:
    """Withdraw a post."""
    grants.withdraw_post(actor=request.user, username=username, reason=_reason(request))
    messages.success(request, "岗位已收回，该用户已被退出登录。")
    return redirect("accounts:user", username)


def _reason(request: SignedInRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""
