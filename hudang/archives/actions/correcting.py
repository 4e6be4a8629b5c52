"""Correcting the description of an item. Its number, pages and reference code stay; nothing is ever deleted."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.models import Item, Material
from hudang.archives.queries.clearance import readable_items
from hudang.archives.rules.descriptions import default_title, describe_faults
from hudang.archives.vocabulary import ORIGINAL_LABELS, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.versions import version_of


@dataclass(frozen=True)
class ItemDescription:
    """The part of an item that may be corrected."""

    material: str
    title: str
    creator: str
    dated: str
    original: str
    document_number: str = ""
    note: str = ""


def description_of(item: Item) -> ItemDescription:
    """Return an item's description as it stands."""
    return ItemDescription(
        material=item.material.code,
        title=item.title,
        creator=item.creator,
        dated=item.dated,
        original=item.original,
        document_number=item.document_number,
        note=item.note,
    )


def item_version(item: Item) -> str:
    """Return the mark of an item's description as it stands, for ``expected_version``."""
    return version_of(asdict(description_of(item)))


@transaction.atomic
def correct_item(
    *, actor: User, item_id: int, description: ItemDescription, reason: str, expected_version: str = ""
) -> Item:
    """Correct an item's description with a reason; before and after go into the log.

    A title that was made by rule follows a corrected material. Raises ``InvalidInput``, ``NotVisible``, ``StaleForm``.
    """
    require(actor, Right.FILE_ITEMS)
    visible = within(actor, "file__village_code") & readable_items(actor)
    items = Item.objects.select_for_update().filter(visible, pk=item_id)
    item = items.select_related("material", "file__household").first()
    if item is None:
        raise NotVisible
    refuse_stale(expected_version, item_version(item), object_type="item", object_id=item.pk, what="这一件")
    material = _checked(description, reason)
    before = asdict(description_of(item))
    head_name = item.file.household.head_name
    title = description.title
    if title == item.title == default_title(head_name, item.material.name):
        title = default_title(head_name, material.name)
    item.material, item.title, item.creator = material, title, description.creator
    item.dated, item.original = description.dated, description.original
    item.document_number, item.note = description.document_number, description.note
    after = asdict(description_of(item))
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        _save(actor, item, {n: before[n] for n in changed}, {n: after[n] for n in changed}, reason)
    return item


def _save(actor: User, item: Item, before: dict[str, str], after: dict[str, str], reason: str) -> None:
    item.save(update_fields=list(after))
    if "material" in after:
        refresh([item.file_id], household_changed=False)
    summary = f"更正第 {item.number} 件著录：{item.open_title}"
    if item.material.confidential:
        before, after = dict.fromkeys(before, "（保密）"), dict.fromkeys(after, "（保密）")
    if item.file.state == PouchState.CLOSED:
        write_notes(actor, [Note(item.file, NoteKind.REPLACED, f"{summary}，理由：{reason.strip()}。")])
    household = item.file.household.code
    record(actor, Act("correct_item", "item", item.pk, household, summary, before=before, after=after, reason=reason))


def _checked(description: ItemDescription, reason: str) -> Material:
    faults = describe_faults(
        title=description.title,
        creator=description.creator,
        dated=description.dated,
        note=description.note,
        page_count=None,
        today=clock.today(),
    )
    if not description.title.strip():
        faults["title"] = "请填写题名。"
    if not description.creator.strip():
        faults["creator"] = "请填写责任者。"
    if description.original not in ORIGINAL_LABELS:
        faults["original"] = "请选择原件或复印件。"
    if not reason.strip():
        faults["reason"] = "请写明更正的理由，它会记入操作日志。"
    material = Material.objects.filter(code=description.material).first()
    if material is None:
        faults["material"] = "请从列表中选择材料。"
    if faults or material is None:
        raise InvalidInput(faults)
    return material
