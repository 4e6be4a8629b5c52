"""七种视图: the same households grouped by one thing or another, and the households of one group."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import missing_counts
from hudang.archives.queries.holdings import PAID, HoldingFilters, Holdings, holdings_for, households_in
from hudang.archives.rules.holdings import COMPLETE, LACKING, VIEW_LABELS, WITHOUT, Group, View
from hudang.divisions.queries import places_within
from hudang.households.vocabulary import BENEFIT_STATE_LABELS
from hudang.kernel.division_codes import is_division_code
from hudang.kernel.errors import NotVisible
from hudang.web.archives.ways import ways
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.door import SignedInRequest, door

GROUPS_A_PAGE = 120
# below this part of all households a group is looked up instead of read on the way
_RARE = 20
_STATES = [
    ("", "全部"),
    (PAID, "在保（含渐退、暂缓）"),
    *((s.value, label) for s, label in BENEFIT_STATE_LABELS.items()),
]
_PAPERS = [("", "全部"), (LACKING, "缺材料"), (COMPLETE, "材料齐全"), (WITHOUT, "没有户袋")]


class HoldingForm(forms.Form):
    """The filters that stay while the view changes."""

    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    state = forms.ChoiceField(label="状态", required=False, choices=_STATES)
    papers = forms.ChoiceField(label="材料", required=False, choices=_PAPERS)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]


@door(Right.VIEW_HOUSEHOLDS)
def holdings(request: SignedInRequest) -> HttpResponse:
    """Show the groups of a view, or the households of one group."""
    form = HoldingForm(request.GET, scope=request.user.scope)
    view = _view(request.GET.get("by", View.BOX))
    if not form.is_valid():
        raise NotVisible
    filters = HoldingFilters(**form.cleaned_data)
    found = holdings_for(request.user, view, filters)
    kept = {name: value for name, value in form.cleaned_data.items() if value}
    context = {
        "form": form,
        "tabs": ways(request, "archives:holdings"),
        "views": _views(view, kept),
        "view": view,
        "view_label": VIEW_LABELS[view],
        "total": found.total,
        "overlapping": view is View.MATERIAL,
        "query": urlencode({"by": view.value, **kept}),
    }
    group = request.GET.get("group", "")
    if group or view is View.HOUSEHOLD:
        return render(request, "archives/holding.html", context | _members(request, found, filters, group))
    page = Paginator(found.groups, GROUPS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "archives/holdings.html", context | {"page_obj": page})


def _views(view: View, kept: dict[str, str]) -> list[dict[str, Any]]:
    """Return the seven views as tabs that keep the filters."""
    return [
        {"label": label, "url": f"?{urlencode({'by': each.value, **kept})}", "current": each is view}
        for each, label in VIEW_LABELS.items()
    ]


def _view(text: str) -> View:
    try:
        return View(text)
    except ValueError as error:
        raise NotVisible from error


def _members(request: SignedInRequest, found: Holdings, filters: HoldingFilters, key: str) -> dict[str, Any]:
    """Return the households of a group; a group that is not there is not found."""
    group = found.group(key)
    if group is None and found.view is not View.HOUSEHOLD:
        raise NotVisible
    after = request.GET.get("after", "")
    after = after if is_division_code(after[:12]) else ""
    rare = group is not None and group.households * _RARE < found.total
    page = households_in(request.user, found.view, filters, key, after, rare=rare)
    missing = missing_counts(request.user, [row.code for row in page.rows])
    return {
        "group": group or Group("", "全部家庭", found.total),
        "rows": [(row, missing.get(row.code)) for row in page.rows],
        "after": page.after,
        "started": bool(after),
    }
