"""The pinyin keys by which a name is found: whole syllables and initials, with every reading of the surname."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from pypinyin import Style, pinyin

from hudang.kernel.text import clean_name
from hudang.kernel.variants import fold_name

_PINYIN_LIMIT = 120
_INITIALS_LIMIT = 30
# as many characters of what is typed are compared; no name is told apart later
TOKEN_LENGTH = 39
_BEGINNINGS = 8
# marks a token that begins inside the name, so that names which begin with the text come first
INSIDE = "*"


@lru_cache(maxsize=16384)
def _readings(character: str) -> tuple[str, ...]:
    """Return the readings of one character, the usual one first, without tones; ü is written v."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    letters = (reading.lower() for reading in (found[0] if found else [character]))
    return tuple(dict.fromkeys(r for r in letters if r.isascii() and r.isalpha()))


def _joined(variants: list[str], limit: int) -> str:
    """Join the variants that fit whole; a name is found by any of them."""
    text = ""
    for variant in dict.fromkeys(variants):
        longer = f"{text} {variant}".strip()
        if len(longer) > limit:
            return text or variant[:limit]
        text = longer
    return text


@lru_cache(maxsize=65536)
def name_keys(name: str) -> tuple[str, str]:
    """Return the ``pinyin`` and ``initials`` under which the name is stored, variants separated by a space.

    The surname counts with all its readings (单 is dan and shan), the given name with the usual one.
    """
    characters = [readings for c in islice(clean_name(name), 40) if (readings := _readings(c))]
    if not characters:
        return "", ""
    rest = [readings[0] for readings in characters[1:]]
    spelled = [surname + "".join(rest) for surname in characters[0]]
    short = [surname[0] + "".join(syllable[0] for syllable in rest) for surname in characters[0]]
    return _joined(spelled, _PINYIN_LIMIT), _joined(short, _INITIALS_LIMIT)


def name_tokens(name: str, pinyin_keys: str, initials: str) -> frozenset[str]:
    """Return what a name is found by: the name from each of its first characters on, its pinyin and initials.

    A text finds the name when it begins one of these, so 德贵 finds 王德贵, and 吐尔逊 finds 买买提·吐尔逊.
    """
    folded = fold_name(name)
    inside = {INSIDE + folded[start : start + TOKEN_LENGTH] for start in range(1, min(len(folded), _BEGINNINGS))}
    whole = {key[:TOKEN_LENGTH] for key in (folded, *pinyin_keys.split(), *initials.split()) if key}
    return frozenset(whole | inside)
