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
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, People

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
    assert client.post(reverse("archives:move-pouch", args=(pouch.pk,)), {"box": text}).status_code == 404
    assert client.get(reverse("archives:decide"), {"pages": text}).status_code == 409
    assert client.post(reverse("archives:decide"), {"pages": text}).status_code == 409
    assert client.post(reverse("archives:discard-queued"), {"pages": text, "reason": "空白页"}).status_code == 409
