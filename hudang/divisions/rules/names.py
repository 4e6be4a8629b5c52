"""Names of divisions as offices write them: with or without 村, 镇, 社区, with stray spaces."""

from __future__ import annotations

from hudang.kernel.text import half_width, remove_spaces, strip_invisible

# longest first: 村民委员会 must go before 村
_ENDINGS = (
    "社区居民委员会",
    "居民委员会",
    "村民委员会",
    "社区居委会",
    "村委会",
    "居委会",
    "民族乡",
    "街道办事处",
    "街道办",
    "街道",
    "社区",
    "行政村",
    "村",
    "镇",
    "乡",
)
_SHORTEST = 2


def tidy_name(text: str) -> str:
    """Return the name as stored: half-width, no spaces, no invisible marks."""
    return remove_spaces(half_width(strip_invisible(text)))


def bare_name(text: str) -> str:
    """Return the name without the word for its kind, by which two spellings of one place agree.

    Two characters stay at least, so that 新村 does not become 新.
    """
    name = tidy_name(text)
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST:
            return name[: -len(ending)]
    return name
