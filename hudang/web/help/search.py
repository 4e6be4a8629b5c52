"""Search within the guide: sections that hold every word, those with a word in the heading first."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.web.help.guide import Chapter, Section, chapters

_AROUND = 42
_MOST = 30


@dataclass(frozen=True)
class Found:
    """A section that was found, with the place of the text where the first word stands."""

    chapter: Chapter
    section: Section
    before: str
    word: str
    after: str

    @property
    def url(self) -> str:
        """Where it can be read."""
        return self.chapter.url + (f"#{self.section.anchor}" if self.section.anchor else "")


def search(text: str) -> list[Found]:
    """Return the sections that hold all words of ``text``; nothing for an empty one."""
    words = text.lower().split()
    if not words:
        return []
    ranked = []
    for chapter in chapters():
        for section in chapter.sections:
            title, body = section.title.lower(), section.text.lower()
            if all(word in title or word in body for word in words):
                ranked.append((-sum(word in title for word in words), _shown(chapter, section, words)))
    ranked.sort(key=lambda pair: pair[0])
    return [found for _, found in ranked[:_MOST]]


def _shown(chapter: Chapter, section: Section, words: list[str]) -> Found:
    body, lowered = section.text, section.text.lower()
    word = next((word for word in words if word in lowered), "")
    start = lowered.index(word) if word else 0
    first, end = max(0, start - _AROUND), start + len(word)
    before = ("…" if first else "") + body[first:start]
    after = body[end : end + 2 * _AROUND] + ("…" if len(body) > end + 2 * _AROUND else "")
    return Found(chapter, section, before, body[start:end], after)
