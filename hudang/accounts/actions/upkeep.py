"""系统管理员's part: opening accounts, ending them, resetting passwords. Posts are granted by another (grants.py)."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.errors import (
    AlreadyFounded,
    GuardedAccount,
    LastOfItsPost,
    NotYourself,
    PostDoesNotFit,
    UsernameTaken,
    WrongState,
)
from hudang.accounts.models import User
from hudang.accounts.queries import active_of_post, anybody, user_for
from hudang.accounts.rules import ADMINISTRATORS, GUARDED, first_password, fits, level_for, username_valid
from hudang.accounts.vocabulary import ACCOUNT_STATE_LABELS, POST_LABELS, AccountState, Post, Right
from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.divisions.queries import live_codes
from hudang.kernel.division_codes import LEVEL_LABELS, county_code
from hudang.kernel.errors import InvalidInput
from hudang.kernel.versions import version_of


def check_password_strength(password: str, user: User | None = None) -> None:
    """Raise ``InvalidInput`` with the reasons when the password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise InvalidInput({"password": " ".join(fault.messages)}) from fault


def check_post(post: Post, division_code: str) -> None:
    """Raise ``PostDoesNotFit`` unless the post can be held at this live division."""
    if post is Post.CONSOLE or not fits(post, division_code) or not live_codes([division_code]):
        raise PostDoesNotFit(post=POST_LABELS[post], level=LEVEL_LABELS[level_for(post)])


def _new_user(username: str, display_name: str, post: Post, division_code: str, password: str) -> User:
    name = username.strip()
    faults = {}
    if not username_valid(name):
        faults["username"] = "用户名应为 3–40 位字母、数字、点、横线或下划线。"
    if not display_name.strip():
        faults["display_name"] = "请填写姓名。"
    if faults:
        raise InvalidInput(faults)
    if User.objects.filter(username__iexact=name).exists():
        raise UsernameTaken(username=name)
    user = User(username=name, display_name=display_name.strip(), post=post, division_code=division_code)
    check_password_strength(password, user)
    user.set_password(password)
    return user


@transaction.atomic
def create_user(
    *,
    actor: User,
    username: str,
    display_name: str,
    post: Post,
    division_code: str,
    password: str,
    must_change_password: bool = True,
) -> User:
    """Open an account with the post and division that are wanted; it waits until the post is granted.

    Active at once is only the very first security administrator, because nobody is there to grant the post,
    and what is opened by somebody who may grant posts as well (the command line).
    """
    require(actor, Right.CREATE_USERS)
    require_place(actor, division_code)
    check_post(post, division_code)
    user = _new_user(username, display_name, post, division_code, password)
    if actor.may(Right.GRANT_POSTS) or _first_security_administrator(post, division_code):
        user.state = AccountState.ACTIVE
    user.must_change_password = must_change_password
    user.save()
    record(actor, Act("create_user", "user", user.username, summary=f"开设账号 {user.display_name}", after=plain(user)))
    return user


def _first_security_administrator(post: Post, division_code: str) -> bool:
    holders = User.objects.filter(post=Post.SECURITY_ADMINISTRATOR, division_code=county_code(division_code))
    return post is Post.SECURITY_ADMINISTRATOR and not holders.exists()


@transaction.atomic
def create_first_administrator(*, username: str, display_name: str, county: str, password: str) -> User:
    """Open the account of the first system administrator, while there is nobody at all."""
    if anybody():
        raise AlreadyFounded
    check_post(Post.SYSTEM_ADMINISTRATOR, county)
    user = _new_user(username, display_name, Post.SYSTEM_ADMINISTRATOR, county, password)
    user.state, user.must_change_password = AccountState.ACTIVE, False
    user.save()
    record(user, Act("create_user", "user", user.username, summary="首次设置：开设系统管理员账号", after=plain(user)))
    return user


def user_version(user: User) -> str:
    """Return the mark of an account as it stands, for ``expected_version``."""
    return version_of(plain(user) | {"display_name": user.display_name})


