"""重新分盒 (R17)."""

from __future__ import annotations

import pytest

from hudang.archives.actions.arranging import arrange_village, overfull_villages
from hudang.archives.actions.opening import open_all
from hudang.archives.models import Box, Pouch
from hudang.archives.rules.capacity import pouch_thickness, usable
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories.archives import make_bureau
from tests.factories.households import make_household
from tests.people import MINQIANG, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def overfull(people: People) -> None:
    make_bureau()
    open_all(actor=None, households=[make_household(f"户{n}") for n in range(5)])
    thick = pouch_thickness(150)
    Pouch.objects.update(thickness_micrometres=thick)
    Box.objects.update(filled_micrometres=5 * thick)


def test_overfull_box_continues_in_the_next_with_an_unbroken_run(people: People, overfull: None) -> None:
    assert overfull_villages("220882") == [MINQIANG]
    assert arrange_village(actor=people.handler, village_code=MINQIANG) == 3
    first, second, third = Box.objects.order_by("number")
    assert [box.pouches.count() for box in (first, second, third)] == [2, 2, 1]
    assert all(box.filled_micrometres <= usable(box.thickness_mm) for box in (first, second, third))
    run = [p.file.sequence for p in Pouch.objects.order_by("box__number", "file__year", "file__sequence")]
    assert run == sorted(run)
    assert overfull_villages("220882") == []
    assert AuditEntry.objects.get(action="arrange_village").after == {"01": 31, "02": 31, "03": 15}


def test_arranging_again_moves_nothing(people: People, overfull: None) -> None:
    arrange_village(actor=people.handler, village_code=MINQIANG)
    assert arrange_village(actor=people.handler, village_code=MINQIANG) == 0


def test_a_single_pouch_thicker_than_a_box_keeps_a_box_of_its_own(people: People, overfull: None) -> None:
    Pouch.objects.update(thickness_micrometres=60_000)
    arrange_village(actor=people.handler, village_code=MINQIANG)
    assert sorted(box.pouches.count() for box in Box.objects.all()) == [1, 1, 1, 1, 1]


def test_others_are_kept_out(people: People, overfull: None) -> None:
    with pytest.raises(NotVisible):
        arrange_village(actor=people.neighbour, village_code=MINQIANG)
    with pytest.raises(NotAllowed):
        arrange_village(actor=people.assistant, village_code=MINQIANG)
