"""Versions of an award: a new one ends the one before; what a retroactive decision overtakes is marked void."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.accounts.models import User
from hudang.benefits.actions.basis import Basis
from hudang.benefits.errors import LaterAward
from hudang.benefits.models import Award
from hudang.benefits.queries.standing import awards_from
from hudang.benefits.rules.figures import Figures
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import Reason, Way
from hudang.households.actions.opening import Opened
from hudang.kernel import clock


@dataclass(frozen=True)
class Version:
    """What the new version is to be."""

    since: date
    figures: Figures
    kind: Reason
    way: Way = Way.NORMAL
    ends_on: date | None = None


def put_version(actor: User, opened: Opened, version: Version, basis: Basis) -> Award:
    """Let a version hold from its month on; raises ``LaterAward`` when another begins later than it."""
    end_from(opened, version.since, basis)
    figures = version.figures
    return Award.objects.create(
        household=opened.household,
        village_code=opened.household.village_code,
        since=version.since,
        persons=figures.persons,
        standard=figures.standard,
        income=figures.income,
        base=figures.base,
        supplements=[dict(each) for each in figures.supplements],
        supplement=figures.supplement,
        total=figures.total,
        way=version.way,
        ends_on=version.ends_on,
        reason=version.kind,
        reference=basis.reference,
        assessment=basis.assessment,
        note=basis.reason,
        made_by=actor,
        made_at=clock.now(),
    )


def end_from(opened: Opened, month: date, basis: Basis) -> Award:
    """Let no version hold from a month on, and return the last that was touched (unsaved when there was none).

    A version of the same month that was never paid, and with a retroactive decision every later one, becomes void.
    """
    standing = awards_from(opened.household, month)
    later = [award for award in standing if award.since > month]
    if later and not basis.retroactive:
        first = later[0]
        raise LaterAward(since=in_words(first.since), reason=first.get_reason_display(), month=in_words(month))
    for award in standing:
        if award.since >= month:
            award.void = True
        else:
            award.until = month
        award.save(update_fields=["void", "until"])
    return standing[-1] if standing else Award()
