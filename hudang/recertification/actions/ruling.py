"""核查规则 kept by the county: a change, a new rule, switching on and off, each a version with its reason (R41, R50)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.shipping import as_json
from hudang.recertification.errors import NoSuchRule, ReasonNeeded
from hudang.recertification.models import RuleVersion
from hudang.recertification.rules.rule_text import RuleText, read_rule

_SHORTEST_REASON = 4


@transaction.atomic
def keep_rule(
    *, actor: User, values: Mapping[str, Any], reason: str, enabled: bool = True, valid_from: date | None = None
) -> RuleVersion:
    """Enter a new rule, or a new version of one, in force from a day on (today), never from the past.

    Raises ``NotAllowed``, ``ReasonNeeded``, ``InvalidInput`` by field.
    """
    require(actor, Right.SET_RULES)
    rule = read_rule(values)
    since = valid_from or clock.today()
    if since < clock.today():
        raise InvalidInput({"valid_from": "规则不能从过去的日期起算，请填今天或以后。"})
    return _new_version(actor, rule, enabled, since, _reason(reason, "修改"))


@transaction.atomic
def switch_rule(*, actor: User, code: str, enabled: bool, reason: str) -> RuleVersion:
    """Switch a rule on or off from today on; raises ``NotAllowed``, ``NoSuchRule``, ``ReasonNeeded``."""
    require(actor, Right.SET_RULES)
    last = _last(code)
    if last is None:
        raise NoSuchRule(code=code)
    told = _reason(reason, "启用" if enabled else "停用")
    return _new_version(actor, RuleText(**last.text), enabled, clock.today(), told)


def _reason(reason: str, act: str) -> str:
    told = reason.strip()
    if len(told) < _SHORTEST_REASON:
        raise ReasonNeeded(act=act)
    return told


def _last(code: str) -> RuleVersion | None:
    return RuleVersion.objects.select_for_update().filter(code=code).order_by("-number").first()


def _new_version(actor: User, rule: RuleText, enabled: bool, since: date, reason: str) -> RuleVersion:
    last = _last(rule.code)
    text = as_json(rule)
    new = RuleVersion.objects.create(
        code=rule.code,
        number=last.number + 1 if last else 1,
        text=text,
        enabled=enabled,
        valid_from=since,
        reason=reason,
        made_by=actor,
        made_at=clock.now(),
    )
    before = {"rule": last.text, "enabled": last.enabled} if last else None
    after = {"rule": text, "enabled": enabled, "valid_from": str(since)}
    state = "启用" if enabled else "停用"
    summary = f"核查规则 {rule.code} 第 {new.number} 版（{state}，{since:%Y-%m-%d} 起）"
    record(actor, Act("keep_rule", "rule", new.pk, "", summary, before=before, after=after, reason=reason))
    return new
