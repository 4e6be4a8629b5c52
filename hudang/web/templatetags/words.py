"""Small words of a page: icons, states, characteristics, facts, breadcrumbs."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

TONES = frozenset({"ok", "warn", "bad", "info", "mute"})


@cache
def _sprite() -> str:
    return static("hudang/icons.svg")


def check_tone(tone: str) -> str:
    """Return the tone, or refuse a name that has no colour (a slip of the template's author)."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone {tone!r}: one of {sorted(TONES)}")
    return tone


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a decorative icon out of the sprite; a control that shows nothing else needs an aria-label."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


@register.simple_tag
def sprite() -> str:
    """Address of the sprite, for scripts that draw icons themselves."""
    return _sprite()


@register.filter
def message_tone(level_tag: str) -> str:
    """Translate the level of a Django message into a tone."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(level_tag, "info")


@register.filter
def undo_of(message: Any) -> dict[str, Any] | None:
    """Return where a message's act is taken back and with which fields; nothing where it cannot be."""
    extra = getattr(message, "extra_tags", "") or ""
    return json.loads(extra) if extra.startswith("{") else None


@register.simple_tag
def status(tone: str, label: Any) -> SafeString:
    """Show a state: a word with a coloured sign whose shape differs by tone."""
    return format_html('<span class="status status--{}">{}</span>', check_tone(tone), label)


@register.simple_tag
def chip(label: Any, tone: str = "mute") -> SafeString:
    """Show a characteristic of a household or paper."""
    return format_html('<span class="chip chip--{}">{}</span>', check_tone(tone), label)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the breadcrumb; the page itself has no url."""
    if not url:
        return format_html('<li aria-current="page">{}</li>', label)
    return format_html('<li><a href="{}">{}</a></li>', url, label)


@register.simple_tag
def fact(label: str, value: Any, numeric: bool = False) -> SafeString:
    """One pair of a ``dl.facts``; a missing value shows as a dash."""
    shown = "—" if value is None or value == "" else value
    return format_html(
        "<div><dt>{}</dt><dd{}>{}</dd></div>", label, SafeString(' class="code"') if numeric else "", shown
    )


@register.simple_block_tag
def fact_block(content: str, label: str) -> SafeString:
    """One pair of a ``dl.facts`` whose value is markup."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)
