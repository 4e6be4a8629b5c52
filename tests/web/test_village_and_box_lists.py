"""Villages and boxes as lists: filters, order, columns, views, the same in Excel."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hudang.accounts.models import SavedView
from hudang.archives.models import Box, HouseholdFile, Location
from hudang.audit.models import AuditEntry
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, table_of, text_of

VILLAGES, BOXES = "/villages/", "/boxes/"


@pytest.fixture
def files(people: People) -> None:
    make_bureau()
    for number, name in enumerate(("王德贵", "孙二"), start=1):
        make_file(make_household(name, village=MINQIANG, number=number))
    whole = make_file(make_household("李春花", village=XINTIAN, number=3))
    HouseholdFile.objects.filter(pk=whole.pk).update(missing=[], missing_count=0)


@pytest.fixture
def client(people: People, files: None) -> Client:
    return signed_in(people.handler)


@pytest.fixture
def county(people: People, files: None) -> Client:
    return signed_in(people.county_handler)


def boxes_of(page: Any) -> list[str]:
    return [Box.objects.get(pk=pk).village_code for pk, _ in page.context["lines"]]


class TestVillages:
    @pytest.mark.parametrize(
        ("only", "names"),
        [
            ("incomplete", ["民强村"]),
            ("complete", ["新田村"]),
            ("boxless", ["民富村"]),
            ("without", ["民富村"]),
            ("nonsense", ["新田村", "民强村", "民富村"]),
        ],
    )
    def test_filters_narrow_shelf_and_list(self, county: Client, only: str, names: list[str]) -> None:
        for look in ("shelf", "list"):
            assert [row.name for row in county.get(VILLAGES, {"only": only, "look": look}).context["rows"]] == names

    def test_order_by_a_figure(self, county: Client) -> None:
        rows = county.get(VILLAGES, {"look": "list", "sort": "-files"}).context["rows"]
        assert [row.files for row in rows] == [2, 1, 0]

    def test_figures_open_what_they_count(self, county: Client) -> None:
        page = county.get(VILLAGES, {"township": SHELI}).content.decode()
        assert f"{BOXES}?kind=village&amp;division={SHELI}" in page
        assert county.get(f"{BOXES}?kind=village&division={SHELI}").context["page_obj"].paginator.count == 1

    def test_columns_and_excel(self, client: Client) -> None:
        sent = {"order": ["files", "code"], "shown": ["files", "code"], "query": "look=list&only=incomplete"}
        back = client.post("/lists/villages/columns/", sent)["Location"]
        assert back == f"{VILLAGES}?look=list&only=incomplete"
        page = client.get(back).content.decode()
        assert page.index('data-label="户袋"') < page.index('data-label="村代码"')
        assert table_of(client.get(f"{VILLAGES}workbook/?only=incomplete")) == [["户袋", "村代码"], [2, MINQIANG]]
        entry = AuditEntry.objects.get(action="export_villages")
        assert (entry.summary, entry.after) == ("导出各村清单 1 个村", {"only": "incomplete"})

    def test_a_view_is_a_list(self, client: Client) -> None:
        assert client.get(VILLAGES).context["shelves"]
        query = client.get(VILLAGES, {"look": "list", "only": "boxless"}).context["tools"].query
        sent = {"name": "没盒的村", "query": query, "columns": ["name", "files"], "first": "on"}
        assert client.post("/lists/villages/views/", sent).status_code == 302
        view = SavedView.objects.get()
        opened = client.get(VILLAGES, follow=True)
        assert f"view={view.pk}" in opened.redirect_chain[-1][0]
        assert [row.name for row in opened.context["rows"]] == ["民富村"]
        assert not opened.context["shelves"]


class TestBoxes:
    def test_every_box_of_the_division(self, client: Client, county: Client) -> None:
        assert boxes_of(client.get(BOXES)) == [MINQIANG]
        assert boxes_of(county.get(BOXES)) == [XINTIAN, MINQIANG]
        assert boxes_of(county.get(BOXES, {"division": XINTIAN})) == [XINTIAN]
        assert boxes_of(county.get(BOXES, {"sort": "-pouches"})) == [MINQIANG, XINTIAN]

    @pytest.mark.parametrize(
        ("only", "villages"),
        [("empty", [MINFU]), ("full", [MINQIANG]), ("unplaced", [MINQIANG, MINFU]), ("keeperless", [XINTIAN])],
    )
    def test_what_needs_something_done(self, people: People, county: Client, only: str, villages: list[str]) -> None:
        county.post(f"{VILLAGES}empty-boxes/")
        Box.objects.exclude(village_code=XINTIAN).update(keeper=people.handler)
        Box.objects.filter(village_code=MINQIANG).update(filled_micrometres=60_000)
        place = Location.objects.create(county_code=XINTIAN[:6] + "000000", code="K1-A-01-1-1-L-01")
        Box.objects.filter(village_code=XINTIAN).update(location=place)
        assert boxes_of(county.get(BOXES, {"only": only})) == villages

    def test_excel_is_the_list(self, client: Client, people: People) -> None:
        table = table_of(client.get(f"{BOXES}workbook/"))
        assert table[0] == ["盒", "村（社区）", "乡镇（街道）", "户袋", "已用（%）", "存放位置", "保管人"]
        assert table[1][:4] == ["01 号盒", "民强村", "舍力镇", 2]
        assert AuditEntry.objects.get(action="export_boxes").summary == "导出各盒清单 1 盒"
        assert signed_in(people.assistant).get(f"{BOXES}workbook/").status_code == 403

    def test_nothing_fits(self, client: Client) -> None:
        assert "没有符合条件的盒" in text_of(client.get(BOXES, {"only": "empty"}))

    def test_queries_do_not_grow(self, client: Client, django_assert_max_num_queries: Any) -> None:
        def counted() -> int:
            with django_assert_max_num_queries(40) as captured:
                client.get(BOXES)
            return len(captured)

        before, first = counted(), Box.objects.get(village_code=MINQIANG)
        for number in range(2, 12):
            Box.objects.create(fonds=first.fonds, village_code=MINQIANG, number=number)
        assert counted() == before
