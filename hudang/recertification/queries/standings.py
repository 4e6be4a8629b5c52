"""Who is under which rule, and why or why not, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.households.queries.visible import household_for
from hudang.kernel import clock
from hudang.recertification.models import RecertificationTask, Standing
from hudang.recertification.queries.rules import Rule, rules_on
from hudang.recertification.queries.subjects import homes_of
from hudang.recertification.rules.expression import Said
from hudang.recertification.vocabulary import OPEN, Cadence, Scope


@dataclass(frozen=True)
class RuleRow:
    """A rule in the list: how many are under it, how many tasks are open."""

    rule: Rule
    under: int
    open: int


@dataclass(frozen=True)
class Judged:
    """One rule asked of one person or household."""

    rule: Rule
    who: str
    holds: bool
    said: Sequence[Said]
    since: date | None
    last_done_on: date | None


def rules_for(user: User) -> list[RuleRow]:
    """Return all rules with the figures of the user's division; raises ``NotAllowed``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    place = within(user, "household__village_code")
    under = dict(Standing.objects.filter(place, until=None).values_list("rule_code").annotate(n=Count("pk")).order_by())
    states = [state.value for state in OPEN]
    tasks = RecertificationTask.objects.filter(place, state__in=states)
    open_now = dict(tasks.values_list("rule_code").annotate(n=Count("pk")).order_by())
    return [RuleRow(rule, under.get(code, 0), open_now.get(code, 0)) for code, rule in rules_on().items()]


def standings_for(user: User, code: str) -> QuerySet[Standing]:
    """Return who of the user's division is under a rule, by household; raises ``NotAllowed``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    found = Standing.objects.filter(within(user, "household__village_code"), rule_code=code, until=None)
    return found.select_related("household", "person").order_by("household__code", "pk")


def judged_for(user: User, household_code: str) -> list[Judged]:
    """Return every rule asked of a household and its people today, with the reasons; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    household = household_for(user, household_code)
    homes = homes_of([household.pk], clock.today())
    kept = {(s.rule_code, s.subject): s for s in Standing.objects.filter(household=household, until=None)}
    found = []
    for rule in rules_on().values():
        if not rule.enabled or rule.text.cadence == Cadence.EVENT:
            continue
        for home in homes:
            people = home.people if rule.text.scope == Scope.PERSON else [None]
            for person in people:
                subject = home.subject(person)
                standing = kept.get((rule.code, f"P{person.person_id}" if person else f"H{home.pk}"))
                found.append(
                    Judged(
                        rule,
                        person.name if person else "",
                        rule.text.condition.holds(subject),
                        rule.text.condition.explain(subject),
                        standing.since if standing else None,
                        standing.last_done_on if standing else None,
                    )
                )
    return found
