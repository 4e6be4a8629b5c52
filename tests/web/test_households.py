"""The household pages: what they show, to whom, and what never leaves them unmasked."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import reclassify
from hudang.households.actions.editing import edit_household
from hudang.households.actions.members import add_member as act_add
from hudang.households.models import Classification, Household, HouseholdMember
from hudang.kernel import clock
from tests.factories.acts import member_form
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINQIANG, People

TODAY = clock.today().isoformat()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def home(people: People) -> Household:
    """A household with wife, account, phone, certificate, and a history."""
    household = make_household(number=1, declared_size=1, covered_size=1)
    values = {"account": "6221780166015494454", "phone": "13800001234", "bank": "吉林银行"}
    edit_household(actor=people.handler, code=household.code, version=1, values=values)
    wife = member_form("李秀英", student_card="G220882196208010028", phone="13900001234")
    wife["disability_certificate"] = f"{wife['identity']}42"
    act_add(actor=people.handler, code=household.code, version=None, values=wife, since=date(2025, 1, 1))
    reclassify([household.pk])
    household.refresh_from_db()
    return household


def url(name: str, household: Household, *more: Any) -> str:
    return reverse(f"households:{name}", args=[household.code, *more])


def wife_of(household: Household) -> HouseholdMember:
    return household.members.get(until=None, relation="10")


def pages_of(household: Household) -> list[str]:
    wife = wife_of(household).pk
    named = "detail history edit dwelling state classification incomes assets change-head add-member".split()
    pages = [url(name, household) for name in named]
    pages += [url(name, household, wife) for name in ("member", "edit-member", "end-membership")]
    pages += [url("reveal", household, "phone"), url("reveal-member", household, wife, "identity")]
    return [*pages, reverse("households:list"), reverse("households:new"), f"{url('detail', household)}?on=2025-06-01"]


def secrets_of(household: Household) -> set[str]:
    people = {m.person.identity for m in household.members.all()}
    cards = {v for m in household.members.all() for v in (m.disability_certificate, m.student_card, m.phone) if v}
    return people | cards | {household.account, household.phone}


def test_every_page_opens_and_no_number_is_in_clear(people: People, home: Household) -> None:
    client, secrets = client_of(people.handler), secrets_of(home)
    assert len(secrets) == 7
    for page in pages_of(home):
        answer = client.get(page)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert not [s for s in secrets if s in text], page
        assert not re.search(r"\d{17}[\dX]", text), page


def test_neighbours_get_404_and_administrators_403(people: People, home: Household) -> None:
    beyond = [p for p in pages_of(home) if home.code in p]
    for page in beyond:
        assert client_of(people.neighbour).get(page).status_code == 404, page
    for who in (people.auditor, people.system, people.security):
        for page in pages_of(home):
            assert client_of(who).get(page).status_code == 403, page
    assert home.head_name not in client_of(people.neighbour).get(reverse("households:list")).content.decode()


def test_those_who_only_look_get_no_forms(people: People, home: Household) -> None:
    client = client_of(people.assistant)
    text = client.get(url("detail", home)).content.decode()
    assert url("add-member", home) not in text
    assert "data-reveal=" not in text
    assert client.get(url("edit", home)).status_code == 403
    assert client.post(url("reveal", home, "phone"), {"reason": "核对电话"}).status_code == 403
    assert client.get(reverse("households:export")).status_code == 403


def test_the_list_keeps_its_filters_in_the_address(people: People, home: Household) -> None:
    client = client_of(people.handler)
    text = client.get(
        reverse("households:list"), {"q": "李秀英", "state": "paid", "sort": "-allowance"}
    ).content.decode()
    assert home.code in text
    assert "符合条件 1 户" in text
    empty = client.get(reverse("households:list"), {"q": "没有这个人"}).content.decode()
    assert "没有符合条件的家庭" in empty


def test_a_whole_identity_number_never_stays_in_the_address(people: People, home: Household) -> None:
    client, identity = client_of(people.handler), wife_of(home).person.identity
    assert client.get(reverse("households:list"), {"q": identity})["Location"] == url("detail", home)
    answer = client.get(reverse("households:list"), {"q": "220882195001010019"})
    assert answer["Location"].endswith("q=010019")


def test_an_empty_archive_says_what_to_do(people: People) -> None:
    text = client_of(people.handler).get(reverse("households:list")).content.decode()
    assert "导入花名册" in text


def test_the_export_is_what_the_list_shows_and_runs_no_formula(people: People, home: Household) -> None:
    danger = make_household("=HYPERLINK(1)", number=2)
    make_household("赵六", number=3, state="STOPPED")
    answer = client_of(people.handler).get(reverse("households:export"), {"state": "paid"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["户编号", home.code, danger.code]
    assert rows[2][1] == "'=HYPERLINK(1)"
    assert not [s for s in secrets_of(home) if s in str(rows)]
    assert AuditEntry.objects.get(action="export_households").after["rows"] == 2


def test_a_past_day_shows_who_was_there(people: People, home: Household) -> None:
    client = client_of(people.handler)
    past = client.get(url("detail", home), {"on": "2024-12-31"}).content.decode()
    assert "2024年12月31日的情况" in past
    assert "1 人，2024-12-31" in past
    assert "2 人" in client.get(url("detail", home), {"on": "nonsense"}).content.decode()


def test_registering(people: People) -> None:
    client = client_of(people.handler)
    form = member_form("赵德海", sex="1") | {"village_code": MINQIANG, "state": "ACTIVE", "allowance": "300"}
    answer = client.post(reverse("households:new"), form)
    household = Household.objects.get(head_name="赵德海")
    assert answer["Location"] == url("detail", household)
    wrong = client.post(reverse("households:new"), form | {"identity": "123", "allowance": "-1"}).content.decode()
    assert "身份证号应为 18 位" in wrong
    assert "应是 0 或更大的数" in wrong
    again = client.post(reverse("households:new"), form).content.decode()
    assert "一人只能在一户享受" in again
    outside = client.post(reverse("households:new"), form | {"village_code": "220882102202"})
    assert outside.status_code == 200
    assert Household.objects.count() == 1


def test_editing_keeps_numbers_that_were_left_empty(people: People, home: Household) -> None:
    client = client_of(people.handler)
    form = {
        "version": home.version,
        "allowance": "450",
        "declared_size": "2",
        "covered_size": "2",
        "causes": ["1", "5"],
    }
    assert client.post(url("edit", home), form).status_code == 302
    home.refresh_from_db()
    assert (home.allowance, home.account, home.causes) == (450, "6221780166015494454", ["1", "5"])
    stale = client.post(url("edit", home), form)
    assert stale.status_code == 409
    assert "舍力经办" in stale.content.decode()
    client.post(url("edit", home), form | {"version": home.version, "account": "无"})
    home.refresh_from_db()
    assert (home.account, home.account_hash, home.account_tail) == ("", "", "")


def test_editing_a_member(people: People, home: Household) -> None:
    client, wife = client_of(people.handler), wife_of(home)
    form = {
        "version": home.version, "name": "李秀英", "relation": "10", "identity_kind": "111", "sex": "2",
        "born_on": "1962-08-01", "covered": "on", "health": "4", "illness": "尿毒症", "disability_kind": "4",
        "disability_level": "2",
    }  # fmt: skip
    assert client.post(url("edit-member", home, wife.pk), form).status_code == 302
    wife.refresh_from_db()
    assert (wife.health, wife.person.identity[-1:] != "") == ("4", True)
    wrong = client.post(
        url("edit-member", home, wife.pk), form | {"version": home.version + 1, "born_on": "1963-08-01"}
    )
    assert "1962-08-01" in wrong.content.decode()


def test_members_come_and_leave(people: People, home: Household) -> None:
    client = client_of(people.handler)
    form = member_form("王小明", "20", sex="1", born=date(2015, 5, 5)) | {"version": home.version, "since": TODAY}
    assert client.post(url("add-member", home), form).status_code == 302
    home.refresh_from_db()
    head = home.members.get(until=None, relation="02")
    leave = {"version": home.version, "leaving": "21", "until": TODAY}
    asked = client.post(url("end-membership", home, head.pk), leave).content.decode()
    assert "新户主" in asked
    wife = wife_of(home)
    assert client.post(url("end-membership", home, head.pk), leave | {"new_head": wife.pk}).status_code == 302
    home.refresh_from_db()
    assert home.head_name == "李秀英"
    assert "已离开的成员" in client.get(url("detail", home)).content.decode()
    son = home.members.get(until=None, relation="20")
    change = {"version": home.version, "new_head": son.pk, "on": TODAY}
    assert client.post(url("change-head", home), change).status_code == 302


def test_incomes_as_lines(people: People, home: Household) -> None:
    client, wife = client_of(people.handler), wife_of(home)
    form = {
        "version": home.version, "rows": "3", "since": TODAY, "line_0_kind": "", "line_0_amount": "",
        "line_1_member": wife.pk, "line_1_kind": "401", "line_1_amount": "x", "line_1_period": "month",
    }  # fmt: skip
    wrong = client.post(url("incomes", home), form).content.decode()
    assert "第 2 行金额" in wrong or "金额请填数字" in wrong
    assert client.post(url("incomes", home), form | {"more": "1"}).content.decode().count("_amount") >= 6
    assert client.post(url("incomes", home), form | {"line_1_amount": "300"}).status_code == 302
    home.refresh_from_db()
    assert home.incomes.get().amount == 300
    neither = {"version": home.version, "rows": "3", "since": TODAY}
    assert "勾选本项" in client.post(url("incomes", home), neither).content.decode()
    assert client.post(url("incomes", home), neither | {"none": "on"}).status_code == 302
    assert home.incomes.get(until=None).amount == 0


def test_assets_and_dwelling(people: People, home: Household) -> None:
    client = client_of(people.handler)
    assets = {"version": home.version, "rows": "1", "since": TODAY, "line_0_kind": "11", "line_0_value": "5000"}
    assert client.post(url("assets", home), assets).status_code == 302
    home.refresh_from_db()
    assert client.post(url("dwelling", home), {"version": home.version, "kind": "5", "area": "56"}).status_code == 302
    text = client.get(url("detail", home)).content.decode()
    assert "存款" in text
    assert "自建" in text


def test_classes_proposed_accepted_overridden(people: People, home: Household) -> None:
    Classification.objects.filter(household=home).update(
        proposed_structure="3", proposed_source="2", proposed_reasons=["户主与配偶二人。"]
    )
    client = client_of(people.handler)
    assert "系统提示重算分类" in client.get(url("detail", home)).content.decode()
    assert client.post(url("accept-proposal", home)).status_code == 302
    home.refresh_from_db()
    assert home.classification.family_structure == "3"
    form = {"version": home.version, "family_structure": "99", "income_source": "9", "reason": "与子女同住"}
    assert client.post(url("classification", home), form | {"reason": "无"}).status_code == 200
    assert client.post(url("classification", home), form).status_code == 302
    assert "理由：与子女同住" in client.get(url("detail", home)).content.decode()
    again = client.post(url("accept-proposal", home), headers={"Referer": ""})
    assert again.status_code == 409


def test_stop_restart_and_states(people: People, home: Household) -> None:
    client = client_of(people.handler)
    state = {"version": home.version, "state": "GRADUAL", "reason": "收入略超标准"}
    assert client.post(url("put-state", home), state).status_code == 302
    home.refresh_from_db()
    stop = {"version": home.version, "stop_reason": "01", "on": TODAY, "reason": "核对收入超标"}
    assert client.post(url("stop", home), stop | {"stop_reason": ""}).status_code == 200
    assert client.post(url("stop", home), stop).status_code == 302
    home.refresh_from_db()
    restart = {"version": home.version, "on": TODAY, "reason": "重新审核通过"}
    assert client.post(url("restart", home), restart).status_code == 302
    home.refresh_from_db()
    assert home.state == "ACTIVE"


def test_reveal_by_script_and_by_page(people: People, home: Household) -> None:
    client, wife = client_of(people.handler), wife_of(home)
    address = url("reveal-member", home, wife.pk, "identity")
    script = {"X-Requested-With": "XMLHttpRequest"}
    shown = client.post(address, {"reason": "核对证件原件"}, headers=script).content.decode()
    assert wife.person.identity in shown
    assert "<html" not in shown
    refused = client.post(address, {"reason": "嗯"}, headers=script)
    assert refused.status_code == 400
    assert "理由" in refused.content.decode()
    page = client.post(url("reveal", home, "account"), {"reason": "核对账号"}).content.decode()
    assert home.account in page
    assert client.post(url("reveal", home, "note"), {"reason": "核对备注"}).status_code == 404
    assert AuditEntry.objects.filter(action="reveal").count() == 2


def test_pages_read_a_fixed_number_of_queries(
    people: People, home: Household, django_assert_max_num_queries: Any
) -> None:
    client = client_of(people.handler)
    for number in range(10, 40):
        reclassify([make_household(number=number).pk])
    with django_assert_max_num_queries(20):
        client.get(reverse("households:list"))
    for _ in range(8):
        add_member(home, "70", make_person("王二"))
    with django_assert_max_num_queries(36):
        client.get(url("detail", home))
