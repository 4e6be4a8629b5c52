"""Which rules are asked in this county."""

from __future__ import annotations

from hudang.quality.models import RuleSwitch
from hudang.quality.rules.catalogue import RULES, Rule


def switches() -> dict[str, RuleSwitch]:
    """Return what was decided about rules, by rule."""
    return {switch.rule: switch for switch in RuleSwitch.objects.select_related("changed_by")}


def enabled_rules() -> list[Rule]:
    """Return the rules that are asked: all that nobody switched off."""
    off = set(RuleSwitch.objects.filter(enabled=False).values_list("rule", flat=True))
    return [rule for rule in RULES if rule.key not in off]
