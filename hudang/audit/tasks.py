"""Verifying a long log in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.audit.actions import verify_log
from hudang.audit.log import Actor
from hudang.audit.queries import length
from hudang.platform import jobs
from hudang.platform.models import Job

KIND = "verify_audit"


@task()
def verify_audit(job_id: str) -> None:
    """Verify the log for a job."""
    jobs.run(job_id, _work)


def _work(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    found = verify_log(actor=_Asker(**arguments["asker"]), progress=progress)
    word = f"发现 {len(found)} 处问题" if found else "日志完好，没有被改动、删除或插入"
    return {"message": word, "faults": [fault.message for fault in found]}


class _Asker:
    """Whoever asked for the verification, as the log names him; accounts lie above this area."""

    def __init__(self, pk: int, display_name: str, post: str, division_code: str) -> None:
        self.pk, self.display_name, self.post, self.division_code = pk, display_name, post, division_code


@transaction.atomic
def start_verification(*, actor: Actor) -> Job:
    """Let the worker verify the log; the door of the page asked for the right."""
    asker = {"pk": actor.pk, "display_name": actor.display_name, "post": actor.post}
    job = jobs.create(
        kind=KIND,
        title="校验操作日志",
        owner_id=actor.pk,
        arguments={"asker": asker | {"division_code": actor.division_code}},
        total=length(),
    )
    transaction.on_commit(lambda: verify_audit.enqueue(job_id=str(job.pk)))
    return job
