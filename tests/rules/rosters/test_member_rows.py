"""What becomes of each row of a roster with a row a member."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.vocabulary import Outcome
from tests.rules.rosters.builders import identity, judged, write_xlsx

HEADER = [
    "户编号",
    "村",
    "户主姓名",
    "成员姓名",
    "与户主关系",
    "性别",
    "身份证号",
    "残疾证号",
    "月收入",
    "户月保障金",
    "批准日期",
]
ONE, TWO, THREE = "2299011012020001", "2299011012020002", "2299011012020003"


def member(number: str | None, head: str | None, name: str, relation: str, seed: int, **changes: Any) -> list[Any]:
    sex = "女" if relation in ("妻", "女", "母亲") else "男"
    first = relation == "户主"
    row: dict[str, Any] = {
        "户编号": number, "村": "永安村" if first else None, "户主姓名": head, "成员姓名": name, "与户主关系": relation, "性别": sex,
        "身份证号": identity(seed, sex=sex), "残疾证号": "", "月收入": 100, "户月保障金": 500 + seed if first else None,
        "批准日期": date(2020, 1, 1) if first else None,
    }  # fmt: skip
    return list((row | changes).values())


def households(*, merged: bool = True) -> list[list[Any]]:
    blank = not merged
    return [
        HEADER,
        member(ONE, "王平", "王平", "户主", 1),
        member(None if merged else ONE, None if merged else "王平", "李芳", "妻", 2),
        member(None if merged else ONE, None if merged else "王平", "王小", "子", 3),
        member(TWO, "赵平", "赵平", "户主", 4),
        member(THREE, "孙平", "孙平", "户主", 5),
        member(None if not blank else THREE, None if not blank else "孙平", "钱芳", "母亲", 6),
    ]


MERGED = [(1, 0, 3, 0, ONE), (1, 1, 3, 1, "永安村"), (1, 2, 3, 2, "王平"), (5, 0, 6, 0, THREE), (5, 2, 6, 2, "孙平")]


def run(tmp_path: Path, rows: list[list[Any]], merged: Any = (), **options: Any) -> list[RowVerdict]:
    return judged(write_xlsx(tmp_path / "a.xlsx", {"松山镇": rows}, merged=merged), **options)[1:]


def test_household_values_stand_in_the_heads_row(tmp_path: Path) -> None:
    verdicts = run(tmp_path, households(), MERGED)
    assert {v.outcome for v in verdicts} == {Outcome.ACCEPTED}
    assert [v.household for v in verdicts] == [ONE] * 3 + [TWO] + [THREE] * 2
    assert [v.is_head for v in verdicts] == [True, False, False, True, True, False]
    assert verdicts[0].values["village_code"] == "229901101202"
    assert verdicts[1].values == {
        "hh_no": ONE, "head": "王平", "name": "李芳", "relation": "12", "sex": "女", "id": identity(2, sex="女"), "dis_cert": "",
        "income": 100,
    }  # fmt: skip


def test_values_repeated_in_every_row_are_told_once(tmp_path: Path) -> None:
    rows = households(merged=False)
    for row, above in zip(rows[2:4], (rows[1], rows[1]), strict=True):
        row[1], row[9], row[10] = above[1], above[9], above[10]
    rows[1][1] = rows[2][1] = rows[3][1] = "永安"
    verdicts = run(tmp_path, rows)
    assert [v.codes for v in verdicts[:3]] == [("N_VILLAGE_SUFFIX",), (), ()]
    assert "village" not in verdicts[1].values


def test_households_without_a_number_or_merged_cells(tmp_path: Path) -> None:
    rows = [row[1:] for row in households()]
    for row in rows[2:]:
        row[1] = row[1] if row[3] == "户主" else None
    verdicts = run(tmp_path, rows)
    assert [v.household for v in verdicts] == ["松山镇#2"] * 3 + ["松山镇#5"] + ["松山镇#6"] * 2
    assert [v.values["head"] for v in verdicts] == ["王平"] * 3 + ["赵平"] + ["孙平"] * 2


def test_the_members_of_a_rejected_head_are_shown(tmp_path: Path) -> None:
    rows = households()
    rows[1][6] = ""
    rows[3][6] = "229901"
    verdicts = run(tmp_path, rows, MERGED)
    assert [v.codes for v in verdicts[:4]] == [
        ("E_ID_MISSING",), ("W_HEAD_REJECTED",), ("E_ID_LENGTH", "W_HEAD_REJECTED"), (),
    ]  # fmt: skip


def test_a_household_whose_head_is_not_first(tmp_path: Path) -> None:
    rows = households()
    rows[1][3:8], rows[2][3:8] = rows[2][3:8], rows[1][3:8]
    verdicts = run(tmp_path, rows, MERGED)
    assert [v.is_head for v in verdicts[:3]] == [False, True, False]
    assert verdicts[1].values["allowance"] == 501
    assert {v.codes for v in verdicts} == {()}


def test_a_household_without_a_head(tmp_path: Path) -> None:
    rows = households()
    rows[4][4] = "子"
    verdict = run(tmp_path, rows, MERGED)[3]
    assert (verdict.codes, verdict.is_head) == (("W_HEAD_MISSING",), True)


def test_a_household_that_comes_again(tmp_path: Path) -> None:
    rows = [
        *households(),
        member(ONE, "王平", "王平", "户主", 1),
        member("2299011012020009", "赵平", "赵平", "户主", 4),
    ]
    verdicts = run(tmp_path, rows, MERGED)
    assert [v.codes for v in verdicts[6:]] == [("E_DUP_ROW",), ("E_DUP_PERSON",)]
    assert verdicts[6].same_as == ("松山镇", 2)


def test_the_certificate_is_compared_with_the_number(tmp_path: Path) -> None:
    rows = households()
    rows[1][7] = identity(1) + "42"
    rows[4][7] = identity(5) + "42"
    verdicts = run(tmp_path, rows, MERGED)
    assert [verdicts[0].codes, verdicts[3].codes] == [(), ("W_CERT_MISMATCH",)]


def test_all_members_stay_out_where_the_household_lies_elsewhere(tmp_path: Path) -> None:
    verdicts = run(tmp_path, households(), MERGED, division_scope="229901100000")
    assert {v.codes for v in verdicts} == {("E_OUT_OF_SCOPE",)}


def test_members_whom_the_archive_has_elsewhere(tmp_path: Path) -> None:
    known = {identity(1): ONE, identity(2, sex="女"): "2299011002000001"}
    verdicts = run(tmp_path, households(), MERGED, known_person=known.get)
    assert [v.codes for v in verdicts[:3]] == [(), ("E_DUP_PERSON",), ()]


def test_households_whose_numbers_lost_a_digit_are_told_apart_by_their_heads(tmp_path: Path) -> None:
    rows = households()
    for row, number in zip((rows[1], rows[4], rows[5]), (ONE, TWO, THREE), strict=True):
        row[0] = float(number)
    verdicts = run(tmp_path, rows, [area for area in MERGED if area[1] != 0])
    assert len({v.household for v in verdicts}) == 3
    assert verdicts[0].codes == ("W_HH_NO_PRECISION",)
