"""/ui: what pages are made of. Whoever builds a page takes it from here; whoever changes one sees all states at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from hudang.web.shared.door import SignedInRequest, door
from hudang.web.ui import samples


@door()
def components(request: SignedInRequest) -> HttpResponse:
    """Show every component with invented data."""
    context = {
        "parts": samples.PARTS,
        "filters": samples.FilterSample(request.GET or {"state": "1"}),
        "right": samples.FormSample(),
        "wrong": samples.FormSample({"name": "", "amount": "八百"}),
        "entry": samples.entry(),
        "sheet": samples.sheet(),
        "rows": samples.ROWS,
        "tools": samples.TOOLS,
        "page_obj": Paginator(range(1873), 50).get_page(request.GET.get("page", "3")),
        "tabs": samples.TABS,
        "entries": samples.entries(),
        "pages": samples.pages(),
        "spines": samples.SPINES,
        "tones": samples.TONES,
        "tokens": samples.TOKENS,
        "icons": samples.icons(),
    }
    return render(request, "ui/components.html", context)
