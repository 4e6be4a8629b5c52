"""Time the main pages on the server as it answers them: the whole request through middleware, session and template."""

from __future__ import annotations

import gzip
import io
import math
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.test import Client

from bench.measuring import give, peak_mb, say
from hudang.accounts.actions.console import acting_user
from hudang.archives.models import Box, Pouch
from hudang.archives.rules.holdings import View
from hudang.config.wsgi import application
from hudang.households.models import Household, HouseholdMember

_WARM_UP = 3
_COUNTY, _TOWN = "xianjingban", "sheli"
_SHELI = "220882105"


@dataclass
class Page:
    """One page, who opens it, and how long each request took (milliseconds)."""

    name: str
    username: str
    address: str
    cookie: str = ""
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    kilobytes: float = 0.0


def addresses() -> list[tuple[str, str, str]]:
    """Return name, user and address of each page; what is rich is chosen, so that no page is easy."""
    last, total = Household.objects.filter(code__startswith=_SHELI).count() // 50, Household.objects.count() // 50
    households = Household.objects.filter(code__startswith=_SHELI)
    household = households.annotate(n=Count("members")).order_by("-n")[0]
    member = HouseholdMember.objects.filter(household__code__startswith=_SHELI, until=None).select_related("person")
    person = member.order_by("-household__code")[0].person
    box = Box.objects.filter(village_code__startswith=_SHELI).annotate(n=Count("pouches")).order_by("-n")[0]
    pouch = Pouch.objects.filter(household=household)[0]
    of_the_county = {
        "home": "/",
        "households": "/households/",
        "households_deep": f"/households/?page={total}",
        "households_filtered": "/households/?state=paid&tag=student&sort=-allowance",
        "household": f"/households/{household.code}/",
        "wall": "/wall/",
        "wall_of_a_township": f"/wall/?division={_SHELI}000",
        "tree": "/tree/",
        **{f"view_by_{view}": f"/holdings/?by={view}" for view in View},
        "villages": "/villages/",
        "box": f"/boxes/{box.pk}/",
        "pouch": f"/pouches/{pouch.pk}/",
        "missing": "/missing/",
        "search_name": f"/households/?q={person.name}",
        "search_surname": f"/households/?q={person.name[0]}",
        "search_initials": f"/households/?q={person.initials.split(' ')[0]}",
        "search_identity_tail": f"/households/?q={person.identity_tail}",
        "search_everything": f"/search/?q={person.name}",
    }
    of_the_township = {"township_home": "/", "township_deep": f"/households/?page={last}"}
    return [(name, _COUNTY, address) for name, address in of_the_county.items()] + [
        (name, _TOWN, address) for name, address in of_the_township.items()
    ]


def signed_in(username: str) -> str:
    """Return the cookie of a session of this user."""
    client = Client()
    client.force_login(acting_user(username), "django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def ask(page: Page) -> tuple[int, bytes]:
    """Request the page as a server does and read the whole answer; return its status and content."""
    path, _, query = page.address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_COOKIE": page.cookie,
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    answered: list[str] = []
    content = application(environ, lambda status, headers, error=None: answered.append(status))
    try:
        body = b"".join(content)
    finally:
        getattr(content, "close", lambda: None)()
    return int(answered[0].split()[0]), body


def p95(times: list[float]) -> float:
    """Return the time that 95 of a hundred requests do not exceed."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


def weight(body: bytes) -> float:
    """Return the size of an answer on the line in KB."""
    sent = body if body.startswith(b"\x1f\x8b") else gzip.compress(body, 6)
    return len(sent) / 1024


def measure(page: Page, requests: int) -> None:
    """Request a page so often, after it has been requested a few times unmeasured."""
    warm_up = min(_WARM_UP, requests)
    for number in range(warm_up + requests):
        clock, processor = time.perf_counter(), time.process_time()
        status, body = ask(page)
        if status != 200:
            raise SystemExit(f"{page.address} answered {status}")
        if number >= warm_up:
            page.clock.append((time.perf_counter() - clock) * 1000)
            page.processor.append((time.process_time() - processor) * 1000)
        page.kilobytes = weight(body)


def main() -> None:
    """Measure every page."""
    requests = int(sys.argv[1])
    cookies = {username: signed_in(username) for username in (_COUNTY, _TOWN)}
    pages = [Page(name, user, address, cookies[user]) for name, user, address in addresses()]
    for page in pages:
        measure(page, requests)
        typical = sorted(page.clock)[len(page.clock) // 2]
        say(
            f"{page.name:<22} p50 {typical:7.1f} ms   p95 {p95(page.clock):7.1f} ms   "
            f"processor p95 {p95(page.processor):7.1f} ms   {page.kilobytes:6.1f} KB"
        )
    give(
        {
            "pages": {page.name: round(p95(page.clock), 1) for page in pages},
            "processor": {page.name: round(p95(page.processor), 1) for page in pages},
            "kilobytes": {page.name: round(page.kilobytes, 1) for page in pages},
            "addresses": {page.name: [page.username, page.address] for page in pages},
            "peak_mb": round(peak_mb(), 1),
        }
    )


if __name__ == "__main__":
    main()
