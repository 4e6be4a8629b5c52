"""A form that somebody else overtook: what was typed is kept, and what both changed stands side by side.

A form takes part by a hidden field ``version``, which its view fills with the version that stands and its action
compares, raising ``StaleForm``. Beside it ``{% form_errors form %}`` writes ``opened``: a short digest of each field
as it was shown, from which can be told who changed what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from hudang.kernel.errors import StaleForm

VERSION, OPENED = "version", "opened"
# an attribute of controls that show a stored number only masked: left empty they change nothing
MASK = "data-mask"
_DIGITS = 8


class VersionedForm(forms.Form):
    """A form that knows on which version of its object it was opened."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


@dataclass(frozen=True)
class Difference:
    """A field that both changed: what stands now, what was typed, and what stands as the control holds it."""

    name: str
    label: str
    theirs: str
    mine: str
    raw: str


@dataclass(frozen=True)
class Overtaken:
    """What happened meanwhile: the sentence, what both changed, and what only the other changed."""

    message: str
    differences: list[Difference]
    taken: list[str]


def opened_of(form: forms.BaseForm) -> str:
    """Return a digest of each field as it stands, for the hidden field ``opened``."""
    return json.dumps({bound.name: _digest(_standing(bound)) for bound in _compared(form)})


def overtake(form: forms.Form, refusal: StaleForm) -> None:
    """Prepare a refused form for another try: newest version, fields nobody touched here brought up to date.

    ``form.initial`` must be what stands now.
    """
    shown = _shown_then(form)
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    differences, taken = [], []
    for bound in _compared(form):
        now, mine, then = _standing(bound), _typed(bound), shown.get(bound.name)
        if now == mine or then == _digest(now):
            continue
        if then == _digest(mine):
            data.setlist(bound.html_name, now)
            taken.append(str(bound.label))
        else:
            raw = json.dumps([] if MASK in bound.field.widget.attrs else now, ensure_ascii=False)
            differences.append(
                Difference(bound.html_name, str(bound.label), _readable(bound, now), _readable(bound, mine), raw)
            )
    data[form.add_prefix(VERSION)] = str(form.initial.get(VERSION, ""))
    data[form.add_prefix(OPENED)] = opened_of(form)
    form.data = data
    form.overtaken = Overtaken(refusal.message, differences, taken)  # type: ignore[attr-defined]


def status_of(form: forms.BaseForm | None, wrong: int = 200) -> int:
    """Return the status of a page that shows a form again: 409 when it was overtaken."""
    return 409 if getattr(form, "overtaken", None) else wrong


def _shown_then(form: forms.BaseForm) -> dict[str, str]:
    try:
        found = json.loads(form.data.get(form.add_prefix(OPENED)) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _compared(form: forms.BaseForm) -> Iterator[forms.BoundField]:
    for bound in form.visible_fields():
        if not isinstance(bound.field.widget, forms.FileInput | forms.PasswordInput):
            yield bound


def _standing(bound: forms.BoundField) -> list[str]:
    mask = bound.field.widget.attrs.get(MASK)
    return [mask] if mask else _values(bound, bound.field.prepare_value(bound.initial))


def _typed(bound: forms.BoundField) -> list[str]:
    mask, typed = bound.field.widget.attrs.get(MASK), _values(bound, bound.data)
    return typed if typed or not mask else [mask]


def _values(bound: forms.BoundField, value: Any) -> list[str]:
    """Return a value as the control would send it."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return sorted(str(one) for one in shown if str(one) != "")
    return [str(shown)] if shown not in (None, "") else []


def _digest(values: list[str]) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:_DIGITS]


def _readable(bound: forms.BoundField, values: list[str]) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "是" if values else "否"
    names = dict(_choices(getattr(bound.field, "choices", ())))
    return "、".join(names.get(value, value) for value in values) or "（空）"


def _choices(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield str(value), str(label)
