"""/ui shows every component, and the look of the pages is kept with the account."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hudang.audit.models import AuditEntry
from tests.people import PASSWORD, People
from tests.web.browsing import signed_in

# what surrounds every page of the practice ground, shown nowhere else
AROUND = {"components/practice_bar.html"}
COMPONENTS = Path(__file__).resolve().parents[2] / "hudang" / "web" / "templates" / "components"


def test_the_page_of_components_shows_them_all(people: People) -> None:
    response = signed_in(people.assistant).get("/ui/")
    drawn = {template.name for template in response.templates}
    assert response.status_code == 200
    assert {f"components/{path.name}" for path in COMPONENTS.glob("*.html")} - drawn == AROUND


def test_a_look_is_kept_with_the_account_and_in_the_browser(people: People) -> None:
    client = signed_in(people.handler)
    response = client.post(
        "/look/", {"theme": "dark", "letters": "large"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert response.status_code == 204
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "theme": "dark",
        "density": "roomy",
        "letters": "large",
    }
    people.handler.refresh_from_db()
    assert people.handler.look["theme"] == "dark"
    assert AuditEntry.objects.get(action="choose_look").summary == "页面改为深色、大字"
    assert 'data-theme="dark" data-density="roomy" data-letters="large"' in client.get("/").content.decode()


def test_at_another_desk_the_look_comes_with_the_sign_in(people: People) -> None:
    signed_in(people.handler).post("/look/", {"density": "compact"})
    client = Client()
    client.cookies["theme"] = "dark"
    response = client.post("/sign-in/", {"username": people.handler.username, "password": PASSWORD})
    assert (response.cookies["density"].value, response.cookies["theme"].value) == ("compact", "light")


@pytest.mark.parametrize("chosen", [{}, {"theme": "pink"}, {"colour": "dark"}])
def test_what_nobody_offers_changes_nothing(people: People, chosen: dict[str, str]) -> None:
    response = signed_in(people.handler).post("/look/", chosen, headers={"Referer": "http://testserver/households/"})
    assert response["Location"] == "http://testserver/households/"
    people.handler.refresh_from_db()
    assert people.handler.look == {}
    assert not AuditEntry.objects.filter(action="choose_look").exists()
