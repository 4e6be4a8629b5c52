"""Keeping settings: added, changed, ended, withdrawn, each checked, logged, and only by those who may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hudang.archives.models import Material, ReferenceCodeTemplate, Requirement, RetentionPeriod, Series
from hudang.archives.queries.completeness import missing_of
from hudang.archives.queries.thresholds import thresholds
from hudang.audit.models import AuditEntry
from hudang.configuration.actions.keeping import add_setting, change_setting, end_setting, withdraw_setting
from hudang.configuration.errors import SettingExists, SettingFixed, SettingInForce, SettingInUse
from hudang.configuration.queries.effects import effect_for
from hudang.configuration.queries.settings import history_for
from hudang.configuration.vocabulary import Kind
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed
from hudang.platform.models import Job
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = clock.today()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def bureau(people: People) -> People:
    make_bureau()
    return people


def requirement(**other: Any) -> dict[str, Any]:
    return {"material": "M72", "stage": "new", "need": "R", "valid_from": TODAY} | other


def test_a_requirement_is_missing_from_its_day_on(bureau: People) -> None:
    file = make_file(make_household())
    row = add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=requirement(valid_from=SOON))
    assert "M72" not in missing_of([file])[file.pk]
    withdraw_setting(actor=bureau.system, kind=Kind.REQUIREMENT, pk=row.pk)
    add_setting(actor=bureau.archivist, kind=Kind.REQUIREMENT, raw=requirement())
    assert "M72" in missing_of([file])[file.pk]
    entry = AuditEntry.objects.filter(action="add_setting").latest("sequence")
    assert (entry.object_type, entry.after["stage"]) == ("setting_requirement", "新增审批")
    assert [past.act for past in history_for(bureau.system, Kind.REQUIREMENT)] == ["新增设置", "撤回设置", "新增设置"]


def test_files_and_classes_are_weighed_anew_in_the_background(
    bureau: People, django_capture_on_commit_callbacks: Any
) -> None:
    file = make_file(make_household())
    with django_capture_on_commit_callbacks(execute=True):
        add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=requirement())
    file.refresh_from_db()
    assert "M72" in file.missing
    job = Job.objects.get(kind="weigh_anew")
    assert (job.state, job.owner_id) == (Job.State.DONE, bureau.system.pk)
    assert job.message.startswith("已核对 1 袋的材料")


def test_a_requirement_by_category_of_assistance(bureau: People) -> None:
    urban, rural = (make_file(make_household(name, assistance=code)) for name, code in (("甲", "01"), ("乙", "02")))
    raw = requirement(need="C", condition=["assistance_01"])
    assert "1 个在用户袋" in effect_for(bureau.system, Kind.REQUIREMENT, raw)[0]
    add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=raw)
    missing = missing_of([urban, rural])
    assert ("M72" in missing[urban.pk], "M72" in missing[rural.pk]) == (True, False)


def test_an_ended_requirement_holds_until_its_day_and_may_come_again(bureau: People) -> None:
    row = add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=requirement())
    with pytest.raises(SettingExists):
        add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=requirement(need="O"))
    with pytest.raises(SettingFixed):
        change_setting(actor=bureau.system, kind=Kind.REQUIREMENT, pk=row.pk, raw=requirement(need="O"))
    end_setting(actor=bureau.system, kind=Kind.REQUIREMENT, pk=row.pk, until=TODAY, reason="文件废止")
    tomorrow = TODAY + timedelta(days=1)
    add_setting(actor=bureau.system, kind=Kind.REQUIREMENT, raw=requirement(need="O", valid_from=tomorrow))
    assert Requirement.objects.filter(material__code="M72", stage="new", condition="", need="R").count() == 1
    with pytest.raises(SettingInForce):
        withdraw_setting(actor=bureau.system, kind=Kind.REQUIREMENT, pk=row.pk)


@pytest.mark.parametrize(
    ("kind", "raw", "field"),
    [
        (Kind.REQUIREMENT, requirement(need="C"), "condition"),
        (Kind.REQUIREMENT, requirement(material="M77777"), "material"),
        (Kind.REQUIREMENT, requirement(valid_from="明天"), "valid_from"),
        (Kind.MATERIAL, {"code": "m1", "name": "甲", "position": "5", "valid_from": TODAY}, "code"),
        (Kind.MATERIAL, {"code": "M91", "name": "", "position": "5", "valid_from": TODAY}, "name"),
        (
            Kind.SERIES,
            {"code": "zd", "name": "甲", "arrangement": "item", "retention": "D30", "valid_from": TODAY},
            "code",
        ),
        (Kind.RETENTION, {"code": "D15", "name": "甲", "years": 10, "valid_from": TODAY}, "code"),
        (Kind.RETENTION, {"code": "Y", "name": "甲", "years": 10, "valid_from": TODAY}, "years"),
        (Kind.LOCATION, {"code": "东边的柜子"}, "code"),
        (Kind.TEMPLATE, {"target": "file", "template": "{fonds}-{sequence:04d}", "valid_from": TODAY}, "template"),
        (Kind.PARAMETER, {"key": "archives.box_thickness_mm", "value": "35", "valid_from": TODAY}, "value"),
        (
            Kind.PARAMETER,
            {"key": "archives.box_thickness_mm", "value": "40", "valid_from": date(2026, 1, 1)},
            "valid_from",
        ),
    ],
)
def test_what_is_refused_names_its_field(bureau: People, kind: Kind, raw: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_setting(actor=bureau.system, kind=kind, raw=raw)
    assert list(refusal.value.fields) == [field]


def test_a_template_holds_for_new_files_only(bureau: People) -> None:
    old = make_file(make_household("甲"))
    template = "{fonds}-{series}·{year}·{retention}·{village}-{sequence:03d}"
    raw = {"target": "file", "template": template, "valid_from": TODAY}
    assert "-002、" in effect_for(bureau.archivist, Kind.TEMPLATE, raw)[0]
    add_setting(actor=bureau.archivist, kind=Kind.TEMPLATE, raw=raw)
    assert ReferenceCodeTemplate.objects.count() == 2
    new = make_file(make_household("乙"))
    assert (old.reference_code[-4:], new.reference_code[-4:]) == ("0001", "-002")


def test_a_new_institutional_series(bureau: People) -> None:
    raw = {"code": "ZY·DB·ZD5", "name": "资金发放监管", "arrangement": "item", "retention": "D30", "valid_from": TODAY}
    row = add_setting(actor=bureau.archivist, kind=Kind.SERIES, raw=raw)
    assert Series.objects.get(code="ZY·DB·ZD5").name == "资金发放监管"
    changed = change_setting(
        actor=bureau.archivist, kind=Kind.SERIES, pk=row.pk, raw=raw | {"name": "资金监管", "code": "X"}
    )
    assert changed.values["code"] == "ZY·DB·ZD5", "what identifies a setting is not changed"
    entry = AuditEntry.objects.filter(action="change_setting").latest("sequence")
    assert (entry.before, entry.after) == ({"name": "资金发放监管"}, {"name": "资金监管"})


def test_a_parameter_holds_from_its_day(bureau: People) -> None:
    raw = {"key": "archives.filing_deadline_workdays", "value": "5", "valid_from": SOON}
    add_setting(actor=bureau.system, kind=Kind.PARAMETER, raw=raw)
    assert (thresholds().filing_deadline_workdays, thresholds(SOON).filing_deadline_workdays) == (10, 5)


def test_a_material_in_use_is_not_ended(bureau: People) -> None:
    pk = Material.objects.get(code="M01").pk
    with pytest.raises(SettingInUse, match="条应有材料的要求"):
        end_setting(actor=bureau.system, kind=Kind.MATERIAL, pk=pk, until=TODAY, reason="不用了")
    with pytest.raises(InvalidInput):
        end_setting(actor=bureau.system, kind=Kind.MATERIAL, pk=pk, until=TODAY, reason=" ")


def test_only_those_who_keep_settings(bureau: People) -> None:
    pk = RetentionPeriod.objects.get(code="D3").pk
    for person in (bureau.handler, bureau.county_head, bureau.security, bureau.auditor, bureau.assistant):
        with pytest.raises(NotAllowed):
            add_setting(actor=person, kind=Kind.REQUIREMENT, raw=requirement())
        with pytest.raises(NotAllowed):
            end_setting(actor=person, kind=Kind.RETENTION, pk=pk, until=TODAY, reason="甲")


FULL = "{fonds}-{series}·{year}·{retention}·{village}-{sequence:04d}"


@pytest.mark.parametrize(
    "template",
    [
        FULL + "{fonds.secret}",
        FULL + "{fonds[a]}",
        FULL + "{fonds.__class__}",
        FULL.replace(":04d", ":099999999d"),
        FULL.replace("{year}", "{year!r:>9}"),
        FULL + "{",
    ],
)
def test_a_template_reaches_into_nothing_and_pads_to_no_end(bureau: People, template: str) -> None:
    raw = {"target": "file", "template": template, "valid_from": TODAY}
    with pytest.raises(InvalidInput) as refused:
        add_setting(actor=bureau.archivist, kind=Kind.TEMPLATE, raw=raw)
    assert set(refused.value.fields) == {"template"}


def test_a_setting_ends_on_a_day_that_has_one_after_it(bureau: People) -> None:
    row = Requirement.objects.filter(valid_until=None)[0]
    with pytest.raises(InvalidInput) as refused:
        end_setting(actor=bureau.archivist, kind=Kind.REQUIREMENT, pk=row.pk, until=date.max, reason="文号")
    assert set(refused.value.fields) == {"until"}
