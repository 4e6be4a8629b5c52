"""Designs of labels, printers, and the record of what was printed."""

from __future__ import annotations

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import NotVisible
from hudang.printing.designs import DESIGNED, Design, Designs
from hudang.printing.models import LabelDesign, PrinterSetting, PrintRecord
from hudang.printing.vocabulary import Face, PaperKind


def design_of(division_code: str, paper: PaperKind = PaperKind.POUCH_LABEL) -> Design:
    """Return how the county of a place wants a paper; the usual design when it never said."""
    row = LabelDesign.objects.filter(county_code=county_code(division_code), paper=paper).first()
    return _design(row) if row else DESIGNED[paper].usual


def designs_of(division_code: str) -> Designs:
    """Return how the county of a place wants all its papers."""
    rows = LabelDesign.objects.filter(county_code=county_code(division_code)).order_by("version")
    return Designs({PaperKind(row.paper): _design(row) for row in rows})


def own_designs(user: User) -> list[Design]:
    """Return the designs that the user's county made itself, as they hold now."""
    return list(designs_of(user.division_code).altered.values())


def _design(row: LabelDesign) -> Design:
    paper = PaperKind(row.paper)
    known = {field.value: field for field in DESIGNED[paper].field_labels}
    stocks = {stock.value: stock for stock in DESIGNED[paper].stock_labels}
    return Design(
        title=row.title,
        fields=tuple(known[name] for name in row.fields if name in known),
        face=Face(row.face),
        stock=stocks.get(row.stock, DESIGNED[paper].usual.stock),
        logo=row.logo,
        show_code=row.show_code,
        version=row.version,
        paper=paper,
    )


def versions_for(user: User, paper: PaperKind = PaperKind.POUCH_LABEL) -> list[LabelDesign]:
    """Return all versions of a paper's design of the user's county, newest first."""
    require(user, Right.DESIGN_PAPERS)
    return list(LabelDesign.objects.filter(county_code=county_code(user.division_code), paper=paper))


def version_for(user: User, version: int, paper: PaperKind = PaperKind.POUCH_LABEL) -> Design:
    """Return an earlier version of the county's design of a paper, 0 for the one that comes with the product."""
    require(user, Right.DESIGN_PAPERS)
    if version == 0:
        return DESIGNED[paper].usual
    rows = LabelDesign.objects.filter(county_code=county_code(user.division_code), paper=paper, version=version)
    row = rows.first()
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
