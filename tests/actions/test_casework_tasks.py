"""Tasks of an investigation: given, recorded by their forms, completed with papers and photographs, waived, redone."""

from __future__ import annotations

import io
from typing import Any

import pytest

from hudang.archives.models import Item, ItemPage
from hudang.audit.models import AuditEntry
from hudang.casework.actions.checking import import_check, request_check
from hudang.casework.actions.keeping_out import keep_out
from hudang.casework.actions.letters import send_letter
from hudang.casework.actions.tasks import (
    add_task,
    assign_task,
    complete_task,
    drop_record,
    keep_record,
    reopen_task,
    waive_task,
)
from hudang.casework.errors import KeptOutOfCase, NoCheckRows, NotYet, TaskFinished, TaskNotYours
from hudang.casework.models import Case, CaseClock, CaseFigure, CaseTask
from hudang.casework.queries.prefill import check_request, prefilled
from hudang.casework.queries.task_results import result_of, supporters_found
from hudang.casework.queries.tasks import colleagues_for, my_tasks, task_for, tasks_for
from hudang.casework.vocabulary import ClockKind, TaskKind, TaskState
from hudang.forms.models import Paper
from hudang.households.errors import ReasonMissing
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from hudang.platform.spreadsheets import list_workbook
from tests.factories import surveys
from tests.factories.archives import make_bureau
from tests.factories.cases import declaration
from tests.factories.investigations import investigating, parameters
from tests.people import People


@pytest.fixture(autouse=True)
def bureau(people: People) -> None:
    make_bureau()
    parameters()


def task(case: Case, kind: TaskKind) -> CaseTask:
    return CaseTask.objects.get(case=case, kind=kind)


def record(people: People, case: Case, kind: TaskKind, values: dict[str, Any], **more: Any) -> int:
    return keep_record(actor=people.handler, number=case.number, task_id=task(case, kind).pk, values=values, **more)


def finish(people: People, case: Case, kind: TaskKind, **more: Any) -> CaseTask:
    return complete_task(actor=people.handler, number=case.number, task_id=task(case, kind).pk, **more)


def test_a_task_is_given_to_somebody_of_the_place(people: People) -> None:
    case = investigating(people.handler)
    home = task(case, TaskKind.HOME)
    assign_task(actor=people.handler, number=case.number, task_id=home.pk, user_id=people.assistant.pk)
    assert [each.pk for each in my_tasks(people.assistant)] == [home.pk]
    with pytest.raises(InvalidInput):
        assign_task(actor=people.handler, number=case.number, task_id=home.pk, user_id=people.neighbour.pk)
    check = task(case, TaskKind.CHECK)
    assert people.assistant not in colleagues_for(people.handler, case, TaskKind.CHECK)
    with pytest.raises(InvalidInput):
        assign_task(actor=people.handler, number=case.number, task_id=check.pk, user_id=people.assistant.pk)
    with pytest.raises(TaskNotYours):
        assign_task(actor=people.county_handler, number=case.number, task_id=home.pk, user_id=None)
    with pytest.raises(NotAllowed):
        assign_task(actor=people.assistant, number=case.number, task_id=home.pk, user_id=None)
    assert AuditEntry.objects.get(action="assign_task").after == {"assigned": "协理员甲"}


def test_an_assistant_sees_and_does_only_what_is_given_to_him(people: People) -> None:
    case = investigating(people.handler)
    home, talk = task(case, TaskKind.HOME), task(case, TaskKind.NEIGHBOURS)
    assert tasks_for(people.assistant, case) == []
    with pytest.raises(NotVisible):
        task_for(people.assistant, case.number, home.pk)
    assign_task(actor=people.handler, number=case.number, task_id=home.pk, user_id=people.assistant.pk)
    assert [row.label for row in tasks_for(people.assistant, case)] == ["入户调查"]
    assert task_for(people.assistant, case.number, home.pk).editable
    with pytest.raises(NotVisible):
        task_for(people.assistant, case.number, talk.pk)
    with pytest.raises(NotVisible):
        keep_record(actor=people.assistant, number=case.number, task_id=talk.pk, values=surveys.neighbour())
    values = surveys.home(declaration()["members"])
    keep_record(actor=people.assistant, number=case.number, task_id=home.pk, values=values)
    done = complete_task(actor=people.assistant, number=case.number, task_id=home.pk)
    assert done.done_by == people.assistant


