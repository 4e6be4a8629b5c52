"""Forms of roster imports."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.rosters.rules.mapping import WorkbookMapping
from hudang.rosters.vocabulary import FIELD_LABELS

LARGEST = 60 * 1024 * 1024


class UploadForm(forms.Form):
    """A workbook and the office that it comes from."""

    file = forms.FileField(
        label="花名册文件", help_text=".xlsx、.xls 或 .csv，每户一行或每人一行都可以", allow_empty_file=True
    )
    division = forms.ChoiceField(label="所属单位", help_text="只导入这个范围内的户，范围外的行会退回")

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
        choices = [("", "（不导入）"), *FIELD_LABELS.items()]
        for number, sheet in enumerate(mapping.sheets):
            for column in sheet.columns:
                self.fields[f"c{number}-{column.index}"] = forms.ChoiceField(
                    label=column.header or f"第 {column.index + 1} 列",
                    choices=choices,
                    required=False,
                    initial=column.field or "",
                )

    def corrected(self) -> WorkbookMapping:
        """Return the mapping as chosen."""
        chosen = {
            (number, column.index): self.cleaned_data.get(f"c{number}-{column.index}") or None
            for number, sheet in enumerate(self.mapping.sheets)
            for column in sheet.columns
        }
        return self.mapping.corrected(chosen)
