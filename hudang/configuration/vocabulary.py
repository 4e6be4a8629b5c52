"""Words of the settings."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What can be set; the value stands in addresses, in the log and in the file for other counties."""

    MATERIAL = "material"
    REQUIREMENT = "requirement"
    SERIES = "series"
    RETENTION = "retention"
    LOCATION = "location"
    TEMPLATE = "template"
    PARAMETER = "parameter"


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    INTEGER = "integer"
    DAY = "day"
    YES = "yes"
    CHOICE = "choice"
    WORDS = "words"
    MANY = "many"


class Outcome(StrEnum):
    """What importing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


OUTCOME_LABELS = {Outcome.NEW: "新增", Outcome.CHANGED: "改变", Outcome.SAME: "相同"}
