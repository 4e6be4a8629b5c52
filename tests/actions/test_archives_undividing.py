"""撤销分户、撤销合户: households, incomes and pouches as before, unless something later depends on it."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.actions.dividing import merge_households, split_household
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.undividing import undo_merge, undo_split
from hudang.archives.errors import DivisionStands
from hudang.archives.models import Box, FileLink, HouseholdFile, Item, NoteEntry, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.households.actions.numbers import note_codes
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import BenefitState
from hudang.kernel.errors import NotAllowed, NotVisible, StaleForm
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    household = make_household(declared_size=3, covered_size=3)
    note_codes([household.code])
    return make_file(household)


@pytest.fixture
def founded(people: People, file: HouseholdFile) -> Household:
    """The household of a son who left, with a copy of a paper."""
    son = add_member(file.household, "22", make_person("王小军", born=date(1990, 1, 1)))
    add_member(file.household, "38", make_person("赵敏", born=date(1992, 1, 1), sex="2"))
    IncomeItem.objects.create(household=file.household, member=son, kind="102", amount=900, since=date(2024, 1, 1))
    entries = [ItemEntry(material="M10", page_count=3)]
    paper = file_items(actor=people.handler, file_id=file.pk, entries=entries).items[0]
    divided = split_household(
        actor=people.handler,
        code=file.household.code,
        version=None,
        members=[son.pk],
        new_head=son.pk,
        relations={},
        on=DAY,
        reason="成家另过",
        copied=[paper.pk],
    )
    return divided.new.household


@pytest.fixture
def absorbed(people: People, file: HouseholdFile) -> HouseholdFile:
    """The file of a brother who joined the household."""
    other = make_file(make_household("王德富"))
    joining = other.household.members.get()
    merge_households(
        actor=people.handler,
        code=file.household.code,
        version=None,
        absorbed=other.household.code,
        relations={joining.pk: "73"},
        on=DAY,
        reason="兄弟同住",
    )
    return other


def test_a_split_is_taken_back(people: People, file: HouseholdFile, founded: Household) -> None:
    opened = undo_split(actor=people.handler, code=founded.code, version=None, reason="分错了人")
    home = Household.objects.get(pk=file.household_id)
    assert (opened.household, home.declared_size, home.covered_size) == (home, 3, 3)
    assert HouseholdMember.objects.filter(household=home, until=None, leaving="").count() == 3
    assert IncomeItem.objects.get(household=home).until is None
    assert not Household.objects.filter(code=founded.code).exists()
    assert (Pouch.objects.count(), Item.objects.count(), FileLink.objects.count()) == (1, 1, 0)
    box = Box.objects.get(pk=Pouch.objects.get().box_id)
    assert box.filled_micrometres == Pouch.objects.get().thickness_micrometres
    assert NoteEntry.objects.filter(file=file, text__startswith="撤销分户").exists()
    assert {e.household_code for e in AuditEntry.objects.filter(action="undo_split")} == {home.code, founded.code}
    with pytest.raises(DivisionStands, match="没有可以撤销的分户"):
        undo_split(actor=people.handler, code=home.code, version=None, reason="分错了人")


def test_a_merge_is_taken_back(people: People, file: HouseholdFile, absorbed: HouseholdFile) -> None:
    opened = undo_merge(actor=people.handler, code=file.household.code, version=None, reason="不应合户")
    other = Household.objects.get(pk=absorbed.household_id)
    assert (other.state, other.stopped_on, other.stop_reason) == (BenefitState.ACTIVE, None, "")
    member = other.members.get()
    assert (member.until, member.leaving, member.supported) == (None, "", True)
    assert HouseholdMember.objects.filter(household=file.household).count() == 1
    states = HouseholdFile.objects.order_by("pk").values_list("pk", "state", "stopped_on")
    assert list(states) == [(file.pk, PouchState.LIVE, None), (absorbed.pk, PouchState.LIVE, None)]
    assert opened.household.declared_size == 3
    assert any("已作废" in notice for notice in opened.notices)


def test_what_came_later_stands_in_the_way(people: People, file: HouseholdFile, founded: Household) -> None:
    made = HouseholdFile.objects.get(household=founded)
    file_items(actor=people.handler, file_id=made.pk, entries=[ItemEntry(material="M01", page_count=1)])
    with pytest.raises(DivisionStands, match="又办理了“归入材料”"):
        undo_split(actor=people.handler, code=file.household.code, version=None, reason="分错了人")
    client = signed_in(people.handler)
    assert "又办理了“归入材料”" in text_of(client.get(f"/households/{file.household.code}/undo-division/"))
    assert "分户办错了，撤销" in text_of(client.get(f"/households/{founded.code}/state/"))


def test_who_may_take_a_division_back(people: People, file: HouseholdFile, founded: Household) -> None:
    for person, refusal in (
        (people.assistant, NotAllowed),
        (people.neighbour, NotVisible),
        (people.archivist, NotAllowed),
    ):
        with pytest.raises(refusal):
            undo_split(actor=person, code=founded.code, version=None, reason="分错了人")
    with pytest.raises(StaleForm):
        undo_split(actor=people.handler, code=founded.code, version=99, reason="分错了人")
    version = Household.objects.get(pk=founded.pk).version
    answer = signed_in(people.handler).post(
        f"/households/{founded.code}/undo-division/", {"version": version, "reason": "分错了人"}, follow=True
    )
    assert "已撤销分户" in text_of(answer), answer.redirect_chain
    assert answer.redirect_chain[-1][0].endswith(f"/households/{file.household.code}/")
