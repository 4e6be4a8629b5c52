"""Filing items: numbers and pages without gaps, supplements, second pouches, and every refusal."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from hudang.archives.actions import filing
from hudang.archives.actions.filing import FileSource, ItemEntry, StoredPage, file_items
from hudang.archives.errors import FileDestroyed, NothingToFile
from hudang.archives.models import HouseholdFile, Item, ItemPage, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.digitization.errors import UnknownFormat
from hudang.digitization.models import DigitalObject
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from hudang.platform import storage
from tests.factories import scans
from tests.factories.again import again
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, XINTIAN, People

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    return _file(people)


@again
def _file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵", number=7))


def scan(text: str, name: str = "") -> FileSource:
    return FileSource(io.BytesIO(scans.jpeg(text)), name or f"{text}.jpg")


def entry(material: str = "M01", *texts: str, **fields: object) -> ItemEntry:
    return ItemEntry(material=material, sources=tuple(scan(text) for text in texts), **fields)  # type: ignore[arg-type]


def paper(material: str = "M01", pages: int = 1, **fields: object) -> ItemEntry:
    return ItemEntry(material=material, page_count=pages, **fields)  # type: ignore[arg-type]


def test_an_item_of_several_files_gets_number_pages_and_description(people: People, file: HouseholdFile) -> None:
    filed = file_items(actor=people.handler, file_id=file.pk, entries=[entry("M10", "a", "b", dated="20210300")])
    (item,) = filed.items
    assert (item.number, item.first_page, item.page_count, item.last_page) == (1, 1, 2, 2)
    assert item.reference_code == f"{file.reference_code}-001"
    assert item.title == "王德贵家庭最低生活保障户口簿复印件"
    assert item.creator == "王德贵"
    assert (item.dated, item.digital, item.supplement, item.filed_by) == ("20210300", True, False, "舍力经办")
    assert list(item.pages.values_list("number", "object_page", "file_name")) == [(1, 1, "a.jpg"), (2, 1, "b.jpg")]


def test_numbers_and_pages_continue_and_counts_follow(people: People, file: HouseholdFile) -> None:
    thickness, filled = file.pouches.get().thickness_micrometres, file.pouches.get().box.filled_micrometres
    file_items(actor=people.handler, file_id=file.pk, entries=[paper("M01", 3), entry("M10", "a")])
    file_items(
        actor=people.assistant,
        file_id=file.pk,
        entries=[ItemEntry(material="M32", sources=(FileSource(io.BytesIO(scans.pdf(4)), "核对报告.pdf"),))],
    )
    rows = Item.objects.order_by("number").values_list("number", "first_page", "page_count", "digital")
    assert list(rows) == [(1, 1, 3, False), (2, 4, 1, True), (3, 5, 4, True)]
    # the household keeps its 户口簿: what was filed is a copy, though nobody said so
    assert list(Item.objects.order_by("number").values_list("original", flat=True)) == ["original", "copy", "original"]
    file.refresh_from_db()
    assert (file.item_count, file.page_count) == (3, 8)
    pouch = file.pouches.get()
    assert pouch.thickness_micrometres - thickness == 800
    assert pouch.box.filled_micrometres - filled == 800


def test_the_creator_follows_the_material(people: People, file: HouseholdFile) -> None:
    entries = [paper("M01"), paper("M33"), paper("M51")]
    items = file_items(actor=people.handler, file_id=file.pk, entries=entries).items
    assert [item.creator for item in items] == ["王德贵", "舍力镇人民政府", "大安市民政局"]


def test_a_filed_material_is_no_longer_missing(people: People, file: HouseholdFile) -> None:
    file_items(actor=people.handler, file_id=file.pk, entries=[paper("M10")])
    file.refresh_from_db()
    assert "M10" not in file.missing
    assert "M01" in file.missing
    before = file.missing_count
    file_items(actor=people.handler, file_id=file.pk, entries=[paper("M01")])
    file.refresh_from_db()
    assert file.missing_count == before - 1


def test_the_log_says_who_filed_what(people: People, file: HouseholdFile) -> None:
    file_items(actor=people.handler, file_id=file.pk, entries=[entry("M01", "a")])
    written = AuditEntry.objects.get(action="file_item")
    assert (written.actor_name, written.household_code) == ("舍力经办", "2208821052010007")
    assert written.after["pages"] == "1-1"
    assert "归入第 1 件" in written.summary


def test_a_file_that_is_there_is_said_and_not_filed_twice(people: People, file: HouseholdFile) -> None:
    file_items(actor=people.handler, file_id=file.pk, entries=[paper("M50"), entry("M01", "a")])
    again = file_items(actor=people.handler, file_id=file.pk, entries=[entry("M10", "a")])
    assert again.items == []
    assert again.already[0].message == "同一文件已归入本袋第 2 件，没有重复归档。"
    assert again.already[0].material == "M01"
    mixed = file_items(actor=people.handler, file_id=file.pk, entries=[entry("M11", "a", "b", "b")])
    assert mixed.items[0].page_count == 1
    assert len(mixed.already) == 2
    assert DigitalObject.objects.count() == 2


def test_the_same_file_in_another_household_is_stored_once(people: People, file: HouseholdFile) -> None:
    other = make_file(make_household("李桂兰"))
    first, second = (file_items(actor=people.handler, file_id=f.pk, entries=[entry("M41", "a")]) for f in (file, other))
    assert (len(first.items), first.notices) == (1, [])
    assert (len(second.items), second.notices) == (1, ["相同内容也归在别的户袋，文件只存一份。"])
    assert DigitalObject.objects.count() == 1
    assert ItemPage.objects.count() == 2


def test_a_closed_file_takes_supplements_with_a_remark(people: People, file: HouseholdFile) -> None:
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.CLOSED)
    with clock.frozen(NOW):
        (item,) = file_items(actor=people.handler, file_id=file.pk, entries=[paper("M85", note="后补")]).items
    assert item.supplement
    assert item.note == "定卷后补充（2026-11-23）后补"


def test_a_full_pouch_continues_as_the_next_part_in_the_same_box(people: People, file: HouseholdFile) -> None:
    first = file.pouches.get()
    filed = file_items(
        actor=people.handler, file_id=file.pk, entries=[paper("M50", 150), paper("M14", 100), paper("M01", 5)]
    )
    assert "另立第 2 袋" in filed.notices[0]
    assert [item.pouch.part for item in filed.items] == [1, 2, 2]
    assert [item.first_page for item in filed.items] == [1, 151, 251]
    second = Pouch.objects.get(file=file, part=2)
    assert (second.box_id, second.state) == (first.box_id, first.state)
    assert second.thickness_micrometres == 600 + 105 * 100
    assert Pouch.objects.get(part=1).thickness_micrometres == 600 + 150 * 100
    assert second.box.filled_micrometres == 1200 + 255 * 100


def test_one_thick_item_stays_in_one_pouch_and_a_full_box_is_said(people: People, file: HouseholdFile) -> None:
    filed = file_items(actor=people.handler, file_id=file.pk, entries=[paper("M14", 600)])
    assert Pouch.objects.count() == 1
    assert "超出容量" in filed.notices[0]


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (paper("M98"), "material"),
        (paper(pages=0), "page_count"),
        (paper(pages=5000), "page_count"),
        (paper(dated="20211301"), "dated"),
        (paper(dated="2021"), "dated"),
        (paper(dated="20261124"), "dated"),
        (paper(title="长" * 201), "title"),
        (paper(note="长" * 201), "note"),
        (paper(original="maybe"), "original"),
    ],
)
def test_wrong_fields_are_named(people: People, file: HouseholdFile, made: ItemEntry, field: str) -> None:
    with clock.frozen(NOW), pytest.raises(InvalidInput) as caught:
        file_items(actor=people.handler, file_id=file.pk, entries=[made])
    assert field in caught.value.fields
    assert not Item.objects.exists()


def test_a_page_count_against_the_images_is_refused(people: People, file: HouseholdFile) -> None:
    with pytest.raises(InvalidInput) as caught:
        file_items(actor=people.handler, file_id=file.pk, entries=[entry("M01", "a", page_count=3)])
    assert "1 页" in caught.value.fields["page_count"]


def test_nothing_to_file(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NothingToFile):
        file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M01")])


def test_nothing_goes_into_what_was_destroyed(people: People, file: HouseholdFile) -> None:
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.DESTROYED)
    with pytest.raises(FileDestroyed):
        file_items(actor=people.handler, file_id=file.pk, entries=[paper()])


def test_the_neighbour_does_not_see_the_file(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NotVisible):
        file_items(actor=people.neighbour, file_id=file.pk, entries=[paper()])
    with pytest.raises(NotVisible):
        file_items(actor=people.handler, file_id=make_file(make_household(village=XINTIAN)).pk, entries=[paper()])
    assert people.neighbour.division_code == FENGSHOU


@pytest.mark.parametrize("post", ["township_head", "county_head", "system", "security", "auditor"])
def test_who_has_no_right_files_nothing(people: People, file: HouseholdFile, post: str) -> None:
    with pytest.raises(NotAllowed):
        file_items(actor=getattr(people, post), file_id=file.pk, entries=[entry("M01", "forbidden")])
    assert not DigitalObject.objects.exists()


def test_one_bad_file_files_nothing(people: People, file: HouseholdFile) -> None:
    bad = ItemEntry(material="M01", sources=(scan("a"), FileSource(io.BytesIO(scans.zip_file()), "b.jpg")))
    with pytest.raises(UnknownFormat):
        file_items(actor=people.handler, file_id=file.pk, entries=[paper(), bad])
    assert not Item.objects.exists()
    assert not DigitalObject.objects.exists()


def test_a_fault_in_the_middle_leaves_the_store_whole_and_the_tables_empty(
    people: People, file: HouseholdFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*arguments: object, **named: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(filing, "refresh", fall)
        with pytest.raises(RuntimeError):
            file_items(actor=people.handler, file_id=file.pk, entries=[entry("M01", "cut off")])
    assert not Item.objects.exists()
    assert not DigitalObject.objects.exists()
    assert not AuditEntry.objects.filter(action="file_item").exists()
    file.refresh_from_db()
    assert (file.item_count, file.page_count) == (0, 0)
    (item,) = file_items(actor=people.handler, file_id=file.pk, entries=[entry("M01", "cut off")]).items
    assert item.number == 1
    assert storage.path_of(item.pages.get().digital_object.sha256).is_file()


def test_names_of_files_are_kept_without_identity_numbers(people: People, file: HouseholdFile) -> None:
    named = ItemEntry(material="M11", sources=(scan("a", "220882196012063647 身份证.jpg"),))
    (item,) = file_items(actor=people.handler, file_id=file.pk, entries=[named]).items
    assert item.pages.get().file_name == "220882********3647 身份证.jpg"


def test_stored_pages_need_the_right_too(people: People, file: HouseholdFile) -> None:
    page = StoredPage(1, 1, "x")
    with pytest.raises(NotAllowed):
        filing.file_stored(actor=people.auditor, file_id=file.pk, entry=ItemEntry("M01", (page,)))


def test_queries_do_not_grow_with_the_pages(people: People, file: HouseholdFile, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    big = ItemEntry(material="M14", sources=(FileSource(io.BytesIO(scans.tiff(40)), "x.tif"),))
    with django_assert_max_num_queries(40):
        file_items(actor=people.handler, file_id=file.pk, entries=[big])
