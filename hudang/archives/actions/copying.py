"""Copies of items in another file: the same images or paper, marked as copy, with a link to the original."""

from __future__ import annotations

from collections.abc import Sequence

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_stored
from hudang.archives.models import HouseholdFile, Item, ItemPage
from hudang.archives.queries.clearance import readable
from hudang.archives.vocabulary import Original
from hudang.kernel.errors import NotVisible


def copy_items(*, actor: User, items: Sequence[int], origins: Sequence[HouseholdFile], target: HouseholdFile) -> int:
    """File copies of items of ``origins`` into ``target`` in their order; returns how many.

    Runs in the caller's transaction; raises ``NotVisible`` for an item of another file or of a withheld one.
    """
    found = Item.objects.filter(readable(actor, "file__"), pk__in=set(items), file__in=origins).select_related(
        "material", "file"
    )
    chosen = list(found.order_by("material__position", "file_id", "number"))
    if len(chosen) != len(set(items)):
        raise NotVisible
    for item in chosen:
        copy = file_stored(actor=actor, file_id=target.pk, entry=_entry(item)).items[0]
        Item.objects.filter(pk=copy.pk).update(copied_from=item)
    return len(chosen)


def _entry(item: Item) -> ItemEntry:
    pages = ItemPage.objects.filter(item=item).order_by("number")
    return ItemEntry(
        material=item.material.code,
        sources=tuple(StoredPage(p.digital_object_id, p.object_page, p.file_name) for p in pages),
        title=item.title,
        creator=item.creator,
        dated=item.dated,
        page_count=None if item.digital else item.page_count,
        original=Original.COPY,
        document_number=item.document_number,
        note=f"原件在 {item.reference_code}",
    )
