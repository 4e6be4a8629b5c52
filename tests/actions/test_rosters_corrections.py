"""Rows to correct: the office's own layout, marked, and accepted when corrected; and an import that breaks off."""

from __future__ import annotations

import os
import random
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.archives.models import Box, Counter
from hudang.audit.models import AuditEntry
from hudang.divisions.actions.imports import import_divisions
from hudang.households.models import Household, HouseholdMember, HouseholdNumber, Person
from hudang.rosters.actions import imports
from hudang.rosters.actions.imports import carry_out
from hudang.rosters.models import RosterImport, RosterRow
from hudang.rosters.queries import corrections_of, mapping_for, rows_of
from hudang.rosters.rules.mapping import correct
from hudang.rosters.tables import first_table
from tests.factories.archives import make_bureau
from tests.factories.households import identity_number
from tests.factories.rosters import (
    HOUSEHOLD_HEADER,
    MEMBER_HEADER,
    MEMBER_TITLE,
    household_of,
    household_roster,
    household_row,
    imported,
    kept,
    member_roster,
    member_row,
    opened,
    saved,
    tried,
    uploaded,
    workbook,
)
from tests.people import COUNTY, MINQIANG, People

RED, YELLOW = "FFF8D7D3", "FFFCEFC7"
SAMPLES = Path(os.environ.get("HUDANG_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
BROKEN = "22088219600512123"


@pytest.fixture
def office(people: People) -> User:
    make_bureau()
    return people.handler


def sheet_of(found: RosterImport) -> Worksheet:
    sheet = opened(corrections_of(found)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def lines(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def cell(sheet: Worksheet, name: str, header: str) -> Any:
    """Return the cell of a person below a header."""
    rows = list(sheet.iter_rows())
    headers = next(row for row in rows if any(each.value == "问题与处理办法" for each in row))
    column = next(each.column for each in headers if each.value == header)
    row = next(row for row in rows if any(each.value == name for each in row) and row[0].row > headers[0].row)
    return row[column - 1]


class TestRowAHousehold:
    @pytest.fixture
    def found(self, office: User) -> RosterImport:
        rows = [
            household_row("甲"),
            household_row("乙", 身份证号=BROKEN),
            household_row("丙", 联系电话="1390436"),
            household_row("丁"),
        ]
        return tried(office, household_roster(rows))[0]

    def test_it_holds_title_header_and_the_rows_to_correct(self, found: RosterImport) -> None:
        rows = lines(sheet_of(found))
        assert rows[0][0] == "舍力镇低保花名册"
        assert rows[1] == [*HOUSEHOLD_HEADER, "系统结果", "问题与处理办法"]
        assert [row[2] for row in rows[2:]] == ["乙", "丙"]
        assert rows[2][11].date() == date(2021, 3, 1)

    def test_cells_are_marked_and_the_reason_stands_beside(self, found: RosterImport) -> None:
        sheet = sheet_of(found)
        assert cell(sheet, "乙", "身份证号").fill.fgColor.rgb == RED
        assert cell(sheet, "乙", "联系电话").fill.fgColor.rgb != RED
        assert cell(sheet, "丙", "联系电话").fill.fgColor.rgb == YELLOW
        assert cell(sheet, "乙", "系统结果").value == "退回"
        assert cell(sheet, "乙", "问题与处理办法").value == "身份证号位数不对。应为 18 位，请对照证件补全。"
        assert cell(sheet, "丙", "系统结果").value == "提示"

    def test_an_empty_cell_is_marked_too(self, office: User) -> None:
        sheet = sheet_of(tried(office, household_roster([household_row("乙", 身份证号=None)]))[0])
        assert cell(sheet, "乙", "身份证号").fill.fgColor.rgb == RED

    def test_corrected_and_uploaded_again_it_is_accepted(self, office: User, found: RosterImport) -> None:
        carry_out(actor=office, roster_import=found)
        book = opened(corrections_of(found))
        sheet = book.active
        cell(sheet, "乙", "身份证号").value = identity_number()
        cell(sheet, "丙", "联系电话").value = "13904360009"
        again, _ = imported(office, saved(book), "待改正.xlsx")
        assert {name: again.summary[name] for name in ("accepted", "warned", "rejected")} == {
            "accepted": 2,
            "warned": 0,
            "rejected": 0,
        }
        assert set(Household.objects.values_list("head_name", flat=True)) == set("甲乙丙丁")
        assert Household.objects.get(head_name="丙").phone == "13904360009"

    def test_corrected_in_part_it_comes_back_without_doubled_columns(self, office: User, found: RosterImport) -> None:
        again, _ = tried(office, corrections_of(found), "待改正.xlsx")
        assert again.summary["rejected"] == 1
        rows = lines(sheet_of(again))
        assert rows[1] == [*HOUSEHOLD_HEADER, "系统结果", "问题与处理办法"]

    def test_what_the_office_chose_for_a_column_still_holds(self, office: User) -> None:
        header = ["村", "户主姓名", "身份证号", "钱数甲"]
        found = uploaded(office, household_roster([household_row("乙", 身份证号=BROKEN, 钱数甲=512)], header))
        chosen = {"sheets": [{"name": "花名册", "columns": [{"index": 3, "field": "allowance"}]}]}
        mapping = mapping_for(found)
        imports.set_mapping(actor=office, roster_import=found, mapping=correct(mapping, chosen))
        imports.try_out(actor=office, roster_import=RosterImport.objects.get(pk=found.pk))
        book = opened(corrections_of(RosterImport.objects.get(pk=found.pk)))
        cell(book.active, "乙", "身份证号").value = identity_number()
        imported(office, saved(book), "待改正.xlsx")
        assert Household.objects.get().allowance == 512

    def test_merged_township_and_village_named_above_go_along(self, office: User) -> None:
        header = ["乡镇", "村", "户主姓名", "身份证号"]
        rows = [household_row(f"户{n}", 乡镇="舍力镇" if n == 0 else None) for n in range(8)]
        for number, row in enumerate(rows):
            row["村"] = {0: "民强村", 4: "民富村"}.get(number)
        rows[6]["身份证号"] = BROKEN
        table = [["舍力镇低保花名册"], header, *([row.get(name) for name in header] for row in rows)]
        found, judged = tried(office, workbook({"花名册": table}, [(2, 9, 0, "舍力镇")]))
        assert judged.verdicts[8].values["village"] == "民富村"
        sheet = sheet_of(found)
        assert (cell(sheet, "户6", "乡镇").value, cell(sheet, "户6", "村").value) == ("舍力镇", "民富村")

    def test_lines_that_name_a_village_stay_above_their_rows(self, office: User) -> None:
        table = [
            ["舍力镇低保花名册"], ["序号", "户主姓名", "身份证号", "月保障金（元）"],
            ["民强村"], [1, "甲", identity_number(), 400], [2, "乙", identity_number(), 400],
            ["民富村"], [3, "丙", identity_number(), 400], [4, "丁", BROKEN, 400],
        ]  # fmt: skip
        found, _ = imported(office, workbook({"花名册": table}))
        book = opened(corrections_of(found))
        cell(book.active, "丁", "身份证号").value = identity_number()
        _, done = imported(office, saved(book), "待改正.xlsx")
        assert Household.objects.get(head_name="丁").village_code != MINQIANG
        assert [verdict.codes for verdict in done.judged.verdicts if verdict.values] == [()]

    def test_a_header_of_two_levels_is_read_again(self, office: User) -> None:
        table = [
            ["舍力镇低保花名册", None, None, None, None],
            ["村", "户主", None, "保障金", None],
            [None, "姓名", "身份证号", "月保障金", "分类施保金"],
            ["民强村", "甲", BROKEN, 400, 30],
        ]
        found, _ = tried(office, workbook({"花名册": table}))
        again = uploaded(office, corrections_of(found), "待改正.xlsx")
        fields = [column.field for column in mapping_for(again).sheets[0].columns]
        first = [column.field for column in mapping_for(found).sheets[0].columns]
        assert fields[:5] == first
        assert "id" in first


class TestRowAMember:
    def test_the_household_goes_along_so_that_a_row_tells_whose_it_is(self, office: User) -> None:
        households = [
            household_of(member_row("孙大", "户主"), member_row("孙二", "子")),
            household_of(
                member_row("周大", "户主"), member_row("周二", "妻"), member_row("周三", "子", 公民身份号码=BROKEN)
            ),
            household_of(member_row("吴大", "户主")),
        ]
        found, _ = imported(office, member_roster(households))
        sheet = sheet_of(found)
        rows = lines(sheet)
        assert rows[0][0] == MEMBER_TITLE
        assert rows[1] == [*MEMBER_HEADER, "系统结果", "问题与处理办法"]
        assert [(row[2], row[3], row[-2]) for row in rows[2:]] == [
            ("周大", "周大", "通过"),
            ("周大", "周二", "通过"),
            ("周大", "周三", "退回"),
        ]
        book = opened(corrections_of(found))
        cell(book.active, "周三", "公民身份号码").value = identity_number()
        again, _ = imported(office, saved(book), "待改正.xlsx")
        assert (again.summary["accepted"], again.summary["households_new"]) == (3, 0)
        home = Household.objects.get(head_name="周大")
        assert set(home.members.values_list("person__name", flat=True)) == {"周大", "周二", "周三"}
        assert home.declared_size == 3

    def test_a_head_sent_back_joins_his_household(self, office: User) -> None:
        broken = household_of(member_row("周大", "户主", 公民身份号码=BROKEN), member_row("周二", "子"))
        found, _ = imported(office, member_roster([broken]))
        book = opened(corrections_of(found))
        cell(book.active, "周大", "公民身份号码").value = identity_number()
        imported(office, saved(book), "待改正.xlsx")
        home = Household.objects.get()
        assert (home.head_name, home.members.count(), home.declared_size) == ("周大", 2, 2)

    def test_a_row_that_goes_along_is_not_marked(self, office: User) -> None:
        spaced = " ".join(identity_number())
        rows = household_of(
            member_row("周大", "户主", 公民身份号码=spaced), member_row("周三", "子", 公民身份号码=BROKEN)
        )
        found, _ = tried(office, member_roster([rows]))
        sheet = sheet_of(found)
        assert cell(sheet, "周大", "公民身份号码").fill.fgColor.rgb not in (RED, YELLOW)
        head = next(row for row in lines(sheet) if row[3] == "周大")
        assert head[-2:] == ["通过", None] or head[-2:] == ["通过", ""]


@pytest.mark.parametrize("style", ["a", "b", "d"])
def test_the_samples_sent_back_and_uploaded_as_they_are_change_nothing(style: str, people: People) -> None:
    roster = SAMPLES / "rosters" / f"roster_{style}.xlsx"
    if not roster.exists():
        if os.environ.get("HUDANG_REQUIRE_SAMPLES"):
            pytest.fail(f"no {roster}")
        pytest.skip("no samples beside the checkout")
    make_bureau()
    import_divisions(actor=console_actor(COUNTY), rows=first_table(SAMPLES / "villages_220882.csv"))
    first, _ = imported(people.county_handler, roster.read_bytes(), roster.name, COUNTY)
    before = kept()
    again, _ = imported(people.county_handler, corrections_of(first), "待改正.xlsx", COUNTY)
    assert kept() == before
    # a doubled row alone is no longer doubled, and a row shown is no longer hidden
    settled = {"E_DUP_ROW", "W_HIDDEN_ROW", "W_VILLAGE_FROM_ADDRESS"}
    assert faults_of(again, settled) == faults_of(first, settled)


def faults_of(found: RosterImport, settled: Collection[str]) -> dict[str, int]:
    """Return how often each fault was found."""
    codes = found.summary["codes"].items()
    return {code: number for code, number in codes if not code.startswith("N_") and code not in settled}


class TestHostileCells:
    def test_formulas_are_defused_and_strokes_stay(self, office: User) -> None:
        row = household_row(
            "乙", 身份证号=BROKEN, 家庭住址="@SUM(A1)", 备注='=HYPERLINK("http://x","点我")', 联系电话="-"
        )
        found, _ = tried(office, household_roster([row]))
        sheet = sheet_of(found)
        assert cell(sheet, "乙", "家庭住址").value == "'@SUM(A1)"
        note = cell(sheet, "乙", "备注")
        assert note.data_type == "s" and note.value.startswith("'=HYPERLINK")
        assert cell(sheet, "乙", "联系电话").value == "-"

    def test_a_number_that_lost_digits_is_still_seen_to_be_broken(self, office: User) -> None:
        found, _ = tried(office, household_roster([household_row("乙", 身份证号=220882196005121230)]))
        assert RosterRow.objects.get(roster_import=found, name="乙").codes == ["E_ID_PRECISION"]
        again, _ = tried(office, corrections_of(found), "待改正.xlsx")
        assert RosterRow.objects.get(roster_import=again, name="乙").codes == ["E_ID_PRECISION"]

    @pytest.mark.parametrize("name", ["花名册[1].csv", "很" * 80 + ".csv", "a:b*c?.csv"])
    def test_names_that_excel_does_not_allow(self, office: User, name: str) -> None:
        content = f"户主姓名,身份证号,村\n甲,{identity_number()},民强村\n乙,{BROKEN},民强村\n".encode()
        found, _ = tried(office, content, name)
        assert cell(sheet_of(found), "乙", "身份证号").value == BROKEN

    def test_any_dirt_can_be_sent_back(self, office: User) -> None:
        chance = random.Random(7)
        dirt = [
            "",
            None,
            "无",
            -5,
            1e300,
            "=1+1",
            "\u200b",
            "２２０",
            True,
            date(1899, 12, 31),
            date(2026, 1, 1),
            "a\nb",
            "'x",
        ]
        rows = [{name: chance.choice(dirt) for name in HOUSEHOLD_HEADER} | {"户主姓名": f"户{n}"} for n in range(60)]
        for row in rows:
            row["批准时间"] = chance.choice(["2021-02-30", None, date(2026, 1, 1)])
        found, _ = tried(office, household_roster([household_row("甲"), *rows]))
        assert found.summary["rejected"] > 30
        assert len(lines(sheet_of(found))) == 2 + found.summary["rejected"] + found.summary["warned"]


def test_a_crash_in_the_middle_leaves_everything_as_before(office: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(office, household_roster([household_row("先来的")]))
    found, _ = tried(office, household_roster([household_row("甲"), household_row("乙", 身份证号=BROKEN)]))
    tables = (Household, HouseholdMember, Person, HouseholdNumber, Box, Counter, RosterRow, RosterImport, AuditEntry)
    before = {model: list(model.objects.order_by("pk").values()) for model in tables}

    def crash(**arguments: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(imports, "open_all", crash)
    with pytest.raises(OSError, match="disk full"):
        carry_out(actor=office, roster_import=found)
    assert {model: list(model.objects.order_by("pk").values()) for model in tables} == before
    monkeypatch.undo()
    carry_out(actor=office, roster_import=found)
    assert Household.objects.get(head_name="甲").code == f"{MINQIANG}0002"


def test_rows_of_other_offices_are_listed_apart_and_not_sent_back_for_correction(office: User) -> None:
    rows = [household_row("周一"), household_row("周二", 村="新田村"), household_row("周三", 身份证号=BROKEN)]
    found, _ = tried(office, household_roster(rows))
    assert [row.name for row in rows_of(found, "outside")] == ["周二"]
    assert [row.name for row in rows_of(found, "rejected")] == ["周三"]
    text = str(lines(sheet_of(found)))
    assert "周三" in text and "周二" not in text
