"""Importing rosters: what is written, what is matched, what is refused, and who may."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform import storage
from hudang.rosters.actions import imports, undo
from hudang.rosters.actions.imports import carry_out, set_mapping, try_out
from hudang.rosters.errors import (
    AlreadyImported,
    ArchiveBusy,
    EmptyRoster,
    ImportOvertaken,
    NotAWorkbook,
    NothingToImport,
)
from hudang.rosters.models import OfficeMapping, RosterImport, RosterRow
from hudang.rosters.queries import import_for, imports_for, mapping_for
from hudang.rosters.rules.mapping import correct
from hudang.rosters.tasks import start
from tests.factories.archives import make_bureau
from tests.factories.households import identity_number
from tests.factories.rosters import (
    household,
    household_of,
    household_roster,
    household_row,
    imported,
    kept,
    member_roster,
    member_row,
    outcomes,
    tried,
    uploaded,
    workbook,
)
from tests.people import COUNTY, FENGSHOU, MINQIANG, SHELI, XINTIAN, People


@pytest.fixture
def office(people: People) -> User:
    make_bureau()
    return people.handler


class TestUpload:
    def test_it_keeps_the_file_and_proposes_a_mapping(self, office: User) -> None:
        found = uploaded(office, household_roster([household_row()]))
        assert found.state == RosterImport.State.UPLOADED
        fields = [column.field for column in mapping_for(found).sheets[0].columns]
        assert fields[:6] == ["hh_no", "village", "name", "id", "family", "covered_n"]
        entry = AuditEntry.objects.get(action="upload_roster")
        assert entry.summary == "上传花名册 花名册.xlsx"

    @pytest.mark.parametrize(
        ("content", "refusal"), [(b"", EmptyRoster), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, NotAWorkbook)]
    )
    def test_what_is_no_workbook_leaves_nothing(self, office: User, content: bytes, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            uploaded(office, content)
        assert not RosterImport.objects.exists()
        assert not storage.path_of(hashlib.sha256(content).hexdigest()).exists()

    def test_a_workbook_without_any_header_is_refused(self, office: User) -> None:
        with pytest.raises(NothingToImport, match="没有找到花名册"):
            uploaded(office, workbook({"通知": [["关于开会的通知"], ["请准时参加"]]}))
        assert not RosterImport.objects.exists()

    def test_a_header_without_name_and_number_is_told_at_the_dry_run(self, office: User) -> None:
        table = [["村", "月保障金（元）", "家庭住址", "联系电话"], *([["民强村", 400, "一屯", "13904360001"]] * 4)]
        found = uploaded(office, workbook({"名单": table}))
        with pytest.raises(NothingToImport, match="手工指定"):
            try_out(actor=office, roster_import=found)

    def test_the_mapping_is_remembered_for_the_office_alone(self, people: People, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "钱数甲"]
        rows = [household_row(钱数甲=n) for n in (420, 430)]
        first = uploaded(office, household_roster(rows, header))
        assert mapping_for(first).sheets[0].columns[3].field is None
        change = {"sheets": [{"name": "花名册", "columns": [{"header": "钱数甲", "field": "allowance"}]}]}
        set_mapping(actor=office, roster_import=first, mapping=correct(mapping_for(first), change))
        again = uploaded(office, household_roster(rows, header), "下半年.xlsx")
        assert mapping_for(again).sheets[0].columns[3].field == "allowance"
        other = uploaded(people.neighbour, household_roster(rows, header), division=FENGSHOU)
        assert mapping_for(other).sheets[0].columns[3].field is None
        entry = AuditEntry.objects.get(action="set_roster_mapping")
        assert (entry.before, entry.after) == ({"花名册!钱数甲": ""}, {"花名册!钱数甲": "allowance"})

    def test_a_mapping_that_was_gone_on_with_is_remembered_too(self, office: User) -> None:
        tried(office, household_roster([household_row()]))
        assert OfficeMapping.objects.filter(division_code=SHELI).count() == 1


class TestDryRun:
    def test_it_writes_nothing_but_its_own_rows(self, office: User) -> None:
        before = kept()
        found, judged = tried(office, household_roster([household_row(), household_row("赵四", 身份证号="123")]))
        assert kept() == before
        assert found.state == RosterImport.State.TRIED
        assert found.summary["accepted"] == 1 and found.summary["rejected"] == 1
        assert found.summary["households_new"] == 1
        assert outcomes(judged)["赵四"] == ("rejected", ("E_ID_LENGTH",))
        assert AuditEntry.objects.get(action="try_roster").after["rejected"] == 1

    def test_rows_say_what_is_wrong_and_where(self, office: User) -> None:
        found, _ = tried(office, household_roster([household_row("赵四", 身份证号="123")]))
        row = RosterRow.objects.get(roster_import=found, outcome="rejected")
        assert (row.sheet, row.row, row.name) == ("花名册", 3, "赵四")
        assert row.findings[0]["cell"] == "D3"
        assert "18 位" in row.findings[0]["message"]

    def test_it_may_be_repeated(self, office: User) -> None:
        found, _ = tried(office, household_roster([household_row()]))
        try_out(actor=office, roster_import=found)
        assert RosterRow.objects.filter(roster_import=found, outcome="accepted").count() == 1


class TestNewHouseholds:
    def test_household_with_members_incomes_class_tags_pouch_and_box(self, office: User) -> None:
        rows = household_of(
            member_row("孙大", "户主", 月收入=300),
            member_row(
                "孙小", "子", 公民身份号码=identity_number(date(2012, 3, 4)), 就读学校="舍力镇中心小学", 月收入=0
            ),
            户编号=f"{MINQIANG}0020",
            账号="6228480012345670019",
        )
        found, done = imported(office, member_roster([rows]))
        home = household("孙大")
        assert (home.code, home.village_code, home.state) == (f"{MINQIANG}0020", MINQIANG, "ACTIVE")
        assert (home.declared_size, home.covered_size, home.allowance) == (2, 2, Decimal(500))
        assert (home.account, home.account_tail, home.head_initials) == ("6228480012345670019", "0019", "sd")
        relations = dict(home.members.values_list("person__name", "relation"))
        assert relations == {"孙大": "02", "孙小": "20"}
        assert set(home.incomes.values_list("member__person__name", "amount")) == {
            ("孙大", Decimal(300)),
            ("孙小", Decimal(0)),
        }
        assert home.classification.family_structure
        assert set(home.tags.values_list("tag", flat=True)) >= {"elder", "minor"}
        pouch = home.pouches.get()
        assert pouch.box.village_code == MINQIANG and pouch.box.number == 1
        assert pouch.file.missing_count > 0
        assert done.codes == {("舍力镇", 3): home.code, ("舍力镇", 4): home.code}
        assert found.state == RosterImport.State.IMPORTED

    def test_members_join_when_support_began_but_not_before_birth_or_in_future(self, office: User) -> None:
        rows = household_of(
            member_row("孙大", "户主"),
            member_row("孙小", "子", 公民身份号码=identity_number(date(2022, 3, 4))),
        )
        later = household_of(member_row("周大", "户主"), 批准日期=date(2027, 1, 1))
        imported(office, member_roster([rows, later]))
        since = dict(HouseholdMember.objects.values_list("person__name", "since"))
        assert since == {"孙大": date(2020, 6, 1), "孙小": date(2022, 3, 4), "周大": clock.today()}

    def test_numbers_valid_and_free_are_kept_others_are_next(self, office: User) -> None:
        rows = [
            household_row("甲", 户编号=f"{MINQIANG}0007"),
            household_row("乙"),
            household_row("丙", 户编号="第3户"),
            household_row("丁", 户编号=f"{XINTIAN}0001"),
        ]
        imported(office, household_roster(rows))
        codes = dict(Household.objects.values_list("head_name", "code"))
        assert codes["甲"] == f"{MINQIANG}0007"
        assert {codes[name][-4:] for name in "乙丙丁"} == {"0008", "0009", "0010"}

    def test_a_last_number_does_not_use_up_its_village(self, office: User) -> None:
        rows = [household_row("甲", 户编号=f"{MINQIANG}9999"), household_row("乙"), household_row("丙")]
        imported(office, household_roster(rows))
        codes = dict(Household.objects.values_list("head_name", "code"))
        assert {name: code[-4:] for name, code in codes.items()} == {"甲": "9999", "乙": "0001", "丙": "0002"}

    def test_a_number_used_by_another_household_is_not_taken(self, office: User) -> None:
        imported(office, household_roster([household_row("甲", 户编号=f"{MINQIANG}0007")]))
        imported(office, household_roster([household_row("乙", 户编号=f"{MINQIANG}0007")]))
        assert household("乙").code == f"{MINQIANG}0008"

    def test_two_households_with_one_number_stay_two(self, office: User) -> None:
        number = f"{MINQIANG}0007"
        _, done = imported(
            office, household_roster([household_row("甲", 户编号=number), household_row("乙", 户编号=number)])
        )
        assert household("甲").code == number
        assert household("乙").code == f"{MINQIANG}0008"
        assert outcomes(done.judged)["乙"] == ("warned", ("W_HH_NO_DOUBLE",))

    def test_numbers_are_never_given_again(self, office: User) -> None:
        first, _ = imported(office, household_roster([household_row("甲"), household_row("乙")]))
        undo.undo(actor=office, roster_import=first)
        imported(office, household_roster([household_row("丙")]))
        assert household("丙").code.endswith("0003")
        assert household("丙").files.get().sequence == 3

    def test_persons_named_in_the_heads_row_become_members(self, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "成员1姓名", "成员1身份证号", "成员1与户主关系"]
        wife = identity_number(sex="2")
        row = household_row("甲", 成员1姓名="乙", 成员1身份证号=wife, 成员1与户主关系="配偶")
        imported(office, household_roster([row], header))
        assert dict(household("甲").members.values_list("person__name", "relation")) == {"甲": "02", "乙": "10"}

    def test_a_person_named_in_two_households_is_left_out_of_the_second(self, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "成员1姓名", "成员1身份证号", "成员1与户主关系"]
        own = household_row("丙")
        row = household_row("甲", 成员1姓名="丙", 成员1身份证号=own["身份证号"], 成员1与户主关系="子")
        _, done = imported(office, household_roster([row, own], header))
        assert outcomes(done.judged)["甲"] == ("warned", ("W_MEMBER_ELSEWHERE",))
        assert household("丙").members.count() == 1
        assert household("甲").members.count() == 1

    def test_figures_too_large_for_their_column_are_left_out(self, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "月保障金（元）", "住房面积（平方米）"]
        rows = [household_row("甲", **{"月保障金（元）": 420, "住房面积（平方米）": 12345678})]
        imported(office, household_roster(rows, header))
        assert household("甲").allowance == 420

    def test_a_household_without_bureau_is_refused_with_the_remedy(self, people: People) -> None:
        with pytest.raises(Exception, match="全宗"):
            imported(people.handler, household_roster([household_row()]))
        assert not Household.objects.exists()


class TestScope:
    def test_rows_of_another_township_are_sent_back(self, office: User) -> None:
        _, done = imported(office, household_roster([household_row("甲"), household_row("乙", 村="新田村")]))
        outcome, codes = outcomes(done.judged)["乙"]
        assert outcome == "rejected" and "E_OUT_OF_SCOPE" in codes
        assert Household.objects.get().village_code == MINQIANG

    def test_a_number_of_another_township_lets_nobody_in(self, office: User) -> None:
        broken = household_of(
            member_row("周大", "户主", 公民身份号码="22088219600512123"),
            member_row("周二", "子"),
            户编号=f"{XINTIAN}0001",
            **{"村（社区）": ""},
        )
        _, done = imported(office, member_roster([broken]))
        assert "E_OUT_OF_SCOPE" in outcomes(done.judged)["周二"][1]
        assert not Household.objects.exists()

    def test_the_county_imports_for_a_township_within_that_township(self, people: People, office: User) -> None:
        content = household_roster([household_row("甲"), household_row("乙", 村="新田村")])
        _, done = imported(people.county_handler, content, division=FENGSHOU)
        assert household("乙").village_code == XINTIAN
        assert outcomes(done.judged)["甲"][0] == "rejected"
        imported(people.county_handler, content, division=COUNTY)
        assert household("甲").village_code == MINQIANG

    def test_the_neighbour_sees_and_does_nothing(self, people: People, office: User) -> None:
        found, _ = tried(office, household_roster([household_row()]))
        assert not imports_for(people.neighbour)
        with pytest.raises(NotVisible):
            import_for(people.neighbour, found.pk)
        for act in (carry_out, try_out, undo.undo):
            with pytest.raises(NotVisible):
                act(actor=people.neighbour, roster_import=found)
        with pytest.raises(NotVisible):
            set_mapping(actor=people.neighbour, roster_import=found, mapping=mapping_for(found))
        for work in ("try", "import"):
            with pytest.raises(NotVisible):
                start(actor=people.neighbour, roster_import=found, act=work)
        with pytest.raises(NotVisible):
            uploaded(people.neighbour, household_roster([household_row()]))
        assert not Household.objects.exists()

    @pytest.mark.parametrize(
        "post", ["assistant", "township_head", "county_head", "archivist", "system", "security", "auditor"]
    )
    def test_other_posts_may_not(self, people: People, office: User, post: str) -> None:
        found, _ = tried(office, household_roster([household_row()]))
        someone = getattr(people, post)
        for act in (carry_out, try_out, undo.undo):
            with pytest.raises(NotAllowed):
                act(actor=someone, roster_import=found)
        with pytest.raises(NotAllowed):
            imports_for(someone)
        with pytest.raises(NotAllowed):
            uploaded(someone, household_roster([household_row()]), division=someone.division_code)


class TestTwiceAtOnce:
    def test_an_import_is_carried_out_once(self, office: User) -> None:
        found = uploaded(office, household_roster([household_row()]))
        other = RosterImport.objects.get(pk=found.pk)
        carry_out(actor=office, roster_import=found)
        before = kept()
        for act in (carry_out, try_out):
            with pytest.raises(AlreadyImported, match="已导入"):
                act(actor=office, roster_import=other)
        with pytest.raises(AlreadyImported):
            set_mapping(actor=office, roster_import=other, mapping=mapping_for(other))
        assert kept() == before
        assert RosterImport.objects.get(pk=found.pk).state == RosterImport.State.IMPORTED

    def test_the_same_file_judged_before_and_written_after_another_changes_nothing(
        self, office: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second judged its rows while the first was writing: inside its own transaction it compares again."""
        content = household_roster([household_row("甲"), household_row("乙")])
        first, second = uploaded(office, content), uploaded(office, content, "另一份.xlsx")
        judge = imports.verdicts_of

        def interleaved(*arguments: Any) -> Any:
            verdicts = judge(*arguments)
            monkeypatch.setattr(imports, "verdicts_of", judge)
            carry_out(actor=office, roster_import=first)
            return verdicts

        monkeypatch.setattr(imports, "verdicts_of", interleaved)
        done = carry_out(actor=office, roster_import=second)
        assert (len(done.judged.new), len(done.judged.same)) == (0, 2)
        assert Household.objects.count() == 2

    def test_whom_the_database_stops_is_told_and_leaves_nothing(
        self, office: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a database that lets two write at once, the constraint is what stops the later one."""
        content = household_roster([household_row("甲"), household_row("乙")])
        first, second = uploaded(office, content), uploaded(office, content, "另一份.xlsx")
        compare = imports.against_archive

        def overtaken(*arguments: Any) -> Any:
            judged = compare(*arguments)
            monkeypatch.setattr(imports, "against_archive", compare)
            carry_out(actor=office, roster_import=first)
            return judged

        monkeypatch.setattr(imports, "against_archive", overtaken)
        with pytest.raises(ImportOvertaken, match="没有写入任何内容") as caught:
            carry_out(actor=office, roster_import=second)
        assert isinstance(caught.value.__cause__, IntegrityError)
        second.refresh_from_db()
        assert second.state == RosterImport.State.UPLOADED
        connection.check_constraints()

    def test_who_waits_too_long_for_another_is_told(self, office: User, monkeypatch: pytest.MonkeyPatch) -> None:
        found = uploaded(office, household_roster([household_row("甲")]))

        def wait(*arguments: Any) -> Any:
            raise OperationalError("database is locked")

        monkeypatch.setattr(imports, "against_archive", wait)
        with pytest.raises(ArchiveBusy, match="请等它完成后再导入"):
            carry_out(actor=office, roster_import=found)
        assert not Household.objects.exists()

    def test_a_mapping_changed_meanwhile_is_told(self, office: User, monkeypatch: pytest.MonkeyPatch) -> None:
        found = uploaded(office, household_roster([household_row("甲")]))
        mine = RosterImport.objects.get(pk=found.pk)
        change = {"sheets": [{"name": "花名册", "columns": [{"header": "家庭住址", "field": None}]}]}
        set_mapping(actor=office, roster_import=found, mapping=correct(mapping_for(found), change))
        with pytest.raises(ImportOvertaken):
            carry_out(actor=office, roster_import=mine)
        assert not Household.objects.exists()


def test_the_log_tells_of_the_import_and_of_each_household(office: User) -> None:
    imported(office, household_roster([household_row("甲"), household_row("乙")]))
    entries = AuditEntry.objects.filter(action="register_household")
    assert {entry.household_code for entry in entries} == set(Household.objects.values_list("code", flat=True))
    done = AuditEntry.objects.get(action="import_roster")
    assert (done.actor_name, done.after["households_new"]) == ("舍力经办", 2)


def test_no_number_is_kept_in_clear(office: User) -> None:
    head = member_row("孙大", "户主", 备注="")
    secrets = [head["公民身份号码"], "6228480012345670019", "6228480012345670027", f"{head['公民身份号码']}41"]
    imported(office, member_roster([household_of(head, 账号=secrets[1])]))
    newer = head | {"残疾证号": secrets[3]}
    imported(office, member_roster([household_of(newer, 账号=secrets[2])]))
    row = household_row("甲", 身份证号=head["公民身份号码"], 备注=f"原身份证 {secrets[0]}")
    imported(office, household_roster([row]))
    text = json.dumps([list(RosterRow.objects.values()), list(AuditEntry.objects.values())], default=str)
    assert not [secret for secret in secrets if secret in text]
    with connection.cursor() as cursor:
        cursor.execute("SELECT before FROM rosters_importedhousehold")
        stored = " ".join(row[0] or "" for row in cursor.fetchall())
        cursor.execute("SELECT identity, account FROM households_person, households_household")
        stored += " ".join(map(str, cursor.fetchall()))
    assert stored.strip()
    assert not [secret for secret in secrets if secret in stored]
