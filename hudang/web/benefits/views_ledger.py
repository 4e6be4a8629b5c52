"""补发 and 追缴: what closed months still owe, and what is to come back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.benefits.actions import repaying
from hudang.benefits.queries.overview import back_payments_for, recoveries_for
from hudang.benefits.vocabulary import BACK_PAY_LABELS, RECOVERY_LABELS
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible, Refusal
from hudang.web.benefits.forms import InstalmentForm, ReasonForm, RepaymentForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of


def _tabs(labels: dict[str, str], state: str) -> list[dict[str, object]]:
    choices = [("", "全部"), *labels.items()]
    return [{"label": label, "url": f"?state={key}", "current": key == state} for key, label in choices]


@door(Right.VIEW_HOUSEHOLDS)
def back_payments(request: SignedInRequest) -> HttpResponse:
    """List the back payments."""
    labels = {key.value: label for key, label in BACK_PAY_LABELS.items()}
    state = request.GET.get("state", "")
    state = state if state in labels else ""
    page = page_of(request, back_payments_for(request.user, state))
    context = {
        "page_obj": page,
        "tabs": _tabs(labels, state),
        "may_prepare": request.user.may(Right.PREPARE_PAYMENTS),
    }
    return render(request, "benefits/back_payments.html", context)


@door(Right.PREPARE_PAYMENTS, methods=("GET", "POST"))
def back_payment(request: SignedInRequest, payment_id: int) -> HttpResponse:
    """Confirm that a returned payment is paid again, or drop it."""
    payment = back_payments_for(request.user).filter(pk=payment_id).first()
    if payment is None:
        raise NotVisible
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        act = repaying.cancel_back_payment if request.POST.get("act") == "cancel" else repaying.confirm_back_payment
        try:
            act(actor=request.user, back_payment_id=payment_id, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已办理。")
            return redirect("benefits:back-payments")
    return render(request, "benefits/back_payment.html", {"form": form, "payment": payment})


@door(Right.VIEW_HOUSEHOLDS)
def recoveries(request: SignedInRequest) -> HttpResponse:
    """List the recovery ledger."""
    labels = {key.value: label for key, label in RECOVERY_LABELS.items()}
    state = request.GET.get("state", "")
    state = state if state in labels else ""
    page = page_of(request, recoveries_for(request.user, state))
    return render(request, "benefits/recoveries.html", {"page_obj": page, "tabs": _tabs(labels, state)})


@door(Right.VIEW_HOUSEHOLDS, methods=("GET", "POST"))
def recovery(request: SignedInRequest, recovery_id: int) -> HttpResponse:
    """Show one recovery with what came back; enter more, or change what is kept back."""
    found = recoveries_for(request.user).filter(pk=recovery_id).first()
    if found is None:
        raise NotVisible
    act = request.POST.get("act", "")
    cash = RepaymentForm(request.POST if act == "cash" else None, initial={"on": clock.today()})
    instalment = InstalmentForm(request.POST if act == "instalment" else None, initial={"instalment": found.instalment})
    form = cash if act == "cash" else instalment
    if form.is_valid():
        enter = repaying.enter_repayment if act == "cash" else repaying.set_instalment
        try:
            enter(actor=request.user, recovery_id=recovery_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已登记。")
            return redirect("benefits:recovery", recovery_id)
    context = {"found": found, "cash": cash, "instalment": instalment, "repayments": found.repayments.all()}
    context |= {"months": found.months.all(), "may_enter": request.user.may(Right.PREPARE_PAYMENTS)}
    return render(request, "benefits/recovery.html", context)
