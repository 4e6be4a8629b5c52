"""Clerks at work: python bench/clerks.py [--clerks N] [--households N] [--seconds S] [--pause S] [--roster N]
[--keep DIR] [--quick]

So many clerks use the served archive at the same time: they look, search, file papers and correct households, with a
pause of about a second between two clicks. Then they go on while the worker imports a roster and prints labels.
The last line is one JSON object: ``p95_ms``, ``errors``, ``during_work_p95_ms``, ``requests``, ``writes_p95_ms``,
``during_work_writes_p95_ms``, ``longest_ms``, ``longest``, ``longest_alone_ms``, ``work_seconds``, ``clerks``,
``pause_seconds``.
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import quote

from measuring import Archive, StageError, archive_in, give, say
from serving import Visitor, served

_QUICK = {"households": 600, "seconds": 8.0, "roster": 500, "print": "220882105000"}
_FULL = {"households": 20_000, "seconds": 60.0, "roster": 5000, "print": "220882000000"}
_LONGEST_WORK = 600.0
# how often each act comes, out of the sum
_ACTS = {"home": 2, "listed": 3, "searched": 3, "household": 4, "pouch": 3, "filed": 1, "edited": 1}
_SORTS = ("code", "-allowance", "head", "-updated")


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clerks", type=int, default=20, help="clerks at the same time (20)")
    parser.add_argument("--households", type=int, help="households in the archive (20000)")
    parser.add_argument("--seconds", type=float, help="how long they work undisturbed (60)")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two clicks, on the average (1)")
    parser.add_argument("--roster", type=int, help="households of the roster that is imported meanwhile (5000)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help="a small archive, under a minute")
    return parser.parse_args()


class Fields(HTMLParser):
    """What a browser would send for the forms of a page: the values as they stand, the last form with a note."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the value of a field."""
        given = dict(attrs)
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "input" and name and kind not in ("checkbox", "radio", "submit", "file"):
            self.values[name] = given.get("value") or ""
        elif tag == "input" and name and "checked" in given:
            self.values[name] = given.get("value") or "on"
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.values):
            self.values[self._select] = given.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """End a field."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Take the text of a text area."""
        if self._area:
            self.values[self._area] += data.removeprefix("\n")


@dataclass
class Clock:
    """The times of all requests (milliseconds), those that wrote apart, and what went wrong."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    longest: tuple[float, str] = (0.0, "")

    @property
    def all(self) -> list[float]:
        """Every request's time."""
        return [*self.reads, *self.writes]


