"""The whole life of a pouch, and what an inspector finds in boxes, on note sheets and on the wall afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.actions.boxes import place_box
from hudang.archives.actions.closing import close_file
from hudang.archives.actions.confirming import change_state, register_household
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.heads import end_membership
from hudang.archives.actions.moving import move_household
from hudang.archives.actions.opening import make_empty_boxes
from hudang.archives.actions.returning import restart_household
from hudang.archives.actions.stopping import stop_household
from hudang.archives.models import Box, HouseholdFile
from hudang.archives.queries import files, life
from hudang.archives.queries.completeness import missing_of
from hudang.archives.queries.finding import files_by_code
from hudang.archives.queries.wall import wall_for
from hudang.archives.vocabulary import BoxKind, PouchState
from hudang.audit.actions import verify_log
from hudang.divisions.models import Division
from hudang.households.actions.members import add_member
from hudang.households.vocabulary import BenefitState
from hudang.printing.queries.boxes import box_papers
from hudang.printing.queries.papers import household_papers
from hudang.printing.vocabulary import PaperKind
from tests.factories.acts import member_form
from tests.factories.archives import make_bureau
from tests.people import MINFU, MINQIANG, SHELI, People

pytestmark = pytest.mark.django_db
FIRST, MOVED = "J035-ZY·DB·SP·2024·D5·E01-0001", "J035-ZY·DB·SP·2024·D5·E02-0001"


def village_box(village: str, kind: BoxKind = BoxKind.VILLAGE) -> Box:
    return Box.objects.get(village_code=village, kind=kind)


def listed(box: Box) -> list[str]:
    """Return what the list in the box shows."""
    return [pouch.code for pouch in files.pouches_in(box)]


def sheet(where: HouseholdFile | Box) -> str:
    return "\n".join(f"{note.on} {note.get_kind_display()} {note.text}" for note in life.notes_of(where))


def pouches_on_the_wall(people: People) -> dict[str, int]:
    (shelf,) = wall_for(people.handler, SHELI)
    found: dict[str, int] = {}
    for spine in shelf.spines:
        found[spine.village] = found.get(spine.village, 0) + spine.pouches
    return found


def complete(people: People, file: HouseholdFile) -> None:
    """File whatever the pouch still lacks."""
    file.refresh_from_db()
    lacking = missing_of([file])[file.pk]
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material=c, page_count=1) for c in lacking])


def apply_and_confirm(people: People) -> HouseholdFile:
    """受理当日预立，确认后在用。"""
    who = {"actor": people.handler, "version": None}
    make_bureau()
    Division.objects.filter(code=MINQIANG).update(short_code="E01")
    Division.objects.filter(code=MINFU).update(short_code="E02")
    make_empty_boxes(actor=people.archivist, prefix="220882")
    assert "暂无对象" in sheet(village_box(MINQIANG))
    head = member_form("王德贵", "02", sex="1")
    opened = register_household(
        actor=people.handler,
        village_code=MINQIANG,
        head=head,
        values={"approved_on": "2024-03-01"},
        state=BenefitState.APPLYING,
        since=date(2024, 2, 1),
    )
    code = opened.household.code
    file = HouseholdFile.objects.get(household__code=code)
    assert file.state == PouchState.PRE
    change_state(code=code, state=BenefitState.ACTIVE, reason="县局确认", **who)
    add_member(code=code, values=member_form("李秀英", "10"), since=date(2024, 2, 1), **who)
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M01", page_count=2)])
    assert listed(village_box(MINQIANG)) == [FIRST]
    return file


def head_dies(people: People, file: HouseholdFile, code: str) -> None:
    """户主去世，妻子作户主：同袋，写原户主。"""
    who = {"actor": people.handler, "version": None}
    members = {m.person.name: m for m in file.household.members.filter(until=None).select_related("person")}
    end_membership(
        code=code,
        member_id=members["王德贵"].pk,
        until=date(2025, 5, 1),
        leaving="21",
        new_head=members["李秀英"].pk,
        **who,
    )
    file.refresh_from_db()
    assert (file.household.head_name, file.former_heads[0]["name"]) == ("李秀英", "王德贵")
    assert "王德贵改为李秀英" in sheet(village_box(MINQIANG))


def household_moves(people: People, file: HouseholdFile, code: str) -> None:
    """迁到民富村：改号，旧盒代卷卡，两盒备考表。"""
    who = {"actor": people.handler, "version": None}
    move_household(code=code, village_code=MINFU, on=date(2026, 2, 1), reason="投靠女儿", **who)
    file.refresh_from_db()
    assert file.reference_code == MOVED
    assert (listed(village_box(MINQIANG)), listed(village_box(MINFU))) == ([], [MOVED])
    (card,) = life.cards_in(village_box(MINQIANG))
    assert (card.reference_code, card.destination) == (FIRST, "民富村 01 号盒")
    assert "移出" in sheet(village_box(MINQIANG))
    assert "移入" in sheet(village_box(MINFU))
    assert pouches_on_the_wall(people) == {"民强村": 0, "民富村": 1}
    assert files_by_code(people.handler, FIRST, 5)[0].file_id == file.pk


def household_is_stopped(people: People, file: HouseholdFile, code: str) -> None:
    """停保：先待定卷，补齐后定卷入停保盒，保管期限起算。"""
    who = {"actor": people.handler, "version": None}
    stop_household(code=code, on=date(2026, 6, 1), stop_reason="01", reason="女儿就业，收入超标", **who)
    assert [each.pk for each in life.closing_for(people.handler)] == [file.pk]
    assert "停保时尚缺" in sheet(file)
    complete(people, file)
    close_file(actor=people.archivist, file=file)
    file.refresh_from_db()
    stopped = village_box(MINFU, BoxKind.STOPPED)
    assert (stopped.title, listed(stopped), file.retained_until) == (
        "停保盒 01（2026 年 D5）",
        [MOVED],
        date(2031, 12, 31),
    )
    (guide,) = life.cards_in(village_box(MINFU))
    assert (guide.get_kind_display(), guide.to_box) == ("指引卡", stopped)
    place_box(actor=people.archivist, box=stopped, location="K1-B-01-1-1-L-01", thickness_mm=50)


def supplement_comes(people: People, file: HouseholdFile, code: str) -> None:
    """定卷后补充的材料记入备考表。"""
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M84", page_count=1)])
    assert "定卷后补充" in sheet(file)


def household_returns(people: People, file: HouseholdFile, code: str) -> None:
    """再保：新袋新号，与旧袋相连，旧袋不动。"""
    who = {"actor": people.handler, "version": None}
    restart_household(code=code, on=date(2026, 9, 1), reason="女儿失业，重新审核通过", **who)
    new = HouseholdFile.objects.get(household__code=code, state=PouchState.LIVE)
    assert (new.reference_code, new.previous) == ("J035-ZY·DB·SP·2026·D5·E02-0001", file)
    assert listed(village_box(MINFU)) == [new.reference_code]
    assert listed(village_box(MINFU, BoxKind.STOPPED)) == [MOVED]
    story = life.life_of(people.handler, file)
    assert [former.reference_code for former in story.former_codes] == [FIRST]
    assert [(each.word, each.file) for each in story.relatives] == [("后袋", new)]
    labels = {each.reference_code: each for each in household_papers(people.handler, PaperKind.POUCH_LABEL, code)}
    assert labels[MOVED].head_name == "李秀英（原户主王德贵）"
    assert labels[new.reference_code].head_name == "李秀英"
    sheets = {each.reference_code: each for each in household_papers(people.handler, PaperKind.FILE_NOTE_SHEET, code)}
    assert any("县内迁居" in line for line in sheets[MOVED].remarks)
    (spine,) = box_papers(people.handler, PaperKind.BOX_SPINE, [village_box(MINFU, BoxKind.STOPPED).pk])
    assert spine.village == "民富村"
    assert verify_log(actor=people.auditor) == []


def test_from_application_to_return(people: People) -> None:
    file = apply_and_confirm(people)
    code = file.household.code
    head_dies(people, file, code)
    household_moves(people, file, code)
    household_is_stopped(people, file, code)
    supplement_comes(people, file, code)
    household_returns(people, file, code)
