"""Villages with their boxes, one box, its place, moving and closing pouches, and what a QR code opens."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hudang.archives.models import Box, HouseholdFile, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.households.models import Household
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

VILLAGES = "/villages/"


@pytest.fixture
def pouch(people: People) -> Pouch:
    make_bureau()
    make_file(make_household("李春花", village=XINTIAN, number=3))
    return make_file(make_household("王德贵", number=7)).pouches.get()


@pytest.fixture
def client(people: People, pouch: Pouch) -> Client:
    return signed_in(people.handler)


def move_to(client: Client, pouch: Pouch, box: object) -> Any:
    return client.post("/pouches/move/", {"pouches": pouch.pk, "box": str(box)})


class TestVillages:
    def test_every_village_of_the_township_with_its_figures(self, client: Client) -> None:
        page = client.get(VILLAGES)
        rows = {row.name: (row.households, row.files, row.boxes) for row in page.context["rows"]}
        assert rows == {"民强村": (1, 1, 1), "民富村": (0, 0, 0)}
        words = text_of(page)
        assert "舍力镇" in words and "新田村" not in words
        assert "为 1 个无盒的村立空盒" in words

    def test_boxes_stand_on_the_shelf_of_their_township(self, people: People, client: Client, pouch: Pouch) -> None:
        shelf = client.get(VILLAGES).context["shelves"][0]
        assert (shelf.township, shelf.villages, shelf.incomplete) == ("舍力镇", 2, 1)
        assert [(spine.box.pk, spine.village.name, spine.percent) for spine in shelf.spines] == [
            (pouch.box_id, "民强村", 0)
        ]
        towns = [shelf.township for shelf in signed_in(people.county_handler).get(VILLAGES).context["shelves"]]
        assert towns == ["丰收镇", "舍力镇"]

    def test_the_list_keeps_the_township(self, people: People, client: Client) -> None:
        page = signed_in(people.county_handler).get(VILLAGES, {"township": SHELI, "look": "list"})
        assert page.context["shelves"] == []
        assert [tab["url"] for tab in page.context["tabs"]] == [
            f"{VILLAGES}?township={SHELI}&look=shelf",
            f"{VILLAGES}?township={SHELI}&look=list",
            f"/boxes/?division={SHELI}",
        ]

    def test_the_county_narrows_to_a_township(self, people: People, client: Client) -> None:
        page = signed_in(people.county_handler).get(VILLAGES, {"township": FENGSHOU})
        assert [row.name for row in page.context["rows"]] == ["新田村"]
        assert client.get(VILLAGES, {"township": FENGSHOU}).context["form"].errors

    def test_empty_boxes_for_villages_that_have_none(self, client: Client) -> None:
        assert "已为 1 个村立空盒" in text_of(client.post(f"{VILLAGES}empty-boxes/", follow=True))
        assert Box.objects.get(village_code=MINFU).number == 1
        assert "每个村都已有村盒" in text_of(client.post(f"{VILLAGES}empty-boxes/", follow=True))

    def test_who_may_not_arrange_is_not_offered_it(self, people: People, client: Client) -> None:
        head = signed_in(people.township_head)
        assert "立空盒" not in text_of(head.get(VILLAGES))
        assert head.post(f"{VILLAGES}empty-boxes/").status_code == 403

    def test_queries_do_not_grow(self, client: Client, django_assert_max_num_queries: Any) -> None:
        def counted(address: str) -> int:
            with django_assert_max_num_queries(40) as captured:
                client.get(address)
            return len(captured)

        once = counted(VILLAGES), counted(f"{VILLAGES}{MINQIANG}/")
        for number in range(20, 40):
            make_file(make_household(f"户{number}", number=number, village=MINFU if number % 2 else MINQIANG))
        assert (counted(VILLAGES), counted(f"{VILLAGES}{MINQIANG}/")) == once


class TestVillage:
    def test_its_boxes_on_the_shelf(self, client: Client) -> None:
        words = text_of(client.get(f"{VILLAGES}{MINQIANG}/"))
        assert "民强村" in words and "01" in words

    def test_one_without_boxes_says_what_to_do(self, client: Client) -> None:
        assert "本村还没有村盒" in text_of(client.get(f"{VILLAGES}{MINFU}/"))

    @pytest.mark.parametrize("code", [XINTIAN, SHELI, "220882105999", "民强村", "1"])
    def test_others_are_not_there(self, client: Client, code: str) -> None:
        assert client.get(f"{VILLAGES}{code}/").status_code == 404


class TestBox:
    def test_the_pouches_in_it_as_on_the_printed_list(self, client: Client, pouch: Pouch) -> None:
        page = client.get(f"/boxes/{pouch.box_id}/")
        assert [each.pk for each in page.context["page_obj"]] == [pouch.pk]
        words = text_of(page)
        assert "王德贵" in words and pouch.file.reference_code in words and "J035" in words

    def test_where_it_stands(self, client: Client, pouch: Pouch) -> None:
        address = f"/boxes/{pouch.box_id}/place/"
        page = client.post(address, {"location": "k1-a-02-3-4-l-05", "thickness_mm": "40"}, follow=True)
        assert "已保存存放位置" in text_of(page)
        box = Box.objects.get(pk=pouch.box_id)
        assert (box.location.code, box.thickness_mm) == ("K1-A-02-3-4-L-05", 40)
        assert "K1-A-02-3-4-L-05" in text_of(client.get(f"/boxes/{box.pk}/"))

    @pytest.mark.parametrize(
        "values", [{"location": "二号柜", "thickness_mm": "50"}, {"location": "", "thickness_mm": "45"}, {}]
    )
    def test_what_cannot_be_a_place_is_told_and_changes_nothing(
        self, client: Client, pouch: Pouch, values: dict[str, str]
    ) -> None:
        page = client.post(
            f"/boxes/{pouch.box_id}/place/",
            values,
            follow=True,
            HTTP_REFERER=f"http://testserver/boxes/{pouch.box_id}/",
        )
        assert page.status_code == 200
        assert "已保存" not in text_of(page)
        assert Box.objects.get(pk=pouch.box_id).location is None

    def test_a_full_box_is_continued(self, client: Client, pouch: Pouch) -> None:
        page = client.post(f"/boxes/{pouch.box_id}/continue/", follow=True)
        assert "已续立 02 号盒" in text_of(page)
        assert list(Box.objects.filter(village_code=MINQIANG).values_list("number", flat=True)) == [1, 2]

    def test_queries_do_not_grow_with_the_pouches(
        self, client: Client, pouch: Pouch, django_assert_max_num_queries: Any
    ) -> None:
        def counted() -> int:
            with django_assert_max_num_queries(40) as captured:
                client.get(f"/boxes/{pouch.box_id}/")
            return len(captured)

        once = counted()
        for number in range(20, 40):
            make_file(make_household(f"户{number}", number=number))
        assert counted() == once


class TestPouches:
    def test_a_pouch_moves_to_another_box_of_its_village(self, client: Client, pouch: Pouch) -> None:
        client.post(f"/boxes/{pouch.box_id}/continue/")
        second = Box.objects.get(village_code=MINQIANG, number=2)
        assert move_to(client, pouch, second.pk)["Location"] == f"/boxes/{second.pk}/"
        pouch.refresh_from_db()
        assert pouch.box == second

    def test_not_to_a_box_of_another_village(self, people: People, client: Client, pouch: Pouch) -> None:
        client.post(f"{VILLAGES}empty-boxes/")
        answer = move_to(client, pouch, Box.objects.get(village_code=MINFU).pk)
        assert answer.status_code == 409
        assert "户袋属于 大安市 · 舍力镇 · 民强村，村盒属于 大安市 · 舍力镇 · 民富村" in text_of(answer)

    @pytest.mark.parametrize("box", ["", "0", "²", "一", "999999999999999999999", "theirs"])
    def test_not_to_a_box_that_is_not_there(self, client: Client, pouch: Pouch, box: str) -> None:
        target = Box.objects.get(village_code=XINTIAN).pk if box == "theirs" else box
        assert move_to(client, pouch, target).status_code == 404

    def test_closing_needs_all_papers(self, client: Client, pouch: Pouch) -> None:
        answer = client.post(f"/pouches/{pouch.pk}/close/")
        assert answer.status_code == 409
        assert "件必备材料，不能定卷" in text_of(answer)

    def test_a_household_without_pouch_gets_one(self, client: Client) -> None:
        household = make_household("周大", number=40)
        answer = client.post(f"/households/{household.code}/open-pouch/", follow=True)
        assert "已立袋，档号" in text_of(answer)
        again = client.post(f"/households/{household.code}/open-pouch/")
        assert (again.status_code, "一户只能有一个在用袋" in text_of(again)) == (409, True)

    def test_a_file_leads_to_its_first_pouch(self, client: Client, pouch: Pouch) -> None:
        assert client.get(f"/files/{pouch.file_id}/")["Location"] == f"/pouches/{pouch.pk}/"


class TestQrCodes:
    def test_they_open_pouch_and_box(self, client: Client, pouch: Pouch) -> None:
        assert client.get(f"/q/p{pouch.pk}/")["Location"] == f"/pouches/{pouch.pk}/"
        assert client.get(f"/q/b{pouch.box_id}/")["Location"] == f"/boxes/{pouch.box_id}/"

    def test_after_signing_in(self, pouch: Pouch) -> None:
        assert Client().get(f"/q/p{pouch.pk}/")["Location"] == f"/sign-in/?next=%2Fq%2Fp{pouch.pk}%2F"

    @pytest.mark.parametrize("address", ["/q/p999999/", "/q/b999999/", "/q/x1/", "/q/p/"])
    def test_unknown_ones_open_nothing(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404


class TestNeighbour:
    def test_nothing_is_there_for_him(self, people: People, client: Client, pouch: Pouch) -> None:
        neighbour = signed_in(people.neighbour)
        gets = [f"{VILLAGES}{MINQIANG}/", f"/boxes/{pouch.box_id}/", f"/files/{pouch.file_id}/"]
        gets += [f"/q/p{pouch.pk}/", f"/q/b{pouch.box_id}/"]
        assert [neighbour.get(address).status_code for address in gets] == [404] * len(gets)
        code = pouch.household.code
        posts = [f"/boxes/{pouch.box_id}/place/", f"/boxes/{pouch.box_id}/continue/", f"/pouches/{pouch.pk}/close/"]
        posts += ["/pouches/move/", f"/households/{code}/open-pouch/"]
        assert [neighbour.post(address).status_code for address in posts] == [404] * len(posts)
        assert "王德贵" not in text_of(neighbour.get(VILLAGES))

    def test_nothing_was_changed_by_him(self, people: People, client: Client, pouch: Pouch) -> None:
        own = Box.objects.get(village_code=XINTIAN)
        assert move_to(signed_in(people.neighbour), pouch, own.pk).status_code == 404
        assert HouseholdFile.objects.get(pk=pouch.file_id).state == PouchState.LIVE
        assert Household.objects.count() == 2
