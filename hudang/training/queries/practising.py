"""What somebody has practised."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.training.models import PracticeRun


def runs_of(user: User) -> dict[str, PracticeRun]:
    """Return the user's run of each task: the one that was passed, else the last."""
    runs: dict[str, PracticeRun] = {}
    for run in PracticeRun.objects.filter(learner=user).order_by("pk"):
        known = runs.get(run.task)
        if known is None or known.passed_at is None:
            runs[run.task] = run
    return runs
