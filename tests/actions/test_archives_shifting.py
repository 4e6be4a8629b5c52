"""移袋: one pouch or many into another box of their village, and back while nothing later stands in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hudang.archives.actions.boxes import add_box
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.lending import lend_file
from hudang.archives.actions.second_pouch import add_pouch
from hudang.archives.actions.shifting import move_pouches, undo_pouch_move
from hudang.archives.errors import NothingToMove, OtherVillage, PouchesStay, PouchLent
from hudang.archives.models import Box, NoteEntry, Pouch, PouchMove
from hudang.audit.models import AuditEntry
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pouches(people: People) -> list[Pouch]:
    make_bureau()
    names = enumerate(("王德贵", "孙二", "李三"), start=7)
    return [make_file(make_household(name, number=number)).pouches.get() for number, name in names]


@pytest.fixture
def second(people: People, pouches: list[Pouch]) -> Box:
    return add_box(actor=people.handler, village_code=MINQIANG, after=pouches[0].box)


def moved(people: People, pouches: list[Pouch], box: Box | None) -> PouchMove:
    ids = [pouch.pk for pouch in pouches]
    return move_pouches(actor=people.handler, pouch_ids=ids, box_id=box.pk if box else None)


def boxes(pouches: list[Pouch]) -> list[int]:
    return [Pouch.objects.get(pk=pouch.pk).box.number for pouch in pouches]


def filled(box: Box) -> int:
    return Box.objects.get(pk=box.pk).filled_micrometres


def test_several_move_in_one_act_and_the_fill_follows(people: People, pouches: list[Pouch], second: Box) -> None:
    first = pouches[0].box
    moved(people, pouches[:2], second)
    assert boxes(pouches) == [2, 2, 1]
    assert filled(second) == 2 * pouches[0].thickness_micrometres
    assert filled(first) == pouches[2].thickness_micrometres
    assert AuditEntry.objects.filter(action="move_pouch").count() == 2
    assert NoteEntry.objects.filter(box=first, text__contains="移至02 号盒").count() == 2


def test_the_pouches_of_one_file_move_together(people: People, pouches: list[Pouch], second: Box) -> None:
    file_items(actor=people.handler, file_id=pouches[0].file_id, entries=[ItemEntry("M01", page_count=2)])
    further = add_pouch(actor=people.handler, file=pouches[0].file)
    done = moved(people, [further], second)
    assert boxes([pouches[0], further]) == [2, 2]
    undo_pouch_move(actor=people.handler, move_id=done.pk)
    assert boxes([pouches[0], further]) == [1, 1]


def test_without_a_box_the_next_one_is_made(people: People, pouches: list[Pouch], second: Box) -> None:
    move = moved(people, pouches[:1], None)
    assert move.to_box.number == 3
    assert boxes(pouches) == [3, 1, 1]


def test_a_move_sent_twice_moves_once(people: People, pouches: list[Pouch], second: Box) -> None:
    moved(people, pouches[:1], second)
    with pytest.raises(NothingToMove):
        moved(people, pouches[:1], second)
    moved(people, pouches[:2], second)
    assert [len(move.places) for move in PouchMove.objects.order_by("pk")] == [1, 1], "what lies there stays"
    assert filled(second) == 2 * pouches[0].thickness_micrometres


def test_all_or_none(people: People, pouches: list[Pouch], second: Box) -> None:
    stranger = make_file(make_household("李四", village=MINFU)).pouches.get()
    with pytest.raises(OtherVillage, match="一盒只装一个村"):
        moved(people, [pouches[0], stranger], second)
    lend_file(
        actor=people.handler, file_id=pouches[1].file_id, borrower="县医保局", purpose="核对",
        due_on=clock.today() + timedelta(days=5),
    )  # fmt: skip
    with pytest.raises(PouchLent, match="已借出"):
        moved(people, pouches, second)
    assert boxes(pouches) == [1, 1, 1]


def test_who_may(people: People, pouches: list[Pouch], second: Box) -> None:
    ids = [pouches[0].pk]
    with pytest.raises(NotAllowed):
        move_pouches(actor=people.auditor, pouch_ids=ids, box_id=second.pk)
    with pytest.raises(NotVisible):
        move_pouches(actor=people.neighbour, pouch_ids=ids, box_id=second.pk)
    with pytest.raises(NothingToMove):
        move_pouches(actor=people.handler, pouch_ids=[], box_id=second.pk)
    move = moved(people, pouches[:1], second)
    with pytest.raises(NotVisible):
        undo_pouch_move(actor=people.neighbour, move_id=move.pk)


class TestTakingBack:
    def test_all_go_back(self, people: People, pouches: list[Pouch], second: Box) -> None:
        move = moved(people, pouches[:2], second)
        undo_pouch_move(actor=people.handler, move_id=move.pk)
        assert boxes(pouches) == [1, 1, 1]
        assert filled(second) == 0
        assert AuditEntry.objects.filter(action="move_pouch", summary__startswith="撤回移袋").count() == 2
        with pytest.raises(PouchesStay, match="已经撤回过了"):
            undo_pouch_move(actor=people.handler, move_id=move.pk)

    def test_not_when_one_was_moved_on_since(self, people: People, pouches: list[Pouch], second: Box) -> None:
        move = moved(people, pouches[:2], second)
        later = moved(people, pouches[1:2], None)
        with pytest.raises(PouchesStay, match="后来又移到了03 号盒"):
            undo_pouch_move(actor=people.handler, move_id=move.pk)
        assert boxes(pouches) == [2, 3, 1]
        undo_pouch_move(actor=people.handler, move_id=later.pk)
        undo_pouch_move(actor=people.handler, move_id=move.pk)
        assert boxes(pouches) == [1, 1, 1], "the later one first, then the earlier"

    def test_not_when_lent_since(self, people: People, pouches: list[Pouch], second: Box) -> None:
        move = moved(people, pouches[:1], second)
        due = clock.today() + timedelta(days=5)
        lend_file(actor=people.handler, file_id=pouches[0].file_id, borrower="县医保局", purpose="核对", due_on=due)
        with pytest.raises(PouchesStay, match="已借出"):
            undo_pouch_move(actor=people.handler, move_id=move.pk)

    def test_not_when_the_box_is_gone_or_filled_since(self, people: People, pouches: list[Pouch], second: Box) -> None:
        first, move = pouches[0].box, moved(people, pouches[:1], second)
        Box.objects.filter(pk=first.pk).update(filled_micrometres=49_000)
        with pytest.raises(PouchesStay, match="后来放了别的户袋"):
            undo_pouch_move(actor=people.handler, move_id=move.pk)
        Box.objects.filter(pk=first.pk).update(retired_on=clock.today())
        with pytest.raises(PouchesStay, match="已停用"):
            undo_pouch_move(actor=people.handler, move_id=move.pk)

    def test_back_into_a_box_that_was_too_full_before(self, people: People, pouches: list[Pouch], second: Box) -> None:
        Box.objects.filter(pk=pouches[0].box_id).update(filled_micrometres=60_000)
        move = moved(people, pouches[:1], second)
        undo_pouch_move(actor=people.handler, move_id=move.pk)
        assert boxes(pouches[:1]) == [1]


def test_the_page_of_a_box(people: People, pouches: list[Pouch], second: Box) -> None:
    client = signed_in(people.handler)
    first = f"/boxes/{pouches[0].box_id}/"
    assert "新立的下一号盒" in text_of(client.get(first))
    sent = {"pouches": [pouch.pk for pouch in pouches[:2]], "box": second.pk}
    assert "2 袋已移至 02 号盒" in text_of(client.post("/pouches/move/", sent, follow=True))
    page = client.get(first)
    assert "近期移袋" in text_of(page) and "01 号盒 → 02 号盒" in text_of(page)
    address = f"/pouches/moves/{PouchMove.objects.get().pk}/undo/"
    assert address in page.content.decode()
    assert "2 袋放回原来的盒" in text_of(client.post(address, follow=True))
    assert address not in client.get(first).content.decode()
    assert "新立的下一号盒" not in text_of(signed_in(people.township_head).get(first))
