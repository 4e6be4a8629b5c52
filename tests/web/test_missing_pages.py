"""Missing papers: the list, its filters, the same list as a workbook."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hudang.archives.models import HouseholdFile, Material
from hudang.audit.models import AuditEntry
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, table_of, text_of

LIST = "/missing/"
BOOK = "/missing/workbook/"


@pytest.fixture
def files(people: People) -> dict[str, HouseholdFile]:
    """Three files that lack papers and one that lacks none, in three villages."""
    make_bureau()
    places = {"王德贵": MINQIANG, "孙二": MINFU, "李春花": XINTIAN, "全齐的": MINQIANG}
    made = {name: make_file(make_household(name, village=village)) for name, village in places.items()}
    HouseholdFile.objects.filter(pk=made["全齐的"].pk).update(missing=[], missing_count=0)
    HouseholdFile.objects.filter(pk=made["孙二"].pk).update(missing=["M02"], missing_count=1)
    return made


@pytest.fixture
def client(people: People, files: dict[str, HouseholdFile]) -> Client:
    return signed_in(people.handler)


def heads(response: Any) -> list[str]:
    return [row["file"].household.head_name for row in response.context["rows"]]


def test_it_lists_open_files_that_lack_papers(client: Client, files: dict[str, HouseholdFile]) -> None:
    page = client.get(LIST)
    assert heads(page) == ["王德贵", "孙二"]
    words = text_of(page)
    assert "共 2 袋" in words and "民强村" in words
    assert Material.objects.get(code=files["王德贵"].missing[0]).name in words


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"division": MINFU}, ["孙二"]),
        ({"division": SHELI}, ["王德贵", "孙二"]),
        ({"material": "M02"}, ["孙二"]),
        ({"division": XINTIAN}, ["王德贵", "孙二"]),
        ({"division": "２" * 12}, ["王德贵", "孙二"]),
    ],
)
def test_filters_in_the_address(client: Client, asked: dict[str, str], names: list[str]) -> None:
    if asked.get("material"):
        HouseholdFile.objects.filter(household__head_name="王德贵").update(missing=["M02a"], missing_count=1)
    assert heads(client.get(LIST, asked)) == names


def test_the_county_narrows_to_a_township(people: People, files: dict[str, HouseholdFile]) -> None:
    county = signed_in(people.county_handler)
    assert heads(county.get(LIST)) == ["李春花", "王德贵", "孙二"]
    page = county.get(LIST, {"division": FENGSHOU})
    assert heads(page) == ["李春花"]
    assert "缺件：丰收镇" in text_of(page)
    assert f"?division={FENGSHOU}&amp;kind=missing-list" in page.content.decode()


def test_the_neighbour_sees_his_own_only(people: People, files: dict[str, HouseholdFile]) -> None:
    neighbour = signed_in(people.neighbour)
    for asked in ({}, {"division": MINQIANG}, {"division": SHELI}):
        page = neighbour.get(LIST, asked)
        assert not {"王德贵", "孙二"} & set(heads(page))
        assert not {"王德贵", "孙二"} & {row[0] for row in table_of(neighbour.get(BOOK, asked))}


class TestWorkbook:
    @pytest.mark.parametrize("asked", [{}, {"division": MINFU}, {"material": "M02"}])
    def test_it_equals_the_list(self, client: Client, asked: dict[str, str]) -> None:
        listed, table = client.get(LIST, asked), table_of(client.get(BOOK, asked))
        assert table[0] == ["户主", "村（社区）", "档号", "缺件数", "缺少的材料"]
        assert table[1:] == [
            [
                row["file"].household.head_name,
                row["lacking"].village,
                row["file"].reference_code,
                row["file"].missing_count,
                row["lacking"].missing,
            ]
            for row in listed.context["rows"]
        ]

    def test_it_is_an_xlsx_under_a_chinese_name(self, client: Client) -> None:
        answer = client.get(BOOK)
        assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
        assert "filename*=UTF-8''%E7%BC%BA%E4%BB%B6" in answer["Content-Disposition"]

    def test_it_is_logged_with_its_filters(self, client: Client) -> None:
        client.get(BOOK, {"division": MINFU, "material": "M02"})
        entry = AuditEntry.objects.get(action="export_missing")
        assert (entry.summary, entry.after) == ("导出缺件清单 1 袋", {"division_code": MINFU, "material": "M02"})

    def test_who_may_not_export_is_not_offered_it(self, people: People, client: Client) -> None:
        assert "导出 Excel" in text_of(client.get(LIST))
        assistant = signed_in(people.assistant)
        page = text_of(assistant.get(LIST))
        # one village is nothing to choose from
        assert "导出 Excel" not in page and "乡镇或村" not in page
        assert assistant.get(BOOK).status_code == 403

    def test_names_that_look_like_formulas_stay_text(self, client: Client, files: dict[str, HouseholdFile]) -> None:
        household = files["孙二"].household
        household.head_name = "=1+1"
        household.save()
        assert "'=1+1" in [row[0] for row in table_of(client.get(BOOK))]


def test_queries_do_not_grow_with_the_files(
    client: Client, files: dict[str, HouseholdFile], django_assert_max_num_queries: Any
) -> None:
    def counted(address: str) -> int:
        with django_assert_max_num_queries(40) as captured:
            client.get(address)
        return len(captured)

    once = counted(LIST), counted(BOOK)
    for number in range(20, 50):
        make_file(make_household(f"户{number}", number=number, village=MINFU if number % 2 else MINQIANG))
    assert (counted(LIST), counted(BOOK)) == once


def test_columns_are_chosen_for_the_page_and_the_workbook(client: Client, files: dict[str, HouseholdFile]) -> None:
    chosen = {"order": ["code", "township", "head"], "shown": ["code", "township"], "query": f"division={MINFU}"}
    assert client.post("/lists/missing/columns/", chosen)["Location"] == f"{LIST}?division={MINFU}"
    page = client.get(LIST).content.decode()
    assert page.index('data-label="户编号"') < page.index('data-label="乡镇"')
    assert 'data-label="缺少的材料"' not in page
    assert table_of(client.get(BOOK, {"division": MINFU})) == [
        ["户编号", "乡镇"],
        [files["孙二"].household.code, "舍力镇"],
    ]
