"""The archive tree after the WAI-ARIA pattern of a navigation tree: every node a link, its group owned by it."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hudang.archives.queries.tree import Branch
from hudang.archives.rules.tree_paths import Place

register = template.Library()

_NODE = (
    '<li role="none"><a role="treeitem" class="tree__node" href="{url}?at={at}" id="node-{at}" data-at="{at}"'
    ' aria-level="{level}"{state}{chosen}><span class="tree__mark" aria-hidden="true"></span>'
    '<span class="tree__label">{label}</span> <span class="tree__holds">{holds}</span></a>{group}</li>'
)
_GROUP = '<ul role="group" id="group-{at}">{nodes}</ul>'


@register.simple_tag
def branches(drawn: Iterable[Branch], chosen: Place | None = None) -> SafeString:
    """Draw nodes with those below them that are open; ``chosen`` is the one whose catalogue is shown."""
    return mark_safe(_nodes(drawn, chosen, reverse("archives:tree")))


def _nodes(drawn: Iterable[Branch], chosen: Place | None, url: str) -> str:
    return "".join(_node(branch, chosen, url) for branch in drawn)


def _node(branch: Branch, chosen: Place | None, url: str) -> str:
    node, at = branch.node, branch.node.place.text
    state = "" if node.leaf else f' aria-expanded="{"true" if branch.is_open else "false"}"'
    group = _GROUP.format(at=at, nodes=_nodes(branch.below, chosen, url)) if branch.is_open else ""
    owns = f' aria-owns="group-{at}"' if group else ""
    here = ' aria-selected="true" aria-current="page"' if node.place == chosen else ' aria-selected="false"'
    return _NODE.format(
        url=url,
        at=at,
        level=int(node.level),
        state=state + owns,
        chosen=here,
        label=escape(node.label),
        holds=escape(node.holds),
        group=group,
    )
