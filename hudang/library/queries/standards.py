"""标准历年表: the value of a year, the paper it stands in, and the versions of the parameters that used it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.accounts.models import User
from hudang.assessment.models import ParameterSheet
from hudang.assessment.queries.parameters import version_of
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.kernel.errors import NotVisible
from hudang.library.models import Document, Standard
from hudang.library.queries.seen import county_of, may_read, seen_by
from hudang.library.rules.words import StandardAsked


@dataclass(frozen=True)
class StandardFound:
    """A standard as it is shown: until when it held, and what rests on it."""

    standard: Standard
    until: date | None
    document: Document | None
    sheets: tuple[ParameterSheet, ...]

    @property
    def label(self) -> str:
        """农村 2024 年 7 月起."""
        return f"{AREA_LABELS[Area(self.standard.area)]}低保标准"

    @property
    def versions(self) -> list[str]:
        """The names of the versions of the parameters."""
        return [version_of(sheet) for sheet in self.sheets]

    @property
    def amount(self) -> Decimal:
        """Yuan a month."""
        return self.standard.amount


def standards_for(user: User) -> list[StandardFound]:
    """Return the standards of the user's county, the latest first."""
    may_read(user)
    rows = list(Standard.objects.filter(county_code=county_of(user)).order_by("-valid_from", "area"))
    return _with_sheets(user, rows)


def standard_for(user: User, standard_id: int) -> Standard:
    """Return one standard; raises ``NotVisible``."""
    may_read(user)
    found = Standard.objects.filter(county_code=county_of(user), pk=standard_id).first()
    if found is None:
        raise NotVisible
    return found


def standards_asked(user: User, asked: StandardAsked) -> list[StandardFound]:
    """Return the standards that held in some month of a year."""
    first, beyond = date(asked.year, 1, 1), date(asked.year + 1, 1, 1)
    found = [each for each in standards_for(user) if each.standard.valid_from < beyond]
    held = [each for each in found if each.until is None or each.until > first]
    return [each for each in held if not asked.area or each.standard.area == asked.area]


def _with_sheets(user: User, rows: list[Standard]) -> list[StandardFound]:
    ends: dict[str, date] = {}
    sheets = list(ParameterSheet.objects.filter(county_code=county_of(user)).order_by("valid_from"))
    documents = Document.objects.filter(seen_by(user), pk__in={row.document_id for row in rows if row.document_id})
    by_id = documents.select_related("item").in_bulk()
    found = []
    for row in rows:
        until = ends.get(row.area)
        ends[row.area] = row.valid_from
        used = tuple(sheet for sheet in sheets if sheet.area == row.area and _overlap(sheet, row.valid_from, until))
        found.append(StandardFound(row, until, by_id.get(row.document_id or 0), used))
    return found


def _overlap(sheet: ParameterSheet, since: date, until: date | None) -> bool:
    begins_before = until is None or sheet.valid_from < until
    return begins_before and (sheet.valid_until is None or sheet.valid_until > since)
