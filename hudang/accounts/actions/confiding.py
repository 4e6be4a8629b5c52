"""Naming who may see one place that is kept apart; the act that keeps it apart has checked its right and is logged."""

from __future__ import annotations

from collections.abc import Sequence

from hudang.accounts.models import User


def confide(*, actor: User, users: Sequence[User], place: str) -> None:
    """Let users see a place kept apart, the actor's own object too: his act goes on there."""
    for user in (*users, actor):
        if user in users and place not in user.confided:
            user.confided = [*user.confided, place]
            user.save(update_fields=["confided"])
