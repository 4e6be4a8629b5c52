"""The first afternoon of a bureau: from its workbooks and a folder of scans to boxes, pouches and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import Workbook

from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from hudang.archives.actions.boxes import place_box
from hudang.archives.actions.folders import file_folder
from hudang.archives.actions.founding import found_bureau
from hudang.archives.models import HouseholdFile, Item
from hudang.archives.queries import figures, files
from hudang.audit.actions import verify_log
from hudang.divisions.actions.imports import import_divisions
from hudang.households.models import Household, HouseholdMember
from hudang.households.queries.classes import class_of
from hudang.households.queries.lists import ListFilters, list_for
from hudang.kernel.errors import NotVisible
from hudang.printing.actions import papers as printing
from hudang.printing.vocabulary import PaperKind
from hudang.rosters.actions.exporting import export_corrections
from hudang.rosters.actions.imports import carry_out, try_out
from hudang.rosters.models import RosterImport
from hudang.rosters.queries import imports_for
from hudang.rosters.tables import first_table
from tests.factories import scans
from tests.factories.households import identity_number
from tests.factories.rosters import (
    household_of,
    household_roster,
    household_row,
    imported,
    member_roster,
    member_row,
    opened,
    saved,
    uploaded,
)
from tests.people import make_user

DIVISIONS = """code,village,town
229901105201,柳河村,青山镇
229901105202,东沟村,青山镇
229901106201,北甸村,白石镇
"""
TOWN, LIUHE, DONGGOU, OTHER_TOWN = "229901105000", "229901105201", "229901105202", "229901106000"
BROKEN = "22990119600512123"


@dataclass(frozen=True)
class Bureau:
    """The county of the story, as its people find it in the morning."""

    handler: User
    neighbour: User
    folder: Path


@pytest.fixture
def bureau(db: None, tmp_path: Path) -> Bureau:
    found_bureau(actor=None, county_code="229901", county_name="青河县", bureau_name="青河县民政局", fonds_code="J007")
    table = tmp_path / "区划.csv"
    table.write_text(DIVISIONS, encoding="gb18030")
    report = import_divisions(actor=console_actor(), rows=first_table(table))
    assert report.summary() == {"new": 5, "renamed": 0, "alias": 0, "same": 0, "bad": 0}
    return Bureau(
        handler=make_user("qingshan", Post.TOWNSHIP_HANDLER, TOWN, "青山经办"),
        neighbour=make_user("baishi", Post.TOWNSHIP_HANDLER, OTHER_TOWN, "白石经办"),
        folder=tmp_path / "扫描",
    )


def identity() -> str:
    return identity_number(region="229901")


def home(name: str, village: str = "柳河村", **changes: Any) -> dict[str, Any]:
    return household_row(name, 村=village, 身份证号=identity(), 家庭住址=f"{village}一组") | changes


def person(name: str, relation: str, **changes: Any) -> dict[str, Any]:
    return member_row(name, relation, 公民身份号码=identity()) | changes


def import_households(bureau: Bureau) -> RosterImport:
    """A row a household: try it out, look, then import; one number has a digit missing."""
    rows = [
        home("赵国强", 户编号=f"{LIUHE}0003"),
        home("钱秀兰"),
        home("孙福来", 身份证号=BROKEN),
        home("李玉梅", "东沟村"),
        home("周外人", "北甸村"),
    ]
    found = uploaded(bureau.handler, household_roster(rows), "2026年低保花名册.xlsx", TOWN)
    try_out(actor=bureau.handler, roster_import=found)
    assert not Household.objects.exists()
    assert (found.summary["households_new"], found.summary["rejected"]) == (3, 2)
    carry_out(actor=bureau.handler, roster_import=found)
    return found


def import_members(bureau: Bureau) -> RosterImport:
    """A row a member, household cells merged; one head is sent back, his family comes without him."""
    here = {"村（社区）": "东沟村"}
    households = [
        household_of(
            person("吴长山", "户主"), person("郑小丽", "妻"), person("吴小宝", "子", 就读学校="青山小学"), **here
        ),
        household_of(person("王铁柱", "户主", 公民身份号码=BROKEN), person("王小花", "女"), **here),
    ]
    found, _ = imported(bureau.handler, member_roster(households), "家庭成员册.xlsx", TOWN)
    assert (found.summary["households_new"], found.summary["rejected"]) == (2, 1)
    return found


def correct(book: Workbook, name: str) -> None:
    """Type the right number into the marked cell of a person's row."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == BROKEN and name in {each.value for each in row}:
                    cell.value = identity()


