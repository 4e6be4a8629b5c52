"""In the village without network: twenty visits with photographs are kept, and arrive once each, in order."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, WAIT
from tests.e2e.served import Archive

pytestmark = pytest.mark.e2e
PIN = "736251"
COUNT = 20
# fills a visit through the page's own functions, as fingers would, and finishes it
FILL = """async ([household, picture]) => {
  const { app, visit, vault, checks } = window.visits;
  const stop = app.state.bundle.stops.find((each) => each.household === household);
  await app.acts.begin(stop, stop.sheets[0], "HOME");
  const made = app.state.mine.at(-1);
  const screen = new visit.Screen(made, app.tools);
  document.getElementById("main").replaceChildren(screen.draw());
  Object.assign(made.content, {
    seen: "yes", food: "2", clothes: "2", house: "2", warmth: "3", health_change: "无", received: made.content.due,
    difference: "0", difference_reason: "1", recheck: "no", subject_signature: made.head,
  });
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  await screen.addPhoto(new File([bytes], "门.jpg", { type: "image/jpeg" }));
  await screen.finish();
  return [made.state, made.faults, checks.faultsOf(made, app.state.bundle)];
}"""

# what the telephone says without network of an end before the beginning, of tomorrow, of too few neighbours, of an amount
WRONG = """() => {
  const { app, checks } = window.visits;
  const made = app.state.mine.at(-1);
  const day = (ahead) => checks.dayOf(new Date(Date.now() + ahead * 86400000));
  const told = (content, rest) => Object.values(checks.faultsOf({ ...made, ...rest, content: { ...made.content, ...content } }, app.state.bundle));
  return [
    told({ visited_at: day(-1) + " 09:30", until: "09:00" }), told({ visited_at: day(1) + " 09:00", until: "09:30" }),
    told({}, { neighbours_wanted: 2 }), told({ received: "三百" }), told({ received: "1", difference_reason: "1" }),
  ];
}"""


@pytest.fixture
def phone(playwright_of_session: Playwright, county: Archive, tmp_path: Path) -> Iterator[Any]:
    """Open the telephone's browser on its own profile; opened again, it is the same telephone."""
    opened: list[BrowserContext] = []

    def launch() -> tuple[BrowserContext, Page]:
        context = playwright_of_session.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
            locale="zh-CN",
            base_url=county.url,
        )
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context, context.new_page()

    yield launch
    for context in opened:
        context.close()


def unlock(page: Page) -> None:
    page.get_by_label("口令", exact=True).fill(PIN)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("今天走访")


def enter(page: Page, user: str) -> None:
    page.goto("/sign-in/?next=/visits/app/")
    page.get_by_label("用户名").fill(user)
    page.get_by_label("密码").fill("Hudang-2026")
    page.get_by_role("button", name="登录").click()


def kept(page: Page) -> list[list[str]]:
    """Return household and state of each visit on the telephone, in order."""
    found: list[list[str]] = page.evaluate(
        "async () => (await window.visits.vault.all('visit')).map((each) => [each.household, each.state])"
    )
    return found


def arrived(county: Archive, households: list[str]) -> list[dict[str, Any]]:
    """Return the visits of these households in the archive, in the order in which they were handed in."""
    found: list[dict[str, Any]] = json.loads(county.act("tests.e2e.route", "arrived"))
    return [each for each in found if each["household"] in households]


def photograph(tmp_path: Path) -> str:
    path = tmp_path / "door.jpg"
    Image.effect_noise((2000, 1500), 60).convert("RGB").save(path, quality=70)
    return base64.b64encode(path.read_bytes()).decode()


def test_twenty_visits_without_network(phone: Any, county: Archive, tmp_path: Path) -> None:
    households = json.loads(county.act("tests.e2e.route", "make", "minqiang", str(COUNT)))
    context, page = phone()
    enter(page, "minqiang")
    page.get_by_label("口令", exact=True).fill(PIN)
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="设置口令").click()
    expect(page.locator(f'.stop[href$="{households[-1]}"]')).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    # no network: the page opens from the telephone, visits are filled in
    context.set_offline(True)
    page.reload()
    unlock(page)
    expect(page.locator("#line")).to_have_text("没有网络")
    picture = photograph(tmp_path)
    for household in households:
        state, faults, missing = page.evaluate(FILL, [household, picture])
        assert (state, faults, missing) == ("ready", {}, {})
    assert arrived(county, households) == []
    stored = page.evaluate(
        "async () => new Promise((done) => { const asked = indexedDB.open('hudang-visits-' + window.visits.vault.current().user);"
        "asked.onsuccess = () => { const rows = asked.result.transaction('sealed').objectStore('sealed').getAll();"
        "rows.onsuccess = () => done(rows.result.map((row) => new TextDecoder().decode(row.data)).join('')); }; })"
    )
    assert "孙甲" not in stored, "nothing lies in clear on the telephone"

    # the browser is closed; opened again without network, everything is there
    context.close()
    context, page = phone()
    context.set_offline(True)
    page.goto("/visits/app/")
    unlock(page)
    assert kept(page) == [[household, "ready"] for household in households]

    # the line comes back, and breaks in the middle of sending; the session is over, too
    count = {"photos": 0}

    def breaks(route: Route) -> None:
        count["photos"] += 1
        if count["photos"] == 6:
            route.fetch()  # it arrives, and the answer is lost
            context.set_offline(True)
        route.abort() if count["photos"] >= 6 else route.continue_()

    context.set_offline(False)
    page.evaluate("window.visits.app.contact(false)")
    expect(page.get_by_text("登录已过期")).to_be_visible()
    context.route("**/visits/app/photo/", breaks)
    enter(page, "minqiang")
    unlock(page)
    expect(page.locator("#line")).to_have_text("没有网络")
    assert 0 < len(arrived(county, households)) < COUNT
    context.unroute("**/visits/app/photo/")
    context.set_offline(False)
    page.evaluate("window.visits.app.contact(false)")
    expect(page.locator(".visits__sent li")).to_have_count(COUNT, timeout=60_000)
    assert [(each["household"], each["photos"]) for each in arrived(county, households)] == [
        (code, 1) for code in households
    ]


