"""Finding the header and proposing, correcting and remembering what the columns hold."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from hudang.rosters.errors import InvalidMapping
from hudang.rosters.reading import open_workbook
from hudang.rosters.rules.header_text import match_path, unit_in
from hudang.rosters.rules.mapping import SheetMapping, WorkbookMapping, correct, memory_of, recall
from hudang.rosters.rules.proposal import propose
from hudang.rosters.vocabulary import Skip
from tests.rules.rosters.builders import HEADER, clean_rows, identity, judged, table, write_xlsx

TWO_LEVELS = [
    ["序号", "所在地", "", "户主情况", "", "", "家庭人口", "", "保障金（元/年）", "", "备注"],
    [
        "",
        "乡镇",
        "村（社区）",
        "姓名",
        "公民身份号码",
        "联系电话",
        "总人口",
        "其中：保障人口",
        "保障标准",
        "年保障金",
        "",
    ],
]
GROUPS = [(1, 1, 1, 2, "所在地"), (1, 3, 1, 5, "户主情况"), (1, 6, 1, 7, "家庭人口"), (1, 8, 1, 9, "保障金（元/年）")]


def two_level_rows() -> list[list[Any]]:
    rows = [[i, "松山镇", "永安村", "王平", identity(i), "13900000001", 2, 1, 5880, 9600, ""] for i in range(1, 6)]
    return [["青河县低保年审表"], *TWO_LEVELS, *rows]


def fields(sheet: SheetMapping) -> dict[str | None, str]:
    return {column.field: column.header for column in sheet.columns}


def only(path: Path) -> SheetMapping:
    return propose(open_workbook(path)).sheets[0]


def test_a_header_below_titles(tmp_path: Path) -> None:
    rows = [["某县2026年低保花名册"], ["填报单位：民政局　单位：元"], [], *table(clean_rows(3))]
    sheet = only(write_xlsx(tmp_path / "a.xlsx", {"花名册": rows}))
    assert (sheet.skip, sheet.unit, sheet.header) == (None, "household", (4, 4))
    assert [column.field for column in sheet.columns] == [
        "seq", "town", "village", "name", "sex", "id", "family", "covered_n", "allowance", "account", "phone", "address",
        "approved", "note",
    ]  # fmt: skip


def test_a_header_of_two_levels_with_yearly_amounts(tmp_path: Path) -> None:
    single = [(1, 0, 2, 0, "序号"), (1, 10, 2, 10, "备注")]
    path = write_xlsx(tmp_path / "a.xlsx", {"年审": two_level_rows()}, merged=[*GROUPS, *single])
    sheet = only(path)
    assert sheet.header == (2, 3)
    assert {
        "seq",
        "town",
        "village",
        "name",
        "id",
        "phone",
        "family",
        "covered_n",
        "standard",
        "allowance",
        "note",
    } == set(fields(sheet))
    verdict = judged(path)[3]
    assert (verdict.values["standard"], verdict.values["allowance"]) == (490, 800)


def test_a_header_of_two_levels_without_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    numbering = [str(n) for n in range(1, 12)]
    rows = two_level_rows()
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([*rows[:3], numbering, *rows[3:]])
    sheet = only(path)
    assert sheet.header == (2, 4)
    assert fields(sheet)["allowance"] == "保障金（元/年）/年保障金"
    assert sheet.column_of("allowance").months == 12  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("户主/姓名", "name"), ("监护人/姓名", None), ("开户信息/姓名", "account_name"), ("残疾情况/类别", "dis_kind"),
        ("残疾情况/等级", "dis_level"), ("残疾人证/证号", "dis_cert"), ("家庭收入/工资性", "income_wage"), ("家庭收入/合计", "household_income"),
        ("家庭支出/医疗", None), ("人口/家庭", "family"), ("低保金/人数", "covered_n"), ("户籍/地址", "registered_address"),
        ("身 份 证\n号 码", "id"), ("*姓名（必填）", "name"), ("2026年6月保障金（元）", "allowance"), ("提标前月保障金", None),
        ("是否监测户", None), ("包保干部", None), ("包保干部电话", None), ("家庭年收入（万元）", "household_income"), ("一卡通（社保卡）账号", "account"),
    ],
)  # fmt: skip
def test_words_above_a_column(path: str, field: str | None) -> None:
    assert match_path(path.split("/")).field == field


@pytest.mark.parametrize(
    ("header", "months", "scale"),
    [
        ("月保障金（元）", 1, 1), ("保障标准\n（元/月）", 1, 1), ("年低保金", 12, 1), ("低保金（元/年）", 12, 1), ("家庭年收入（万元）", 12, 10_000),
        ("第二季度保障金", 3, 1), ("2026年6月保障金", 1, 1), ("月均收入", 1, 1), ("低保金", 0, 1), ("2026年保障金", 0, 1),
    ],
)  # fmt: skip
def test_period_and_unit_of_an_amount(header: str, months: int, scale: int) -> None:
    assert unit_in(header) == (months, scale)


def test_a_standard_that_must_be_a_years(tmp_path: Path) -> None:
    rows = [row | {"保障标准": 5880} for row in clean_rows(4)]
    sheet = only(write_xlsx(tmp_path / "a.xlsx", {"花名册": table(rows, [*HEADER, "保障标准"])}))
    assert sheet.column_of("standard").months == 12  # type: ignore[union-attr]


def test_the_cells_decide_where_the_header_does_not(tmp_path: Path) -> None:
    rows = [[f"王{i}", identity(i), f"139{i:08d}", "AB"[i % 2], "农村低保"] for i in range(8)]
    header = ["户主姓名", "甲栏", "乙栏", "低保类别", "类别"]
    found = only(write_xlsx(tmp_path / "a.xlsx", {"表": [header, *rows]}))
    assert [column.field for column in found.columns] == ["name", "id", "phone", "abc", "region"]


def test_further_persons_in_one_row(tmp_path: Path) -> None:
    rows = [
        ["村", "户主姓名", "户主身份证号", "家庭成员1", "", "", "家庭成员2", "", "", "月保障金"],
        ["", "", "", "姓名", "关系", "身份证号", "姓名", "关系", "身份证号", ""],
        ["永安村", "王平", identity(1), "李芳", "妻", identity(2, sex="女"), "王小", "子", "22990119", 500],
        ["永安村", "赵平", identity(3), "", "", "", "", "", "", 500],
    ]
    merged = [(0, 3, 0, 5, "家庭成员1"), (0, 6, 0, 8, "家庭成员2")]
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"松山镇": rows}, merged=merged))[2:]
    first, second = verdicts
    assert [m["relation"] for m in first.values["members"]] == ["12", "20"]
    assert (first.values["members"][1]["id"], first.codes) == (None, ("W_MEMBER_ID",))
    assert second.values["members"] == []


def test_names_under_an_unknown_word_stand_beside_the_numbers(tmp_path: Path) -> None:
    names = "王永平 李春花 张国庆 陈小兵 赵铁柱 孙桂兰".split()
    rows = [["", "对象", "公民证件", "镇", "居", "钱数"]]
    rows += [[i, n, identity(i), "柳河镇", "民富村" if i % 2 else "民强村", 400] for i, n in enumerate(names, 1)]
    found = {c.header: c.field for c in only(write_xlsx(tmp_path / "a.xlsx", {"S": rows})).columns if c.field}
    assert found == {"对象": "name", "公民证件": "id", "镇": "town", "居": "village"}


def test_a_column_of_village_and_group_names_the_village(tmp_path: Path) -> None:
    rows = [["村组", "户主姓名", "身份证号"], *([f"民富村{i}组", "王平", identity(i)] for i in range(1, 6))]
    assert fields(only(write_xlsx(tmp_path / "a.xlsx", {"柳河镇": rows})))["village"] == "村组"


def test_the_unit_above_the_table_may_be_a_quarter(tmp_path: Path) -> None:
    rows = [["低保金发放表"], ["单位：元/季"], ["村", "领款人", "身份证", "AB类", "低保金"]]
    rows += [["民富村", "王平", identity(i), "A", 900] for i in range(1, 6)]
    sheet = only(write_xlsx(tmp_path / "a.xlsx", {"柳河镇": rows}))
    assert [(c.field, c.months) for c in sheet.columns[1:]] == [("name", 1), ("id", 1), ("abc", 1), ("allowance", 3)]


def test_sheets_that_are_no_roster_of_today(tmp_path: Path) -> None:
    rows = table(clean_rows(3))
    sheets = {
        "2026年": rows, "2025年": rows, "停保名单": rows, "旧": rows, "说明": [["填表说明"], ["1.用文本格式"]], "无表头": rows[1:], "藏": rows,
    }  # fmt: skip
    mapping = propose(open_workbook(write_xlsx(tmp_path / "a.xlsx", sheets, hidden_sheets=["藏"])))
    assert {sheet.name: sheet.skip for sheet in mapping.sheets} == {
        "2026年": None, "2025年": Skip.OLD_SHEET, "停保名单": Skip.OLD_SHEET, "旧": Skip.OLD_SHEET, "说明": Skip.NO_HEADER,
        "无表头": Skip.NO_HEADER, "藏": Skip.HIDDEN_SHEET,
    }  # fmt: skip


def test_the_only_sheet_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert only(write_xlsx(tmp_path / "a.xlsx", {"低保汇总": table(clean_rows(2))})).skip is None


def test_basic_part_and_supplement_add_up(tmp_path: Path) -> None:
    header = ["村", "姓名", "身份证号", "低保金", "分类施保金", "合计"]
    rows = [header, *(["永安村", "王平", identity(i), 400, 98, 498] for i in range(4))]
    sheet = only(write_xlsx(tmp_path / "a.xlsx", {"松山镇": rows}))
    assert [column.field for column in sheet.columns][3:] == ["base_amount", "supplement", "allowance"]


@pytest.fixture
def proposal(tmp_path: Path) -> WorkbookMapping:
    return propose(open_workbook(write_xlsx(tmp_path / "a.xlsx", {"花名册": table(clean_rows(3))})))


def test_a_mapping_survives_json(proposal: WorkbookMapping) -> None:
    assert WorkbookMapping.from_json(proposal.to_json()) == proposal


def test_a_person_corrects_a_column(proposal: WorkbookMapping) -> None:
    change = {"name": "花名册", "columns": [{"header": "备注", "field": "cause"}, {"index": 8, "months": 12}]}
    sheet = correct(proposal, {"sheets": [change]}).sheets[0]
    assert sheet.columns[13].field == "cause"
    assert (sheet.columns[8].field, sheet.columns[8].months) == ("allowance", 12)


def test_a_field_moves_from_the_column_that_had_it(proposal: WorkbookMapping) -> None:
    change = {"name": "花名册", "columns": [{"index": 13, "field": "phone"}], "unit": "member"}
    sheet = correct(proposal, {"sheets": [change]}).sheets[0]
    assert (sheet.columns[13].field, sheet.columns[10].field, sheet.unit) == ("phone", None, "member")


@pytest.mark.parametrize(
    "change",
    [
        {}, {"sheets": [{"name": "别的"}]}, {"sheets": [{"name": "花名册", "columns": [{"index": 0, "field": "nothing"}]}]},
        {"sheets": [{"name": "花名册", "columns": [{"header": "没有的"}]}]}, {"sheets": [{"name": "花名册", "unit": "village"}]},
        {"sheets": [{"name": "花名册", "columns": [{"index": 0, "months": 5}]}]}, {"sheets": [7]}, {"sheets": [{"name": "花名册", "header": [0]}]},
    ],
)  # fmt: skip
def test_a_wrong_correction_is_refused(proposal: WorkbookMapping, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidMapping):
        correct(proposal, change)


def test_an_office_is_remembered_by_its_header(proposal: WorkbookMapping, tmp_path: Path) -> None:
    change = {"name": "花名册", "columns": [{"header": "备注", "field": "cause"}]}
    memory = memory_of(correct(proposal, {"sheets": [change]}))
    next_file = write_xlsx(tmp_path / "b.xlsx", {"七月": [["另一个标题"], *table(clean_rows(2))]})
    again = recall(propose(open_workbook(next_file)), memory).sheets[0]
    assert again.columns[13].field == "cause"


def test_the_signature_forgets_years_and_months() -> None:
    june = correct_header("2026年6月保障金")
    assert june.signature == correct_header("2026年7月保障金").signature
    assert june.signature != correct_header("保障人数").signature


def correct_header(text: str) -> SheetMapping:
    return WorkbookMapping.from_json({"sheets": [{"name": "a", "columns": [{"index": 0, "header": text}]}]}).sheets[0]


def test_a_spouse_named_in_the_heads_row(tmp_path: Path) -> None:
    header = ["村", "户主姓名", "身份证号", "配偶姓名", "配偶身份证号"]
    rows = [
        ["永安村", "王平", identity(1), "李红", identity(2)],
        ["永安村", "赵安", identity(3), "", ""],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"花名册": [header, *rows]})
    assert [column.field for column in only(path).columns][3:] == ["spouse.name", "spouse.id"]
    _, first, second = judged(path)
    assert first.values["members"] == [{"relation": "10", "name": "李红", "id": identity(2)}]
    assert second.values["members"] == []


def test_a_sum_of_income_in_each_members_row_is_the_members(tmp_path: Path) -> None:
    header = ["村", "户主姓名", "姓名", "身份证号", "与户主关系", "年收入合计"]
    rows = [
        ["永安村", "王平", "王平", identity(1), "户主", 1200],
        ["永安村", "王平", "李红", identity(2), "配偶", 0],
    ] * 4
    path = write_xlsx(tmp_path / "a.xlsx", {"花名册": [header, *rows]})
    assert only(path).columns[5].field == "income"
    header[5] = "家庭年收入合计"
    path = write_xlsx(tmp_path / "b.xlsx", {"花名册": [header, *rows]})
    assert only(path).columns[5].field == "household_income"
