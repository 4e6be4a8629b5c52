"""Where each kind of setting is kept, and how its rows become values and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from hudang.archives.models import Location, Material, ReferenceCodeTemplate, Requirement, RetentionPeriod, Series
from hudang.archives.queries.requirements import material_names
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.completeness import CONDITION_PHRASES
from hudang.archives.vocabulary import STAGE_LABELS
from hudang.configuration.rules.checks import PARAMETERS
from hudang.configuration.rules.shapes import SHAPES
from hudang.configuration.rules.values import in_words
from hudang.configuration.vocabulary import Kind
from hudang.households.vocabulary import ASSISTANCE, CHARACTERISTIC_LABELS, TAG_LABELS
from hudang.kernel import clock
from hudang.platform.models import ParameterValue

MODELS: dict[Kind, type[Model]] = {
    Kind.MATERIAL: Material,
    Kind.REQUIREMENT: Requirement,
    Kind.SERIES: Series,
    Kind.RETENTION: RetentionPeriod,
    Kind.LOCATION: Location,
    Kind.TEMPLATE: ReferenceCodeTemplate,
    Kind.PARAMETER: ParameterValue,
}
_ORDER: dict[Kind, tuple[str, ...]] = {
    Kind.MATERIAL: ("position", "code"),
    Kind.REQUIREMENT: ("material__position", "stage", "condition", "valid_from"),
    Kind.TEMPLATE: ("target", "-valid_from"),
    Kind.PARAMETER: ("key", "-valid_from"),
}
CONDITIONS = CONDITION_PHRASES | {
    each.value: label for words in (TAG_LABELS, CHARACTERISTIC_LABELS) for each, label in words.items()
}
CONDITIONS |= {f"assistance_{code}": f"救助类别：{label}" for code, label in ASSISTANCE.items()}


@dataclass(frozen=True)
class Row:
    """One setting: its values, how they read, and where it stands in time."""

    kind: Kind
    pk: int
    values: dict[str, Any]
    words: dict[str, str]
    valid_from: date | None
    valid_until: date | None

    @property
    def label(self) -> str:
        """What the setting is called in messages and in the log."""
        names = [name for name in (*SHAPES[self.kind].keys, "name") if name in self.words]
        return " ".join(self.words[name] for name in names if self.words[name])

    @property
    def state(self) -> str:
        """``later``, ``ended`` or ``live``."""
        day = clock.today()
        if self.valid_from and self.valid_from > day:
            return "later"
        return "ended" if self.valid_until and self.valid_until < day else "live"


def choices_of(kind: Kind) -> dict[str, dict[str, str]]:
    """Return what can be chosen in each field of a kind."""
    if kind is Kind.REQUIREMENT:
        return {
            "material": {code: f"{code} {name}" for code, name in sorted(material_names().items())},
            "stage": {stage.value: label for stage, label in STAGE_LABELS.items()},
            "need": {"R": "必备", "C": "条件必备", "O": "可选"},
            "condition": CONDITIONS,
        }
    if kind is Kind.SERIES:
        return {"arrangement": {"file": "按卷", "item": "按件"}, "retention": retention_names()}
    if kind is Kind.TEMPLATE:
        return {"target": {"file": "户袋（案卷）"}}
    if kind is Kind.PARAMETER:
        return {
            "key": {
                key: f"{each.label}（{each.unit}）" if each.unit else each.label for key, each in PARAMETERS.items()
            }
        }
    return {}


def offered_choices(kind: Kind) -> dict[str, dict[str, str]]:
    """Return what a form offers: of the conditions only those that the archive knows to hold or not."""
    choices = choices_of(kind)
    if kind is Kind.REQUIREMENT:
        known = {code: label for code, label in CONDITIONS.items() if code not in CONDITION_PHRASES}
        ages = {code: label for code, label in CONDITION_PHRASES.items() if code.startswith("approved_")}
        choices["condition"] = known | ages
    return choices


def _values(kind: Kind, found: Any) -> dict[str, Any]:
    values = {}
    for field in SHAPES[kind].fields:
        value = found.material.code if field.name == "material" else getattr(found, field.name)
        values[field.name] = (
            sorted((p for p in value.split("+") if p), key=list(CONDITIONS).index)
            if field.name == "condition"
            else value
        )
    return values


def _row(kind: Kind, found: Any, choices: dict[str, dict[str, str]]) -> Row:
    values = _values(kind, found)
    words = {f.name: in_words(f, values[f.name], choices.get(f.name, {})) for f in SHAPES[kind].fields}
    starts, ends = getattr(found, "valid_from", None), getattr(found, "valid_until", None)
    return Row(kind, found.pk, values, words, starts, ends)


def stored_rows(kind: Kind) -> list[Row]:
    """Return every row of a kind in its order; for actions and files, which have checked the right."""
    rows: Any = MODELS[kind]._default_manager.order_by(*_ORDER.get(kind, ("code",)))
    choices = choices_of(kind)
    return [
        _row(kind, found, choices) for found in (rows.select_related("material") if kind is Kind.REQUIREMENT else rows)
    ]


def stored_row(kind: Kind, pk: int) -> Row | None:
    """Return one row."""
    found: Any = MODELS[kind]._default_manager.filter(pk=pk).first()
    return _row(kind, found, choices_of(kind)) if found else None


def key_of(kind: Kind, values: dict[str, Any]) -> tuple[Any, ...]:
    """Return what identifies a row among those of its kind."""
    return tuple("+".join(sorted(values[n])) if isinstance(values[n], list) else values[n] for n in SHAPES[kind].keys)


def stored_values(kind: Kind, values: dict[str, Any], county: str) -> dict[str, Any]:
    """Return the values as the table's columns take them."""
    columns = dict(values)
    if kind is Kind.REQUIREMENT:
        columns["material"] = Material.objects.get(code=values["material"])
        columns["condition"] = "+".join(values["condition"])
    if kind is Kind.LOCATION:
        columns["county_code"] = county
    return columns
