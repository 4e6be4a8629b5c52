"""Filing a tree of scans: every way of naming, every doubt, every refusal; twice changes nothing."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from hudang.archives.actions.filing import ItemEntry
from hudang.archives.actions.folders import PageLine, file_folder
from hudang.archives.actions.queueing import discard_queued, file_queued
from hudang.archives.errors import NoFolder
from hudang.archives.models import HouseholdFile, Item, ItemPage, QueuedPage
from hudang.archives.vocabulary import PouchState
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household, HouseholdMember
from hudang.kernel.errors import NotAllowed
from tests.factories import scans
from tests.factories.again import again
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINFU, XINTIAN, People

CODE = "2208821052010007"
Tree = Callable[..., Path]


@pytest.fixture
def household(people: People) -> Household:
    return _household(people)


@again
def _household(people: People) -> Household:
    make_bureau()
    household = make_household("王德贵", number=7)
    make_file(household)
    return household


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write a tree of scans: names alone are drawn pages that differ, names with bytes are these bytes."""

    def write(*names: str, **content: bytes) -> Path:
        root = tmp_path / "待归档"
        for name in names:
            put(root / name, scans.jpeg(name))
        return root

    return write


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def run(people: People, root: Path, who: str = "handler") -> list[PageLine]:
    return list(file_folder(actor=getattr(people, who), folder=root))


def outcomes(lines: list[PageLine]) -> dict[str, tuple[str, str, str]]:
    return {f"{line.file}#{line.page}": (line.outcome.value, line.household_code, line.material_code) for line in lines}


def test_a_folder_by_household_code(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"{CODE}/M01.jpg", f"{CODE}/M10-2.jpg", f"{CODE}/M10-1.jpg", f"{CODE}/M10-10.jpg", f"{CODE}/身份证.jpg")
    put(root / CODE / "核对报告.pdf", scans.pdf(2, "report"))
    lines = run(people, root)
    assert Counter(line.outcome for line in lines) == {"filed": 7}
    assert outcomes(lines)[f"{CODE}/核对报告.pdf#2"] == ("filed", CODE, "M32")
    items = {item.material.code: item for item in Item.objects.select_related("material")}
    assert {code: item.page_count for code, item in items.items()} == {"M01": 1, "M10": 3, "M11": 1, "M32": 2}
    names = items["M10"].pages.values_list("file_name", flat=True)
    assert [Path(name).name for name in names] == ["M10-1.jpg", "M10-2.jpg", "M10-10.jpg"]
    pages = [(i.first_page, i.last_page) for i in Item.objects.order_by("number")]
    assert [first for first, _ in pages] == [1, *(last + 1 for _, last in pages[:-1])]


def test_lines_are_json_of_the_contract(people: People, household: Household, tree: Tree) -> None:
    (line,) = run(people, tree(f"{CODE}/M01.jpg"))
    assert json.loads(json.dumps(line.as_json())) == {
        "file": f"{CODE}/M01.jpg",
        "page": 1,
        "outcome": "filed",
        "household_code": CODE,
        "material_code": "M01",
        "reason": line.reason,
    }
    assert line.reason.startswith("归入 J035-")


@pytest.mark.parametrize(
    "folder",
    [
        "民强村/王德贵",
        "民强/王德贵",
        "舍力镇/民强村/01王德贵",
        "民强村/王德贵户",
        "民强村低保档案/王德贵",
        "民强村王德贵",
        "220882105201/王德贵",
        "220882105201-0007",
        "扫描/民强村/王德贵/审批材料",
        "民强村/2026年新增/王德贵",
        "2026/民强村/扫描件/王德贵",
        "民强村/王德贵0007",
    ],
)
def test_villages_and_heads(people: People, household: Household, tree: Tree, folder: str) -> None:
    lines = run(people, tree(f"{folder}/M01.jpg", f"{folder}/户口簿（2）.jpg", f"{folder}/户口簿.jpg"))
    assert {line.outcome for line in lines} == {"filed"}
    assert {line.household_code for line in lines} == {CODE}
    assert Item.objects.count() == 2


