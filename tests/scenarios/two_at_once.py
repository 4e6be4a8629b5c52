"""Run in a process of its own, on a database of its own: two officers take the same act at the same moment.

Two threads, each with its own connection, wait for each other at a barrier; what came of each is printed as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from hudang.accounts.models import User  # noqa: E402
from hudang.archives.models import Pouch  # noqa: E402
from hudang.benefits.models import Award  # noqa: E402
from hudang.casework.actions.accepting import accept  # noqa: E402
from hudang.casework.actions.deciding import confirm, refuse  # noqa: E402
from hudang.casework.models import Case, CaseStep, Decision  # noqa: E402
from hudang.forms.models import Paper  # noqa: E402
from hudang.households.models import Household  # noqa: E402
from hudang.kernel.errors import Refusal  # noqa: E402
from tests.factories.cases import submitted  # noqa: E402
from tests.factories.decisions import at_county, ready  # noqa: E402
from tests.factories.quick import plain_papers  # noqa: E402
from tests.people import make_divisions, make_people  # noqa: E402

Act = Callable[[], Any]


def together(*acts: Act) -> list[str]:
    """Take the acts at once, each in a thread; return ``done`` or the refusal's class for each."""
    start, told = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Act) -> None:
        start.wait()
        try:
            act()
            told[place] = "done"
        except Refusal as refusal:
            told[place] = type(refusal).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def main() -> None:
    """Accept one case twice, then confirm and refuse another."""
    make_divisions()
    people = make_people()
    ready(people)
    second = User.objects.get(pk=people.county_head.pk)
    case = submitted(people.handler)
    version = Case.objects.get(pk=case.pk).version
    accepting = together(*(lambda: accept(actor=people.handler, number=case.number, version=version) for _ in range(2)))
    accepted = {
        "told": accepting,
        "households": Household.objects.count(),
        "pouches": Pouch.objects.count(),
        "steps": CaseStep.objects.filter(case=case, act="accept_case").count(),
        "receipts": Paper.objects.filter(case_reference=case.number, form_code="F03").count(),
    }
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(stage="withdrawn")
    Household.objects.update(state="REFUSED")
    reported = at_county(people)
    version = Case.objects.get(pk=reported.pk).version
    deciding = together(
        lambda: confirm(actor=people.county_head, number=reported.number, opinion="同意", version=version),
        lambda: refuse(actor=second, number=reported.number, reason="收入超过标准", version=version),
    )
    decision = Decision.objects.get(case=reported)
    stage = Case.objects.values_list("stage", flat=True).get(pk=reported.pk)
    decided = {
        "told": deciding,
        "agrees": decision.kind == stage,
        "awards": Award.objects.count(),
        "due": int(stage == "confirmed"),
    }
    connection.close()
    json.dump({"accepted": accepted, "decided": decided}, sys.stdout)


if __name__ == "__main__":
    with plain_papers():
        main()
