"""信函索证: a letter is numbered, filed and printed when it goes out; its answer completes the record (F14)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.casework.actions.task_papers import make_record_paper
from hudang.casework.actions.tasks import log_task, open_task, save_task
from hudang.casework.errors import NotYet
from hudang.casework.queries.task_results import result_of
from hudang.casework.vocabulary import TaskKind, TaskState
from hudang.forms.models import Paper
from hudang.kernel.errors import NotVisible


@transaction.atomic
def send_letter(*, actor: User, number: str, task_id: int, place: int, version: int | None = None) -> Paper:
    """Send a letter that was written: its paper is made with a number that the answered one keeps."""
    task = open_task(actor, number, task_id, version)
    result = result_of(task)
    if task.kind != TaskKind.EVIDENCE or not 0 <= place < len(result["records"]):
        raise NotVisible
    kept = result["records"][place]
    if task.state != TaskState.OPEN or not kept.get("whole"):
        raise NotYet(act="发出索证函", why="请先把这封函填写完整并保存。")
    if kept.get("letter"):
        raise NotYet(act="发出索证函", why=f"这封函已经发出，文号 {kept['number']}。")
    paper = make_record_paper(actor, task.case, TaskKind.EVIDENCE, kept)
    kept |= {"letter": paper.pk, "number": paper.number}
    save_task(task, result)
    log_task(actor, task, "send_letter", "发出", {"document_number": paper.number})
    return paper
