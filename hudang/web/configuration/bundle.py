"""The settings as one file: taking it out, and taking over another county's after seeing what it changes."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.configuration.actions.bundle import export_settings, import_settings, plan_import
from hudang.configuration.errors import BadBundle
from hudang.configuration.rules.bundle import LARGEST, section_label
from hudang.configuration.vocabulary import OUTCOME_LABELS, Outcome
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.web.configuration.forms import BundleForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import attachment
from hudang.web.shared.faults import show_refusal

_SALT = "hudang.configuration.bundle"
_HOUR = 3600


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def export(request: SignedInRequest) -> HttpResponse:
    """Return the settings in force as one file."""
    name = f"户档设置-{request.user.division_code[:6]}-{clock.today():%Y%m%d}.json"
    return attachment(export_settings(actor=request.user), name, "application/json")


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file and show what it would change; nothing is written yet."""
    form, faults = BundleForm(request.POST or None, request.FILES or None), list[str]()
    if form.is_valid():
        content = form.cleaned_data["file"].read(LARGEST + 1)
        try:
            plan = plan_import(actor=request.user, content=content)
        except BadBundle as refusal:
            faults = refusal.faults
            form.add_error(None, refusal.message)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            # the file travels through the page, signed, so that nothing has to be kept or cleared away
            context = {
                "plan": plan,
                "rows": [
                    {"row": row, "section": section_label(row.section), "outcome": OUTCOME_LABELS[row.outcome]}
                    for row in plan.differing
                ],
                "counts": {outcome.value: plan.count(outcome) for outcome in Outcome},
                "content": signing.dumps(base64.b64encode(content).decode(), salt=_SALT, compress=True),
            }
            return render(request, "configuration/import_plan.html", context)
    return render(request, "configuration/import.html", {"form": form, "faults": faults[:200]})


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def confirm(request: SignedInRequest) -> HttpResponse:
    """Take over the file that was shown."""
    try:
        content = base64.b64decode(signing.loads(request.POST.get("content", ""), salt=_SALT, max_age=_HOUR))
    except signing.BadSignature:
        messages.error(request, "这份文件已放置过久，请重新上传。")
        return redirect("configuration:import")
    plan = import_settings(actor=request.user, content=content)
    said = f"已导入：新增 {plan.count(Outcome.NEW)} 条，改变 {plan.count(Outcome.CHANGED)} 条。"
    messages.success(request, said)
    return redirect("configuration:hub")
