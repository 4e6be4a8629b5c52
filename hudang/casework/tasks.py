"""Long work on cases in the background: the month's long-term lists of a whole township or county."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.casework.actions.long_term import prepare_long_term_list
from hudang.casework.queries.long_term import phone_for_list, this_month, villages_due
from hudang.kernel.errors import Refusal
from hudang.platform import jobs
from hudang.platform.models import Job

LONG_TERM_LISTS = "long_term_lists"
_MOST_NAMED = 5


@task()
def prepare_lists(job_id: str) -> None:
    """Make the month's lists of every village that waits for one."""
    jobs.run(job_id, _prepare)


def _prepare(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make one list after the other, each in a transaction of its own: what is made stays when a later one fails."""
    actor = user_by_id(progress.job.owner_id)
    due, left = villages_due(actor), []
    for number, village in enumerate(due, 1):
        try:
            phone = phone_for_list(actor, village.code)
            prepare_long_term_list(actor=actor, village_code=village.code, telephone=phone)
        except Refusal as refusal:
            left.append(f"{village.place}（{'；'.join(getattr(refusal, 'fields', {}).values()) or refusal.message}）")
        progress(number, len(due))
    said = f"已做 {len(due) - len(left)} 个村的长期公布表"
    if left:
        more = "等" if len(left) > _MOST_NAMED else ""
        said += f"；{len(left)} 个村没有做：{'、'.join(left[:_MOST_NAMED])}{more}"
    return {"message": said, "made": len(due) - len(left), "left": left}


@transaction.atomic
def start_lists(*, actor: User, once: str = "") -> Job:
    """Let the worker make this month's lists of all villages of the actor's division that have none yet."""
    require(actor, Right.HANDLE_CASES)
    title = f"做 {this_month():%Y年%m月}长期公布表"
    return jobs.begin(prepare_lists, kind=LONG_TERM_LISTS, title=title, owner_id=actor.pk, arguments={}, once=once)
