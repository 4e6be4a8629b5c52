"""The filters of the list of tasks, as they stand in the URL."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.recertification.queries.rules import enabled_rules
from hudang.recertification.queries.to_do import WHEN_LABELS, WHOSE_LABELS, TaskFilters, When, Whose
from hudang.web.households.controls import PlaceSelect

_ANY = ("", "全部")


class TaskFilterForm(forms.Form):
    """What a list of tasks is narrowed to; the date is chosen by the tabs."""

    whose = forms.ChoiceField(label="谁的", required=False)
    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    rule = forms.ChoiceField(label="核查规则", required=False)

    def __init__(self, *args: Any, scope: str, whose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whose = whose
        chosen_first = sorted(WHOSE_LABELS.items(), key=lambda pair: pair[0] != whose)
        self.fields["whose"].choices = [(w.value, name) for w, name in chosen_first]  # type: ignore[attr-defined]
        self.fields["division"].choices = [_ANY, *places_within(scope)]  # type: ignore[attr-defined]
        rules = [(rule.code, f"{rule.code} {rule.text.name}") for rule in enabled_rules()]
        self.fields["rule"].choices = [_ANY, *rules]  # type: ignore[attr-defined]

    def filters(self, when: str) -> TaskFilters:
        """Return the filters for the query; values that no choice offers narrow nothing."""
        self.is_valid()
        found = self.cleaned_data
        return TaskFilters(
            whose=found.get("whose") or self._whose,
            when=when if when in [w.value for w in When] else When.ALL,
            division=found.get("division", ""),
            rule=found.get("rule", ""),
        )


def when_tabs(counts: dict[str, int], current: str, kept: str) -> list[dict[str, Any]]:
    """Return the tabs of the list; ``kept`` is the rest of its address."""
    more = f"&{kept}" if kept else ""
    return [
        {"label": label, "url": f"?when={when}{more}", "count": counts[when], "current": when == current}
        for when, label in WHEN_LABELS.items()
    ]


def default_whose(may_visit: bool) -> str:
    """Return whose tasks somebody sees first: his own, or everybody's where he makes no visits."""
    return Whose.MINE if may_visit else Whose.ALL
