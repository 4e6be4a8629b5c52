"""Forms of roster imports."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.rosters.rules.mapping import HOUSEHOLD, MEMBER, SheetMapping, WorkbookMapping, correct
from hudang.rosters.vocabulary import FIELDS, label_of
from hudang.web.households.controls import PlaceSelect

UNITS = [(HOUSEHOLD, "一户"), (MEMBER, "一名家庭成员")]
LARGEST = 60 * 1024 * 1024


class UploadForm(forms.Form):
    """A workbook and the office that it comes from."""

    file = forms.FileField(
        label="花名册文件", help_text=".xlsx、.xls 或 .csv，每户一行或每人一行都可以", allow_empty_file=True
    )
    division = forms.ChoiceField(
        label="所属单位", widget=PlaceSelect, help_text="只导入这个范围内的户，范围外的行会退回"
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_within(scope)  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is larger than any roster."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件超过 60 MB，不像是花名册。请确认是否选错文件，或按乡镇拆开再导入。")
        return file


class MappingForm(forms.Form):
    """One choice a column: which field it holds."""

    def __init__(self, *args: Any, mapping: WorkbookMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        for number, sheet in enumerate(mapping.sheets):
            if sheet.readable:
                self.fields[f"u{number}"] = forms.ChoiceField(
                    label="每行是", choices=UNITS, required=False, initial=sheet.unit
                )
            for column in sheet.columns if sheet.readable else ():
                self.fields[f"c{number}-{column.index}"] = forms.ChoiceField(
                    label=column.header or f"第 {column.index + 1} 列",
                    choices=_choices(column.field),
                    widget=forms.Select(attrs={"class": "input"}),
                    required=False,
                    initial=column.field or "",
                )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns of a sheet for one field."""
        cleaned = super().clean() or {}
        for number, sheet in enumerate(self.mapping.sheets):
            seen: dict[str, str] = {}
            for column in sheet.columns:
                name = f"c{number}-{column.index}"
                field = cleaned.get(name)
                if field and field in seen:
                    self.add_error(name, f"“{label_of(field)}”已选给“{seen[field]}”一列，请改其中一列。")
                elif field:
                    seen[field] = column.header or f"第 {column.index + 1} 列"
        return cleaned

    def corrected(self) -> WorkbookMapping:
        """Return the mapping as chosen; raises ``InvalidMapping`` when two columns hold the same field."""
        sheets = [
            {
                "name": sheet.name,
                "unit": self.cleaned_data.get(f"u{number}") or sheet.unit,
                "columns": self._chosen(number, sheet),
            }
            for number, sheet in enumerate(self.mapping.sheets)
            if sheet.readable
        ]
        return correct(self.mapping, {"sheets": sheets})

    def _chosen(self, number: int, sheet: SheetMapping) -> list[dict[str, Any]]:
        chosen = []
        for column in sheet.columns:
            field = self.cleaned_data.get(f"c{number}-{column.index}") or None
            if field != column.field:
                chosen.append({"index": column.index, "field": field})
        return chosen


def _choices(current: str | None) -> list[tuple[str, str]]:
    names = {name: label_of(name) for name in FIELDS}
    if current:
        names[current] = label_of(current)
    return [("", "（不导入）"), *names.items()]
