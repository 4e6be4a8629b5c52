"""Taking the names of folders and scans apart."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hudang.archives.rules.folder_names import (
    HouseholdName,
    is_quiet,
    kept_name,
    natural_key,
    read_folder,
    read_scan,
)
from hudang.archives.rules.folder_places import Place, PlaceNames
from hudang.archives.rules.material_words import MaterialWords

ROWS = list(csv.DictReader((Path(__file__).parents[3] / "hudang/archives/data/materials.csv").open(encoding="utf-8")))
WORDS = MaterialWords((row["code"], row["name"], row["aliases"].split(";")) for row in ROWS)
TODAY = date(2026, 11, 23)
CODE = "2208821052010007"
IDENTITY = "220882196012063647"


@pytest.mark.parametrize(
    ("stem", "material", "numbers"),
    [
        ("M01", "M01", ()),
        ("M01_1", "M01", (1,)),
        ("M10-2", "M10", (2,)),
        ("M10_1_2", "M10", (1, 2)),
        ("01 申请书1", "M01", (1,)),
        ("户口簿（2）", "M10", (2,)),
        ("户口簿(第3页)", "M10", (3,)),
        ("申请书（一）", "M01", (1,)),
        ("申请书第二页", "M01", (2,)),
        ("Ｍ１０－２", "M10", (2,)),
        ("m33p_3", "M33p", (3,)),
        (f"{CODE}_M50_12", "M50", (12,)),
        ("0003", "", (3,)),
        ("scan_0012", "", (12,)),
    ],
)
def test_material_and_page_of_a_scan(stem: str, material: str, numbers: tuple[int, ...]) -> None:
    name = read_scan(stem, WORDS, TODAY)
    assert (name.material.code, name.numbers) == (material, numbers)


@pytest.mark.parametrize(
    ("stem", "dated"),
    [
        ("M14_20210305_2", "20210305"),
        ("审批表 2021.3.5", "20210305"),
        ("2021年3月5日 诊断书", "20210305"),
        ("M14_20210332", ""),
        ("M14_20290101", ""),
        ("M01_1", ""),
    ],
)
def test_the_date_of_a_scan(stem: str, dated: str) -> None:
    assert read_scan(stem, WORDS, TODAY).dated == dated


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (CODE, HouseholdName(code=CODE)),
        ("220882105201-0007", HouseholdName(code=CODE)),
        (f"{CODE}王德贵", HouseholdName(code=CODE, name="王德贵")),
        (f"{CODE} 低保材料", HouseholdName(code=CODE)),
        (IDENTITY, HouseholdName(identity=IDENTITY)),
        (f"{IDENTITY[:-1]}0", HouseholdName()),
        (f"{IDENTITY} {CODE}", HouseholdName(identity=IDENTITY, besides=(HouseholdName(code=CODE),))),
        (f"{IDENTITY[:6]}********3647 王德贵", HouseholdName(tail="3647", name="王德贵")),
        (f"{IDENTITY[:6]}{IDENTITY[8:17]}", HouseholdName(identity=IDENTITY)),
        ("王德贵、周玉芝", HouseholdName(name="王德贵", besides=(HouseholdName(name="周玉芝"),))),
        ("J035-ZY_DB_SP_2026_D5_A12-0007", HouseholdName(reference_code="J035-ZY·DB·SP·2026·D5·A12-0007")),
        ("3647", HouseholdName(tail="3647")),
        ("06364x", HouseholdName(tail="06364X")),
        ("王德贵", HouseholdName(name="王德贵")),
        ("01王德贵", HouseholdName(name="王德贵")),
        ("王德贵户", HouseholdName(name="王德贵")),
        ("户主：王德贵", HouseholdName(name="王德贵")),
        ("王德贵一家", HouseholdName(name="王德贵")),
        ("王德贵等3人", HouseholdName(name="王德贵")),
        ("王德贵低保档案", HouseholdName(name="王德贵")),
        ("王德贵3647", HouseholdName(tail="3647", name="王德贵")),
        ("３６４７ 王德贵", HouseholdName(tail="3647", name="王德贵")),
        ("王德贵-M01", HouseholdName(name="王德贵")),
        ("热依汗·买买提", HouseholdName(name="热依汗·买买提")),
        ("M10", HouseholdName()),
        ("2026", HouseholdName()),
        ("2039", HouseholdName(tail="2039")),
        ("扫描件202611", HouseholdName()),
        ("2026年新增", HouseholdName(name="年新增")),
        ("..", HouseholdName()),
    ],
)
def test_the_household_of_a_folder(folder: str, said: HouseholdName) -> None:
    assert read_folder(folder, WORDS, TODAY).household == said


def test_composed_and_decomposed_names_are_one() -> None:
    assert read_folder(unicodedata.normalize("NFD", "热依汗é"), WORDS, TODAY) == read_folder("热依汗é", WORDS, TODAY)


def test_pages_are_ordered_as_people_count() -> None:
    stems = ["M10-10", "M10-2", "M10-1"]
    assert sorted(stems, key=natural_key) == ["M10-1", "M10-2", "M10-10"]
    assert sorted(stems, key=lambda s: read_scan(s, WORDS, TODAY).page_order) == ["M10-1", "M10-2", "M10-10"]
    parts = ["户口簿增减页", "户口簿成员页", "户口簿首页"]
    assert sorted(parts, key=lambda s: read_scan(s, WORDS, TODAY).page_order) == parts[::-1]


def test_papers_of_two_people_are_two_items() -> None:
    first, second = (read_scan(f"{name}身份证", WORDS, TODAY) for name in ("王玉山", "王忠海"))
    assert first.group != second.group
    assert read_scan("M10-1", WORDS, TODAY).group == read_scan("M10_2", WORDS, TODAY).group


@pytest.mark.parametrize("name", ["Thumbs.db", ".DS_Store", "desktop.ini", "._M01.jpg", "__MACOSX", "~$a.docx"])
def test_files_of_the_computer_are_no_scans(name: str) -> None:
    assert is_quiet(name)
    assert not is_quiet("M01.jpg")


def test_kept_names_hide_identity_numbers_and_control_signs() -> None:
    assert kept_name(f"{IDENTITY}/M01\u202e\x07.jpg") == "220882********3647/M01.jpg"
    assert len(kept_name("长" * 400)) == 255


@given(st.text(max_size=80))
def test_no_name_breaks_the_reader(name: str) -> None:
    read_scan(name, WORDS, TODAY)
    read_folder(name, WORDS, TODAY)
    natural_key(name)
    kept_name(name)


PLACES = PlaceNames(
    [
        ("220882105000", "舍力镇", "舍力", ()),
        ("220882105201", "民强村", "民强", ("民墙村",)),
        ("220882105202", "民富村", "民富", ()),
        ("220882102000", "丰收镇", "丰收", ()),
        ("220882102201", "新风村", "新风", ()),
        ("220882105203", "新风村", "新风", ()),
    ]
)
NOWHERE = Place()


@pytest.mark.parametrize(
    ("folder", "codes", "rest"),
    [
        ("民强村", ("220882105201",), ""),
        ("民强", ("220882105201",), ""),
        ("民墙村", ("220882105201",), ""),
        ("01民强村（23户）", ("220882105201",), ""),
        ("民强村低保档案", ("220882105201",), ""),
        ("舍力镇民强村", ("220882105201",), ""),
        ("舍力镇-民强村", ("220882105201",), ""),
        ("220882105201", ("220882105201",), ""),
        ("民强村王德贵", ("220882105201",), "王德贵"),
        ("新风村", ("220882102201", "220882105203"), ""),
        ("舍力镇新风村", ("220882105203",), ""),
    ],
)
def test_the_place_of_a_folder(folder: str, codes: tuple[str, ...], rest: str) -> None:
    assert PLACES.read(folder, NOWHERE) == Place(codes, rest)


@pytest.mark.parametrize(
    ("stem", "rest"),
    [
        ("民强村-王德贵-身份证", "王德贵-身份证"),
        ("王德贵-民强村-身份证", "王德贵-身份证"),
        ("身份证_王德贵_舍力镇民强村", "身份证-王德贵"),
        ("王德贵 民强村 户口簿1", "王德贵-户口簿1"),
    ],
)
def test_the_place_in_a_files_name(stem: str, rest: str) -> None:
    assert PLACES.lead(stem, NOWHERE) == Place(("220882105201",), rest)


def test_a_place_lies_within_the_folder_above() -> None:
    town = PLACES.read("舍力镇", NOWHERE)
    assert town is not None
    village = PLACES.read("新风村", town)
    assert village == Place(("220882105203",))
    # below a village, a short form is more likely a person's name
    assert PLACES.read("民富", village) is None
    assert PLACES.read("王德贵", NOWHERE) is None
    assert PLACES.read("2208821052010007", NOWHERE) is None
