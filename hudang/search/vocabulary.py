"""Words of the search: the groups in which what was found is shown."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    PEOPLE = "people"
    FILES = "files"
    PLACES = "places"


KIND_LABELS = {
    Kind.PEOPLE: "家庭与成员",
    Kind.FILES: "户袋与件",
    Kind.PLACES: "村（社区）与乡镇",
}
