"""操作日志, 后台任务 and 首页."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from hudang.audit.log import Act, record
from hudang.audit.models import AuditEntry
from hudang.divisions.actions.upkeep import rename_division
from hudang.platform import jobs
from hudang.platform.models import Job
from tests.people import MINQIANG, People


def as_person(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def auditor(people: People) -> Client:
    rename_division(actor=people.system, code=MINQIANG, name="民乐村")
    with transaction.atomic():
        record(people.handler, Act("edit_household", "household", 1, "2208821052010007", "修改家庭", reason="更正"))
    return as_person(people.auditor)


def test_the_log_narrows_by_the_url(auditor: Client) -> None:
    page = auditor.get("/audit/").content.decode()
    assert "民强村改名为民乐村" in page
    assert "修改家庭" in page
    for query, shown in (
        ({"action": "rename_division"}, "民强村改名为民乐村"),
        ({"person": "舍力"}, "2208821052010007"),
        ({"household_code": "2208821052010007"}, "2208821052010007"),
        ({"since": "2020-01-01", "until": "2999-01-01"}, "民强村改名为民乐村"),
    ):
        page = auditor.get("/audit/", query).content.decode()
        assert shown in page
        assert ("民强村改名为民乐村" in page) == ("民乐" in shown)
    assert "没有符合条件的日志" in auditor.get("/audit/", {"until": "2020-01-01"}).content.decode()


def test_an_entry_shows_before_and_after(auditor: Client) -> None:
    entry = AuditEntry.objects.get(action="rename_division")
    page = auditor.get(f"/audit/{entry.sequence}/").content.decode()
    assert "民强村" in page
    assert "民乐村" in page
    assert entry.hash in page


def test_entries_of_another_county_are_not_there(auditor: Client, people: People) -> None:
    people.handler.division_code = "220881105000"
    with transaction.atomic():
        entry = record(people.handler, Act("edit_household", "household", 2, "2208811052010007", "邻县"))
    assert auditor.get(f"/audit/{entry.sequence}/").status_code == 404
    assert "邻县" not in auditor.get("/audit/").content.decode()


def test_verify_in_the_background(auditor: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        address = auditor.post("/audit/verify/")["Location"]
    page = auditor.get(address).content.decode()
    assert "日志完好" in page
    part = auditor.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "hx-get" not in part


def test_verify_finds_what_was_changed(auditor: Client, django_capture_on_commit_callbacks: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditentry'")
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute("UPDATE audit_auditentry SET summary = 'x' WHERE sequence = 1")
    with django_capture_on_commit_callbacks(execute=True):
        address = auditor.post("/audit/verify/")["Location"]
    assert "第 1 条日志的内容被改动" in auditor.get(address).content.decode()


def test_a_running_job_asks_again_until_it_ends(people: People) -> None:
    job = jobs.create(kind="print", title="打印大安市袋面标签", owner_id=people.handler.pk, arguments={}, total=10)
    Job.objects.filter(pk=job.pk).update(state="running", done=3)
    client = as_person(people.handler)
    page = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="/jobs/{job.pk}/"' in page
    assert client.get(f"/jobs/{job.pk}/result/").status_code == 404
    assert "打印大安市袋面标签" in client.get("/jobs/").content.decode()
    assert as_person(people.neighbour).get(f"/jobs/{job.pk}/").status_code == 404


def test_the_result_opens_in_the_browser(people: People) -> None:
    def work(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        progress.result_path("大安市袋面标签.pdf").write_bytes(b"%PDF-1.7 invented")
        return {"message": "已生成"}

    job = jobs.create(kind="print", title="打印", owner_id=people.handler.pk, arguments={})
    jobs.run(str(job.pk), work)
    client = as_person(people.handler)
    assert f"/jobs/{job.pk}/result/" in client.get(f"/jobs/{job.pk}/").content.decode()
    answer = client.get(f"/jobs/{job.pk}/result/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 invented"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("inline")


def test_work_that_was_interrupted_is_marked(people: People) -> None:
    job = jobs.create(kind="print", title="打印", owner_id=people.handler.pk, arguments={})
    Job.objects.filter(pk=job.pk).update(state="running")
    jobs.give_up_interrupted()
    assert jobs.of_owner(job.pk, people.handler.pk).state == "failed"


def test_every_post_has_a_home(people: People) -> None:
    for person in people.everybody().values():
        page = as_person(person).get("/").content.decode()
        assert person.display_name in page
        assert person.post_label in page


def test_home_counts_open_lists_that_are_there(people: People) -> None:
    for person in people.everybody().values():
        client = as_person(person)
        for address in set(re.findall(r'href="(/[^"#]*)"', client.get("/").content.decode())):
            if not address.startswith("/static/"):
                assert client.get(address.replace("&amp;", "&")).status_code == 200, (person.username, address)