def test_what_both_changed_is_decided_and_a_full_telephone_says_so(phone: Any, county: Archive) -> None:
    (household,) = json.loads(county.act("tests.e2e.route", "begun", "minqiang", "1"))
    _, page = phone()
    enter(page, "minqiang")
    page.get_by_label("口令", exact=True).fill(PIN)
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="设置口令").click()
    page.locator(f'.stop[href$="{household}"]').click()
    page.get_by_role("button", name="接着填写").click()
    page.get_by_label("健康变化").fill("手机上写的")
    county.act("tests.e2e.route", "change", household)
    page.evaluate("""async () => {
      const { app, vault } = window.visits;
      location.hash = "#/";
      let made;
      // what was typed is kept when the fingers have rested
      do {
        await new Promise((done) => setTimeout(done, 50));
        [made] = (await vault.all("visit")).slice(-1);
      } while (made.content.health_change !== "手机上写的");
      await vault.put("visit", made.key, { ...made, content: { ...made.content, health_change: "手机上写的" }, state: "ready" }, made.order);
      app.state.mine = await vault.all("visit");
      await app.contact(false);
    }""")
    page.get_by_text("两边都改过").first.click()
    expect(page.locator(".versus--both")).to_contain_text("系统里写的")
    expect(page.locator(".versus--both")).to_contain_text("手机上写的")
    send = page.get_by_role("button", name="按选定的内容发送")
    expect(send).to_be_disabled()
    page.locator(".versus--both label", has_text="系统里写的").click()
    send.click()
    expect(page.get_by_text("两边都改过")).to_have_count(0)
    page.evaluate("navigator.storage.estimate = async () => ({ usage: 9_000_000, quota: 10_000_000 })")
    page.goto("/visits/app/#/phone")
    page.goto("/visits/app/#/")
    expect(page.get_by_text("手机存储快满了")).to_be_visible()


def test_nobody_at_home_is_noted_two_visits_meet_and_a_full_disk_loses_nothing(
    phone: Any, county: Archive, tmp_path: Path
) -> None:
    household, other = json.loads(county.act("tests.e2e.route", "make", "minqiang", "2", "8300"))
    context, page = phone()
    enter(page, "minqiang")
    page.get_by_label("口令", exact=True).fill(PIN)
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="设置口令").click()
    expect(page.locator(f'.stop[href$="{household}"]')).to_be_visible()
    context.set_offline(True)
    page.locator(f'.stop[href$="{household}"]').click()
    page.get_by_role("button", name="记下没联系上").click()
    expect(page.get_by_text("请写明情况")).to_be_visible()
    page.get_by_label("情况").fill("敲门无人，邻居说去女儿家了")
    page.get_by_role("button", name="记下没联系上").click()
    expect(page.locator(".visits__count")).to_contain_text("1 份待发送")

    # a visit is made while a colleague hands his in: both are kept, and the township decides
    page.evaluate(FILL, [other, photograph(tmp_path)])
    expect(page.locator(".visits__count")).to_contain_text("2 份待发送")
    late, ahead, alone, words, less = page.evaluate(WRONG)
    assert "结束时间早于开始时间，请改正。" in late
    assert "结束时间在现在以后，请改成实际结束的时间。" in ahead
    assert alone == ["须访问 2 名邻居，现在有 0 名，请补访或写明理由。"]
    assert words == ["实收应填数字，例如 315.50。"]
    assert less == ["实收与应发不一致，请选择差因。"]
    county.act("tests.e2e.route", "meets", other, "sheli")
    context.set_offline(False)
    page.evaluate("window.visits.app.contact(false)")
    expect(page.locator(".visits__count")).to_contain_text("没有待发送的")
    expect(page.locator(".visits__sent")).to_contain_text("由乡镇对照后选定")
    assert json.loads(county.act("tests.e2e.route", "tried", household)) == ["敲门无人，邻居说去女儿家了"]

    # from now on the disk takes nothing more
    page.locator(f'.stop[href$="{household}"]').click()
    page.get_by_role("button", name="家访", exact=True).click()
    expect(page.get_by_label("健康变化")).to_be_visible()
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    page.get_by_label("实收").fill("３２０ 元")
    page.get_by_label("健康变化").fill("手上还有没存的")
    expect(page.get_by_label("实收")).to_have_value("320")
    expect(page.locator("#says")).to_contain_text("手机存储已满，这一步没有存下")
    expect(page.get_by_label("健康变化")).to_have_value("手上还有没存的")
