"""What is cleared away every night: sign-ins that are over, and the queue's notes about work long done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from hudang.kernel import clock
from hudang.platform.nights import NightlyWork, Report

# the jobs themselves are kept; this is only what the queue remembers of them
_QUEUE_REMEMBERS = timedelta(days=30)


def _clear(day: date, progress: Report) -> dict[str, Any]:
    sessions, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    over = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    old = DBTaskResult.objects.filter(status__in=over, finished_at__lt=clock.now() - _QUEUE_REMEMBERS)
    notes, _ = old.delete()
    return {"message": f"清理了 {sessions} 个过期的登录、{notes} 条旧的队列记录", "sessions": sessions, "notes": notes}


CLEAR_AWAY = NightlyWork("clear_away", "清理过期的登录", _clear)