def test_identity_numbers_and_tails(people: People, household: Household, tree: Tree) -> None:
    head = HouseholdMember.objects.get(household=household)
    number = head.person.identity
    for folder in (number, number[-4:], number[-6:], f"民强村/{number[-5:]}", f"王德贵{number[-4:]}"):
        lines = run(people, tree(f"{folder}/M01.jpg"))
        assert {(line.outcome.value, line.household_code) for line in lines} <= {("filed", CODE)}, folder
    assert not any(number in name for name in ItemPage.objects.values_list("file_name", flat=True))


def test_names_of_files_alone(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"{CODE}_M50_1.jpg", f"{CODE}_M50_2.jpg", "民强村/王德贵-M01.jpg", "民强村/王德贵_户口簿_1.jpg")
    lines = run(people, root)
    assert {(line.outcome.value, line.household_code) for line in lines} == {("filed", CODE)}
    assert Item.objects.get(material__code="M50").page_count == 2


def test_names_of_files_that_begin_with_the_village(people: People, household: Household, tree: Tree) -> None:
    same_head = make_household("王德贵", village=MINFU, number=3)
    make_file(same_head)
    lines = run(
        people,
        tree(
            "民强村-王德贵-身份证正反面.jpg",
            "舍力镇民强村王德贵户口簿1.jpg",
            "舍力镇民强村王德贵户口簿2.jpg",
            "01 民富村_王德贵_M01.jpg",
            "舍力镇/民强村 王德贵 核对报告 2.jpg",
        ),
    )
    assert [(line.outcome.value, line.household_code, line.material_code) for line in lines] == [
        ("filed", same_head.code, "M01"),
        ("filed", CODE, "M11"),
        ("filed", CODE, "M10"),
        ("filed", CODE, "M10"),
        ("filed", CODE, "M32"),
    ]
    assert Item.objects.get(material__code="M10").page_count == 2
    lines = run(people, tree("新田村-王德贵-申请书.jpg"))
    assert outcomes(lines)["新田村-王德贵-申请书.jpg#1"] == ("refused", "", "")


def test_material_folders(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"{CODE}/M10/1.jpg", f"{CODE}/M10/2.jpg", f"{CODE}/02 申请书/IMG_3.jpg", "民强村/身份证/王德贵.jpg")
    lines = run(people, root)
    assert {line.outcome for line in lines} == {"filed"}
    assert {i.material.code: i.page_count for i in Item.objects.select_related("material")} == {
        "M10": 2,
        "M01": 1,
        "M11": 1,
    }


def test_the_folder_itself_may_name_the_household_or_the_village(
    people: People, household: Household, tree: Tree
) -> None:
    root = tree("x/民强村/王德贵/M01.jpg", f"y/{CODE}/M50.jpg")
    assert run(people, root / "x" / "民强村")[0].outcome == "filed"
    assert run(people, root / "y" / CODE)[0].outcome == "filed"


def test_dates_in_names_become_the_items_date(people: People, household: Household, tree: Tree) -> None:
    run(people, tree(f"{CODE}/M14_20210305.jpg", f"{CODE}/M14_20220101.jpg"))
    assert sorted(Item.objects.values_list("dated", flat=True)) == ["20210305", "20220101"]


def test_twice_files_nothing_twice(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"{CODE}/M01.jpg", f"{CODE}/看不懂.jpg", "谁/M01.jpg")
    first = run(people, root)
    again = run(people, root)
    assert outcomes(first) == outcomes(again)
    assert "没有重复归档" in next(line.reason for line in again if line.outcome == "filed")
    assert (Item.objects.count(), QueuedPage.objects.count(), DigitalObject.objects.count()) == (1, 2, 3)


