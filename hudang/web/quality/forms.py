"""Forms of this area."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dateparse import parse_date

from hudang.archives.queries.keeping import NOBODY, keepers_for
from hudang.quality.queries.problems import ProblemFilter
from hudang.quality.rules.catalogue import RULES
from hudang.quality.vocabulary import GROUP_LABELS, SEVERITY_LABELS, STATE_LABELS, State
from hudang.web.archives.forms import DivisionFilter

if TYPE_CHECKING:
    from hudang.accounts.models import User

_ALL = [("", "全部")]


class ProblemFilterForm(DivisionFilter):
    """What a list of problems is narrowed to."""

    rule = forms.ChoiceField(label="规则", required=False)
    group = forms.ChoiceField(
        label="种类", required=False, choices=_ALL + [(g.value, t) for g, t in GROUP_LABELS.items()]
    )
    severity = forms.ChoiceField(
        label="轻重", required=False, choices=_ALL + [(s.value, t) for s, t in SEVERITY_LABELS.items()]
    )
    keeper = forms.ChoiceField(label="保管人", required=False)
    household = forms.CharField(label="户编号", required=False, max_length=16)
    state = forms.ChoiceField(label="状态", required=False, choices=[(s.value, t) for s, t in STATE_LABELS.items()])

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, scope=user.scope)
        # a village without any box has problems of nobody too
        keepers = [(row.key, row.name) for row in keepers_for(user) if row.key != NOBODY]
        self.fields["keeper"].choices = [*_ALL, (NOBODY, "未指定"), *keepers]  # type: ignore[attr-defined]
        self.fields["rule"].choices = _ALL + [(rule.key, rule.title) for rule in RULES]  # type: ignore[attr-defined]

    def wanted(self) -> ProblemFilter:
        """Return the filter; a field that cannot be read narrows nothing."""
        self.is_valid()
        got = self.cleaned_data
        return ProblemFilter(
            rule=got.get("rule", ""),
            group=got.get("group", ""),
            severity=got.get("severity", ""),
            division=got.get("division", ""),
            household=got.get("household", "").strip(),
            # only the figures that open a list narrow it so
            mark=str(self.data.get("mark", ""))[:20],
            keeper=got.get("keeper", ""),
            state=got.get("state") or State.OPEN,
            on=_day(str(self.data.get("on", ""))),
        )


def _day(text: str) -> date | None:
    """Return a day as figures of months write it into the address; what is none narrows nothing."""
    try:
        return parse_date(text)
    except ValueError:
        return None


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
