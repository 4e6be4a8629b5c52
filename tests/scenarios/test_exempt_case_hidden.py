"""免公示案: no list, search, calendar, home page or export says anything of it to those who are not named."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from hudang.archives.models import Box
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import submit
from hudang.casework.actions.investigating import start_investigation
from hudang.casework.actions.keeping_out import make_exempt
from hudang.casework.models import Case
from tests.factories.cases import declaration, draft
from tests.factories.decisions import ready
from tests.people import COUNTY, MINQIANG, People, make_user
from tests.web.test_access_matrix import ADDRESSES

pytestmark = pytest.mark.django_db
NAME, REASON = "隋免之", "依规定免公示（疾病）"
# what is asked of pages that search, beside the page as it opens
ASKED = {
    "search:results": {"q": NAME},
    "casework:list": {"q": NAME},
    "households:list": {"q": NAME},
    "casework:new": {"q": NAME},
}


@pytest.fixture
def exempt(people: People) -> Case:
    ready(people)
    declared = declaration()
    declared["members"][0]["name"] = NAME
    case = draft(people.county_handler, declared)
    return make_exempt(actor=people.county_handler, number=case.number, reason=REASON, readers=[])


def strangers(people: People) -> list[User]:
    """Those who must not learn of it: of the village, of the township, of the county."""
    other = make_user("xianjing2", Post.COUNTY_HANDLER, COUNTY, "县经办乙")
    return [people.assistant, people.handler, people.township_head, people.county_head, other]


def text_of(response: HttpResponseBase) -> str:
    """Return what an answer says; a workbook by the texts in it."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def told(client: Client, person: User, words: list[str]) -> list[str]:
    """Return the addresses without arguments that say one of the words to a person."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    found = []
    for address in ADDRESSES:
        if address.arguments or "GET" not in getattr(address.view, "door_methods", ()) or not address.may(person):
            continue
        text = text_of(client.get(reverse(address.name)))
        found += [f"{person.username} {address.name} {word}" for word in words if word in text]
    for name, asked in ASKED.items():
        text = text_of(client.get(reverse(name), asked))
        found += [f"{person.username} {name}? {word}" for word in words if word != NAME and word in text]
    return found


def test_nobody_else_learns_of_an_exempt_application(people: People, client: Client, exempt: Case) -> None:
    submit(actor=people.county_handler, number=exempt.number)
    for person in strangers(people):
        assert told(client, person, [exempt.number, REASON, NAME]) == []


def test_nobody_else_learns_of_an_exempt_case_that_is_investigated(
    people: People, client: Client, exempt: Case
) -> None:
    submit(actor=people.county_handler, number=exempt.number)
    accept(actor=people.county_handler, number=exempt.number)
    case = start_investigation(actor=people.county_handler, number=exempt.number)
    assert case.household is not None
    code = case.household.code
    for person in [*strangers(people), people.archivist]:
        assert told(client, person, [exempt.number, REASON, NAME, code]) == []
        for name in ("households:detail", "households:sheet", "households:history", "benefits:household"):
            assert client.get(reverse(name, args=[code])).status_code in (403, 404), name


def test_a_household_that_was_known_is_gone_from_its_village(people: People, client: Client) -> None:
    ready(people)
    declared = declaration()
    declared["members"][0]["name"] = NAME
    number = draft(people.handler, declared).number
    submit(actor=people.handler, number=number)
    accept(actor=people.handler, number=number)
    case = make_exempt(actor=people.county_handler, number=number, reason=REASON, readers=[])
    assert case.household is not None and case.file is not None
    for person in [*strangers(people), people.archivist]:
        assert told(client, person, [number, REASON, NAME, case.household.code]) == []
    client.force_login(people.county_handler, backend="django.contrib.auth.backends.ModelBackend")
    assert NAME in text_of(client.get(reverse("households:detail", args=[case.household.code])))
    client.force_login(people.handler, backend="django.contrib.auth.backends.ModelBackend")
    left = Box.objects.get(village_code=MINQIANG)
    assert NAME not in text_of(client.get(reverse("archives:box", args=[left.pk])))
