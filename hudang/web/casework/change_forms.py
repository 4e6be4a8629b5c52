"""The form of a change: what every change tells, and the parts that its kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hudang.benefits.rules.months import read_month
from hudang.casework.queries.change_page import ChangeStand
from hudang.casework.rules.changes import Asked, applied_for
from hudang.casework.vocabulary import CHANGE_REASONS, ChangeKind
from hudang.forms.definitions.pieces import CHANGE_REASON
from hudang.web.casework.change_parts import (
    BY_HAND,
    Classes,
    Head,
    Incomes,
    Joins,
    Leaves,
    Moves,
    Part,
    Verified,
    assistance_part,
    phase_out_part,
    resume_part,
    suspend_part,
)

_PARTS: dict[ChangeKind, tuple[Callable[[ChangeStand], Part], ...]] = {
    ChangeKind.INCREASE: (Incomes, Verified),
    ChangeKind.DECREASE: (Incomes, Verified),
    ChangeKind.STOP: (),
    ChangeKind.MEMBERS: (Leaves, Joins, Verified),
    ChangeKind.HEAD: (Head, Verified),
    ChangeKind.CLASSES: (Classes, Verified),
    ChangeKind.ASSISTANCE: (assistance_part, Verified),
    ChangeKind.PHASE_OUT: (phase_out_part, Incomes, Verified),
    ChangeKind.MOVE: (Moves,),
    ChangeKind.RESUME: (resume_part,),
    ChangeKind.SUSPEND: (suspend_part,),
}

RETROACTIVE = "追溯以前月份"
HOUSEHOLD, OFFICE = "household", "office"
_SELDOM = frozenset({RETROACTIVE, BY_HAND})


@dataclass(frozen=True)
class FormSection:
    """One section of the form: title, help, rows of fields, and whether it is folded away."""

    title: str
    told: str
    rows: list[list[BoundField]]
    folded: bool


class ChangeForm(forms.Form):
    """A change of one household; ``sections`` tells how the fields stand on the page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason_code = forms.ChoiceField(label="原因")
    month = forms.CharField(label="生效年月", widget=forms.TextInput(attrs={"type": "month"}))
    origin = forms.ChoiceField(
        label="由谁提出",
        choices=[(HOUSEHOLD, "家庭申请"), (OFFICE, "经办机构提出")],
        required=False,
        help_text="家庭申请的，不同意时书面告知",
    )
    reason = forms.CharField(
        label="事实和证据",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="何时、何种方式核实，有什么证明；减发、停发的写进告知书",
    )
    basis = forms.CharField(label="依据", max_length=200, help_text="文件名称和条款，写进告知书")
    retroactive = forms.BooleanField(label="追溯以前月份", required=False)
    retroactive_basis = forms.CharField(label="追溯的依据", max_length=200, required=False)
    instalments = forms.IntegerField(label="多发的分几期追回", min_value=1, max_value=60, required=False)

    def __init__(
        self,
        data: Any,
        *,
        kind: ChangeKind,
        stand: ChangeStand,
        asked: Asked | None = None,
        version: int | None = None,
        reason: str = "",
    ) -> None:
        self.parts = [make(stand) for make in _PARTS[kind]]
        proposed = {"reason_code": reason} if reason in CHANGE_REASONS[kind] else {}
        whose = (
            HOUSEHOLD if applied_for(kind, asked or Asked(reason_code=reason, reason="", month=stand.month)) else OFFICE
        )
        first = self._first(stand, asked) | {"version": version, "origin": whose} | proposed
        super().__init__(data, initial=first)
        reasons = [(code, CHANGE_REASON[code]) for code in CHANGE_REASONS[kind]]
        self.fields["reason_code"].choices = reasons  # type: ignore[attr-defined]
        for part in self.parts:
            self.fields.update(part.fields())

    def _first(self, stand: ChangeStand, asked: Asked | None) -> dict[str, Any]:
        if asked is None:
            values: dict[str, Any] = {"month": f"{stand.month:%Y-%m}", "basis": Asked.model_fields["basis"].default}
            for part in self.parts:
                if isinstance(part, Incomes):
                    values |= part.rows_of(list(stand.incomes))
            return values
        values = asked.model_dump(include={"reason_code", "reason", "basis", "retroactive", "retroactive_basis"})
        values |= {"month": f"{asked.month:%Y-%m}", "instalments": asked.instalments}
        for part in self.parts:
            values |= part.initial(asked)
        return values

    @property
    def sections(self) -> list[FormSection]:
        """The sections of the page; what is seldom needed is folded away until something was sent."""
        rows = [["reason_code", "month", "origin"], ["reason"], ["basis"]]
        layout = [("变更", "", rows)]
        for part in self.parts:
            layout += part.layout()
        layout.append((RETROACTIVE, "要改已封账月份的才填；多发的开追缴单，少发的列补发。", [
            ["retroactive", "retroactive_basis", "instalments"]
        ]))  # fmt: skip
        return [
            FormSection(
                title, told, [[self[name] for name in row] for row in rows], title in _SELDOM and not self.is_bound
            )
            for title, told, rows in layout
        ]

    def asked(self) -> Asked:
        """Return what was asked for; raises ``InvalidInput`` for a month that is none."""
        given: Mapping[str, Any] = self.cleaned_data
        values: dict[str, Any] = {name: given[name] for name in ("reason_code", "reason", "basis", "retroactive")}
        values |= {"month": read_month(given["month"]), "retroactive_basis": given["retroactive_basis"]}
        values["instalments"] = given["instalments"] or 1
        values["by_household"] = given["origin"] == HOUSEHOLD if given["origin"] else None
        for part in self.parts:
            values |= part.read(given)
        return Asked(**values)
