"""The pages on which pouches move, divide, end and return."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.households.models import Household
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINFU, MINQIANG, PASSWORD, People

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household(declared_size=2, covered_size=2))


@pytest.fixture
def client(people: People) -> Client:
    browser = Client()
    browser.login(username=people.handler.username, password=PASSWORD)
    return browser


def url(name: str, household: Household) -> str:
    return reverse(f"archives:{name}", args=[household.code])


def text(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def test_moving_shows_former_code_card_and_sheets(client: Client, file: HouseholdFile) -> None:
    page, old_box = url("move-household", file.household), Pouch.objects.get(file=file).box
    shown = text(client, page)
    assert "民富村" in shown
    assert "新田村" not in shown
    wrong = client.post(page, {"version": 1, "village_code": MINFU, "on": TODAY, "reason": ""})
    assert wrong.status_code == 200
    sent = {"version": 1, "village_code": MINFU, "on": TODAY, "reason": "随子女居住", "registration_moved": "on"}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent | {"village_code": MINQIANG}).status_code == 409
    pouch = text(client, reverse("archives:file", args=[file.pk]))
    assert "曾用号" in pouch
    assert file.reference_code in pouch
    assert "县内迁居：由民强村" in pouch
    box = text(client, reverse("archives:box", args=[old_box.pk]))
    assert "代卷卡" in box
    assert "民富村 01 号盒" in box


def test_splitting_and_merging(client: Client, people: People, file: HouseholdFile) -> None:
    household = file.household
    son = add_member(household, "22", make_person("王小军", born=date(1990, 1, 1)))
    paper = file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M10", page_count=2)]).items[
        0
    ]
    page = url("split-household", household)
    assert "王小军" in text(client, page)
    sent = {"version": 1, "members": [son.pk], "new_head": son.pk, "copied": [paper.pk], "on": TODAY}
    assert client.post(page, sent | {"reason": "成家另过"}).status_code == 302
    new = Household.objects.get(head_name="王小军")
    assert Item.objects.get(file__household=new).copied_from == paper
    assert "分户自" in text(client, reverse("archives:file", args=[new.files.get().pk]))
    page = url("merge-household", household)
    assert "没有找到这一户" in text(client, f"{page}?other=123")
    page = f"{page}?other={new.code}"
    assert "王小军" in text(client, page)
    joining = new.members.get(until=None)
    household.refresh_from_db()
    Household.objects.filter(pk=new.pk).update(state="ACTIVE")
    sent = {"version": household.version, f"relation_{joining.pk}": "22", "on": TODAY, "reason": "又回来同住"}
    assert client.post(page, sent).status_code == 302
    assert household.files.filter(state=PouchState.LIVE).count() == 1


def test_stopping_lists_the_pouch_until_it_is_closed_and_can_be_undone(client: Client, file: HouseholdFile) -> None:
    stop = reverse("households:stop", args=[file.household.code])
    assert "没有待定卷" in text(client, reverse("archives:closing"))
    client.post(stop, {"version": 1, "stop_reason": "01", "on": TODAY, "reason": "核对收入超标"})
    listed = text(client, reverse("archives:closing"))
    assert file.reference_code in listed
    assert "停发审批表" in listed
    assert "撤销" in text(client, reverse("households:state", args=[file.household.code]))
    undo = url("undo-stop", file.household)
    assert "办错" in text(client, undo)
    assert client.post(undo, {"version": 2, "reason": "办错了户"}).status_code == 302
    assert HouseholdFile.objects.get(pk=file.pk).state == PouchState.LIVE


def test_a_further_pouch_bears_the_same_code_with_its_part(client: Client, people: People, file: HouseholdFile) -> None:
    pouch = Pouch.objects.get(file=file)
    address = reverse("archives:further-pouch", args=[pouch.pk])
    assert "不用另立一袋" in client.post(address, follow=True).content.decode()
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M14", page_count=90)])
    assert f"{file.reference_code}-2" in client.post(address, follow=True).content.decode()
    box = Box.objects.get(pk=pouch.box_id)
    assert box.filled_micrometres == sum(each.thickness_micrometres for each in box.pouches.all())
