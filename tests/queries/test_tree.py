"""The archive tree from the fonds to a page, what each node holds, and the catalogue of each."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.catalogues import catalogue_for
from hudang.archives.queries.tree import children_of, node_at, tree_for
from hudang.archives.rules.tree_paths import Level, Place, place_of
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import XINTIAN, People


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    made = make_file(make_household("王德贵", number=7))
    make_file(make_household("李春花", number=8))
    make_file(make_household("赵永福", village=XINTIAN, number=3))
    sources = (FileSource(io.BytesIO(scans.jpeg("a")), "户口.jpg"),)
    entries = [ItemEntry(material="M10", sources=sources, dated="20260305"), ItemEntry(material="M11", page_count=2)]
    file_items(actor=people.handler, file_id=made.pk, entries=entries)
    made.refresh_from_db()
    return made


def place(file: HouseholdFile, depth: int) -> Place:
    pouch = file.pouches.get()
    item = file.items.get(number=2)
    parts = (file.fonds_id, file.series_id, f"{file.year}-{file.retention}", pouch.box_id, pouch.pk, item.pk, 2)
    return Place(tuple(str(part) for part in parts[:depth]))


def test_every_level_with_what_it_holds(people: People, file: HouseholdFile) -> None:
    seen = [[(n.label, n.holds) for n in children_of(people.handler, place(file, depth))] for depth in range(7)]
    assert seen[0] == [("J035 大安市民政局", "2 卷 2 件 3 页")]
    assert [holds for _, holds in seen[1]] == ["2 卷 2 件 3 页"]
    assert seen[2] == [(f"{file.year} 年 停保后5年", "2 卷 2 件 3 页")]
    assert seen[3] == [("舍力镇民强村 01 号盒", "2 袋 2 件 3 页")]
    assert seen[4] == [("0001 王德贵", "2 件 3 页"), ("0002 李春花", "0 件 0 页")]
    assert [holds for _, holds in seen[5]] == ["1 页", "2 页"]
    assert seen[6] == [("第 2 页", "纸质"), ("第 3 页", "纸质")]
    assert children_of(people.handler, place(file, 7)) == []


def test_the_tree_is_open_along_the_way(people: People, file: HouseholdFile) -> None:
    target = place(file, Level.ITEM)
    branches = tree_for(people.handler, target)
    found = node_at(branches, target)
    assert found is not None and found.level == Level.ITEM
    pouches = branches[0].below[0].below[0].below[0].below
    assert [branch.is_open for branch in pouches] == [True, False]


@pytest.mark.parametrize("depth", range(3, 8))
def test_nobody_finds_a_way_into_another_township(people: People, file: HouseholdFile, depth: int) -> None:
    with pytest.raises(NotVisible):
        tree_for(people.neighbour, place(file, max(depth, Level.BOX)))
    with pytest.raises(NotAllowed):
        tree_for(people.auditor, Place())


def test_a_way_that_leads_nowhere(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NotVisible):
        tree_for(people.handler, Place(("99",)))


def test_catalogues_have_the_columns_of_the_rules(people: People, file: HouseholdFile) -> None:
    def shown(depth: int) -> tuple[str, list[str], list[tuple[str, ...]]]:
        found = catalogue_for(people.handler, place(file, depth))
        return found.title, [heading.replace("\n", "") for heading, _, _ in found.columns], list(found.rows)

    assert [shown(depth)[0] for depth in range(1, 8)] == [
        "全宗目录", "类别目录", "案卷目录", "村盒目录", "卷内文件目录", "件内页目录", "件内页目录",
    ]  # fmt: skip
    _, headings, rows = shown(3)
    assert headings == ["序号", "档号", "题名", "起止日期", "件数", "页数", "保管期限", "存放位置", "备注"]
    assert rows[0] == (
        "1",
        file.reference_code,
        "王德贵（民强村，农村低保）",
        "20260305",
        "2",
        "3",
        "停保后5年",
        "",
        "",
    )
    _, headings, rows = shown(4)
    assert headings == "序号 户袋号 户主姓名 家庭人口 保障人口 类别 建档日期 件数 页数 状态 备注".split()
    assert [row[2] for row in rows] == ["王德贵", "李春花"]
    assert [row[5] for row in shown(5)[2]] == ["1", "2–3"]
    assert [row[0] for row in shown(6)[2]] == ["2", "3"]


@pytest.mark.parametrize("depth", range(5))
def test_more_pouches_take_no_more_queries(people: People, file: HouseholdFile, depth: int) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            tree_for(people.handler, place(file, depth))
            if depth:
                list(catalogue_for(people.handler, place(file, depth)).rows)
        return len(asked)

    before = queries()
    for number in range(20, 24):
        make_file(make_household("孙", number=number))
    assert queries() == before


@pytest.mark.parametrize("text", ["a", "1.2.2026", "1.2.2026-X5", "1..2", "1.1.2026-D5.1.1.1.1.1", "１"])
def test_what_is_no_path(text: str) -> None:
    assert place_of(text) is None
