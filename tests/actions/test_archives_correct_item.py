"""Correcting an item's description: with a reason, before and after in the log; number and pages stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hudang.archives.actions.correcting import correct_item, description_of
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.models import Item
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People


@pytest.fixture
def item(people: People) -> Item:
    make_bureau()
    file = make_file(make_household("王德贵"))
    return file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry("M01", page_count=2)]).items[0]


def test_changes_are_written_with_before_and_after(people: People, item: Item) -> None:
    wanted = replace(description_of(item), dated="20210305", original="copy")
    corrected = correct_item(actor=people.handler, item_id=item.pk, description=wanted, reason="补日期")
    assert (corrected.dated, corrected.original, corrected.number, corrected.first_page) == ("20210305", "copy", 1, 1)
    written = AuditEntry.objects.get(action="correct_item")
    assert written.before == {"dated": "", "original": "original"}
    assert written.after == {"dated": "20210305", "original": "copy"}
    assert written.reason == "补日期"


def test_another_material_changes_title_and_missing_papers(people: People, item: Item) -> None:
    wanted = replace(description_of(item), material="M10")
    corrected = correct_item(actor=people.handler, item_id=item.pk, description=wanted, reason="归错材料")
    assert corrected.title == "王德贵家庭最低生活保障户口簿复印件"
    corrected.file.refresh_from_db()
    assert "M01" in corrected.file.missing
    assert "M10" not in corrected.file.missing
    assert AuditEntry.objects.get(action="correct_item").after["material"] == "M10"


def test_a_title_of_ones_own_stays(people: People, item: Item) -> None:
    wanted = replace(description_of(item), material="M10", title="王德贵户口簿")
    assert correct_item(actor=people.handler, item_id=item.pk, description=wanted, reason="改").title == "王德贵户口簿"


def test_nothing_changed_writes_nothing(people: People, item: Item) -> None:
    correct_item(actor=people.handler, item_id=item.pk, description=description_of(item), reason="看看")
    assert not AuditEntry.objects.filter(action="correct_item").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("creator", " "), ("dated", "2021"), ("original", "x"), ("material", "M98"), ("note", "长" * 201)],
)
def test_wrong_fields_are_named(people: People, item: Item, field: str, value: str) -> None:
    wanted = replace(description_of(item), **{field: value})
    with pytest.raises(InvalidInput) as caught:
        correct_item(actor=people.handler, item_id=item.pk, description=wanted, reason="改")
    assert list(caught.value.fields) == [field]


def test_a_reason_is_needed(people: People, item: Item) -> None:
    with pytest.raises(InvalidInput) as caught:
        correct_item(actor=people.handler, item_id=item.pk, description=description_of(item), reason=" ")
    assert "reason" in caught.value.fields


def test_wrong_person_and_wrong_place(people: People, item: Item) -> None:
    with pytest.raises(NotAllowed):
        correct_item(actor=people.township_head, item_id=item.pk, description=description_of(item), reason="x")
    with pytest.raises(NotVisible):
        correct_item(actor=people.neighbour, item_id=item.pk, description=description_of(item), reason="x")
