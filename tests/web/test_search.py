"""The search box and the page of everything found."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hudang.households.models import Household
from tests.factories.households import make_household
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(people: People) -> Household:
    return make_household("王德贵", number=31)


def test_suggestions_are_grouped_and_masked(people: People, home: Household) -> None:
    answer = signed_in(people.handler).post(reverse("search:suggest"), {"q": "民"})
    assert "民强村" in text_of(answer)
    answer = signed_in(people.handler).post(reverse("search:suggest"), {"q": "王"})
    page = answer.content.decode()
    assert "家庭与成员" in page
    assert f'href="/households/{home.code}/"' in page
    assert home.members.get().person.identity_masked in page
    assert home.members.get().person.identity not in page
    nothing = signed_in(people.neighbour).post(reverse("search:suggest"), {"q": "王德贵"})
    assert home.code not in nothing.content.decode()
    assert "没有找到" in text_of(nothing)


def test_the_page_of_results_needs_no_script(people: People, home: Household) -> None:
    client = signed_in(people.handler)
    sent = client.post(reverse("search:results"), {"q": "王德"}, follow=True)
    assert sent.redirect_chain[0][0].startswith("/search/?q=")
    assert f"/households/{home.code}/" in sent.content.decode()
    assert "要找什么" in text_of(client.get(reverse("search:results")))
    assert "没有找到" in text_of(client.get(reverse("search:results"), {"q": "查无此人"}))


def test_a_whole_number_opens_its_page_and_never_stays_in_the_address(people: People, home: Household) -> None:
    client, identity = signed_in(people.handler), home.members.get().person.identity
    for typed in (identity, home.code):
        assert client.post(reverse("search:results"), {"q": typed})["Location"] == f"/households/{home.code}/"
    for ask in (client.get, client.post):
        assert ask(reverse("search:results"), {"q": "220882195001010019"})["Location"].endswith("?q=010019")


def test_markup_in_what_is_typed_stays_text(people: People) -> None:
    answer = signed_in(people.handler).post(reverse("search:suggest"), {"q": "<img src=x>"})
    assert "<img" not in answer.content.decode()
