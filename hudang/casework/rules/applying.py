"""From the kind of an application to the kind of support (C11)."""

from __future__ import annotations

from hudang.assessment.vocabulary import Area, CaseKind

ASSISTANCE_OF = {
    (CaseKind.DIBAO, Area.URBAN): "01",
    (CaseKind.DIBAO, Area.RURAL): "02",
    (CaseKind.SINGLE_PERSON, Area.URBAN): "11",
    (CaseKind.SINGLE_PERSON, Area.RURAL): "12",
    (CaseKind.EDGE, Area.URBAN): "21",
    (CaseKind.EDGE, Area.RURAL): "22",
    (CaseKind.RIGID_EXPENSE, Area.URBAN): "31",
    (CaseKind.RIGID_EXPENSE, Area.RURAL): "32",
}


def assistance_of(kind: str, area: str) -> str:
    """Return the kind of support (C11) of a kind of application in town or country."""
    return ASSISTANCE_OF[CaseKind(kind), Area(area or Area.RURAL)]
