"""Surfaces: cards, notices, empty states, tabs, steps, dialogs, the time line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hudang.web.templatetags.words import check_tone

register = template.Library()

NOTICE_ICONS = {"info": "info", "ok": "ok", "warn": "warn", "bad": "bad", "mute": "info"}


@register.simple_block_tag
def wrap(content: str, tag: str, css: str, label: str = "", inner: str = "") -> SafeString:
    """Put an element (and one ``inner`` to it) around the content, or leave all out when the content is empty."""
    if not content.strip():
        return SafeString("")
    named = format_html(' aria-label="{}"', label) if label else ""
    if inner:
        content = format_html("<{0}>{1}</{0}>", inner, content)
    return format_html('<{0} class="{1}"{2}>{3}</{0}>', tag, css, named, content)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    note: str = "",
    link: str = "",
    link_label: str = "",
    id: str = "",
    flush: bool = False,
) -> SafeString:
    """A section with its heading, a note and a link; ``flush`` lets a table touch the edges."""
    given = {"content": content, "title": title, "note": note, "link": link, "link_label": link_label}
    return render_to_string("components/card.html", {**given, "id": id, "flush": flush})


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "inbox") -> SafeString:
    """Say that there is nothing here, and in the content what to do next."""
    return render_to_string("components/empty.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def notice(content: str, tone: str, title: str) -> SafeString:
    """A message within the page: what happened as title, what to do as content."""
    given = {"content": content, "tone": check_tone(tone), "title": title, "icon": NOTICE_ICONS[tone]}
    return render_to_string("components/notice.html", given)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str = "分类") -> dict[str, Any]:
    """Links between the parts of one subject; each item has label, url, current and perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/stepper.html")
def stepper(names: str, current: int) -> dict[str, Any]:
    """The steps of a long act, ``names`` separated by ``|``, ``current`` counted from 1."""
    steps = [
        {"name": name, "number": number, "done": number < current, "current": number == current}
        for number, name in enumerate(names.split("|"), start=1)
    ]
    return {"steps": steps}


@register.simple_block_tag
def dialog(content: str, id: str, title: str, wide: bool = False) -> SafeString:
    """A dialog that any ``data-dialog-open`` with its id opens."""
    return render_to_string("components/dialog.html", {"content": content, "id": id, "title": title, "wide": wide})


@register.simple_block_tag
def drawer(content: str, id: str, title: str, url: str = "") -> SafeString:
    """A sheet at the side, opened by any ``data-dialog-open`` with its id; with ``url`` filled when it is opened."""
    return render_to_string("components/drawer.html", {"content": content, "id": id, "title": title, "url": url})


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context, content: str, id: str, title: str, action: str, button: str, tone: str = "primary"
) -> SafeString:
    """Ask before an act: a dialog whose form posts to ``action``; inputs may stand in the content."""
    given = {"content": content, "id": id, "title": title, "action": action, "button": button, "tone": tone}
    return render_to_string("components/confirm.html", {**given, "csrf_token": context.get("csrf_token")})


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened to an object, newest first, with each change before and after."""
    return {"entries": entries}
