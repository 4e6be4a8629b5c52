"""Markdown without raw HTML: the guide, and the lessons of courses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token


def drawn(text: str) -> SafeString:
    """Return a text as HTML; links and pictures lead nowhere but to addresses of this site."""
    tokens = markdown().parse(text)
    for token in tokens:
        token.attrs.pop("style", None)
    return SafeString(markdown().renderer.render(tokens, markdown().options, {}))


@cache
def markdown() -> MarkdownIt:
    """Return the one renderer: CommonMark with tables, which scroll by themselves."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("table_open", _open_table)
    made.add_render_rule("table_close", _close_table)
    return made


def _open_table(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<div class="table-wrap" tabindex="0"><table class="data-table">'


def _close_table(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"
