"""A day in a form: the browser's own calendar, written the same way everywhere."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A calendar day, as the browser's own calendar takes and gives it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day_field(label: str, help_text: str = "", **more: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, help_text=help_text, widget=DayInput, **more)
