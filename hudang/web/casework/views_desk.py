"""The application desk: a step shown, kept by itself while it is filled in, and left for the next."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.drafting import Kept, save_step
from hudang.casework.declared import declaration_of
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.desk_parts import put_back
from hudang.casework.rules.desk_stages import FILLED_IN
from hudang.casework.rules.desk_steps import DeskStep
from hudang.casework.vocabulary import CaseStage
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.web.casework.desk_page import context_of
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door

Pairs = list[tuple[str, str]]
_STEPS = list(DeskStep)
RESOLVE = "resolve:"


@door(Right.OPEN_CASES, Right.VIEW_CASES, methods=("GET", "POST", "PUT"))
def desk(request: SignedInRequest, number: str, step: str) -> HttpResponse:
    """Fill in one step of an application."""
    here = _step(step)
    case = case_for(request.user, number)
    if CaseStage(case.stage) not in FILLED_IN:
        return redirect("casework:declared", number)
    if request.method == "PUT":
        return _keep(request, number, here)
    declared = declaration_of(case)
    conflicts: Any = []
    if request.method == "POST":
        kept = _send(request, number, here)
        if not kept.conflicts:
            return redirect(_onward(request, number, here))
        declared, conflicts = put_back(declared, here, kept.mine), kept.conflicts
    context = head_of(case, "casework:declared", request.user) | context_of(
        case, declared, here, request.GET.get("more", "")
    )
    status = 409 if conflicts else 200
    return render(request, "casework/desk.html", context | {"conflicts": conflicts}, status=status)


def _step(step: str) -> DeskStep:
    try:
        return DeskStep(step)
    except ValueError:
        raise NotVisible from None


def _send(request: SignedInRequest, number: str, step: DeskStep) -> Kept:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    extra = request.POST.get("extra", "")
    if step == DeskStep.PAPERS and extra:
        sent.append((f"papers_{extra}_copies", "1"))
    choices = {name.removeprefix(RESOLVE): value for name, value in sent if name.startswith(RESOLVE)}
    opened = _pairs(request.POST.get("opened", ""))
    return save_step(
        actor=request.user, number=number, step=step, sent=sent, opened=opened, choices=choices, left=_leaves(request)
    )


def _leaves(request: SignedInRequest) -> bool:
    return request.POST.get("go", "next") == "next"


def _onward(request: SignedInRequest, number: str, step: DeskStep) -> str:
    """Return where the pressed button leads."""
    pressed, place = request.POST.get("go", "next"), _STEPS.index(step)
    if pressed.startswith("add:"):
        rows = pressed.removeprefix("add:")[:40]
        return f"{reverse('casework:desk', args=(number, step.value))}?more={rows}#{rows}"
    if pressed == "close":
        return reverse("casework:case", args=(number,))
    move = {"next": 1, "back": -1}.get(pressed, 0)
    following = _STEPS[min(max(place + move, 0), len(_STEPS) - 1)]
    return reverse("casework:desk", args=(number, following.value))


def _pairs(text: str) -> Pairs | None:
    """Return the fields that a page was opened with; nothing when it does not say."""
    try:
        found = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    return _checked(found) if found is not None else None


def _checked(found: Any) -> Pairs:
    if not isinstance(found, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair) for pair in found
    ):
        raise InvalidInput({"declared": "申报内容不完整，请刷新页面后重试。"})
    return [(name, value) for name, value in found]


def _keep(request: SignedInRequest, number: str, step: DeskStep) -> JsonResponse:
    """Keep what the page sends by itself."""
    try:
        sent = json.loads(request.body)
        fields, opened, choices = _checked(sent["fields"]), _checked(sent["opened"]), dict(sent.get("choices") or {})
    except (ValueError, TypeError, KeyError, RecursionError, InvalidInput):
        return JsonResponse({"message": "没有保存：内容不完整，请刷新页面。"}, status=400)
    kept = save_step(actor=request.user, number=number, step=step, sent=fields, opened=opened, choices=choices)
    if kept.conflicts:
        told = [vars(conflict) for conflict in kept.conflicts]
        return JsonResponse({"message": "同事刚改了同样的几项，请选择用谁的。", "conflicts": told}, status=409)
    return JsonResponse({"saved_at": f"{clock.now().astimezone(clock.CHINA):%H:%M:%S}", "taken": kept.taken})
