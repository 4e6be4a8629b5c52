"""Tables of training."""

from __future__ import annotations

from hudang.training.models.courses import Course, Lesson, LessonFile, Question
from hudang.training.models.learning import Certificate, CertificateNumber, PracticeRun, Reading, Test
from hudang.training.models.sessions import Attendance, PlanEntry, SessionFile, TrainingSession
from hudang.training.models.staff import (
    Appraisal,
    Establishment,
    HandOver,
    OutsideTraining,
    Qualification,
    StaffProfile,
    Term,
)

__all__ = [
    "Appraisal",
    "Attendance",
    "Certificate",
    "CertificateNumber",
    "Course",
    "Establishment",
    "HandOver",
    "Lesson",
    "LessonFile",
    "OutsideTraining",
    "PlanEntry",
    "PracticeRun",
    "Qualification",
    "Question",
    "Reading",
    "SessionFile",
    "StaffProfile",
    "Term",
    "Test",
    "TrainingSession",
]
