"""Tables of casework: cases and what they are made of; notices, objections, hearings; decisions and their service."""

from hudang.casework.models.cases import Case, CaseClock, CaseFigure, CaseReader, CaseStep, CaseTask, KeptOut
from hudang.casework.models.decisions import Decision, Service, SpotCheck, SpotCheckCase
from hudang.casework.models.desk import CaseHandover, CaseScan, Extension
from hudang.casework.models.long_term import LongTermLine, LongTermList
from hudang.casework.models.notices import Hearing, NoticeBatch, NoticeEntry, Objection
from hudang.casework.models.offices import Office

__all__ = [
    "Case",
    "CaseClock",
    "CaseFigure",
    "CaseHandover",
    "CaseReader",
    "CaseScan",
    "CaseStep",
    "CaseTask",
    "Decision",
    "Extension",
    "Hearing",
    "KeptOut",
    "LongTermLine",
    "LongTermList",
    "NoticeBatch",
    "NoticeEntry",
    "Objection",
    "Office",
    "Service",
    "SpotCheck",
    "SpotCheckCase",
]
