"""The cells of the list of households as the page draws them; a loop of template tags would be slower."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hudang.search.columns import Column, ListedHousehold
from hudang.web.templatetags.formats import yuan
from hudang.web.templatetags.words import chip, status

_SHOWN_TAGS = 3
EMPTY = SafeString("—")


@dataclass(frozen=True)
class DrawnRow:
    """A row: its page, its code for ticking, whether it is in payment, and its cells."""

    url: str
    code: str
    head: str
    paid: bool
    cells: SafeString


def drawn(rows: Iterable[ListedHousehold], columns: Sequence[Column]) -> list[DrawnRow]:
    """Return the rows of a page with their cells drawn."""
    found = []
    for listed in rows:
        url = reverse("households:detail", args=[listed.row.code])
        parts = ((_CLASSES.get(column.key, ""), column.label, _DRAW[column.key](listed, url)) for column in columns)
        row = listed.row
        cells = format_html_join("", '<td class="{}" data-label="{}">{}</td>', parts)
        found.append(DrawnRow(url, row.code, row.head_name, row.paid, cells))
    return found


def _two(first: str, second: str) -> SafeString:
    below = format_html('<br><span class="small muted">{}</span>', second) if second else ""
    return format_html("{}{}", first or EMPTY, below)


def _code(listed: ListedHousehold, url: str) -> SafeString:
    return format_html('<a class="plain-link" href="{}">{}</a>', url, listed.row.code)


def _head(listed: ListedHousehold, url: str) -> SafeString:
    name = listed.row.head_name or "（户主待补）"
    shape = '<a class="row-link" href="{}">{}</a><br><span class="small muted code">{}</span>'
    return format_html(shape, url, name, listed.row.head_identity)


def _classes(listed: ListedHousehold, url: str) -> SafeString:
    row = listed.row
    mark = chip("重算建议", tone="warn") if row.has_proposal else chip("人工") if row.overridden else ""
    return format_html("{} {}", _two(row.structure, row.source or "—"), mark)


def _tags(listed: ListedHousehold, url: str) -> SafeString:
    tags = listed.row.tags
    chips = format_html_join(" ", "{}", ((chip(tag),) for tag in tags[:_SHOWN_TAGS]))
    more = format_html(' <span class="small muted">等 {} 项</span>', len(tags)) if len(tags) > _SHOWN_TAGS else ""
    return format_html("{}{}", chips, more)


def _papers(listed: ListedHousehold, url: str) -> SafeString:
    if listed.papers is None:
        return status("mute", "无在用袋")
    missing = listed.papers.missing_count
    if missing is None:
        return status("mute", "不公开")
    return status("warn", f"缺 {missing} 件") if missing else status("ok", "齐全")


def _state(listed: ListedHousehold, url: str) -> SafeString:
    return status("ok" if listed.row.paid else "mute", listed.row.state_label)


def _plain(key: str) -> Callable[[ListedHousehold, str], SafeString]:
    def draw(listed: ListedHousehold, url: str) -> SafeString:
        value = getattr(listed.row, key)
        return EMPTY if value in (None, "") else format_html("{}", value)

    return draw


def _of_papers(key: str) -> Callable[[ListedHousehold, str], SafeString]:
    def draw(listed: ListedHousehold, url: str) -> SafeString:
        value = getattr(listed.papers, key, "")
        return EMPTY if value in (None, "") else format_html("{}", value)

    return draw


_DRAW: dict[str, Callable[[ListedHousehold, str], SafeString]] = {
    "code": _code,
    "head": _head,
    "village": lambda listed, url: _two(listed.row.village, listed.row.township),
    "size": _plain("size"),
    "covered": _plain("covered"),
    "assistance": lambda listed, url: _two(listed.row.assistance, f"{listed.row.abc} 类" if listed.row.abc else ""),
    "classes": _classes,
    "tags": _tags,
    "allowance": lambda listed, url: format_html("{}", yuan(listed.row.allowance)),
    "state": _state,
    "papers": _papers,
    "reference": _of_papers("reference_code"),
    "box": _of_papers("box_label"),
    "items": _of_papers("items"),
    "phone": _plain("phone"),
    "approved": _plain("approved_on"),
}
_CLASSES = {
    "code": "code",
    "head": "card-title nowrap",
    "village": "nowrap",
    "size": "num",
    "covered": "num",
    "assistance": "nowrap",
    "tags": "col-low",
    "allowance": "num",
    "state": "nowrap",
    "papers": "nowrap",
    "reference": "code",
    "box": "nowrap",
    "items": "num",
    "phone": "code",
    "approved": "nowrap",
}
