"""The pages of an investigation: tasks, their forms, the check, the five columns, the means test."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client

from hudang.archives.models import Item
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.tasks import assign_task, complete_task, keep_record
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseFigure, CaseTask
from hudang.casework.queries.task_results import result_of
from hudang.casework.vocabulary import TaskKind, TaskState
from hudang.kernel.identity import mask_identity
from hudang.platform.spreadsheets import list_workbook
from tests.factories import surveys
from tests.factories.archives import make_bureau
from tests.factories.cases import declaration
from tests.factories.investigations import investigating, parameters
from tests.people import People


@pytest.fixture
def case(people: People) -> Case:
    make_bureau()
    parameters()
    return investigating(people.handler, declaration(assets=[{"kind": "11", "value": "8000"}]))


def at(case: Case, path: str) -> str:
    return f"/cases/{case.number}/{path}"


def task(case: Case, kind: TaskKind) -> CaseTask:
    return CaseTask.objects.get(case=case, kind=kind)


def flat(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as a browser sends them."""
    sent: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                sent |= {f"{name}_{number}_{key}": each for key, each in row.items()}
        else:
            sent[name] = value
    return sent


def test_tasks_show_who_does_what_and_what_is_lacking(client: Client, people: People, case: Case) -> None:
    client.force_login(people.handler)
    page = client.get(at(case, "tasks/")).content.decode()
    assert "信息核对" in page and "入户调查" in page and "还没有填写调查结果" in page and "增加任务" in page
    assert "五列对照" in page
    client.force_login(people.assistant)
    page = client.get(at(case, "tasks/")).content.decode()
    assert "没有您可以看的调查任务" in page and "五列对照" not in page


def test_an_assistant_fills_in_what_is_given_to_him(client: Client, people: People, case: Case) -> None:
    home, talk = task(case, TaskKind.HOME), task(case, TaskKind.NEIGHBOURS)
    assign_task(actor=people.handler, number=case.number, task_id=home.pk, user_id=people.assistant.pk)
    client.force_login(people.assistant)
    assert at(case, f"tasks/{home.pk}/") in client.get("/").content.decode()
    assert client.get(at(case, f"tasks/{talk.pk}/")).status_code == 404
    page = client.get(at(case, f"tasks/{home.pk}/records/0/")).content.decode()
    number = declaration()["members"][0]["identity"]
    assert number not in page and "民强村三组 12 号" in page
    values = surveys.home(case_members(case))
    for row in values["members"]:
        row["identity"] = mask_identity(row["identity"])
    sent = client.post(at(case, f"tasks/{home.pk}/records/0/"), flat(values) | {"do": "keep"})
    assert sent.status_code == 302
    kept = result_of(task(case, TaskKind.HOME))["records"][0]
    assert kept["whole"] and kept["values"]["members"][0]["identity"] == case_members(case)[0]["identity"]
    assert client.post(at(case, f"tasks/{home.pk}/do/complete/")).status_code == 302
    assert task(case, TaskKind.HOME).state == TaskState.DONE


def case_members(case: Case) -> list[dict[str, Any]]:
    members: list[dict[str, Any]] = declaration_of(case)["members"]
    return members


