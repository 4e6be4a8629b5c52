"""Requests that no page of ours sends: other methods, and numbers that are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hudang.accounts.models import User
from hudang.archives.models import Pouch
from hudang.audit.models import AuditEntry
from hudang.households.vocabulary import BenefitState
from hudang.platform.spreadsheets import defuse
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, SHELI, People

NO_NUMBERS = ["²", "9" * 30, "9" * 5000, "-1", "", "abc", "1 or 1=1", "١٢"]


def as_user(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _views(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def test_no_door_that_takes_posts_only_opens_to_head(people: People, rf: Any) -> None:
    closed = [view for view in _views(get_resolver().url_patterns) if getattr(view, "door_methods", ()) == ("POST",)]
    assert len(closed) > 15
    for view in closed:
        request = rf.head("/")
        request.user = people.system
        assert view(request).status_code == 405, view.__name__


def test_head_changes_nothing(people: People) -> None:
    client = as_user(people.system)
    assert client.head(reverse("accounts:reset", args=("jingban",))).status_code == 405
    assert client.head(reverse("accounts:list")).status_code == 200
    assert User.objects.get(username="jingban").check_password(PASSWORD)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_number_that_is_none_is_no_fault_of_the_server(people: People, text: str) -> None:
    make_bureau()
    pouch = Pouch.objects.get(file=make_file(make_household("王德贵", number=7)))
    client = as_user(people.handler)
    assert client.post(reverse("archives:move-pouches"), {"pouches": pouch.pk, "box": text}).status_code == 404
    assert client.get(reverse("archives:decide"), {"pages": text}).status_code == 409
    assert client.post(reverse("archives:decide"), {"pages": text}).status_code == 409
    assert client.post(reverse("archives:discard-queued"), {"pages": text, "reason": "空白页"}).status_code == 409


def test_numbers_of_pages_and_records(people: People) -> None:
    client = as_user(people.handler)
    for text in NO_NUMBERS:
        assert client.get(reverse("printing:records"), {"before": text}).status_code == 200
        asked = {"kind": "pouch-label", "division": SHELI, "labels": "a4-2x5", "spines": "a4", "skip": text}
        assert client.get(reverse("printing:preview"), asked).status_code == 200


def test_days_at_the_ends_of_the_calendar(people: People) -> None:
    client = as_user(people.auditor)
    for since, until in (("0001-01-01", "9999-12-31"), ("2026-02-30", "２０２６-０１-０１")):
        assert client.get(reverse("audit:list"), {"since": since, "until": until}).status_code == 200


@pytest.mark.parametrize("kept", ['{"path": "/", "fields": [["a", "\\ud800"]], "files": false}', "[" * 100_000])
def test_what_the_sign_in_page_is_told_to_keep(people: People, kept: str) -> None:
    answer = Client(raise_request_exception=False).post(reverse("accounts:sign-in"), {"kept": kept, "username": "a"})
    assert answer.status_code in (200, 302, 422)


def test_a_form_overtaken_with_a_broken_digest(people: People) -> None:
    household = make_household("王德贵", number=7)
    url = reverse("households:stop", args=(household.code,))
    sent = {"version": household.version - 1, "stop_reason": "01", "on": "2026-06-30", "reason": "不再符合条件"}
    assert as_user(people.handler).post(url, sent | {"opened": "[" * 100_000}).status_code in (200, 409)


def test_a_bulk_act_on_paper_that_is_none_and_by_a_long_address(people: People) -> None:
    make_bureau()
    for number, name in enumerate(("王德贵", "李春花"), start=7):
        make_file(make_household(name, number=number))
    client = as_user(people.handler)
    sent = {"act": "print", "everything": "1", "labels": "<x>", "query": "view=all"}
    assert client.post(reverse("households:bulk-start"), sent).status_code == 302
    # filters at the end of a long address must not be lost: the act would fall on everybody
    narrowed = f"x={'a' * 1200}&q=李春花"
    page = client.post(reverse("households:bulk"), {"act": "classify", "everything": "1", "query": narrowed})
    assert page.context["total"] == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "２０２６"])
def test_days_on_which_nothing_can_have_happened(people: People, day: str) -> None:
    make_bureau()
    household = make_household("王德贵", number=7)
    make_file(household)
    sent = {"version": household.version, "stop_reason": "01", "on": day, "reason": "不再符合条件"}
    page = as_user(people.handler).post(reverse("households:stop", args=(household.code,)), sent)
    assert page.status_code == 200
    assert (
        as_user(people.handler).get(reverse("households:detail", args=(household.code,)), {"on": day}).status_code
        == 200
    )
    household.refresh_from_db()
    assert household.state == BenefitState.ACTIVE


@pytest.mark.parametrize("sign", [*"=+-@\t\r\n", *"＝＋－＠"])
def test_no_cell_begins_as_a_formula(sign: str) -> None:
    assert defuse(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


def test_as_many_rows_as_nobody_can_fill_in(people: People) -> None:
    household = make_household("王德贵", number=7)
    for text in NO_NUMBERS:
        sent = {"rows": text, "version": household.version, "since": "2026-06-30"}
        page = as_user(people.handler).post(reverse("households:incomes", args=(household.code,)), sent)
        assert page.status_code == 200


def test_a_text_too_long_for_an_address_is_searched_by_its_beginning(people: People) -> None:
    for text in ("王" * 100_000, "\u202e王\x00", "%_*'\"--"):
        answer = as_user(people.handler).post(reverse("search:results"), {"q": text}, follow=True)
        assert answer.status_code == 200
        assert as_user(people.handler).post(reverse("search:suggest"), {"q": text}).status_code == 200
