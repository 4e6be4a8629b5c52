"""Designs of labels, printers, and the record of what was printed."""

from __future__ import annotations

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import NotVisible
from hudang.printing.designs import USUAL_DESIGN, Design
from hudang.printing.models import LabelDesign, PrinterSetting, PrintRecord
from hudang.printing.vocabulary import Face, LabelField, LabelStock


def design_of(division_code: str) -> Design:
    """Return how the county of a place wants its labels; the usual design when it never said."""
    row = LabelDesign.objects.filter(county_code=county_code(division_code)).first()
    return _design(row) if row else USUAL_DESIGN


def _design(row: LabelDesign) -> Design:
    known = {field.value for field in LabelField}
    return Design(
        title=row.title,
        fields=tuple(LabelField(name) for name in row.fields if name in known),
        face=Face(row.face),
        stock=LabelStock(row.stock),
        logo=row.logo,
        show_code=row.show_code,
        version=row.version,
    )


def versions_for(user: User) -> list[LabelDesign]:
    """Return all versions of the label design of the user's county, newest first."""
    require(user, Right.DESIGN_PAPERS)
    return list(LabelDesign.objects.filter(county_code=county_code(user.division_code)))


def version_for(user: User, version: int) -> Design:
    """Return an earlier version of the county's label design, 0 for the one that comes with the product."""
    require(user, Right.DESIGN_PAPERS)
    if version == 0:
        return USUAL_DESIGN
    row = LabelDesign.objects.filter(county_code=county_code(user.division_code), version=version).first()
    if row is None:
        raise NotVisible
    return _design(row)


def printer_of(user: User) -> PrinterSetting:
    """Return the user's printer; one that draws true when it was never adjusted."""
    return PrinterSetting.objects.filter(user=user).first() or PrinterSetting(user=user)


def records_for(user: User, before: int | None = None) -> QuerySet[PrintRecord]:
    """Return the record of printing in the user's division, newest first, from before a row on."""
    require(user, Right.PRINT)
    rows = PrintRecord.objects.filter(within(user, "division_code"))
    return rows.filter(pk__lt=before) if before else rows
