"""One search box: name, pinyin, identity number or its tail, household code, phone, certificate."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import Q

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.households.models import HouseholdMember
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code
from hudang.kernel.identity import IdentityNumber, mask_identity, parse_identity, tidy_identity
from hudang.kernel.text import clean_name
from hudang.platform.digests import lookup_hash

_TAIL = re.compile(r"\d{3,5}[\dX]")
_CODE_PART = re.compile(r"\d{9}|\d{12,16}")
_PHONE = re.compile(r"1[3-9]\d{9}|0?\d{2,4}-?\d{7,8}|\d{7,8}")
_LETTERS = re.compile(r"[A-Z]+")
_VOWEL = re.compile(r"[aeiouv]")
_ACCOUNT = re.compile(r"\d{15,25}")
_STORED_TAIL = 4
_LOGGED_WHOLE = 7
_HOUSEHOLD_CODE = 16
_NOTHING = Q(pk__in=())


def _members(condition: Q) -> Q:
    """Return the filter for households that a person who fits is or was in."""
    return Q(pk__in=HouseholdMember.objects.filter(condition).values("household"))


def _present(condition: Q) -> Q:
    return _members(condition & Q(until=None))


def _by_identity(number: str) -> Q:
    return _members(Q(person__identity_hash=lookup_hash(number, "identity")))


def _by_tail(user: User, tail: str) -> Q:
    """Find by the last four to six characters; beyond four the few candidates are compared in clear."""
    condition = Q(person__identity_tail=tail[-_STORED_TAIL:])
    if len(tail) == _STORED_TAIL:
        return _present(condition)
    rows = HouseholdMember.objects.filter(condition, within(user, "household__village_code"), until=None)
    pairs = rows.values_list("household", "person__identity")
    return Q(pk__in=[household for household, identity in pairs if identity.endswith(tail)])


def _by_code(text: str) -> Q:
    if len(text) == 16:
        return Q(code=text)
    return Q(code__gte=text, code__lt=str(int(text) + 1).zfill(len(text)))


def _by_letters(text: str) -> Q:
    typed = text.lower()
    condition = Q()
    # letters without a vowel spell no syllable, so they can be initials only
    fields = ("person__initials", "person__pinyin") if _VOWEL.search(typed) else ("person__initials",)
    for field in fields:
        condition |= Q(**{f"{field}__startswith": typed}) | Q(**{f"{field}__contains": f" {typed}"})
    return _present(condition) | _by_certificate(text)


def _by_certificate(text: str) -> Q:
    return Q(certificate_no__startswith=text)


def _by_phone(text: str) -> Q:
    return Q(phone=text) | _present(Q(phone=text))


def matching(user: User, text: str) -> Q:
    """Return the filter for what was typed into the search box; the empty text matches everything."""
    typed = tidy_identity(text)
    if not typed:
        return Q()
    parsed = parse_identity(typed, clock.today())
    if isinstance(parsed, IdentityNumber):
        return _by_identity(parsed.number)
    found = _NOTHING
    for shape, search in _searches(user):
        if shape.fullmatch(typed):
            found |= search(typed)
    if not typed.isascii():
        found |= _present(Q(person__name__contains=clean_name(text))) | Q(head_name__contains=clean_name(text))
    elif found == _NOTHING:
        found = _by_certificate(typed)
    return found


def _searches(user: User) -> tuple[tuple[re.Pattern[str], Callable[[str], Q]], ...]:
    return (
        (_TAIL, lambda text: _by_tail(user, text)),
        (_CODE_PART, _by_code),
        (_PHONE, _by_phone),
        (_ACCOUNT, lambda text: Q(account_hash=lookup_hash(text, "account"))),
        (_LETTERS, _by_letters),
    )


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
