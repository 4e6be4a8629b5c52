"""Reading users. An administrator sees the users of his own county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from hudang.accounts.access import require, within
from hudang.accounts.errors import NoSuchUser
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.divisions.queries import the_county
from hudang.kernel.errors import NotAllowed, NotVisible

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONSOLE_NAME = "console"


@dataclass(frozen=True)
class UserFilter:
    """What the list of users is narrowed to; empty fields narrow nothing."""

    text: str = ""
    post: str = ""
    state: str = ""


def _administered_by(user: User) -> QuerySet[User]:
    if not (user.may(Right.CREATE_USERS) or user.may(Right.GRANT_POSTS)):
        raise NotAllowed(post=user.post_label, right="管理用户")
    return User.objects.filter(within(user, "division_code")).exclude(post=Post.CONSOLE)


def users_for(user: User, wanted: UserFilter | None = None) -> QuerySet[User]:
    """Return the users whom this administrator sees, by division and name."""
    wanted = wanted or UserFilter()
    rows = _administered_by(user)
    if wanted.text:
        rows = rows.filter(Q(username__icontains=wanted.text) | Q(display_name__icontains=wanted.text))
    if wanted.post:
        rows = rows.filter(post=wanted.post)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by("division_code", "username")


def user_for(user: User, username: str) -> User:
    """Return one user whom this administrator sees; raises ``NotVisible``."""
    found = _administered_by(user).filter(username=username).first()
    if found is None:
        raise NotVisible
    return found


def count_waiting(user: User) -> int:
    """Return how many accounts wait for their post to be granted."""
    return users_for(user, UserFilter(state=AccountState.PENDING)).count()


def anybody() -> bool:
    """Tell whether any person has an account; while nobody has, the first-run page is open."""
    return User.objects.exclude(post=Post.CONSOLE).exists()


def active_of_post(post: Post, county: str) -> int:
    """Return how many active users hold this post in the county (12 digits)."""
    return User.objects.filter(post=post, state=AccountState.ACTIVE, division_code=county).count()


def console_actor(county: str = "") -> User:
    """Return the user as whom the command line acts: all rights, one county, no password.

    Made when it is first needed, because its division is known only once the county is. Raises ``NoCounty``
    and, when no county is given, ``SeveralCounties``.
    """
    code = county or the_county().code
    console = User.objects.filter(username=CONSOLE_NAME).first()
    if console is None:
        console = User(username=CONSOLE_NAME, display_name="命令行", post=Post.CONSOLE, must_change_password=False)
        console.set_unusable_password()
    if console.division_code != code or console.state != AccountState.ACTIVE:
        console.division_code, console.state = code, AccountState.ACTIVE
        console.save()
    return console


def acting_user(username: str | None) -> User:
    """Return the person named with ``--as``, or the command line's own user; raises ``NoSuchUser``."""
    if not username:
        return console_actor()
    user = User.objects.filter(username=username, state=AccountState.ACTIVE).first()
    if user is None:
        raise NoSuchUser(username=username)
    return user


def require_any(user: User, *rights: Right) -> None:
    """Raise ``NotAllowed`` unless the user has at least one of the rights."""
    if not any(user.may(right) for right in rights):
        require(user, rights[0])


def user_by_id(user_id: int) -> User:
    """Return the user on whose behalf background work runs; raises ``NotVisible`` when he may no longer act."""
    found = User.objects.filter(pk=user_id, state=AccountState.ACTIVE).first()
    if found is None:
        raise NotVisible
    return found
