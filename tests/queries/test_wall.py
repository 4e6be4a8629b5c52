"""The archive wall: every village's boxes, their completeness, and how many queries that takes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.accounts.models import User
from hudang.archives.actions.boxes import add_box
from hudang.archives.models import Box, HouseholdFile
from hudang.archives.queries.wall import wall_for
from hudang.archives.rules.shelving import Spine
from hudang.kernel.errors import NotAllowed
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People


@pytest.fixture
def boxes(people: People) -> None:
    make_bureau()
    make_file(make_household("王德贵", number=7))
    make_file(make_household("李春花", number=8))
    make_file(make_household("赵永福", village=XINTIAN, number=3))
    HouseholdFile.objects.filter(household__head_name="李春花").update(missing_count=0)


def spines(user: User, division: str = "") -> list[Spine]:
    return [spine for shelf in wall_for(user, division) for spine in shelf.spines]


def test_a_township_sees_each_box_and_the_villages_without(people: People, boxes: None) -> None:
    shelf = wall_for(people.handler)[0]
    assert [(s.village, s.number, s.pouches, s.incomplete, s.percent) for s in shelf.spines] == [
        ("民强村", "01", 2, 1, 50),
        ("民富村", "", 0, 0, None),
    ]
    assert (shelf.township, shelf.villages, shelf.boxes, shelf.incomplete) == ("舍力镇", 2, 1, 1)
    spine = shelf.spines[0]
    assert (spine.fonds, spine.retention, spine.years) == ("J035", "停保后5年", "2021")


def test_the_county_sees_a_spine_a_village(people: People, boxes: None) -> None:
    box = Box.objects.get(village_code=MINQIANG)
    add_box(actor=people.archivist, village_code=MINQIANG, after=box)
    seen = {s.village_code: (s.number, s.boxes, s.box_id) for s in spines(people.county_handler)}
    xintian = Box.objects.get(village_code=XINTIAN)
    assert seen == {
        MINQIANG: ("01—02", 2, None),
        MINFU: ("", 0, None),
        XINTIAN: ("01", 1, xintian.pk),
    }
    assert [s.number for s in spines(people.county_handler, MINQIANG)] == ["01", "02"]


def test_nobody_sees_beyond_his_division(people: People, boxes: None) -> None:
    assert {s.village_code for s in spines(people.handler, FENGSHOU)} == {MINQIANG, MINFU}
    assert {s.village_code for s in spines(people.assistant)} == {MINQIANG}
    with pytest.raises(NotAllowed):
        wall_for(people.auditor)


@pytest.mark.parametrize("division", ["", SHELI])
def test_more_villages_take_no_more_queries(people: People, boxes: None, division: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            wall_for(people.county_handler, division)
        return len(asked)

    before = queries()
    for number in range(5):
        make_file(make_household("孙", village=MINFU, number=20 + number))
    assert queries() == before
