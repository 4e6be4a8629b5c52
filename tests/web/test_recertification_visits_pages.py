"""走访的页面: an assistant fills in, the township looks and decides, a change follows."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hudang.audit.models import AuditEntry
from hudang.casework.models import Case
from hudang.casework.rules.changes import Change
from hudang.forms.queries.papers import papers_of
from hudang.kernel import clock
from hudang.recertification.actions.visiting import submit_visit
from hudang.recertification.models import Neighbour, Visit
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.benefits import make_award
from tests.factories.recertification import at, disabled_elder, disabled_without_income, head_of, plan, tasks_of
from tests.factories.surveys import neighbour
from tests.factories.visits import begun, call, filled, photographed, survey
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.frozen(at(DAY)):
        yield


def url(name: str, *args: Any) -> str:
    return reverse(f"recertification:{name}", args=args)


def home(people: People, household: Any) -> Any:
    make_bureau()
    make_file(household)
    plan(people, DAY)
    return household


def test_a_visit_from_the_list_to_the_township(people: People) -> None:
    poor = home(people, disabled_without_income())
    browser = signed_in(people.assistant)
    assert "开始走访" in text_of(browser.get(url("household", poor.code)))
    asked = browser.get(url("begin", poor.code))
    assert "无经济收入残疾人每月走访" in text_of(asked) and asked.context["beginning"].form == "F21"
    sent = {"key": asked.context["key"], "form": "F21", "method": "PHONE", "person": head_of(poor).person_id}
    there = browser.post(url("begin", poor.code), sent)["Location"]
    page = browser.get(there)
    assert 'value="协理员甲"' in page.content.decode()
    wrong = browser.post(there, call(DAY, until="08:00", head="孙秀兰") | {"do": "submit", "version": 1})
    assert wrong.status_code == 422 and "早于开始时间" in text_of(wrong)
    # the amounts are the same however they were typed
    whole = call(DAY, due="405.00", received="405") | {
        "head": "孙秀兰", "subject": "孙秀兰", "month": "2026-11", "answered_by": "孙秀兰", "answerer_relation": "本人",
        "visitor": "协理员甲", "version": Visit.objects.get().version,
    }  # fmt: skip
    kept = browser.post(there, whole | {"do": "auto"}).json()
    assert kept["at"] == "10:00"
    stale = browser.post(there, whole | {"do": "auto"})
    assert stale.status_code == 409 and kept["version"] == Visit.objects.get().version
    browser.post(there, whole | {"do": "submit", "version": kept["version"]})
    township = signed_in(people.handler)
    assert "孙秀兰" in text_of(township.get(url("checking")))
    shown = text_of(township.get(there))
    assert "通过" in shown and "退回补正" in shown
    done = township.post(there + "check/accept/", {"opinion": "属实"}, follow=True)
    assert "下一期已排定" in text_of(done) and "低保对象走访记录" in text_of(done)
    assert [t.state for t in tasks_of(poor, "D-B")][0] == "done"
    last = text_of(township.get(reverse("households:detail", args=(poor.code,))))
    assert "上次走访" in last and "低保金与应发不一致" not in last


def test_photographs_and_neighbours_of_a_visit(people: People) -> None:
    poor = home(people, disabled_without_income())
    visit = begun(people.assistant, poor)
    browser = signed_in(people.assistant)
    picture = SimpleUploadedFile("门牌.jpg", io.BytesIO(scans.jpeg("plate")).read())
    browser.post(url("photos", visit.key), {"files": picture, "what": "门牌"})
    photo = visit.photos.get()
    assert browser.get(url("photo", visit.key, photo.key))["Content-Type"] == "image/jpeg"
    assert signed_in(people.neighbour).get(url("photo", visit.key, photo.key)).status_code == 404
    said = uuid.uuid4()
    assert browser.post(url("neighbour", visit.key, said), {"neighbour": "赵邻"}).status_code == 422
    browser.post(url("neighbour", visit.key, said), neighbour("赵邻", kin="no"))
    assert "赵邻" in text_of(browser.get(url("visit", visit.key)))
    browser.post(url("drop-neighbour", visit.key, said))
    browser.post(url("remove-photo", visit.key, photo.key))
    assert not Neighbour.objects.exists() and not visit.photos.exists()
    assert "仍在待办" in text_of(browser.post(url("drop", visit.key), {"reason": "登记错了户"}, follow=True))


def test_nobody_reached_is_noted(people: People) -> None:
    poor = home(people, disabled_without_income())
    sent = {"on": "2026-11-22", "method": "PHONE", "result": "无人接听"}
    done = signed_in(people.assistant).post(url("attempt", poor.code), sent, follow=True)
    assert "改日再试" in text_of(done)


def test_returned_corrected_accepted_and_the_decrease_begins(people: People) -> None:
    """The whole way of issue 5: the assistant visits, the township returns and accepts, a decrease with its papers."""
    elder = home(people, disabled_elder(approved_on=date(2024, 12, 10)))
    make_award(people.county_head, elder)
    visit = begun(people.assistant, elder, "F20")
    rest = {"health": "5", "work_capacity": "4", "self_care": "1", "employment": "7", "income": "220"}
    said = survey(
        DAY,
        members=[{"relation": "02", "name": "赵长富", "change": "0", "identity": head_of(elder).person.identity} | rest],
        illnesses=[{"name": "赵长富", "illness": "高血压", "paid": "800", "stays": "0"}],
        incomes=[{"group": "4", "declared": "120", "verified": "220", "reason": "养老金上调，见存折"}],
        per_head="220", verified_per_head="220", outcome="3", reasons="养老金每月增加 100 元", evidence="存折复印件",
    )  # fmt: skip
    visit = filled(people.assistant, visit, **said, county_verdict="agree", county="同意减发", township_amount="1")
    photographed(people.assistant, visit)
    there, assistant, township = url("visit", visit.key), signed_in(people.assistant), signed_in(people.handler)
    asked = text_of(assistant.get(there))
    assert "村（居）民委员会" in asked and "改定金额" not in asked and "县级民政部门意见" not in asked
    submit_visit(actor=people.assistant, key=visit.key)
    page = text_of(township.get(there))
    assert "与登记不同的" in page and "经济收入" in page and "一行：" not in page
    township.post(there + "check/return/", {"reason": "请写明是哪一级养老金"})
    assert "请写明是哪一级养老金" in text_of(assistant.get(there))
    visit.refresh_from_db()
    filled(people.assistant, visit, reasons="城乡居民养老金每月增加 100 元")
    submit_visit(actor=people.assistant, key=visit.key)
    decided = {"opinion": "属实", "amount": "205"}
    assert "改定建议金额的理由" in text_of(township.post(there + "check/accept/", decided))
    decided["because"] = "侄子每月只给半个月口粮"
    accepted = township.post(there + "check/accept/", decided, follow=True)
    assert "按结论办理变更：减发" in text_of(accepted) and "侄子每月只给半个月口粮" in text_of(accepted)
    assert "改定为 205 元：侄子" in AuditEntry.objects.get(action="accept_visit").reason
    opened = township.post(there + "check/case/", follow=True)
    assert "城乡居民养老金" in text_of(opened)
    case = Case.objects.get()
    assert case.change_kind == "2" and case.household == elder
    assert Change.model_validate_json(case.change).new.amount == 205
    papers = {p.form_code: p for p in papers_of(people.handler, case_reference=case.number)}
    assert set(papers) == {"F20", "F22"}
    assert "同意减发" not in text_of(township.get(reverse("forms:paper", args=(papers["F20"].pk,))))
    assert case.number in text_of(township.get(there))
    assert "看走访和证据" in text_of(township.get(reverse("casework:case", args=(case.number,))))
    assert [t.due_on for t in tasks_of(elder, "D-A")][-1] == date(2027, 11, 23)
    assert township.post(there + "check/case/").status_code == 409
