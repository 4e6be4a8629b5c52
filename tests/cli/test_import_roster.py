"""``hudang import-roster``: the contract for scripts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hudang.audit.models import AuditEntry
from hudang.households.models import Household
from hudang.rosters.models import RosterImport
from tests.cli.running import hudang
from tests.factories.archives import make_bureau
from tests.factories.households import identity_number
from tests.factories.rosters import household_of, household_roster, household_row, member_roster, member_row, written
from tests.people import FENGSHOU, MINQIANG, SHELI, People

SAMPLES = Path(os.environ.get("HUDANG_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
OUTCOMES = {"accept": "accepted", "warn": "warned", "reject": "rejected", "skip": "skipped"}


@pytest.fixture(autouse=True)
def office(people: People) -> People:
    make_bureau()
    return people


def test_a_line_a_row_and_a_summary(tmp_path: Path) -> None:
    rows = [household_row("甲", 户编号=f"{MINQIANG}0007"), household_row("乙", 身份证号="123")]
    ran = hudang("import-roster", written(tmp_path, household_roster(rows)), "--json")
    assert ran.code == 1
    assert [(row["row"], row["outcome"], row["codes"]) for row in ran.rows] == [
        (1, "skipped", []),
        (2, "skipped", []),
        (3, "accepted", []),
        (4, "rejected", ["E_ID_LENGTH"]),
    ]
    first = ran.rows[2]
    assert set(first) == {"sheet", "row", "outcome", "codes", "household_code", "values"}
    assert (first["sheet"], first["household_code"]) == ("花名册", f"{MINQIANG}0007")
    assert first["values"]["approved"] == "2021-03-01"
    assert first["values"]["allowance"] == 420
    assert ran.rows[0]["why"] == "title"
    assert ran.rows[3]["household_code"] == ""
    assert {name: ran.summary[name] for name in ("accepted", "warned", "rejected", "skipped", "dry_run")} == {
        "accepted": 1,
        "warned": 0,
        "rejected": 1,
        "skipped": 2,
        "dry_run": False,
    }
    assert "退回 1 行" in ran.err


def test_exit_code_0_when_all_rows_were_taken(tmp_path: Path) -> None:
    assert hudang("import-roster", written(tmp_path, household_roster([household_row()])), "--json").code == 0


def test_without_json_only_people_are_told(tmp_path: Path) -> None:
    ran = hudang("import-roster", written(tmp_path, household_roster([household_row()])))
    assert (ran.code, ran.out) == (0, "")
    assert "通过 1 行" in ran.err


def test_a_dry_run_writes_no_household_and_knows_those_that_stand(tmp_path: Path) -> None:
    path = written(tmp_path, household_roster([household_row("甲")]))
    first = hudang("import-roster", path, "--dry-run", "--json")
    assert (first.code, first.summary["households_new"], first.summary["dry_run"]) == (0, 1, True)
    assert not Household.objects.exists()
    hudang("import-roster", path, "--json")
    again = hudang("import-roster", path, "--dry-run", "--json")
    assert again.summary["households_same"] == 1
    assert again.rows[2]["household_code"] == Household.objects.get().code


def test_the_division_is_the_office(tmp_path: Path) -> None:
    path = written(tmp_path, household_roster([household_row("甲"), household_row("乙", 村="新田村")]))
    ran = hudang("import-roster", path, "--division", FENGSHOU[:9], "--json")
    assert [row["outcome"] == "rejected" for row in ran.rows[2:]] == [True, False]
    assert RosterImport.objects.get().division_code == FENGSHOU


def test_as_somebody_with_his_rights_and_place(office: People, tmp_path: Path) -> None:
    path = written(tmp_path, household_roster([household_row("甲"), household_row("乙", 村="新田村")]))
    ran = hudang("import-roster", path, "--as", "jingban", "--json")
    assert [row["outcome"] for row in ran.rows[2:]] == ["accepted", "rejected"]
    assert AuditEntry.objects.get(action="import_roster").actor_name == "舍力经办"
    for who in ("dangan", "niemand"):
        refused = hudang("import-roster", path, "--as", who)
        assert (refused.code, refused.out) == (1, "")
    assert hudang("import-roster", path, "--as", "linzhen", "--division", SHELI).code == 1


def test_a_mapping_file_corrects_what_it_names(tmp_path: Path) -> None:
    header = ["村", "户主姓名", "身份证号", "钱数甲"]
    path = written(tmp_path, household_roster([household_row("甲", 钱数甲=512)], header))
    chosen = {"sheets": [{"name": "花名册", "columns": [{"header": "钱数甲", "field": "allowance"}]}]}
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(chosen), encoding="utf-8")
    assert hudang("import-roster", path, "--mapping", mapping, "--json").code == 0
    assert Household.objects.get().allowance == 512


@pytest.mark.parametrize(
    "text",
    ["{", '{"sheets": [{"name": "别的"}]}', "[]", '{"sheets":[{"name":"花名册","columns":[{"index":0,"field":"x"}]}]}'],
)
def test_a_mapping_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    path, mapping = written(tmp_path, household_roster([household_row()])), tmp_path / "mapping.json"
    mapping.write_text(text, encoding="utf-8")
    ran = hudang("import-roster", path, "--mapping", mapping)
    assert ran.code == 1
    assert "列对应关系有误" in ran.err
    assert not Household.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.xlsx", b"", "没有内容"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "不是 Excel"),
        ("文.csv", "通知\n开会\n".encode(), "花名册"),
    ],
)
def test_what_is_no_roster(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    ran = hudang("import-roster", written(tmp_path, content, name), "--json")
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_wrong_arguments_end_with_2(tmp_path: Path) -> None:
    path = written(tmp_path, household_roster([household_row()]))
    assert hudang("import-roster", tmp_path / "没有.xlsx").code == 2
    assert hudang("import-roster", path, "--division", "12").code == 2


def test_a_csv_in_gb18030(tmp_path: Path) -> None:
    text = f"户主姓名,身份证号,村\n甲,{identity_number()},民强村\n"
    ran = hudang("import-roster", written(tmp_path, text.encode("gb18030"), "名册.csv"), "--json")
    assert ran.code == 0
    assert Household.objects.get().head_name == "甲"


def test_a_row_a_member(tmp_path: Path) -> None:
    rows = household_of(member_row("甲", "户主"), member_row("乙", "子"), 户编号=f"{MINQIANG}0031")
    ran = hudang("import-roster", written(tmp_path, member_roster([rows])), "--json")
    assert [row["household_code"] for row in ran.rows[2:]] == [f"{MINQIANG}0031"] * 2


@pytest.mark.parametrize("style", ["a", "b", "d"])
def test_the_samples_come_into_the_archive_as_their_keys_say(style: str, tmp_path: Path) -> None:
    roster = SAMPLES / "rosters" / f"roster_{style}.xlsx"
    if not roster.exists():
        if os.environ.get("HUDANG_REQUIRE_SAMPLES"):
            pytest.fail(f"no {roster}")
        pytest.skip("no samples beside the checkout")
    hudang("import-divisions", SAMPLES / "villages_220882.csv")
    key = json.loads(Path(f"{roster}.key.json").read_text(encoding="utf-8"))
    ran = hudang("import-roster", roster, "--json")
    found = {(row["sheet"], row["row"]): (row["outcome"], sorted(row["codes"])) for row in ran.rows}
    wanted = {
        (row["sheet"], row["row"]): (OUTCOMES[row["action"]], sorted(row.get("codes", []))) for row in key["rows"]
    }
    assert {at: (found.get(at), wanted[at]) for at in wanted if found.get(at) != wanted[at]} == {}
    imported = [row for row in ran.rows if row["outcome"] in ("accepted", "warned")]
    assert all(len(row["household_code"]) == 16 for row in imported)
    kept = {row["values"]["hh_no"] for row in imported if row["values"].get("hh_no")}
    assert kept <= set(Household.objects.values_list("code", flat=True))
    again = hudang("import-roster", roster, "--json")
    assert (again.summary["households_new"], again.summary["households_changed"]) == (0, 0)
