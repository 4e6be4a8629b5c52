"""申请办理: one application from the first entry to the filed pouch; each of four people does and sees his own part."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.rosters import identity
from tests.e2e.served import Archive
from tests.e2e.test_pouch import sheet

pytestmark = pytest.mark.e2e
NAME = "宫长贵"
DECLARED = {
    "phone": "13904360017",
    "address": "民强村六组",
    "bank": "吉林农信大安支行",
    "account": "6221780166015494454",
}
PERSON = {
    "ethnicity": "01",
    "registration": "2",
    "marital": "30",
    "health": "2",
    "work_capacity": "4",
    "employment": "8",
}
PAPERS_OF_DECISION = ("最低生活保障审核确认表", "最低生活保障确认通知书")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="下一步").click()


def declare(page: Page) -> str:
    """Fill in the steps of the desk; return the number of the case."""
    page.goto("/cases/new/")
    page.get_by_label("村（社区）").select_option(label="民强村")
    page.get_by_role("button", name="开始填写申请").click()
    page.wait_for_url("**/desk/family/")
    form, number = page.locator("#desk"), page.url.split("/")[4]
    for name, value in {
        **DECLARED,
        "reason": "年老体弱",
        "members_0_name": NAME,
        "members_0_identity": identity(),
    }.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=house_kind]").select_option(index=1)
    form.get_by_label("缺乏劳动力").check()
    for name, value in PERSON.items():
        form.locator(f"[name=members_0_{name}]").select_option(value)
    go_on(page)
    page.get_by_role("button", name="增加一项收入").click()
    form.locator("[name=members_0_incomes_0_kind]").select_option("201")
    form.locator("[name=members_0_incomes_0_amount]").fill("2,400")
    for step in ("incomes", "assets", "supporters"):
        page.wait_for_url(f"**/desk/{step}/")
        go_on(page)
    page.wait_for_url("**/desk/pledge/")
    form.locator("[name=members_0_pledge_way]").select_option("paper")
    form.locator("[name=members_0_pledge_signed_on]").fill(form.page.evaluate("new Date().toISOString().slice(0, 10)"))
    form.locator("[name=has_near_relative]").select_option("no")
    go_on(page)
    page.wait_for_url("**/desk/papers/")
    for copies in form.locator("input[type=number]").all():
        copies.fill("1")
    go_on(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("已提交").first).to_be_visible()
    return number


def take(page: Page, number: str, act: str, stage: str) -> None:
    """Take the next act, which is the one clear button of the case's page."""
    page.goto(f"/cases/{number}/")
    page.locator("main a.button--primary").filter(has_text=act).click()
    page.locator("dialog[open]").get_by_role("button", name=act, exact=True).click()
    expect(page.locator("main .status").first).to_have_text(stage)


def not_his_turn(page: Page, number: str) -> None:
    page.goto(f"/cases/{number}/")
    expect(page.get_by_text("本案现在不由您办理")).to_be_visible()
    expect(page.locator("main a.button--primary")).to_have_count(0)


def investigate(page: Page, number: str) -> None:
    """Waive what is to be found out, take over what was declared, run the means test."""
    page.goto(f"/cases/{number}/tasks/")
    tasks = [str(link.get_attribute("href")) for link in page.locator("main table a.row-link").all()]
    for task in tasks:
        page.goto(task)
        page.get_by_label("免做的理由").fill("浏览器测试")
        page.get_by_role("button", name="注明免做").click()
    page.goto(f"/cases/{number}/figures/")
    page.get_by_role("button", name="按申报核定").last.click()
    page.get_by_role("link", name="去测算").click()
    page.get_by_role("button", name="测算", exact=True).click()
    expect(page.get_by_text("低于低保标准")).to_be_visible()


def end_notice(page: Page, notice: str, photo: Path) -> None:
    page.goto(f"/cases/notices/{notice}/")
    page.locator("main input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="上传末日照片").click()
    page.get_by_role("button", name="结束公示").click()
    expect(page.get_by_text("公示已结束，公示单和照片已归入各户。")).to_be_visible()


def test_application_goes_from_the_first_entry_to_the_filed_pouch(
    visit: Visit, county: Archive, tmp_path: Path
) -> None:
    assistant, handler, head, county_head = (visit(user) for user in ("minqiang", "sheli", "shelifuze", "xianfuze"))
    number = declare(assistant)
    take(handler, number, "受理", "已受理")
    not_his_turn(assistant, number)
    assert assistant.goto(f"/cases/{number}/figures/").status in (403, 404)  # type: ignore[union-attr]
    take(handler, number, "启动调查", "调查核对中")
    investigate(handler, number)
    not_his_turn(county_head, number)
    take(handler, number, "调查完成，提交初审", "待初审")
    not_his_turn(handler, number)
    take(head, number, "初审同意，提交公示", "待公示")

    photo = tmp_path / "末日.jpg"
    sheet(f"公示 {number}").save(photo)
    end_notice(handler, county.act("tests.e2e.hung_up", number), photo)
    take(handler, number, "报县", "已报县")
    take(visit("xianjingban"), number, "县接收审核", "县审核中")
    take(county_head, number, "审核确认", "已确认")
    for title in PAPERS_OF_DECISION:
        expect(county_head.locator("#papers tr").filter(has_text=title)).to_contain_text("件")
    handler.goto(f"/cases/{number}/")
    expect(handler.get_by_role("link", name="登记送达")).to_be_visible()
    handler.get_by_role("link", name=f"{NAME}户").click()
    expect(handler.get_by_text("在保").first).to_be_visible()
