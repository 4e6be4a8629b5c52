"""As whom the command line acts."""

from __future__ import annotations

from hudang.accounts.errors import NoSuchUser
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.divisions.queries import the_county

CONSOLE_NAME = "console"


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
