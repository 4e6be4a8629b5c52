"""The fields of a step of the desk as forms: named as the declaration names its faults, numbers hidden once stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.forms.utils import ErrorDict, ErrorList

from hudang.casework.rules.desk_parts import Part
from hudang.casework.rules.desk_steps import Rows
from hudang.households.rules.fields import Field, Kind
from hudang.households.rules.masking import masked
from hudang.web.households.controls import control, hide_stored, relation_choices
from hudang.web.households.forms import MemberForm

NUMBER = "__n__"
ESSENTIAL = (
    "name", "relation", "identity_kind", "identity", "sex", "born_on", "ethnicity", "registration", "marital", "health",
    "work_capacity", "employment", "covered",
)  # fmt: skip


class PartForm(forms.Form):
    """Some fields of a part; never bound: what was typed is kept, right or not, and judged by the rules."""

    def __init__(self, fields: Sequence[Field], values: Part, prefix: str, faults: Mapping[str, str]) -> None:
        super().__init__(
            prefix=prefix, initial={each.name: values.get(each.name) for each in fields if not each.secret}
        )
        self._faults = faults
        for each in fields:
            self.fields[each.name] = _control(each)
        secret = {each.name: each for each in fields if each.secret}
        hide_stored(self, secret, {name: masked(name, str(values.get(name) or "")) for name in secret})

    def add_prefix(self, field_name: str) -> str:
        """Return the name as the rules write it: ``members_0_name``."""
        return f"{self.prefix}_{field_name}" if self.prefix else field_name

    @cached_property
    def errors(self) -> ErrorDict:  # type: ignore[override]
        """What the rules say of these fields."""
        named = {name: self._faults.get(self.add_prefix(name)) for name in self.fields}
        return ErrorDict({name: ErrorList([said]) for name, said in named.items() if said})

    def some(self, names: Sequence[str]) -> list[forms.BoundField]:
        """Return some of the fields, choices of several last."""
        return sorted((self[name] for name in names if name in self.fields), key=lambda bound: bound.use_fieldset)


def _control(each: Field) -> forms.Field:
    made = control(each)
    # a draft may lack anything, and the browser shall not stop it
    made.widget.is_required = False
    if each.name == "relation" and each.kind is Kind.CODE:
        made.choices = [("", "请选择"), ("02", "户主"), *relation_choices()[1:]]  # type: ignore[attr-defined]
    return made


@dataclass(frozen=True)
class RowView:
    """One row: the name of its fields begins with ``prefix``."""

    prefix: str
    number: str
    key: str
    title: str
    form: PartForm
    inner: list[RowsView] = field(default_factory=list)

    @property
    def essential(self) -> list[forms.BoundField]:
        """What every member's form asks first."""
        return self.form.some(ESSENTIAL)

    @property
    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Yield the other fields of a member by group, and whether something is filled in there."""
        for title, names in MemberForm.GROUPS.items():
            bound = self.form.some([name for name in names if name not in ESSENTIAL])
            if bound:
                yield title, bound, any(each.initial or each.field.widget.attrs.get("placeholder") for each in bound)


@dataclass(frozen=True)
class RowsView:
    """A list of rows with one that is empty, from which the page makes more."""

    name: str
    label: str
    rows: list[RowView]
    blank: RowView | None
    faults: str = ""


def rows_view(
    rows: Rows, path: str, part: Sequence[Part], faults: Mapping[str, str], names: Sequence[str], more: str = ""
) -> RowsView:
    """Return a list for the page; ``more`` names the list that shows an empty row without script."""
    shown = [
        _row(rows, f"{path}_{n}", str(n), row, faults, names[n] if n < len(names) else "") for n, row in enumerate(part)
    ]
    if not rows.fixed and more == path:
        shown.append(_row(rows, f"{path}_{len(part)}", str(len(part)), {}, {}, ""))
    blank = None if rows.fixed else _row(rows, f"{path}_{NUMBER}", NUMBER, {}, {}, "")
    return RowsView(path, rows.label, shown, blank, faults.get(path, ""))


def _row(rows: Rows, prefix: str, number: str, part: Part, faults: Mapping[str, str], title: str) -> RowView:
    values = part or {
        "period": "year" if rows.name in ("expenses", "incomes") else "",
        "covered": True,
        "identity_kind": "111",
    }
    inner = [rows_view(each, f"{prefix}_{each.name}", part.get(each.name, []), faults, ()) for each in rows.inner]
    return RowView(
        prefix, number, str(part.get("key", "")), title, PartForm(rows.fields, values, prefix, faults), inner
    )
