"""The form of the printing desk."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.printing.vocabulary import (
    LABEL_STOCK_LABELS,
    PAPER_LABELS,
    SPINE_STOCK_LABELS,
    LabelStock,
    PaperKind,
    SpineStock,
)


class PrintForm(forms.Form):
    """What to print, of which place, on which paper."""

    kind = forms.ChoiceField(label="打印什么", choices=[(k.value, PAPER_LABELS[k]) for k in PaperKind])
    division = forms.ChoiceField(label="范围")
    labels = forms.ChoiceField(
        label="标签纸", choices=[(s.value, LABEL_STOCK_LABELS[s]) for s in LabelStock], initial=LabelStock.A4_QUARTERS
    )
    spines = forms.ChoiceField(
        label="盒脊纸", choices=[(s.value, SPINE_STOCK_LABELS[s]) for s in SpineStock], initial=SpineStock.A4
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_within(scope)  # type: ignore[attr-defined]
