"""Every address of the URLconf × every person: who gets in, who is refused, who must not even learn that it exists.

What decides is the status. A page is drawn for the first and the last person whom it lets in, but not again for the
neighbour's object; what answers a form is drawn once, the page of a refusal once for each person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.template import engines, loader
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from tests.people import SHELI, make_divisions, make_people, make_user
from tests.web.objects import POSTED, Target, World, make_world, maker_for

pytestmark = pytest.mark.django_db
# open to those who have not signed in; whatever else they may do is tested with these pages
WITHOUT_DOOR = {
    "accounts:sign-in",
    "accounts:first-run",
    "training:ask-proof",
    "training:verify",
    "recertification:ics",
    "recertification:app-standing",
}
# shown, done, led on, or refused by a sentence because an empty form was sent
LET_IN = {200, 204, 302, 400, 409, 422}
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Address:
    """One entry of the URLconf."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        return tuple(self.view.door_methods)

    def may(self, person: User) -> bool:
        any_of = self.view.door_any_of
        return all(person.may(right) for right in self.view.door_rights) and (
            not any_of or any(person.may(right) for right in any_of)
        )


def walk(patterns: list[Any], namespace: str = "") -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            arguments = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Address(f"{namespace}{pattern.name}", pattern.callback, arguments)


ADDRESSES = list(walk(get_resolver().url_patterns))
GUARDED = [address for address in ADDRESSES if address.name not in WITHOUT_DOOR]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Make everybody and everything once; each call takes back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_divisions()
        made = make_world(make_people())
        _COOKIES.update({person.pk: signed_in(person).cookies for person in made.people.everybody().values()})
        yield made
        transaction.set_rollback(True)
    _COOKIES.clear()
    _DRAWN.clear()


# of those who are in the world of this module: they sign in once, when it is made
_COOKIES: dict[int, SimpleCookie] = {}
# one for all calls: a client of its own would put the layers of the product together again for each
_CLIENT = Client()
REFUSALS = {"403.html", "404.html", "405.html"}
# the tags that take loader.render_to_string by name are loaded before it is replaced
engines.all()
# what was drawn for whom
_DRAWN: set[tuple[object, ...]] = set()
# the components take it by its name when the engine is made, which must be before anything stands in its place
engines.all()
_draw = loader.render_to_string


def signed_in(person: User | None) -> Client:
    client = _CLIENT
    client.cookies = SimpleCookie()
    if person and person.pk in _COOKIES:
        client.cookies = _COOKIES[person.pk].copy()
    elif person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def drawn_once(key: tuple[object, ...]) -> Callable[..., str]:
    """Return what draws a template unless it was drawn for this key; refusals look alike at every address."""

    def draw(template_name: Any, *arguments: Any, **named: Any) -> str:
        known = (template_name, *(key[:1] if template_name in REFUSALS else key))
        if known in _DRAWN:
            return ""
        _DRAWN.add(known)
        return _draw(template_name, *arguments, **named)

    return draw


def call(
    address: Address,
    targets: dict[str, Target],
    method: str,
    person: User | None,
    data: dict[str, str] | None = None,
    drawn: bool = True,
) -> HttpResponseBase:
    """Call an address as somebody, and take back whatever it changed."""
    url = reverse(address.name, kwargs={name: target.value for name, target in targets.items()})
    drawn_for = person.pk if person and method == "GET" else 0
    once = drawn_once((drawn_for, address.name, method, str(data))) if drawn else lambda *_, **__: ""
    with transaction.atomic(), patch.object(loader, "render_to_string", once):
        client = signed_in(person)
        response: HttpResponseBase = client.get(url) if method == "GET" else client.post(url, data or {})
        response.close()
        transaction.set_rollback(True)
    return response


def targets_of(address: Address, world: World, person: User, own: bool) -> dict[str, Target]:
    made = {}
    for argument in address.arguments:
        maker = maker_for(address.name, argument)
        assert maker is not None, f"{address.name} needs a maker for <{argument}> in tests/web/objects.py"
        made[argument] = maker(world, person, own)
    return made


def expected(address: Address, person: User, targets: dict[str, Target], method: str) -> set[int]:
    if method not in address.methods:
        return {405}
    if not address.may(person):
        return {403}
    if not all(target.visible for target in targets.values()):
        return {404}
    return LET_IN


def test_every_address_has_a_name_and_a_door() -> None:
    nameless = [address for address in ADDRESSES if address.name.endswith("None")]
    doorless = [a.name for a in ADDRESSES if not hasattr(a.view, "door_rights") and a.name not in WITHOUT_DOOR]
    assert not nameless
    assert not doorless
    assert len(ADDRESSES) > 40


def test_names_are_not_given_twice() -> None:
    names = [address.name for address in ADDRESSES]
    assert len(set(names)) == len(names)


def tried(address: Address, person: User, number: int, own: bool) -> tuple[str, ...]:
    """Return by which methods somebody tries an address.

    What the view takes is tried by all whom it lets in, at both objects. Rights and methods are looked at before the
    object: of those without the right each tries one method, at the own object, and one person what is not taken.
    """
    methods = address.methods
    not_taken = tuple(set(METHODS) - set(methods)) if own and number == 0 else ()
    if address.may(person):
        return methods + not_taken
    return (methods[number % len(methods)], *not_taken) if own else ()


@pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.name)
def test_address(address: Address, world: World) -> None:
    wrong = []
    let_in = [person for person in world.people.everybody().values() if address.may(person)]
    reached = False
    for number, (who, person) in enumerate(world.people.everybody().items()):
        for own in (True, False) if address.arguments else (True,):
            if not (methods := tried(address, person, number, own)):
                continue
            targets = targets_of(address, world, person, own)
            if not own and all(target.visible for target in targets.values()):
                # of those who reach both objects one is enough
                if reached:
                    continue
                reached = True
            data = POSTED[address.name](world, own) if address.name in POSTED else None
            for method in methods:
                drawn = person in (*let_in[:1], *let_in[-1:]) or person not in let_in
                status = call(address, targets, method, person, data, drawn).status_code
                wanted = expected(address, person, targets, method)
                if status not in wanted:
                    wrong.append(f"{method} {who} {'own' if own else 'other'}: {status}, not {sorted(wanted)}")
    assert not wrong, "\n".join([address.name, *wrong])


def test_nobody_gets_in_without_signing_in(world: World) -> None:
    for address in GUARDED:
        targets = targets_of(address, world, world.people.handler, True)
        for method in METHODS:
            response = call(address, targets, method, None)
            assert response.status_code == 302, address.name
            assert response["Location"].startswith("/sign-in/?next="), address.name


def test_a_password_that_must_be_changed_comes_first(world: World) -> None:
    new = make_user("xinren", Post.TOWNSHIP_HANDLER, SHELI, "新经办")
    new.must_change_password = True
    new.save()
    for address in GUARDED:
        if "GET" in address.methods and address.may(new):
            response = call(address, targets_of(address, world, world.people.handler, True), "GET", new)
            if address.name == "accounts:password":
                assert response.status_code == 200
            else:
                assert (response.status_code, response.get("Location")) == (302, "/password/"), address.name
