"""调查任务: given to somebody, recorded by the form, completed with its papers filed, waived or taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.audit.staleness import stale
from hudang.casework.actions.checked_figures import follow_report, refuse_unfit, rows_of
from hudang.casework.actions.clocks import end_clocks, settle_due
from hudang.casework.actions.messages import tell_task
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.actions.task_papers import annul_record_paper, file_photos, make_record_paper
from hudang.casework.errors import NotYet, TaskFinished, TaskNotYours
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.task_results import people_of, result_of
from hudang.casework.queries.tasks import addable_kinds, colleagues_for, may_do, under_way
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.check_rows import CheckRow
from hudang.casework.rules.masking import unmasked
from hudang.casework.rules.tasks import RULES, lacking_of, leads, supporters_of
from hudang.casework.vocabulary import TASK_LABELS, TASK_STATE_LABELS, ClockKind, TaskKind, TaskState
from hudang.forms.catalogue import form_of
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible

_MOST_RECORDS = 12


def open_task(actor: User, number: str, task_id: int, version: int | None, *, leading: bool = False) -> CaseTask:
    """Return a task of a case under investigation, both locked; ``leading`` is for giving and waiving.

    Raises ``NotVisible``, ``TaskNotYours``, ``NotYet`` outside the investigation, ``StaleForm``.
    """
    case = open_case(actor, number, None, Right.HANDLE_CASES if leading else Right.VIEW_CASES)
    task = CaseTask.objects.select_for_update().filter(case=case, pk=task_id, kind__in=RULES).first()
    if task is None or not (actor.may(Right.HANDLE_CASES) or task.assigned_id == actor.pk):
        raise NotVisible
    task.case = case
    label = TASK_LABELS[TaskKind(task.kind)]
    allowed = leads(Post(actor.post), exempt=case.exempt) if leading else may_do(actor, task)
    if not allowed:
        raise TaskNotYours(task=label)
    if not under_way(case):
        raise NotYet(act=label, why=f"本案现在是“{case.get_stage_display()}”，不在调查核对阶段。")
    if version is not None and version != task.version:
        entries = Q(object_type="case_task", object_id=str(task.pk))
        raise stale(entries, f"“{label}”", task.updated_at)
    return task


def _open(actor: User, number: str, task_id: int, version: int | None, *, leading: bool = False) -> CaseTask:
    task = open_task(actor, number, task_id, version, leading=leading)
    if task.state != TaskState.OPEN:
        raise TaskFinished(task=TASK_LABELS[TaskKind(task.kind)], state=TASK_STATE_LABELS[TaskState(task.state)])
    return task


def save_task(task: CaseTask, result: Mapping[str, Any] | None = None) -> None:
    """Write a task, and what it brought when given."""
    if result is not None:
        task.result = stored(result)
    task.version += 1
    task.updated_at = clock.now()
    task.save()


def log_task(actor: User, task: CaseTask, verb: str, said: str, after: Any = None, reason: str = "") -> None:
    """Write an act on a task into the log: which task, never what was said."""
    case: Case = task.case
    code = case.household.code if case.household else ""
    summary = f"{said}“{TASK_LABELS[TaskKind(task.kind)]}”：{case.number}"
    told = "" if case.exempt else reason
    record(actor, Act(verb, "case_task", task.pk, code, summary, None, after, told))


@transaction.atomic
def assign_task(*, actor: User, number: str, task_id: int, user_id: int | None, version: int | None = None) -> CaseTask:
    """Give a task to somebody of the village, township or county, or take it back; raises ``InvalidInput``."""
    task = _open(actor, number, task_id, version, leading=True)
    if user_id is None:
        task.assigned = None
    else:
        chosen = next((u for u in colleagues_for(actor, task.case, TaskKind(task.kind)) if u.pk == user_id), None)
        if chosen is None:
            raise InvalidInput({"user": "请选择本村、本乡镇或县里可以承办这项任务的人员。"})
        task.assigned = user_by_id(chosen.pk)
    save_task(task)
    name = task.assigned.display_name if task.assigned else "（未分派）"
    log_task(actor, task, "assign_task", "分派", {"assigned": name})
    tell_task(actor, task)
    return task


@transaction.atomic
def add_task(*, actor: User, number: str, kind: str, version: int | None = None) -> CaseTask:
    """Add letters, an inquiry of supporters or an estimate to an investigation; one open task a kind."""
    case = open_case(actor, number, version)
    if not under_way(case):
        raise NotYet(act="增加任务", why=f"本案现在是“{case.get_stage_display()}”，不在调查核对阶段。")
    if not leads(Post(actor.post), exempt=case.exempt):
        raise TaskNotYours(task="增加调查任务")
    if kind not in [each.value for each, _ in addable_kinds(case)]:
        raise InvalidInput({"kind": "请选择可以增加的任务；已有同类待办任务的，请先办完。"})
    task = CaseTask.objects.create(case=case, kind=kind, created_at=clock.now(), updated_at=clock.now())
    touch(case)
    log_task(actor, task, "add_task", "增加")
    return task


@transaction.atomic
def keep_record(
    *,
    actor: User,
    number: str,
    task_id: int,
    values: Mapping[str, Any],
    place: int | None = None,
    draft: bool = False,
    version: int | None = None,
) -> int:
    """Keep one filled form of a task, at its place or as a further one; return the place.

    A draft is kept as far as it goes. Masked numbers of persons are put back. Raises ``InvalidInput`` with the faults
    by field for what is not a draft; a record whose paper was made gets a new one at completion.
    """
    task = _open(actor, number, task_id, version)
    kind, result = TaskKind(task.kind), result_of(task)
    definition = form_of(RULES[kind].form)
    given = unmasked(definition, values, [*people_of(task.case), *_typed_before(result, place)])
    read = read_form(definition, given, clock.today(), complete=not draft)
    if not read.ok and not draft:
        raise InvalidInput(read.faults)
    if kind is TaskKind.CHECK and not draft:
        refuse_unfit(task.case, read.clean)
    where = _place(result, place, several=RULES[kind].several)
    kept = result["records"][where]
    before = _checked(task, kept)
    if kept.get("paper"):
        annul_record_paper(actor, int(kept.pop("paper")))
    kept |= {"values": read.clean if read.ok and not draft else dict(given), "whole": not draft}
    save_task(task, result)
    if not draft:
        follow_report(actor, task.case, before, _checked(task, kept))
        log_task(actor, task, "record_task", "记录")
    return where


def _checked(task: CaseTask, kept: Mapping[str, Any]) -> list[CheckRow]:
    """Return what a record puts into the five columns; only the report of the check does (F09a)."""
    return rows_of(task.case, kept) if task.kind == TaskKind.CHECK and kept else []


def _typed_before(result: Mapping[str, Any], place: int | None) -> list[tuple[str, str]]:
    """Return names and numbers that this record held in full, so that their masks can be put back too."""
    records = result["records"]
    if place is None or not 0 <= place < len(records):
        return []
    values = records[place]["values"]
    rows = [values, *(row for rows in values.values() if isinstance(rows, list) for row in rows)]
    pairs = [row for row in rows if isinstance(row, Mapping) and row.get("identity")]
    return [(str(row.get("name") or row.get("person") or ""), str(row["identity"])) for row in pairs]


def _place(result: dict[str, Any], place: int | None, *, several: bool) -> int:
    records = result["records"]
    if place is not None and 0 <= place < len(records):
        return place
    if records and not several:
        return 0
    if place not in (None, len(records)):
        raise NotVisible
    if len(records) >= _MOST_RECORDS:
        raise InvalidInput({"records": f"一项任务最多填 {_MOST_RECORDS} 份，请合并或另行说明。"})
    records.append({})
    return len(records) - 1


@transaction.atomic
def drop_record(*, actor: User, number: str, task_id: int, place: int, version: int | None = None) -> CaseTask:
    """Take away one filled form of an open task; a paper that was made of it is annulled."""
    task = _open(actor, number, task_id, version)
    result = result_of(task)
    if not 0 <= place < len(result["records"]):
        raise NotVisible
    gone = result["records"].pop(place)
    if gone.get("letter"):
        raise NotYet(act="删去这封函", why=f"函已经发出（{gone['number']}），没有回函的请填“未回函”。")
    if gone.get("paper"):
        annul_record_paper(actor, int(gone["paper"]))
    follow_report(actor, task.case, _checked(task, gone), [])
    save_task(task, result)
    return task


@transaction.atomic
def complete_task(
    *,
    actor: User,
    number: str,
    task_id: int,
    fewer_reason: str = "",
    on: date | None = None,
    version: int | None = None,
) -> CaseTask:
    """Complete a task: each record becomes a paper in the pouch, photographs an item of their own.

    Raises ``InvalidInput`` with what is lacking; ``fewer_reason`` says why fewer neighbours were asked than the
    region wants.
    """
    task = _open(actor, number, task_id, version)
    kind, result = TaskKind(task.kind), result_of(task)
    if fewer_reason.strip():
        result["fewer_reason"] = reason_given(fewer_reason, "少于规定人数的邻里访问")
    lacking = lacking_of(kind, result, thresholds())
    if lacking:
        raise InvalidInput(lacking)
    for kept in result["records"]:
        if not kept.get("paper"):
            kept["paper"] = make_record_paper(actor, task.case, kind, kept).pk
    if kind is TaskKind.HOME:
        file_photos(actor, task.case, result["records"])
    if kind is TaskKind.SUPPORT:
        result["supporters"] = supporters_of(result["records"][0]["values"])
    _finish(actor, task, TaskState.DONE, on or clock.today(), result)
    log_task(actor, task, "complete_task", "完成", {"papers": len(result["records"])})
    return task


def _finish(actor: User, task: CaseTask, state: TaskState, day: date, result: Mapping[str, Any]) -> None:
    task.state, task.done_on, task.done_by = state, day, actor
    save_task(task, result)
    if task.kind == TaskKind.CHECK:
        # a report that came without request, or a check that is done without, leaves nothing to be started
        end_clocks(task.case, [ClockKind.START_CHECK], day)
        settle_due(task.case)
    touch(task.case)


@transaction.atomic
def waive_task(*, actor: User, number: str, task_id: int, reason: str, version: int | None = None) -> CaseTask:
    """Do without a task, with its reason; by whoever leads the investigation."""
    task = _open(actor, number, task_id, version, leading=True)
    task.waived_reason = reason_given(reason, "免做调查任务")[:300]
    _finish(actor, task, TaskState.WAIVED, clock.today(), result_of(task))
    log_task(actor, task, "waive_task", "免做", reason=task.waived_reason)
    return task


@transaction.atomic
def reopen_task(*, actor: User, number: str, task_id: int, reason: str, version: int | None = None) -> CaseTask:
    """Take a finished task up again, with its reason; what it brought stays until it is changed."""
    task = open_task(actor, number, task_id, version, leading=True)
    if task.state == TaskState.OPEN:
        raise NotYet(act="重做", why="这项任务还没有完成，可以直接填写。")
    said = reason_given(reason, "重做调查任务")
    task.state, task.done_on, task.done_by, task.waived_reason = TaskState.OPEN, None, None, ""
    save_task(task)
    touch(task.case)
    log_task(actor, task, "reopen_task", "重做", reason=said)
    tell_task(actor, task, again=True)
    return task
