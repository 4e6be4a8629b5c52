"""制度: the rules at hand with their versions, and publishing a version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.library.actions.rules import RuleEntry, enter_rule
from hudang.library.queries.rules import basis_of, rule_for, rules_for
from hudang.library.vocabulary import FAMILY_LABELS
from hudang.web.library.forms import RuleForm, RuleVersionForm
from hudang.web.library.tabs import tabs_at
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal

_COUNTY = 6


def _may_keep(request: SignedInRequest) -> bool:
    return request.user.may(Right.KEEP_LIBRARY) and len(request.user.scope) == _COUNTY


@door(Right.VIEW_LIBRARY)
def rules(request: SignedInRequest) -> HttpResponse:
    """List the rules by family."""
    found = rules_for(request.user)
    groups = [(label, [each for each in found if each.rule.family == key]) for key, label in FAMILY_LABELS.items()]
    context = {
        "tabs": tabs_at("rules"),
        "groups": [group for group in groups if group[1]],
        "may_keep": _may_keep(request),
    }
    return render(request, "library/rules.html", context)


@door(Right.VIEW_LIBRARY)
def rule(request: SignedInRequest, key: str) -> HttpResponse:
    """Show a rule as it holds, the documents that it rests on, and its versions."""
    found = rule_for(request.user, key)
    context = {
        "found": found,
        "basis": basis_of(request.user, found.version.basis),
        "may_keep": _may_keep(request),
        "today": clock.today(),
    }
    return render(request, "library/rule.html", context)


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Publish a rule of the county's own."""
    form = RuleForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            version = enter_rule(actor=request.user, entry=RuleEntry(**form.cleaned_data))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已公布。")
            return redirect("library:rule", version.rule.key)
    return render(request, "library/rule_form.html", {"form": form})


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def new_version(request: SignedInRequest, key: str) -> HttpResponse:
    """Publish a new version of a rule; it starts from the one that holds."""
    found = rule_for(request.user, key)
    held = found.version
    told = {"text": held.text, "responsible": held.responsible, "basis": held.basis, "valid_from": clock.today()}
    form = RuleVersionForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            enter_rule(actor=request.user, entry=RuleEntry(**form.cleaned_data), key=key)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已公布新版。")
            return redirect("library:rule", key)
    return render(request, "library/rule_form.html", {"form": form, "found": found})
