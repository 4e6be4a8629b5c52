"""Forms of the print studio."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hudang.divisions.queries import places_within
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.printing.designs import DESIGNED, Design
from hudang.printing.logos import MOST_BYTES
from hudang.printing.queries.due import REPRINTED_KINDS
from hudang.printing.stocks import LABEL_SHEETS, MOST_OFFSET_MM, MOST_PLACES
from hudang.printing.vocabulary import (
    FACE_LABELS,
    LABEL_STOCK_LABELS,
    ONLY_LABELS,
    PAPER_LABELS,
    SPINE_STOCK_LABELS,
    Face,
    LabelStock,
    Only,
    PaperKind,
    SpineStock,
)
from hudang.web.households.controls import PlaceSelect


class PrintForm(forms.Form):
    """What to print, of which place, on which paper."""

    kind = forms.ChoiceField(label="打印什么", choices=[(k.value, PAPER_LABELS[k]) for k in PaperKind])
    division = forms.ChoiceField(label="范围", widget=PlaceSelect)
    only = forms.ChoiceField(
        label="全部还是重印", choices=[(o.value, ONLY_LABELS[o]) for o in Only], required=False, initial=Only.ALL
    )
    labels = forms.ChoiceField(
        label="标签纸", choices=[(s.value, LABEL_STOCK_LABELS[s]) for s in LabelStock], initial=LabelStock.A4_QUARTERS
    )
    start = forms.IntegerField(
        label="从第几张标签开始",
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        initial=1,
        help_text="半张用过的标签纸：数到第一个空位，先从左到右，再从上到下",
    )
    spines = forms.ChoiceField(
        label="盒脊纸", choices=[(s.value, SPINE_STOCK_LABELS[s]) for s in SpineStock], initial=SpineStock.A4
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_within(scope)  # type: ignore[attr-defined]

    def clean_only(self) -> Only:
        """All labels, when nothing was chosen."""
        return Only(self.cleaned_data["only"] or Only.ALL)

    def clean_start(self) -> int:
        """The first place, when nothing was given."""
        return self.cleaned_data["start"] or 1

    def clean(self) -> dict[str, Any]:
        """A first place that the sheet has: the printer would begin on a label that is used."""
        given = super().clean() or self.cleaned_data
        places = LABEL_SHEETS[LabelStock(given["labels"])].places if "labels" in given else MOST_PLACES
        if given.get("start", 1) > places:
            self.add_error("start", f"这种标签纸一页只有 {places} 张，请填 1 至 {places}，或换一种标签纸。")
        return given


class DueForm(forms.Form):
    """Which papers of which village or township are looked through; a whole county would be too many to list."""

    kind = forms.ChoiceField(
        label="内容", choices=[(k.value, PAPER_LABELS[k]) for k in REPRINTED_KINDS], required=False
    )
    division = forms.ChoiceField(label="范围")
    only = forms.ChoiceField(
        label="原因",
        choices=[("", "全部"), (Only.CHANGED.value, "有变化的"), (Only.NEW.value, "没印过的")],
        required=False,
    )

    def __init__(self, query: QueryDict, *, scope: str) -> None:
        groups = [(name, places) for name, places in places_within(scope) if not _is_county(places)]
        first = groups[0][1][0][0] if groups else ""
        asked = {name: query.get(name, "") for name in ("kind", "only")}
        super().__init__(asked | {"division": query.get("division") or first})
        self.fields["division"].choices = groups  # type: ignore[attr-defined]

    def clean_kind(self) -> PaperKind:
        """Labels, when nothing was chosen."""
        return PaperKind(self.cleaned_data["kind"] or PaperKind.POUCH_LABEL)

    def clean_only(self) -> Only:
        """All that are due, when nothing was chosen."""
        return Only(self.cleaned_data["only"] or Only.DUE)


def _is_county(places: list[tuple[str, str]]) -> bool:
    return level_of(places[0][0]) == DivisionLevel.COUNTY


class PrinterForm(forms.Form):
    """How far the printer draws beside the mark."""

    right = forms.FloatField(
        label="偏右（毫米）",
        min_value=-MOST_OFFSET_MM,
        max_value=MOST_OFFSET_MM,
        help_text="印出来比标签框偏右多少；偏左填负数",
    )
    down = forms.FloatField(
        label="偏下（毫米）",
        min_value=-MOST_OFFSET_MM,
        max_value=MOST_OFFSET_MM,
        help_text="印出来比标签框偏下多少；偏上填负数",
    )


class DesignForm(forms.Form):
    """How the county's papers look: title, typeface, sheet, logo, and a place in the order for each field."""

    title = forms.CharField(label="标题", max_length=30)
    face = forms.ChoiceField(label="内容字体", choices=[(f.value, FACE_LABELS[f]) for f in Face])
    stock = forms.ChoiceField(label="平常用的纸")
    show_code = forms.BooleanField(label="印二维码", required=False)
    logo = forms.FileField(label="标志图片", required=False, help_text="PNG、JPEG 或只含形状的 SVG，不超过 500 KB")
    no_logo = forms.BooleanField(label="去掉现在的标志", required=False)
    note = forms.CharField(label="改了什么", max_length=100, required=False)

    def __init__(self, *args: Any, design: Design, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(design) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.paper, self.designed = design.paper, DESIGNED[design.paper]
        self.fields["title"].required = self.designed.titled
        stocks = [(stock.value, words) for stock, words in self.designed.stock_labels.items()]
        self.fields["stock"].choices = stocks  # type: ignore[attr-defined]
        for field, label in self.designed.field_labels.items():
            place = forms.IntegerField(
                label=label, min_value=1, max_value=len(self.designed.field_labels), required=False
            )
            place.widget.attrs["class"] = "input"
            self.fields[f"at-{field.value}"] = place

    @property
    def places(self) -> list[forms.BoundField]:
        """The fields that say where each field of the paper stands."""
        return [self[f"at-{field.value}"] for field in self.designed.field_labels]

    def clean_logo(self) -> Any:
        """Refuse what is larger than any logo."""
        file = self.cleaned_data["logo"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError("图片超过 500 KB，请缩小后再上传。")
        return file

    def design(self, logo: str) -> Design:
        """Return the design that the form says; fields without a place are not printed."""
        asked = {field: self.cleaned_data.get(f"at-{field.value}") for field in self.designed.field_labels}
        ordered = sorted((place, field) for field, place in asked.items() if place)
        stocks = {stock.value: stock for stock in self.designed.stock_labels}
        return Design(
            title=self.cleaned_data["title"],
            fields=tuple(field for _, field in ordered),
            face=Face(self.cleaned_data["face"]),
            stock=stocks[self.cleaned_data["stock"]],
            logo="" if self.cleaned_data["no_logo"] else logo,
            show_code=self.cleaned_data["show_code"],
            paper=self.paper,
        )


def _initial(design: Design) -> dict[str, Any]:
    places = {f"at-{field.value}": number for number, field in enumerate(design.fields, start=1)}
    return places | {
        "title": design.title,
        "face": design.face.value,
        "stock": design.stock.value,
        "show_code": design.show_code,
    }
