"""Django form fields made from the fields of the rules, so that each limit is written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hudang.households.rules.fields import Field, Kind
from hudang.households.vocabulary import RELATION
from hudang.web.shared.days import DayInput
from hudang.web.shared.stale import MASK

NOT_CHOSEN = ("", "（未填）")
CLEAR_WORD = "无"
_RELATION_GROUPS = {
    "1": "配偶", "2": "子", "3": "女", "4": "孙辈", "5": "父母", "6": "祖辈", "7": "兄弟姐妹", "8": "其他亲属", "9": "其他亲属",
}  # fmt: skip
_NOT_MEMBERS = frozenset({"01", "02"})


class PlaceSelect(forms.Select):
    """A choice among hundreds of villages: Django's own asks a template for every option, which takes 30 ms."""

    @property
    def narrows(self) -> bool:
        """Whether there is more than one place to choose from: who has one village need not be asked for it."""
        return sum(len(inside) if isinstance(inside, list | tuple) else 1 for code, inside in self.choices if code) > 1

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the select with its groups in one go."""
        chosen = "" if value is None else str(value)
        parts = [_group(label, choices, chosen) for label, choices in self.choices]
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), mark_safe("".join(parts)))


def _group(label: Any, choices: Any, chosen: str) -> str:
    if not isinstance(choices, list | tuple):
        return _option(label, choices, chosen)
    inside = "".join(_option(code, name, chosen) for code, name in choices)
    return f'<optgroup label="{escape(label)}">{inside}</optgroup>'


def _option(code: Any, name: Any, chosen: str) -> str:
    mark = " selected" if str(code) == chosen else ""
    return f'<option value="{escape(code)}"{mark}>{escape(name)}</option>'


def relation_choices(*, head: bool = False) -> list[Any]:
    """Return the relations to the head (C2), grouped; ``head`` offers the head only."""
    if head:
        return [("02", RELATION["02"])]
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, label in RELATION.items():
        if code not in _NOT_MEMBERS:
            groups.setdefault(_RELATION_GROUPS[code[0]], []).append((code, label))
    return [("", "请选择"), *groups.items()]


def _text(field: Field, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(max_length=None, widget=widget)


def _date() -> forms.CharField:
    return forms.CharField(widget=DayInput({"autocomplete": "off"}))


def control(field: Field) -> forms.Field:
    """Return the form field of one field; what it may hold is judged by the action, not here."""
    made: forms.Field
    if field.kind is Kind.CODE:
        choices = relation_choices() if field.name == "relation" else [NOT_CHOSEN, *(field.table or {}).items()]
        made = forms.ChoiceField(choices=choices)
    elif field.kind is Kind.CODES:
        made = forms.MultipleChoiceField(choices=list((field.table or {}).items()), widget=forms.CheckboxSelectMultiple)
    elif field.kind is Kind.FLAG:
        made = forms.BooleanField()
    elif field.kind is Kind.DATE:
        made = _date()
    elif field.kind is Kind.LONG_TEXT:
        made = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    else:
        modes = {Kind.AMOUNT: "decimal", Kind.NUMBER: "numeric", Kind.DIGITS: "numeric", Kind.PHONE: "tel"}
        made = _text(field, **({"inputmode": modes[field.kind]} if field.kind in modes else {}))
    made.label, made.help_text = field.label, field.help
    made.required = field.required
    return made


def controls(fields: Mapping[str, Field], names: Iterable[str]) -> dict[str, forms.Field]:
    """Return the form fields for some of the rules' fields, in the order of ``names``."""
    return {name: control(fields[name]) for name in names}


def hide_stored(form: forms.Form, fields: Mapping[str, Field], shown: Mapping[str, str]) -> None:
    """Keep stored numbers out of the page: an empty input changes nothing, 无 clears."""
    for name, field in fields.items():
        if field.secret and name in form.fields and shown.get(name):
            form.fields[name].widget.attrs |= {"placeholder": shown[name], MASK: shown[name]}
            form.fields[name].help_text = f"留空不改，填“{CLEAR_WORD}”清除"


def without_untouched(values: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the values to change: numbers left empty stay, 无 clears them."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if name in fields and fields[name].secret:
            if value in ("", None):
                continue
            value = "" if value == CLEAR_WORD else value
        kept[name] = value
    return kept
