"""Forms of items: uploading, filing one, correcting, and deciding about waiting pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hudang.archives.queries.requirements import materials
from hudang.archives.rules.descriptions import LONGEST_CREATOR, LONGEST_NOTE, LONGEST_TITLE, MOST_PAPER_PAGES, tidy_date
from hudang.archives.vocabulary import ORIGINAL_LABELS
from hudang.web.shared.stale import VersionedForm

ACCEPT = ".jpg,.jpeg,.png,.tif,.tiff,.pdf"
FILE_HINT = "JPEG、PNG、TIFF、PDF，单个不超过 200 MB"
_DATE_HELP = "8 位数字，如 20260305；只知道年月写 20260300；不知道可以空着，以后再补"


_ORIGINALS = [(value.value, label) for value, label in ORIGINAL_LABELS.items()]


def material_choices(empty: str) -> list[tuple[str, str]]:
    """Return the materials in the order of the pouch, after a first line for none."""
    return [("", empty), *((material.code, f"{material.code} {material.name}") for material in materials())]


class ArchiveDateField(forms.CharField):
    """A date in eight digits, typed in any usual way."""

    def __init__(self, *, help_text: str = _DATE_HELP) -> None:
        super().__init__(label="文件日期", required=False, max_length=20, help_text=help_text)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "placeholder": "20260305"}

    def clean(self, value: Any) -> str:
        """Return the date in eight digits; whether it is one is for the action to say."""
        return tidy_date(super().clean(value))


class OriginalField(forms.ChoiceField):
    """Original or copy; as the material usually comes when nothing is chosen."""

    def __init__(self) -> None:
        super().__init__(
            label="原件或复印件",
            required=False,
            choices=[("", "按材料判断"), *_ORIGINALS],
            help_text="户口簿、身份证等原件由本人保管的记为复印件，其余记为原件",
        )


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several uploaded files, in the order in which the browser sends them."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the list of files; empty ones are left to the intake, which says what is wrong with them."""
        given: Sequence[UploadedFile[Any]] = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(given)


class UploadForm(forms.Form):
    """What holds for all files of an upload."""

    material = forms.ChoiceField(label="材料", required=False)
    dated = ArchiveDateField(help_text="不填时按文件名中的日期")
    original = OriginalField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = material_choices("按文件名判断")  # type: ignore[attr-defined]
        self.fields["material"].widget.attrs["data-per-file"] = ""


class _DescribedForm(forms.Form):
    """The description of an item."""

    material = forms.ChoiceField(label="材料")
    title = forms.CharField(label="题名", required=False, max_length=LONGEST_TITLE)
    creator = forms.CharField(label="责任者", required=False, max_length=LONGEST_CREATOR)
    document_number = forms.CharField(label="文号", required=False, max_length=40)
    dated = ArchiveDateField()
    original = OriginalField()
    note = forms.CharField(label="备注", required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = material_choices("请选择")  # type: ignore[attr-defined]


class ItemForm(_DescribedForm):
    """One item from several files, or of paper only."""

    scans = SeveralFilesField(label="电子件", required=False, help_text=f"几页、几个文件合为一件。{FILE_HINT}")
    page_count = forms.IntegerField(
        label="页数", required=False, min_value=1, max_value=MOST_PAPER_PAGES, help_text="只有纸质件时填写"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "不填时按“户主＋家庭最低生活保障＋材料名”拟写"
        self.fields["creator"].help_text = "不填时个人材料写户主，其余写乡镇政府或民政局"
        # the script takes several photographs one after the other, turns, crops and orders them
        self.fields["scans"].widget.attrs |= {"accept": ACCEPT, "data-pages": ""}

    def put_first(self, missing: Sequence[str]) -> None:
        """Offer the materials that the pouch lacks before all others."""
        offered = material_choices("请选择")
        lacking = [choice for choice in offered if choice[0] in missing]
        others = [choice for choice in offered[1:] if choice[0] not in missing]
        if lacking:
            self.fields["material"].choices = [offered[0], ("本袋还缺的", lacking), ("其他材料", others)]  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """The pages of an item that is there on paper."""

    scans = SeveralFilesField(label="扫描件", help_text=f"几页、几个文件合为一件。{FILE_HINT}")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scans"].widget.attrs |= {"accept": ACCEPT, "data-pages": ""}


class CorrectionForm(VersionedForm, _DescribedForm):
    """A corrected description, with the reason."""

    reason = forms.CharField(label="更正理由", max_length=300, help_text="记入操作日志")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = self.fields["creator"].required = True
        self.fields["original"].choices, self.fields["original"].help_text = _ORIGINALS, ""  # type: ignore[attr-defined]


class QueuedForm(_DescribedForm):
    """Which household the chosen pages belong to, and as what they are filed."""

    household = forms.CharField(
        label="户编号", required=False, max_length=16, help_text="先在上面查找并选择，或直接填写"
    )

    def clean(self) -> dict[str, Any]:
        """Take the household that was ticked among those found, else the one typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["household"] = self.data.get("found") or cleaned.get("household", "")
        if not cleaned["household"]:
            self.add_error("household", "请查找并选择一户。")
        return cleaned
