"""挂接: giving an item that lies in the pouch on paper only its scan, so that it is late no longer (R49)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import FileSource
from hudang.archives.errors import OtherPageCount, ScannedAlready
from hudang.archives.models import Item, ItemPage
from hudang.archives.queries.clearance import readable_items
from hudang.archives.rules.folder_names import kept_name
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import Received, receive, register
from hudang.kernel.errors import InvalidInput, NotVisible


def attach_scan(*, actor: User, item_id: int, sources: Sequence[FileSource]) -> Item:
    """Attach the scanned pages of a paper item; its number, pages and reference code stay.

    Raises ``NotVisible``, ``InvalidInput`` without files, ``ScannedAlready``, ``OtherPageCount`` or a ``FileRefused``.
    """
    require(actor, Right.FILE_ITEMS)
    _paper_item(actor, item_id)
    if not sources:
        raise InvalidInput({"scans": "请拍照或选择这一件的扫描件。"})
    received = [receive(source.content, source.name) for source in sources]
    with transaction.atomic():
        return _attach(actor, item_id, received)


def _paper_item(actor: User, item_id: int, *, lock: bool = False) -> Item:
    items = Item.objects.filter(within(actor, "file__village_code"), readable_items(actor), pk=item_id)
    items = items.select_related("file__household", "material")
    item = (items.select_for_update(of=("self",)) if lock else items).first()
    if item is None:
        raise NotVisible
    if item.digital:
        raise ScannedAlready(number=item.number)
    return item


def _attach(actor: User, item_id: int, received: Sequence[Received]) -> Item:
    item = _paper_item(actor, item_id, lock=True)
    pages = [
        ItemPage(item=item, digital_object=found, object_page=page, file_name=kept_name(each.name))
        for each in received
        for found in (register(each).object,)
        for page in range(1, found.page_count + 1)
    ]
    if len(pages) != item.page_count:
        raise OtherPageCount(registered=item.page_count, scanned=len(pages))
    for number, page in enumerate(pages, 1):
        page.number = number
    ItemPage.objects.bulk_create(pages, batch_size=500)
    item.digital = True
    item.save(update_fields=["digital"])
    summary = f"挂接第 {item.number} 件的扫描件：{item.open_title}，{len(pages)} 页"
    record(
        actor,
        Act("attach_item_scan", "item", item.pk, item.file.household.code, summary, before={"digital": False},
            after={"digital": True}),
    )  # fmt: skip
    return item
