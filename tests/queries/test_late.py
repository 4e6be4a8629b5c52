"""超时清单 (R49): at the eleventh working day without a scan, not before; old stock never."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.actions.calendar import set_calendar_day, set_calendar_days
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.errors import CountyMatter
from hudang.archives.models import Fonds, HouseholdFile, Item, QueuedPage
from hudang.archives.queries.late import deadline_for, late_by_village, late_count, late_of
from hudang.archives.vocabulary import LateKind
from hudang.digitization.actions.intake import receive, register
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, PASSWORD, People

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 11, 2)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    Fonds.objects.update(kept_since=date(2026, 10, 1))
    return make_file(make_household(approved_on=DECIDED))


def on(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, day, 10, tzinfo=clock.CHINA))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, day))


def late(people: People, kind: LateKind) -> int:
    return late_of(people.handler, kind, deadline_for(people.handler)).count()


def scan(people: People, file: HouseholdFile) -> None:
    source = FileSource(io.BytesIO(scans.jpeg()), "审批表.jpg")
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M50", sources=(source,))])


def test_a_decision_without_scan_is_late_on_the_eleventh_working_day(
    people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, 16)
    assert late(people, LateKind.DECISION) == 0
    on(monkeypatch, 17)
    assert late(people, LateKind.DECISION) == 1
    (village,) = late_by_village(people.county_handler, deadline_for(people.county_handler))
    assert (village.code, village.total) == (MINQIANG, 1)
    assert late_count(people.neighbour) == 0
    scan(people, file)
    assert late_count(people.handler) == 0


def test_a_holiday_gives_a_day_more(people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, 17)
    with pytest.raises(CountyMatter):
        set_calendar_day(actor=people.handler, day=date(2026, 11, 10), working=False, name="停工")
    assert set_calendar_day(actor=people.archivist, day=date(2026, 11, 10), working=False, name="雪灾停工")
    assert set_calendar_day(actor=people.archivist, day=date(2026, 11, 10), working=False, name="雪灾停工") is None
    assert late(people, LateKind.DECISION) == 0


def test_a_week_of_holiday_is_said_at_once(people: People) -> None:
    week = {"day": date(2027, 10, 1), "until": date(2027, 10, 7), "working": False, "name": "国庆节"}
    assert set_calendar_days(actor=people.archivist, **week) == 5  # Friday to Thursday: the weekend is free anyway
    assert set_calendar_days(actor=people.archivist, **week) == 0
    for wrong in (date(2027, 9, 30), date(2027, 12, 1)):
        with pytest.raises(InvalidInput):
            set_calendar_days(actor=people.archivist, **week | {"until": wrong})


def test_old_stock_is_not_asked_for(people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch) -> None:
    Fonds.objects.update(kept_since=date(2026, 11, 3))
    on(monkeypatch, 23)
    assert late_count(people.handler) == 0


def test_paper_and_waiting_scans(people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, 2)
    scan(people, file)
    entries = [
        ItemEntry(material="M33", page_count=2, dated="20261102"),
        ItemEntry(material="M01", page_count=2, dated="20200101"),
    ]
    file_items(actor=people.handler, file_id=file.pk, entries=entries)
    found = register(receive(io.BytesIO(scans.jpeg("waiting")), "1.jpg")).object
    QueuedPage.objects.create(
        digital_object=found, object_page=1, file_name="1.jpg", division_code=MINQIANG, queued_at=clock.now()
    )
    assert late_count(people.handler) == 0
    on(monkeypatch, 17)
    assert (late(people, LateKind.PAPER), late(people, LateKind.WAITING), late_count(people.handler)) == (1, 1, 2)
    assert Item.objects.get(material__code="M33").filed_at.date() == DECIDED


def test_the_count_is_that_of_the_lists_at_the_edge_of_a_day(
    people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_items(
        actor=people.handler,
        file_id=file.pk,
        entries=[
            ItemEntry(material="M33", page_count=1, dated=dated) for dated in ("20261001", "20260930", "20261100")
        ],
    )
    on(monkeypatch, 17)
    until = deadline_for(people.handler).before
    for moment, papers in ((until - timedelta(seconds=1), 2), (until, 0)):
        Item.objects.update(filed_at=moment)
        assert late(people, LateKind.PAPER) == papers
        assert late_count(people.handler) == late(people, LateKind.DECISION) + papers == 1 + papers
    HouseholdFile.objects.update(state="CLOSING", stopped_on=DECIDED)
    assert late_count(people.county_handler) == late(people, LateKind.DECISION) == 1
    HouseholdFile.objects.update(stopped_on=date(2026, 9, 30))
    assert late_count(people.county_handler) == late(people, LateKind.DECISION) == 0


def test_the_page_and_the_home_page_count_the_same(people: People, file: HouseholdFile) -> None:
    Fonds.objects.update(kept_since=date(2020, 1, 1))
    HouseholdFile.objects.get().household.__class__.objects.update(approved_on=date(2026, 1, 5))
    client = Client()
    client.login(username=people.handler.username, password=PASSWORD)
    page = client.get(reverse("archives:late")).content.decode()
    assert "王德贵" in page
    assert "个工作日" in page
    assert "归档超时" in client.get("/").content.decode()
    for kind in LateKind:
        assert client.get(reverse("archives:late"), {"kind": kind.value}).status_code == 200
    client.login(username=people.archivist.username, password=PASSWORD)
    sent = {"day": "2027-02-08", "working": "0", "name": "春节"}
    assert "2027-02-08" in client.post(reverse("archives:calendar"), sent, follow=True).content.decode()
