"""登记资料: documents with their validity and file, what they replace, read receipts (R25, R44, archive.md §9.3)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import FileSource
from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.digitization.actions.intake import Received, receive, register
from hudang.digitization.engines import pdf_reader
from hudang.digitization.errors import FileRefused
from hudang.digitization.vocabulary import MediaType
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.library.actions.indexing import index_document
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.library.models import Document, InstitutionalItem, LastLook, Reading
from hudang.library.queries.documents import document_for, documents_named
from hudang.library.queries.seen import COUNTY, county_of
from hudang.library.rules.entries import DocumentEntry, read_entry, region_fault, region_of
from hudang.library.rules.standing import chain_fault
from hudang.library.vocabulary import RESTRICTED_KINDS, SERIES_OF_KIND, DocumentKind
from hudang.platform import storage

_LONGEST_TEXT = 400_000
OBJECT_TYPE = "library_document"
_FIELDS = (
    "title", "number", "kind", "issuer", "level", "issued_on", "in_force_on", "repealed_on", "governs", "scope",
    "keywords", "source", "text", "must_read",
)  # fmt: skip


def enter_document(*, actor: User, given: Mapping[str, Any], file: FileSource | None = None) -> Document:
    """Enter a document; ``given`` holds what was typed, by field (``rules.entries.COLUMNS``).

    Raises ``InvalidInput`` with every fault at its field, ``NotAllowed``, a ``FileRefused``. With a file it gets its
    archive number at once.
    """
    require(actor, Right.KEEP_LIBRARY)
    received, text = taken_in(file) if file else (None, "")
    with transaction.atomic():
        return enter_checked(actor, *checked(actor, given), received, text)


def checked(
    actor: User, given: Mapping[str, Any], own: Document | None = None
) -> tuple[DocumentEntry, str, list[Document]]:
    """Return what was typed, the region, and what is replaced; raises ``InvalidInput``."""
    entry, faults = read_entry(given, clock.today())
    replaced, unknown = documents_named(actor, str(given.get("replaces") or ""))
    if unknown:
        faults["replaces"] = f"资料库里没有“{'”“'.join(unknown)}”，请写完整的文号或标题，或先登记被替代的文件。"
    elif fault := chain_fault(own.pk if own else None, [each.pk for each in replaced], _replacements()):
        faults["replaces"] = fault
    region = ""
    if entry is not None:
        region = region_of(entry.level, entry.region, actor.division_code)
        if fault := region_fault(entry.level, region) or _place_fault(actor, region):
            faults["region" if entry.region else "level"] = fault
        if not faults and (fault := _twice(actor, entry, own)):
            faults["title"] = fault
    if faults or entry is None:
        raise InvalidInput(faults)
    return entry, region, replaced


def _replacements() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for newer, older in Document.replaces.through.objects.values_list("from_document_id", "to_document_id"):
        found.setdefault(newer, set()).add(older)
    return found


def _place_fault(actor: User, region: str) -> str:
    """Return why somebody may not enter a document of a region: townships enter their own, counties not others'."""
    if len(actor.scope) > COUNTY and not region.startswith(actor.scope):
        return "乡镇只登记本乡镇的资料，适用层级请选“乡镇级”；县级以上的文件由县登记。"
    if region[4:6] != "00" and len(actor.scope) == COUNTY and not region.startswith(actor.scope):
        return "不能登记外县的资料，适用区划请填本县或本县的乡镇。"
    return ""


def _twice(actor: User, entry: DocumentEntry, own: Document | None) -> str:
    same = Document.objects.filter(
        county_code__in=("", county_of(actor)), title=entry.title, number=entry.number, issued_on=entry.issued_on
    )
    if own:
        same = same.exclude(pk=own.pk)
    return "同一标题、文号、日期的资料已经登记，请打开那一条修改。" if same.exists() else ""


def enter_checked(
    actor: User, entry: DocumentEntry, region: str, replaced: list[Document], received: Received | None, text: str
) -> Document:
    """Write a document that was read and checked; inside the caller's transaction."""
    values = {name: getattr(entry, name) for name in _FIELDS}
    document = Document.objects.create(
        county_code=county_of(actor),
        region_code=region,
        restricted=entry.kind in RESTRICTED_KINDS,
        entered_by=actor.display_name,
        entered_at=clock.now(),
        **values | {"text": entry.text or text},
    )
    _replace(document, replaced)
    if received is not None:
        _file(actor, document, received)
    index_document(document)
    after = {"title": document.title, "document_number": document.number}
    record(actor, Act("enter_document", OBJECT_TYPE, document.pk, summary=f"登记资料{document.cited}", after=after))
    return document


