"""The spines of the archive wall, drawn in one go: a template a spine would take longer than all queries together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from hudang.archives.rules.shelving import Spine
from hudang.web.templatetags.figures import THICKNESSES, level

register = template.Library()
_KEY = "999999"

_SPINE = (
    '<li><a class="wall-spine wall-spine--{width} wall-spine--{level}{stopped}" href="{url}" data-find="{keys}"'
    ' aria-label="{name}"><span class="wall-spine__label"><span class="wall-spine__fact">{fonds}</span>'
    '<span class="wall-spine__fact">{years}</span><span class="wall-spine__fact">{retention}</span>'
    '<span class="wall-spine__names"><span class="wall-spine__town">{town}</span>'
    '<span class="wall-spine__village">{village}</span></span><span class="wall-spine__number">{number}</span></span>'
    '<span class="wall-spine__band"><span>{figure}</span></span></a></li>'
)
_EMPTY = '<li><a class="wall-spine wall-spine--gap" href="{url}" data-find="{keys}" aria-label="{name}"><span>{village}</span><small>无盒</small></a></li>'


@register.simple_tag
def spines(shown: Iterable[Spine]) -> SafeString:
    """Draw the spines of one shelf as list entries."""
    # looking an address up takes longer than drawing a spine: each kind is looked up once
    box, village = (reverse(name, args=[_KEY]) for name in ("archives:box", "archives:village"))
    # the words of a village stand on all its boxes
    safe = cache(escape)
    return mark_safe("".join(_drawn(spine, _url(spine, box, village), safe) for spine in shown))


def _drawn(spine: Spine, url: str, safe: Callable[[str], str]) -> str:
    village, town = safe(spine.village), safe(spine.township)
    if not spine.number:
        name = f"{town}{village}，还没有村盒"
        return _EMPTY.format(url=url, keys=escape(spine.keys), name=name, village=village)
    return _SPINE.format(
        width=spine.thickness_mm if spine.thickness_mm in THICKNESSES else 50,
        level=level(spine.percent),
        stopped=" wall-spine--stopped" if spine.stopped else "",
        url=url,
        keys=escape(spine.keys),
        name=_name(spine, town, village),
        fonds=safe(spine.fonds),
        years=spine.years,
        retention=safe(spine.retention),
        town=town,
        village=village,
        number=spine.number,
        figure=_figure(spine),
    )


def _url(spine: Spine, box: str, village: str) -> str:
    return (
        box.replace(_KEY, str(spine.box_id)) if spine.box_id is not None else village.replace(_KEY, spine.village_code)
    )


def _figure(spine: Spine) -> str:
    if spine.percent is None:
        return "空"
    return "齐" if not spine.incomplete else f"{spine.percent}%"


def _name(spine: Spine, town: str, village: str) -> str:
    """Return what a screen reader says of a spine; the names are escaped already."""
    kind = "停保盒" if spine.stopped else "盒"
    said = f"{town}{village} {spine.number} {kind}，{spine.pouches} 袋"
    if spine.percent is None:
        return f"{said}，空盒"
    return f"{said}，齐全 {spine.percent}%" + (f"，{spine.incomplete} 袋缺件" if spine.incomplete else "")
