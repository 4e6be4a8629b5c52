"""Telling townships of grave problems that are new, and once a month of targets that they miss (R52)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hudang.accounts.actions.console import console_actor
from hudang.accounts.vocabulary import Post
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code
from hudang.notifications.actions.sending import send_to_post
from hudang.quality.models import Problem
from hudang.quality.queries.measures import shares_by_place, thresholds
from hudang.quality.rules.catalogue import RULES
from hudang.quality.rules.messages import BELOW_TARGET, GRAVE_PROBLEMS
from hudang.quality.vocabulary import MEASURE_LABELS, Severity, State

# a village that begins with an old stock of gaps is not told of it one night after the other
_GRAVE = [rule.key for rule in RULES if rule.severity == Severity.GRAVE]


def tell_townships(day: date) -> int:
    """Tell each township once a night what grave was found, and once a month what stays below its target."""
    return _tell_grave(day) + _tell_targets(day)


def _tell_grave(day: date) -> int:
    found = Problem.objects.filter(rule__in=_GRAVE, state=State.OPEN, found_on=day).order_by()
    new = Counter(township_code(code) for code in found.values_list("village_code", flat=True).iterator())
    names = names_of(set(new))
    return sum(
        send_to_post(
            post=Post.TOWNSHIP_HANDLER,
            division_code=code,
            template=GRAVE_PROBLEMS,
            key=f"quality:grave:{code}:{day}",
            values={"place": names.get(code, ""), "count": count},
            link=f"/quality/problems/?division={code}&severity={Severity.GRAVE}",
        )
        for code, count in new.items()
    )


def _tell_targets(day: date) -> int:
    targets, sent = thresholds(day).targets(), 0
    for place in shares_by_place(console_actor(), day=day):
        for kind, target in targets.items():
            share = place.shares[kind]
            if share.whole and share.misses(target):
                sent += send_to_post(
                    post=Post.TOWNSHIP_HEAD,
                    division_code=place.code,
                    template=BELOW_TARGET,
                    key=f"quality:target:{place.code}:{kind}:{day:%Y-%m}",
                    values={
                        "place": place.name,
                        "measure": MEASURE_LABELS[kind],
                        "rate": share.percent,
                        "target": target,
                    },
                    link=f"/quality/?division={place.code}",
                )
    return sent
