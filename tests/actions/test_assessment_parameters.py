"""Entering the region's parameters: they hold between their days, never overlap, and nothing older stands in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.errors import MissingParameter, OverlappingSheet
from hudang.assessment.models import ParameterSheet
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.vocabulary import Area
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.people import People

COUNTY = "220882"
JUNE, JANUARY = date(2026, 6, 1), date(2027, 1, 1)


def form(since: date = JUNE, until: date | None = None, source: str = "吉民发〔2022〕15号", **body: Any) -> SheetForm:
    return SheetForm(Area.RURAL, since, source, {"standard": "405", **body}, until)


def standard_on(day: date) -> Decimal | None:
    return parameters_in_force(COUNTY, Area.RURAL, day).standard


def test_a_sheet_holds_from_its_day_and_the_next_ends_it(people: People) -> None:
    first = enter_parameters(actor=people.archivist, county_code=COUNTY, form=form())
    enter_parameters(actor=people.archivist, county_code=COUNTY, form=form(JANUARY, standard="430"))
    assert standard_on(date(2026, 12, 31)) == Decimal(405)
    assert standard_on(JANUARY) == Decimal(430)
    first.refresh_from_db()
    assert first.valid_until == JANUARY
    told = parameters_in_force(COUNTY, Area.RURAL, JUNE)
    assert (told.version, told.source) == ("220882-rural-20260601", "吉民发〔2022〕15号")
    entry = AuditEntry.objects.filter(action="enter_parameters").latest("pk")
    assert entry.after["body"]["standard"] == "430"
    assert "220882-rural-20260601" in str(entry.before)


def test_outside_its_days_nothing_older_stands_in(people: People) -> None:
    enter_parameters(actor=people.system, county_code=COUNTY, form=form(until=JANUARY))
    for day in (date(2026, 5, 31), JANUARY):
        with pytest.raises(MissingParameter, match="测算参数（农村）"):
            standard_on(day)
    with pytest.raises(MissingParameter, match="测算参数（城市）"):
        parameters_in_force(COUNTY, Area.URBAN, JUNE)


@pytest.mark.parametrize(
    "other",
    [
        form(),
        form(date(2026, 5, 1)),
        form(date(2026, 5, 1), date(2026, 6, 2)),
        form(date(2026, 12, 31)),
    ],
)
def test_days_that_are_taken_are_refused(people: People, other: SheetForm) -> None:
    enter_parameters(actor=people.archivist, county_code=COUNTY, form=form(until=JANUARY))
    with pytest.raises(OverlappingSheet, match="220882-rural-20260601"):
        enter_parameters(actor=people.archivist, county_code=COUNTY, form=other)
    assert ParameterSheet.objects.count() == 1


def test_sheets_that_touch_do_not_overlap(people: People) -> None:
    enter_parameters(actor=people.archivist, county_code=COUNTY, form=form(until=JANUARY))
    enter_parameters(actor=people.archivist, county_code=COUNTY, form=form(JANUARY))
    enter_parameters(actor=people.archivist, county_code=COUNTY, form=form(date(2026, 1, 1), JUNE))
    assert ParameterSheet.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (form(standard="0"), "standard"),
        (form(standard="很多"), "standard"),
        (SheetForm(Area.RURAL, JUNE, "文件", {}), "standard"),
        (form(source="  "), "source"),
        (form(until=JUNE), "valid_until"),
        (form(colour="1"), "colour"),
        (form(supplements=[{"group": "elder", "amount": {"method": "fixed", "value": "1"}}]), "supplements.1"),
        (form(edge_multiple="1"), "edge_multiple"),
    ],
)
def test_faults_are_told_at_their_field(people: People, wrong: SheetForm, place: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        enter_parameters(actor=people.archivist, county_code=COUNTY, form=wrong)
    assert place in refusal.value.fields
    assert not ParameterSheet.objects.exists()


def test_who_may_enter_them(people: People) -> None:
    for person in (people.handler, people.county_handler, people.auditor):
        with pytest.raises(NotAllowed):
            enter_parameters(actor=person, county_code=COUNTY, form=form())
    with pytest.raises(NotVisible):
        enter_parameters(actor=people.archivist, county_code="220881", form=form())
