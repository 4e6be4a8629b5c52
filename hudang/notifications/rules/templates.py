"""The wording of messages: a template with slots, none of which is for what may leave the archive with nobody looking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from hudang.kernel import clock
from hudang.kernel.identity import IdentityNumber, parse_identity
from hudang.notifications.errors import BadLink, SensitiveMessage
from hudang.notifications.vocabulary import Kind, Slot

_TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LONG = re.compile(r"(?<![\dA-Za-z])\d{14,19}[\dXx]?(?![\dA-Za-z])")
# numbers that the product itself gives, which name a household or a case and nobody's identity
_OWN_NUMBERS = frozenset({Slot.HOUSEHOLD, Slot.CASE, Slot.NUMBER, Slot.TASK})
_LONGEST_VALUE = 80
_LONGEST_TITLE, _LONGEST_BODY = 120, 400


@dataclass(frozen=True)
class Template:
    """A kind of message: ``title`` and ``body`` with ``{slots}`` of ``vocabulary.Slot``; the body ends with what to do."""

    key: str
    kind: Kind
    title: str
    body: str = ""

    def __post_init__(self) -> None:
        """A slot that is not in the vocabulary is a mistake of the programmer."""
        known = set(Slot)
        unknown = [name for name in self.slots if name not in known]
        if unknown:
            raise ValueError(f"{self.key}: {unknown} may not stand in a message")

    @property
    def slots(self) -> set[str]:
        """The names of what is to be filled in."""
        return {name for text in (self.title, self.body) for _, name, _, _ in Formatter().parse(text) if name}


@dataclass(frozen=True)
class Worded:
    """A template filled in."""

    title: str
    body: str


def worded(template: Template, values: Mapping[str, Any]) -> Worded:
    """Fill a template in; raises ``SensitiveMessage`` when a value looks like somebody's number or telephone."""
    filled = {name: _shown(name, values[name]) for name in template.slots}
    title, body = template.title.format(**filled), template.body.format(**filled)
    return Worded(title[:_LONGEST_TITLE], body[:_LONGEST_BODY])


def _shown(name: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value.month}月{value.day}日"
    text = " ".join(str(value).split())[:_LONGEST_VALUE]
    if name not in _OWN_NUMBERS:
        if _TELEPHONE.search(text):
            raise SensitiveMessage(what="电话号码")
        if _LONG.search(text):
            raise SensitiveMessage(what="证件号或账号")
    elif isinstance(parse_identity(text, clock.today()), IdentityNumber):
        raise SensitiveMessage(what="证件号或账号")
    return text


def checked_link(link: str) -> str:
    """Return the address within the product; raises ``BadLink``."""
    if link and (not link.startswith("/") or link.startswith("//") or "\\" in link or len(link) > 300):
        raise BadLink(link=link[:60])
    return link
