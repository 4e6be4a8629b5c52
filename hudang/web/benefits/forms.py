"""Forms of the allowance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from hudang.benefits.rules.months import read_month
from hudang.benefits.vocabulary import BANK_RESULT
from hudang.divisions.queries import places_within
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import InvalidInput
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.days import day_field

LARGEST = 60 * 1024 * 1024


class MonthField(forms.Field):
    """A month as 2026-11."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the first day of the month."""
        if not value:
            return None
        try:
            return read_month(str(value))
        except InvalidInput as refusal:
            raise forms.ValidationError(refusal.fields["month"]) from refusal

    def prepare_value(self, value: Any) -> Any:
        """Show a day as its month."""
        return f"{value:%Y-%m}" if isinstance(value, date) else value


class AmountField(forms.DecimalField):
    """Yuan with at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal(0), **kwargs)


class PrepareForm(forms.Form):
    """Which month to prepare, with its price subsidy."""

    month = MonthField(label="月份")
    price_subsidy = AmountField(label="价格临时补贴（元/人）", required=False, help_text="没有启动的月份不填")
    price_reference = forms.CharField(label="价格临时补贴依据", max_length=120, required=False)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return {
            "month": given["month"],
            "price_subsidy": given["price_subsidy"] or Decimal(0),
            "price_reference": given["price_reference"],
        }


class FoundForm(forms.Form):
    """From which month the first awards hold."""

    month = MonthField(label="起发月")


class ListFilter(forms.Form):
    """What narrows a list."""

    q = forms.CharField(label="户主、户编号或账号尾号", max_length=20, required=False)
    place = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    result = forms.ChoiceField(
        label="代发结果", required=False, choices=[("", "全部"), ("none", "未回盘"), *BANK_RESULT.items()]
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        """Return the significant digits of the place."""
        place: str = self.cleaned_data["place"]
        return scope_prefix(place) if place else ""


class BankFileForm(forms.Form):
    """In which form, and why, full account numbers leave the product."""

    kind = forms.ChoiceField(label="格式", choices=[("xlsx", "Excel（.xlsx）"), ("csv", "CSV")])
    reason = forms.CharField(label="理由", max_length=200, help_text="例如“送农商行代发”，记入操作日志")


class ReturnForm(forms.Form):
    """A bank's file."""

    file = forms.FileField(label="回盘文件", allow_empty_file=True)

    def clean_file(self) -> Any:
        """Refuse what is larger than any answer of a bank."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件超过 60 MB，不像是回盘文件。")
        return file


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


class RepaymentForm(forms.Form):
    """Money that came back."""

    amount = AmountField(label="缴回金额（元）")
    on = day_field("缴回日期")
    voucher = forms.CharField(label="缴款凭证号", max_length=60)


class InstalmentForm(forms.Form):
    """How much is kept back a month."""

    instalment = AmountField(label="每月扣回（元）", help_text="0 表示不从低保金中扣")
    reason = forms.CharField(label="理由", max_length=200)


class ChangeForm(forms.Form):
    """From which month the new standard holds."""

    month = MonthField(label="执行月")
    reference = forms.CharField(label="文件依据", max_length=200, required=False)
