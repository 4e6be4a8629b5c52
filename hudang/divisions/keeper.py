"""Who may change divisions. Accounts lie above this area, so the user is known here by what is asked of him."""

from __future__ import annotations

from typing import Any, Protocol

from hudang.audit.log import Actor
from hudang.kernel.division_codes import contains
from hudang.kernel.errors import NotAllowed, NotVisible

# the value of accounts.vocabulary.Right.MANAGE_DIVISIONS; a test holds the two together
MANAGE_DIVISIONS = "manage_divisions"


class Keeper(Actor, Protocol):
    """A user as this area sees one: somebody with rights, a post and a division."""

    @property
    def post_label(self) -> str: ...
    def may(self, right: Any) -> bool: ...


def require_keeper(actor: Keeper, code: str) -> None:
    """Raise ``NotAllowed`` without the right, ``NotVisible`` outside the user's own division."""
    if not actor.may(MANAGE_DIVISIONS):
        raise NotAllowed(post=actor.post_label, right="维护行政区划")
    if not contains(actor.division_code, code):
        raise NotVisible
