"""走访手机: who keeps visits on which telephone, and locking a lost one out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.devices import lock_device
from hudang.recertification.queries.devices import device_for, devices_for
from hudang.web.shared.door import SignedInRequest, door

_WHO = (Right.VISIT, Right.EXAMINE_VISITS, Right.CREATE_USERS)


@door(any_of=_WHO)
def devices(request: SignedInRequest) -> HttpResponse:
    """List one's own telephones and those that one may lock out."""
    visits = request.user.may(Right.VISIT) or request.user.may(Right.EXAMINE_VISITS)
    context = {"devices": devices_for(request.user), "tasks_url": reverse("recertification:list") if visits else ""}
    return render(request, "recertification/devices.html", context)


@door(any_of=_WHO, methods=("GET", "POST"))
def lock(request: SignedInRequest, device_id: int) -> HttpResponse:
    """Ask for the reason, then lock a telephone out."""
    device, fault = device_for(request.user, device_id), ""
    if request.method == "POST":
        try:
            device = lock_device(actor=request.user, device_id=device_id, reason=request.POST.get("reason", ""))
        except InvalidInput as refusal:
            fault = refusal.fields["reason"]
        else:
            messages.success(request, f"已锁定{device.user.display_name}的手机“{device.name}”。它下次联网时清除资料。")
            return redirect("recertification:devices")
    context = {"device": device, "fault": fault, "reason": request.POST.get("reason", "")}
    return render(request, "recertification/lock_device.html", context, status=422 if fault else 200)
