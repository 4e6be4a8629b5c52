"""The command ``hudang`` as scripts use it: JSON lines on stdout, words on stderr, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from hudang.accounts.models import User
from hudang.archives.models import Fonds
from hudang.audit.models import AuditEntry
from hudang.cli.main import COMMANDS, main
from hudang.divisions.models import Division

TABLE = "code,village,town\n220882105201,民强村,舍力镇\n220882105202,民富村,舍力镇\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def county(db: None) -> None:
    assert run("init", "--county", "220882", "--name", "大安市").exit_code == 0


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "区划.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    return path


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    assert all(name in text for name in COMMANDS)
    assert run("--version").stdout.startswith("户档 ")


def test_init_founds_once(county: None) -> None:
    assert Fonds.objects.get().name == "大安市民政局"
    assert Division.objects.get().name == "大安市"
    again = run("init", "--county", "220882000000", "--name", "大安市民政局")
    assert (again.exit_code, Fonds.objects.count()) == (0, 1)
    assert run("init", "--county", "2208", "--name", "白城市").exit_code == 1


def test_nothing_can_be_done_before_there_is_a_county(db: None, table: Path) -> None:
    result = run("import-divisions", str(table))
    assert result.exit_code == 1
    assert "hudang init" in result.stderr


def test_import_divisions(county: None, table: Path) -> None:
    assert lines(run("import-divisions", str(table), "--dry-run", "--json"))[-1]["summary"]["new"] == 3
    assert Division.objects.count() == 1
    result = run("import-divisions", str(table), "--json")
    assert result.exit_code == 0
    assert lines(result)[0] == {"row": 2, "outcome": "new", "code": "220882105000", "name": "舍力镇"}
    assert lines(result)[-1] == {"summary": {"new": 3, "renamed": 0, "alias": 0, "same": 0, "bad": 0}}
    assert lines(run("import-divisions", str(table), "--json"))[-1]["summary"]["same"] == 3
    assert AuditEntry.objects.filter(action="import_division", actor_name="命令行").count() == 3


def test_a_bad_row_is_reported_and_fails_the_command(county: None, table: Path) -> None:
    table.write_text(TABLE + "12,短码村,舍力镇\n", encoding="utf-8")
    result = run("import-divisions", str(table), "--json")
    assert result.exit_code == 1
    assert lines(result)[-2]["outcome"] == "bad"
    assert "第 4 行" in result.stderr
    assert Division.objects.count() == 4


def test_what_is_no_table_is_said_so(county: None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    result = run("import-divisions", str(path))
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_create_user(county: None, table: Path) -> None:
    run("import-divisions", str(table))
    asked = ["--username", "sheli", "--name", "李建国", "--post", "乡镇经办", "--division", "220882105"]
    result = run("create-user", *asked, "--json")
    assert result.exit_code == 0
    (made,) = lines(result)
    assert made["state"] == "active"
    assert User.objects.get(username="sheli").check_password(made["password"])
    assert run("create-user", *asked).exit_code == 1
    assert run("create-user", *asked[:4], "--post", "老板", "--division", "220882").exit_code == 2
    given = ["--username", "dangan", "--name", "郑雅琴", "--post", "archivist", "--division", "220882"]
    run("create-user", *given, "--password", "Chu-shi-2026", "--keep-password")
    user = User.objects.get(username="dangan")
    assert (user.check_password("Chu-shi-2026"), user.must_change_password) == (True, False)


def test_acting_as_a_person_has_that_person_s_rights(county: None, table: Path) -> None:
    run("create-user", "--username", "xian", "--name", "周", "--post", "县经办", "--division", "220882")
    result = run("import-divisions", str(table), "--as", "xian")
    assert result.exit_code == 1
    assert "没有“维护行政区划”的权限" in result.stderr
    assert run("import-divisions", str(table), "--as", "nobody").exit_code == 1


def test_reset_password(county: None) -> None:
    run("create-user", "--username", "shenji", "--name", "韩", "--post", "审计员", "--division", "220882")
    password = run("reset-password", "shenji").stdout.strip()
    assert User.objects.get(username="shenji").check_password(password)
    assert run("reset-password", "nobody").exit_code == 1


def test_verify_audit(county: None) -> None:
    result = run("verify-audit", "--json")
    assert (result.exit_code, lines(result)[-1]["summary"]["faults"]) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditentry'")
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute("UPDATE audit_auditentry SET actor_name = '别人' WHERE sequence = 1")
    result = run("verify-audit", "--json")
    assert result.exit_code == 1
    assert lines(result)[0] == {"sequence": 1, "message": "第 1 条日志的内容被改动。"}


def test_verify_audit_finds_a_removed_row(county: None) -> None:
    run("verify-audit")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditentry'")
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute("DELETE FROM audit_auditentry WHERE sequence = 1")
    assert "缺失" in run("verify-audit").stdout
