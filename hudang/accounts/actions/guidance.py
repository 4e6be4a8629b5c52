"""Whether the first steps are shown to oneself; kept with the account."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.audit.log import Act, record


@transaction.atomic
def show_first_steps(*, actor: User, shown: bool) -> None:
    """Bring the first steps back to one's own home page, or put them away; the same again changes nothing."""
    if actor.first_steps_hidden != shown:
        return
    actor.first_steps_hidden = not shown
    actor.save(update_fields=["first_steps_hidden"])
    summary = "打开入门步骤" if shown else "收起入门步骤"
    record(actor, Act("show_first_steps", "user", actor.username, summary=summary))
