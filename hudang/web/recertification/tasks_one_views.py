"""核查任务 one by one: the list that every figure opens, giving tasks to people, one task with its history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.assigning import assign_tasks
from hudang.recertification.queries.listed import counts_of, listed_for, performers_for, villages_shown
from hudang.recertification.queries.one_task import task_view_for
from hudang.recertification.vocabulary import TO_DO, Lateness
from hudang.web.recertification.seeing_forms import WantedForm, chosen, parts_of, what_tabs
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number

_VISITORS = (Right.VISIT, Right.EXAMINE_VISITS)
TONES = {Lateness.ON_TIME: "", Lateness.YELLOW: "warn", Lateness.ORANGE: "warn", Lateness.RED: "bad"}


@door(any_of=_VISITORS)
def tasks(request: SignedInRequest) -> HttpResponse:
    """List tasks one by one; whoever examines ticks some and gives them to somebody."""
    user, may_assign = request.user, request.user.may(Right.EXAMINE_VISITS)
    people = performers_for(user)
    form = WantedForm(request.GET, scope=user.scope, people=people)
    wanted = form.wanted(request.GET.get("what", ""))
    page = listed_for(user, wanted, request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("what", "page"):
        kept.pop(name, None)
    villages = villages_shown(list(page))
    context = {
        "form": form,
        "wanted": wanted,
        "page_obj": page,
        "rows": [(row, villages.get(row.village_code, ""), TONES[row.lateness], row.state in TO_DO) for row in page],
        "tabs": what_tabs(counts_of(user, wanted), wanted.what, kept.urlencode()),
        "parts": parts_of(user, "tasks"),
        "people": people,
        "may_assign": may_assign,
        "may_print": user.may(Right.PRINT),
        "kept": kept.urlencode(),
    }
    return render(request, "recertification/task_list.html", context)


@door(Right.EXAMINE_VISITS, methods=("POST",))
def assign(request: SignedInRequest) -> HttpResponse:
    """Give the ticked tasks to somebody, or to somebody else."""
    try:
        count = assign_tasks(
            actor=request.user,
            task_ids=chosen(request.POST.getlist("ids")),
            assignee_id=row_number(request.POST.get("assignee", "")),
            reason=request.POST.get("reason", "").strip()[:200],
        )
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
    else:
        messages.success(request, f"已派 {count} 项。")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe and back.startswith("/visits/") else "recertification:tasks")


@door(any_of=_VISITORS)
def task(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Show one task: what is to be done by when, who tried, what became of it, and why it is there."""
    view = task_view_for(request.user, task_id)
    context = {
        "view": view,
        "task": view.task,
        "tone": TONES[view.row.lateness],
        "may_assign": request.user.may(Right.EXAMINE_VISITS) and view.row.state in TO_DO,
        "people": performers_for(request.user),
    }
    return render(request, "recertification/task_page.html", context)
