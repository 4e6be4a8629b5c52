"""Opening an original: inside one's division only, and always in the log."""

from __future__ import annotations

import io

import pytest

from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.viewing import open_original
from hudang.archives.models import Item
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform import storage
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People


@pytest.fixture
def items(people: People) -> list[Item]:
    make_bureau()
    file = make_file(make_household("王德贵", number=7))
    sources = [FileSource(io.BytesIO(scans.jpeg("o")), "a.jpg"), FileSource(io.BytesIO(scans.pdf(2)), "b.pdf")]
    entries = [ItemEntry("M01", (source,)) for source in sources]
    return file_items(actor=people.handler, file_id=file.pk, entries=entries).items


def test_the_file_comes_under_its_reference_code_and_is_recorded(people: People, items: list[Item]) -> None:
    original = open_original(actor=people.township_head, item_id=items[0].pk, number=1)
    assert original.path.read_bytes() == scans.jpeg("o")
    assert original.media_type == "image/jpeg"
    assert original.name == items[0].reference_code.replace("·", "_") + "-0001.jpg"
    assert open_original(actor=people.handler, item_id=items[1].pk, number=2).name.endswith("-002.pdf")
    written = AuditEntry.objects.filter(action="open_original").first()
    assert written is not None
    assert (written.actor_name, written.household_code) == ("舍力负责人", "2208821052010007")


def test_refusals(people: People, items: list[Item]) -> None:
    with pytest.raises(NotVisible):
        open_original(actor=people.neighbour, item_id=items[0].pk, number=1)
    with pytest.raises(NotVisible):
        open_original(actor=people.handler, item_id=items[0].pk, number=2)
    with pytest.raises(NotAllowed):
        open_original(actor=people.system, item_id=items[0].pk, number=1)
    storage.path_of(items[0].pages.get().digital_object.sha256).unlink()
    with pytest.raises(NotVisible):
        open_original(actor=people.handler, item_id=items[0].pk, number=1)
    assert not AuditEntry.objects.filter(action="open_original").exists()
