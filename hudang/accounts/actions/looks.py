"""How one's own pages look; kept with the account, so that it is the same at every desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from hudang.accounts.appearance import LOOKS, look_of
from hudang.accounts.models import User
from hudang.audit.log import Act, record


@transaction.atomic
def choose_look(*, actor: User, chosen: Mapping[str, str]) -> dict[str, str]:
    """Change aspects of how the pages look for oneself; returns all of them. Unknown ones change nothing."""
    before = look_of(actor.look)
    after = look_of(before | {name: value for name, value in chosen.items() if value in LOOKS.get(name, {})})
    if after == before:
        return after
    actor.look = after
    actor.save(update_fields=["look"])
    changed = [name for name in after if after[name] != before[name]]
    words = "、".join(LOOKS[name][after[name]] for name in changed)
    record(
        actor,
        Act(
            "choose_look",
            "user",
            actor.username,
            summary=f"页面改为{words}",
            before={name: LOOKS[name][before[name]] for name in changed},
            after={name: LOOKS[name][after[name]] for name in changed},
        ),
    )
    return after