def test_the_same_file_met_twice_is_stored_once_and_said(people: People, household: Household, tree: Tree) -> None:
    other = make_household("李桂兰", number=8)
    make_file(other)
    root = tree(f"{CODE}/M41.jpg")
    content = (root / CODE / "M41.jpg").read_bytes()
    put(root / other.code / "M41.jpg", content)
    put(root / CODE / "公示单 副本.jpg", content)
    lines = {line.file: line for line in run(people, root)}
    assert DigitalObject.objects.count() == 1
    assert "文件只存一份" in lines[f"{other.code}/M41.jpg"].reason
    same = [lines[f"{CODE}/M41.jpg"].reason, lines[f"{CODE}/公示单 副本.jpg"].reason]
    assert sum("没有重复归档" in reason for reason in same) == 1
    assert Item.objects.count() == 2


def test_what_a_person_must_decide_waits(people: People, household: Household, tree: Tree) -> None:
    make_file(make_household("王德贵", number=9))
    make_household("赵无袋", number=10)
    add_member(household, "10", make_person("孙媳妇"))
    root = tree(
        "民强村/王德贵/M01.jpg",
        "民强村/李四/M01.jpg",
        "民强村/孙媳妇/M01.jpg",
        "民强村/赵无袋/M01.jpg",
        "王五/M01.jpg",
        "0000/M01.jpg",
        "2208821052019999/M01.jpg",
        f"{CODE}/看不懂.jpg",
        f"{CODE}/M01 户口簿.jpg",
        f"{CODE}/2208821052010009_M01.jpg",
        f"{CODE}张三丰/M01.jpg",
        "scan_0001.jpg",
    )
    lines = {line.file: line for line in run(people, root)}
    assert {line.outcome for line in lines.values()} == {"queued"}
    assert not Item.objects.exists()
    expected = {
        "民强村/王德贵/M01.jpg": "有 2 户的户主叫“王德贵”",
        "民强村/李四/M01.jpg": "没有户主叫“李四”的家庭",
        "民强村/孙媳妇/M01.jpg": "不是户主，是“王德贵”户的成员",
        "民强村/赵无袋/M01.jpg": "还没有立户袋",
        "王五/M01.jpg": "没有户主叫“王五”的家庭",
        "0000/M01.jpg": "没有身份证尾号为 0000",
        "2208821052019999/M01.jpg": "没有户编号为 2208821052019999",
        f"{CODE}/看不懂.jpg": "看不出是哪种材料",
        f"{CODE}/M01 户口簿.jpg": "可能指几种材料",
        f"{CODE}/2208821052010009_M01.jpg": "请核对",
        f"{CODE}张三丰/M01.jpg": "与户 2208821052010007 的成员姓名不符",
        "scan_0001.jpg": "无法确定是哪一户",
    }
    for name, words in expected.items():
        assert words in lines[name].reason, name
        assert "待归件" in lines[name].reason
    queued = {page.file_name: page for page in QueuedPage.objects.select_related("household", "material")}
    assert len(queued) == 12
    assert queued[f"{CODE}/看不懂.jpg"].household == household
    assert queued["民强村/李四/M01.jpg"].material.code == "M01"
    assert queued["民强村/李四/M01.jpg"].division_code == "220882105201"
    assert queued["scan_0001.jpg"].division_code == "220882105000"


def test_a_head_without_a_village_above_is_only_suggested(people: People, household: Household, tree: Tree) -> None:
    (line,) = run(people, tree("王德贵/M01.jpg"))
    assert (line.outcome, line.household_code) == ("queued", "")
    assert QueuedPage.objects.get().household == household
    # whoever looks after one village only has no doubt
    (line,) = run(people, tree("王德贵/M01.jpg"), "assistant")
    assert line.outcome == "filed"


