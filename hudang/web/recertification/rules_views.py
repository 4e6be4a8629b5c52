"""核查规则: the rules with who is under them, a trial on the real households, versions with their reasons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.recertification.actions.ruling import keep_rule, switch_rule
from hudang.recertification.queries.rules import rule_of, rules_on, versions_of
from hudang.recertification.queries.standings import judged_for, rules_for, standings_for
from hudang.recertification.rules.rule_text import RuleText, read_rule
from hudang.recertification.rules.variables import VARIABLES
from hudang.recertification.tasks import start_trial, trial_of
from hudang.recertification.vocabulary import PERFORMER_LABELS, SCOPE_LABELS
from hudang.web.recertification.rules_forms import KeepForm, RuleForm, SwitchForm, initial_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.once import new_once
from hudang.web.shared.paging import page_of

_READERS = (Right.VISIT, Right.EXAMINE_VISITS, Right.SET_RULES)


@door(any_of=_READERS)
def listing(request: SignedInRequest) -> HttpResponse:
    """List the rules, those that are on first."""
    rows = rules_for(request.user)
    context = {
        "on": [row for row in rows if row.rule.enabled],
        "off": [row for row in rows if not row.rule.enabled],
        "may_set": request.user.may(Right.SET_RULES),
    }
    return render(request, "recertification/rules.html", context)


@door(any_of=_READERS)
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a rule in words, who is under it, its versions."""
    rule = rule_of(code)
    context = {
        "rule": rule,
        "facts": _facts(rule.text),
        "versions": versions_of(code),
        "under": standings_for(request.user, code).count(),
        "may_set": request.user.may(Right.SET_RULES),
        "switch": SwitchForm(),
    }
    return render(request, "recertification/rule.html", context)


def _facts(rule: RuleText) -> list[tuple[str, str]]:
    facts = [
        ("对象", SCOPE_LABELS[rule.scope]),
        ("条件", rule.in_words),
        ("周期", rule.cadence_in_words),
        ("方式", rule.methods_in_words),
        ("填写", rule.form),
        ("走访人数", f"{rule.visitors} 人" + ("，须见到本人" if rule.meet_person else "")),
        ("邻里访问", f"{rule.neighbours} 人" if rule.neighbours else "不要求"),
        ("执行人", PERFORMER_LABELS[rule.performer]),
        ("提醒", "、".join([f"到期前 {n} 日" for n in rule.remind_days] + [f"每月 {n} 日" for n in rule.remind_on])),
        ("宽限", f"{rule.grace_days} 日"),
        ("依据", rule.source),
        ("说明", rule.note),
    ]
    return [(label, text) for label, text in facts if text]


@door(any_of=_READERS)
def under(request: SignedInRequest, code: str) -> HttpResponse:
    """List who is under a rule, since when and why."""
    context = {"rule": rule_of(code), "page_obj": page_of(request, standings_for(request.user, code))}
    return render(request, "recertification/under.html", context)


@door(any_of=_READERS)
def judged(request: SignedInRequest, household_code: str) -> HttpResponse:
    """Tell of every rule whether a household and its people are under it, and why."""
    rows = judged_for(request.user, household_code)
    return render(request, "recertification/judged.html", {"rows": rows, "household_code": household_code})


@door(Right.SET_RULES, methods=("GET", "POST"))
def edit(request: SignedInRequest, code: str = "") -> HttpResponse:
    """Write a rule; it is tried on the real households before it can be kept."""
    if request.method == "GET":
        rule = rule_of(code).text if code else None
        return _form(request, RuleForm(initial=initial_of(rule) if rule else {"visitors": 1}), code)
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            rule = read_rule(_with_fields(form.rule_values()))
        except InvalidInput as refusal:
            for name, told in refusal.fields.items():
                form.add_error(name if name in form.fields else None, told)
        else:
            job = start_trial(actor=request.user, rule=rule, once=request.POST.get("once", ""))
            return redirect("recertification:trial", job_id=job.pk)
    return _form(request, form, code)


def _with_fields(values: dict[str, Any]) -> dict[str, Any]:
    """A rule keeps the fields that it asks for, which the form does not show."""
    known = rules_on().get(str(values.get("code", "")))
    return values | {"required_fields": list(known.text.required_fields)} if known else values


def _form(request: SignedInRequest, form: RuleForm, code: str) -> HttpResponse:
    context = {"form": form, "code": code, "variables": VARIABLES.values(), "once": new_once()}
    return render(request, "recertification/rule_edit.html", context, status=400 if form.errors else 200)


@door(Right.SET_RULES, methods=("GET", "POST"))
def trial(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    """Show what a rule would come to, and keep it with a reason."""
    job, rule = trial_of(request.user, job_id)
    form = KeepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            keep_rule(
                actor=request.user,
                values=rule.model_dump(mode="json"),
                reason=given["reason"],
                enabled=given["enabled"],
                valid_from=given["valid_from"],
            )
        except InvalidInput as refusal:
            form.add_error("valid_from", refusal.fields["valid_from"])
        except Refusal as refusal:
            form.add_error("reason", refusal.message)
        else:
            messages.success(request, f"规则 {rule.code} 已保存；夜间工作按它排定任务。")
            return redirect("recertification:rule", code=rule.code)
    context = {
        "job": job,
        "rule": rule,
        "facts": _facts(rule),
        "form": form,
        "job_url": reverse("jobs:detail", args=[job.pk]),
    }
    return render(request, "recertification/trial.html", context, status=400 if form.errors else 200)


@door(Right.SET_RULES, methods=("POST",))
def switch_off(request: SignedInRequest, code: str) -> HttpResponse:
    """Switch a rule off."""
    switch_rule(actor=request.user, code=code, enabled=False, reason=request.POST.get("reason", ""))
    messages.success(request, f"规则 {code} 已停用，理由已记入操作日志。")
    return redirect("recertification:rule", code=code)
