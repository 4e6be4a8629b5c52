"""Rosters over households that are in the archive already: the same, newer, someone elsewhere, a head to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.actions.states import stop_household
from hudang.households.models import Household, HouseholdMember, IncomeItem, Person
from hudang.kernel import clock
from hudang.rosters.actions.imports import carry_out
from hudang.rosters.models import RosterRow
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
    workbook,
)
from tests.people import MINQIANG, People


@pytest.fixture
def office(people: People) -> User:
    make_bureau()
    return people.handler


class TestAgain:
    def test_the_same_file_twice_changes_nothing(self, office: User) -> None:
        households = [
            household_of(member_row("孙大", "户主", 月收入=333.33), member_row("孙二", "子", 月收入=0)),
            household_of(member_row("周大", "户主", 公民身份号码="22088219600512123"), member_row("周二", "子")),
        ]
        content = member_roster(households)
        imported(office, content)
        before = kept()
        second, done = imported(office, content, "同一份.xlsx")
        assert kept() == before
        assert second.summary["households_same"] == 2 and second.summary["households_changed"] == 0
        assert {row.effect for row in RosterRow.objects.filter(roster_import=second, outcome="accepted")} == {"same"}
        assert done.codes[("舍力镇", 3)] == household("孙大").code

    def test_a_newer_file_shows_the_differences_and_then_writes_them(self, office: User) -> None:
        row = household_row("甲")
        imported(office, household_roster([row]))
        newer = row | {"月保障金（元）": 455.5, "家庭人口": 2, "银行账号": "6228480012345670027", "类别": "A"}
        found, _ = tried(office, household_roster([newer]))
        shown = {
            line["field"]: (line["before"], line["after"]) for line in found.rows.get(effect="changed").differences
        }
        assert shown == {
            "月保障金（元）": ("420", "455.5"),
            "家庭人口": ("1", "2"),
            "银行账号": ("***************0019", "***************0027"),
            "ABC 类": ("B 类", "A 类"),
        }
        assert household("甲").allowance == 420
        carry_out(actor=office, roster_import=found)
        home = household("甲")
        assert (home.allowance, home.declared_size, home.account_tail) == (Decimal("455.50"), 2, "0027")
        assert home.version == 2
        entry = AuditEntry.objects.get(action="edit_household")
        assert entry.after["银行账号"] == "***************0027"

    def test_a_blank_never_erases(self, office: User) -> None:
        row = household_row("甲", 备注="独居")
        imported(office, household_roster([row]))
        blank = {"户主姓名": "甲", "身份证号": row["身份证号"], "村": "民强村"}
        found, _ = imported(office, household_roster([blank]))
        assert found.summary["households_same"] == 1
        home = household("甲")
        assert (home.phone, home.note, home.address) == ("13904360001", "独居", "民强村一屯")

    def test_a_new_member_makes_the_household_larger_and_joins_today(self, office: User) -> None:
        head = member_row("孙大", "户主")
        imported(office, member_roster([household_of(head)]))
        child = member_row("孙小", "子", 是否保障="否")
        found, _ = tried(office, member_roster([household_of(head, child)]))
        assert found.rows.get(name="孙小").differences == [{"field": "成员", "before": "", "after": "孙小"}]
        carry_out(actor=office, roster_import=found)
        home = household("孙大")
        assert (home.declared_size, home.covered_size) == (2, 1)
        assert home.members.get(person__name="孙小").since == clock.today()

    def test_a_file_of_some_rows_makes_no_household_smaller(self, office: User) -> None:
        head, child = member_row("孙大", "户主"), member_row("孙小", "子")
        imported(office, member_roster([household_of(head, child)]))
        found, _ = imported(office, member_roster([household_of(head)]))
        assert found.summary["households_same"] == 1
        assert household("孙大").declared_size == 2

    def test_incomes_end_and_begin_and_the_rest_stands(self, office: User) -> None:
        header = ["村", "户主姓名", "成员姓名", "与户主关系", "身份证号", "工资性收入", "转移净收入"]
        person = {
            "村": "民强村",
            "户主姓名": "甲",
            "成员姓名": "甲",
            "与户主关系": "户主",
            "身份证号": identity_number(),
        }
        sheet = lambda **told: workbook({"名册": [header, [(person | told).get(h) for h in header]]})  # noqa: E731
        imported(office, sheet(工资性收入=500, 转移净收入=100))
        imported(office, sheet(工资性收入=650))
        items = IncomeItem.objects.order_by("pk").values_list("kind", "amount", "until")
        assert [(kind, int(amount), until is None) for kind, amount, until in items] == [
            ("101", 500, False),
            ("404", 100, True),
            ("101", 650, True),
        ]

    def test_a_total_does_not_undo_its_parts(self, office: User) -> None:
        identity = identity_number()
        parts = ["村", "户主姓名", "成员姓名", "与户主关系", "身份证号", "工资性收入", "转移净收入"]
        imported(office, workbook({"名册": [parts, ["民强村", "甲", "甲", "户主", identity, 500, 100]]}))
        total = ["村", "户主姓名", "成员姓名", "与户主关系", "身份证号", "月收入"]
        found, _ = imported(office, workbook({"名册": [total, ["民强村", "甲", "甲", "户主", identity, 600]]}))
        assert found.summary["households_same"] == 1
        assert IncomeItem.objects.filter(until=None).count() == 2

    def test_the_missing_papers_follow_what_changed(self, office: User) -> None:
        head = member_row("孙大", "户主")
        imported(office, member_roster([household_of(head)]))
        before = household("孙大").files.get().missing
        certificate = f"{head['公民身份号码']}41"
        imported(office, member_roster([household_of(head | {"残疾证号": certificate, "健康状况": "残疾"})]))
        assert set(household("孙大").files.get().missing) > set(before)
        assert "disabled" in household("孙大").tags.values_list("tag", flat=True)

    def test_another_name_for_the_same_number_is_doubtful(self, office: User) -> None:
        row = household_row("张伟")
        imported(office, household_roster([row]))
        found, judged = tried(office, household_roster([row | {"户主姓名": "张玮"}]))
        assert outcomes(judged)["张玮"] == ("warned", ("W_NAME_DIFFERS",))
        assert Person.objects.get().name == "张伟"


class TestPersonElsewhere:
    def test_the_row_is_rejected_and_says_where(self, office: User) -> None:
        head, child = member_row("孙大", "户主"), member_row("孙二", "子")
        imported(office, member_roster([household_of(head, child)]))
        home = household("孙大")
        found, done = imported(office, household_roster([household_row("孙二", 身份证号=child["公民身份号码"])]))
        assert outcomes(done.judged)["孙二"] == ("rejected", ("E_DUP_PERSON",))
        assert home.code in RosterRow.objects.get(roster_import=found, name="孙二").findings[0]["message"]
        assert Household.objects.count() == 1

    def test_the_rest_of_the_household_is_imported_without_him(self, office: User) -> None:
        head = member_row("孙大", "户主")
        imported(office, member_roster([household_of(head)]))
        moved = household_of(member_row("周大", "户主"), head | {"与户主关系": "其他"})
        _, done = imported(office, member_roster([moved]))
        assert outcomes(done.judged)["孙大"] == ("rejected", ("E_DUP_PERSON",))
        assert household("周大").members.count() == 1

    def test_of_a_further_person_in_the_row_only_he_is_left_out(self, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "成员1姓名", "成员1身份证号", "成员1与户主关系"]
        own = household_row("丙")
        imported(office, household_roster([own]))
        row = household_row("甲", 成员1姓名="丙", 成员1身份证号=own["身份证号"], 成员1与户主关系="子")
        _, done = imported(office, household_roster([row], header))
        assert outcomes(done.judged)["甲"] == ("warned", ("W_MEMBER_ELSEWHERE",))
        assert household("甲").members.count() == 1

    def test_another_number_for_the_head_of_a_household_is_sent_back(self, office: User) -> None:
        number = f"{MINQIANG}0007"
        imported(office, household_roster([household_row("甲", 户编号=number)]))
        _, done = imported(office, household_roster([household_row("甲", 户编号=number, 家庭住址="别处")]))
        assert outcomes(done.judged)["甲"] == ("rejected", ("E_HEAD_DIFFERS",))
        assert household("甲").address == "民强村一屯"

    def test_another_head_is_entered_as_member_and_told(self, office: User) -> None:
        head, wife = member_row("孙大", "户主"), member_row("钱二", "妻")
        number = f"{MINQIANG}0007"
        imported(office, member_roster([household_of(head, wife, 户编号=number)]))
        son = member_row("孙三", "户主")
        _, done = imported(office, member_roster([household_of(son, wife, 户编号=number, 户主姓名="孙三")]))
        assert outcomes(done.judged)["孙三"] == ("warned", ("W_HEAD_CHANGED",))
        home = household("孙大")
        assert home.members.get(relation="02").person.name == "孙大"
        assert home.members.get(person__name="孙三").relation == "80"

    def test_a_stopped_household_is_not_registered_again(self, office: User) -> None:
        row = household_row("甲", 户编号=f"{MINQIANG}0007")
        imported(office, household_roster([row]))
        home = household("甲")
        stop_household(
            actor=office, code=home.code, version=None, on=date(2026, 11, 1), stop_reason="02", reason="收入超过标准"
        )
        _, done = imported(office, household_roster([row]))
        assert outcomes(done.judged)["甲"] == ("rejected", ("E_STOPPED",))
        assert Household.objects.count() == 1


class TestHeadless:
    def rows(self, number: str = "", **head: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        child = member_row("周二", "子")
        broken = household_of(
            member_row("周大", "户主", 公民身份号码="22088219600512123"), child, 户编号=number, 户月保障金=777
        )
        return broken, child

    @pytest.mark.parametrize("number", ["", f"{MINQIANG}0030"])
    def test_the_head_comes_with_the_corrected_file(self, office: User, number: str) -> None:
        broken, child = self.rows(number)
        _, done = imported(office, member_roster([broken]))
        assert outcomes(done.judged)["周二"] == ("warned", ("W_HEAD_REJECTED",))
        home = Household.objects.get()
        assert (home.head_name, home.declared_size, home.village_code) == ("", 2, MINQIANG)
        right = household_of(member_row("周大", "户主"), child, 户编号=number, 户月保障金=777)
        found, again = imported(office, member_roster([right]))
        assert found.summary["households_changed"] == 1
        home.refresh_from_db()
        assert (home.head_name, home.head_initials, home.allowance) == ("周大", "zd", Decimal(777))
        assert home.members.get(relation="02").since == date(2020, 6, 1)
        assert home.declared_size == 2
        assert set(again.codes.values()) == {home.code}

    def test_a_member_who_turns_out_to_be_the_head_becomes_it(self, office: User) -> None:
        broken, child = self.rows(f"{MINQIANG}0030")
        imported(office, member_roster([broken]))
        right = household_of(child | {"与户主关系": "户主"}, 户编号=f"{MINQIANG}0030")
        imported(office, member_roster([right]))
        assert household("周二").members.get().relation == "02"

    def test_his_family_joins_him_when_another_roster_brought_him(self, office: User) -> None:
        imported(office, household_roster([household_row("周大")]))
        home = household("周大")
        broken, _ = self.rows(f"{MINQIANG}0044")
        found, _ = imported(office, member_roster([broken]))
        assert (found.summary["households_new"], found.summary["households_changed"]) == (0, 1)
        assert set(home.members.values_list("person__name", flat=True)) == {"周大", "周二"}

    def test_he_joins_his_family_when_another_roster_brings_him(self, office: User) -> None:
        broken, _ = self.rows()
        imported(office, member_roster([broken]))
        found, _ = imported(office, household_roster([household_row("周大")]))
        assert (found.summary["households_new"], found.summary["households_changed"]) == (0, 1)
        assert household("周大").members.count() == 2

    def test_of_two_with_his_name_nobody_guesses(self, office: User) -> None:
        imported(office, household_roster([household_row("周大"), household_row("周大")]))
        broken, _ = self.rows()
        found, _ = imported(office, member_roster([broken]))
        assert found.summary["households_new"] == 1
        assert Household.objects.filter(head_name="").count() == 1

    def test_a_number_that_the_system_gave_to_another_of_his_name_misleads_nobody(self, office: User) -> None:
        """A roster without numbers came first: what the system numbered 0001 is the office's 0002."""
        second = member_row("刘丽娟", "户主")
        imported(office, household_roster([household_row("刘丽娟", 身份证号=second["公民身份号码"])]))
        home = household("刘丽娟")
        assert home.code == f"{MINQIANG}0001"
        daughter = member_row("孙雨欣", "女")
        headless = household_of(
            member_row("刘丽娟", "户主", 公民身份号码="22088219600512123"), daughter, 户编号=f"{MINQIANG}0001"
        )
        hers = household_of(second, member_row("王建国", "夫"), 户编号=f"{MINQIANG}0002")
        imported(office, member_roster([headless, hers]))
        assert set(home.members.values_list("person__name", flat=True)) == {"刘丽娟", "王建国"}
        assert HouseholdMember.objects.get(person__name="孙雨欣").household.head_name == ""

    def test_without_village_and_number_nobody_is_placed(self, office: User) -> None:
        broken = household_of(
            member_row("周大", "户主", 公民身份号码="22088219600512123"),
            member_row("周二", "子"),
            **{"村（社区）": "不存在村"},
        )
        _, done = imported(office, member_roster([broken]))
        assert outcomes(done.judged)["周二"][1] == ("W_HEAD_REJECTED", "E_UNPLACED")
        assert not Household.objects.exists()
