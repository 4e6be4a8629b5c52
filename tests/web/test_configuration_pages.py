"""设置 pages: every kind can be listed, added after its effect was shown, changed, ended; schemes; the file."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hudang.archives.models import ClassificationScheme, Material, Requirement
from hudang.configuration.vocabulary import Kind
from hudang.kernel import clock
from hudang.web.shared.stale import opened_of
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client: Client, people: People) -> Client:
    make_bureau()
    client.login(username="xitong", password=PASSWORD)
    return client


@pytest.fixture
def archivist(system: Client) -> Client:
    system.login(username="dangan", password=PASSWORD)
    return system


def text(response: Any) -> str:
    return str(response.content.decode())


def shown_then_saved(client: Client, url: str, data: dict[str, Any]) -> Any:
    shown = client.post(url, data | {"act": "look"})
    assert "确认保存" in text(shown), text(shown)
    return client.post(url, data | {"act": "save", "seen": shown.context["seen"]}, follow=True)


def test_the_hub_and_every_list(system: Client) -> None:
    assert "初始方案" in text(system.get("/settings/"))
    for kind in Kind:
        assert system.get(f"/settings/{kind.value}/").status_code == 200
        assert system.get(f"/settings/{kind.value}/new/").status_code == 200
    assert system.get("/settings/secrets/").status_code == 404
    assert "M01" in text(system.get("/settings/material/?q=申请书"))


def test_nothing_is_saved_before_its_effect_was_shown(system: Client, people: People) -> None:
    make_file(make_household())
    data = {"material": "M72", "stage": "new", "need": "R", "valid_from": clock.today().isoformat()}
    shown = system.post("/settings/requirement/new/", data | {"act": "save", "seen": "x"})
    assert "1 个在用户袋将显示缺少这种材料" in text(shown)
    other = {"act": "save", "seen": shown.context["seen"], "stage": "edge"}
    assert "确认保存" in text(system.post("/settings/requirement/new/", data | other)), "other values were not seen"
    assert not Requirement.objects.filter(material__code="M72", need="R").exists()
    assert "已新增应有材料" in text(shown_then_saved(system, "/settings/requirement/new/", data))
    assert Requirement.objects.filter(material__code="M72", need="R").count() == 1


def test_a_requirement_is_ended_and_another_follows_it(system: Client) -> None:
    make_file(make_household())
    row = Requirement.objects.get(material__code="M20", stage="new")
    page = text(system.get(f"/settings/requirement/{row.pk}/"))
    assert "现有 1 个在用户袋缺这种材料" in page and f"?like={row.pk}" in page
    today = clock.today()
    system.post(f"/settings/requirement/{row.pk}/end/", {"until": today.isoformat(), "reason": "试行办法"})
    begun = system.get(f"/settings/requirement/new/?like={row.pk}").context["form"]
    assert (begun["material"].value(), begun["valid_from"].value()) == ("M20", today + timedelta(days=1))


def test_change_end_and_history(system: Client) -> None:
    found = Material.objects.get(code="M85")
    url = f"/settings/material/{found.pk}/"
    data = {"name": "其他材料", "position": "489", "aliases": "其它、杂项", "valid_from": "2021-07-01"}
    page = text(shown_then_saved(system, url, data))
    assert "修改设置" in page
    assert "其他材料" in page
    refused = system.post(f"{url}end/", {"until": clock.today().isoformat(), "reason": "停用"}, follow=True)
    assert "还在使用" in text(refused)
    assert system.post(f"{url}withdraw/").status_code in (302, 409)


def test_a_scheme_from_draft_to_force(archivist: Client) -> None:
    make_file(make_household("王德贵", assistance="01"))
    page = archivist.post("/settings/schemes/", {"name": "2027 年版"}, follow=True)
    scheme = ClassificationScheme.objects.get(number=2)
    assert "草案" in text(page)
    url = f"/settings/schemes/{scheme.pk}/"
    data = {
        "code": "CS", "name": "城市", "position": 1, "assistance": ["01"], "holder": "county", "medium": "paper",
        "retention": "D5", "access": "internal", "colour": "red", "label_style": "full",
    }  # fmt: skip
    assert "已保存CS 城市" in text(archivist.post(f"{url}classes/new/", data, follow=True))
    preview = text(archivist.get(f"{url}preview/"))
    assert "1 户将改变类别" in preview
    assert "王德贵" in preview
    assert archivist.get(f"{url}workbook/").headers["Content-Type"].endswith("sheet")
    adopted = archivist.post(f"{url}adopt/", {"valid_from": clock.today().isoformat()}, follow=True)
    assert "全部重新归类" in text(adopted)
    job = archivist.post(f"{url}apply/")
    assert job["Location"].startswith("/jobs/")


def test_the_file_goes_out_and_comes_in(archivist: Client) -> None:
    content = archivist.post("/settings/export/").content
    same = archivist.post("/settings/import/", {"file": io.BytesIO(content)})
    assert "与本县相同" in text(same)
    other = content.replace("低保申请书".encode(), "低保申请表".encode(), 1)
    plan = archivist.post("/settings/import/", {"file": io.BytesIO(other)})
    assert "低保申请书 → 低保申请表" in text(plan)
    done = archivist.post("/settings/import/confirm/", {"content": plan.context["content"]}, follow=True)
    assert "改变 1 条" in text(done)
    bad = archivist.post("/settings/import/", {"file": io.BytesIO(content.replace(b'"need": "R"', b'"need": "Z"'))})
    assert "“应有材料”第 1 条" in text(bad)
    assert "放置过久" in text(archivist.post("/settings/import/confirm/", {"content": "x"}, follow=True))


def test_lists_cost_the_same_for_any_number(system: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(15):
        system.get("/settings/requirement/")
    with django_assert_max_num_queries(30):
        system.get("/settings/")


def stands(page: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {"version": form["version"].value(), "opened": opened_of(form)}


def test_a_setting_that_another_changed_is_not_written_over(system: Client) -> None:
    url = f"/settings/material/{Material.objects.get(code='M85').pk}/"
    data = {"name": "其他材料", "position": "489", "aliases": "其它", "valid_from": "2021-07-01"}
    stale = stands(system.get(url))
    shown_then_saved(system, url, data | {"name": "别的材料"})
    look = system.post(url, data | stale | {"act": "look"})
    refused = system.post(url, data | stale | {"act": "save", "seen": look.context["seen"]})
    assert refused.status_code == 409
    assert "别的材料" in text(refused) and "其他材料" in text(refused)
    assert Material.objects.get(code="M85").name == "别的材料"
    fresh = data | stands(refused)
    assert "已保存" in text(shown_then_saved(system, url, fresh))


def test_a_class_that_another_changed_is_not_written_over(archivist: Client) -> None:
    archivist.post("/settings/schemes/", {"name": "2027 年版"})
    found = ClassificationScheme.objects.get(number=2).classes.all()[0]
    url = f"/settings/schemes/{found.scheme_id}/classes/{found.pk}/"
    page = archivist.get(url)
    data = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "", False)}
    assert archivist.post(url, data | {"name": "甲"}).status_code == 302
    assert archivist.post(url, data | {"name": "乙"}).status_code == 409
    found.refresh_from_db()
    assert found.name == "甲"
