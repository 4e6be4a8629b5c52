"""Undoing an import: everything as before, or a refusal that names a household; twice, and while others work."""

from __future__ import annotations

import io
from typing import Any

import pytest

from hudang.accounts.models import User
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.queueing import Doubt, discard_queued, queue_pages
from hudang.archives.models import Box, HouseholdFile, Pouch
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive
from hudang.households.actions.editing import edit_household
from hudang.households.models import (
    Classification,
    Dwelling,
    Household,
    HouseholdMember,
    HouseholdTag,
    IncomeItem,
    Person,
)
from hudang.rosters.actions.undo import undo
from hudang.rosters.errors import ImportInUse, NotImported
from hudang.rosters.models import RosterImport
from tests.factories import scans
from tests.factories.archives import make_bureau
from tests.factories.rosters import (
    household_of,
    household_roster,
    household_row,
    imported,
    member_roster,
    member_row,
    workbook,
)
from tests.people import SHELI, People

TABLES = (Household, HouseholdMember, Person, IncomeItem, Dwelling, HouseholdTag, HouseholdFile, Pouch)
NOT_COMPARED = {"id", "version", "updated_at", "classified_on"}


@pytest.fixture
def office(people: People) -> User:
    make_bureau()
    return people.handler


def kept() -> dict[str, list[dict[str, Any]]]:
    """Return what stands in the archive, without what only counts on."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in NOT_COMPARED}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (*TABLES, Classification)
    }


def test_new_households_go_with_all_that_was_made_for_them(office: User) -> None:
    imported(office, household_roster([household_row("先来的")]))
    before, filled = kept(), Box.objects.get().filled_micrometres
    rows = [
        household_of(member_row("孙大", "户主"), member_row("孙二", "子")),
        household_of(member_row("周大", "户主")),
    ]
    found, _ = imported(office, member_roster(rows))
    assert Household.objects.count() == 3
    undone = undo(actor=office, roster_import=found)
    assert undone.state == RosterImport.State.UNDONE
    assert kept() == before
    assert Box.objects.get().filled_micrometres == filled


def test_the_file_can_be_imported_again_afterwards(office: User) -> None:
    content = household_roster([household_row("甲", 户编号="2208821052010007")])
    found, _ = imported(office, content)
    undo(actor=office, roster_import=found)
    imported(office, content)
    assert Household.objects.get().code == "2208821052010007"


def test_changed_households_are_as_before(office: User) -> None:
    header = [
        "村",
        "户主姓名",
        "成员姓名",
        "与户主关系",
        "身份证号",
        "健康状况",
        "月收入",
        "户月保障金",
        "账号",
        "住房面积（平方米）",
    ]
    head, child = member_row("甲", "户主"), member_row("乙", "子")

    def sheet(*people: dict[str, Any], allowance: float, account: str, area: int) -> bytes:
        shared = {
            "村": "民强村",
            "户主姓名": "甲",
            "户月保障金": allowance,
            "账号": account,
            "住房面积（平方米）": area,
        }
        rows = [{**shared, **person, "身份证号": person["公民身份号码"]} for person in people]
        return workbook({"名册": [header, *([row.get(name) for name in header] for row in rows)]})

    imported(office, sheet(head, allowance=400, account="6228480012345670019", area=60))
    before = kept()
    newer = head | {"健康状况": "残疾", "月收入": 10}
    found, _ = imported(office, sheet(newer, child, allowance=512.5, account="6228480012345670027", area=72))
    assert found.summary["households_changed"] == 1
    assert Household.objects.get().declared_size == 2
    undo(actor=office, roster_import=found)
    assert kept() == before
    assert Household.objects.get().version == 3


def test_a_head_who_came_with_the_corrections_leaves_again(office: User) -> None:
    child = member_row("周二", "子")
    broken = household_of(member_row("周大", "户主", 公民身份号码="22088219600512123"), child)
    imported(office, member_roster([broken]))
    before = kept()
    found, _ = imported(office, member_roster([household_of(member_row("周大", "户主"), child)]))
    undo(actor=office, roster_import=found)
    assert kept() == before
    assert Household.objects.get().head_name == ""


def test_the_last_import_first_then_the_one_before(office: User) -> None:
    row = household_row("甲")
    first, _ = imported(office, household_roster([row]))
    second, _ = imported(office, household_roster([row | {"家庭住址": "民强村二屯"}]))
    with pytest.raises(ImportInUse):
        undo(actor=office, roster_import=first)
    undo(actor=office, roster_import=second)
    assert Household.objects.get().address == "民强村一屯"
    undo(actor=office, roster_import=first)
    assert not Household.objects.exists()
    assert not Person.objects.exists()


def test_two_changes_are_undone_one_after_the_other(office: User) -> None:
    row = household_row("甲")
    first, _ = imported(office, household_roster([row]))
    before = kept()
    second, _ = imported(office, household_roster([row | {"家庭住址": "二屯"}]))
    third, _ = imported(office, household_roster([row | {"家庭住址": "三屯"}]))
    with pytest.raises(ImportInUse):
        undo(actor=office, roster_import=second)
    undo(actor=office, roster_import=third)
    undo(actor=office, roster_import=second)
    assert kept() == before
    undo(actor=office, roster_import=first)
    assert not Household.objects.exists()


class TestRefused:
    @pytest.fixture
    def done(self, office: User) -> RosterImport:
        return imported(office, household_roster([household_row("甲"), household_row("乙")]))[0]

    def refuses(self, office: User, done: RosterImport, name: str) -> None:
        before = kept()
        with pytest.raises(ImportInUse, match=Household.objects.get(head_name=name).code):
            undo(actor=office, roster_import=done)
        assert kept() == before
        done.refresh_from_db()
        assert done.state == RosterImport.State.IMPORTED

    def test_when_papers_were_filed(self, office: User, done: RosterImport) -> None:
        file = HouseholdFile.objects.get(household__head_name="乙")
        source = FileSource(io.BytesIO(scans.jpeg()), "1.jpg")
        file_items(actor=office, file_id=file.pk, entries=[ItemEntry(material="M10", sources=(source,))])
        self.refuses(office, done, "乙")

    def test_when_a_household_was_edited(self, office: User, done: RosterImport) -> None:
        home = Household.objects.get(head_name="甲")
        edit_household(actor=office, code=home.code, version=home.version, values={"address": "民强村三屯"})
        self.refuses(office, done, "甲")

    def test_when_a_page_waits_to_be_filed_there(self, office: User, done: RosterImport) -> None:
        home = Household.objects.get(head_name="乙")
        waiting = receive(io.BytesIO(scans.jpeg("waiting")), "2.jpg")
        doubt = Doubt(reason="看不出材料。", division_code=SHELI, household=home)
        (queued,) = queue_pages(actor=office, received=waiting, doubt=doubt)
        self.refuses(office, done, "乙")
        discard_queued(actor=office, page_ids=[queued.pk], reason="不属于本户")
        undo(actor=office, roster_import=done)
        assert not Household.objects.exists()

    def test_when_it_was_undone(self, office: User, done: RosterImport) -> None:
        other = RosterImport.objects.get(pk=done.pk)
        undo(actor=office, roster_import=done)
        with pytest.raises(NotImported):
            undo(actor=office, roster_import=other)

    def test_when_it_was_only_tried(self, office: User, done: RosterImport) -> None:
        RosterImport.objects.update(state=RosterImport.State.TRIED)
        with pytest.raises(NotImported):
            undo(actor=office, roster_import=done)
        assert Household.objects.count() == 2


def test_the_log_names_every_household(office: User) -> None:
    found, _ = imported(office, household_roster([household_row("甲"), household_row("乙")]))
    codes = set(Household.objects.values_list("code", flat=True))
    undo(actor=office, roster_import=found)
    entries = AuditEntry.objects.filter(action="undo_import")
    assert {entry.household_code for entry in entries} == codes
    assert AuditEntry.objects.get(action="undo_roster").summary == "撤销导入 花名册.xlsx，共 2 户"


def test_statements_do_not_grow_with_the_households(office: User, django_assert_max_num_queries: Any) -> None:
    found, _ = imported(office, household_roster([household_row(f"甲{n}") for n in range(60)]))
    with django_assert_max_num_queries(71):
        undo(actor=office, roster_import=found)