def send_back_and_correct(bureau: Bureau, found: RosterImport, name: str) -> RosterImport:
    book = opened(export_corrections(actor=bureau.handler, roster_import=found))
    correct(book, name)
    again, _ = imported(bureau.handler, saved(book), "待改正.xlsx", TOWN)
    return again


def scan(bureau: Bureau, place: str, *names: str) -> None:
    folder = bureau.folder / place
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(scans.jpeg(f"{place}/{name}"))


def by_head(name: str) -> Household:
    return Household.objects.get(head_name=name)


def paper(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def test_from_workbooks_and_scans_to_boxes(bureau: Bureau) -> None:
    handler = bureau.handler

    # 花名册: both styles, then the rows that were sent back
    first, second = import_households(bureau), import_members(bureau)
    assert by_head("赵国强").code == f"{LIUHE}0003"
    assert send_back_and_correct(bureau, first, "孙福来").summary["rejected"] == 0
    assert send_back_and_correct(bureau, second, "王铁柱").summary["rejected"] == 0
    heads = set(Household.objects.values_list("head_name", flat=True))
    assert heads == {"赵国强", "钱秀兰", "孙福来", "李玉梅", "吴长山", "王铁柱"}
    assert set(by_head("王铁柱").members.values_list("person__name", flat=True)) == {"王铁柱", "王小花"}

    # 一户一袋、一村一盒, classified
    rows = {row.name: (row.households, row.files, row.boxes) for row in figures.villages_for(handler)}
    assert rows == {"柳河村": (3, 3, 1), "东沟村": (3, 3, 1)}
    assert HouseholdFile.objects.filter(pouches__box__village_code=DONGGOU).count() == 3
    found = class_of(handler, by_head("吴长山").code)
    assert found["family_structure"] and found["reasons"]
    assert "student" in {tag["tag"] for tag in found["tags"]}

    # 扫描件 of three households: by household code, by village and head, by the material's name
    before = by_head("赵国强").files.get().missing
    scan(bureau, by_head("赵国强").code, "M02-1.jpg", "M02-2.jpg", "M10.jpg")
    scan(bureau, "柳河村/钱秀兰", "申请书.jpg", "户口簿.jpg")
    scan(bureau, "东沟村/王铁柱", "M10.jpg")
    lines = list(file_folder(actor=handler, folder=bureau.folder))
    assert {line.outcome.value for line in lines} == {"filed"}, [line.as_json() for line in lines]
    assert Item.objects.filter(file__household=by_head("赵国强")).count() == 2

    # 缺件
    lacking = by_head("赵国强").files.get().missing
    assert set(before) - set(lacking) == {"M02", "M10"} & set(before)
    assert lacking
    listed = files.missing_for(handler, LIUHE)
    assert {file.household.head_name for file in listed} == {"赵国强", "钱秀兰", "孙福来"}

    # 打印 the box of one village, once it stands on its shelf
    box = files.boxes_of([LIUHE])[0]
    place_box(actor=handler, box=box, location="K1-A-02-3-4-L-05", thickness_mm=50)
    made = printing.print_division_now(
        actor=handler, kind=PaperKind.PRINT_SET, division_code=LIUHE, stock=printing.stock_of()
    )
    text = paper(made.content)
    assert all(words in text for words in ("赵国强", "钱秀兰", "孙福来", "青河县民政局", "K1-A-02-3-4-L-05"))
    assert "李玉梅" not in text
    identities = HouseholdMember.objects.values_list("person__identity", flat=True)
    assert not [number for number in identities if number in text]

    # find a household by its head's name, whole or by its initials
    for typed in ("赵国强", "zgq", "zhaoguoqiang"):
        assert [row.head_name for row in list_for(handler, ListFilters(q=typed))] == ["赵国强"]

    the_next_township_sees_none_of_it(bureau)
    assert verify_log(actor=console_actor()) == []


def the_next_township_sees_none_of_it(bureau: Bureau) -> None:
    neighbour, home = bureau.neighbour, by_head("赵国强")
    assert list(list_for(neighbour, ListFilters())) == []
    assert not imports_for(neighbour)
    assert [row.name for row in figures.villages_for(neighbour)] == ["北甸村"]
    assert not files.missing_for(neighbour, LIUHE)
    with pytest.raises(NotVisible):
        files.file_for(neighbour, home.files.get().pk)
    with pytest.raises(NotVisible):
        printing.print_household(actor=neighbour, kind=PaperKind.POUCH_LABEL, code=home.code, stock=printing.stock_of())
    lines = list(file_folder(actor=neighbour, folder=bureau.folder))
    assert not [line for line in lines if line.outcome.value == "filed"]
