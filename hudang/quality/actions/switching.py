"""Switching a rule off or on, which needs a reason."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.quality.models import Problem, RuleSwitch
from hudang.quality.rules.catalogue import rule_of
from hudang.quality.vocabulary import STANDING, State


@transaction.atomic
def switch_rule(*, actor: User, key: str, enabled: bool, reason: str) -> RuleSwitch:
    """Ask a rule or no longer; off, it closes what it had found. Raises ``NoSuchRule``, ``ReasonMissing``."""
    require(actor, Right.MANAGE_SETTINGS)
    rule, said = rule_of(key), reason_given(reason, "启用规则" if enabled else "停用规则")[:300]
    fields = {"enabled": enabled, "reason": said, "changed_by": actor, "changed_at": clock.now()}
    switch, _ = RuleSwitch.objects.update_or_create(rule=rule.key, defaults=fields)
    if not enabled:
        standing = Problem.objects.filter(rule=rule.key, state__in=STANDING)
        standing.update(state=State.CLOSED, closed_on=clock.today())
    word = "启用" if enabled else "停用"
    record(actor, Act("switch_rule", "quality_rule", rule.key, "", f"{word}质量规则“{rule.title}”", None, None, said))
    return switch
