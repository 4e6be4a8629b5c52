"""标准调整: begun, looked at, approved, undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.benefits.actions.recomputing import discard_change, open_change
from hudang.benefits.queries import changes as queries
from hudang.benefits.queries.overview import month_to_prepare
from hudang.benefits.tasks import start_change_work
from hudang.kernel.errors import Refusal
from hudang.web.benefits.forms import ChangeForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of

EITHER = (Right.PREPARE_PAYMENTS, Right.DECIDE_BENEFITS)
TONES = {"computed": "warn", "approved": "ok", "undone": "mute", "discarded": "mute"}
_COUNTY = 6


@door(any_of=EITHER, methods=("GET", "POST"))
def changes(request: SignedInRequest) -> HttpResponse:
    """List the batches; begin one."""
    form = ChangeForm(request.POST or None, initial={"month": month_to_prepare(request.user)})
    if form.is_valid():
        county = request.user.division_code[:_COUNTY]
        try:
            opened = open_change(actor=request.user, county=county, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            job = start_change_work(actor=request.user, change_id=opened.pk, act="compute")
            return redirect("jobs:detail", job.pk)
    rows = [(each, TONES.get(each.state, "info")) for each in queries.changes_for(request.user)]
    return render(request, "benefits/changes.html", {"form": form, "rows": rows})


@door(any_of=EITHER)
def change(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Show a batch: sums by outcome, and every household before and after."""
    found = queries.change_for(request.user, change_id)
    outcome, sums = request.GET.get("outcome", ""), queries.sums_of_change(found)
    context = {
        "change": found,
        "tone": TONES.get(found.state, "info"),
        "sums": sums,
        "adopted": queries.adopted(sums),
        "outcome": outcome,
        "tabs": [{"label": "全部", "url": "?", "current": not outcome, "count": sum(s.households for s in sums)}]
        + [
            {"label": s.label, "url": f"?outcome={s.outcome}", "current": s.outcome == outcome, "count": s.households}
            for s in sums
        ],
        "page_obj": page_of(request, queries.rows_of_change(request.user, found, outcome)),
        "may_decide": request.user.may(Right.DECIDE_BENEFITS),
    }
    return render(request, "benefits/change.html", context)


@door(any_of=EITHER, methods=("POST",))
def act(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Approve, undo or give up a batch, or go on with what was interrupted."""
    wanted = request.POST.get("act", "")
    if wanted in ("compute", "approve", "undo"):
        reason = request.POST.get("reason", "")[:200]
        job = start_change_work(actor=request.user, change_id=change_id, act=wanted, reason=reason)
        return redirect("jobs:detail", job.pk)
    discard_change(actor=request.user, change_id=change_id)
    messages.success(request, "已作废。")
    return redirect("benefits:changes")
