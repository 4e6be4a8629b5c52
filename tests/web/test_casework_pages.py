"""The pages of cases: what they show, to whom, which act they offer, and what never leaves them unmasked."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.audit.models import AuditEntry
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import withdraw
from hudang.casework.actions.keeping_out import make_exempt
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseClock
from hudang.casework.vocabulary import CaseAct, CaseStage, ClockKind
from hudang.forms.models import Paper
from hudang.kernel import clock
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration, draft, submitted
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in, table_of, text_of


def url(name: str, *args: Any) -> str:
    return reverse(f"casework:{name}", args=args)


def test_the_page_tells_what_comes_next_and_why_the_rest_is_not_possible(people: People) -> None:
    case = submitted(people.handler)
    page = signed_in(people.handler).get(url("case", case.number))
    said = text_of(page)
    assert page.context["following"].act == CaseAct.ACCEPT
    assert "受理" in said and "没有缺件，不需要补正" in said and case.number in said
    shown = text_of(signed_in(people.assistant).get(url("case", case.number)))
    assert "由乡镇经办办理" in shown


def test_no_number_of_a_person_is_open_on_the_pages(people: People) -> None:
    declared = declaration()
    case = submitted(people.handler, declared)
    for name in ("case", "declared"):
        page = signed_in(people.handler).get(url(name, case.number)).content.decode()
        assert declared["members"][0]["identity"] not in page
        assert declared["phone"] not in page and declared["account"] not in page


def test_acceptance_from_the_page(people: People) -> None:
    make_bureau()
    case = submitted(people.handler)
    browser = signed_in(people.handler)
    asked = browser.get(url("act", case.number, "accept_case"))
    assert "受理后登记家庭" in text_of(asked)
    done = browser.post(
        url("act", case.number, "accept_case"), {"version": case.version, "opinion": "材料齐全"}, follow=True
    )
    said = text_of(done)
    assert "已办理：受理" in said and "意见：材料齐全" in said and "全流程" in said and "还剩" in said


def test_an_act_that_is_not_possible_says_why_and_does_nothing(people: People) -> None:
    unsigned = declaration()
    unsigned["members"][1]["pledge"] = {}
    case = submitted(people.handler, unsigned)
    page = signed_in(people.handler).post(url("act", case.number, "accept_case"), {"version": case.version})
    assert "李秀英还没有签署" in text_of(page)
    assert Case.objects.get().stage == CaseStage.SUBMITTED


def test_a_reason_is_asked_for_at_the_field(people: People) -> None:
    case = submitted(people.handler)
    page = signed_in(people.handler).post(
        url("act", case.number, "withdraw_case"), {"version": case.version, "reason": ""}
    )
    assert 'aria-invalid="true"' in page.content.decode()


def test_who_comes_second_is_told_and_loses_nothing(people: People) -> None:
    case = submitted(people.handler)
    seen = case.version
    browser = signed_in(people.handler)
    withdrawn = {"version": seen, "reason": "申请人自愿撤回申请"}
    Case.objects.update(version=seen + 1)
    page = browser.post(url("act", case.number, "withdraw_case"), withdrawn)
    assert page.status_code == 409 and "申请人自愿撤回申请" in page.content.decode()
    assert Case.objects.get().stage == CaseStage.SUBMITTED


def test_an_exempt_case_is_on_no_page_of_others(people: People) -> None:
    case = submitted(people.handler)
    make_exempt(actor=people.county_handler, number=case.number, reason="依规定免公示", readers=[])
    browser = signed_in(people.handler)
    assert browser.get(url("case", case.number)).status_code == 404
    assert case.number not in browser.get(url("list"), {"group": "all"}).content.decode()
    assert "县经办" in text_of(signed_in(people.county_handler).get(url("case", case.number)))


def test_the_list_counts_what_its_tabs_open(people: People) -> None:
    make_bureau()
    accepted(people.handler)
    draft(people.handler, declaration(members=[{"name": "赵小田"}]))
    gone = submitted(people.handler, declaration(members=[{**declaration()["members"][0], "name": "钱多"}]))
    withdraw(actor=people.handler, number=gone.number, reason="申请人自愿撤回")
    browser = signed_in(people.handler)
    page = browser.get(url("list"))
    counts = {tab["label"]: tab["count"] for tab in page.context["tabs"]}
    assert counts == {"在办": 2, "申请受理": 1, "调查核对": 1, "初审公示": 0, "县审核": 0, "已办结": 1, "全部": 3}
    for tab in page.context["tabs"]:
        assert len(browser.get(url("list") + tab["url"]).context["rows"]) == tab["count"]


def test_the_list_is_narrowed_by_what_is_due_and_by_handler(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    CaseClock.objects.filter(kind=ClockKind.START_CHECK).update(due_on=clock.today())
    Case.objects.update(due_on=clock.today())
    browser = signed_in(people.handler)
    for due, count in (("today", 1), ("week", 1), ("overdue", 0)):
        assert len(browser.get(url("list"), {"due": due}).context["rows"]) == count
    assert len(browser.get(url("list"), {"mine": "on"}).context["rows"]) == 1
    assert not signed_in(people.township_head).get(url("list"), {"mine": "on"}).context["rows"]
    assert "逾期" not in text_of(browser.get(url("case", case.number)))


def test_pages_of_the_list_go_on_after_the_last_row(people: People) -> None:
    for number in range(53):
        draft(people.handler, {"members": [{"name": f"申请人{number:02d}"}]})
    browser = signed_in(people.handler)
    first = browser.get(url("list"))
    last = first.context["page_obj"].last_code
    second = browser.get(url("list"), {"page": 2, "after": last})
    assert [row.applicant for row, _ in second.context["rows"]] == ["申请人02", "申请人01", "申请人00"]


def test_an_identity_number_does_not_stay_in_an_address(people: People) -> None:
    declared = declaration()
    case = submitted(people.handler, declared)
    answer = signed_in(people.handler).get(url("list"), {"q": declared["members"][0]["identity"]})
    assert answer["Location"] == url("case", case.number)


def test_the_export_is_logged_and_shows_the_list(people: People) -> None:
    case = submitted(people.handler)
    rows = table_of(signed_in(people.handler).get(url("export")))
    assert rows[1][0] == case.number and rows[1][6] == "已提交"
    assert AuditEntry.objects.get(action="export_cases").after["rows"] == 1


def test_opening_a_case_costs_a_fixed_number_of_queries(people: People) -> None:
    make_bureau()
    case = submitted(people.handler)
    accept(actor=people.handler, number=case.number)
    browser = signed_in(people.handler)
    browser.get(url("case", case.number))
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(url("case", case.number))
    declared = declaration()
    declared["members"] += [{"relation": "29", "name": f"子女{n}"} for n in range(6)]
    other = submitted(people.handler, declaration(members=[{**m} for m in declaration()["members"]]))
    with CaptureQueriesContext(connection) as more:
        browser.get(url("case", other.number))
    assert len(more) <= len(few) <= 32


def test_who_applies_is_looked_for_first(people: People) -> None:
    make_bureau()
    declared = declaration()
    accepted(people.handler, declared)
    number = declared["members"][0]["identity"]
    page = text_of(signed_in(people.handler).post(url("new"), {"find": "1", "q": number}))
    assert "王德贵户" in page and "正在申请，请在原案中办理" in page
    other = text_of(signed_in(people.neighbour).post(url("new"), {"find": "1", "q": number}))
    assert "管辖范围以外" in other and "王德贵" not in other and "舍力" not in other


def test_a_draft_is_opened_for_a_village(people: People) -> None:
    sent = {"open": "1", "village_code": MINQIANG, "kind": "dibao", "area": "rural"}
    answer = signed_in(people.assistant).post(url("new"), sent)
    case = Case.objects.get()
    assert case.stage == CaseStage.DRAFT and answer["Location"].startswith(f"/cases/{case.number}/")


def test_whom_one_looked_for_stands_in_the_draft(people: People) -> None:
    browser = signed_in(people.assistant)
    page = browser.post(url("new"), {"find": "1", "q": "11010519491231002X"}).content.decode()
    assert 'name="applicant" value="11010519491231002X"' in page
    sent = {"open": "1", "village_code": MINQIANG, "kind": "dibao", "area": "rural", "applicant": "11010519491231002X"}
    browser.post(url("new"), sent)
    assert declaration_of(Case.objects.get())["members"][0]["identity"] == "11010519491231002X"
    browser.post(url("new"), sent | {"applicant": "王 小梅"})
    assert declaration_of(Case.objects.latest("pk"))["members"][0]["name"] == "王小梅"


def test_the_board_counts_what_the_list_shows(people: People) -> None:
    make_bureau()
    accepted(people.handler)
    for number in range(10):
        draft(people.handler, {"members": [{"name": f"申请人{number}"}]})
    browser = signed_in(people.handler)
    columns = {column.label: column for column in browser.get(url("board")).context["columns"]}
    assert [column.count for column in columns.values()] == [10, 1, 0, 0]
    stage = columns["申请受理"].stages[0]
    assert (stage.count, len(stage.rows)) == (10, 8)
    listed = browser.get(url("list"), {"group": "desk", "stage": "draft"})
    assert listed.context["page_obj"].paginator.count == 10


def test_the_home_page_counts_deadlines_and_opens_them(people: People) -> None:
    make_bureau()
    accepted(people.handler)
    Case.objects.update(due_on=clock.today())
    browser = signed_in(people.handler)
    rows = browser.get("/").context["deadlines"]
    assert [row.label for row in rows][0] == "我经办的"
    for row in rows:
        for _, count, address, _ in row.figures:
            assert browser.get(address).context["page_obj"].paginator.count == count
    assert "办理时限" not in text_of(signed_in(people.neighbour).get("/"))


def test_hand_over_keep_out_and_extension_have_pages(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    browser = signed_in(people.handler)
    browser.post(url("extension", case.number), {"version": case.version, "reason": "需要外省协查收入"})
    assert "延期等待批准" in text_of(signed_in(people.township_head).get(url("case", case.number)))
    answered = {"version": case.version + 1, "granted": "yes", "answer": "同意"}
    signed_in(people.township_head).post(url("extension", case.number), answered)
    assert "批准延期" in text_of(browser.get(url("case", case.number)))
    handed = {"version": case.version + 2, "taker_id": people.township_head.pk, "reason": "经办人休假"}
    said = text_of(browser.post(url("hand-over", case.number), handed, follow=True))
    assert "舍力经办 → 舍力负责人" in said
    related = {"version": case.version + 3, "user_id": people.handler.pk, "relation": "侄子"}
    browser.post(url("keep-out", case.number), related)
    assert browser.get(url("case", case.number)).status_code == 404


def test_a_county_exempts_a_case_and_others_lose_sight_of_it(people: People) -> None:
    case = submitted(people.handler)
    sent = {"version": case.version, "reason": "依规定免公示", "readers": [people.county_head.pk]}
    signed_in(people.county_handler).post(url("exempt", case.number), sent)
    assert signed_in(people.handler).get(url("case", case.number)).status_code == 404
    assert signed_in(people.county_head).get(url("case", case.number)).status_code == 200
    # the application (F01) lies in no pouch yet: it opens to those who are named, and to nobody else of the division
    paper = reverse("forms:paper", args=(Paper.objects.get(case_reference=case.number).pk,))
    seen = {
        who: signed_in(who).get(paper).status_code for who in (people.handler, people.archivist, people.county_head)
    }
    assert list(seen.values()) == [404, 404, 200]


def test_the_words_of_an_office_are_entered_on_a_page(people: People) -> None:
    sent = {"telephone": "0436-5220009", "supervision": "0436-5220008", "place": "舍力镇社会救助窗口"}
    signed_in(people.handler).post(url("office"), sent)
    assert "0436-5220009" in signed_in(people.handler).get(url("office")).content.decode()
    wrong = signed_in(people.handler).post(url("office"), sent | {"telephone": "无"})
    assert 'aria-invalid="true"' in wrong.content.decode()
