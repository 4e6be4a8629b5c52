"""使用指南: every chapter is listed, every link and picture is there, every word in bold stands on a page."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hudang.web.help.contents import CHAPTERS, OF_POST, anchor_of
from hudang.web.help.guide import parsed, plain, source_of
from hudang.web.help.places import PLACES
from hudang.web.home.first_steps import STEPS
from tests.architecture.source import CHECKOUT, python_files, templates

GUIDE = CHECKOUT / "docs" / "guide"
# its words are tried in the browser, and some are those of the people in it
TRIED_ELSEWHERE = "tutorial"
LARGEST_PICTURE = 150_000


def children(name: str) -> list[Token]:
    return [child for token in parsed(source_of(name)) for child in token.children or ()]


@cache
def anchors(name: str) -> frozenset[str]:
    tokens = parsed(source_of(name))
    pairs = zip(tokens, tokens[1:], strict=False)
    return frozenset(anchor_of(plain(inline)) for opening, inline in pairs if opening.type == "heading_open")


def targets(name: str, kind: str, attribute: str) -> list[str]:
    return [unquote(str(child.attrGet(attribute))) for child in children(name) if child.type == kind]


def test_every_chapter_is_in_the_contents() -> None:
    files = {path.stem for path in GUIDE.glob("*.md")}
    assert files == {*CHAPTERS, "index"}
    assert {target.removesuffix(".md") for target in targets("index", "link_open", "href")} == set(CHAPTERS)
    assert set(OF_POST.values()) <= set(CHAPTERS)


@pytest.mark.parametrize("name", [*CHAPTERS, "index"])
def test_links_lead_to_headings_that_exist(name: str) -> None:
    for target in targets(name, "link_open", "href"):
        place, _, anchor = target.partition("#")
        if place.startswith("files/"):
            assert (GUIDE / place).is_file(), target
            continue
        chapter = place.removesuffix(".md") or name
        assert chapter in {*CHAPTERS, "index"}, target
        assert not anchor or anchor in anchors(chapter), target


@pytest.mark.parametrize("name", CHAPTERS)
def test_pictures_exist_and_are_small(name: str) -> None:
    for target in targets(name, "image", "src"):
        path = (GUIDE / target).resolve()
        assert path.parent == CHECKOUT / "docs" / "screenshots"
        assert path.is_file(), target
        assert path.stat().st_size <= LARGEST_PICTURE, target


@pytest.mark.parametrize("name", [*CHAPTERS, "index"])
def test_no_raw_html_and_one_title(name: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(source_of(name))
    kinds = [t.type for t in tokens] + [c.type for t in tokens for c in t.children or ()]
    assert not [kind for kind in kinds if kind.startswith("html")]
    assert [t.type for t in tokens[:1]] == ["heading_open"]
    assert [t.tag for t in tokens if t.type == "heading_open"].count("h1") == 1


def test_headings_of_a_chapter_differ() -> None:
    for name in CHAPTERS:
        tokens = parsed(source_of(name))
        pairs = zip(tokens, tokens[1:], strict=False)
        found = [anchor_of(plain(inline)) for opening, inline in pairs if opening.type == "heading_open"]
        assert len(found) == len(set(found)), name


def places() -> list[str]:
    steps = [step.guide for of_post in STEPS.values() for step in of_post]
    return [*PLACES.values(), *steps]


@pytest.mark.parametrize("place", sorted(set(places())))
def test_every_place_of_the_help_exists(place: str) -> None:
    chapter, _, heading = place.partition("#")
    assert chapter in CHAPTERS
    assert not heading or anchor_of(heading) in anchors(chapter)


@cache
def words_of_pages() -> str:
    """What pages can say: the text of templates without their marks, and the strings of the code."""
    pages = (re.sub(r"\{%.*?%\}|<[^>]+>", "\n", path.read_text(), flags=re.DOTALL) for path in templates())
    attributes = (" ".join(re.findall(r'"([^"{%]*)"', path.read_text())) for path in templates())
    code = (path.read_text() for path in python_files("hudang") if "demo" not in path.parts)
    scripts = (path.read_text() for path in (CHECKOUT / "hudang/web/static/hudang").glob("*.js"))
    return "\n".join([*pages, *attributes, *code, *scripts])


def in_bold(name: str) -> list[str]:
    found, inside = [], False
    for child in children(name):
        if child.type in ("strong_open", "strong_close"):
            inside = child.type == "strong_open"
        elif inside and child.content:
            found.append(child.content)
    return found


@pytest.mark.parametrize("name", [name for name in CHAPTERS if name != TRIED_ELSEWHERE])
def test_words_in_bold_stand_on_a_page(name: str) -> None:
    assert not [word for word in in_bold(name) if word not in words_of_pages()]
