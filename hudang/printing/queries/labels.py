"""What stood on labels when they were printed, and which must be printed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible
from hudang.printing.models import PrintedLabel
from hudang.printing.papers import PouchLabel
from hudang.printing.queries.papers import labels_for
from hudang.printing.vocabulary import LABEL_FIELD_LABELS, LabelField, Only

# on every label, with the name under which a change of it is told
_ALWAYS = {
    "head_name": "户主",
    "county": "县",
    "township": "乡镇",
    "village": "村",
    "reference_code": "档号",
    "pouch_number": "户编号",
    "fonds_name": "全宗名称",
    "colour": "标签颜色",
}
# counts grow with every filing; a label is not reprinted for them
_COMPARED = {field.value: LABEL_FIELD_LABELS[field] for field in LabelField if field is not LabelField.CONTENTS}
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a label that reads otherwise now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DueLabel:
    """A pouch whose label was never printed (``differences`` empty), or says something else now."""

    label: PouchLabel
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        """No label of it has been printed."""
        return not self.differences


def facts_of(label: PouchLabel) -> dict[str, str]:
    """Return what a label says, as it is remembered."""
    names = (*_ALWAYS, *_COMPARED)
    return {name: "" if (value := getattr(label, name)) is None else str(value) for name in names}


def differences(before: dict[str, str], label: PouchLabel, shown: Iterable[StrEnum]) -> tuple[Difference, ...]:
    """Return which fields that stand on the county's labels have changed since the label was printed."""
    names = _ALWAYS | {field.value: _COMPARED[field.value] for field in shown if field.value in _COMPARED}
    now = facts_of(label)
    changed = ((name, before[key], now[key]) for key, name in names.items() if key in before)
    return tuple(Difference(*each) for each in changed if each[1] != each[2])


def due_labels(labels: Iterable[PouchLabel], shown: tuple[StrEnum, ...], only: Only) -> Iterator[DueLabel]:
    """Yield the labels to print again or for the first time, in order, in bounded memory."""
    stream = iter(labels)
    while chunk := list(islice(stream, _CHUNK)):
        printed = dict(
            PrintedLabel.objects.filter(pouch__in=[label.pouch_id for label in chunk]).values_list("pouch_id", "facts")
        )
        for label in chunk:
            due = _due(label, printed.get(label.pouch_id), shown)
            if due and (only is Only.DUE or (only is Only.NEW) == due.is_new):
                yield due


def _due(label: PouchLabel, before: dict[str, str] | None, shown: tuple[StrEnum, ...]) -> DueLabel | None:
    if before is None:
        return DueLabel(label, ())
    changed = differences(before, label, shown)
    return DueLabel(label, changed) if changed else None


def chosen_labels(labels: Iterable[PouchLabel], shown: tuple[StrEnum, ...], only: Only) -> Iterator[PouchLabel]:
    """Yield the labels of a place that are wanted."""
    if only is Only.ALL:
        yield from labels
    else:
        yield from (due.label for due in due_labels(labels, shown, only))


def due_labels_for(user: User, division_code: str, shown: tuple[StrEnum, ...], only: Only, most: int) -> list[DueLabel]:
    """Return the first labels of a village or township that are due; raises ``NotVisible`` outside the division."""
    if not user.may(Right.PRINT):
        raise NotVisible
    require_place(user, division_code)
    return list(islice(due_labels(labels_for(user, division_code), shown, only), most))
