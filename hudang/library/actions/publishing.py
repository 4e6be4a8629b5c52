"""公布参数: a version of the parameters is entered, and its paper and its document are in the volume at once (R12)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction

from hudang.accounts.access import require, require_any
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Fonds
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.models import ParameterSheet
from hudang.assessment.queries.parameters import version_of
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive_made, register
from hudang.digitization.models import DigitalObject
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.library.errors import CountyOnly, PublishedAlready
from hudang.library.models import Document, InstitutionalItem, SheetPaper, Standard
from hudang.library.queries.documents import documents_named, known_documents
from hudang.library.queries.seen import COUNTY, county_of
from hudang.library.rules.citing import cited_in
from hudang.library.rules.sheets import lines_of
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted

_COLUMNS = (Column("参数", 80), Column("值", 93))
_LONGEST_CELL = 300


@transaction.atomic
def publish_parameters(*, actor: User, county_code: str, form: SheetForm) -> ParameterSheet:
    """Enter a sheet of parameters; its version becomes an item of ZD1, linked with the document it rests on.

    Raises what ``enter_parameters`` does.
    """
    sheet = enter_parameters(actor=actor, county_code=county_code, form=form)
    _file(actor, sheet)
    return sheet


@transaction.atomic
def file_sheet(*, actor: User, sheet_id: int) -> InstitutionalItem:
    """Make the item of a version that was entered before volumes were kept; raises ``PublishedAlready``."""
    require_any(actor, Right.KEEP_LIBRARY, Right.MANAGE_SETTINGS)
    sheet = ParameterSheet.objects.select_for_update().filter(pk=sheet_id).first()
    if sheet is None or sheet.county_code != county_of(actor):
        raise NotVisible
    if len(actor.scope) > COUNTY:
        raise CountyOnly(what="测算参数的成件和依据")
    paper = SheetPaper.objects.filter(sheet=sheet).select_related("item").first()
    if paper and paper.item:
        raise PublishedAlready(reference_code=paper.item.reference_code)
    item = _file(actor, sheet)
    if item is None:
        raise NotVisible
    return item


def _file(actor: User, sheet: ParameterSheet) -> InstitutionalItem | None:
    """Make paper, item and links of a sheet; without a fonds there is no volume yet, and only the links are made."""
    basis = _basis(actor, sheet)
    item = None
    if Fonds.objects.filter(county_code=sheet.county_code.ljust(12, "0")).exists():
        entry = InstitutionalEntry(
            series="ZD1",
            title=f"{AREA_LABELS[Area(sheet.area)]}测算参数（{sheet.valid_from} 起执行）",
            division_code=sheet.county_code.ljust(12, "0"),
            dated=clock.today(),
            objects=(_paper(actor, sheet),),
            cause=f"parameters:{version_of(sheet)}",
            note=f"依据：{sheet.source}",
            restricted=False,
        )
        item = file_institutional(actor=actor, entry=entry)
    SheetPaper.objects.update_or_create(sheet=sheet, defaults={"item": item, "document": basis})
    _note_standard(actor, sheet, basis)
    return item


def _basis(actor: User, sheet: ParameterSheet) -> Document | None:
    """Return the document that a sheet's source names, when the library has it and it holds on the sheet's first day."""
    if not actor.may(Right.VIEW_LIBRARY):
        return None
    found = [part.document for part in cited_in(sheet.source, known_documents(actor)) if part.document]
    basis = Document.objects.filter(pk=found[0]).first() if found else None
    day = sheet.valid_from
    if (
        basis is None
        or (basis.in_force_on and basis.in_force_on > day)
        or (basis.repealed_on and basis.repealed_on <= day)
    ):
        return None
    return basis


def _paper(actor: User, sheet: ParameterSheet) -> DigitalObject:
    title = f"{AREA_LABELS[Area(sheet.area)]}低保测算参数"
    fonds = Fonds.objects.get(county_code=sheet.county_code.ljust(12, "0"))
    register_of = Register(
        title=title,
        bookmark=f"{title} {version_of(sheet)}",
        fonds_name=fonds.name,
        columns=_COLUMNS,
        rows=tuple((label, said[:_LONGEST_CELL]) for label, said in lines_of(sheet.body)),
        facts=(
            (Fact("版本", 13, version_of(sheet), 60), Fact("起执行", 15, str(sheet.valid_from), 60)),
            (Fact("依据", 13, sheet.source, 150),),
        ),
        foot=(fonds.name, version_of(sheet)),
    )
    content, _ = render_noted([register_of], document(title, actor), fonts=fonts())
    return register(receive_made(content, f"{version_of(sheet)}.pdf")).object


def _note_standard(actor: User, sheet: ParameterSheet, basis: Document | None) -> None:
    """Enter the standard of the sheet in the table of standards, unless that day's is there."""
    try:
        amount = Decimal(str(sheet.body.get("standard")))
    except InvalidOperation:
        return
    if amount <= 0:
        return
    standard, new = Standard.objects.get_or_create(
        county_code=sheet.county_code,
        area=sheet.area,
        valid_from=sheet.valid_from,
        defaults={
            "amount": amount,
            "document": basis,
            "note": f"随测算参数登记：{sheet.source}"[:200],
            "entered_by": actor.display_name,
            "entered_at": clock.now(),
        },
    )
    if not new and standard.document_id is None and basis is not None:
        standard.document = basis
        standard.save(update_fields=["document"])


@transaction.atomic
def link_parameters(*, actor: User, sheet_id: int, name: str) -> SheetPaper:
    """Link a version with the document that it rests on, named by number or title; raises ``InvalidInput``."""
    require(actor, Right.KEEP_LIBRARY)
    sheet = ParameterSheet.objects.filter(pk=sheet_id).first()
    if sheet is None or sheet.county_code != county_of(actor):
        raise NotVisible
    if len(actor.scope) > COUNTY:
        raise CountyOnly(what="测算参数的成件和依据")
    found, unknown = documents_named(actor, name)
    if unknown or len(found) != 1:
        raise InvalidInput({"document": "资料库里没有这份文件，请写一份文件完整的文号或标题，或先登记该文件。"})
    _refuse_other_times(found[0], sheet.valid_from)
    paper, _ = SheetPaper.objects.update_or_create(sheet=sheet, defaults={"document": found[0]})
    _note_standard(actor, sheet, found[0])
    summary = f"测算参数 {version_of(sheet)} 的依据：{found[0].cited}"
    record(actor, Act("link_parameters", "parameter_sheet", sheet.pk, summary=summary))
    return paper


def _refuse_other_times(basis: Document, day: date) -> None:
    if basis.in_force_on and basis.in_force_on > day:
        raise InvalidInput({"document": f"这份文件自 {basis.in_force_on} 起施行，不能作为 {day} 起执行的依据。"})
    if basis.repealed_on and basis.repealed_on <= day:
        raise InvalidInput({"document": f"这份文件在 {basis.repealed_on} 已废止，不能作为 {day} 起的依据。"})
