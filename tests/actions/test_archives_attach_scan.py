"""挂接扫描件: an item on paper gets its scan, page for page, and is late no longer."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from hudang.archives.actions.attaching import attach_scan
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.errors import OtherPageCount, ScannedAlready
from hudang.archives.models import Item
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, People

pytestmark = pytest.mark.django_db


def photograph(shade: int) -> BytesIO:
    target = BytesIO()
    Image.new("RGB", (40, 60), (shade, shade, shade)).save(target, "PNG")
    target.seek(0)
    target.name = f"{shade}.png"
    return target


def scans(*shades: int) -> list[FileSource]:
    return [FileSource(photograph(shade), f"{shade}.png") for shade in shades]


@pytest.fixture
def item(people: People) -> Item:
    make_bureau()
    file = make_file(make_household("王德贵"))
    return file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry("M50", page_count=2)]).items[0]


def test_the_scan_joins_the_item_that_is_there(people: People, item: Item) -> None:
    attach_scan(actor=people.handler, item_id=item.pk, sources=scans(10, 20))
    item.refresh_from_db()
    assert (item.digital, item.number, item.page_count, Item.objects.count()) == (True, 1, 2, 1)
    assert list(item.pages.values_list("number", "file_name")) == [(1, "10.png"), (2, "20.png")]
    entry = AuditEntry.objects.get(action="attach_item_scan")
    assert "挂接第 1 件的扫描件" in entry.summary
    with pytest.raises(ScannedAlready):
        attach_scan(actor=people.handler, item_id=item.pk, sources=scans(30, 40))


def test_page_numbers_stay_right(people: People, item: Item) -> None:
    with pytest.raises(OtherPageCount, match="登记了 2 页，扫描件有 1 页"):
        attach_scan(actor=people.handler, item_id=item.pk, sources=scans(10))
    with pytest.raises(InvalidInput):
        attach_scan(actor=people.handler, item_id=item.pk, sources=[])
    item.refresh_from_db()
    assert not item.digital


def test_only_who_files_here(people: People, item: Item) -> None:
    with pytest.raises(NotVisible):
        attach_scan(actor=people.neighbour, item_id=item.pk, sources=scans(10, 20))
    with pytest.raises(NotAllowed):
        attach_scan(actor=people.auditor, item_id=item.pk, sources=scans(10, 20))


def test_the_page_keeps_photographs_until_they_are_filed(people: People, item: Item) -> None:
    client = Client()
    client.login(username=people.handler.username, password=PASSWORD)
    address = reverse("archives:attach-scan", args=[item.pk])
    assert "纸质件 2 页" in client.get(address).content.decode()
    wrong = client.post(address, {"scans": [photograph(10)]}, headers={"Accept": "application/json"})
    assert "登记了 2 页" in wrong.content.decode()
    done = client.post(address, {"scans": [photograph(10), photograph(20)]}, headers={"Accept": "application/json"})
    assert done.json() == {"url": reverse("archives:pouch", args=[item.pouch_id])}
