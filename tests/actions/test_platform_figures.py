"""Figures that the database keeps: right after every kind of write, mended when somebody wrote past them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from hudang.archives.models import (
    AwaitedFigure,
    Box,
    BoxFigure,
    FileFigure,
    Fonds,
    GroupFigure,
    HoldingFigure,
    HouseholdFile,
    ItemFigure,
    Location,
    PaperFigure,
    Pouch,
    UnfiledFigure,
)
from hudang.archives.queries.figures import counts_for as archive_counts
from hudang.archives.queries.figures import missing_count, village_for, villages_for
from hudang.households.actions.classification import reclassify
from hudang.households.models import Classification, Household, HouseholdFigure, HouseholdTag, TagFigure
from hudang.households.queries.counts import counts_for, how_many
from hudang.kernel import clock
from hudang.platform import figures
from tests.factories.archives import make_bureau, make_file, material
from tests.factories.households import add_member, make_household
from tests.people import MINFU, MINQIANG, SHELI, XINTIAN, People


@pytest.fixture
def file(people: People) -> HouseholdFile:
    """An open file of a household that is classified."""
    make_bureau()
    Fonds.objects.update(kept_since="2026-01-01")
    found = make_file(make_household("李桂芝"))
    reclassify([found.household_id], clock.today())
    HouseholdTag.objects.get_or_create(household=found.household, tag="student")
    item = {"pouch": found.pouches.get(), "title": "申请书", "creator": "李桂芝", "dated": "20260301", "filed_by": "赵"}
    for number in (1, 2):
        found.items.create(
            number=number, reference_code=f"{found}-{number}", material=material("M01"), first_page=number,
            page_count=2, **item,
        )  # fmt: skip
    return found


def _second_box(file: HouseholdFile) -> Box:
    box = file.pouches.get().box
    return Box.objects.create(fonds=box.fonds, village_code=box.village_code, number=90)


def _closed_copy(file: HouseholdFile) -> HouseholdFile:
    closed = HouseholdFile.objects.get(pk=file.pk)
    closed.pk, closed.reference_code, closed.year, closed.state = None, "J035-OLD", 2019, "CLOSED"
    closed.save(force_insert=True)
    return closed


WRITES: dict[str, Callable[[HouseholdFile], Any]] = {
    "household stops": lambda f: Household.objects.update(state="STOPPED"),
    "household moves": lambda f: Household.objects.update(village_code=MINFU),
    "money changes": lambda f: Household.objects.update(allowance="415.37", covered_size=None),
    "kind changes": lambda f: Household.objects.update(abc_class="C", assistance="01"),
    "whole row saved": lambda f: f.household.save(),
    "class changes": lambda f: Classification.objects.update(family_structure="99", proposed_source="3"),
    "class goes": lambda f: Classification.objects.all().delete(),
    "tag goes": lambda f: HouseholdTag.objects.all().delete(),
    "second tag": lambda f: HouseholdTag.objects.create(household=f.household, tag="severe_illness"),
    "file moves": lambda f: HouseholdFile.objects.update(village_code=MINFU, sequence=900),
    "file complete": lambda f: HouseholdFile.objects.update(missing_count=0, item_count=7, page_count=9),
    "file destroyed": lambda f: HouseholdFile.objects.update(state="DESTROYED"),
    "file of another year": lambda f: HouseholdFile.objects.update(year=1999, retention="Y"),
    "item becomes another": lambda f: f.items.update(material=material("M02"), page_count=11),
    "item goes": lambda f: f.items.last().delete(),
    "first of a material goes": lambda f: f.items.first().delete(),
    "item leaves its material": lambda f: f.items.filter(number=1).update(material=material("M02")),
    "decision on paper": lambda f: f.items.filter(number=1).update(material=material("M50")),
    "decision scanned": lambda f: f.items.filter(number=1).update(material=material("M50"), digital=True),
    "paper of another day": lambda f: f.items.filter(number=2).update(dated="20190101", filed_at=clock.now()),
    "approval of another day": lambda f: Household.objects.update(approved_on="2026-10-30"),
    "approval taken back": lambda f: Household.objects.update(approved_on=None),
    "file closing": lambda f: HouseholdFile.objects.update(state="CLOSING", stopped_on="2026-11-01"),
    "file closed": lambda f: HouseholdFile.objects.update(state="CLOSED"),
    "archive in use for longer": lambda f: Fonds.objects.update(kept_since="2019-01-01"),
    "archive in use from now on": lambda f: Fonds.objects.update(kept_since="2026-11-01"),
    "pouch continued": lambda f: Pouch.objects.create(
        file=f, box=f.pouches.get().box, village_code=f.village_code, part=2, state="LIVE", household=f.household
    ),
    "pouch in another box": lambda f: f.pouches.update(box=_second_box(f)),
    "pouch destroyed": lambda f: f.pouches.update(state="DESTROYED"),
    "box placed": lambda f: Box.objects.update(location=Location.objects.create(county_code=SHELI, code="K1-A-01")),
    "file of another class": lambda f: HouseholdFile.objects.update(scheme_class=None),
    "file emptied": lambda f: HouseholdFile.objects.update(item_count=0),
    "second file": lambda f: _closed_copy(f),
    "another file": lambda f: make_file(make_household("王福")),
    "household without a file": lambda f: make_household("赵福", village=MINFU),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
def test_every_kind_of_write_keeps_the_figures(file: HouseholdFile, write: Callable[[HouseholdFile], Any]) -> None:
    assert figures.differences() == []
    write(file)
    assert figures.differences() == []


def test_all_is_taken_away(file: HouseholdFile) -> None:
    household = file.household
    file.items.all().delete()
    file.pouches.all().delete()
    file.delete()
    assert UnfiledFigure.objects.get(village_code=MINQIANG).households == 1
    household.delete()
    assert figures.differences() == []
    assert [sum(model.objects.values_list(name, flat=True)) for model, name in (
        (HouseholdFigure, "households"), (TagFigure, "households"), (FileFigure, "files"), (BoxFigure, "pouches"),
        (ItemFigure, "items"), (UnfiledFigure, "households"),
        (HoldingFigure, "households"), (GroupFigure, "households"), (AwaitedFigure, "files"), (PaperFigure, "items"),
    )] == [0] * 10  # fmt: skip


def test_what_the_pages_show(file: HouseholdFile, people: People) -> None:
    make_household("赵福", village=MINFU, state="APPLYING", allowance=None)
    make_household("韩福", village=XINTIAN, allowance="100.10")
    counts, archive = counts_for(people.handler), archive_counts(people.handler)
    assert (counts.total, counts.paid, counts.applying, counts.covered) == (2, 1, 1, 1)
    assert counts.allowance == 320
    assert {tag.tag for tag in counts.tags if tag.count} == {"elder", "student"}
    assert (archive.files, archive.incomplete, archive.without_pouch, archive.boxes) == (1, 1, 0, 1)
    assert archive_counts(people.neighbour).without_pouch == 1
    assert counts_for(people.county_handler).allowance == counts.allowance + counts_for(people.neighbour).allowance
    assert how_many(people.handler) == 2
    assert how_many(people.handler, prefix=MINFU, states=["ACTIVE"]) == 0
    assert missing_count(people.handler) == 1
    assert missing_count(people.handler, MINFU) == 0
    row = village_for(people.handler, MINQIANG)
    assert row in villages_for(people.handler)
    assert village_for(people.handler, XINTIAN) is None


def test_a_household_counts_once_for_a_material_in_all_its_files(file: HouseholdFile) -> None:
    closed = _closed_copy(file)
    file.items.filter(number=1).update(file=closed)
    assert figures.differences() == []
    held = {"state": "ACTIVE", "material_id": material("M01").pk, "households": 1}
    assert HoldingFigure.objects.get(papers="lacking", village_code=MINQIANG).households == 1
    HouseholdFile.objects.filter(pk=file.pk).update(state="CLOSED")
    assert HoldingFigure.objects.filter(papers="", **held).exists()
    file.items.all().delete()
    assert HoldingFigure.objects.filter(papers="", **held).exists()
    HouseholdFile.objects.filter(pk=closed.pk).update(state="DESTROYED")
    assert not HoldingFigure.objects.filter(households__gt=0).exists()
    assert figures.differences() == []


def test_what_was_written_past_the_triggers_is_found_and_mended(file: HouseholdFile) -> None:
    FileFigure.objects.update(files=40)
    found = figures.differences()
    assert [(each.table, each.kept[0], each.counted[0]) for each in found] == [("archives_filefigure", 40, 1)]
    figures.recount()
    assert figures.differences() == []


def test_migrations_find_no_triggers_and_leave_them_made_anew(file: HouseholdFile) -> None:
    assert figures.installed()
    figures.release()
    assert not figures.installed()
    add_member(file.household, "10")
    Household.objects.update(state="STOPPED")
    assert figures.differences()
    figures.install()
    assert figures.installed()
    assert figures.differences() == []


def test_names_of_triggers_are_told_apart_on_every_database(people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'figures%'")
        names = [name for (name,) in cursor.fetchall()]
    assert names
    assert max(map(len, names)) <= 63


def test_very_many_rows_are_counted_at_their_end(file: HouseholdFile) -> None:
    FileFigure.objects.filter(village_code=MINQIANG).update(files=40)
    with figures.counted_afterwards(SHELI[:9]):
        make_file(make_household("王福"))
        make_household("赵福", village=MINFU)
        assert not figures.installed()
    assert figures.installed()
    assert figures.differences() == []


def test_a_bulk_write_that_fails_leaves_the_triggers(file: HouseholdFile) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), figures.counted_afterwards(SHELI[:9]):
        make_household("赵福", village=MINFU)
        raise ZeroDivisionError
    assert figures.installed()
    assert figures.differences() == []