def unchanged(user: User, expected_version: str) -> User:
    """Return the account; raises ``StaleForm`` when it is no longer as the form showed it."""
    what = f"{user.display_name}的账号"
    refuse_stale(expected_version, user_version(user), object_type="user", object_id=user.username, what=what)
    return user


@transaction.atomic
def rename_user(*, actor: User, username: str, display_name: str, expected_version: str = "") -> User:
    """Correct the name of a user."""
    require(actor, Right.CREATE_USERS)
    user, name = unchanged(user_for(actor, username), expected_version), display_name.strip()
    if not name:
        raise InvalidInput({"display_name": "请填写姓名。"})
    before = user.display_name
    if name != before:
        user.display_name = name
        user.save(update_fields=["display_name"])
        record(
            actor,
            Act(
                "rename_user",
                "user",
                user.username,
                summary=f"修改用户姓名为 {name}",
                before={"display_name": before},
                after={"display_name": name},
            ),
        )
    return user


@transaction.atomic
def disable_user(*, actor: User, username: str, reason: str) -> User:
    """End an account: the user is signed out at once. Kept, because the log names it."""
    require(actor, Right.CREATE_USERS)
    user = other_than(actor, username)
    if user.state == AccountState.DISABLED:
        raise wrong_state(user)
    require_not_last(user)
    return _to_state(actor, user, AccountState.DISABLED, "disable_user", "停用账号", reason)


@transaction.atomic
def enable_user(*, actor: User, username: str, reason: str = "") -> User:
    """Open an ended account again; it waits until its post is granted anew."""
    require(actor, Right.CREATE_USERS)
    user = other_than(actor, username)
    if user.state != AccountState.DISABLED:
        raise wrong_state(user)
    return _to_state(actor, user, AccountState.PENDING, "enable_user", "重新启用账号", reason)


def _to_state(actor: User, user: User, state: AccountState, action: str, word: str, reason: str) -> User:
    before, user.state = user.state, state
    user.save(update_fields=["state"])
    record(
        actor,
        Act(
            action,
            "user",
            user.username,
            summary=f"{word} {user.display_name}",
            before={"state": ACCOUNT_STATE_LABELS[AccountState(before)]},
            after={"state": ACCOUNT_STATE_LABELS[state]},
            reason=reason,
        ),
    )
    return user


@transaction.atomic
def reset_password(*, actor: User, username: str) -> str:
    """Give a user a new random password, to be changed at the next sign-in, and return it.

    The accounts of those who watch over the system administrator are reset on the command line only.
    """
    require(actor, Right.CREATE_USERS)
    user = user_for(actor, username) if actor.post == Post.CONSOLE else other_than(actor, username)
    if actor.post != Post.CONSOLE and user.post in GUARDED:
        raise GuardedAccount(post=user.post_label, username=user.username)
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(actor, Act("reset_password", "user", user.username, summary=f"重置 {user.display_name} 的密码"))
    return password


def other_than(actor: User, username: str) -> User:
    """Return the user, who must be visible to the actor and not the actor himself."""
    user = user_for(actor, username)
    if user.pk == actor.pk:
        raise NotYourself
    return user


def require_not_last(user: User) -> None:
    """Raise ``LastOfItsPost`` when the user is the last active administrator of a kind."""
    post = Post(user.post)
    if post in ADMINISTRATORS and user.is_active and active_of_post(post, user.division_code) == 1:
        raise LastOfItsPost(name=user.display_name, post=user.post_label)


def wrong_state(user: User) -> WrongState:
    """Return the refusal that names the account's present state."""
    return WrongState(name=user.display_name, state=ACCOUNT_STATE_LABELS[AccountState(user.state)])


def plain(user: User) -> dict[str, str]:
    """Return what the log shows of an account."""
    return {
        "display_name": user.display_name,
        "post": user.post_label,
        "division_code": user.division_code,
        "state": ACCOUNT_STATE_LABELS[AccountState(user.state)],
    }
