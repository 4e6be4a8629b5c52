"""Which village a row lies in, by whatever the office wrote."""

from __future__ import annotations

import pytest

from hudang.kernel.division_codes import DivisionLevel
from hudang.rosters.rules.likeness import closest, distance
from hudang.rosters.rules.places import Gazetteer, KnownDivision, town_stem, village_stem
from hudang.rosters.rules.villages import Place, PlaceFinder
from tests.rules.rosters.builders import divisions

GAZETTEER = Gazetteer(divisions())
LIUHE, SONGSHAN, GRASSLAND, PEACE = "229901100000", "229901101000", "229901200000", "229901001000"


def find(town: str, village: str, address: str = "", default: str | None = None, column: bool = True) -> Place:
    return PlaceFinder(GAZETTEER).find(town, village, address, default, has_town_column=column)


def village(place: Place) -> str:
    return GAZETTEER.name_of(place.village or "")


@pytest.mark.parametrize(
    ("town", "written", "meant", "codes"),
    [
        ("柳河镇", "柳河村", "柳河村", ()),
        ("柳河镇", "柳河", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "柳河村委会", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "柳河村民委员会", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("和平街道", "建设居委会", "建设社区", ("N_VILLAGE_SUFFIX",)),
        ("和平街道", "建设社区居民委员会", "建设社区", ("N_VILLAGE_SUFFIX",)),
        ("草原乡", "哈拉", "哈拉嘎查", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "民富行政村", "民富村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "三道沟", "三道沟子村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "柳河镇柳河村", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "青河县柳河镇民富村", "民富村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "柳河村3组", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "柳河村东屯", "柳河村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "前进社区", "前进社区", ()),
        ("柳河镇", "前进村委会", "前进村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", "明强村", "民强村", ("W_VILLAGE_TYPO",)),
        ("柳河镇", "刘河村", "柳河村", ("W_VILLAGE_TYPO",)),
        ("柳河镇", "三道钩子村", "三道沟子村", ("W_VILLAGE_TYPO",)),
        ("柳河镇", "三道沟村", "三道沟子村", ("N_VILLAGE_SUFFIX",)),
        ("松山镇", "永按村", "永安村", ("W_VILLAGE_TYPO",)),
        ("松山", "红旗村", "红旗村", ()),
        ("柳河镇", "229901100201", "民富村", ("N_VILLAGE_SUFFIX",)),
        ("柳河镇", " 柳 河 村 ", "柳河村", ()),
    ],
)
def test_a_village_is_found(town: str, written: str, meant: str, codes: tuple[str, ...]) -> None:
    place = find(town, written)
    assert (village(place), place.village_codes, place.town_codes) == (meant, codes, ())


def test_the_same_name_in_two_townships_is_told_apart_by_the_township() -> None:
    assert find("松山镇", "红旗村").village == "229901101201"
    assert find("柳河镇", "红旗村").village == "229901100203"


def test_a_township_left_out_is_filled_where_only_one_village_has_the_name() -> None:
    place = find("", "永安村")
    assert (place.town, village(place), place.town_codes) == (SONGSHAN, "永安村", ("N_TOWN_FILLED",))
    assert find("", "永安村", column=False).town_codes == ()


def test_a_name_of_two_townships_without_a_township_needs_the_address() -> None:
    assert find("", "红旗村").village_codes == ("E_VILLAGE_UNKNOWN",)
    place = find("", "红旗村", "青河县松山镇红旗村2组")
    assert (village(place), place.town) == ("红旗村", SONGSHAN)


def test_a_village_of_another_township_is_not_guessed_at() -> None:
    place = find("柳河镇", "永安村")
    assert (place.village, place.village_codes) == (None, ("E_VILLAGE_UNKNOWN",))
    assert "松山镇" in place.hint


def test_a_homophone_in_the_stated_township_is_a_typo_even_if_it_is_a_name_elsewhere() -> None:
    extra = KnownDivision("229901101209", "明富村", DivisionLevel.VILLAGE)
    finder = PlaceFinder(Gazetteer([*divisions(), extra]))
    assert finder.find("柳河镇", "明富村", "", None, has_town_column=True).village == "229901100201"
    assert finder.find("", "明富村", "", None, has_town_column=True).village == "229901101209"


def test_what_only_looks_alike_needs_the_address() -> None:
    assert find("柳河镇", "民弹村").village_codes == ("E_VILLAGE_UNKNOWN",)
    place = find("柳河镇", "民弹村", "青河县柳河镇民强村1组")
    assert (village(place), place.village_codes) == ("民强村", ("W_VILLAGE_TYPO",))


def test_two_villages_that_could_be_meant_are_no_typo() -> None:
    assert find("柳河镇", "民付村").village == "229901100201"
    assert find("柳河镇", "民村").village_codes == ("E_VILLAGE_UNKNOWN",)
    assert find("柳河镇", "前进").village_codes == ("E_VILLAGE_UNKNOWN",)


def test_a_missing_village_is_taken_from_the_address() -> None:
    place = find("柳河镇", "", "青河县柳河镇民富村5组")
    assert (village(place), place.village_codes) == ("民富村", ("W_VILLAGE_FROM_ADDRESS",))
    assert village(find("柳河镇", "", "民富村")) == "民富村"
    assert find("柳河镇", "", "").village_codes == ("E_VILLAGE_MISSING",)
    assert find("柳河镇", "", "城里租房").village_codes == ("E_VILLAGE_MISSING",)
    assert find("柳河镇", "无", "/").village_codes == ("E_VILLAGE_MISSING",)


def test_the_township_in_the_villages_column_names_no_village() -> None:
    assert find("柳河镇", "柳河镇").village_codes == ("E_VILLAGE_MISSING",)
    assert village(find("柳河镇", "柳河镇", "青河县柳河镇民富村2组")) == "民富村"


def test_a_village_of_a_nationality_is_found_without_it() -> None:
    places = [KnownDivision("229901200000", "草原乡", DivisionLevel.TOWNSHIP)]
    places.append(KnownDivision("229901200210", "平寨回族村", DivisionLevel.VILLAGE))
    finder = PlaceFinder(Gazetteer(places))
    assert finder.find("草原乡", "平寨村", "", None, has_town_column=True).village == "229901200210"


def test_a_misspelt_township_is_shown() -> None:
    place = find("松杉镇", "永安村")
    assert (place.town, place.town_codes) == (SONGSHAN, ("W_TOWN_TYPO",))


def test_the_sheet_gives_the_township() -> None:
    assert find("", "红旗村", default=SONGSHAN, column=False).village == "229901101201"
    assert GAZETTEER.town_named_in("青河县松山镇低保花名册") == SONGSHAN
    assert GAZETTEER.town_named_in("草原蒙古族乡") == GRASSLAND
    assert GAZETTEER.town_named_in("和平街道（2026）") == PEACE
    assert GAZETTEER.town_named_in("柳河镇、松山镇") is None
    assert GAZETTEER.town_named_in("Sheet1") is None


def test_stems() -> None:
    assert [town_stem(n) for n in ("柳河镇", "草原蒙古族乡", "和平街道办事处", "烧锅镇乡")] == [
        "柳河",
        "草原",
        "和平",
        "烧锅镇",
    ]
    assert [village_stem(n) for n in ("柳河村", "柳河村委会", "建设社区", "哈拉嘎查")] == [
        "柳河",
        "柳河",
        "建设",
        "哈拉",
    ]


def test_likeness_goes_by_sound_before_characters() -> None:
    assert closest("明强", ["民强", "民富", "红旗"]) == "民强"
    assert closest("红星", ["红旗", "红心"]) == "红心"
    assert closest("甲乙", ["丙丁"]) is None
    assert closest("民", ["民强", "民富"]) is None
    assert [distance(a, b) for a, b in (("甲乙", "甲乙"), ("甲乙", "乙甲"), ("甲乙丙", "甲丙"), ("甲", "乙丙"))] == [
        0,
        1,
        1,
        2,
    ]
