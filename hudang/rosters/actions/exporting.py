"""Giving rows back to the office: the workbook holds identity and account numbers as the office wrote them."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.rosters.models import RosterImport
from hudang.rosters.queries import corrections_of


@transaction.atomic
def export_corrections(*, actor: User, roster_import: RosterImport) -> bytes:
    """Return the rows to correct as a workbook, and record who took them."""
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    summary = f"下载待改正的行：{roster_import.file_name}"
    record(actor, Act("export_corrections", "roster_import", roster_import.pk, summary=summary))
    return corrections_of(roster_import)
