"""档案墙: one page for all shelves, narrowed by place and by words also without script."""

from __future__ import annotations

import pytest
from django.test import Client

from hudang.archives.models import Box
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

WALL = "/wall/"


@pytest.fixture
def client(people: People) -> Client:
    make_bureau()
    make_file(make_household("王德贵", number=7))
    make_file(make_household("赵永福", village=XINTIAN, number=3))
    return signed_in(people.county_handler)


def test_every_spine_says_what_it_is_and_opens_its_box(client: Client) -> None:
    page = client.get(WALL)
    box = Box.objects.get(village_code=MINQIANG)
    html = page.content.decode()
    assert f'href="/boxes/{box.pk}/"' in html
    assert 'aria-label="舍力镇民强村 01 盒，1 袋，齐全 0%，1 袋缺件"' in html
    assert "民富村" in html and "无盒" in html
    assert [shelf.township for shelf in page.context["shelves"]] == ["丰收镇", "舍力镇"]
    assert page.context["totals"] == {"villages": 3, "boxes": 2, "pouches": 2, "incomplete": 2}


def test_place_and_words_narrow_it(client: Client) -> None:
    def villages(**query: str) -> list[str]:
        return [s.village for shelf in client.get(WALL, query).context["shelves"] for s in shelf.spines]

    assert villages(division=SHELI) == ["民强村", "民富村"]
    assert villages(division=XINTIAN) == ["新田村"]
    assert villages(q="民强") == villages(q="mqc") == ["民强村"]
    assert "没有找到这样的盒" in text_of(client.get(WALL, {"q": "没有"}))


def test_another_division_is_not_offered(people: People, client: Client) -> None:
    assert signed_in(people.handler).get(WALL, {"division": FENGSHOU}).status_code == 404