def test_the_home_survey_is_filed_with_its_photographs(people: People) -> None:
    case = investigating(people.handler)
    record(people, case, TaskKind.HOME, surveys.home(declaration()["members"]))
    finish(people, case, TaskKind.HOME)
    items = dict(Item.objects.filter(file=case.file).values_list("material__code", "page_count"))
    assert items["M33p"] == 3 and items["M33"] >= 1
    names = set(ItemPage.objects.filter(item__material__code="M33p").values_list("file_name", flat=True))
    assert names == {"入户照片-门牌.png", "入户照片-室内.png", "入户照片-被调查人.png"}
    paper = Paper.objects.get(form_code="F10")
    assert paper.case_reference == case.number and paper.item is not None
    told = str(list(AuditEntry.objects.values("summary", "before", "after")))
    assert all(member["identity"] not in told for member in declaration()["members"])


def test_faults_stand_at_their_fields_and_a_draft_keeps_them(people: People) -> None:
    case = investigating(people.handler)
    wrong = surveys.home(declaration()["members"], surveyor_2="舍力经办", yearly="三千", photos=[])
    with pytest.raises(InvalidInput) as refused:
        record(people, case, TaskKind.HOME, wrong)
    assert {"yearly", "photos"} <= set(refused.value.fields)
    record(people, case, TaskKind.HOME, wrong, draft=True)
    assert result_of(task(case, TaskKind.HOME))["records"][0]["values"]["yearly"] == "三千"
    with pytest.raises(InvalidInput, match="1|2") as lacking:
        finish(people, case, TaskKind.HOME)
    assert {"records", "photos"} == set(lacking.value.fields)
    same = surveys.home(declaration()["members"], surveyor_2="舍力经办")
    with pytest.raises(InvalidInput) as one:
        record(people, case, TaskKind.HOME, same)
    assert "surveyor_2" in one.value.fields


def test_two_neighbours_or_a_reason(people: People) -> None:
    case = investigating(people.handler)
    talk = task(case, TaskKind.NEIGHBOURS)
    record(people, case, TaskKind.NEIGHBOURS, surveys.neighbour())
    with pytest.raises(InvalidInput) as refused:
        finish(people, case, TaskKind.NEIGHBOURS)
    assert "至少访问 2 名邻居" in refused.value.fields["fewer_reason"]
    record(people, case, TaskKind.NEIGHBOURS, surveys.neighbour("钱邻"), place=1)
    finish(people, case, TaskKind.NEIGHBOURS)
    assert Paper.objects.filter(form_code="F19").count() == 2
    talk.refresh_from_db()
    assert "老两口" not in talk.result or talk.state == TaskState.DONE
    assert "老两口" not in str(list(AuditEntry.objects.values()))


def test_one_neighbour_is_enough_with_a_reason(people: People) -> None:
    case = investigating(people.handler)
    record(people, case, TaskKind.NEIGHBOURS, surveys.neighbour())
    finish(people, case, TaskKind.NEIGHBOURS, fewer_reason="全组只有一户邻居在家")
    assert task(case, TaskKind.NEIGHBOURS).state == TaskState.DONE


def test_a_letter_keeps_its_number_when_it_is_answered(people: People) -> None:
    case = investigating(people.handler)
    added = add_task(actor=people.handler, number=case.number, kind=TaskKind.EVIDENCE)
    with pytest.raises(InvalidInput):
        add_task(actor=people.handler, number=case.number, kind=TaskKind.EVIDENCE)
    record(people, case, TaskKind.EVIDENCE, surveys.letter())
    sent = send_letter(actor=people.handler, number=case.number, task_id=added.pk, place=0)
    with pytest.raises(NotYet, match="已经发出"):
        send_letter(actor=people.handler, number=case.number, task_id=added.pk, place=0)
    with pytest.raises(NotYet, match="函已经发出"):
        drop_record(actor=people.handler, number=case.number, task_id=added.pk, place=0)
    with pytest.raises(InvalidInput):
        finish(people, case, TaskKind.EVIDENCE)
    answer = surveys.letter(answer="存款 8000 元", answered_on="2026-11-23", answer_result="1")
    record(people, case, TaskKind.EVIDENCE, answer, place=0)
    finish(people, case, TaskKind.EVIDENCE)
    numbers = list(Paper.objects.filter(form_code="F14").order_by("pk").values_list("number", flat=True))
    assert numbers == [sent.number, f"{sent.number}（回函）"]


