"""``hudang plan-tasks``, ``tasks`` and ``rule-test``."""

from __future__ import annotations

import json
from pathlib import Path

from hudang.recertification.models import RecertificationTask
from hudang.recertification.rules.rule_text import shipped_rules
from tests.cli.running import hudang
from tests.factories.recertification import disabled_elder, disabled_without_income, household_with_student
from tests.people import FENGSHOU, SHELI, People


def test_tasks_are_planned_once_and_listed_when_late(people: People) -> None:
    poor = disabled_without_income()
    disabled_elder()
    made = hudang("plan-tasks", "--date", "2025-05-20", "--json").rows[0]
    assert (made["households"], made["by_rule"]["D-B"], made["by_rule"]["D-A"]) == (2, 1, 1)
    assert hudang("plan-tasks", "--date", "2025-05-20", "--json").rows[0]["tasks"] == 0
    ran = hudang("tasks", "--overdue", "--rule", "D-B", "--json")
    (row,) = ran.rows
    assert (row["household"], row["period"], row["due_on"]) == (poor.code, "2025-05", "2025-05-31")
    assert row["lateness"] == "red" and "孙秀兰" not in ran.out
    assert hudang("tasks", "--division", FENGSHOU, "--json").rows == []
    assert len(hudang("tasks", "--division", SHELI[:9], "--json").rows) == RecertificationTask.objects.count()


def test_a_rule_is_tried_without_writing(people: People, tmp_path: Path) -> None:
    household_with_student()
    rule = next(rule for rule, _ in shipped_rules() if rule.code == "D-C").model_dump(mode="json")
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(rule | {"predicate": "count(student_valid) >= 1"}), encoding="utf-8")
    tried = hudang("rule-test", str(file), "--json").rows[0]
    assert (tried["households"], tried["people"], tried["new"], tried["leaving"]) == (1, 2, 1, 0)
    assert "人" in tried["samples"][0]["why"]
    assert RecertificationTask.objects.count() == 0


def test_a_rule_that_cannot_be_read_says_where(people: People, tmp_path: Path) -> None:
    file = tmp_path / "rule.json"
    rule = next(rule for rule, _ in shipped_rules() if rule.code == "D-A").model_dump(mode="json")
    file.write_text(json.dumps(rule | {"predicate": "salary > 3", "months": 0}), encoding="utf-8")
    ran = hudang("rule-test", str(file), "--json")
    assert ran.code == 1 and "months" in ran.err
    file.write_text(json.dumps(rule | {"predicate": "salary > 3"}), encoding="utf-8")
    assert "没有名为“salary”的变量" in hudang("rule-test", str(file)).err
    file.write_text("{", encoding="utf-8")
    assert "不是 UTF-8 的 JSON" in hudang("rule-test", str(file)).err
