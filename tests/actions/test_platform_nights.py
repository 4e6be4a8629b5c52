"""夜间工作: each work once a night, whatever became of the others, by the worker or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from hudang.accounts.actions.nights import start_night
from hudang.audit.models import AuditEntry
from hudang.config.nightly import NIGHTLY_WORKS
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed
from hudang.kernel.nights import NightUnderWay
from hudang.platform import nights
from hudang.platform.models import Job, NightRun, NightWork, ParameterValue
from hudang.platform.nights import NightlyWork, Report
from tests.cli.running import hudang
from tests.people import People

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
MADE: list[str] = []


def _makes(day: date, progress: Report) -> dict[str, Any]:
    progress(1, 1)
    MADE.append(str(day))
    return {"message": "做了 1 件", "made": 1}


def _breaks(day: date, progress: Report) -> dict[str, Any]:
    raise ValueError("broken on purpose")


BREAKS, MAKES = NightlyWork("breaks", "坏的", _breaks), NightlyWork("makes", "好的", _makes)


@pytest.fixture(autouse=True)
def _two_works(settings: Any) -> Iterator[None]:
    MADE.clear()
    settings.NIGHTLY_WORKS = [f"{__name__}.BREAKS", f"{__name__}.MAKES"]
    with clock.frozen(at(1, 0)):
        yield


def at(hour: int, minute: int) -> datetime:
    """A moment of the day in China."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=clock.CHINA).astimezone(UTC)


def work_through(run: NightRun) -> list[tuple[str, str]]:
    done = []
    while work := nights.do_next(run.pk):
        assert work.job is not None
        done.append((work.key, work.job.state))
    return done


def test_a_failure_does_not_stop_the_others() -> None:
    run = nights.begin(DAY, 1)
    assert work_through(run) == [("breaks", "failed"), ("makes", "done")]
    assert MADE == ["2026-11-23"]
    assert NightWork.objects.get(key="makes").job.outcome == {"made": 1}  # type: ignore[union-attr]
    run.refresh_from_db()
    assert run.finished_at is not None


def test_due_at_its_hour_or_when_the_machine_is_on_again_and_once_a_day() -> None:
    assert nights.tick(1) is None
    with clock.frozen(at(9, 30)):
        assert nights.tick(1) is not None
        assert MADE == ["2026-11-23"]
        assert nights.tick(1) is None


def test_the_hour_is_a_parameter() -> None:
    ParameterValue.objects.create(key="platform.night_hour", value="1", valid_from=DAY)
    assert nights.tick(1) is not None


def test_a_night_by_hand_before_the_hour_does_not_take_the_place_of_the_night() -> None:
    work_through(nights.begin(DAY, 1))
    with clock.frozen(at(2, 0)):
        assert nights.tick(1) is not None


def test_a_night_under_way_is_shared_not_done_twice() -> None:
    run = nights.begin(DAY, 1)
    nights.do_next(run.pk)
    assert nights.begin(DAY, 2) == run
    assert [key for key, _ in work_through(run)] == ["makes"]


def test_two_nights_never_run_at_once() -> None:
    nights.begin(DAY, 1)
    with nights._alone(wait=True), pytest.raises(NightUnderWay):
        nights.begin(date(2026, 11, 20), 1)


def test_what_was_broken_off_is_done_once_more() -> None:
    run = nights.begin(DAY, 1)
    for _ in range(2):
        job = Job.objects.create(kind="night", title="x", owner_id=1, state=Job.State.RUNNING)
        NightWork.objects.filter(key="makes").update(job=job, attempts=1 + len(MADE))
        work_through(run)
        NightRun.objects.update(finished_at=None)
        MADE.append("again")
    assert MADE == ["2026-11-23", "again", "again"]


def test_by_hand_on_the_command_line(people: People) -> None:
    ran = hudang("night", "--date", "2026-11-20", "--json")
    assert ran.code == 1
    assert [(row["work"], row["state"]) for row in ran.rows] == [("breaks", "failed"), ("makes", "done")]
    assert ran.summary == {"day": "2026-11-20", "works": 2, "failed": 1}
    assert MADE == ["2026-11-20"]


def test_the_works_of_the_product_are_done(people: People, settings: Any) -> None:
    settings.NIGHTLY_WORKS = NIGHTLY_WORKS
    ran = hudang("night", "--json")
    assert ran.code == 0, ran.err
    assert {row["state"] for row in ran.rows} == {"done"}
    assert hudang("night").code == 0


def test_page_shows_what_was_done(people: People, client: Client) -> None:
    work_through(nights.begin(DAY, 1, "命令行"))
    client.force_login(people.system, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/nights/").content.decode()
    assert "2026年11月23日" in page
    assert "做了 1 件" in page
    assert "有没做成的" in page
    assert client.post("/nights/start/").status_code == 302
    assert AuditEntry.objects.filter(action="start_night", actor_id=people.system.pk).count() == 1
    assert NightRun.objects.get(finished_at=None).asked_by == "系统管理员"


def test_only_administrators_start_one(people: People) -> None:
    with pytest.raises(NotAllowed):
        start_night(actor=people.handler)
