"""试算: whom a rule would take in, tried on the real households before it is switched on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hudang.accounts.access import require_any, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.recertification.models import Standing
from hudang.recertification.queries.subjects import Home, PersonFacts, homes_in_payment
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.vocabulary import Cadence, Scope

_SAMPLES = 20


@dataclass(frozen=True)
class Sample:
    """One household that the rule would take in, or would let go, and why."""

    household_code: str
    who: str
    why: str
    is_new: bool


@dataclass
class Trial:
    """What a rule would come to: people, households, who is new, who would leave."""

    looked_at: int = 0
    people: int = 0
    households: int = 0
    new: int = 0
    leaving: int = 0
    samples: list[Sample] = field(default_factory=list)
    is_event: bool = False

    @property
    def in_words(self) -> str:
        """The sentence for the page."""
        if self.is_event:
            return f"{self.households} 户 {self.people} 人在有情况时适用本规则，平时不生成任务。"
        return f"将纳入 {self.people} 人、{self.households} 户，其中新增 {self.new}，退出 {self.leaving}。"


def try_rule(
    user: User, rule: RuleText, day: date | None = None, progress: Callable[[int], None] | None = None
) -> Trial:
    """Return whom a rule takes in on ``day`` (today) within the user's division; raises ``NotAllowed``."""
    require_any(user, Right.SET_RULES, Right.EXAMINE_VISITS)
    trial = Trial(is_event=rule.cadence == Cadence.EVENT)
    under = _under(user, rule.code)
    kept = 0
    for homes in homes_in_payment(user.scope, day or clock.today()):
        for home in homes:
            kept += _try_home(trial, rule, home, under)
        trial.looked_at += len(homes)
        if progress is not None:
            progress(trial.looked_at)
    trial.leaving = len(under) - kept
    return trial


def _under(user: User, code: str) -> set[str]:
    rows = Standing.objects.filter(within(user, "household__village_code"), rule_code=code, until=None)
    return set(rows.values_list("subject", flat=True))


def _try_home(trial: Trial, rule: RuleText, home: Home, under: set[str]) -> int:
    people: list[PersonFacts | None] = list(home.people) if rule.scope == Scope.PERSON else [None]
    taken = [person for person in people if rule.condition.holds(home.subject(person))]
    if not taken:
        return 0
    trial.households += 1
    trial.people += len(taken) if rule.scope == Scope.PERSON else len(home.people)
    kept = 0
    for person in taken:
        known = (f"P{person.person_id}" if person else f"H{home.pk}") in under
        kept += known
        trial.new += not known
        if len(trial.samples) < _SAMPLES:
            said = "；".join(each.text for each in rule.condition.explain(home.subject(person)))
            trial.samples.append(Sample(home.code, person.name if person else "", said, not known))
    return kept
