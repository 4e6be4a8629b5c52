"""Starting the works of the night by hand."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.platform import nights
from hudang.platform.models import NightRun


@transaction.atomic
def start_night(*, actor: User) -> NightRun:
    """Let the worker do tonight's works now; a night under way is not begun again."""
    require(actor, Right.MANAGE_SETTINGS)
    run = nights.start(console_actor(actor.division_code).pk, actor.display_name)
    record(actor, Act("start_night", "night", run.pk, summary=f"开始 {run.day} 的夜间工作"))
    return run
