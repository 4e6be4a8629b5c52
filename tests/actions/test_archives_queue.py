"""待归件: pages wait, are filed together, or are put aside with a reason."""

from __future__ import annotations

import io

import pytest

from hudang.archives.actions.filing import ItemEntry
from hudang.archives.actions.queueing import Doubt, discard_queued, file_queued, queue_pages
from hudang.archives.errors import NoPouch, NothingToFile, PagesDecided
from hudang.archives.models import Item, QueuedPage
from hudang.archives.queries.queue import queue_for, queued_image_for, waiting_count
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, SHELI, XINTIAN, People

DOUBT = Doubt(reason="看不出是哪一户。", division_code=SHELI)
ENTRY = ItemEntry("M32")
PDF = scans.pdf(3, "queue")


@pytest.fixture
def pages(people: People) -> list[QueuedPage]:
    make_bureau()
    received = receive(io.BytesIO(PDF), "220882196012063647.pdf")
    return queue_pages(actor=people.handler, received=received, doubt=DOUBT)


def ids(pages: list[QueuedPage]) -> list[int]:
    return [page.pk for page in pages]


def test_every_page_waits_once(people: People, pages: list[QueuedPage]) -> None:
    assert [(page.object_page, page.file_name) for page in pages] == [(n, "220882********3647.pdf") for n in (1, 2, 3)]
    received = receive(io.BytesIO(PDF), "again.pdf")
    assert ids(queue_pages(actor=people.handler, received=received, doubt=DOUBT)) == ids(pages)
    assert AuditEntry.objects.filter(action="queue_pages").count() == 1


def test_chosen_pages_become_one_item(people: People, pages: list[QueuedPage]) -> None:
    file = make_file(make_household("王德贵", number=7))
    chosen = [pages[2], pages[0]]
    filed = file_queued(actor=people.handler, page_ids=ids(chosen), household_code="2208821052010007", entry=ENTRY)
    (item,) = filed.items
    assert (item.file, item.page_count, item.material.code) == (file, 2, "M32")
    assert list(item.pages.values_list("object_page", flat=True)) == [1, 3]
    pages[0].refresh_from_db()
    assert (pages[0].state, pages[0].item, pages[0].decided_by) == ("filed", item, "舍力经办")
    assert waiting_count(people.handler) == 1
    assert AuditEntry.objects.filter(action="file_item").count() == 1


def test_pages_that_lie_there_already_leave_the_queue(people: People, pages: list[QueuedPage]) -> None:
    file = make_file(make_household("王德贵", number=7))
    file_queued(actor=people.handler, page_ids=ids(pages), household_code="2208821052010007", entry=ENTRY)
    QueuedPage.objects.filter(pk=pages[1].pk).update(state="waiting", item=None)
    filed = file_queued(actor=people.handler, page_ids=[pages[1].pk], household_code="2208821052010007", entry=ENTRY)
    assert not filed.items
    assert Item.objects.filter(file=file).count() == 1
    assert waiting_count(people.handler) == 0


def test_pages_are_put_aside_with_a_reason(people: People, pages: list[QueuedPage]) -> None:
    assert discard_queued(actor=people.handler, page_ids=ids(pages), reason="空白页") == 3
    assert waiting_count(people.handler) == 0
    assert list(queue_for(people.handler, "discarded").values_list("decision", flat=True)) == ["空白页"] * 3
    assert AuditEntry.objects.get(action="discard_pages").reason == "空白页"
    with pytest.raises(PagesDecided):
        file_queued(actor=people.handler, page_ids=ids(pages), household_code="x", entry=ENTRY)


def test_refusals(people: People, pages: list[QueuedPage]) -> None:
    make_household("王德贵", number=7)
    make_file(make_household(village=XINTIAN, number=9))
    with pytest.raises(NothingToFile):
        discard_queued(actor=people.handler, page_ids=[], reason="x")
    with pytest.raises(InvalidInput):
        discard_queued(actor=people.handler, page_ids=ids(pages), reason=" ")
    with pytest.raises(InvalidInput):
        file_queued(actor=people.handler, page_ids=ids(pages), household_code="2208821022020009", entry=ENTRY)
    with pytest.raises(NoPouch):
        file_queued(actor=people.handler, page_ids=ids(pages), household_code="2208821052010007", entry=ENTRY)
    assert waiting_count(people.handler) == 3


def test_wrong_person_and_wrong_place(people: People, pages: list[QueuedPage]) -> None:
    with pytest.raises(NotAllowed):
        discard_queued(actor=people.auditor, page_ids=ids(pages), reason="x")
    with pytest.raises(PagesDecided):
        discard_queued(actor=people.neighbour, page_ids=ids(pages), reason="x")
    with pytest.raises(NotVisible):
        queued_image_for(people.neighbour, pages[0].pk)
    assert waiting_count(people.neighbour) == 0
    # a page of an unknown village is the township's business, not the village's
    assert waiting_count(people.assistant) == 0
    assert waiting_count(people.county_handler) == 3
    QueuedPage.objects.update(division_code=MINQIANG)
    assert waiting_count(people.assistant) == 3