@dataclass
class Clerk:
    """One clerk in one thread: clicks, waits, clicks."""

    visitor: Visitor
    households: list[tuple[str, int, str]]
    random: Random
    pause: float
    clock: Clock

    def work(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        acts, weights = list(_ACTS), list(_ACTS.values())
        time.sleep(self.random.random() * self.pause)
        while not stop.is_set():
            try:
                getattr(self, self.random.choices(acts, weights)[0])(*self.random.choice(self.households))
            except OSError as failure:
                self.clock.errors.append(f"{type(failure).__name__}: {failure}")

    def _timed(self, times: list[float], right: tuple[int, ...], method: str, path: str, *sent: Any) -> Any:
        started = time.perf_counter()
        answer = getattr(self.visitor, method)(path, *sent)
        times.append(taken := (time.perf_counter() - started) * 1000)
        self.clock.longest = max(self.clock.longest, (taken, f"{method} {path}"))
        if answer.status not in right:
            self.clock.errors.append(f"{method} {path}: {answer.status}")
        time.sleep(self.random.uniform(0.5, 1.5) * self.pause)
        return answer

    def _read(self, path: str) -> Any:
        return self._timed(self.clock.reads, (200,), "get", path)

    def _write(self, path: str, fields: dict[str, str]) -> None:
        self._timed(self.clock.writes, (302,), "post", path, fields)

    def home(self, code: str, pouch: int, head: str) -> None:
        """Open the home page."""
        self._read("/")

    def listed(self, code: str, pouch: int, head: str) -> None:
        """Open a page of the list."""
        self._read(f"/households/?sort={self.random.choice(_SORTS)}&page={self.random.randint(1, 5)}")

    def searched(self, code: str, pouch: int, head: str) -> None:
        """Type a name, look at what is suggested, open the list of what is found."""
        token = self.visitor.cookies.get("csrftoken", "")
        fields = {"q": head, "csrfmiddlewaretoken": token}
        self._timed(self.clock.reads, (200,), "post", "/search/suggest/", fields)
        self._read(f"/households/?q={quote(head)}")

    def household(self, code: str, pouch: int, head: str) -> None:
        """Open a household."""
        self._read(f"/households/{code}/")

    def pouch(self, code: str, pouch: int, head: str) -> None:
        """Open a pouch."""
        self._read(f"/pouches/{pouch}/")

    def filed(self, code: str, pouch: int, head: str) -> None:
        """File a paper item."""
        form = self._read(f"/pouches/{pouch}/items/new/")
        described = {"material": "M62", "page_count": "2", "dated": "20261101", "original": "original"}
        self._write(f"/pouches/{pouch}/items/new/", {**described, "csrfmiddlewaretoken": form.token})

    def edited(self, code: str, pouch: int, head: str) -> None:
        """Correct a household's note."""
        form = self._read(f"/households/{code}/edit/")
        fields = {**Fields(form.text).values, "csrfmiddlewaretoken": form.token}
        fields["note"] = f"{time.time():.3f} 电话核实"
        self._write(f"/households/{code}/edit/", fields)


def p95(times: list[float]) -> float:
    """Return the time that 95 of a hundred requests do not exceed."""
    return round(sorted(times)[math.ceil(len(times) * 0.95) - 1], 1) if times else 0.0


def at_work(base: str, clerks: list[dict[str, Any]], pause: float) -> list[Clerk]:
    """Sign the clerks in."""
    found = []
    for number, clerk in enumerate(clerks):
        visitor = Visitor(base)
        visitor.sign_in(clerk["username"])
        visitor.get("/")
        found.append(Clerk(visitor, clerk["households"], Random(number), pause, Clock()))
    return found


def watch(clerks: list[Clerk], until: Any) -> Clock:
    """Let the clerks work until ``until`` says so; return the times of all together."""
    together, stop = Clock(), threading.Event()
    for clerk in clerks:
        clerk.clock = together
    threads = [threading.Thread(target=clerk.work, args=(stop,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    try:
        until()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return together


def finished(archive: Archive, jobs: list[str]) -> None:
    """Return when the worker has done these jobs; raises when one of them failed."""
    deadline = time.monotonic() + _LONGEST_WORK
    places = ",".join("?" * len(jobs))
    while time.monotonic() < deadline:
        with sqlite3.connect(f"file:{archive.database}?mode=ro", uri=True) as database:
            query = f"SELECT state, message FROM platform_job WHERE id IN ({places})"
            states = database.execute(query, jobs).fetchall()
        database.close()
        if any(state == "failed" for state, _ in states):
            raise StageError(f"the work failed: {states}")
        if all(state == "done" for state, _ in states):
            return
        time.sleep(0.5)
    raise StageError("the work did not end")


def measure(archive: Archive, asked: argparse.Namespace, size: dict[str, Any]) -> dict[str, Any]:
    """Fill the archive, let the clerks work alone, then beside import and print."""
    archive.fill(asked.households or size["households"])
    hired = archive.run("hire_clerks", asked.clerks)["clerks"]
    roster = archive.folder / "another-roster.xlsx"
    archive.run("write_roster", roster, asked.roster or size["roster"], int(time.time()))
    seconds = asked.seconds or size["seconds"]
    with served(archive) as base:
        clerks = at_work(base, hired, asked.pause)
        say(f"{len(clerks)} clerks work for {seconds:.0f} s")
        alone = watch(clerks, lambda: time.sleep(seconds))
        say(f"{len(alone.all)} requests, p95 {p95(alone.all)} ms; now beside an import and a print run")
        started = time.monotonic()
        jobs = archive.run("start_work", roster, size["print"])["jobs"]
        busy = watch(clerks, lambda: finished(archive, jobs))
        worked = time.monotonic() - started
    for error in (alone.errors + busy.errors)[:5]:
        say(f"error: {error}")
    return {
        "p95_ms": p95(alone.all),
        "during_work_p95_ms": p95(busy.all),
        "errors": len(alone.errors) + len(busy.errors),
        "writes_p95_ms": p95(alone.writes),
        "during_work_writes_p95_ms": p95(busy.writes),
        "longest_ms": round(max(alone.longest, busy.longest)[0], 1),
        "longest": max(alone.longest, busy.longest)[1],
        "longest_alone_ms": round(alone.longest[0], 1),
        "requests": len(alone.all),
        "during_work_requests": len(busy.all),
        "work_seconds": round(worked, 1),
        "clerks": len(clerks),
        "pause_seconds": asked.pause,
        "households": asked.households or size["households"],
    }


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, asked, _QUICK if asked.quick else _FULL)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
