"""Papers of a case that is kept apart: before a household file guards them, only those who are named read them."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.accounts.models import User
from hudang.forms.models import Paper, PaperReader


def reserve_papers(*, case_reference: str, readers: Iterable[User], place: str) -> None:
    """Let only these users read the case's papers; part of the act that keeps the case apart, at its place."""
    Paper.objects.filter(case_reference=case_reference).update(village_code=place)
    rows = [PaperReader(case_reference=case_reference, user=user) for user in readers]
    PaperReader.objects.bulk_create(rows, ignore_conflicts=True)
