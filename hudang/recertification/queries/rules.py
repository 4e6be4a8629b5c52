"""The rules in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.kernel import clock
from hudang.recertification.errors import NoSuchRule
from hudang.recertification.models import RuleVersion
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.vocabulary import Trigger


@dataclass(frozen=True)
class Rule:
    """A rule with the version that holds, and the day from which the product knew the rule at all."""

    pk: int
    number: int
    enabled: bool
    valid_from: date
    known_since: date
    text: RuleText

    @property
    def code(self) -> str:
        """Its code."""
        return self.text.code


def rules_on(day: date | None = None) -> dict[str, Rule]:
    """Return the version of each rule that holds on ``day`` (today), by code, switched on or off; one query."""
    found: dict[str, Rule] = {}
    known: dict[str, date] = {}
    for row in RuleVersion.objects.filter(valid_from__lte=day or clock.today()).order_by(
        "code", "valid_from", "number"
    ):
        since = known.setdefault(row.code, row.valid_from)
        found[row.code] = Rule(row.pk, row.number, row.enabled, row.valid_from, since, RuleText(**row.text))
    return found


def enabled_rules(day: date | None = None) -> list[Rule]:
    """Return the rules that are switched on, by code."""
    return [rule for rule in rules_on(day).values() if rule.enabled]


def rule_of(code: str, day: date | None = None) -> Rule:
    """Return the version of a rule that holds; raises ``NoSuchRule``."""
    rule = rules_on(day).get(code)
    if rule is None:
        raise NoSuchRule(code=code)
    return rule


def rule_for_trigger(trigger: Trigger, day: date | None = None) -> Rule | None:
    """Return the rule that answers to what happened, if one is switched on."""
    return next((rule for rule in enabled_rules(day) if trigger in rule.text.triggers), None)


def versions_of(code: str) -> list[RuleVersion]:
    """Return the versions of a rule, the latest first, with who made them; raises ``NoSuchRule``."""
    rows = list(RuleVersion.objects.filter(code=code).select_related("made_by").order_by("-number"))
    if not rows:
        raise NoSuchRule(code=code)
    return rows
