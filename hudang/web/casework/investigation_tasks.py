"""Tasks of an investigation: the list, the form of each record, and what is done with a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Post, Right
from hudang.casework.actions import letters
from hudang.casework.actions import tasks as acts
from hudang.casework.queries.prefill import prefilled
from hudang.casework.queries.tasks import TaskView, addable_kinds, colleagues_for, task_for, tasks_for, under_way
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.masking import masked
from hudang.casework.rules.tasks import LEADING, RULES
from hudang.casework.vocabulary import TASK_LABELS, TaskKind
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Values
from hudang.kernel.errors import InvalidInput, NotVisible, StaleForm
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.form_entry import entry_of, read_posted
from hudang.web.shared.numbers import row_number

TASKS = "investigation:tasks"


@door(Right.VIEW_CASES)
def tasks(request: SignedInRequest, number: str) -> HttpResponse:
    """Show what is to be found out, by whom, and what each task lacks; an assistant sees his own."""
    case = case_for(request.user, number)
    context = head_of(case, TASKS, request.user) | {"tasks": tasks_for(request.user, case)}
    if leads(request) and under_way(case):
        context["addable"] = addable_kinds(case)
    return render(request, "casework/tasks.html", context)


def leads(request: SignedInRequest) -> bool:
    """Tell whether the user gives and waives tasks."""
    return Post(request.user.post) in LEADING


@door(Right.VIEW_CASES)
def task(request: SignedInRequest, number: str, task: int) -> HttpResponse:
    """Show a task: its records, what may be done with it, to whom it may be given."""
    view = task_for(request.user, number, task)
    return _task_page(request, view)


def _task_page(request: SignedInRequest, view: TaskView, faults: dict[str, str] | None = None) -> HttpResponse:
    leading = leads(request) and under_way(view.case)
    context = head_of(view.case, TASKS, request.user) | {
        "view": view,
        "form": form_of(RULES[view.kind].form),
        "rule": RULES[view.kind],
        "records": [_told(place, each) for place, each in enumerate(view.result["records"])],
        "leading": leading,
        "colleagues": colleagues_for(request.user, view.case, view.kind) if leading else [],
        "faults": faults or {},
    }
    return render(request, "casework/task.html", context, status=422 if faults else 200)


_NAMED_BY = ("neighbour", "recipient", "respondent", "report_number", "supported", "head")


def _told(place: int, kept: dict[str, Any]) -> dict[str, Any]:
    values = kept["values"]
    name = next((str(values[key]) for key in _NAMED_BY if values.get(key)), "（未填）")
    names = ("paper", "letter", "number")
    return {"place": place, "name": name, "whole": kept.get("whole")} | {key: kept.get(key) for key in names}


@door(Right.VIEW_CASES, methods=("GET", "POST"))
def record(request: SignedInRequest, number: str, task: int, place: int) -> HttpResponse:
    """Fill in one record of a task by its form; a draft is kept as far as it goes."""
    view = task_for(request.user, number, task)
    definition, known = form_of(RULES[view.kind].form), view.result["records"]
    if place > len(known):
        raise NotVisible
    values: Values = known[place]["values"] if place < len(known) else prefilled(request.user, view.case, view.kind)
    faults: dict[str, str] = {}
    if request.method == "POST":
        values, _ = read_posted(request, definition)
        faults = _kept(request, view, place, values)
        if not faults:
            return redirect("investigation:task", number, task)
    entry = entry_of(definition, masked(definition, values), faults)
    context = head_of(view.case, TASKS, request.user) | {
        "view": view,
        "form": definition,
        "entry": entry,
        "place": place,
    }
    return render(request, "casework/task_record.html", context, status=422 if faults else 200)


def _kept(request: SignedInRequest, view: TaskView, place: int, values: Values) -> dict[str, str]:
    """Keep what was sent; return what is wrong with it."""
    draft = request.POST.get("do") == "draft"
    try:
        acts.keep_record(
            actor=request.user,
            number=view.case.number,
            task_id=view.task.pk,
            values=values,
            place=place,
            draft=draft,
            version=row_number(request.POST.get("version", "")) or None,
        )
    except InvalidInput as refusal:
        return refusal.fields
    except StaleForm as refusal:
        return {"version": refusal.message}
    messages.success(request, "已暂存，可以以后接着填。" if draft else "已保存。全部填完后请点“完成任务”。")
    return {}


@door(Right.VIEW_CASES, methods=("POST",))
def act(request: SignedInRequest, number: str, task: int, act: str) -> HttpResponse:
    """Give, complete, waive or take up a task, drop a record, send a letter."""
    view = task_for(request.user, number, task)
    if act not in _ACTS:
        raise NotVisible
    run, said = _ACTS[act]
    try:
        run(request, {"actor": request.user, "number": number, "task_id": task})
    except InvalidInput as refusal:
        return _task_page(request, view, refusal.fields)
    messages.success(request, said)
    return redirect("investigation:task", number, task)


Run = Callable[[SignedInRequest, dict[str, Any]], Any]
_ACTS: dict[str, tuple[Run, str]] = {
    "assign": (
        lambda request, named: acts.assign_task(**named, user_id=row_number(request.POST.get("user", "")) or None),
        "已分派。",
    ),
    "complete": (
        lambda request, named: acts.complete_task(**named, fewer_reason=request.POST.get("fewer_reason", "")),
        "任务已完成，文书已制作并归入户袋。",
    ),
    "waive": (
        lambda request, named: acts.waive_task(**named, reason=request.POST.get("reason", "")),
        "已注明免做。",
    ),
    "reopen": (
        lambda request, named: acts.reopen_task(**named, reason=request.POST.get("reason", "")),
        "任务可以重新填写。",
    ),
    "drop": (
        lambda request, named: acts.drop_record(**named, place=row_number(request.POST.get("place", ""))),
        "已删去。",
    ),
    "send": (
        lambda request, named: letters.send_letter(**named, place=row_number(request.POST.get("place", ""))),
        "索证函已编号制作，可以打印发出；收到回函后请补填结果。",
    ),
}


@door(Right.HANDLE_CASES, methods=("POST",))
def add(request: SignedInRequest, number: str) -> HttpResponse:
    """Add a task that not every investigation has."""
    case_for(request.user, number)
    added = acts.add_task(actor=request.user, number=number, kind=request.POST.get("kind", ""))
    messages.success(request, f"已增加“{TASK_LABELS[TaskKind(added.kind)]}”。")
    return redirect("investigation:task", number, added.pk)