def test_faults_are_at_their_fields_and_nothing_typed_is_lost(client: Client, people: People, case: Case) -> None:
    home = task(case, TaskKind.HOME)
    client.force_login(people.handler)
    values = surveys.home(case_members(case), yearly="三千", visit="")
    answer = client.post(at(case, f"tasks/{home.pk}/records/0/"), flat(values) | {"do": "keep"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="yearly-error"' in page and "三千" in page and "请填写走访情况" in page
    assert client.post(at(case, f"tasks/{home.pk}/records/0/"), flat(values) | {"do": "draft"}).status_code == 302
    answer = client.post(at(case, f"tasks/{home.pk}/do/complete/"))
    assert answer.status_code == 422 and "还有暂存的表没有填完" in answer.content.decode()


def test_two_who_fill_in_the_same_task_are_told(client: Client, people: People, case: Case) -> None:
    home = task(case, TaskKind.HOME)
    client.force_login(people.handler)
    values = flat(surveys.home(case_members(case))) | {"do": "keep", "version": str(home.version)}
    assert client.post(at(case, f"tasks/{home.pk}/records/0/"), values).status_code == 302
    answer = client.post(at(case, f"tasks/{home.pk}/records/0/"), values)
    assert answer.status_code == 422 and "这次没有保存" in answer.content.decode()


def test_neighbours_words_are_shown_to_nobody_outside_the_case(client: Client, people: People, case: Case) -> None:
    talk = task(case, TaskKind.NEIGHBOURS)
    words = surveys.neighbour(living="靠儿子接济过活")
    keep_record(actor=people.handler, number=case.number, task_id=talk.pk, values=words)
    client.force_login(people.handler)
    assert "靠儿子接济过活" in client.get(at(case, f"tasks/{talk.pk}/records/0/")).content.decode()
    for person in (people.assistant, people.archivist, people.neighbour, people.auditor):
        client.force_login(person)
        assert client.get(at(case, f"tasks/{talk.pk}/records/0/")).status_code in (403, 404)
    assert case.household is not None
    client.force_login(people.handler)
    page = client.get(f"/households/{case.household.code}/").content.decode()
    assert "靠儿子接济过活" not in page and "赵邻" not in page


def test_a_neighbours_paper_in_the_pouch_is_closed_to_the_village(client: Client, people: People, case: Case) -> None:
    talk = task(case, TaskKind.NEIGHBOURS)
    keep_record(actor=people.handler, number=case.number, task_id=talk.pk, values=surveys.neighbour())
    complete_task(actor=people.handler, number=case.number, task_id=talk.pk, fewer_reason="全组只有一户邻居在家")
    item = Item.objects.get(material__code="M34")
    for person, answer in ((people.assistant, 404), (people.handler, 200)):
        client.force_login(person)
        assert client.get(f"/items/{item.pk}/").status_code == answer


def test_the_check_is_requested_and_its_results_come_in(client: Client, people: People, case: Case) -> None:
    check = task(case, TaskKind.CHECK)
    client.force_login(people.handler)
    page = client.get(at(case, f"tasks/{check.pk}/request/")).content.decode()
    assert "核对中心" in page and case_members(case)[0]["identity"] not in page
    book = io.BytesIO(
        list_workbook("核对", ("姓名", "核对项目", "金额"), [("王德贵", "存款", 9500), ("张三", "存款", 1)])
    )
    book.name = "核.xlsx"
    answer = client.post(at(case, f"tasks/{check.pk}/import/"), {"file": book}, follow=True)
    assert "1 行没有采用" in answer.content.decode()
    assert CaseFigure.objects.get(case=case, kind="11").checked == 9500
    assert client.get(at(case, f"tasks/{check.pk}/rejected.xlsx")).status_code == 200
    assert client.get(at(case, "check-template.xlsx")).status_code == 200


def test_the_five_columns_are_filled_in_and_taken_over(client: Client, people: People, case: Case) -> None:
    farm = CaseFigure.objects.get(case=case, kind="201")
    client.force_login(people.handler)
    page = client.get(at(case, "figures/")).content.decode()
    assert f'name="row_{farm.pk}_verified"' in page and "其余 2 项按申报核定" in page
    bad = client.post(at(case, "figures/"), {f"row_{farm.pk}_verified": "三千", "version": str(case.version)})
    assert bad.status_code == 422 and 'value="三千"' in bad.content.decode()
    assert f'id="row_{farm.pk}_verified-error"' in bad.content.decode()
    sent = {f"row_{farm.pk}_verified": "5000", "version": str(case.version), "take": "all"}
    assert client.post(at(case, "figures/"), sent).status_code == 302
    farm.refresh_from_db()
    assert farm.verified == 5000 and CaseFigure.objects.get(case=case, kind="11").verified == 8000
    assert "相差超过规定" in client.get(at(case, "figures/")).content.decode()
    stale = client.post(at(case, "figures/"), {f"row_{farm.pk}_verified": "1", "version": str(case.version)})
    assert stale.status_code == 422 and "这次没有保存" in stale.content.decode()
    client.post(at(case, "figures/add/"), {"what": "income:401", "person": "1", "period": "month"})
    assert CaseFigure.objects.filter(case=case, kind="401", person=1).exists()


def test_the_means_test_reads_out_its_steps(client: Client, people: People, case: Case) -> None:
    client.force_login(people.handler)
    assert "还没有测算" in client.get(at(case, "means/")).content.decode()
    assert "还有 2 项收入、财产没有核定" in client.post(at(case, "means/")).content.decode()
    take_over_declared(actor=people.handler, number=case.number)
    page = client.post(at(case, "means/"), follow=True).content.decode()
    assert "符合条件" in page and "560" in page and "社会救助暂行办法第九条" in page and "220882-rural-20260101" in page
    assert "作出决定之日" in page


def test_what_was_found_is_told_from_its_page(client: Client, people: People, case: Case) -> None:
    client.force_login(people.handler)
    answer = client.post(at(case, "mismatch/"), surveys.notice(facts=""))
    assert answer.status_code == 422 and 'id="facts-error"' in answer.content.decode()
    assert client.post(at(case, "mismatch/"), surveys.notice()).status_code == 302
    point = {"item": "住房", "told": "两套", "claim": "其中一套已卖"}
    claim = {"applicant": "王德贵", "told_on": "2026-11-23", "contested_on": "2026-11-23", "points": [point]}
    assert client.post(at(case, "contest/"), flat(claim)).status_code == 302
    answer = {"checked": "已核实", "outcome": "1", "answered_on": "2026-11-23", "rechecker": "on_paper"}
    assert client.post(at(case, "recheck/"), answer).status_code == 302


def test_pages_are_read_in_few_queries(
    client: Client, people: People, case: Case, django_assert_max_num_queries: Any
) -> None:
    client.force_login(people.handler)
    for path in ("tasks/", "figures/", "means/"):
        with django_assert_max_num_queries(25):
            client.get(at(case, path))
