"""The rules that the product brings, entered once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.kernel import clock
from hudang.recertification.models import RuleVersion
from hudang.recertification.rules.rule_text import RuleText, shipped_rules


@transaction.atomic
def enter_shipped_rules(since: date | None = None) -> int:
    """Enter the rules of the product that are not known yet, in force from ``since`` (today); return how many."""
    known = set(RuleVersion.objects.values_list("code", flat=True))
    new = [(rule, on) for rule, on in shipped_rules() if rule.code not in known]
    RuleVersion.objects.bulk_create(
        RuleVersion(
            code=rule.code,
            number=1,
            text=as_json(rule),
            enabled=on,
            valid_from=since or clock.today(),
            reason="" if on else "产品自带的备选规则，启用前由县级核对。",
            made_at=clock.now(),
        )
        for rule, on in new
    )
    return len(new)


def as_json(rule: RuleText) -> dict[str, object]:
    """Return what is stored of a rule: what differs from the defaults."""
    return rule.model_dump(mode="json", exclude_defaults=True)
