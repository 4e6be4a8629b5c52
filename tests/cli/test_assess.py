"""``hudang assess`` and ``enter-parameters``: the contract of scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hudang.demo.loading import found_demo_county
from tests.architecture.source import CHECKOUT
from tests.cli.running import hudang
from tests.people import People

CASE: dict[str, Any] = {
    "day": "2026-11-23",
    "area": "rural",
    "members": [
        {"name": "王德贵", "born_on": "1962-08-01", "incomes": [{"kind": "102", "amount": "700"}]},
        {"name": "李秀英", "born_on": "1963-01-01", "disability_kind": "4", "disability_level": "1"},
        {"name": "王小", "born_on": "2015-03-04"},
    ],
}
SHEET = {
    "area": "rural",
    "valid_from": "2026-06-01",
    "source": "吉民发〔2022〕15号",
    "parameters": {
        "standard": "405",
        "supplements": [
            {"group": "severe_disability", "amount": {"method": "rate_of_standard", "value": "0.2"}},
            {"group": "minor", "age": 18, "amount": {"method": "rate_of_standard", "value": "0.1"}},
        ],
    },
}


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.usefixtures("people")
def test_a_case_by_the_countys_parameters(tmp_path: Path) -> None:
    assert hudang("enter-parameters", written(tmp_path, "sheet.json", SHEET)).code == 0
    ran = hudang("assess", written(tmp_path, "case.json", CASE), "--json")
    (row,) = ran.lines
    told = {key: row[key] for key in ("eligible", "income", "income_per_member", "base", "supplement", "total")}
    assert told == {
        "eligible": True, "income": "700", "income_per_member": "233.33", "base": "515", "supplement": "121.5",
        "total": "637",
    }  # fmt: skip
    assert row["members"][0] == {"name": "王德贵", "income": "700"}
    assert [each["label"] for each in row["supplements"]] == ["重残", "未成年人"]
    assert (row["effective_month"], row["parameters"]) == ("2026-12", "220882-rural-20260601")
    assert all(step["text"] and step["article"] for step in row["reasons"])
    spoken = hudang("assess", tmp_path / "case.json")
    assert "结论：符合条件，每月 637 元，2026-12 起。" in spoken.out
    assert "吉民发〔2022〕15号" in spoken.out


def test_parameters_in_the_case_need_no_county(db: None, tmp_path: Path) -> None:
    own = {**CASE, "parameters": {"version": "试算", "standard": "100"}}
    (row,) = hudang("assess", written(tmp_path, "case.json", own), "--json").lines
    assert (row["eligible"], row["verdict"], row["total"], row["effective_month"]) == (
        False, "income_not_below", "0", None,
    )  # fmt: skip


def test_what_cannot_be_done_ends_with_a_sentence(people: People, tmp_path: Path) -> None:
    ran = hudang("assess", written(tmp_path, "case.json", CASE), "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "没有有效的“收入财产测算参数（农村）”" in ran.err
    wrong = {**CASE, "members": [{"name": "甲", "incomes": [{"kind": "102", "amount": "x"}]}]}
    ran = hudang("assess", written(tmp_path, "wrong.json", wrong))
    assert ran.code == 1
    assert "members.1.incomes.1.amount: 应为数字" in ran.err
    for content in ("{", "[" * 100_000):
        (tmp_path / "broken.json").write_text(content)
        assert "不是可以读取的 JSON 文件" in hudang("assess", tmp_path / "broken.json").err
    assert "不是可以读取的 JSON 文件" in hudang("assess", tmp_path / "none.json").err
    for sheet in ([], {**SHEET, "area": "sea"}, {**SHEET, "valid_from": "明年"}):
        assert hudang("enter-parameters", written(tmp_path, "sheet.json", sheet)).code == 1
    other = written(tmp_path, "sheet.json", {**SHEET, "parameters": {"standard": "-1"}})
    assert "standard: 应大于 0" in hudang("enter-parameters", other).err
    assert hudang("enter-parameters", written(tmp_path, "sheet.json", SHEET), "--as", people.handler.username).code == 1


def test_the_example_of_the_documentation_in_the_demo_county(db: None) -> None:
    found_demo_county()
    (row,) = hudang("assess", CHECKOUT / "docs/examples/case.json", "--json").lines
    # 490 × 3 − 700 − (600 − 490) × 3 × 50 % = 605; on top 20 % and 10 % of 490
    assert (row["base"], row["supplement"], row["total"]) == ("605", "147", "752")
    assert "虚构" in row["reasons"][-1]["article"]
