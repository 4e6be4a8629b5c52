"""Which post fits which division, and what a user name and a first password look like."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from hudang.accounts.vocabulary import Post
from hudang.kernel.division_codes import DivisionLevel, level_of

_USERNAME = re.compile(r"[A-Za-z0-9._-]{3,40}")
# words that the product itself uses where a user name stands
RESERVED = frozenset({"new", "console"})
# no letters or digits that are mistaken for one another when read aloud or copied from paper
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_LEVELS = {
    Post.VILLAGE_ASSISTANT: DivisionLevel.VILLAGE,
    Post.TOWNSHIP_HANDLER: DivisionLevel.TOWNSHIP,
    Post.TOWNSHIP_HEAD: DivisionLevel.TOWNSHIP,
}
ADMINISTRATORS = (Post.SYSTEM_ADMINISTRATOR, Post.SECURITY_ADMINISTRATOR, Post.AUDITOR)
# whoever could take over these accounts would be administrator and watcher at once (GB/T 39784, 三员分立)
GUARDED = (Post.SECURITY_ADMINISTRATOR, Post.AUDITOR)


def level_for(post: Post) -> DivisionLevel:
    """Return the level of division at which the post is held."""
    return _LEVELS.get(post, DivisionLevel.COUNTY)


def fits(post: Post, division_code: str) -> bool:
    """Tell whether the post can be held at this division."""
    return level_of(division_code) is level_for(post)


def username_valid(username: str) -> bool:
    """Tell whether the user name has 3–40 letters, digits, dots, dashes, and is not taken by the product."""
    return bool(_USERNAME.fullmatch(username)) and username.lower() not in RESERVED


def first_password() -> str:
    """Return a random password that can be read aloud; it must be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


# where in a list somebody is, and what he searched for: a name or number of a person is nothing to keep or share
_NOT_KEPT = frozenset({"q", "page", "after", "before", "view"})


def kept_query(query: str) -> str:
    """Return what a saved view keeps of a list's address: filters and order."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in _NOT_KEPT])


_MOST_COLUMNS = 40
_COLUMN = re.compile(r"[a-z_]{1,30}")


def kept_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that can be kept of those sent: each once, none that no list could have."""
    return [key for key in dict.fromkeys(columns) if _COLUMN.fullmatch(key)][:_MOST_COLUMNS]
