"""Seven views of one archive: one total, the filters kept, every group opening what it counts."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.archives.actions.annulling import annul_item, restore_item
from hudang.archives.actions.boxes import add_box, place_box
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.models import Box, HouseholdFile, Item, ItemFigure, Pouch
from hudang.archives.queries.holdings import HoldingFilters, Holdings, holdings_for, households_in
from hudang.archives.rules.holdings import COMPLETE, LACKING, NONE, SEVERAL, WITHOUT, View
from hudang.households.models import Household
from tests.factories import scans
from tests.factories.again import again
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, XINTIAN, People

ALL = HoldingFilters()


@pytest.fixture
def archive(people: People) -> Household:
    """Five households: one with a placed box, one in two boxes and years, one beyond, one without pouch, one stopped."""
    return _archive(people)


@again
def _archive(people: People) -> Household:
    make_bureau()
    file = make_file(make_household("王德贵", number=1))
    sources = (FileSource(io.BytesIO(scans.jpeg("a")), "1.jpg"),)
    entries = [ItemEntry(material="M10", sources=sources), ItemEntry(material="M11", page_count=1)]
    file_items(actor=people.handler, file_id=file.pk, entries=entries)
    box = Box.objects.get(village_code=MINQIANG)
    place_box(actor=people.archivist, box=box, location="K1-A-02-3-4-L-05", thickness_mm=50)
    spread = make_household("李春花", number=2)
    live = make_file(spread)
    second = add_box(actor=people.archivist, village_code=MINQIANG, after=box)
    old = HouseholdFile.objects.get(pk=live.pk)
    old.pk, old.reference_code, old.year, old.retention, old.state = None, "J035-OLD", 2019, "D10", "CLOSED"
    old.save(force_insert=True)
    Pouch.objects.create(file=old, box=second, village_code=MINQIANG, state="CLOSED", household=spread)
    make_file(make_household("赵永福", village=XINTIAN, number=3))
    make_household("无袋户", village=MINFU, number=4)
    make_household("停保户", village=MINFU, number=5, state="STOPPED")
    return spread


def counted(found: Holdings) -> dict[str, int]:
    return {group.key: group.households for group in found.groups}


@pytest.mark.parametrize("view", [v for v in View if v not in (View.HOUSEHOLD, View.MATERIAL)])
@pytest.mark.parametrize("filters", [ALL, HoldingFilters(state="paid"), HoldingFilters(division=MINQIANG)])
def test_the_groups_of_every_view_add_up_to_the_total(
    people: People, archive: Household, view: View, filters: HoldingFilters
) -> None:
    total = holdings_for(people.county_handler, View.HOUSEHOLD, filters).total
    found = holdings_for(people.county_handler, view, filters)
    assert found.total == total > 0
    assert sum(group.households for group in found.groups) == total


@pytest.mark.parametrize("view", list(View))
def test_every_group_opens_as_many_households_as_it_counts(people: People, archive: Household, view: View) -> None:
    for group in holdings_for(people.county_handler, view, ALL).groups:
        opened = households_in(people.county_handler, view, ALL, group.key).rows
        assert len({row.code for row in opened}) == len(opened) == group.households, group
        assert households_in(people.county_handler, view, ALL, group.key, rare=True).rows == opened


def test_an_annulled_paper_counts_for_no_material(people: People, archive: Household) -> None:
    annulled = Item.objects.get(material__code="M10")
    key, before = str(annulled.material_id), HouseholdFile.objects.get(pk=annulled.file_id)
    assert counted(holdings_for(people.county_handler, View.MATERIAL, ALL))[key] == 1
    annul_item(annulled.pk)
    found = holdings_for(people.county_handler, View.MATERIAL, ALL)
    assert key not in counted(found)
    assert found.total == holdings_for(people.county_handler, View.BOX, ALL).total
    assert not households_in(people.county_handler, View.MATERIAL, ALL, key).rows
    file = annulled.file
    file.refresh_from_db()
    assert (before.item_count - file.item_count, before.page_count - file.page_count) == (1, annulled.page_count)
    assert not ItemFigure.objects.filter(material_id=annulled.material_id, items__gt=0).exists()
    restore_item(annulled.pk)
    file.refresh_from_db()
    assert (file.item_count, file.page_count) == (before.item_count, before.page_count)
    assert counted(holdings_for(people.county_handler, View.MATERIAL, ALL))[key] == 1


def test_several_values_and_none_have_groups_of_their_own(people: People, archive: Household) -> None:
    for view in (View.BOX, View.YEAR, View.RETENTION, View.LOCATION):
        seen = counted(holdings_for(people.county_handler, view, ALL))
        assert (seen[SEVERAL], seen[NONE]) == (1, 2), view
        (row,) = households_in(people.county_handler, view, ALL, SEVERAL).rows
        assert row.code == archive.code


def test_a_household_stands_under_each_of_its_materials(people: People, archive: Household) -> None:
    found = holdings_for(people.county_handler, View.MATERIAL, ALL)
    by_label = {group.note or group.key: group.households for group in found.groups}
    assert by_label == {"M10": 1, "M11": 1, NONE: 4}
    assert found.total == 5


FILTERS = [
    HoldingFilters(division=division, state=state, papers=papers)
    for division in ("", MINQIANG)
    for state in ("", "paid", "STOPPED")
    for papers in ("", LACKING, COMPLETE, WITHOUT)
]


def test_under_every_filter_a_material_counts_the_households_it_opens(people: People, archive: Household) -> None:
    HouseholdFile.objects.filter(household__head_name="王德贵").update(missing_count=0)
    make_file(make_household("缺件户", number=6))
    lacking = HouseholdFile.objects.get(household__head_name="缺件户")
    for _ in range(2):
        entry = ItemEntry(material="M10", page_count=1)
        file_items(actor=people.handler, file_id=lacking.pk, entries=[entry])
    Household.objects.filter(head_name="缺件户").update(state="STOPPED")
    seen = set()
    for filters in FILTERS:
        found = holdings_for(people.county_handler, View.MATERIAL, filters)
        for group in found.groups:
            rows = households_in(people.county_handler, View.MATERIAL, filters, group.key).rows
            assert len(rows) == group.households, (filters, group)
            seen.add((group.note, group.households))
    assert {("M10", 2), ("M10", 1), ("M11", 1)} <= seen


def test_only_the_own_division_counts(people: People, archive: Household) -> None:
    assert [holdings_for(people.handler, view, ALL).total for view in View] == [4] * 7
    assert holdings_for(people.handler, View.BOX, HoldingFilters(division=XINTIAN)).total == 0


def test_pages_go_on_after_a_code(people: People, archive: Household) -> None:
    first = households_in(people.county_handler, View.HOUSEHOLD, ALL, "", size=3)
    rest = households_in(people.county_handler, View.HOUSEHOLD, ALL, "", after=first.after, size=3)
    assert len(first.rows) == 3 and len(rest.rows) == 2 and not rest.after
    assert not {row.code for row in first.rows} & {row.code for row in rest.rows}


@pytest.mark.parametrize("view", list(View))
def test_more_households_take_no_more_queries(people: People, archive: Household, view: View) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            holdings_for(people.county_handler, view, ALL)
        return len(asked)

    before = queries()
    for number in range(10, 14):
        make_file(make_household("孙", village=MINFU, number=number))
    assert queries() == before
