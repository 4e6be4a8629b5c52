"""保密的件: what somebody said of others is shown to nobody who neither handles cases nor sees what is sensitive."""

from __future__ import annotations

import io

import pytest

from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.models import HouseholdFile, Item
from hudang.archives.queries.finding import files_by_code
from hudang.archives.queries.late import deadline_for, late_count, late_of
from hudang.archives.vocabulary import LateKind
from hudang.audit.models import AuditEntry
from hudang.printing.queries.cards import card_papers_for
from hudang.printing.queries.papers import household_papers, papers_for
from hudang.printing.vocabulary import PaperKind
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in

pytestmark = pytest.mark.django_db
TITLE = "邻居赵某反映在外打工"
VEILED = "邻里访问记录（保密）"


@pytest.fixture
def kept(people: People) -> HouseholdFile:
    """Return a file with an interview of a neighbour between two ordinary papers."""
    make_bureau()
    file = make_file(make_household("王德贵"))
    entries = [
        ItemEntry(material=code, sources=(FileSource(io.BytesIO(scans.jpeg(code)), f"{code}.jpg"),), title=title)
        for code, title in (("M10", "户口簿"), ("M34", TITLE), ("M33", "入户调查表"))
    ]
    file_items(actor=people.handler, file_id=file.pk, entries=entries)
    return HouseholdFile.objects.get(pk=file.pk)


def protected(file: HouseholdFile) -> Item:
    return Item.objects.get(file=file, material__code="M34")


@pytest.mark.parametrize(
    "door",
    ["/items/{pk}/", "/items/{pk}/correct/", "/items/{pk}/scan/", "/items/{pk}/pages/1/thumbnail/",
     "/items/{pk}/pages/1/image/", "/items/{pk}/pages/1/original/"],
)  # fmt: skip
def test_every_door_to_it_is_shut(people: People, kept: HouseholdFile, door: str) -> None:
    address = door.format(pk=protected(kept).pk)
    response = signed_in(people.assistant).get(address)
    response.close()
    assert response.status_code == 404
    if "scan" not in door:
        for person in (people.handler, people.archivist):
            response = signed_in(person).get(address)
            response.close()
            assert response.status_code in (200, 302, 403), person.display_name


def test_lists_name_its_material_only(people: People, kept: HouseholdFile) -> None:
    pouch, item = kept.pouches.get(), protected(kept)
    page = signed_in(people.assistant).get(f"/pouches/{pouch.pk}/").content.decode()
    assert VEILED in page and TITLE not in page and f"/items/{item.pk}/" not in page and "户口簿" in page
    assert TITLE in signed_in(people.handler).get(f"/pouches/{pouch.pk}/").content.decode()
    before = kept.items.get(number=item.number - 1)
    assert f"/items/{item.pk}/" not in signed_in(people.assistant).get(f"/items/{before.pk}/").content.decode()


def test_the_tree_does_not_open_it(people: People, kept: HouseholdFile) -> None:
    pouch, item = kept.pouches.get(), protected(kept)
    way = f"{kept.fonds_id}.{kept.series_id}.{kept.year}-{kept.retention}.{pouch.box_id}.{pouch.pk}"
    for person, status in ((people.assistant, 404), (people.handler, 200)):
        client = signed_in(person)
        for address in ("/tree/", "/tree/branch/"):
            assert (TITLE in client.get(address, {"at": way}).content.decode()) == (status == 200)
        for address in ("/tree/branch/", "/tree/catalogue/"):
            assert client.get(address, {"at": f"{way}.{item.pk}"}).status_code == status


def test_papers_and_search_leave_its_words_out(people: People, kept: HouseholdFile) -> None:
    for kind in (PaperKind.ITEM_LIST, PaperKind.FILE_NOTE_SHEET, PaperKind.PRINT_SET):
        assert TITLE not in str(list(papers_for(people.assistant, kind, MINQIANG)))
        assert TITLE not in str(list(household_papers(people.assistant, kind, kept.household.code)))
    assert VEILED in str(list(papers_for(people.assistant, PaperKind.ITEM_LIST, MINQIANG)))
    assert TITLE in str(list(papers_for(people.handler, PaperKind.ITEM_LIST, MINQIANG)))
    assert TITLE not in str(list(card_papers_for(people.assistant, PaperKind.FILE_CATALOGUE, MINQIANG)))
    code = protected(kept).reference_code
    assert not files_by_code(people.assistant, code, 5)
    assert files_by_code(people.handler, code, 5)


def test_late_paper_is_not_offered_and_the_figure_agrees(people: People, kept: HouseholdFile) -> None:
    Item.objects.filter(pk=protected(kept).pk).update(digital=False, dated="20260102")
    for person in (people.assistant, people.handler):
        deadline = deadline_for(person)
        assert late_count(person) == sum(late_of(person, kind, deadline).count() for kind in LateKind)


def test_the_log_names_its_material_only(people: People, kept: HouseholdFile) -> None:
    entries = AuditEntry.objects.filter(object_type="item", object_id=str(protected(kept).pk))
    told = "".join(f"{entry.summary}{entry.after}" for entry in entries)
    assert VEILED in told and TITLE not in told
