"""质量规则: what each asks, and switching one off or on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import Refusal
from hudang.quality.actions.switching import switch_rule
from hudang.quality.errors import NoSuchRule
from hudang.quality.queries.switches import switches
from hudang.quality.rules.catalogue import BY_KEY, RULES
from hudang.quality.vocabulary import GROUP_LABELS, SEVERITY_LABELS, SEVERITY_TONES, SUBJECT_LABELS
from hudang.web.quality.forms import ReasonForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


def _shown(key: str, decided: object) -> dict[str, object]:
    rule = BY_KEY[key]
    return {
        "rule": rule,
        "group": GROUP_LABELS[rule.group],
        "severity": SEVERITY_LABELS[rule.severity],
        "tone": SEVERITY_TONES[rule.severity],
        "subject": SUBJECT_LABELS[rule.subject],
        "switch": decided,
        "enabled": decided is None or getattr(decided, "enabled", True),
    }


@door(any_of=(Right.VIEW_HOUSEHOLDS, Right.MANAGE_SETTINGS))
def rules(request: SignedInRequest) -> HttpResponse:
    """List the rules with their weight and whether they are asked."""
    decided = switches()
    rows = [_shown(rule.key, decided.get(rule.key)) for rule in RULES]
    may_switch = request.user.may(Right.MANAGE_SETTINGS)
    return render(request, "quality/rules.html", {"rows": rows, "may_switch": may_switch})


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def rule(request: SignedInRequest, rule: str) -> HttpResponse:
    """Switch one rule off or on, with the reason."""
    if rule not in BY_KEY:
        raise NoSuchRule(rule=rule[:40])
    shown = _shown(rule, switches().get(rule))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            switch = switch_rule(
                actor=request.user, key=rule, enabled=not shown["enabled"], reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            title = BY_KEY[rule].title
            done = f"“{title}”已启用，下次检查起查。" if switch.enabled else f"“{title}”已停用，它的问题已销号。"
            messages.success(request, done)
            return redirect("quality:rules")
    return render(request, "quality/rule.html", {"shown": shown, "form": form})
