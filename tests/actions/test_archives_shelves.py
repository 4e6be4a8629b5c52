"""移架: a whole shelf or room at once, previewed, and back (R17, issue 3)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.actions.boxes import add_box, place_box
from hudang.archives.actions.shelves import move_shelf, undo_shelf_move
from hudang.archives.errors import AlreadyUndone, BadLocation, NothingThere, PlacesTaken, ShelfChanged
from hudang.archives.models import Box, NoteEntry, Pouch, ShelfMove
from hudang.archives.queries.shelves import plan_for
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, XINTIAN, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes(people: People) -> list[Box]:
    """Two boxes of 民强村 on K1-A-02, one of 新田村 beside them."""
    make_bureau()
    first = Pouch.objects.get(file=make_file(make_household())).box
    second = add_box(actor=people.handler, village_code=first.village_code, after=first)
    other = Pouch.objects.get(file=make_file(make_household("李四", village=XINTIAN))).box
    for number, box in enumerate((first, second, other), start=5):
        place_box(actor=people.archivist, box=box, location=f"K1-A-02-3-4-L-0{number}", thickness_mm=50)
    return [first, second, other]


def places() -> list[str]:
    return list(Box.objects.order_by("pk").values_list("location__code", flat=True))


def test_a_shelf_moves_as_previewed_and_back(people: People, boxes: list[Box]) -> None:
    plan = plan_for(people.archivist, "k1-a-02", "K2-B-01")
    assert [each.target for each in plan.transfers] == [f"K2-B-01-3-4-L-0{n}" for n in (5, 6, 7)]
    move = move_shelf(actor=people.archivist, origin="K1-A-02", target="K2-B-01", token=plan.token)
    assert places() == [f"K2-B-01-3-4-L-0{n}" for n in (5, 6, 7)]
    assert "由 K1-A-02-3-4-L-05 移至 K2-B-01-3-4-L-05" in NoteEntry.objects.get(box=boxes[0]).text
    assert AuditEntry.objects.get(action="move_shelf").after["boxes"] == 3
    undo_shelf_move(actor=people.archivist, move_id=move.pk)
    assert places() == [f"K1-A-02-3-4-L-0{n}" for n in (5, 6, 7)]
    with pytest.raises(AlreadyUndone):
        undo_shelf_move(actor=people.archivist, move_id=move.pk)


def test_a_township_moves_its_own_boxes_only(people: People, boxes: list[Box]) -> None:
    assert len(plan_for(people.handler, "K1", "K3").transfers) == 2
    with pytest.raises(NotAllowed):
        plan_for(people.assistant, "K1", "K3")


def test_what_stands_in_the_way_is_named(people: People, boxes: list[Box]) -> None:
    plan = plan_for(people.handler, "K1-A-02-3-4-L-05", "K1-A-02-3-4-L-07")
    assert plan.taken == ["K1-A-02-3-4-L-07"]
    with pytest.raises(PlacesTaken, match="K1-A-02-3-4-L-07"):
        move_shelf(actor=people.handler, origin="K1-A-02-3-4-L-05", target="K1-A-02-3-4-L-07", token=plan.token)


def test_other_refusals(people: People, boxes: list[Box]) -> None:
    token = plan_for(people.archivist, "K1-A-02", "K2-B-01").token
    with pytest.raises(NothingThere):
        move_shelf(actor=people.archivist, origin="K9", target="K2-B-01", token=token)
    with pytest.raises(BadLocation):
        plan_for(people.archivist, "二号柜", "K2")
    place_box(actor=people.archivist, box=boxes[0], location="K1-A-02-3-4-L-01", thickness_mm=50)
    with pytest.raises(ShelfChanged):
        move_shelf(actor=people.archivist, origin="K1-A-02", target="K2-B-01", token=token)


def test_a_shelf_is_no_beginning_of_another_number(people: People, boxes: list[Box]) -> None:
    assert plan_for(people.archivist, "K1-A-02-3-4-L-0", "K2").transfers == []


def test_the_pages(people: People, boxes: list[Box]) -> None:
    client = Client()
    client.login(username=people.archivist.username, password=PASSWORD)
    page = reverse("archives:move-shelf")
    assert "移动 3 盒" in client.get(page, {"origin": "K1-A-02", "target": "K2-B-01"}).content.decode()
    assert "不符合" in client.get(page, {"origin": "二号柜", "target": "K2"}).content.decode()
    token = plan_for(people.archivist, "K1-A-02", "K2-B-01").token
    sent = {"origin": "K1-A-02", "target": "K2-B-01", "token": token}
    assert "打印盒脊" in client.post(reverse("archives:carry-out-shelf-move"), sent, follow=True).content.decode()
    undo = reverse("archives:undo-shelf-move", args=[ShelfMove.objects.get().pk])
    assert "已撤回移架" in client.post(undo, follow=True).content.decode()
    client.login(username=people.handler.username, password=PASSWORD)
    assert client.get(reverse("archives:shelf-move", args=[ShelfMove.objects.get().pk])).status_code == 404
