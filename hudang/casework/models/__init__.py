"""Tables of casework: cases and what they are made of; notices, objections, hearings; decisions and their service."""

from hudang.casework.models.cases import Case, CaseClock, CaseFigure, CaseReader, CaseStep, CaseTask, KeptOut
from hudang.casework.models.offices import Office

__all__ = [
    "Case",
    "CaseClock",
    "CaseFigure",
    "CaseReader",
    "CaseStep",
    "CaseTask",
    "KeptOut",
    "Office",
]
