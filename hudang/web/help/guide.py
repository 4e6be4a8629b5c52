"""The user's guide: chapters in Markdown (no raw HTML), drawn as pages, cut into sections for the search.

Addresses in the files are those of the repository, so that the guide reads the same on a forge: ``chapter.md#heading``,
``../screenshots/x.png``, ``files/x.csv``. They are turned into addresses of the product here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it.token import Token
from PIL import Image

from hudang.kernel.errors import NotVisible
from hudang.web.help.contents import CHAPTERS, anchor_of
from hudang.web.shared.markdown import markdown

_PICTURES, _FILES = "../screenshots/", "files/"
_ENDING = ".md"


@dataclass
class Section:
    """A heading with the text up to the next one; ``anchor`` is empty for what stands before the first."""

    anchor: str
    title: str
    level: int
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without marks."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Chapter:
    """A chapter, ready to be shown."""

    name: str
    title: str
    body: SafeString
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("help:chapter", args=(self.name,))

    @property
    def headings(self) -> list[Section]:
        """What it speaks of."""
        return [section for section in self.sections[1:] if section.level == 2]


def source_of(name: str) -> str:
    """Return a chapter as it is written."""
    return (Path(settings.GUIDE_FOLDER) / f"{name}{_ENDING}").read_text(encoding="utf-8")


def plain(inline: Token) -> str:
    """Return what an inline token says, without marks."""
    return "".join(child.content for child in inline.children or () if child.type != "image")


def parsed(source: str) -> list[Token]:
    """Return the tokens of a chapter."""
    return markdown().parse(source)


@cache
def chapter(name: str) -> Chapter:
    """Return a chapter; raises ``NotVisible`` when there is none of this name."""
    if name not in CHAPTERS:
        raise NotVisible
    tokens = parsed(source_of(name))
    sections = tuple(_sections(tokens))
    for token in tokens:
        for child in token.children or ():
            _readdress(child)
        token.attrs.pop("style", None)
    # the page shows the title itself
    body = SafeString(markdown().renderer.render(tokens[3:], markdown().options, {}))
    return Chapter(name, sections[0].title, body, sections)


def chapters(names: Sequence[str] = CHAPTERS) -> list[Chapter]:
    """Return the chapters of these names."""
    return [chapter(name) for name in names]


def _sections(tokens: list[Token]) -> list[Section]:
    found: list[Section] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        if before is not None and before.type == "heading_open":
            title = plain(token)
            anchor = anchor_of(title) if found else ""
            before.attrSet("id", anchor or "top")
            found.append(Section(anchor, title, int(before.tag[1])))
        else:
            found[-1].words.append(plain(token))
    return found


def _readdress(token: Token) -> None:
    if token.type == "link_open":
        target = str(token.attrGet("href"))
        token.attrSet("href", _address(target))
        if target.startswith(_FILES):
            token.attrSet("download", "")
    elif token.type == "image":
        name = str(token.attrGet("src")).removeprefix(_PICTURES)
        with Image.open(Path(settings.GUIDE_FOLDER) / _PICTURES / name) as picture:
            width, height = picture.size
        token.attrs.update(src=static(f"screenshots/{name}"), width=width, height=height, loading="lazy")
        if height > width:
            token.attrs["class"] = "guide__phone"


def _address(target: str) -> str:
    """Return the product's address of a link in the guide."""
    place, _, anchor = unquote(target).partition("#")
    after = f"#{anchor}" if anchor else ""
    if place.startswith(_FILES):
        return static(f"guide/{place.removeprefix(_FILES)}")
    if place.endswith(_ENDING):
        name = place.removesuffix(_ENDING)
        return (reverse("help:contents") if name == "index" else reverse("help:chapter", args=(name,))) + after
    return target
