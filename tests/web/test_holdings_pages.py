"""七种视图: the filters stay while the view changes, and a group opens its households."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINFU, MINQIANG, People
from tests.web.browsing import signed_in, text_of

HOLDINGS = "/holdings/"


@pytest.fixture
def client(people: People) -> Client:
    make_bureau()
    make_file(make_household("王德贵", number=7))
    make_household("无袋户", village=MINFU, number=4)
    return signed_in(people.handler)


def test_switching_keeps_the_filters(client: Client) -> None:
    page = client.get(HOLDINGS, {"by": "year", "division": MINQIANG, "state": "paid"})
    assert [view["url"] for view in page.context["views"]][2] == f"?by=class&division={MINQIANG}&state=paid"
    assert "共 1 户，换一种视图总户数不变" in text_of(page)


def test_every_view_opens_with_the_same_total(client: Client) -> None:
    for view in ("household", "box", "class", "year", "material", "retention", "location"):
        assert "共 2 户" in text_of(client.get(HOLDINGS, {"by": view})), view
    assert "不重复计算的总户数是 2 户" in text_of(client.get(HOLDINGS, {"by": "material"}))


def test_a_group_lists_its_households(client: Client) -> None:
    words = text_of(client.get(HOLDINGS, {"by": "box", "group": "none"}))
    assert "村盒：没有户袋" in words and "无袋户" in words and "王德贵" not in words


@pytest.mark.parametrize(
    "query", [{"by": "colour"}, {"by": "year", "group": "1850"}, {"by": "box", "group": "'"}, {"division": FENGSHOU}]
)
def test_what_is_not_there_is_not_found(client: Client, query: dict[str, str]) -> None:
    assert client.get(HOLDINGS, query).status_code == 404