def test_a_name_that_tells_of_two_households_waits(people: People, household: Household, tree: Tree) -> None:
    other = make_household("周玉芝", number=8)
    make_file(other)
    root = tree(
        f"{CODE}-{other.code}-申请书.jpg",
        f"民强村/{CODE}（周玉芝）户口簿.jpg",
        "民强村/王德贵、周玉芝-公示单.jpg",
        "民强村/王德贵/邻里访问-周玉芝.jpg",
        "民强村/王德贵/民富村/申请书.jpg",
        "民富村/民强村-王德贵-申请书.jpg",
    )
    found = {name.rpartition("/")[2]: outcome[0] for name, outcome in outcomes(run(people, root)).items()}
    # a neighbour may be named inside the household's own folder
    assert found.pop("邻里访问-周玉芝.jpg#1") == "filed"
    assert set(found.values()) == {"queued"}


def test_equal_tails_are_ambiguous_except_within_a_village(people: People, household: Household, tree: Tree) -> None:
    head = HouseholdMember.objects.get(household=household).person
    other = make_household("李桂兰", village=MINFU)
    person = HouseholdMember.objects.get(household=other).person
    for each in (head, person):
        each.identity, each.identity_tail = each.identity[:-4] + "3647", "3647"
        each.save()
    (line,) = run(people, tree("3647/M01.jpg"))
    assert "有 2 户的身份证尾号" in line.reason
    root = tree("民强村/3647/M01.jpg")
    assert {line.file: line.outcome for line in run(people, root)}["民强村/3647/M01.jpg"] == "filed"


def test_papers_in_the_folder_of_an_unknown_family_stay_out_of_everybodys_pouch(
    people: People, household: Household, tree: Tree
) -> None:
    (line,) = run(people, tree("民强村/李四/王德贵身份证.jpg"))
    assert (line.outcome, line.household_code) == ("queued", "")


def test_a_year_is_no_identity_tail(people: People, household: Household, tree: Tree) -> None:
    person = HouseholdMember.objects.get(household=household).person
    person.identity, person.identity_tail = person.identity[:-4] + "2026", "2026"
    person.save()
    (line,) = run(people, tree("2026/M01.jpg"))
    assert line.outcome == "queued"


def test_outside_the_division_is_refused_and_not_stored(people: People, household: Household, tree: Tree) -> None:
    stranger = make_household("王德贵", village=XINTIAN, number=3)
    make_file(stranger)
    root = tree(
        f"{stranger.code}/M01.jpg", "新田村/王德贵/M01.jpg", "丰收镇/新田村/王德贵/M50.jpg", "220882102202/x/M01.jpg"
    )
    lines = run(people, root)
    assert {line.outcome for line in lines} == {"refused"}
    assert all("管辖范围" in line.reason for line in lines)
    assert not DigitalObject.objects.exists()
    assert {line.outcome for line in run(people, root, "county_handler") if "x/" not in line.file} == {"filed"}


def test_somebody_elses_identity_number_finds_nobody(people: People, household: Household, tree: Tree) -> None:
    stranger = make_household("外人", village=XINTIAN)
    number = HouseholdMember.objects.get(household=stranger).person.identity
    (line,) = run(people, tree(f"{number}/M01.jpg"))
    assert (line.outcome, line.household_code) == ("queued", "")


def test_unreadable_files_are_refused_one_by_one(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"{CODE}/M10-1.jpg", f"{CODE}/M10-3.jpg")
    put(root / CODE / "M10-2.jpg", scans.jpeg("cut")[:-1500])
    put(root / CODE / "M01.jpg", scans.zip_file())
    put(root / CODE / "M32.pdf", scans.encrypted_pdf("x"))
    put(root / CODE / "M50.jpg", b"")
    put(root / CODE / "key.csv", b"file,page\n")
    lines = {Path(line.file).name: line for line in run(people, root)}
    refused = {name: line.reason for name, line in lines.items() if line.outcome == "refused"}
    assert set(refused) == {"M10-2.jpg", "M01.jpg", "M32.pdf", "M50.jpg", "key.csv"}
    assert "已损坏" in refused["M10-2.jpg"]
    assert "ZIP" in refused["M01.jpg"]
    assert "加密" in refused["M32.pdf"]
    assert Item.objects.get().page_count == 2


