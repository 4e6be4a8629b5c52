"""What one run of the planning needs everywhere, and what it made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import working_calendar
from hudang.recertification.actions.assigning import Assignees, assignees_of
from hudang.recertification.models import PlanRun
from hudang.recertification.queries.rules import Rule, enabled_rules
from hudang.recertification.queries.subjects import Home, PersonFacts
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.vocabulary import Trigger

LONGEST = 300
# a rule's code and the key of a person or household
Key = tuple[str, str]
Wanted = dict[Key, tuple[Rule, Home, PersonFacts | None]]


@dataclass
class Planned:
    """What one run made."""

    entered: int = 0
    left: int = 0
    made: Counter[str] = field(default_factory=Counter)
    revived: int = 0
    cancelled: int = 0
    households: int = 0

    @property
    def tasks(self) -> int:
        """How many tasks are new."""
        return sum(self.made.values())

    def as_json(self) -> dict[str, object]:
        """Return what is kept and told."""
        return {
            "households": self.households,
            "entered": self.entered,
            "left": self.left,
            "tasks": self.tasks,
            "by_rule": dict(self.made),
            "revived": self.revived,
            "cancelled": self.cancelled,
        }


@dataclass(frozen=True)
class Plan:
    """What a run needs everywhere."""

    day: date
    since: date
    rules: tuple[Rule, ...]
    limits: Thresholds
    calendar: Calendar
    assignees: Assignees
    made: Planned

    def rule_for(self, trigger: Trigger) -> Rule | None:
        return next((rule for rule in self.rules if trigger in rule.text.triggers), None)


def plan_of(county_code: str, day: date) -> Plan:
    last = PlanRun.objects.filter(county_code=county_code, ended_at__isnull=False, day__lte=day).first()
    return Plan(
        day=day,
        since=last.day if last else day - timedelta(days=1),
        rules=tuple(enabled_rules(day)),
        limits=thresholds(day),
        calendar=working_calendar(),
        assignees=assignees_of(county_code),
        made=Planned(),
    )


def subject_key(home: Home, person: PersonFacts | None) -> str:
    """Return the key of a subject: a person or a household."""
    return f"H{home.pk}" if person is None else f"P{person.person_id}"


def why_under(rule: Rule, home: Home, person: PersonFacts | None) -> str:
    """Return in words why somebody is, or is not, under a rule."""
    said = rule.text.condition.explain(home.subject(person))
    name = f"{person.name}：" if person is not None else ""
    return (name + "；".join(each.text for each in said) + "。")[:LONGEST]
