"""密级: every door through which the content of a file could be seen, for those below its level (R9, Q408)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

from hudang.accounts.models import User
from hudang.archives.actions.attaching import attach_scan
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.queueing import Doubt, queue_pages
from hudang.archives.actions.setting_aside import set_aside
from hudang.archives.models import HouseholdFile, Item, Material, SchemeClass
from hudang.archives.queries.figures import counts_for, missing_count
from hudang.archives.queries.files import MissingList, files_within
from hudang.archives.queries.finding import files_by_code
from hudang.archives.queries.holdings import HoldingFilters, holdings_for, households_in
from hudang.archives.queries.late import deadline_for, late_count, late_of
from hudang.archives.queries.queue import waiting_count
from hudang.archives.rules.holdings import View
from hudang.archives.vocabulary import LateKind
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive
from hudang.printing.queries.cards import card_papers_for
from hudang.printing.queries.papers import household_papers, how_many, papers_for
from hudang.printing.vocabulary import PaperKind
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in

pytestmark = pytest.mark.django_db
TITLE = "艾滋病检测报告"
OPEN_KINDS = (PaperKind.ITEM_LIST, PaperKind.FILE_NOTE_SHEET)


@pytest.fixture
def kept(people: People) -> HouseholdFile:
    """Return a file with a scan, set aside; an ordinary one stands beside it."""
    make_bureau()
    file, _ = make_file(make_household("王德贵")), make_file(make_household("李桂兰", number=2))
    source = FileSource(io.BytesIO(scans.jpeg("kept")), "1.jpg")
    entry = ItemEntry(material="M10", sources=(source,), title=TITLE)
    file_items(actor=people.handler, file_id=file.pk, entries=[entry])
    waiting = receive(io.BytesIO(scans.jpeg("waiting")), "2.jpg")
    queue_pages(actor=people.handler, received=waiting, doubt=Doubt("看不出材料。", MINQIANG, file.household))
    set_aside(
        actor=people.archivist, file_id=file.pk, class_id=SchemeClass.objects.get(code="SP5").pk, reason="单独保密"
    )
    return HouseholdFile.objects.get(pk=file.pk)


def doors(file: HouseholdFile) -> Iterator[str]:
    pouch, item = file.pouches.get(), file.items.get()
    yield from (f"/files/{file.pk}/", f"/pouches/{pouch.pk}/", f"/q/p{pouch.pk}/")
    yield from (f"/items/{item.pk}/", f"/items/{item.pk}/correct/")
    yield from (f"/items/{item.pk}/pages/1/{kind}/" for kind in ("thumbnail", "image", "original"))
    yield f"/pouches/{pouch.pk}/items/new/"
    queued = file.household.queued_pages.get()
    yield from (f"/queue/{queued.pk}/{kind}/" for kind in ("thumbnail", "image"))


def statuses(person: User, file: HouseholdFile) -> set[int]:
    client = signed_in(person)
    found = set()
    for door in doors(file):
        response = client.get(door)
        response.close()
        found.add(response.status_code)
    return found


def test_every_page_and_picture_is_shut(people: People, kept: HouseholdFile) -> None:
    for person in (people.handler, people.assistant):
        assert statuses(person, kept) == {404}, person.display_name
    assert statuses(people.archivist, kept) <= {200, 302}
    assert statuses(people.county_handler, kept) <= {200, 302}


@pytest.mark.parametrize(
    "page",
    [
        "/households/{code}/", "/households/{code}/history/", "/boxes/{box}/",
        "/missing/", "/queue/", "/late/", "/closing/", "/search/?q={reference}",
        "/households/{code}/split/",
    ],
)  # fmt: skip
def test_no_page_names_what_lies_in_it(people: People, kept: HouseholdFile, page: str) -> None:
    code, box = kept.household.code, kept.pouches.get().box_id
    response = signed_in(people.handler).get(
        page.format(code=code, box=box, reference=kept.reference_code), follow=True
    )
    text = response.content.decode()
    assert response.status_code in (200, 404)
    assert TITLE not in text
    assert f"/pouches/{kept.pouches.get().pk}/" not in text
    assert f"/files/{kept.pk}/" not in text


def test_search_and_lists_leave_it_out_and_agree_with_their_counts(people: People, kept: HouseholdFile) -> None:
    reader, county = people.handler, people.archivist
    assert not files_by_code(reader, kept.reference_code, 5)
    assert files_by_code(county, kept.reference_code, 5)
    for person, expected in ((reader, 1), (county, 2)):
        assert missing_count(person) == counts_for(person).incomplete == expected
        assert len(MissingList(person, "")) == len(MissingList(person, "")[0:9]) == expected
        assert len(list(files_within(person, person.scope))) == expected
    assert (waiting_count(reader), waiting_count(county)) == (0, 1)


def test_the_view_by_material_does_not_count_it(people: People, kept: HouseholdFile) -> None:
    material = str(Material.objects.get(code="M10").pk)
    for person, expected in ((people.handler, 0), (people.archivist, 1)):
        view = holdings_for(person, View.MATERIAL, HoldingFilters())
        assert sum(g.households for g in view.groups if g.key == material) == expected
        assert len(households_in(person, View.MATERIAL, HoldingFilters(), material).rows) == expected
        none = sum(g.households for g in view.groups if g.key == "none")
        assert none == len(households_in(person, View.MATERIAL, HoldingFilters(), "none").rows)


def test_the_late_list_agrees_with_its_figure(people: People, kept: HouseholdFile) -> None:
    for person in (people.handler, people.archivist):
        deadline = deadline_for(person)
        listed = sum(late_of(person, kind, deadline).count() for kind in LateKind)
        assert late_count(person) == listed


def test_papers_leave_it_out(people: People, kept: HouseholdFile) -> None:
    reader, prefix = people.handler, MINQIANG
    for kind in OPEN_KINDS:
        papers = list(papers_for(reader, kind, prefix))
        assert len(papers) == how_many(reader, kind, prefix) == 1
        assert not list(household_papers(reader, kind, kept.household.code))
        assert list(household_papers(people.archivist, kind, kept.household.code))
    assert len(list(papers_for(reader, PaperKind.POUCH_LABEL, prefix))) == 2, "the label names only its code"
    for kind in (PaperKind.FILE_COVER, PaperKind.FILE_CATALOGUE):
        assert TITLE not in str(list(card_papers_for(reader, kind, prefix)))
        assert len(list(card_papers_for(reader, kind, prefix))) == 1
    for kind in (PaperKind.FILE_LIST, PaperKind.PRINT_SET, PaperKind.MISSING_LIST):
        papers = card_papers_for if kind is PaperKind.FILE_LIST else papers_for
        assert TITLE not in str(list(papers(reader, kind, prefix)))


def test_the_tree_shows_its_code_but_does_not_open_it(people: People, kept: HouseholdFile) -> None:
    pouch = kept.pouches.get()
    way = f"{kept.fonds_id}.{kept.series_id}.{kept.year}-{kept.retention}.{pouch.box_id}"
    for person, status in ((people.handler, 404), (people.archivist, 200)):
        client = signed_in(person)
        box: Any = client.get("/tree/", {"at": way})
        assert "只列档号" in box.content.decode()
        assert client.get("/tree/branch/", {"at": f"{way}.{pouch.pk}"}).status_code == status
        assert client.get("/tree/catalogue/", {"at": f"{way}.{pouch.pk}"}).status_code == status


def test_looking_in_is_logged(people: People, kept: HouseholdFile) -> None:
    signed_in(people.county_head).get(f"/items/{Item.objects.get(file=kept).pk}/")
    entry = AuditEntry.objects.filter(action="look_into_file").latest("sequence")
    assert (entry.actor_name, entry.household_code) == (people.county_head.display_name, kept.household.code)


def test_a_class_that_is_sensitive_shuts_out_only_the_village(people: People, kept: HouseholdFile) -> None:
    SchemeClass.objects.filter(pk=kept.scheme_class_id).update(access="sensitive")
    assert statuses(people.assistant, kept) == {404}
    assert statuses(people.handler, kept) <= {200, 302}


def test_the_page_sets_aside_and_takes_back(people: People, kept: HouseholdFile) -> None:
    client = signed_in(people.archivist)
    page = client.get(f"/files/{kept.pk}/class/")
    assert "SP5" in page.content.decode()
    assert "单独保密" in page.content.decode()
    assert client.post(f"/files/{kept.pk}/class/take-back/", {"reason": ""}).status_code == 422
    assert client.post(f"/files/{kept.pk}/class/take-back/", {"reason": "解除"}).status_code == 302
    assert statuses(people.handler, kept) <= {200, 302}
    sent = {"class_id": SchemeClass.objects.get(code="SP5").pk, "reason": "又须保密"}
    assert client.post(f"/files/{kept.pk}/class/", sent).status_code == 302
    assert statuses(people.handler, kept) == {404}
    assert signed_in(people.handler).get(f"/files/{kept.pk}/class/").status_code == 403


def test_no_act_on_an_item_is_told_in_the_history(people: People, kept: HouseholdFile) -> None:
    item = Item.objects.get(file=kept)
    Item.objects.filter(pk=item.pk).update(digital=False)
    item.pages.all().delete()
    source = FileSource(io.BytesIO(scans.jpeg("later")), "3.jpg")
    attach_scan(actor=people.archivist, item_id=item.pk, sources=[source])
    address = f"/households/{kept.household.code}/history/"
    assert TITLE in signed_in(people.archivist).get(address).content.decode()
    assert TITLE not in signed_in(people.handler).get(address).content.decode()
