"""身份证件 of other kinds than the identity card (C13): how a paper names them, and how they are read again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from hudang.households.vocabulary import IDENTITY_CARD, IDENTITY_KIND
from hudang.kernel.identity import IdentityNumber, parse_identity, tidy_identity

_OTHERS = {
    code: "其他证件" if code == "990" else label for code, label in IDENTITY_KIND.items() if code != IDENTITY_CARD
}
_NAMED = re.compile(rf"({'|'.join(_OTHERS.values())})\s*([0-9A-Z（）()/\-字第号]{{2,30}})")


def document_of(values: Mapping[str, Any], today: date) -> str:
    """Return how a paper shows who somebody is: the identity number, or another document's kind and number."""
    number = tidy_identity(str(values.get("identity") or ""))
    kind = str(values.get("identity_kind") or IDENTITY_CARD)
    named = other_document(str(values.get("identity") or ""))
    if named:
        return named
    if not number or kind not in _OTHERS or isinstance(parse_identity(number, today), IdentityNumber):
        return number
    return f"{_OTHERS[kind]} {number}"


def other_document(text: str) -> str:
    """Return a named document of another kind in its one form, empty when the text is none."""
    found = _NAMED.fullmatch(text.strip().upper())
    return f"{found[1]} {found[2]}" if found else ""
