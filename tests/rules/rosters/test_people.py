"""Names, relations, disability and the like as offices type them."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.rosters.rules.cells import Reading
from hudang.rosters.rules.people import (
    read_class,
    read_disability_kind,
    read_disability_level,
    read_name,
    read_nation,
    read_region,
    read_relation,
    read_sex,
    read_text,
    read_yes_no,
    remark_of_death,
    split_disability,
)


@pytest.mark.parametrize("raw", ["李敏", "欧阳小红", "买买提·吐尔逊"])
def test_a_plain_name_stays(raw: str) -> None:
    assert read_name(raw) == raw


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        ("李 敏", "李敏", "N_NAME_SPACE"), ("高　红", "高红", "N_NAME_SPACE"), ("李敏 ", "李敏", "N_NAME_SPACE"),
        ("丛桂香(已故)", "丛桂香", "W_NOTE_DECEASED"), ("杨国军（2026.4去世）", "杨国军", "W_NOTE_DECEASED"),
        ("赵四已故", "赵四", "W_NOTE_DECEASED"), ("王五【死亡】", "王五", "W_NOTE_DECEASED"), ("张三（户主）", "张三", "N_NOTE_IN_CELL"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_taken_off(raw: str, name: str, code: str) -> None:
    assert read_name(raw) == Reading(name, (code,))


def test_the_dots_of_minority_names_become_one() -> None:
    assert read_name("买买提•吐尔逊") == "买买提·吐尔逊"
    assert read_name("阿依.古丽") == "阿依·古丽"


@pytest.mark.parametrize(
    ("remark", "dead"),
    [
        ("已故", True),
        ("2026年4月去世", True),
        ("户主已死亡", True),
        ("配偶2020年去世", False),
        ("丧偶", False),
        ("需年审", False),
    ],
)
def test_a_remark_tells_of_the_person_itself(remark: str, dead: bool) -> None:
    assert remark_of_death(remark) is dead


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("户主", "02"), ("本人", "02"), ("户主（本人）", "02"), ("配偶", "10"), ("妻", "12"), ("妻子", "12"), ("丈夫", "11"),
        ("子", "20"), ("儿子", "20"), ("之子", "20"), ("户主之子", "20"), ("长子", "22"), ("二儿子", "23"), ("女", "30"),
        ("女儿", "30"), ("长女", "32"), ("养女", "37"), ("儿媳", "38"), ("女婿", "28"), ("孙女", "42"), ("外孙", "43"),
        ("父亲", "51"), ("母亲", "52"), ("岳母", "56"), ("奶奶", "62"), ("弟弟", "73"), ("侄子", "93"), ("其他", "80"),
        ("02", "02"), ("01", "02"), (10, "10"), ("20 子", "20"), ("1", "10"), ("非亲属", "99"), ("", None), ("/", None),
    ],
)  # fmt: skip
def test_relations_become_codes_of_the_standard(raw: Any, code: str | None) -> None:
    assert read_relation(raw) == code


def test_an_unknown_relation_is_shown() -> None:
    assert read_relation("邻居家的") == Reading(None, ("W_RELATION_UNKNOWN",))


@pytest.mark.parametrize(
    ("raw", "kind", "level"),
    [
        ("肢体二级", "肢体", "二级"), ("肢体残疾2级", "肢体", "二级"), ("智力一级", "智力", "一级"), ("精神Ⅲ级", "精神", "三级"),
        ("二级肢体", "肢体", "二级"), ("多重", "多重", ""), ("无", "", ""), ("", "", ""), ("肢体/三级", "肢体", "三级"),
    ],
)  # fmt: skip
def test_kind_and_level_in_one_cell(raw: str, kind: str, level: str) -> None:
    assert split_disability(raw) == (kind, level)


def test_kind_and_level_in_their_own_cells() -> None:
    assert [read_disability_kind(v) for v in ("肢残", "肢体残疾", "4", 6, "聋", "无", "")] == [
        "肢体", "肢体", "肢体", "精神", "听力", "", "",
    ]  # fmt: skip
    assert [read_disability_level(v) for v in ("2", 2.0, "Ⅱ", "二级", "贰级", "二", "无")] == ["二级"] * 6 + [""]


def test_small_words() -> None:
    assert [read_sex(v) for v in ("男", "女性", "1", 2, "M", "不详")] == ["男", "女", "男", "女", "男", None]
    assert [read_nation(v) for v in ("汉", "汉族", "蒙古", "01", "无")] == ["汉族", "汉族", "蒙古族", "汉族", ""]
    assert [read_yes_no(v) for v in ("是", "√", 1, "Y", "否", "×", 0, "无", "")] == ["是"] * 4 + ["否"] * 4 + [None]
    assert [read_class(v) for v in ("1类", "第二类", "三档", "城A", "农村B类", "A1")] == ["A", "B", "C", "A", "B", "A1"]
    assert [read_class(v) for v in ("A", "a类", "Ｂ类", "(C)", "一类", "重点户")] == ["A", "A", "B", "C", "A", "重点户"]
    regions = ["城市", "农村", "城市", "城市", "居民户口"]
    assert [read_region(v) for v in ("城镇", "农业", "非农业", "城市低保", "居民户口")] == regions
    assert [read_text(v) for v in ("无劳动能力", "无", "/", " 因 病 ", "—")] == ["无劳动能力", "无", "", "因 病", ""]
