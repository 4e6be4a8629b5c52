"""Text as offices type it: full-width forms, stray spaces, invisible characters."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
MIDDLE_DOT = "·"
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)} | {0x3000: 0x20}
_DOT_FORMS = str.maketrans(dict.fromkeys("．・･•‧∙⋅●", MIDDLE_DOT))


def strip_invisible(text: str) -> str:
    """Remove zero-width and direction marks, which paste along with names and cannot be seen."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits and signs as their ASCII forms; 汉字 stay."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def collapse_spaces(text: str) -> str:
    """Trim, and make each run of white space one space."""
    return _SPACES.sub(" ", text).strip()


def remove_spaces(text: str) -> str:
    """Remove every white space, full-width included."""
    return _SPACES.sub("", text)


def clean_name(text: str) -> str:
    """Return a person's name as stored: NFC, no spaces, one form of the middle dot of minority names."""
    name = unicodedata.normalize("NFC", strip_invisible(text))
    return remove_spaces(name).translate(_DOT_FORMS)
