"""Numbers that a county may set differently, each declared once where the rule that uses it stands.

An area writes a frozen dataclass whose fields are made by ``parameter``; the values in force on a day come from
``platform.parameters.in_force``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any

Number = int | Decimal


@dataclass(frozen=True)
class Declared:
    """One parameter: its key, what it is called, in which unit, between which bounds, and whose number the default is."""

    key: str
    label: str
    unit: str
    default: Number
    least: Number
    most: Number
    help: str
    source: str
    choices: tuple[int, ...] = ()

    def read(self, text: str) -> Number:
        """Return the number that the text means; raises ``ValueError`` with the Chinese reason."""
        try:
            number: Number = type(self.default)(text.strip())
            if isinstance(number, Decimal) and not number.is_finite():
                raise InvalidOperation
        except (ValueError, InvalidOperation) as error:
            kind = "整数" if isinstance(self.default, int) else "数字"
            raise ValueError(f"“{self.label}”应填{kind}。") from error
        if self.choices and number not in self.choices:
            raise ValueError(f"“{self.label}”只能是 {'、'.join(map(str, self.choices))}{self.unit}。")
        if not self.least <= number <= self.most:
            raise ValueError(f"“{self.label}”应在 {self.least} 到 {self.most}{self.unit}之间。")
        return number


def parameter(
    default: Number,
    label: str,
    *,
    unit: str,
    least: Number,
    most: Number,
    help: str = "",
    source: str = "",
    choices: tuple[int, ...] = (),
) -> Any:
    """Return a dataclass field that is a parameter."""
    told: dict[str, Any] = {
        "default": default,
        "label": label,
        "unit": unit,
        "least": least,
        "most": most,
        "help": help,
        "source": source,
    }
    told["choices"] = choices
    return field(default=default, metadata={"parameter": told})


def declared(area: str, thresholds: type[Any]) -> list[Declared]:
    """Return the parameters of a dataclass; their keys are ``area.field``."""
    return [
        Declared(key=f"{area}.{each.name}", **each.metadata["parameter"])
        for each in fields(thresholds)
        if "parameter" in each.metadata
    ]
