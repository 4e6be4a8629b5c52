"""What the page of one household shows, read once for the page and for its printed sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.digest import digest_for
from hudang.archives.queries.files import pouches_of
from hudang.households.queries import detail as read
from hudang.households.queries.past import decisions_for, household_on
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS
from hudang.kernel import clock
from hudang.recertification.queries.visits import last_visit_for

if TYPE_CHECKING:
    from hudang.accounts.models import User
    from hudang.households.models import Household

MOST_DAYS = 12


def day_asked(text: str) -> date:
    """Return the day to show: today, unless a past one is asked for."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return min(asked, clock.today())


def overview(user: User, household: Household, day: date) -> dict[str, Any]:
    """Return members, incomes, classes and the summary as of ``day``; what has no history is as it is now."""
    today = clock.today()
    members, incomes = read.members_on(household, day), read.incomes_on(household, day)
    classification, known = read.classification_of(household), read.incomes_known(household)
    then = household_on(user, household, day) if day < today else None
    digest = digest_for(
        user,
        then.household if then else household,
        day=day,
        members=members,
        incomes=incomes,
        incomes_known=known,
        classification=classification,
    )
    facts = then.facts if then else read.household_facts(household)
    return {
        "day": day,
        "past": day < today,
        "then": then,
        "days": [changed for changed in read.days_of_change(household) if changed < today][:MOST_DAYS],
        "members": members,
        "former": read.former_members(household),
        "incomes": incomes,
        "assets": read.assets_on(household, day),
        "dwelling": read.dwelling_of(household),
        "facts": [fact for fact in facts if fact.value],
        "shown": then.household if then else household,
        "classification": classification,
        "digest": digest,
        "visited": last_visit_for(user, household, day),
        "may_see_visits": user.may(Right.VISIT) or user.may(Right.EXAMINE_VISITS),
        "assistance": _told(facts, "assistance"),
        "abc": _told(facts, "abc_class"),
        "decisions": [decision for decision in decisions_for(user, household) if decision.on <= day],
        "file": digest.file,
        "pouches": pouches_of(digest.file) if digest.file else [],
    }


def _told(facts: Iterable[read.FactLine], name: str) -> str:
    """Return a field of the household in words, as the facts of the day tell it."""
    return next((fact.value for fact in facts if fact.label == HOUSEHOLD_FIELDS[name].label), "")
