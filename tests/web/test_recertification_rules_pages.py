"""Pages of the rules of recertification, and of what is reported."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from hudang.kernel import clock
from hudang.platform.models import Job
from hudang.platform.spreadsheets import list_workbook
from hudang.recertification.models import EventList, RecertificationTask, RuleVersion
from hudang.recertification.queries.rules import rule_of
from hudang.recertification.rules.event_rows import HEADERS
from hudang.recertification.tasks import try_out
from tests.factories.households import identity_number
from tests.factories.recertification import at, disabled_elder, disabled_without_income, head_of, plan
from tests.people import XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
RULE = {
    "code": "TF-9",
    "name": "高龄独居每月探访",
    "scope": "household",
    "predicate": "count(age >= 70) >= 1",
    "cadence": "monthly",
    "methods": ["HOME", "PHONE"],
    "form": "F21",
    "performer": "village",
}


def test_the_list_tells_who_is_under_a_rule_and_the_page_why(people: People) -> None:
    elder = disabled_elder()
    disabled_elder("别处", village=XINTIAN)
    plan(people, DAY)
    browser = signed_in(people.handler)
    assert "持残疾证低保老人年度审核" in text_of(browser.get(reverse("recertification:rules")))
    under = text_of(browser.get(reverse("recertification:under", args=["D-A"])))
    assert "赵长富" in under and "别处" not in under and "年龄：76 岁" in under
    why = text_of(browser.get(reverse("recertification:judged", args=[elder.code])))
    assert "核定月收入：120 元（要求等于 0 元）：不符合" in why
    assert signed_in(people.neighbour).get(reverse("recertification:judged", args=[elder.code])).status_code == 404


def test_a_rule_is_written_tried_and_kept_with_a_reason(people: People) -> None:
    disabled_elder()
    plan(people, DAY)
    browser = signed_in(people.county_handler)
    sent = browser.post(reverse("recertification:rule-new"), RULE | {"once": "1"})
    job = Job.objects.get(kind="rule_trial")
    assert sent["Location"] == reverse("recertification:trial", args=[job.pk])
    try_out.func(job_id=str(job.pk))
    page = text_of(browser.get(sent["Location"]))
    assert "将纳入 1 人、1 户，其中新增 1，退出 0" in page
    assert "理由" in text_of(browser.post(sent["Location"], {"enabled": "on", "reason": "无"}))
    browser.post(sent["Location"], {"enabled": "on", "reason": "县里决定探访高龄老人"})
    assert rule_of("TF-9").text.predicate == RULE["predicate"]
    assert signed_in(people.handler).get(sent["Location"]).status_code == 403


def test_a_condition_that_cannot_be_read_is_told_at_its_field(people: People) -> None:
    browser = signed_in(people.county_handler)
    answer = browser.post(reverse("recertification:rule-new"), RULE | {"predicate": "age >= 70", "months": "x"})
    assert answer.status_code == 400 and not Job.objects.exists()
    answer = browser.post(reverse("recertification:rule-new"), RULE | {"predicate": "age >= 70"})
    assert "请写成 any(age …)" in text_of(answer)
    answer = browser.post(reverse("recertification:rule-new"), RULE | {"cadence": "named", "named_months": "三月"})
    assert "请写数" in text_of(answer)


def test_a_rule_is_switched_off_only_with_a_reason(people: People) -> None:
    plan(people, DAY)
    browser = signed_in(people.county_handler)
    url = reverse("recertification:rule-off", args=["D-B"])
    assert browser.post(url, {"reason": " "}).status_code in (400, 409, 422)
    assert rule_of("D-B").enabled
    browser.post(url, {"reason": "改由民政所按季走访"})
    assert not rule_of("D-B").enabled
    page = text_of(browser.get(reverse("recertification:rule", args=["D-B"])))
    assert "没有启用" in page and "改由民政所按季走访" in page
    edit = browser.get(reverse("recertification:rule-edit", args=["D-B"]))
    assert "verified_income_month == 0" in edit.content.decode()


def test_what_is_reported_becomes_a_task_once(people: People) -> None:
    poor = disabled_without_income()
    plan(people, DAY)
    browser = signed_in(people.assistant)
    form = {
        "household_code": poor.code,
        "trigger": "own_report",
        "on": "2026-11-20",
        "about": "儿子找到了工作",
        "once": "a1",
    }
    with clock.frozen(at(DAY)):
        for _ in range(2):
            assert browser.post(reverse("recertification:event-new"), form).status_code == 302
        task = RecertificationTask.objects.get(trigger="own_report")
        assert (task.due_on, task.about) == (date(2026, 12, 7), "儿子找到了工作")
        wrong = browser.post(reverse("recertification:event-new"), form | {"on": "2027-01-01", "once": "a2"})
        assert "在今天以后" in text_of(wrong)
        other = signed_in(people.neighbour).post(reverse("recertification:event-new"), form | {"once": "a3"})
        assert "不在您的管辖范围内" in text_of(other)


def test_a_list_of_deaths_makes_tasks_and_hands_faulty_rows_back(people: People) -> None:
    poor = disabled_without_income()
    plan(people, DAY)
    person = head_of(poor).person
    rows = [
        (person.name, person.identity, "2026-11-15", "因病"),
        ("李某", identity_number(), "2026-11-15", ""),
        ("王某", "220882196005121234", "2026-11-15", ""),
        ("别名", person.identity, "2026-11-16", ""),
        (person.name, person.identity, "2027-02-30", ""),
    ]
    browser = signed_in(people.county_handler)
    url = reverse("recertification:event-lists")

    def send(content: bytes) -> None:
        file = io.BytesIO(content)
        file.name = "死亡名单.xlsx"
        with clock.frozen(at(DAY)):
            assert browser.post(url, {"trigger": "death", "file": file}).status_code == 302

    send(list_workbook("名单", HEADERS, rows))
    listed = EventList.objects.get()
    assert (listed.rows, listed.made, listed.unconcerned, listed.refused) == (5, 1, 1, 3)
    assert person.identity not in json.dumps(list(EventList.objects.values("file_name", "trigger")))
    task = RecertificationTask.objects.get(trigger="death")
    assert task.person == person and "2026-11-15" in task.about
    page = text_of(browser.get(url))
    assert "3 行，下载" in page
    back = browser.get(reverse("recertification:event-rejected", args=[listed.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(back)))  # type: ignore[arg-type]
    told = [str(row[-1].value) for row in sheet.active.iter_rows(min_row=2)]
    assert len(told) == 3 and any("校验" in each or "位" in each for each in told)
    send(list_workbook("名单", HEADERS, rows[:1]))
    assert EventList.objects.first().known == 1 and RecertificationTask.objects.filter(trigger="death").count() == 1
    assert browser.get(reverse("recertification:event-template")).status_code == 200
    hidden = signed_in(people.handler).get(reverse("recertification:event-rejected", args=[listed.pk]))
    assert hidden.status_code == 404


def test_shipped_rules_are_on_the_page_before_anybody_touched_them(people: People) -> None:
    plan(people, DAY)
    assert RuleVersion.objects.filter(made_by=None).count() == RuleVersion.objects.count()
    page = text_of(signed_in(people.county_handler).get(reverse("recertification:rules")))
    assert "没有启用的规则" in page and "重庆：重病重残年度核查" in page
