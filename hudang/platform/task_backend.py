"""Where background work is queued: in the archive's own tables, or at once on a ground, which has no worker."""

from __future__ import annotations

from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend

from hudang.platform import ground


class QueueOrAtOnce(DatabaseBackend):  # type: ignore[misc]
    """The database queue of django-tasks-db; on a practice ground the work is done in the request that asks for it."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Queue the task, or run it now."""
        if ground.current() is None:
            return super().enqueue(task, args, kwargs)
        if ground.quiet():
            return None
        return ImmediateBackend(self.alias, {}).enqueue(task, args, kwargs)
