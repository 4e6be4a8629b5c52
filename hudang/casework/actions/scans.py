"""Scans and photographs of the applicant's papers before acceptance; acceptance files them (R23)."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.archives.queries.requirements import material_names
from hudang.archives.rules.folder_names import kept_name
from hudang.audit.log import Act, record
from hudang.casework.actions.stepping import open_case
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseScan
from hudang.casework.rules.desk_stages import FILLED_IN
from hudang.digitization.actions.intake import receive, register
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible


def attach_scan(*, actor: User, number: str, material: str, content: Path | BinaryIO, name: str) -> CaseScan:
    """Keep a scan with a case until it is accepted; the file is examined first, without holding a lock.

    Raises ``InvalidInput`` for an unknown material or once the case is accepted, or a ``FileRefused``.
    """
    if material not in material_names():
        raise InvalidInput({"material": "请选择这是哪一种材料。"})
    received = receive(content, name)
    with transaction.atomic():
        case = _open(actor, number)
        kept = register(received).object
        scan, made = CaseScan.objects.get_or_create(
            case=case,
            material=material,
            digital_object=kept,
            defaults={"name": kept_name(name), "added_by": actor, "added_at": clock.now()},
        )
        if made:
            record(actor, _act("attach_scan", case, f"上传扫描件 {case.number}", material, kept.page_count))
    return scan


@transaction.atomic
def remove_scan(*, actor: User, number: str, scan_id: int) -> Case:
    """Take a scan away that does not belong there; the file itself stays in the store."""
    case = _open(actor, number)
    scan = CaseScan.objects.filter(case=case, pk=scan_id).select_related("digital_object").first()
    if scan is None:
        raise NotVisible
    record(actor, _act("remove_scan", case, f"撤下扫描件 {case.number}", scan.material, scan.digital_object.page_count))
    scan.delete()
    return case


def _open(actor: User, number: str) -> Case:
    case = open_case(actor, number, None, Right.OPEN_CASES)
    if case.stage not in FILLED_IN:
        raise InvalidInput({"stage": "本案已受理或已办结，请在户袋里归档。"})
    return case


def _act(action: str, case: Case, summary: str, material: str, pages: int) -> Act:
    code = case.household.code if case.household else ""
    return Act(action, "case", case.pk, code, summary, None, {"material": material, "pages": pages})


def file_scans(actor: User, case: Case) -> None:
    """File the scans of a case into its new file, one item a material; inside the act that accepts it."""
    if case.file is None:
        return
    papers = declaration_of(case).get("papers") or {}
    waiting = CaseScan.objects.filter(case=case, filed=False).select_related("digital_object")
    for material, scans in groupby(waiting, key=lambda scan: scan.material):
        pages = tuple(
            StoredPage(scan.digital_object_id, page, scan.name)
            for scan in scans
            for page in range(1, scan.digital_object.page_count + 1)
        )
        original = str((papers.get(material) or {}).get("original") or "copy")
        file_made(
            actor=actor, file_id=case.file.pk, entry=ItemEntry(material=material, sources=pages, original=original)
        )
    waiting.update(filed=True)
