"""One search box: name, pinyin, identity number or its tail, household code, phone, certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.households.models import Household, HouseholdMember, NameToken
from hudang.households.names import INSIDE, TOKEN_LENGTH
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code
from hudang.kernel.identity import IdentityNumber, mask_identity, parse_identity, tidy_identity
from hudang.kernel.text import clean_name
from hudang.kernel.variants import fold_name
from hudang.platform.digests import lookup_hash
from hudang.platform.prefixes import begins

_TAIL = re.compile(r"\d{3,5}[\dX]")
_CODE_PART = re.compile(r"\d{9,16}")
_PHONE = re.compile(r"1[3-9]\d{5,9}|0?\d{2,4}-?\d{7,8}|\d{7,8}")
_LETTERS = re.compile(r"[A-Z]+")
_ACCOUNT = re.compile(r"\d{15,25}")
Keys = QuerySet[Any, Any]
_STORED_TAIL = 4
_LOGGED_WHOLE = 7
_CERTIFICATE_PART = 5
_HOUSEHOLD_CODE = 16


@dataclass
class Sought:
    """What a text asks for: members, households, or a name; each alone is enough."""

    members: list[Q] = field(default_factory=list)
    households: list[Q] = field(default_factory=list)
    name: str = ""


def sought(user: User, text: str) -> Sought | None:
    """Return what is asked for by what was typed into the search box; ``None`` when it says nothing."""
    typed, found = tidy_identity(text), Sought()
    if not typed:
        return None
    parsed = parse_identity(typed, clock.today())
    if isinstance(parsed, IdentityNumber):
        return Sought(members=[Q(person__identity_hash=lookup_hash(parsed.number, "identity"))])
    if fold_name(text) and (not typed.isascii() or _LETTERS.fullmatch(typed)):
        found.name = text
    if typed.isascii():
        _ask_for_numbers(user, typed, found)
    return found


def _ask_for_numbers(user: User, typed: str, found: Sought) -> None:
    if _TAIL.fullmatch(typed):
        found.members.append(Q(until=None) & _with_tail(user, typed))
    if _CODE_PART.fullmatch(typed):
        found.households.append(_with_code(typed))
    if _PHONE.fullmatch(typed):
        found.members.append(Q(until=None) & begins("phone", typed))
        found.households.append(begins("phone", typed))
    if _ACCOUNT.fullmatch(typed):
        found.households.append(Q(account_hash=lookup_hash(typed, "account")))
    if len(typed) >= _CERTIFICATE_PART or found == Sought():
        found.households.append(begins("certificate_no", typed))


def _with_tail(user: User, tail: str) -> Q:
    """Find by the last four to six characters; beyond four the few candidates are compared in clear."""
    condition = Q(person__identity_tail=tail[-_STORED_TAIL:])
    if len(tail) == _STORED_TAIL:
        return condition
    rows = HouseholdMember.objects.filter(condition, within(user, "household__village_code"), until=None)
    pairs = rows.values_list("pk", "person__identity")
    return Q(pk__in=[pk for pk, identity in pairs if identity.endswith(tail)])


def _with_code(text: str) -> Q:
    if len(text) == _HOUSEHOLD_CODE:
        return Q(code=text)
    return Q(code__gte=text, code__lt=str(int(text) + 1).zfill(len(text)))


def token_ranges(text: str) -> tuple[Q, ...]:
    """Return the filters of ``NameToken`` for names that begin with the text, and for those that hold it later."""
    token = fold_name(text)[:TOKEN_LENGTH]
    if not token:
        return ()
    # letters are pinyin or initials, which are spelled from the beginning only
    return (begins("token", token),) if token.isascii() else (begins("token", token), begins("token", INSIDE + token))


def _households_named(text: str) -> Iterator[Keys]:
    for tokens in token_ranges(text):
        people = NameToken.objects.filter(tokens).values("person")
        yield HouseholdMember.objects.filter(until=None, person__in=people).values_list("household")
    # a household without members is known by the name of the head it had
    yield Household.objects.filter(begins("head_name", clean_name(text))).values_list("pk")


def matching(user: User, text: str) -> Q:
    """Return the filter of households for what was typed; the empty text matches everything.

    Each way of finding asks its own index; joined by OR, the database would read the county instead.
    """
    wanted = sought(user, text)
    if wanted is None:
        return Q()
    ways: list[Keys] = []
    if wanted.households:
        ways += [Household.objects.filter(way).values_list("pk") for way in wanted.households]
    if wanted.members:
        ways += [HouseholdMember.objects.filter(way).values_list("household") for way in wanted.members]
    if wanted.name:
        ways += _households_named(wanted.name)
    first, *others = (way.order_by() for way in ways)
    return Q(pk__in=first.union(*others) if others else first)


def typed_for_log(text: str) -> str:
    """Return what was searched for as the log may keep it: long numbers masked."""
    typed = tidy_identity(text)
    return mask_identity(typed) if len(typed) >= _LOGGED_WHOLE and typed[:-1].isdigit() else text


def is_private(text: str) -> bool:
    """Tell whether the text is a whole identity or account number, which must not stay in an address."""
    typed = tidy_identity(text)
    if len(typed) == _HOUSEHOLD_CODE and is_division_code(typed[:12]):
        return False
    return isinstance(parse_identity(typed, clock.today()), IdentityNumber) or bool(_ACCOUNT.fullmatch(typed))