def test_links_devices_and_the_computers_own_files(
    people: People, household: Household, tree: Tree, tmp_path: Path
) -> None:
    put(tmp_path / "secret" / "M01.jpg", scans.jpeg("secret"))
    root = tree(f"{CODE}/M10.jpg")
    (root / CODE / "M01.jpg").symlink_to(tmp_path / "secret" / "M01.jpg")
    (root / CODE / "more").symlink_to(tmp_path / "secret")
    (root / CODE / "loop").symlink_to(root)
    os.mkfifo(root / CODE / "M50.jpg")
    put(root / CODE / "Thumbs.db", b"x")
    put(root / CODE / ".M01.jpg.swp", b"x")
    lines = {Path(line.file).name: line for line in run(people, root)}
    assert {name: line.outcome.value for name, line in lines.items()} == {
        "M10.jpg": "filed",
        "M01.jpg": "refused",
        "more": "refused",
        "loop": "refused",
        "M50.jpg": "refused",
        "Thumbs.db": "skipped",
        ".M01.jpg.swp": "skipped",
    }
    assert DigitalObject.objects.count() == 1


def test_names_in_other_forms(people: People, household: Household, tree: Tree) -> None:
    root = tree(f"民强村/王德贵/{unicodedata.normalize('NFD', 'é')} 申请书.jpg", "民强村/王\u202e德贵/户口簿.jpg")
    folder = os.fsencode(root / "民强村") + b"/" + "王德贵".encode("gb18030")
    os.mkdir(folder)  # noqa: PTH102 - a name that is no UTF-8
    Path(os.fsdecode(folder), "M50.jpg").write_bytes(scans.jpeg("gb"))
    lines = run(people, root)
    assert {(line.outcome.value, line.household_code) for line in lines} == {("filed", CODE)}
    json.dumps([line.as_json() for line in lines], ensure_ascii=False).encode()


def test_decisions_of_people_are_remembered(people: People, household: Household, tree: Tree) -> None:
    root = tree("scan_1.jpg", "scan_2.jpg")
    run(people, root)
    first, second = QueuedPage.objects.order_by("pk")
    file_queued(actor=people.handler, page_ids=[first.pk], household_code=CODE, entry=ItemEntry("M34"))
    discard_queued(actor=people.handler, page_ids=[second.pk], reason="空白页")
    lines = run(people, root)
    assert [(line.outcome.value, line.household_code, line.material_code) for line in lines] == [
        ("filed", CODE, "M34"),
        ("refused", "", ""),
    ]
    assert "空白页" in lines[1].reason


def test_a_page_that_waited_and_is_named_better_leaves_the_queue(
    people: People, household: Household, tree: Tree
) -> None:
    root = tree("scan_1.jpg")
    run(people, root)
    (root / CODE).mkdir()
    (root / "scan_1.jpg").rename(root / CODE / "M01.jpg")
    assert run(people, root)[0].outcome == "filed"
    assert QueuedPage.objects.get().state == "filed"


def test_closed_files_take_supplements(people: People, household: Household, tree: Tree) -> None:
    HouseholdFile.objects.update(state=PouchState.CLOSED)
    assert run(people, tree(f"{CODE}/M85.jpg"))[0].outcome == "filed"
    assert Item.objects.get().supplement


def test_right_and_folder_are_checked_before_the_first_line(
    people: People, household: Household, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        file_folder(actor=people.auditor, folder=tmp_path)
    with pytest.raises(NoFolder):
        file_folder(actor=people.handler, folder=tmp_path / "nowhere")
    assert run(people, tmp_path) == []
