"""The settings as one file from county to county: seen first, whole or not at all."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from hudang.archives.models import ClassificationScheme, Material, Requirement
from hudang.archives.queries.thresholds import thresholds
from hudang.audit.models import AuditEntry
from hudang.configuration.actions.bundle import export_settings, import_settings, plan_import
from hudang.configuration.actions.keeping import add_setting
from hudang.configuration.errors import BadBundle
from hudang.configuration.vocabulary import Kind, Outcome
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed
from hudang.printing.actions.designs import reset_design, save_design
from hudang.printing.designs import USUAL_SPINE
from hudang.printing.logos import safe_logo
from hudang.printing.queries.studio import design_of
from tests.factories.archives import make_bureau
from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def told(people: People) -> dict[str, Any]:
    make_bureau()
    found: dict[str, Any] = json.loads(export_settings(actor=people.archivist))
    return found


def written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def test_a_file_of_ones_own_changes_nothing(people: People, told: dict[str, Any]) -> None:
    plan = plan_import(actor=people.archivist, content=written(told))
    assert (plan.differing, len(plan.rows) > 200) == ([], True)
    assert AuditEntry.objects.filter(action="export_settings").count() == 1


def test_new_and_differing_rows_are_taken_over(people: People, told: dict[str, Any]) -> None:
    sections = told["sections"]
    sections["material"].append(
        {"code": "M91", "name": "村民代表证明", "position": 900, "aliases": ["代表证明"], "valid_from": "2024-01-01"}
    )
    sections["requirement"].append({"material": "M91", "stage": "new", "need": "R", "valid_from": "2026-01-01"})
    changed = next(r for r in sections["requirement"] if r["material"] == "M33" and r["stage"] == "new")
    changed["source"] = "新文号"
    sections["parameter"] = [{"key": "archives.pouch_limit_mm", "value": "30", "valid_from": "2020-01-01"}]
    sections["scheme"][0]["classes"][0]["name"] = "另存"

    plan = plan_import(actor=people.system, content=written(told))
    assert (plan.count(Outcome.NEW), plan.count(Outcome.CHANGED)) == (4, 1)
    assert not Material.objects.filter(code="M91").exists(), "a plan writes nothing"
    import_settings(actor=people.system, content=written(told))
    assert Requirement.objects.filter(material__code="M91", stage="new").exists()
    assert thresholds().pouch_limit_mm == 30
    assert thresholds(TODAY - timedelta(days=1)).pouch_limit_mm == 20, "days before today keep what held then"
    both = Requirement.objects.filter(material__code="M33", stage="new").order_by("pk")
    assert [r.source == "新文号" for r in both] == [False, True]
    assert both[0].valid_until == TODAY - timedelta(days=1)
    assert ClassificationScheme.objects.get(number=2).is_draft
    assert plan_import(actor=people.system, content=written(told)).count(Outcome.CHANGED) == 0


def test_one_wrong_row_refuses_the_whole_file(people: People, told: dict[str, Any]) -> None:
    told["sections"]["material"].insert(0, {"code": "M92", "name": "好的", "position": 1, "valid_from": "2024-01-01"})
    told["sections"]["requirement"][1]["stage"] = "sometimes"
    told["sections"]["parameter"] = [{"key": "archives.pouch_limit_mm", "value": "999", "valid_from": "2020-01-01"}]
    told["sections"]["scheme"][0]["classes"][2]["colour"] = "pink"
    with pytest.raises(BadBundle) as refusal:
        import_settings(actor=people.archivist, content=written(told))
    assert len(refusal.value.faults) == 3
    assert refusal.value.faults[0].startswith("“应有材料”第 2 条：“阶段”没有“sometimes”")
    assert not Material.objects.filter(code="M92").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"format": "other"}',
        b'{"format": "hudang-settings", "version": 9, "sections": {}}',
        b'{"format": "hudang-settings", "version": 1}',
        b'{"format": "hudang-settings", "version": 1, "sections": {"users": []}}',
        b'{"format": "hudang-settings", "version": 1, "sections": {"material": [1]}}',
        b'{"format": "hudang-settings", "version": 1, "sections": {"scheme": [{}]}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_settings_file(people: People, content: bytes) -> None:
    with pytest.raises(BadBundle):
        plan_import(actor=people.system, content=content)


def test_an_import_is_followed_by_the_log(people: People, told: dict[str, Any]) -> None:
    raw = {"key": "archives.pouch_limit_mm", "value": "25", "valid_from": TODAY}
    add_setting(actor=people.system, kind=Kind.PARAMETER, raw=raw)
    import_settings(actor=people.archivist, content=export_settings(actor=people.archivist))
    assert AuditEntry.objects.latest("sequence").summary == "导入 220882 的设置：新增 0 条，改变 0 条"


def test_only_those_who_keep_settings(people: People, told: dict[str, Any]) -> None:
    for person in (people.handler, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            export_settings(actor=person)
        with pytest.raises(NotAllowed):
            plan_import(actor=person, content=written(told))


HALF = "\\ud800"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"county": "', f'"county": "{HALF}'),
        ('"sections": {', f'"sections": {{"{HALF}": [],'),
        ('"name": "', f'"name": "{HALF}'),
        ('"scheme": [{"name": "', '"scheme": [{"name": "\\u0000'),
        ('"position": ', '"position": "000000001999999999999999999999", "was": '),
        ('"valid_from": "', '"valid_from": "9999-12-31", "was": "'),
    ],
)
def test_what_json_can_spell_but_nothing_can_hold(
    people: People, told: dict[str, Any], before: str, after: str
) -> None:
    content = json.dumps(told, ensure_ascii=False)
    assert before in content
    with pytest.raises(BadBundle):
        plan_import(actor=people.archivist, content=content.replace(before, after, 1).encode())


def test_a_long_name_of_a_county_does_not_fill_the_log(people: People, told: dict[str, Any]) -> None:
    content = written(told | {"county": "大" * 100_000, "version": 1})
    import_settings(actor=people.archivist, content=content)
    assert len(AuditEntry.objects.get(action="import_settings").summary) < 100


def test_a_name_or_key_that_stands_twice_is_refused_with_its_row(people: People, told: dict[str, Any]) -> None:
    told["sections"]["material"].append(told["sections"]["material"][2])
    classes = told["sections"]["scheme"][0]["classes"]
    classes.append(classes[0])
    with pytest.raises(BadBundle) as refused:
        plan_import(actor=people.archivist, content=written(told))
    number, faults = len(told["sections"]["material"]), "".join(refused.value.faults)
    assert f"“材料”第 {number} 条：与第 3 条重复" in faults
    assert f"第 {len(classes)} 类：类号 SP5 与第 1 类重复" in faults


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"code": "M02"', '"code": "M02", "code": "M03"', "“材料”第 3 条里“code”写了两次"),
        ('"sections": {', '"sections": {"material": [], ', "“material”一节写了两次"),
        ('"by_hand": true', '"by_hand": true, "by_hand": false', "第 1 项里“by_hand”写了两次"),
    ],
)
def test_json_with_a_name_twice(people: People, told: dict[str, Any], before: str, after: str, said: str) -> None:
    text = written(told).decode()
    assert before in text
    with pytest.raises(BadBundle) as refused:
        plan_import(actor=people.archivist, content=text.replace(before, after, 1).encode())
    assert said in refused.value.message


def test_designs_of_papers_come_along(people: People, told: dict[str, Any]) -> None:
    assert told["sections"]["designs"] == [], "the product's own designs are everywhere"
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(picture, "PNG")
    spine = replace(USUAL_SPINE, title="低保", logo=safe_logo(picture.getvalue()))
    save_design(actor=people.archivist, design=spine)
    told = json.loads(export_settings(actor=people.archivist))
    assert plan_import(actor=people.archivist, content=written(told)).differing == []
    reset_design(actor=people.archivist, paper=spine.paper)
    (row,) = plan_import(actor=people.archivist, content=written(told)).differing
    assert (row.label, row.outcome) == ("盒脊标签", Outcome.CHANGED)
    import_settings(actor=people.system, content=written(told))
    now = design_of(people.archivist.division_code, spine.paper)
    assert (now.title, now.logo[:4], now.version) == ("低保", "<svg", 3)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "残疾档案"}, "不能出现“残疾”"),
        ({"fields": ["identity"]}, "不能读取"),
        ({"logo": "<svg><script/></svg>"}, "标志图片不能使用"),
        ({"paper": "item-list"}, "不能读取"),
    ],
)
def test_a_design_that_cannot_be_refuses_the_file(
    people: People, told: dict[str, Any], changed: dict[str, Any], said: str
) -> None:
    row = {"paper": "box-spine", "title": "", "fields": ["name"], "face": "hei", "stock": "a4", "logo": ""}
    told["sections"]["designs"] = [row | changed]
    with pytest.raises(BadBundle) as refusal:
        import_settings(actor=people.archivist, content=written(told))
    assert said in refusal.value.faults[0]


def test_the_end_of_a_requirement_and_what_follows_it_come_along(people: People, told: dict[str, Any]) -> None:
    rows = told["sections"]["requirement"]
    need = next(row for row in rows if (row["material"], row["stage"], row["condition"]) == ("M20", "new", []))
    over = next(row for row in rows if row["material"] == "M33" and row["stage"] == "new")
    end, begin = TODAY + timedelta(days=5), TODAY + timedelta(days=6)
    rows.append(need | {"need": "O", "valid_from": str(begin)})
    need["valid_until"], over["valid_until"] = str(end), str(TODAY - timedelta(days=40))
    assert plan_import(actor=people.system, content=written(told)).count(Outcome.CHANGED) == 2
    import_settings(actor=people.system, content=written(told))
    found = Requirement.objects.filter(material__code="M20", stage="new", condition="").order_by("valid_from")
    assert [(row.need, row.valid_until) for row in found] == [("R", end), ("O", None)]
    assert Requirement.objects.get(material__code="M33", stage="new").valid_until == TODAY - timedelta(days=1)
    again = export_settings(actor=people.archivist)
    assert plan_import(actor=people.system, content=again).differing == []