def test_supporters_found_count_in_the_means_test(people: People) -> None:
    case = investigating(
        people.handler, declaration(supporters=[{"name": "王强", "income_per_member": "600", "household_size": "3"}])
    )
    record(people, case, TaskKind.SUPPORT, surveys.support())
    finish(people, case, TaskKind.SUPPORT)
    assert [(row["name"], row["paid"]) for row in supporters_found(case) or []] == [("王强", "200")]


def test_a_task_is_waived_with_a_reason_and_redone(people: People) -> None:
    case = investigating(people.handler)
    talk = task(case, TaskKind.NEIGHBOURS)
    with pytest.raises(ReasonMissing):
        waive_task(actor=people.handler, number=case.number, task_id=talk.pk, reason="")
    waive_task(actor=people.handler, number=case.number, task_id=talk.pk, reason="住在镇上，没有邻居可访")
    with pytest.raises(TaskFinished, match="注明免做"):
        record(people, case, TaskKind.NEIGHBOURS, surveys.neighbour())
    reopen_task(actor=people.township_head, number=case.number, task_id=talk.pk, reason="请补访两名邻居")
    record(people, case, TaskKind.NEIGHBOURS, surveys.neighbour())
    reasons = dict(AuditEntry.objects.filter(object_type="case_task").values_list("action", "reason"))
    assert reasons["waive_task"] == "住在镇上，没有邻居可访" and reasons["reopen_task"] == "请补访两名邻居"


def test_a_corrected_record_gets_a_new_paper(people: People) -> None:
    case = investigating(people.handler)
    home = task(case, TaskKind.HOME)
    values = surveys.home(declaration()["members"])
    record(people, case, TaskKind.HOME, values)
    finish(people, case, TaskKind.HOME)
    reopen_task(actor=people.handler, number=case.number, task_id=home.pk, reason="面积填错")
    record(people, case, TaskKind.HOME, values | {"area": "65"})
    finish(people, case, TaskKind.HOME)
    papers = Paper.objects.filter(form_code="F10").order_by("pk")
    assert [paper.annulled_at is None for paper in papers] == [False, True]
    assert Item.objects.filter(file=case.file, material__code="M33p").count() == 1


def test_the_request_ends_its_clock_and_lists_everybody(people: People) -> None:
    case = investigating(people.handler)
    check = task(case, TaskKind.CHECK)
    data = check_request(people.handler, case)
    assert [row["name"] for row in data["people"]] == ["王德贵", "李秀英"]
    paper = request_check(actor=people.handler, number=case.number, task_id=check.pk, data=data)
    assert paper.number and paper.item is not None
    assert not CaseClock.objects.filter(case=case, kind=ClockKind.START_CHECK, ended_on=None).exists()
    with pytest.raises(NotYet, match=f"已于 {clock.today()} 提请"):
        request_check(actor=people.handler, number=case.number, task_id=check.pk, data=data)


def test_a_check_that_is_waived_leaves_nothing_to_be_started(people: People) -> None:
    case = investigating(people.handler)
    check = task(case, TaskKind.CHECK)
    waive_task(actor=people.handler, number=case.number, task_id=check.pk, reason="上月刚核对过")
    assert not CaseClock.objects.filter(case=case, kind=ClockKind.START_CHECK, ended_on=None).exists()


def workbook(*rows: tuple[Any, ...]) -> io.BytesIO:
    headers = ("姓名", "公民身份号码", "核对项目", "金额", "按月或按年", "核对到的情况")
    return io.BytesIO(list_workbook("核对结果", headers, rows))


