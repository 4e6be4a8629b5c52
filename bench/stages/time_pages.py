"""Time the main pages on the server: the whole request through middleware, session, queries and template."""

from __future__ import annotations

import math
import sys
import time

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.test.utils import setup_test_environment

from bench.measuring import give, say
from hudang.accounts.queries import acting_user
from hudang.archives.models import Box, Pouch
from hudang.households.models import Household, HouseholdMember

_WARM_UP = 3


def _pages() -> dict[str, tuple[str, str]]:
    """Return for each page the user who opens it and its address."""
    last = Household.objects.filter(code__startswith="220882105").count() // 50
    member = HouseholdMember.objects.filter(household__code__startswith="220882105", until=None).select_related(
        "person"
    )
    person = member.order_by("-household__code")[0].person
    household = Household.objects.filter(code__startswith="220882105").annotate(n=Count("members")).order_by("-n")[0]
    box = Box.objects.filter(village_code__startswith="220882105").annotate(n=Count("pouches")).order_by("-n")[0]
    pouch = Pouch.objects.filter(household=household)[0]
    county, town = "xianjingban", "sheli"
    total = Household.objects.count() // 50
    return {
        "home": (county, "/"),
        "households": (county, "/households/"),
        "households_deep": (county, f"/households/?page={total}"),
        "households_filtered": (county, "/households/?state=paid&tag=student&sort=-allowance"),
        "township_deep": (town, f"/households/?page={last}"),
        "search_name": (county, f"/households/?q={person.name}"),
        "search_surname": (county, f"/households/?q={person.name[0]}"),
        "search_initials": (county, f"/households/?q={person.initials.split(' ')[0]}"),
        "search_identity_tail": (county, f"/households/?q={person.identity_tail}"),
        "household": (county, f"/households/{household.code}/"),
        "wall": (county, "/wall/"),
        "villages": (county, "/villages/"),
        "box": (county, f"/boxes/{box.pk}/"),
        "pouch": (county, f"/pouches/{pouch.pk}/"),
        "missing": (county, "/missing/"),
    }


def _times(client: Client, address: str, requests: int) -> list[float]:
    times = []
    for number in range(_WARM_UP + requests):
        started = time.perf_counter()
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        if number >= _WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


if __name__ == "__main__":
    setup_test_environment()
    # the test environment answers for its own host
    settings.ALLOWED_HOSTS = ["*"]
    clients = {}
    for username in ("xianjingban", "sheli"):
        clients[username] = Client()
        clients[username].force_login(acting_user(username), "django.contrib.auth.backends.ModelBackend")
    found = {}
    for name, (username, address) in _pages().items():
        times = _times(clients[username], address, int(sys.argv[1]))
        p95 = times[math.ceil(len(times) * 0.95) - 1]
        found[name] = round(p95, 1)
        say(f"{name:<22} p50 {times[len(times) // 2]:7.1f} ms   p95 {p95:7.1f} ms")
    give({"pages": found})
