"""借出与归还: a file is lent until a day, a card stands for it, and its return is checked and noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.actions.lending import lend_file, take_file_in
from hudang.archives.errors import LentAlready, NotLent
from hudang.archives.models import HouseholdFile, NoteEntry, OutCard
from hudang.archives.queries.loans import latest_due, loans_for, overdue_count
from hudang.audit.models import AuditEntry
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import PASSWORD, People

pytestmark = pytest.mark.django_db
ASKED = {"borrower": "县审计局 赵明", "purpose": "核对资金，王局长批准"}


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵"))


def lend(people: People, file: HouseholdFile) -> OutCard:
    return lend_file(actor=people.archivist, file_id=file.pk, due_on=latest_due(), **ASKED)


def test_a_card_stands_for_the_file_until_it_is_back(people: People, file: HouseholdFile) -> None:
    card = lend(people, file)
    assert (card.get_kind_display(), card.destination) == ("代卷卡（借出）", "县审计局 赵明（核对资金，王局长批准）")
    assert [each.pk for each in loans_for(people.handler)] == [card.pk]
    assert not loans_for(people.neighbour)
    with pytest.raises(LentAlready):
        lend(people, file)
    take_file_in(actor=people.archivist, file_id=file.pk, found="第 3 页破损")
    assert not loans_for(people.archivist)
    assert "第 3 页破损" in NoteEntry.objects.filter(file=file).order_by("-pk")[0].text
    assert NoteEntry.objects.filter(box=card.box).count() == 2
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"lend_file", "take_file_in"}
    with pytest.raises(NotLent):
        take_file_in(actor=people.archivist, file_id=file.pk)


def test_what_should_be_back_is_counted(people: People, file: HouseholdFile) -> None:
    card = lend(people, file)
    assert overdue_count(people.archivist) == 0
    OutCard.objects.filter(pk=card.pk).update(due_on=clock.today() - timedelta(days=1))
    assert (overdue_count(people.archivist), overdue_count(people.neighbour)) == (1, 0)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"borrower": " "}, "borrower"),
        ({"purpose": ""}, "purpose"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        ({"due_on": clock.today() + timedelta(days=99)}, "due_on"),
    ],
)
def test_who_why_and_until_when(people: People, file: HouseholdFile, other: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        lend_file(actor=people.archivist, file_id=file.pk, **({"due_on": clock.today(), **ASKED} | other))  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


def test_only_who_keeps_the_boxes(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NotAllowed):
        lend_file(actor=people.assistant, file_id=file.pk, due_on=clock.today(), **ASKED)
    with pytest.raises(NotVisible):
        lend_file(actor=people.neighbour, file_id=file.pk, due_on=clock.today(), **ASKED)


def test_the_pages_lend_and_take_back(people: People, file: HouseholdFile) -> None:
    client = Client()
    client.login(username=people.archivist.username, password=PASSWORD)
    address = reverse("archives:lend-file", args=[file.pk])
    assert "借出户袋" in client.get(address).content.decode()
    sent = ASKED | {"due_on": str(latest_due())}
    assert "打印代卷卡" in client.post(address, sent, follow=True).content.decode()
    assert "户袋已借出" in client.get(reverse("archives:file", args=[file.pk]), follow=True).content.decode()
    assert reverse("printing:out-cards", args=[file.pk]) in client.get(reverse("archives:loans")).content.decode()
    card = client.get(reverse("printing:out-cards", args=[file.pk]))
    assert card["Content-Type"] == "application/pdf"
    back = client.post(reverse("archives:take-file-in", args=[file.pk]), follow=True).content.decode()
    assert "户袋都在盒里" in back
