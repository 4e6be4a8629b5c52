"""档案墙: every village's box on its township's shelf, in one answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.wall import by_box, wall_for
from hudang.archives.rules.shelving import found
from hudang.divisions.queries import places_within
from hudang.kernel.errors import NotVisible
from hudang.web.archives.ways import ways
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.door import SignedInRequest, door


class WallFilter(forms.Form):
    """Which shelves to show, and which spines on them."""

    q = forms.CharField(
        label="找盒",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "村名、拼音首字母、盒号、村代码", "data-wall-filter": ""}),
    )
    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]


@door(Right.VIEW_HOUSEHOLDS)
def wall(request: SignedInRequest) -> HttpResponse:
    """Show the wall; without script the filter box asks the server."""
    form = WallFilter(request.GET, scope=request.user.scope)
    if not form.is_valid():
        raise NotVisible
    division, text = form.cleaned_data["division"], form.cleaned_data["q"].strip()
    shelves = wall_for(request.user, division)
    for shelf in shelves if text else ():
        shelf.spines = [spine for spine in shelf.spines if found(spine, text)]
    shown = [shelf for shelf in shelves if shelf.spines]
    context = {
        "form": form,
        "tabs": ways(request, "archives:wall"),
        "shelves": shown,
        "by_box": by_box(request.user, division),
        "totals": {
            name: sum(getattr(s, name) for s in shown) for name in ("villages", "boxes", "pouches", "incomplete")
        },
        "narrowed": bool(text),
    }
    return render(request, "archives/wall.html", context)
