"""低保金 pages: a month from first awards to the bank's answer, each hand with its own buttons."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hudang.accounts.models import User
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.vocabulary import Area
from hudang.benefits.actions.awarding import adjust
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.models import Award, BackPayment, PaymentList, Recovery, StandardChange
from hudang.households.models import Household, IncomeItem
from hudang.platform.digests import lookup_hash
from tests.factories.benefits import ACCOUNT, NOVEMBER, figures, make_award
from tests.factories.households import make_household
from tests.people import XINTIAN, People


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def household(**fields: Any) -> Household:
    return make_household(
        bank="大安农商行",
        account=ACCOUNT,
        account_hash=lookup_hash(ACCOUNT, "account"),
        account_tail=ACCOUNT[-4:],
        **fields,
    )


def closed(people: People) -> PaymentList:
    listed = prepare_list(actor=people.county_handler, county="220882", month=NOVEMBER)
    return close_list(actor=people.county_head, list_id=listed.pk)


def test_a_month_from_first_awards_to_the_answer(people: People, django_capture_on_commit_callbacks: Any) -> None:
    household()
    make_household("李二", village=XINTIAN, allowance=None)
    head, handler = as_(people.county_head), as_(people.county_handler)
    assert "还没有定额" in page(head, "benefits:overview")
    assert "没有登记月保障金" in page(head, "benefits:found")
    head.post(reverse("benefits:found"), {"month": "2026-11", "act": "save"})
    assert Award.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        handler.post(reverse("benefits:prepare"), {"month": "2026-11", "price_subsidy": "", "price_reference": ""})
    listed = PaymentList.objects.get()
    shown = page(handler, "benefits:list", listed.pk)
    assert "王德贵" in shown and "重新编制" in shown and ACCOUNT not in shown and "代发文件" not in shown
    assert "封账？" in page(head, "benefits:list", listed.pk)
    with django_capture_on_commit_callbacks(execute=True):
        head.post(reverse("benefits:close", args=[listed.pk]))
    assert "代发文件" in page(handler, "benefits:list", listed.pk)
    file = handler.post(reverse("benefits:bank-file", args=[listed.pk]), {"kind": "csv", "reason": "送银行代发"})
    assert ACCOUNT in file.content.decode()
    answer = io.BytesIO(f"账号,户名,结果,原因\r\n{ACCOUNT},王德贵,失败,户名不符\r\n999,无名,成功,\r\n".encode())
    answer.name = "回盘.csv"
    handler.post(reverse("benefits:bank-return", args=[listed.pk]), {"file": answer})
    shown = page(handler, "benefits:list", listed.pk, result="1")
    assert "户名不符" in shown and "对不上 1 行" in shown
    wrong = handler.get(reverse("benefits:wrong-lines", args=[listed.returns.get().pk]))
    assert wrong.content[:2] == b"PK"
    payment = BackPayment.objects.get()
    assert "核对" in page(handler, "benefits:back-payments", state="proposed")
    handler.post(reverse("benefits:back-payment", args=[payment.pk]), {"reason": "已换新卡", "act": "confirm"})
    payment.refresh_from_db()
    assert payment.state == "due"


def test_sums_agree_with_rows_and_stay_in_the_division(people: People) -> None:
    make_award(people.county_head, household(), total=320)
    make_award(people.county_head, make_household("李二", village=XINTIAN), total=100)
    listed = closed(people)
    county, township = as_(people.county_handler), as_(people.handler)
    assert "420" in page(county, "benefits:list", listed.pk)
    for view, words in (
        ("township", ("舍力镇", "丰收镇")),
        ("village", ("民强村", "新田村")),
        ("bank", ("大安农商行",)),
    ):
        assert all(word in page(county, "benefits:list", listed.pk, view=view) for word in words)
    ours = page(township, "benefits:list", listed.pk)
    assert "王德贵" in ours and "李二" not in ours and ">320<" in ours
    assert "李二" not in page(county, "benefits:list", listed.pk, q="王")
    assert township.get(reverse("benefits:print", args=[listed.pk])).content[:5] == b"%PDF-"
    other = Household.objects.get(head_name="李二")
    assert township.get(reverse("benefits:household", args=[other.code])).status_code == 404


def test_pages_cost_the_same_queries_for_more_households(people: People, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        make_award(people.county_head, make_household(f"户{number}"))
    listed, client = closed(people), as_(people.county_handler)
    for name, args in (("benefits:overview", []), ("benefits:list", [listed.pk]), ("benefits:due", [])):
        with django_assert_max_num_queries(26):
            page(client, name, *args)


def test_a_household_and_its_recovery(people: People) -> None:
    award = make_award(people.county_head, household())
    closed(people)
    code = award.household.code
    back = Basis(reason="漏算收入，予以更正", retroactive=True)
    adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(20), basis=back)
    shown = page(as_(people.handler), "benefits:household", code)
    assert "已作废" in shown and "减发" in shown and "应追 300" in shown
    assert "定额与发放" in page(as_(people.handler), "households:detail", code)
    recovery, client = Recovery.objects.get(), as_(people.county_handler)
    assert recovery.number in page(client, "benefits:recoveries", state="open")
    address = reverse("benefits:recovery", args=[recovery.pk])
    refused = client.post(address, {"act": "cash", "amount": "999", "on": "2026-11-20", "voucher": "001"})
    assert "余额是 300 元" in refused.content.decode()
    client.post(address, {"act": "cash", "amount": "100", "on": "2026-11-20", "voucher": "001"})
    client.post(address, {"act": "instalment", "instalment": "50", "reason": "家庭困难，分期"})
    recovery.refresh_from_db()
    assert (recovery.recovered, recovery.instalment) == (100, 50)
    assert as_(people.township_head).post(address, {"act": "cash"}).status_code in (200, 403)


def test_the_standard_raised_on_its_pages(people: People, django_capture_on_commit_callbacks: Any) -> None:
    form = SheetForm(Area.RURAL, date(2026, 1, 1), "测试", {"standard": "450"})
    enter_parameters(actor=people.archivist, county_code="220882", form=form)
    award = make_award(people.county_head)
    IncomeItem.objects.create(household=award.household, kind="401", amount=85, since=date(2026, 1, 1))
    handler, head = as_(people.county_handler), as_(people.county_head)
    with django_capture_on_commit_callbacks(execute=True):
        handler.post(reverse("benefits:changes"), {"month": "2026-12", "reference": "文件"})
    change = StandardChange.objects.get()
    shown = page(handler, "benefits:change", change.pk)
    assert "320" in shown and "365" in shown and "批准标准调整" not in shown
    address = reverse("benefits:change-act", args=[change.pk])
    assert handler.post(address, {"act": "approve"}).status_code == 403
    for act, total in (("approve", 365), ("undo", 320)):
        with django_capture_on_commit_callbacks(execute=True):
            head.post(address, {"act": act, "reason": "日期有误，撤销"})
        assert Household.objects.get().allowance == total
    assert "已撤销" in page(head, "benefits:changes")


@pytest.mark.parametrize("month", ["", "2026-13", "十一月"])
def test_a_month_that_is_none(people: People, month: str) -> None:
    response = as_(people.county_handler).post(reverse("benefits:prepare"), {"month": month})
    assert response.status_code == 200
    assert "month" in response.content.decode()
