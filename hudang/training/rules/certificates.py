"""Certificates: their number, until when they hold, and the day from which a learner is reminded."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

REMIND_DAYS = 30
PROOF_LENGTH = 12


def certificate_number(county: str, year: int, sequence: int) -> str:
    """Return a number such as 220882-PX-2026-0007."""
    return f"{county[:6]}-PX-{year}-{sequence:04d}"


def valid_until(issued_on: date, months: int) -> date:
    """Return the last day on which a certificate holds: the day before the same day, so many months on."""
    total = issued_on.month - 1 + months
    year, month = issued_on.year + total // 12, total % 12 + 1
    day = min(issued_on.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


def expires_soon(until: date, today: date) -> bool:
    """Tell whether it is time to renew."""
    return until - today < timedelta(days=REMIND_DAYS)


def tidy_proof(text: str) -> str:
    """Return a proof as typed or scanned in one form: no dashes, capitals."""
    return "".join(mark for mark in text.upper() if mark.isalnum())[:PROOF_LENGTH]


def shown_proof(proof: str) -> str:
    """Return a proof in groups of four, as printed."""
    return "-".join(proof[start : start + 4] for start in range(0, len(proof), 4))
