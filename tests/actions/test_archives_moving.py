"""县内迁居 and 村撤并: household, pouch and box in one act (archive.md §4)."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.moving import move_household
from hudang.archives.actions.unmoving import undo_move
from hudang.archives.actions.villages import end_division
from hudang.archives.errors import MoveStands
from hudang.archives.models import Box, FormerCode, HouseholdFile, Item, NoteEntry, OutCard, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.divisions.models import Division
from hudang.households.errors import NoSuchVillage, SameVillage, WrongState
from hudang.kernel.errors import NotAllowed, NotVisible, StaleForm
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    Division.objects.filter(code=MINQIANG).update(short_code="E01")
    Division.objects.filter(code=MINFU).update(short_code="E02")
    make_file(make_household("李四", village=MINFU))
    return make_file(make_household())


def move(people: People, file: HouseholdFile, village: str = MINFU, **changes: object) -> None:
    given = {"actor": people.handler, "code": file.household.code, "version": 1, "village_code": village, "on": DAY}
    move_household(**(given | {"reason": "随子女居住"} | changes))  # type: ignore[arg-type]


def test_an_unclosed_pouch_gets_a_number_of_the_new_village(people: People, file: HouseholdFile) -> None:
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M01", page_count=2)])
    old_box = Pouch.objects.get(file=file).box
    move(people, file)
    file.refresh_from_db()
    pouch = Pouch.objects.get(file=file)
    assert file.reference_code == "J035-ZY·DB·SP·2021·D5·E02-0002"
    assert (file.household.village_code, pouch.village_code, pouch.box.village_code) == (MINFU,) * 3
    assert Item.objects.get(file=file).reference_code == "J035-ZY·DB·SP·2021·D5·E02-0002-001"
    assert FormerCode.objects.get(file=file).reference_code == "J035-ZY·DB·SP·2021·D5·E01-0001"
    old_box.refresh_from_db()
    assert old_box.filled_micrometres == 0
    assert pouch.box.filled_micrometres == sum(p.thickness_micrometres for p in pouch.box.pouches.all())


def test_the_old_box_keeps_a_card_and_both_sheets_tell(people: People, file: HouseholdFile) -> None:
    old_box = Pouch.objects.get(file=file).box
    move(people, file)
    card = OutCard.objects.get(box=old_box)
    assert card.reference_code == "J035-ZY·DB·SP·2021·D5·E01-0001"
    assert (card.destination, card.handler, card.placed_on) == ("民富村 01 号盒", "舍力经办", DAY)
    assert "移至民富村" in NoteEntry.objects.get(box=old_box).text
    assert "由民强村 01 号盒移入" in NoteEntry.objects.get(box=card.to_box).text
    assert NoteEntry.objects.filter(file=file).exists()
    entry = AuditEntry.objects.get(action="move_file")
    assert entry.before["reference_code"] != entry.after["reference_code"]


def test_a_closed_file_keeps_its_code(people: People, file: HouseholdFile) -> None:
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.CLOSED)
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSED)
    move(people, file)
    moved = HouseholdFile.objects.get(pk=file.pk)
    assert (moved.reference_code, moved.village_code) == (file.reference_code, MINFU)
    assert not FormerCode.objects.exists()
    assert OutCard.objects.get().reference_code == file.reference_code


def test_moving_back_gives_another_number_and_takes_the_card_out(people: People, file: HouseholdFile) -> None:
    move(people, file)
    move(people, file, village=MINQIANG, version=2)
    file.refresh_from_db()
    assert file.reference_code == "J035-ZY·DB·SP·2021·D5·E01-0002"
    assert OutCard.objects.get(box__village_code=MINQIANG).withdrawn_on == DAY


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"village": MINQIANG}, SameVillage),
        ({"village": "220882105299"}, NoSuchVillage),
        ({"village": "220881105201"}, NoSuchVillage),
        ({"village": XINTIAN}, NotVisible),
        ({"version": 7}, StaleForm),
    ],
)
def test_refusals(people: People, file: HouseholdFile, changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        move(people, file, **changes)  # type: ignore[arg-type]
    assert not OutCard.objects.exists()


def test_stopped_households_do_not_move_and_others_are_kept_out(people: People, file: HouseholdFile) -> None:
    for actor, refusal in (
        (people.neighbour, NotVisible),
        (people.assistant, NotAllowed),
        (people.auditor, NotAllowed),
    ):
        with pytest.raises(refusal):
            move(people, file, actor=actor)
    move(people, file, actor=people.county_handler, village=XINTIAN)
    file.household.refresh_from_db()
    file.household.state = "STOPPED"
    file.household.save()
    with pytest.raises(WrongState):
        move(people, file, actor=people.county_handler, version=2)


def test_a_merged_village_brings_its_households_and_boxes(people: People, file: HouseholdFile) -> None:
    old = Pouch.objects.get(file=file).box
    end_division(actor=people.system, code=MINQIANG, successor=MINFU, reason="村合并")
    file.refresh_from_db()
    old.refresh_from_db()
    box = Box.objects.get(village_code=MINFU, number=2)
    assert (file.household.village_code, file.village_code) == (MINFU, MINFU)
    assert file.reference_code == "J035-ZY·DB·SP·2021·D5·E01-0001"
    assert (old.successor, box.former_label) == (box, "民强村 01 号盒")
    assert Pouch.objects.get(file=file).box == box
    assert "加贴新村名" in NoteEntry.objects.get(box=box).text
    assert AuditEntry.objects.get(action="move_village").after["households"] == 1


def take_back(people: People, file: HouseholdFile, **changes: object) -> None:
    given = {"actor": people.handler, "code": file.household.code, "version": 2, "reason": "村选错了"}
    undo_move(**(given | changes))  # type: ignore[arg-type]


def test_a_move_is_taken_back_with_codes_and_boxes(people: People, file: HouseholdFile) -> None:
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M01", page_count=2)])
    box, first = Pouch.objects.get(file=file).box, file.reference_code
    filled = Box.objects.get(pk=box.pk).filled_micrometres
    move(people, file, address="民富村二组", registration_moved=True)
    given = HouseholdFile.objects.get(pk=file.pk).reference_code
    take_back(people, file)
    back = HouseholdFile.objects.get(pk=file.pk)
    assert (back.reference_code, back.sequence, back.numbered_in) == (first, file.sequence, MINQIANG)
    assert Item.objects.get(file=file).reference_code == f"{first}-001"
    assert (back.household.village_code, back.village_code, back.household.address) == (MINQIANG, MINQIANG, "")
    assert FormerCode.objects.get(file=file).reference_code == given, "the code given meanwhile still leads here"
    assert (Pouch.objects.get(file=file).box, Box.objects.get(pk=box.pk).filled_micrometres) == (box, filled)
    assert OutCard.objects.get(file=file).withdrawn_on is not None
    entry = AuditEntry.objects.get(action="undo_move")
    assert (entry.reason, entry.after["village_code"]) == ("村选错了", MINQIANG)
    with pytest.raises(MoveStands, match="没有可以撤销的迁居"):
        take_back(people, file, version=3)


def test_a_closed_file_goes_back_too(people: People, file: HouseholdFile) -> None:
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.CLOSED)
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSED)
    move(people, file)
    take_back(people, file)
    back = HouseholdFile.objects.get(pk=file.pk)
    assert (back.reference_code, back.village_code) == (file.reference_code, MINQIANG)
    assert not FormerCode.objects.exists()


def test_a_move_stands_when_something_later_depends_on_it(people: People, file: HouseholdFile) -> None:
    move(people, file)
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M01", page_count=1)])
    with pytest.raises(MoveStands, match="又办理了“归入材料”"):
        take_back(people, file)
    client = signed_in(people.handler)
    assert "又办理了“归入材料”" in text_of(client.get(f"/households/{file.household.code}/undo-move/"))
    assert "迁居办错了，撤销" in text_of(client.get(f"/households/{file.household.code}/state/"))


def test_who_may_take_a_move_back(people: People, file: HouseholdFile) -> None:
    move(people, file)
    for person, refusal in (
        (people.assistant, NotAllowed),
        (people.neighbour, NotVisible),
        (people.archivist, NotAllowed),
    ):
        with pytest.raises(refusal):
            take_back(people, file, actor=person)
    with pytest.raises(StaleForm):
        take_back(people, file, version=1)
    page = signed_in(people.handler).post(
        f"/households/{file.household.code}/undo-move/", {"version": 2, "reason": "村选错了"}, follow=True
    )
    assert "已撤销迁居" in text_of(page)
