"""首页: each figure is the length of the list that it opens; what to do next."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hudang.accounts.actions.upkeep import create_user
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from hudang.audit.log import Act, record, record_many
from hudang.quality.actions.checking import check_everything
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, SHELI, XINTIAN, People

LISTS = ("/households/", "/users/", "/missing/", "/audit/")


def as_person(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def number(text: str) -> int:
    return int(text.replace(",", ""))


def figures(page: str) -> dict[str, tuple[int, str]]:
    """Return value and address of each figure by its label."""
    found = {}
    for address, body in re.findall(r'<a href="([^"]+)" class="stat[^"]*">(.*?)</a>', page, re.DOTALL):
        words = re.sub(r"<[^>]+>", "|", body).split("|")
        label, value = [word.strip() for word in words if word.strip()][:2]
        if value != "—":
            found[label] = (number(value), address.replace("&amp;", "&"))
    return found


def total_of(page: str) -> int:
    found = re.search(r"共\s*<b>([\d,]+)</b>", page)
    return number(found[1]) if found else 0


@pytest.fixture
def county(people: People) -> People:
    make_bureau()
    for village, state in ((MINQIANG, "ACTIVE"), (MINFU, "ACTIVE"), (XINTIAN, "ACTIVE"), (MINQIANG, "APPLYING")):
        make_file(make_household(village=village, state=state))
    make_household(village=MINQIANG, state="STOPPED")
    return people


def test_each_figure_is_the_length_of_its_list(county: People) -> None:
    for person in (county.handler, county.neighbour, county.county_handler, county.system, county.security):
        client = as_person(person)
        shown = figures(client.get("/").content.decode())
        assert len(shown) >= 2
        for label, (value, address) in shown.items():
            if address.startswith(LISTS) and label != "月保障金":
                assert total_of(client.get(address).content.decode()) == value, (person.username, label)


def test_the_neighbour_counts_his_own(county: People) -> None:
    mine, theirs = (figures(as_person(p).get("/").content.decode()) for p in (county.handler, county.neighbour))
    assert (mine["在保家庭"][0], theirs["在保家庭"][0]) == (2, 1)
    assert (mine["缺材料"][0], theirs["缺材料"][0]) == (3, 1)


def test_what_to_do_next_changes_with_what_is_done(people: People) -> None:
    client = as_person(people.handler)
    assert "导入花名册" in client.get("/").content.decode()
    make_bureau()
    household = make_household()
    page = client.get("/").content.decode()
    assert "1 户在保家庭还没有户袋" in page
    make_file(household)
    page = client.get("/").content.decode()
    assert "还没有户袋" not in page
    assert "缺少必备材料" in page


def test_administrators_see_what_waits(people: People) -> None:
    people.auditor.delete()
    assert "开设审计员账号" in as_person(people.system).get("/").content.decode()
    create_user(
        actor=people.system,
        username="wang.min",
        display_name="王敏",
        post=Post.TOWNSHIP_HANDLER,
        division_code=SHELI,
        password="Chu-shi-2026",
    )
    page = as_person(people.security).get("/").content.decode()
    assert figures(page)["待授权"][0] == 1
    assert "王敏" in page


def test_home_costs_the_same_for_any_number(county: People, django_assert_max_num_queries: Any) -> None:
    client = as_person(county.handler)
    with django_assert_max_num_queries(36) as few:
        client.get("/")
    for _ in range(30):
        make_file(make_household())
    with django_assert_max_num_queries(len(few)):
        client.get("/")


def test_what_was_done_to_many_in_one_go_is_told_once(people: People) -> None:
    with transaction.atomic():
        record(people.handler, Act("edit_household", "household", "1", summary="修改电话"))
        record_many(
            people.handler,
            [Act("create_household", "household", str(n), summary="由花名册 六月.xlsx登记") for n in range(12)],
        )
    recent = as_person(people.handler).get("/").context["recent"]
    assert [row["entry"].summary for row in recent] == ["由花名册 六月.xlsx登记", "修改电话"]


def test_the_three_checks_show_no_nought_before_all_was_checked(people: People) -> None:
    client = as_person(people.handler)
    before = client.get("/").content.decode()
    assert ("有户无袋" in figures(before), "还没有全部查过" in before) == (False, True)
    check_everything()
    after = client.get("/").content.decode()
    assert (figures(after)["有户无袋"][0], "还没有全部查过" in after) == (0, False)
