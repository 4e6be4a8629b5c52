"""The pages of notices, objections, hearings, county visits, spot checks and service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hudang.casework.actions.deciding import refuse
from hudang.casework.actions.examining import propose_refusal
from hudang.casework.models import NoticeBatch, Objection
from hudang.casework.vocabulary import CaseStage, NoticeState
from hudang.kernel import clock
from tests.factories.cases import declaration, related
from tests.factories.decisions import PHONE, at_county, on_notice, posted, ready
from tests.factories.investigations import to_examine
from tests.factories.scans import png
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in, text_of


def url(name: str, *args: Any) -> str:
    return reverse(f"casework:{name}", args=args)


def test_a_notice_from_the_waiting_list_to_its_end(people: People) -> None:
    ready(people)
    case = on_notice(people)
    browser = signed_in(people.handler)
    assert "待公示" in text_of(browser.get(url("notices")))
    asked = browser.get(url("notice-prepare", MINQIANG))
    assert asked.context["form"].initial["telephone"] == PHONE
    form = {"numbers": [case.number], "telephone": PHONE, "starts_on": clock.today().isoformat()}
    page = browser.post(url("notice-prepare", MINQIANG), form, follow=True)
    assert "公示单已做好" in text_of(page)
    batch = NoticeBatch.objects.get()
    page = browser.post(url("notice-post", batch.number), {"places": "", "posted_by": "", "on": ""})
    assert page.status_code == 200 and "张贴地点" in text_of(page)
    form = {"places": "村部公示栏", "posted_by": "协理员甲", "on": clock.today().isoformat(), "version": batch.version}
    assert "公示期间" in text_of(browser.post(url("notice-post", batch.number), form, follow=True))
    photo = SimpleUploadedFile("board.png", png(), "image/png")
    page = signed_in(people.assistant).post(
        url("notice-photograph", batch.number, "first"), {"photo": photo}, follow=True
    )
    assert "照片已存入" in text_of(page)
    assert browser.get(url("notice-photo", batch.number, "first")).status_code == 200
    assert browser.get(url("notice-photo", batch.number, "last")).status_code == 404
    page = browser.post(url("notice-close", batch.number), follow=True)
    assert "不得提前" in text_of(page)
    assert NoticeBatch.objects.get().state == NoticeState.POSTED
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert "还没有上传末日" in text_of(browser.post(url("notice-close", batch.number), follow=True))


def test_the_neighbour_sees_no_notice(people: People) -> None:
    ready(people)
    batch = posted(people, on_notice(people))
    browser = signed_in(people.neighbour)
    assert browser.get(url("notice", batch.number)).status_code == 404
    assert batch.number not in text_of(browser.get(url("notices")))


def test_the_assistant_registers_an_objection_and_sees_none(people: People) -> None:
    ready(people)
    case = on_notice(people)
    posted(people, case)
    form = {"received_on": clock.today().isoformat(), "way": "visit", "contents": "有门市房出租", "objector": "赵某某"}
    page = signed_in(people.assistant).post(url("objections", case.number), form, follow=True)
    assert "异议已登记" in text_of(page) and "有门市房出租" not in text_of(page) and "赵某某" not in text_of(page)
    shown = text_of(signed_in(people.handler).get(url("objections", case.number)))
    assert "有门市房出租" in shown and "赵某某" in shown
    found = Objection.objects.get()
    page = signed_in(people.handler).post(url("objection-answer", case.number, found.pk), {"result": ""})
    assert "请选择" in text_of(page) or "必填" in text_of(page) or "填写" in text_of(page)


@pytest.mark.parametrize(("present", "said"), [("王一 村（居）民代表", "至少 15 人"), ("王一 外星人", "选择身份")])
def test_a_hearing_that_is_none_is_refused_at_its_field(people: People, present: str, said: str) -> None:
    ready(people)
    case = on_notice(people)
    posted(people, case)
    browser = signed_in(people.handler)
    form = {"received_on": clock.today().isoformat(), "way": "visit", "contents": "有门市房出租"}
    browser.post(url("objections", case.number), form)
    browser.post(url("act", case.number, "call_hearing"), {"version": 999})
    case.refresh_from_db()
    browser.post(url("act", case.number, "call_hearing"), {"version": case.version})
    case.refresh_from_db()
    assert case.stage == CaseStage.HEARING
    entry = {
        "held_on": clock.today().isoformat(), "held_time": "00:01", "place": "村部", "chair": "李主任", "clerk": "张文书",
        "invited": 20, "present": present, "agree": 1, "oppose": 0, "abstain": 0, "briefing": "宣讲政策，介绍情况",
    }  # fmt: skip
    page = browser.post(url("hearing", case.number), entry)
    assert page.status_code == 200 and said in text_of(page)


def test_county_pages(people: People) -> None:
    ready(people)
    with clock.frozen(clock.now() - timedelta(days=11)):
        declared = related()
    case = at_county(people, declared)
    browser = signed_in(people.county_handler)
    assert "登记县级入户核查" in text_of(browser.get(url("case", case.number)))
    form = {"visited_on": clock.today().isoformat(), "visitors": "赵一、钱二", "finding": "与调查一致", "agrees": "on"}
    assert "已登记并归档" in text_of(browser.post(url("county-visit", case.number), form, follow=True))
    page = browser.post(url("spot-checks"), {"percent": 30, "seed": "民政2026"}, follow=True)
    assert "近亲属备案，必查" in text_of(page)
    assert signed_in(people.handler).post(url("spot-checks"), {"percent": 30}).status_code == 403


def test_service_is_asked_for_until_it_is_proved(people: People) -> None:
    ready(people)
    earning = declaration()
    earning["members"][0]["incomes"] = [{"kind": "102", "amount": "900.00", "period": "month"}]
    case = to_examine(people.handler, earning)
    ask = signed_in(people.township_head).get(url("act", case.number, "propose_refusal"))
    assert "人均月收入 450 元高于低保标准 405 元" in text_of(ask)
    propose_refusal(actor=people.township_head, number=case.number, reason="人均收入高于标准")
    decide = signed_in(people.county_head).get(url("act", case.number, "refuse_case"))
    assert "理由 * 人均收入高于标准" in text_of(decide)
    refuse(actor=people.county_head, number=case.number, reason="人均收入高于低保标准")
    browser = signed_in(people.handler)
    assert "登记送达" in text_of(browser.get(url("case", case.number)))
    form = {"way": "1", "served_on": clock.today().isoformat(), "received_by": "王德贵", "served_by": "李强"}
    assert "送达已登记" in text_of(browser.post(url("service", case.number), form, follow=True))
    assert "登记送达" not in text_of(browser.get(url("case", case.number)))
