"""What the pages of an overview are narrowed to, as it stands in their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import places_within
from hudang.kernel import clock
from hudang.recertification.queries.listed import NOBODY, WHAT_LABELS, Wanted, What, read_span
from hudang.recertification.queries.rules import rules_on
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.numbers import row_number

if TYPE_CHECKING:
    from hudang.accounts.models import User

_ANY = ("", "全部")
_DAY_OR_MONTH = {"placeholder": "2026-11 或 2026-11-23", "inputmode": "numeric"}


class WantedForm(forms.Form):
    """The filters of the list of tasks; what became of them is chosen by the tabs."""

    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    rule = forms.ChoiceField(label="核查规则", required=False)
    assignee = forms.ChoiceField(label="执行人", required=False)
    due = forms.CharField(label="应完成", required=False, max_length=10, widget=forms.TextInput(attrs=_DAY_OR_MONTH))
    done = forms.CharField(label="完成", required=False, max_length=10, widget=forms.TextInput(attrs=_DAY_OR_MONTH))

    def __init__(self, *args: Any, scope: str, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [(rule.code, f"{rule.code} {rule.text.name}") for rule in rules_on().values()]
        self.fields["division"].choices = [_ANY, *places_within(scope)]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [_ANY, *rules]  # type: ignore[attr-defined]
        self.fields["assignee"].choices = [_ANY, (NOBODY, "还没有派人"), *people]  # type: ignore[attr-defined]

    def clean_due(self) -> str:
        """A day or a month."""
        return _span_text(self.cleaned_data["due"])

    def clean_done(self) -> str:
        """A day or a month."""
        return _span_text(self.cleaned_data["done"])

    def wanted(self, what: str) -> Wanted:
        """Return the filters for the query; values that no choice offers narrow nothing."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            what=what if what in set(What) else What.TO_DO,
            **{name: found.get(name, "") for name in self.fields},
        )


def _span_text(text: str) -> str:
    if text and read_span(text) is None:
        raise forms.ValidationError("请写成 2026-11 或 2026-11-23。")
    return text


def what_tabs(counts: dict[str, int], current: str, kept: str) -> list[dict[str, Any]]:
    """Return the tabs of the list; ``kept`` is the rest of its address."""
    more = f"&{kept}" if kept else ""
    return [
        {"label": label, "url": f"?what={what}{more}", "count": counts[what], "current": what == current}
        for what, label in WHAT_LABELS.items()
    ]


def month_asked(text: str) -> date:
    """Return the first day of the month that the address names; of this month when it names none."""
    span = read_span(text)
    return (span[0] if span else clock.today()).replace(day=1)


def months_around(month: date) -> tuple[str, str]:
    """Return the month before and the one after, as an address names them."""
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    after = date(month.year + (month.month == 12), month.month % 12 + 1, 1)
    return f"{before:%Y-%m}", f"{after:%Y-%m}"


def chosen(texts: Sequence[str]) -> list[int]:
    """Return the tasks that were ticked."""
    return [row_number(text) for text in texts]


def parts_of(user: User, current: str) -> list[dict[str, Any]]:
    """Return the tabs between the pages of an overview."""
    parts = [
        ("list", "要做的事", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("board", "各村", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("calendar", "日历", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("people", "走访情况", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("endings", "将到期的证件", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("tasks", "逐项清单", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("campaigns", "年审", (Right.VISIT, Right.EXAMINE_VISITS)),
        ("supervisions", "督办单", (Right.EXAMINE_VISITS,)),
    ]
    return [
        {"label": label, "url": reverse(f"recertification:{name}"), "current": name == current}
        for name, label, rights in parts
        if any(user.may(right) for right in rights)
    ]
