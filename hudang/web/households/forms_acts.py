"""Forms of single acts: leaving, changing the head, states, classes, incomes, assets, reveal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from hudang.households.actions.economy import IncomeLine
from hudang.households.queries.detail import MemberView
from hudang.households.vocabulary import (
    ASSET_KIND,
    BENEFIT_STATE_LABELS,
    FAMILY_STRUCTURE,
    INCOME_GROUP,
    INCOME_KIND,
    INCOME_PERIOD_LABELS,
    INCOME_SOURCE,
    LEAVING,
    STOP_REASON,
    BenefitState,
)
from hudang.web.households.controls import relation_choices
from hudang.web.shared.days import DayInput

CHOOSE = ("", "请选择")
FOLLOWS = ("", "按原关系推定")
EMPTY_ROWS = 3
MOST_ROWS = 60
RowCells = list[tuple[str, forms.BoundField]]


def _day(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=DayInput)


def _reason(label: str = "理由") -> forms.CharField:
    return forms.CharField(label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class VersionedForm(forms.Form):
    """A form that knows which version of the household it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadChoiceForm(VersionedForm):
    """Who becomes head, and how the others are related to the new head."""

    def choose_head(self, others: Sequence[MemberView]) -> None:
        """Offer the members as head and ask for the relation of each."""
        names = [(str(m.pk), f"{m.name}（{m.relation}）") for m in others if not m.is_head]
        # who is the only one need not be chosen
        self.fields["new_head"] = forms.ChoiceField(
            label="新户主", choices=names if len(names) == 1 else [CHOOSE, *names]
        )
        choices = [FOLLOWS, *relation_choices()[1:]]
        for member in others:
            self.fields[f"relation_{member.pk}"] = forms.ChoiceField(
                label=f"{member.name}与新户主的关系", choices=choices, required=False
            )

    def new_head(self) -> int | None:
        """Return the member chosen as head."""
        chosen = self.cleaned_data.get("new_head")
        return int(chosen) if chosen else None

    def relations(self) -> dict[int, str]:
        """Return the relations chosen, by member."""
        prefix = "relation_"
        return {
            int(name.removeprefix(prefix)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


class LeaveForm(HeadChoiceForm):
    """When and why somebody leaves."""

    leaving = forms.ChoiceField(label="减员原因", choices=[CHOOSE, *LEAVING.items()])
    until = _day("减员日期", "自这一天起不再是本户成员")

    def facts(self) -> dict[str, Any]:
        """Return why the member leaves, and where it is the head, who follows and how the others are related."""
        return {"leaving": self.cleaned_data["leaving"], "new_head": self.new_head(), "relations": self.relations()}


class ChangeHeadForm(HeadChoiceForm):
    """From when another member is head."""

    on = _day("变更日期")


class StopForm(VersionedForm):
    """Why and when the support ends."""

    stop_reason = forms.ChoiceField(label="停保原因", choices=[CHOOSE, *STOP_REASON.items()])
    on = _day("停保日期")
    reason = _reason("事实与依据")


class RestartForm(VersionedForm):
    """Why and when the support begins again."""

    on = _day("恢复日期")
    reason = _reason("事实与依据")


class StateForm(VersionedForm):
    """Another state, and why."""

    state = forms.ChoiceField(label="改为")
    reason = _reason("事实与依据")

    def __init__(self, *args: Any, states: Sequence[BenefitState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(s.value, BENEFIT_STATE_LABELS[s]) for s in states]  # type: ignore[attr-defined]


class ClassificationForm(VersionedForm):
    """Classes set by hand."""

    family_structure = forms.ChoiceField(label="家庭结构", choices=list(FAMILY_STRUCTURE.items()))
    income_source = forms.ChoiceField(label="主要收入来源", choices=list(INCOME_SOURCE.items()))
    reason = _reason("调整理由")


class RevealForm(forms.Form):
    """Why a number is to be seen in clear."""

    reason = forms.CharField(label="理由", max_length=100)


class RowsForm(VersionedForm):
    """Lines in a table: those that stand and a few empty ones; a line left empty counts for nothing."""

    CELLS: tuple[str, ...] = ()
    # a line counts when one of these is filled in
    DECIDES: tuple[str, ...] = ()
    COLUMNS: tuple[str, ...] = ()
    since = _day("自哪一天起")

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_count = min(rows, MOST_ROWS)
        self.fields["rows"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.row_count)
        for index in range(self.row_count):
            for name, made in self.cells(index).items():
                made.required = False
                made.widget.attrs["class"] = "input"
                self.fields[f"line_{index}_{name}"] = made

    def cells(self, index: int) -> dict[str, forms.Field]:
        """Return the fields of one line by name."""
        raise NotImplementedError

    def lines(self) -> Iterator[RowCells]:
        """Yield each line as its columns with their fields, for the template."""
        for index in range(self.row_count):
            cells = (self[f"line_{index}_{name}"] for name in self.CELLS)
            yield list(zip(self.COLUMNS, cells, strict=True))

    def _filled(self) -> list[tuple[int, dict[str, Any]]]:
        found = []
        for index in range(self.row_count):
            cells = {name: self.cleaned_data.get(f"line_{index}_{name}") for name in self.CELLS}
            if any(cells[name] for name in self.DECIDES):
                found.append((index, cells))
        return found

    def places(self) -> dict[str, str]:
        """Translate the action's line numbers, which count filled lines only, into the form's."""
        return {
            f"line_{number}_{name}": f"line_{index}_{name}"
            for number, (index, _) in enumerate(self._filled())
            for name in self.CELLS
        }


def _amount_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))


class IncomesForm(RowsForm):
    """The incomes that hold from a day on."""

    CELLS = ("member", "kind", "amount", "period")
    DECIDES = ("kind", "amount")
    COLUMNS = ("成员", "收入项", "金额（元）", "计算期")
    none = forms.BooleanField(label="已核实，本户没有任何收入", required=False)

    def __init__(self, *args: Any, members: Sequence[MemberView], **kwargs: Any) -> None:
        self._members = [("", "全户"), *((str(m.pk), m.name) for m in members)]
        super().__init__(*args, **kwargs)

    def cells(self, index: int) -> dict[str, forms.Field]:
        """Return whose income, of which kind, how much, by month or year."""
        kinds: dict[str, list[tuple[str, str]]] = {}
        for code, label in INCOME_KIND.items():
            kinds.setdefault(INCOME_GROUP[code[0]], []).append((code, label))
        number = f"第 {index + 1} 行"
        return {
            "member": forms.ChoiceField(label=f"{number}成员", choices=self._members),
            "kind": forms.ChoiceField(label=f"{number}收入项", choices=[("", "—"), *kinds.items()]),
            "amount": _amount_field(f"{number}金额"),
            "period": forms.ChoiceField(
                label=f"{number}计算期", choices=[(p.value, label) for p, label in INCOME_PERIOD_LABELS.items()]
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for lines or for the word that there is no income, not both and not neither."""
        cleaned = super().clean() or {}
        if bool(self._filled()) == bool(cleaned.get("none")):
            self.add_error("none", "请填写收入项；确实没有收入的，勾选本项并清空各行。")
        return cleaned

    def income_lines(self) -> list[IncomeLine]:
        """Return the lines for the action."""
        return [
            IncomeLine(
                kind=cells["kind"],
                amount=cells["amount"],
                period=cells["period"] or "month",
                member_id=int(cells["member"]) if cells["member"] else None,
            )
            for _, cells in self._filled()
        ]


class AssetsForm(RowsForm):
    """The assets that hold from a day on."""

    CELLS = ("kind", "description", "value")
    DECIDES = CELLS
    COLUMNS = ("财产类别", "说明", "估值（元）")

    def cells(self, index: int) -> dict[str, forms.Field]:
        """Return kind, description and value."""
        number = f"第 {index + 1} 行"
        return {
            "kind": forms.ChoiceField(label=f"{number}类别", choices=[("", "—"), *ASSET_KIND.items()]),
            "description": forms.CharField(label=f"{number}说明", max_length=120),
            "value": _amount_field(f"{number}估值"),
        }

    def asset_lines(self) -> list[Mapping[str, Any]]:
        """Return the lines for the action."""
        return [cells for _, cells in self._filled()]
