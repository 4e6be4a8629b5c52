"""Lists: sorted headers, filters that live in the URL, the pager."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

SORT, PAGE = "sort", "page"
# where in a list: given up when the list becomes another
_PLACE = (PAGE, "after", "before")
_MANY_PAGES = 7
_LONGEST_TOLD = 30
VIEW, ALL = "view", "all"


def _query(context: Context) -> QueryDict:
    """Return a changeable copy of the page's query."""
    request: HttpRequest | None = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _link(query: QueryDict) -> str:
    return "?" + query.urlencode()


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: Context, label: str, key: str, numeric: bool = False, default: str = "", css: str = ""
) -> dict[str, Any]:
    """A column's header that sorts by ``key``: first click ascending, second descending (``-key``)."""
    query = _query(context)
    current = query.get(SORT, default)
    _leave_place(query)
    query[SORT] = f"-{key}" if current == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {"label": label, "url": _link(query), "order": order, "numeric": numeric, "css": css}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page_obj: Page[Any], unit: str = "条") -> dict[str, Any]:
    """Pages of a list with the total; the filters of the URL stay."""
    query = _query(context)
    _leave_place(query)
    number, first, last = page_obj.number, getattr(page_obj, "first_code", ""), getattr(page_obj, "last_code", "")
    before, after = {"before": first} if first else {}, {"after": last} if last else {}
    pages = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    return {
        "page": page_obj,
        "unit": unit,
        "links": [_page_link(query, label, number) for label in pages],
        "previous": _page_url(query, number - 1, before) if page_obj.has_previous() else "",
        "next": _page_url(query, number + 1, after) if page_obj.has_next() else "",
        "jump": page_obj.paginator.num_pages > _MANY_PAGES,
        "kept": [(key, value) for key, values in query.lists() for value in values],
    }


def _leave_place(query: QueryDict) -> None:
    for name in _PLACE:
        query.pop(name, None)


def _page_url(query: QueryDict, number: int, place: dict[str, str] | None = None) -> str:
    """Return the link to a page; ``place`` says after or before which row it lies, so that nobody counts to it."""
    changed = query.copy()
    changed.update({PAGE: str(number), **(place or {})} if number > 1 else {})
    return _link(changed)


def _page_link(query: QueryDict, number: Any, current: int) -> dict[str, Any]:
    """Return one entry of the pager: a page, the page shown, or a gap without url."""
    is_page = isinstance(number, int)
    return {"label": number, "url": _page_url(query, number) if is_page else "", "here": number == current}


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, form: forms.Form, more: str = "") -> SafeString:
    """The filters of a list: fields in a row, those named in ``more`` folded away, chips of what is set."""
    query = _query(context)
    hidden_names = set(more.split())
    chips = list(_active(form, query))
    narrowing = {chip["name"] for chip in chips}
    fields = [_filter(bound, bound.name in narrowing) for bound in form.visible_fields() if _asks(bound)]
    given = {
        "content": content,
        "first": [field for field in fields if field["bound"].name not in hidden_names],
        "more": [field for field in fields if field["bound"].name in hidden_names],
        "more_open": bool(narrowing & hidden_names),
        "kept": [
            (key, value)
            for key, values in query.lists()
            for value in values
            if key not in form.fields and key not in _PLACE
        ],
        "chips": chips,
        "ignored": list(_ignored(form, query)),
        "clear": _link(_cleared(form, query)),
    }
    return render_to_string("components/filter_bar.html", given)


def _asks(bound: forms.BoundField) -> bool:
    """Whether a filter leaves anything to choose, as that of the places does not for who has one village."""
    return bool(bound.value()) or getattr(bound.field.widget, "narrows", True)


def _filter(bound: forms.BoundField, active: bool) -> dict[str, Any]:
    """Return what a filter shows; choosing in a list or ticking a box submits the form at once."""
    is_check = isinstance(bound.field.widget, forms.CheckboxInput)
    submits = is_check or isinstance(bound.field.widget, forms.Select)
    widget = bound.as_widget(attrs={"data-autosubmit": ""} if submits else {})
    return {"bound": bound, "widget": widget, "check": is_check, "active": active}


def _cleared(form: forms.Form, query: QueryDict) -> QueryDict:
    left = query.copy()
    for name in [*form.fields, *_PLACE]:
        left.pop(name, None)
    if left.get(VIEW):
        # everything is a view too: without it the user's own first view would come again
        left[VIEW] = ALL
    return left


def _active(form: forms.Form, query: QueryDict) -> Iterator[dict[str, str]]:
    """Yield a chip for each value that narrows the list, with the link that takes it away."""
    form.is_valid()
    for name, field in form.fields.items():
        if form.cleaned_data.get(name) in form.fields[name].empty_values or form.cleaned_data[name] is False:
            continue
        for raw in query.getlist(name):
            left = query.copy()
            _leave_place(left)
            left.setlist(name, [value for value in query.getlist(name) if value != raw])
            label = str(field.label or name)
            shown = "" if isinstance(field, forms.BooleanField) else _shown(field, raw)
            yield {"name": name, "label": label, "shown": shown, "url": _link(left)}


def _ignored(form: forms.Form, query: QueryDict) -> Iterator[str]:
    """Yield in words what the address asks for that the list cannot narrow by, so that nobody takes all for some."""
    for name in form.errors:
        label = str(form.fields[name].label or name) if name in form.fields else name
        values = "、".join(f"“{raw[:_LONGEST_TOLD]}”" for raw in query.getlist(name) if raw)
        yield f"{label}的筛选值{values}不存在或填得不对，已忽略。"


def _shown(field: forms.Field, raw: str) -> str:
    """Return how the user sees a raw value: the label of a choice, or the value itself."""
    for value, label in getattr(field, "choices", ()):
        group = label if isinstance(label, list | tuple) else ((value, label),)
        for inner, name in group:
            if str(inner) == raw:
                return str(name)
    return raw
