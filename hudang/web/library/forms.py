"""Forms of the library; what is right in itself is decided by the rules, so that import and page say the same."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.assessment.vocabulary import AREA_LABELS
from hudang.library.queries.volumes import series_choices
from hudang.library.vocabulary import FAMILY_LABELS, FORCE_LABELS, KIND_LABELS, LEVEL_LABELS
from hudang.web.shared.days import day_field

_ALL = [("", "全部")]


def _choices(labels: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(key.value), label) for key, label in labels.items()]


class MultipleFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilterForm(forms.Form):
    """What the list of documents is narrowed to."""

    text = forms.CharField(label="全文", required=False, max_length=100)
    kind = forms.ChoiceField(label="种类", required=False, choices=[*_ALL, *_choices(KIND_LABELS)])
    force = forms.ChoiceField(label="效力", required=False, choices=[*_ALL, *_choices(FORCE_LABELS)])
    level = forms.ChoiceField(label="层级", required=False, choices=[*_ALL, *_choices(LEVEL_LABELS)])
    year = forms.CharField(label="年度", required=False, max_length=4)
    new = forms.BooleanField(label="只看新到", required=False)


class DocumentForm(forms.Form):
    """A document as it is entered."""

    title = forms.CharField(label="标题", max_length=200)
    kind = forms.ChoiceField(label="种类", choices=_choices(KIND_LABELS))
    number = forms.CharField(label="文号", required=False, max_length=80)
    issuer = forms.CharField(label="发文机关", required=False, max_length=100)
    level = forms.ChoiceField(label="适用层级", choices=_choices(LEVEL_LABELS))
    region = forms.CharField(label="适用区划", required=False, max_length=12)
    issued_on = day_field("成文日期", required=False)
    in_force_on = day_field("施行日期", required=False)
    repealed_on = day_field("废止日期", required=False)
    replaces = forms.CharField(
        label="替代文件", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    governs = forms.CharField(label="管什么", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    scope = forms.CharField(label="适用范围", required=False, max_length=200)
    keywords = forms.CharField(label="关键词", required=False, max_length=200)
    source = forms.CharField(label="来源", max_length=300)
    must_read = forms.BooleanField(label="须确认已读", required=False)
    text = forms.CharField(label="全文", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    file = forms.FileField(label="原件", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)


class FileForm(forms.Form):
    """The file of a document."""

    file = forms.FileField(label="原件")


class TableForm(forms.Form):
    """A workbook of entries."""

    file = forms.FileField(label="Excel 或 CSV 文件")


class FilesForm(forms.Form):
    """Many files, one entry each."""

    kind = forms.ChoiceField(label="种类", choices=_choices(KIND_LABELS))
    level = forms.ChoiceField(label="适用层级", choices=_choices(LEVEL_LABELS))
    source = forms.CharField(label="来源", max_length=300)
    uploads = forms.FileField(label="文件", widget=MultipleFiles)


class StandardForm(forms.Form):
    """A standard from a day on."""

    area = forms.ChoiceField(label="城乡", choices=[(area.value, label) for area, label in AREA_LABELS.items()])
    valid_from = day_field("执行日期")
    amount = forms.DecimalField(label="标准（元/人·月）", max_digits=10, decimal_places=2)
    document = forms.CharField(label="文件", required=False, max_length=200)
    note = forms.CharField(label="说明", required=False, max_length=200)


class LinkForm(forms.Form):
    """The document on which a version of the parameters rests."""

    document = forms.CharField(label="文件依据", max_length=200)


class RuleVersionForm(forms.Form):
    """A version of a rule."""

    text = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 14}))
    responsible = forms.CharField(label="责任岗位", max_length=120)
    basis = forms.CharField(label="依据", required=False, max_length=300)
    valid_from = day_field("施行日期")
    change = forms.CharField(label="修改说明", max_length=200, required=False)


class RuleForm(RuleVersionForm):
    """A rule of the county's own."""

    family = forms.ChoiceField(label="种类", choices=_choices(FAMILY_LABELS))
    title = forms.CharField(label="名称", max_length=80)
    field_order = ("title", "family", "text", "responsible", "basis", "valid_from")


class ItemForm(forms.Form):
    """An item of a volume, entered by hand."""

    series = forms.ChoiceField(label="类别")
    title = forms.CharField(label="题名", max_length=200)
    dated = day_field("日期")
    creator = forms.CharField(label="责任者", required=False, max_length=80)
    document_number = forms.CharField(label="文号", required=False, max_length=60)
    uploads = forms.FileField(label="电子件", required=False, widget=MultipleFiles)
    page_count = forms.IntegerField(label="纸质件页数", required=False, min_value=1)
    households = forms.CharField(label="有关的户", required=False, max_length=9000)
    note = forms.CharField(label="备注", required=False, max_length=200)
    restricted = forms.BooleanField(label="只限本级及上级查看", required=False, initial=True)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].choices = series_choices(user)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="理由", max_length=200)


class NoteForm(forms.Form):
    """A line of a note sheet."""

    text = forms.CharField(label="情况", max_length=300)
