"""停保、撤销停保、再保、换户主、分户、合户 with their pouches (archive.md §4, §8)."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.actions.closing import close_file
from hudang.archives.actions.confirming import change_state, register_household
from hudang.archives.actions.dividing import merge_households, split_household
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.heads import change_head, end_membership
from hudang.archives.actions.returning import restart_household
from hudang.archives.actions.stopping import stop_household, undo_stop
from hudang.archives.models import FileLink, HouseholdFile, Item, NoteEntry, OutCard, Pouch
from hudang.archives.vocabulary import BoxKind, PouchState
from hudang.audit.models import AuditEntry
from hudang.households.errors import HeadStays, NobodyLeft, NothingToUndo, SameHousehold, WrongState
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import BenefitState
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.acts import member_form
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINQIANG, People

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household(declared_size=3, covered_size=3))


def stop(people: People, file: HouseholdFile, **changes: object) -> list[str]:
    given = {"actor": people.handler, "code": file.household.code, "version": None, "on": DAY, "stop_reason": "01"}
    return stop_household(**(given | {"reason": "收入超标"} | changes)).notices  # type: ignore[arg-type]


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "hudang.archives.actions.completeness.missing_of", lambda files, facts: {f.pk: [] for f in files}
    )


def test_a_lacking_pouch_waits_to_be_closed(people: People, file: HouseholdFile) -> None:
    (notice,) = stop(people, file)
    file.refresh_from_db()
    assert (file.state, file.stopped_on) == (PouchState.CLOSING, DAY)
    assert Pouch.objects.get(file=file).state == PouchState.CLOSING
    assert {"M01", "M80", "M81"} <= set(file.missing)
    assert "待定卷" in notice
    assert "停发审批表" in NoteEntry.objects.get(file=file).text
    assert AuditEntry.objects.get(action="end_file").after["state"] == "待定卷"


def test_a_complete_pouch_goes_into_the_box_of_the_stopped(people: People, file: HouseholdFile, complete: None) -> None:
    old = Pouch.objects.get(file=file).box
    stop(people, file)
    file.refresh_from_db()
    box = Pouch.objects.get(file=file).box
    assert (file.state, file.retained_until) == (PouchState.CLOSED, date(2031, 12, 31))
    assert (box.kind, box.village_code, box.year, box.retention) == (BoxKind.STOPPED, MINQIANG, 2026, "D5")
    card = OutCard.objects.get(box=old)
    assert (card.get_kind_display(), card.to_box) == ("指引卡", box)


def test_one_that_waited_is_closed_later(people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch) -> None:
    stop(people, file)
    monkeypatch.setattr(
        "hudang.archives.actions.completeness.missing_of", lambda files, facts: {f.pk: [] for f in files}
    )
    close_file(actor=people.archivist, file=file)
    assert Pouch.objects.get(file=file).box.kind == BoxKind.STOPPED


def test_a_wrong_stop_is_undone(people: People, file: HouseholdFile, complete: None) -> None:
    old = Pouch.objects.get(file=file).box
    with pytest.raises(NothingToUndo):
        undo_stop(actor=people.handler, code=file.household.code, version=None, reason="办错了户")
    stop(people, file)
    undo_stop(actor=people.handler, code=file.household.code, version=None, reason="办错了户")
    file.refresh_from_db()
    assert (file.state, file.stopped_on, file.retained_until) == (PouchState.LIVE, None, None)
    assert Pouch.objects.get(file=file).box == old
    assert file.household.state == BenefitState.ACTIVE
    assert OutCard.objects.get(box=old).withdrawn_on is not None


def test_return_opens_a_new_pouch_linked_to_the_old(people: People, file: HouseholdFile) -> None:
    stop(people, file)
    opened = restart_household(
        actor=people.handler, code=file.household.code, version=None, on=date(2026, 9, 1), reason="再次申请获批"
    )
    new = HouseholdFile.objects.get(household=file.household, state=PouchState.LIVE)
    assert (new.previous, new.year) == (file, 2026)
    assert new.reference_code != file.reference_code
    assert any(file.reference_code in notice for notice in opened.notices)
    assert HouseholdFile.objects.get(pk=file.pk).state == PouchState.CLOSING


def test_strangers_stop_nothing(people: People, file: HouseholdFile) -> None:
    for actor, refusal in ((people.neighbour, NotVisible), (people.archivist, NotAllowed)):
        with pytest.raises(refusal):
            stop(people, file, actor=actor)
        with pytest.raises(refusal):
            undo_stop(actor=actor, code=file.household.code, version=None, reason="办错了户")
    file.refresh_from_db()
    assert file.state == PouchState.LIVE


def test_the_cover_names_the_old_head(people: People, file: HouseholdFile) -> None:
    wife = add_member(file.household, "10", make_person("李秀英", sex="2"))
    change_head(actor=people.handler, code=file.household.code, version=None, new_head=wife.pk, relations={}, on=DAY)
    file.refresh_from_db()
    assert file.former_heads == [{"name": "王德贵", "until": "2026-06-01"}]
    assert file.household.head_name == "李秀英"
    assert "王德贵改为李秀英" in NoteEntry.objects.get(file=file).text


def test_a_dead_head_is_named_too(people: People, file: HouseholdFile) -> None:
    wife = add_member(file.household, "10", make_person("李秀英", sex="2"))
    head = file.household.members.get(relation="02")
    given = {"member_id": head.pk, "version": None, "until": DAY, "leaving": "21", "new_head": wife.pk}
    end_membership(actor=people.handler, code=file.household.code, **given)  # type: ignore[arg-type]
    file.refresh_from_db()
    assert [head["name"] for head in file.former_heads] == ["王德贵"]


def test_a_split_founds_a_pouch_with_copies(people: People, file: HouseholdFile) -> None:
    son = add_member(file.household, "22", make_person("王小军", born=date(1990, 1, 1)))
    wife = add_member(file.household, "38", make_person("赵敏", born=date(1992, 1, 1), sex="2"))
    IncomeItem.objects.create(household=file.household, member=son, kind="102", amount=900, since=date(2024, 1, 1))
    paper = file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M10", page_count=3)]).items[
        0
    ]
    given = {"members": [son.pk, wife.pk], "new_head": son.pk, "on": DAY, "reason": "成家另过"}
    with pytest.raises(InvalidInput):
        split_household(actor=people.handler, code=file.household.code, version=None, relations={}, **given)  # type: ignore[arg-type]
    divided = split_household(
        actor=people.handler,
        code=file.household.code,
        version=None,
        relations={wife.pk: "12"},
        copied=[paper.pk],
        **given,  # type: ignore[arg-type]
    )
    new = divided.new.household
    assert (new.head_name, new.state, new.declared_size, new.village_code) == ("王小军", "APPLYING", 2, MINQIANG)
    assert (divided.old.household.declared_size, HouseholdMember.objects.filter(household=new).count()) == (1, 2)
    assert IncomeItem.objects.get(household=new).amount == 900
    made = HouseholdFile.objects.get(household=new)
    copy = Item.objects.get(file=made)
    assert (copy.copied_from, copy.original, copy.page_count) == (paper, "copy", 3)
    assert paper.reference_code in copy.note
    assert FileLink.objects.get(file=made).origin == file


def test_the_head_stays_in_a_split(people: People, file: HouseholdFile) -> None:
    head = file.household.members.get()
    for members in ([], [head.pk]):
        with pytest.raises(HeadStays):
            split_household(
                actor=people.handler,
                code=file.household.code,
                version=None,
                members=members,
                new_head=head.pk,
                relations={},
                on=DAY,
                reason="成家另过",
            )


def test_a_merge_ends_both_pouches_and_opens_one(people: People, file: HouseholdFile) -> None:
    other = make_file(make_household("王德富"))
    joining = other.household.members.get()
    given = {"actor": people.handler, "code": file.household.code, "version": None, "on": DAY, "reason": "兄弟同住"}
    with pytest.raises(SameHousehold):
        merge_households(absorbed=file.household.code, relations={}, **given)  # type: ignore[arg-type]
    merge_households(absorbed=other.household.code, relations={joining.pk: "73"}, **given)  # type: ignore[arg-type]
    new = HouseholdFile.objects.get(household=file.household, state=PouchState.LIVE)
    states = set(HouseholdFile.objects.filter(pk__in=[file.pk, other.pk]).values_list("state", flat=True))
    assert states == {PouchState.CLOSING}
    assert (new.previous, FileLink.objects.get(file=new).origin) == (file, other)
    assert Household.objects.get(pk=other.household_id).state == BenefitState.STOPPED
    assert HouseholdMember.objects.filter(household=file.household, until=None).count() == 2
    with pytest.raises(WrongState):
        merge_households(absorbed=other.household.code, relations={}, **given)  # type: ignore[arg-type]
    empty = {"actor": people.handler, "code": other.household.code, "version": None, "reason": "合错了"}
    with pytest.raises(NobodyLeft):
        undo_stop(**empty)  # type: ignore[arg-type]
    with pytest.raises(NobodyLeft):
        restart_household(on=DAY, **empty)  # type: ignore[arg-type]
    assert Household.objects.get(pk=other.household_id).state == BenefitState.STOPPED


def test_a_new_household_has_its_pouch_at_once_and_confirming_puts_it_to_use(people: People) -> None:
    make_bureau()
    opened = register_household(
        actor=people.handler,
        village_code=MINQIANG,
        head=member_form("孙大圣", "02"),
        values={},
        state=BenefitState.APPLYING,
    )
    file = HouseholdFile.objects.get(household=opened.household)
    assert file.state == PouchState.PRE
    change_state(
        actor=people.handler, code=opened.household.code, version=None, state=BenefitState.ACTIVE, reason="县局确认"
    )
    file.refresh_from_db()
    assert (file.state, Pouch.objects.get(file=file).state) == (PouchState.LIVE, PouchState.LIVE)
    entry = AuditEntry.objects.get(action="follow_state")
    assert (entry.household_code, entry.before, entry.after) == (
        opened.household.code, {"state": "预立"}, {"state": "在用"},
    )  # fmt: skip