def test_the_results_of_the_check_stand_beside_what_was_declared(people: People) -> None:
    case = investigating(people.handler)
    check = task(case, TaskKind.CHECK)
    source = workbook(
        ("王德贵", "", "种植", 400, "月", "农业补贴系统"),
        ("李秀英", "", "养老金", 131, "月", "城乡居民养老"),
        ("张三", "", "存款", 1, "", ""),
    )
    found = import_check(actor=people.handler, number=case.number, task_id=check.pk, source=source, file_name="核.xlsx")
    assert len(found.taken) == 2 and found.rejected[0][-1] == "不是本户申报的家庭成员"
    farm, pension = (CaseFigure.objects.get(case=case, kind=kind) for kind in ("201", "401"))
    assert (farm.declared, farm.checked, pension.declared, pension.checked) == (3000, 4800, None, 131)
    again = workbook(("王德贵", "", "种植", 3000, "年", ""))
    import_check(actor=people.handler, number=case.number, task_id=check.pk, source=again, file_name="核.xlsx")
    farm.refresh_from_db()
    assert farm.checked == 3000 and not CaseFigure.objects.filter(case=case, kind="401").exists()
    with pytest.raises(NoCheckRows):
        import_check(
            actor=people.handler,
            number=case.number,
            task_id=check.pk,
            source=io.BytesIO(list_workbook("x", ("甲", "乙"), [(1, 2)])),
            file_name="错.xlsx",
        )


def test_figures_typed_into_the_report_reach_the_five_columns(people: People) -> None:
    case = investigating(people.handler)
    deposit = {"name": "李秀英", "subject": "9", "what": "农信社余额", "value": "5000", "kind": "11"}
    farm = {"name": "王德贵", "subject": "14", "what": "农业补贴系统", "value": "400", "kind": "201", "period": "month"}
    grave = {"name": "王德贵", "subject": "13", "what": "无", "value": "0", "kind": "00"}
    with pytest.raises(InvalidInput) as refused:
        values = surveys.report(findings=[{**deposit, "kind": ""}, {**farm, "period": "", "name": "张三"}])
        record(people, case, TaskKind.CHECK, values)
    assert set(refused.value.fields) == {"findings_0_kind", "findings_1_period", "findings_1_name"}
    record(people, case, TaskKind.CHECK, surveys.report(findings=[deposit, farm, grave]))
    checked = dict(CaseFigure.objects.filter(case=case).exclude(checked=None).values_list("kind", "checked"))
    assert checked == {"11": 5000, "201": 4800}
    record(people, case, TaskKind.CHECK, surveys.report(findings=[farm]), place=0)
    assert not CaseFigure.objects.filter(case=case, kind="11").exists()


def test_two_who_record_the_same_task_at_once(people: People) -> None:
    case = investigating(people.handler)
    opened = task(case, TaskKind.HOME).version
    values = surveys.home(declaration()["members"])
    record(people, case, TaskKind.HOME, values, version=opened)
    with pytest.raises(StaleForm, match="入户调查"):
        record(people, case, TaskKind.HOME, values | {"area": "99"}, version=opened)


def test_a_fault_while_papers_are_made_leaves_the_task_open(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    case = investigating(people.handler)
    record(people, case, TaskKind.HOME, surveys.home(declaration()["members"]))

    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("hudang.casework.actions.tasks.file_photos", killed)
    papers, items = Paper.objects.count(), Item.objects.count()
    with pytest.raises(SystemExit):
        finish(people, case, TaskKind.HOME)
    assert task(case, TaskKind.HOME).state == TaskState.OPEN
    assert (Paper.objects.count(), Item.objects.count()) == (papers, items)


def test_a_relative_and_another_township_do_nothing(people: People) -> None:
    case = investigating(people.handler)
    home = task(case, TaskKind.HOME)
    with pytest.raises(NotVisible):
        keep_record(actor=people.neighbour, number=case.number, task_id=home.pk, values={})
    keep_out(actor=people.township_head, number=case.number, user_id=people.handler.pk, relation="表兄弟")
    with pytest.raises(KeptOutOfCase):
        keep_record(actor=people.handler, number=case.number, task_id=home.pk, values={})
    assert people.handler not in colleagues_for(people.township_head, case, TaskKind.HOME)


def test_the_form_begins_with_what_is_known(people: People) -> None:
    case = investigating(people.handler)
    known = prefilled(people.handler, case, TaskKind.HOME)
    assert (known["head"], known["surveyor_1"], len(known["members"])) == ("王德贵", "舍力经办", 2)
    assert prefilled(people.handler, case, TaskKind.NEIGHBOURS)["head"] == "王德贵"
    assert prefilled(people.handler, case, TaskKind.ESTIMATE)["size"] == 2
    assert clock.today() == check_request(people.handler, case)["as_of"]
