"""信息核对: the request that ends its clock, and the report's figures beside what was declared (F09, F09a)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from hudang.accounts.models import User
from hudang.casework.actions.checked_figures import members_of, write_checked
from hudang.casework.actions.clocks import end_clocks, settle_due
from hudang.casework.actions.figures import note
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.actions.stepping import touch
from hudang.casework.actions.task_papers import annul_record_paper
from hudang.casework.actions.tasks import log_task, open_task, save_task
from hudang.casework.errors import NoCheckRows, NotYet, TaskFinished
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.task_results import people_of, result_of
from hudang.casework.rules.check_rows import MOST_ROWS, NOT_LISTED, CheckRow, CheckRows, find_columns, merged, read_rows
from hudang.casework.rules.masking import unmasked
from hudang.casework.vocabulary import TASK_LABELS, TASK_STATE_LABELS, ClockKind, TaskKind, TaskState
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.platform import storage
from hudang.rosters.reading import open_foreign

REQUEST = "F09"
# F09a, 核对项目, by kind of income or asset; what fits none is 其他
_SUBJECTS = {"101": "7", "401": "7", "402": "7", "11": "9", "12": "10", "13": "10", "14": "11", "18": "5", "21": "4", "22": "4",
             "31": "3", "32": "3"}  # fmt: skip
_OTHER = "14"


def _check(actor: User, number: str, task_id: int, version: int | None) -> CaseTask:
    task = open_task(actor, number, task_id, version)
    if task.kind != TaskKind.CHECK:
        raise NotYet(act="录入核对结果", why="这不是信息核对任务。")
    if task.state != TaskState.OPEN:
        raise TaskFinished(task=TASK_LABELS[TaskKind.CHECK], state=TASK_STATE_LABELS[TaskState(task.state)])
    return task


@transaction.atomic
def request_check(
    *, actor: User, number: str, task_id: int, data: Mapping[str, Any], version: int | None = None
) -> Paper:
    """Request the check: the request sheet is made and filed, and the clock for starting it ends.

    Raises ``InvalidInput`` with the faults of the form by field, ``NotYet`` when it was requested before.
    """
    task = _check(actor, number, task_id, version)
    case, result = task.case, result_of(task)
    if result.get("requested_on"):
        raise NotYet(act="提请核对", why=f"本案已于 {result['requested_on']} 提请核对。")
    paper = make_case_paper(actor, case, REQUEST, unmasked(form_of(REQUEST), data, people_of(case)))
    result |= {"requested_on": clock.today().isoformat(), "request": paper.pk, "request_number": paper.number}
    save_task(task, result)
    end_clocks(case, [ClockKind.START_CHECK], clock.today())
    settle_due(case)
    touch(case)
    log_task(actor, task, "request_check", "提请", {"document_number": paper.number})
    return paper


def import_check(
    *, actor: User, number: str, task_id: int, source: BinaryIO | Path, file_name: str, version: int | None = None
) -> CheckRows:
    """Read a check's workbook into the column ``checked``; what nobody declared becomes a row of its own.

    A second workbook replaces the first. Rows that cannot be taken are kept with their reason, to be downloaded.
    Raises ``UnreadableRoster``, ``NoCheckRows``, and what the task refuses.
    """
    with transaction.atomic():
        people = members_of(_check(actor, number, task_id, version).case)
    with storage.examined(source) as path:
        found = _read_workbook(path, file_name, people)
    with transaction.atomic():
        task = _check(actor, number, task_id, version)
        rows = merged(found.taken)
        changed = write_checked(task.case, rows)
        result = result_of(task)
        result |= {"imported": len(found.taken), "rejected": found.rejected, "file_name": file_name[-255:]}
        if result["records"] and result["records"][0].get("paper"):
            annul_record_paper(actor, int(result["records"][0]["paper"]))
        result["records"] = [_report(task.case, rows, result)]
        save_task(task, result)
        touch(task.case)
        log_task(actor, task, "import_check", "录入", {"rows": len(found.taken), "rejected": len(found.rejected)})
        note(actor, task.case, "set_figures", f"录入核对结果 {task.case.number}", changed)
    return found


def _read_workbook(path: Path, file_name: str, people: Sequence[tuple[str, str]]) -> CheckRows:
    """Read the first sheet that has a header of ours."""
    for sheet in open_foreign(path, file_name).sheets:
        rows = [row.values for row, _ in zip(sheet.rows(), range(MOST_ROWS + 20), strict=False)]
        header = find_columns(rows)
        if header is not None:
            number, columns = header
            if len(rows) - number - 1 > MOST_ROWS:
                raise InvalidInput({"file": f"核对结果最多 {MOST_ROWS} 行，请只保留本户的行。"})
            return read_rows(rows[number + 1 :], columns, people, clock.today())
    raise NoCheckRows


def _report(case: Case, rows: Sequence[CheckRow], result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report as far as the workbook tells it; the officer adds the rest.

    What was typed before stays, but for findings of the five columns: of these the workbook is the later word.
    """
    begun: dict[str, Any] = result["records"][0] if result["records"] else {"values": {}}
    known = {"head": case.applicant_name, "request_number": result.get("request_number", "")}
    typed = [row for row in begun["values"].get("findings") or () if row.get("kind") in (None, "", NOT_LISTED)]
    values = known | begun["values"] | {"findings": [*(_finding(row) for row in rows), *typed]}
    return {"values": values, "whole": False}


def _finding(row: CheckRow) -> dict[str, str]:
    return {
        "name": row.name,
        "subject": _SUBJECTS.get(row.kind, _OTHER),
        "what": row.what or "核对到记录",
        "value": str(row.amount),
        "kind": row.kind,
        "period": row.period,
    }
