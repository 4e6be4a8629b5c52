"""Scans that wait for the acceptance of their case."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.models import User
from hudang.archives.queries.requirements import material_names
from hudang.casework.models import Case, CaseScan
from hudang.casework.queries.visible import case_for
from hudang.digitization.models import PageImage
from hudang.kernel.errors import NotVisible


@dataclass(frozen=True)
class ScanView:
    """One scan: which material, its name, how many pages, who brought it."""

    pk: int
    material: str
    name: str
    pages: int
    added_by: str


def scans_of(case: Case) -> list[ScanView]:
    """Return the scans of a case that are not filed yet."""
    names = material_names()
    rows = CaseScan.objects.filter(case=case, filed=False).select_related("digital_object", "added_by")
    return [
        ScanView(
            row.pk, names.get(row.material, row.material), row.name, row.digital_object.page_count,
            row.added_by.display_name,
        )
        for row in rows
    ]  # fmt: skip


def scan_page_for(user: User, number: str, scan_id: int) -> PageImage:
    """Return the first page of a scan; raises ``NotVisible``."""
    case = case_for(user, number)
    scan = CaseScan.objects.filter(case=case, pk=scan_id).first()
    page = PageImage.objects.filter(digital_object=scan.digital_object_id).order_by("number").first() if scan else None
    if page is None:
        raise NotVisible
    return page
