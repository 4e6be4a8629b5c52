"""What becomes of each row of a roster with a row a household."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.vocabulary import CODES, Outcome, Skip
from tests.rules.rosters.builders import (
    HEADER,
    clean_rows,
    identity,
    judged,
    judged_cell,
    judged_rows,
    plain_row,
    table,
    write_xlsx,
)

ALLOWANCE = "月保障金（元）"


def test_a_clean_row_is_accepted_with_its_values(tmp_path: Path) -> None:
    verdict = judged_rows(tmp_path, [plain_row(1, 备注="需年审")])[0]
    assert (verdict.outcome, verdict.codes, verdict.findings) == (Outcome.ACCEPTED, (), ())
    assert verdict.values == {
        "town": "柳河镇", "village": "柳河村", "village_code": "229901100200", "name": "张强", "sex": "男", "id": identity(1),
        "family": 2, "covered_n": 2, "allowance": 401, "account": "6228480000000000001", "phone": "13900000001",
        "address": "青河县柳河镇柳河村2组", "approved": "2020-02-03",
    }  # fmt: skip
    assert verdict.remarks == {"note": "需年审"}


@pytest.mark.parametrize(
    ("column", "value", "outcome", "code", "field", "kept"),
    [
        ("身份证号", identity(1) + " ", Outcome.ACCEPTED, "N_ID_SPACE", "id", identity(1)),
        ("身份证号", "", Outcome.REJECTED, "E_ID_MISSING", "id", None),
        ("身份证号", 2.29901196407212e17, Outcome.REJECTED, "E_ID_PRECISION", "id", None),
        ("户主姓名", "张 强", Outcome.ACCEPTED, "N_NAME_SPACE", "name", "张强"),
        ("户主姓名", "张强（已故）", Outcome.WARNED, "W_NOTE_DECEASED", "name", "张强"),
        ("户主姓名", "", Outcome.REJECTED, "E_NAME_MISSING", "name", None),
        ("性别", "女", Outcome.WARNED, "W_SEX_MISMATCH", "sex", "男"),
        ("村", "柳河", Outcome.ACCEPTED, "N_VILLAGE_SUFFIX", "village", "柳河村"),
        ("村", "刘河村", Outcome.WARNED, "W_VILLAGE_TYPO", "village", "柳河村"),
        ("村", "", Outcome.WARNED, "W_VILLAGE_FROM_ADDRESS", "village", "柳河村"),
        ("村", "永安村", Outcome.REJECTED, "E_VILLAGE_UNKNOWN", "village", None),
        ("保障人口", 3, Outcome.WARNED, "W_COVERED_GT_FAMILY", "covered_n", None),
        (ALLOWANCE, "401元", Outcome.ACCEPTED, "N_AMOUNT_TEXT", "allowance", 401),
        (ALLOWANCE, "401（含分类施保）", Outcome.ACCEPTED, "N_NOTE_IN_CELL", "allowance", 401),
        (ALLOWANCE, ("=303+98", 401), Outcome.ACCEPTED, "N_FORMULA", "allowance", 401),
        (ALLOWANCE, ("=1/0", "#DIV/0!"), Outcome.WARNED, "W_FORMULA_NO_VALUE", "allowance", None),
        (ALLOWANCE, -401, Outcome.REJECTED, "E_AMOUNT_NEGATIVE", "allowance", None),
        ("银行账号", 6.22848e18, Outcome.WARNED, "W_ACCOUNT_PRECISION", "account", None),
        ("联系电话", "1390000001", Outcome.WARNED, "W_PHONE_INVALID", "phone", None),
        ("批准时间", "2020.2.3", Outcome.ACCEPTED, "N_DATE_TEXT", "approved", "2020-02-03"),
        ("批准时间", 43864, Outcome.ACCEPTED, "N_DATE_SERIAL", "approved", "2020-02-03"),
        ("批准时间", "2020.2.30", Outcome.WARNED, "W_DATE_IMPOSSIBLE", "approved", None),
    ],
)
def test_dirt_in_one_cell(
    tmp_path: Path, column: str, value: Any, outcome: Outcome, code: str, field: str, kept: Any
) -> None:
    verdict = judged_cell(tmp_path, column, value)
    assert (verdict.outcome, verdict.codes) == (outcome, (code,))
    assert verdict.values[field] == kept
    finding = verdict.findings[0]
    assert (finding.cell, finding.code) == (f"{'ABCDEFGHIJKLMN'[HEADER.index(column)]}8", code)
    assert finding.message.startswith(CODES[code].happened)


def test_no_village_and_no_address(tmp_path: Path) -> None:
    verdict = judged_cell(tmp_path, "村", "", 家庭住址="")
    assert verdict.codes == ("E_VILLAGE_MISSING",)
    assert (verdict.values["village"], verdict.values["address"], verdict.values["town"]) == (None, None, "柳河镇")
    assert [finding.cell for finding in verdict.findings] == ["C8", "L8"]


def test_no_township(tmp_path: Path) -> None:
    verdict = judged_cell(tmp_path, "乡镇", "", 村="永安村", 家庭住址="")
    assert (verdict.outcome, verdict.codes, verdict.values["town"]) == (Outcome.ACCEPTED, ("N_TOWN_FILLED",), "松山镇")


def test_a_remark_of_death_is_shown(tmp_path: Path) -> None:
    assert judged_cell(tmp_path, "备注", "2026年5月去世").codes == ("W_NOTE_DECEASED",)
    assert judged_cell(tmp_path, "备注", "低保边缘转入").codes == ()


def test_a_hidden_row_is_shown(tmp_path: Path) -> None:
    verdicts = judged_rows(tmp_path, [plain_row(1), plain_row(2)], hidden_rows=[9])
    assert [verdict.codes for verdict in verdicts] == [(), ("W_HIDDEN_ROW",)]


def test_the_form_that_a_column_usually_has_is_no_finding(tmp_path: Path) -> None:
    rows = [plain_row(seed, 批准时间=f"2020.{seed}.3") for seed in range(1, 8)]
    rows += [plain_row(8, 批准时间="2020年8月3日"), plain_row(9, 批准时间=date(2020, 9, 3))]
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"花名册": table(rows)}))[1:]
    assert [verdict.codes for verdict in verdicts] == [()] * 7 + [("N_DATE_TEXT",), ()]
    assert verdicts[3].values["approved"] == "2020-04-03"


def test_the_same_row_again_and_the_same_person_elsewhere(tmp_path: Path) -> None:
    first = plain_row(1)
    again = first | {"序号": 9, "备注": "重复"}
    elsewhere = plain_row(
        2, 身份证号=first["身份证号"], 户主姓名=first["户主姓名"], 村="民富村", 家庭住址="柳河镇民富村"
    )
    verdicts = judged_rows(tmp_path, [first, again, elsewhere])
    assert [verdict.codes for verdict in verdicts] == [(), ("E_DUP_ROW",), ("E_DUP_PERSON",)]
    assert verdicts[1].same_as == verdicts[2].same_as == ("花名册", 8)
    assert verdicts[2].values["id"] == first["身份证号"]


def test_a_person_is_known_across_sheets(tmp_path: Path) -> None:
    rows = clean_rows(3)
    other = [plain_row(50, 身份证号=rows[0]["身份证号"])]
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"一": table(rows), "二": table(other)}))
    assert verdicts[-1].codes == ("E_DUP_PERSON",)


def test_a_rejected_row_does_not_hold_its_person(tmp_path: Path) -> None:
    wrong = plain_row(1, **{ALLOWANCE: -5})
    assert [v.codes for v in judged_rows(tmp_path, [wrong, plain_row(1)])] == [("E_AMOUNT_NEGATIVE",), ()]


def test_a_person_of_the_archive(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"花名册": table(clean_rows(3))})
    known = {identity(1): "2299011002000007", identity(2): "2299011012000001"}
    verdicts = judged(path, known_person=known.get)[1:]
    assert [(v.codes, v.household) for v in verdicts] == [
        ((), "2299011002000007"), (("E_DUP_PERSON",), "花名册#3"), ((), "花名册#4"),
    ]  # fmt: skip


@pytest.mark.parametrize("scope", ["229901101000", "229901101"])
def test_rows_of_another_township_are_refused(tmp_path: Path, scope: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"花名册": table([plain_row(1), plain_row(2, 乡镇="松山镇", 村="永安村")])})
    assert [v.codes for v in judged(path, division_scope=scope)[1:]] == [("E_OUT_OF_SCOPE",), ()]


@pytest.mark.parametrize("scope", ["229901100000", "229901100200"])
@pytest.mark.parametrize("village", ["", "没有的村"])
def test_a_row_of_another_township_without_its_village_belongs_there(tmp_path: Path, scope: str, village: str) -> None:
    rows = [plain_row(1, 乡镇="松山镇", 村=village), plain_row(2, 村="")]
    path = write_xlsx(tmp_path / "a.xlsx", {"花名册": table(rows)})
    other, own = judged(path, division_scope=scope)[1:]
    assert other.codes == ("E_OUT_OF_SCOPE",)
    assert [finding.field for finding in other.findings] == ["town"]
    assert "E_OUT_OF_SCOPE" not in own.codes


def skips(verdicts: list[RowVerdict]) -> list[str]:
    return [str(verdict.skip or verdict.outcome) for verdict in verdicts]


def test_rows_that_are_no_data(tmp_path: Path) -> None:
    body = table(clean_rows(3))
    rows = [
        ["低保花名册"], *body, [], ["", "", "", "小计", "", "", 6], ["松山镇"], list(HEADER), *table(clean_rows(2, 40))[1:],
        [9], ["", "合 计", "", "", "", "", 10], ["", "负责人：", "", "", "填表人：王五"], ["注：本表一式三份"],
    ]  # fmt: skip
    assert skips(judged(write_xlsx(tmp_path / "a.xlsx", {"花名册": rows}))) == [
        Skip.TITLE, Skip.HEADER, *[Outcome.ACCEPTED] * 3, Skip.EMPTY, Skip.SUBTOTAL, Skip.TITLE, Skip.HEADER,
        *[Outcome.ACCEPTED] * 2, Skip.EMPTY, Skip.TOTAL, Skip.FOOTER, Skip.FOOTER,
    ]  # fmt: skip


def test_a_remark_on_sums_makes_no_total_of_a_household(tmp_path: Path) -> None:
    verdict = judged_rows(tmp_path, [plain_row(1, 身份证号="", 备注="两户合计")])[0]
    assert verdict.codes == ("E_ID_MISSING",)


def test_every_row_of_a_hidden_sheet_is_skipped(tmp_path: Path) -> None:
    sheets = {"今年": table(clean_rows(2)), "藏": table(clean_rows(2, 60))}
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", sheets, hidden_sheets=["藏"]))
    assert skips(verdicts[3:]) == [Skip.HIDDEN_SHEET] * 3


def test_a_township_merged_over_its_rows(tmp_path: Path) -> None:
    rows = table(clean_rows(4))
    for row in rows[2:]:
        row[1] = None
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"花名册": rows}, merged=[(1, 1, 4, 1, "柳河镇")]))[1:]
    assert [(v.values["town"], v.codes) for v in verdicts] == [("柳河镇", ())] * 4


def test_township_and_village_written_only_where_they_change(tmp_path: Path) -> None:
    places = [
        ("柳河镇", "柳河村"),
        ("", ""),
        ("", ""),
        ("", "民富村"),
        ("", ""),
        ("", ""),
        ("松山镇", "红旗村"),
        ("", ""),
        ("", ""),
    ]
    rows = [plain_row(n, 乡镇=town, 村=village, 家庭住址="") for n, (town, village) in enumerate(places)]
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"花名册": table(rows)}))[1:]
    expected = ["229901100200"] * 3 + ["229901100201"] * 3 + ["229901101201"] * 3
    assert [v.values["village_code"] for v in verdicts] == expected
    assert {v.codes for v in verdicts} == {()}


def test_section_lines_name_township_and_village(tmp_path: Path) -> None:
    header = ["序号", "姓名", "身份证号", "月低保金"]
    people = [[n, f"王{n}", identity(n), 500] for n in range(4)]
    rows = [header, ["柳河镇"], ["民富村"], *people[:2], ["松山镇红旗村"], *people[2:]]
    verdicts = [v for v in judged(write_xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})) if v.skip is None]
    assert [v.values["village_code"] for v in verdicts] == ["229901100201"] * 2 + ["229901101201"] * 2
    assert {v.codes for v in verdicts} == {()}


def test_sheets_named_by_township_and_village(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "月低保金"], ["王平", identity(1), 500]]
    path = write_xlsx(tmp_path / "a.xlsx", {"三道沟子村": rows, "松山镇永安村": [rows[0], ["赵平", identity(2), 500]]})
    verdicts = [v for v in judged(path) if v.skip is None]
    assert [v.values["village_code"] for v in verdicts] == ["229901100206", "229901101202"]


def test_a_birth_date_that_differs_from_the_number(tmp_path: Path) -> None:
    header = ["村", "姓名", "身份证号", "出生日期"]
    people = [(1, "1964-07-21"), (2, "1964.7"), (3, "1964-07-22")]
    rows = [header, *(["永安村", "王平", identity(seed, born="19640721"), born] for seed, born in people)]
    verdicts = judged(write_xlsx(tmp_path / "a.xlsx", {"松山镇": rows}))[1:]
    assert ["W_BIRTH_MISMATCH" in v.codes for v in verdicts] == [False, False, True]
    assert {v.values["birth"] for v in verdicts} == {"1964-07-21"}


def test_every_code_says_what_happened_and_what_to_do() -> None:
    assert all(code[:2] in ("N_", "W_", "E_") for code in CODES)
    assert all(text.happened.endswith("。") and text.remedy.endswith("。") for text in CODES.values())