def _replace(document: Document, replaced: list[Document]) -> None:
    """Note what a document replaces; what was open to its end is repealed on the day from which the new one holds."""
    document.replaces.set(replaced)
    if document.in_force_on is None:
        return
    for each in replaced:
        if each.repealed_on is None and (each.in_force_on is None or each.in_force_on <= document.in_force_on):
            each.repealed_on = document.in_force_on
            each.save(update_fields=["repealed_on"])


@transaction.atomic
def correct_document(*, actor: User, document_id: int, given: Mapping[str, Any], version: str = "") -> Document:
    """Change a document; raises ``InvalidInput``, ``NotVisible``, ``StaleForm``."""
    document = _kept_by(actor, document_id)
    refuse_stale(
        version, str(document.version), object_type=OBJECT_TYPE, object_id=document.pk, what=f"资料{document.title}"
    )
    entry, region, replaced = checked(actor, given, document)
    before = {name: getattr(document, name) for name in _FIELDS if name != "text"}
    for name in _FIELDS:
        setattr(document, name, getattr(entry, name))
    document.region_code, document.restricted = region, entry.kind in RESTRICTED_KINDS
    document.version += 1
    document.save()
    _replace(document, replaced)
    index_document(document)
    after = {name: getattr(document, name) for name in before if getattr(document, name) != before[name]}
    changed = {name: before[name] for name in after}
    record(actor, Act("correct_document", OBJECT_TYPE, document.pk, "", f"修改资料{document.cited}", changed, after))
    return document


def _kept_by(actor: User, document_id: int) -> Document:
    require(actor, Right.KEEP_LIBRARY)
    document_for(actor, document_id)
    document = Document.objects.select_for_update().get(pk=document_id)
    if len(actor.scope) > COUNTY:
        require_place(actor, document.region_code)
    return document


def attach_document(*, actor: User, document_id: int, file: FileSource) -> Document:
    """Add the document's file: it gets its archive number, and its text can be searched."""
    with transaction.atomic():
        _kept_by(actor, document_id)
    received, text = taken_in(file)
    with transaction.atomic():
        document = _kept_by(actor, document_id)
        _file(actor, document, received)
        document.text = document.text or text
        document.version += 1
        document.save(update_fields=["item", "text", "version"])
        index_document(document)
        record(actor, Act("attach_document", OBJECT_TYPE, document.pk, summary=f"挂接原件{document.cited}"))
        return document


def taken_in(file: FileSource) -> tuple[Received, str]:
    """Examine and keep a file, and read its text layer; a scan has none."""
    received = receive(file.content, file.name)
    text = ""
    if received.media_type == MediaType.PDF:
        with suppress(FileRefused):
            text = pdf_reader.text_of(storage.path_of(received.sha256), file.name, _LONGEST_TEXT)
    return received, text


def _file(actor: User, document: Document, received: Received) -> InstitutionalItem:
    """File a document's paper into the series of its kind; a second file joins the first."""
    own = document.region_code.startswith(county_of(actor))
    entry = InstitutionalEntry(
        series=SERIES_OF_KIND[DocumentKind(document.kind)],
        title=document.title,
        division_code=document.region_code if own else actor.division_code,
        dated=document.issued_on or document.in_force_on or clock.today(),
        objects=(register(received).object,),
        cause=f"document:{document.pk}",
        creator=document.issuer,
        document_number=document.number,
        restricted=document.restricted,
    )
    document.item = file_institutional(actor=actor, entry=entry)
    document.save(update_fields=["item"])
    return document.item


@transaction.atomic
def confirm_reading(*, actor: User, document_id: int) -> None:
    """Note that the actor has read a document; a second time changes nothing."""
    document = document_for(actor, document_id)
    _, new = Reading.objects.get_or_create(document=document, user=actor, defaults={"read_at": clock.now()})
    if new:
        record(actor, Act("confirm_reading", OBJECT_TYPE, document.pk, summary=f"确认已读{document.cited}"))


@transaction.atomic
def look_through(*, actor: User) -> None:
    """Note that the actor has looked through what is new."""
    if not actor.may(Right.VIEW_LIBRARY):
        raise NotVisible
    LastLook.objects.update_or_create(user=actor, defaults={"at": clock.now()})
    record(actor, Act("look_through_library", OBJECT_TYPE, 0, summary="看过新到的资料"))
