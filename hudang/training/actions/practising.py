"""练习: entering the practice ground, making it anew, having what was done there checked.

Who entered, left and passed stands in the log of the archive; what is done on the ground stands in the ground's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.platform import ground
from hudang.training.actions.certificates import settle
from hudang.training.errors import NoPractice, NotPractising
from hudang.training.models import PracticeRun
from hudang.training.practice.checks import Finding, check
from hudang.training.practice.places import ground_of, known_ground, renew
from hudang.training.queries.courses import courses_of
from hudang.training.rules.practice import TASKS, PracticeTask, post_for, username_of


@dataclass(frozen=True)
class Checked:
    """What a check found, and whether it is passed."""

    task: PracticeTask
    findings: list[Finding]

    @property
    def passed(self) -> bool:
        """Whether everything is right."""
        return all(finding.right for finding in self.findings)


def task_of(code: str) -> PracticeTask:
    """Return a practice task; raises ``NoPractice``."""
    if code not in TASKS:
        raise NoPractice
    return TASKS[code]


def enter_practice(*, actor: User, task: str) -> Post:
    """Make the actor's ground ready for a task; return the post as which he practises."""
    wanted = task_of(task)
    post = post_for(wanted, Post(actor.post))
    name_identity(ground_of(actor.pk), actor, post)
    with transaction.atomic():
        PracticeRun.objects.create(learner=actor, task=task, entered_at=clock.now())
        record(actor, Act("enter_practice", "practice", task, summary=f"进入练习环境：{wanted.title}"))
    return post


def name_identity(folder: Path, actor: User, post: Post) -> None:
    """Give the practice account of the post the actor's own name, so that papers made there say who practised."""
    with ground.standing_on(folder):
        User.objects.filter(username=username_of(post)).update(display_name=f"{actor.display_name}（练习）")


def identity_on_ground(post: Post) -> User | None:
    """Return the practice account of a post, on the ground this thread stands on."""
    return User.objects.filter(username=username_of(post), state=AccountState.ACTIVE).first()


def reset_practice(*, actor: User) -> None:
    """Throw everything on the actor's ground away and make it anew; nobody else's is touched."""
    folder = renew(actor.pk)
    last = PracticeRun.objects.filter(learner=actor).order_by("-pk").first()
    task = TASKS.get(last.task) if last else None
    name_identity(folder, actor, post_for(task, Post(actor.post)))
    with transaction.atomic():
        record(actor, Act("reset_practice", "practice", actor.username, summary="重置练习环境"))


def check_practice(*, actor: User, task: str) -> Checked:
    """Look on the actor's ground whether a task is done; passed, it counts for his certificate.

    Raises ``NotPractising`` when there is no ground of his.
    """
    wanted, folder = task_of(task), known_ground(actor.pk)
    run = PracticeRun.objects.filter(learner=actor, task=task).order_by("-pk").first()
    if folder is None or run is None:
        raise NotPractising
    with ground.standing_on(folder):
        checked = Checked(wanted, check(task))
    with transaction.atomic():
        run.checked_at, run.checks = clock.now(), run.checks + 1
        if checked.passed and run.passed_at is None:
            run.passed_at = run.checked_at
            record(actor, Act("pass_practice", "practice", task, summary=f"通过练习：{wanted.title}"))
        run.save(update_fields=["checked_at", "checks", "passed_at"])
        if checked.passed:
            for course in courses_of(actor).filter(practice=task):
                settle(actor, course)
    return checked
