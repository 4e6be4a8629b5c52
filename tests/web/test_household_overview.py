"""户情摘要: six answers at a glance, now and as of a past day; the same number of queries for every household."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hudang.archives.models import HouseholdFile
from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import reclassify
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.actions.editing import edit_household
from hudang.households.actions.states import stop_household
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import People
from tests.web.browsing import signed_in, text_of

TODAY = clock.today()


@pytest.fixture
def home(people: People) -> Household:
    make_bureau()
    household = make_household(number=7, standard=586, declared_size=2, covered_size=2)
    wife = add_member(household, "10", make_person("李秀英", sex="2"))
    HouseholdMember.objects.filter(pk=wife.pk).update(disability_valid_until=TODAY + timedelta(days=30))
    set_incomes(
        actor=people.handler,
        code=household.code,
        version=None,
        since=date(2025, 1, 1),
        lines=[IncomeLine("401", "300", member_id=wife.pk)],
    )
    reclassify([household.pk])
    make_file(household)
    return household


@pytest.fixture
def client(people: People, home: Household) -> Client:
    return signed_in(people.handler)


def page_of(client: Client, home: Household, **query: str) -> str:
    return text_of(client.get(f"/households/{home.code}/", query))


def test_a_leader_reads_it_in_ten_seconds(client: Client, home: Household) -> None:
    words = page_of(client, home)
    assert "2 口人，保障 2 人" in words and "户主王德贵，男" in words
    assert "转移（养老金等）" in words
    assert "家庭月收入 300 元，人均 150 元" in words and "低于保障标准 586 元，差 436 元" in words
    assert "每月 320 元" in words and "农村低保，B 类" in words
    assert "登记收入" in words and "舍力经办" in words
    lacking = HouseholdFile.objects.get(household=home).missing_count
    assert lacking and f"缺 {lacking} 种材料" in words
    assert f"李秀英的残疾人证到期，{TODAY + timedelta(days=30)}" in words
    assert "停保后5年，停保后起算" in words


def test_income_above_the_standard_is_said(people: People, client: Client, home: Household) -> None:
    lines = [IncomeLine("102", "1500")]
    set_incomes(actor=people.handler, code=home.code, version=None, since=TODAY, lines=lines)
    assert "人均高于保障标准 586 元，超出 164 元" in page_of(client, home)


def test_a_past_day_shows_what_stood_then(people: People, client: Client, home: Household) -> None:
    edit_household(actor=people.handler, code=home.code, version=None, values={"allowance": "400"})
    stop_household(
        actor=people.handler, code=home.code, version=None, on=TODAY, stop_reason="13", reason="本人书面申请退出"
    )
    now, then = page_of(client, home), page_of(client, home, on=str(TODAY - timedelta(days=1)))
    assert "每月 400 元" in now and "已停保" in now and "停保：自愿放弃" in now
    assert "每月 320 元" in then and "的情况 ，不是现在的" in then and "回到今天" in then
    assert "已停保" not in then and "自愿放弃" not in then
    assert (
        f"/households/{home.code}/edit/"
        not in client.get(f"/households/{home.code}/?on={TODAY - timedelta(days=1)}").content.decode()
    )


def test_before_any_class_the_rules_are_asked(client: Client, home: Household) -> None:
    words = page_of(client, home, on="2024-12-31")
    assert "这是按当日的成员和收入推算的" in words
    assert "才登入系统" in words


def test_looking_and_printing_are_no_changes(people: People, client: Client, home: Household) -> None:
    client.get(f"/printing/households/{home.code}/pouch-label/")
    last = AuditEntry.objects.filter(household_code=home.code).latest("sequence")
    assert last.action == "print_papers"
    summary = page_of(client, home).partition("最近的变化")[2].partition("还缺什么")[0]
    assert "打印" not in summary


def test_a_larger_household_takes_no_more_queries(client: Client, home: Household) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/households/{home.code}/")
        return len(asked)

    before = queries()
    for number in range(4):
        add_member(home, "20", make_person(f"王小{number}"))
    assert queries() == before


def test_the_summary_on_paper(people: People, client: Client, home: Household) -> None:
    for query in ({}, {"on": "2025-12-31"}):
        answer = client.get(f"/households/{home.code}/sheet/", query)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        pages = pypdfium2.PdfDocument(answer.content)
        words = pages[0].get_textpage().get_text_bounded()
        pages.close()
        assert "户 情 摘 要" in words and "王德贵" in words and "残疾" not in words
        assert not re.search(r"\d{17}[\dX]", words)
    assert AuditEntry.objects.filter(action="print_papers", household_code=home.code).count() == 2
