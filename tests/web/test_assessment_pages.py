"""试算 and 测算参数: figures tried out with faults at their cells, sheets entered after their effect was shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from hudang.accounts.models import User
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.models import Assessment, ParameterSheet
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.vocabulary import Area
from hudang.configuration.actions.bundle import export_settings, import_settings
from hudang.households.models import IncomeItem
from tests.factories.benefits import make_award
from tests.factories.households import make_household
from tests.people import People


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def enter(people: People, since: date = date(2026, 1, 1), **body: Any) -> ParameterSheet:
    form = SheetForm(Area.RURAL, since, "吉民发〔2022〕15号", {"standard": "405", **body})
    return enter_parameters(actor=people.archivist, county_code="220882", form=form)


def rows(name: str, *lines: dict[str, str]) -> dict[str, str]:
    sent = {f"{name}_rows": str(len(lines))}
    for at, line in enumerate(lines):
        sent |= {f"{name}_{at}_{key}": value for key, value in line.items()}
    return sent


def member(name: str, **more: str) -> dict[str, str]:
    return {"name": name, "covered": "yes", "seriously_ill": "no"} | more


HEAD = {"day": "2026-11-23", "kind": "dibao", "area": "rural"}


def test_figures_are_tried_out(people: People) -> None:
    enter(people)
    sent = HEAD | rows("members", member("甲"), member(""), member("乙"), member("丙"))
    sent |= rows("incomes", {"whose": "乙", "kind": "102", "amount": "700", "period": "month"})
    shown = as_(people.assistant).post(reverse("assessment:try"), sent).content.decode()
    assert "符合条件" in shown and "515" in shown
    assert "基本低保金＝标准 405 元 × 保障人数 3 人 − 家庭月收入 700 元＝515 元" in shown
    assert "220882-rural-20260101" in shown
    assert not Assessment.objects.exists()


def test_faults_stand_at_their_cells(people: People) -> None:
    enter(people)
    sent = HEAD | rows("members", member(""), member("甲", born_on="1960-13-01"), member("乙"))
    sent |= rows("incomes", {"whose": "丁", "kind": "102", "amount": "1", "period": "month"})
    shown = as_(people.handler).post(reverse("assessment:try"), sent)
    assert (shown.status_code, "成员里没有这个姓名" in shown.content.decode()) == (400, True)
    sent |= {"incomes_0_whose": "乙", "incomes_0_amount": "很多"}
    text = as_(people.handler).post(reverse("assessment:try"), sent).content.decode()
    assert 'id="members_1_born_on-error">应为日期' in text
    assert 'id="incomes_0_amount-error">应为数字' in text
    nobody = as_(people.handler).post(reverse("assessment:try"), HEAD).content.decode()
    assert "没有填写" in nobody


def test_without_parameters_nothing_is_calculated(people: People) -> None:
    shown = as_(people.handler).post(reverse("assessment:try"), HEAD | rows("members", member("甲"))).content.decode()
    assert "没有有效的" in shown and "逐步说明" not in shown


def test_it_starts_from_a_household(people: People) -> None:
    household = make_household("赵德全")
    address = reverse("assessment:try")
    assert "没有登记收入" in as_(people.handler).get(address, {"household": household.code}).content.decode()
    IncomeItem.objects.create(household=household, kind="401", amount=88, since=date(2026, 1, 1))
    shown = as_(people.handler).get(address, {"household": household.code}).content.decode()
    assert 'value="赵德全"' in shown and 'value="88"' in shown
    assert as_(people.neighbour).get(address, {"household": household.code}).status_code == 404
    more = (
        as_(people.handler).post(address, HEAD | rows("members", member("甲")) | {"more": "members"}).content.decode()
    )
    assert 'name="members_2_name"' in more and "逐步说明" not in more


def sheet(**more: str) -> dict[str, str]:
    sent = {
        "area": "rural",
        "valid_from": "2027-01-01",
        "source": "吉民发〔2026〕30号",
        "standard": "450",
        "mode": "gap",
    }
    sent |= {"rounding": "ceil_yuan", "losses_are_nothing": "true", "pay_from_next_month": "true"}
    sent |= rows(
        "supplements", {"group": "elder", "method": "rate_of_standard", "value": "0.1", "age": "70"}, {"group": "minor"}
    )
    sent |= rows("not_counted", {"code": ""}, {"code": "6", "until": "2030-12-31"})
    return sent | more


def test_a_sheet_is_entered_after_its_effect(people: People) -> None:
    enter(people)
    award = make_award(people.county_head)
    IncomeItem.objects.create(household=award.household, kind="401", amount=85, since=date(2026, 1, 1))
    client, address = as_(people.archivist), reverse("sheets:new")
    shown = client.post(address, sheet(act="preview")).content.decode()
    assert "1 户金额变化" in shown and ParameterSheet.objects.count() == 1
    client.post(
        address,
        sheet(
            act="save",
            **{"support__multiple": "1", "support__share_up_to_two": "0.5", "support__share_from_three": "0.4"},
        ),
    )
    kept = ParameterSheet.objects.latest("pk")
    assert kept.body["supplements"] == [
        {"group": "elder", "age": "70", "amount": {"method": "rate_of_standard", "value": "0.1"}}
    ]
    assert kept.body["not_counted"] == [{"code": "6", "until": "2030-12-31"}]
    assert parameters_in_force("220882", Area.RURAL, date(2027, 1, 1)).standard == 450
    shown = client.get(reverse("sheets:sheet", args=[kept.pk])).content.decode()
    assert "450" in shown and "老年人" in shown and "0.5" in shown
    listed = client.get(reverse("sheets:list")).content.decode()
    assert "吉民发〔2022〕15号" in listed and "将执行" in listed
    again = client.get(address, {"from": kept.pk}).content.decode()
    assert 'value="450"' in again


def test_faults_of_a_sheet_are_said(people: People) -> None:
    client, address = as_(people.archivist), reverse("sheets:new")
    wrong = sheet(act="save", standard="0", valid_from="明年", **{"supplements_0_age": ""})
    text = client.post(address, wrong)
    assert (text.status_code, "日期写作" in text.content.decode()) == (400, True)
    text = client.post(address, wrong | {"valid_from": "2027-01-01"}).content.decode()
    assert "应大于 0" in text and "年龄" in text
    enter(people, date(2027, 1, 1))
    assert "已有参数表" in client.post(address, sheet(act="save")).content.decode()
    assert ParameterSheet.objects.count() == 1


def test_sheets_travel_with_the_settings(people: People) -> None:
    kept = enter(people)
    file = export_settings(actor=people.archivist)
    assert kept.source in file.decode()
    kept.delete()
    import_settings(actor=people.archivist, content=file)
    assert ParameterSheet.objects.get().body == {"standard": "405"}
    import_settings(actor=people.archivist, content=file)
    assert ParameterSheet.objects.count() == 1
