"""初次安放: many boxes that stand nowhere yet get their places at once; their spines are one print job (issue 3)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from hudang.archives.actions.boxes import add_box, place_box
from hudang.archives.actions.shelves import place_boxes, undo_shelf_move
from hudang.archives.errors import AllPlaced, BadLocation, PlacesTaken, ShelfChanged
from hudang.archives.models import Box, NoteEntry, Pouch, ShelfMove
from hudang.archives.queries.shelves import places_for, placing_for
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform.models import Job
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import COUNTY, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes(people: People) -> list[Box]:
    """Return two boxes of 民强村 and one of 新田村, none of which stands anywhere."""
    make_bureau()
    first = Pouch.objects.get(file=make_file(make_household())).box
    second = add_box(actor=people.handler, village_code=first.village_code, after=first)
    other = Pouch.objects.get(file=make_file(make_household("李四", village=XINTIAN))).box
    return [first, second, other]


def places() -> list[str | None]:
    return list(Box.objects.order_by("pk").values_list("location__code", flat=True))


def place(people: People, start: str = "K1-A-02-09", a_place: int = 2, division: str = COUNTY) -> ShelfMove:
    plan = placing_for(people.archivist, division, start, a_place)
    return place_boxes(actor=people.archivist, division=division, start=start, a_place=a_place, token=plan.token)


def test_boxes_fill_place_after_place_village_by_village_and_back(people: People, boxes: list[Box]) -> None:
    move = place(people)
    assert places() == ["K1-A-02-09", "K1-A-02-10", "K1-A-02-09"], "新田村's code comes before 民强村's"
    assert NoteEntry.objects.filter(box=boxes[0]).latest("pk").text == "初次安放：放在 K1-A-02-09。"
    entry = AuditEntry.objects.get(action="place_boxes")
    assert (entry.after["boxes"], "大安市" in entry.summary) == (3, True)
    undo_shelf_move(actor=people.archivist, move_id=move.pk)
    assert places() == [None, None, None]


def test_a_place_of_one_box_takes_one_box(people: People, boxes: list[Box]) -> None:
    place(people, "K1-A-02-3-4-L-08", a_place=5, division=SHELI)
    assert places() == ["K1-A-02-3-4-L-08", "K1-A-02-3-4-L-09", None]


def test_what_is_refused(people: People, boxes: list[Box]) -> None:
    with pytest.raises(BadLocation):
        placing_for(people.archivist, COUNTY, "二号柜", 1)
    with pytest.raises(BadLocation):
        placing_for(people.archivist, COUNTY, "K1-A-02-998", 1)
    with pytest.raises(NotAllowed):
        placing_for(people.assistant, SHELI, "K1-A-02-1", 1)
    with pytest.raises(NotVisible):
        place_boxes(actor=people.handler, division=COUNTY, start="K1-A-02-1", a_place=1, token="")
    with pytest.raises(ShelfChanged):
        place_boxes(actor=people.archivist, division=COUNTY, start="K1-A-02-1", a_place=1, token="before")
    place_box(actor=people.archivist, box=boxes[0], location="K1-A-02-3-4-L-02", thickness_mm=50)
    with pytest.raises(PlacesTaken):
        place(people, "K1-A-02-3-4-L-01", 1)
    place(people)
    with pytest.raises(AllPlaced):
        place(people)


def test_the_pages_and_one_job_for_all_spines(
    people: People, boxes: list[Box], django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(people.archivist)
    asked = {"division": COUNTY, "start": "K1-A-02-1", "a_place": 10}
    preview = client.get(reverse("archives:place-boxes"), asked)
    assert "安放 3 盒" in text_of(preview)
    sent = asked | {"token": preview.context["plan"].token}
    page = client.post(reverse("archives:carry-out-placing"), sent, follow=True)
    assert "打印全部盒脊（3 盒）" in text_of(page)
    address = reverse("archives:print-moved-spines", args=[ShelfMove.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            client.post(address, {"once": page.context["once"], "spines": "a4"})
    job = Job.objects.get()
    assert (job.state, job.outcome["papers"]) == ("done", 3)
    assert "不符合" in text_of(client.get(reverse("archives:place-boxes"), asked | {"start": "二号柜"}))


def test_the_places_as_a_tree(people: People, boxes: list[Box]) -> None:
    place(people, "K1-A-02-9", a_place=2)
    rows = [(row.code, row.depth, row.boxes) for row in places_for(people.archivist)]
    assert rows == [("K1", 0, 3), ("K1-A", 1, 3), ("K1-A-02", 2, 3), ("K1-A-02-9", 3, 2), ("K1-A-02-10", 3, 1)]
    assert [row.boxes for row in places_for(people.handler)][:1] == [2]
    page = signed_in(people.archivist).get(reverse("archives:shelves"))
    assert "K1-A-02-10" in text_of(page)
