"""What stands on each paper, read back from the PDF as a reader or a scanner sees it."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path

from hudang.printing.coverage import coverage_of
from hudang.printing.fonts import FontSet
from hudang.printing.papers import BoxSpine, Paper, PouchLabel
from hudang.printing.rendering import render_noted
from hudang.printing.sheets import Stock
from hudang.printing.vocabulary import Face, LabelStock, SpineStock
from tests.rules.printing.pdf_checks import codes, texts
from tests.rules.printing.samples import (
    ADDRESS,
    DOCUMENT,
    EVERY_KIND,
    LONG_NAME,
    box_list,
    item_list,
    label,
    missing_list,
    note_sheet,
    reference,
    render,
    spine,
)


def text_of(*papers: Paper) -> str:
    return "".join("".join(texts(render(papers, DOCUMENT))).split())


def test_a_label_has_every_field_of_the_rules() -> None:
    stopped = label(stopped_on="2026-12-31")
    text = text_of(stopped)
    for part in ("大安市民政局", "安广镇", "永胜村", stopped.reference_code, stopped.pouch_number, "王小明"):
        assert part in text
    for name in (
        "家庭人口",
        "保障人口",
        "救助类别",
        "低保证号",
        "建档日期",
        "停保日期",
        "保管期限",
        "立袋人",
        "保管单位",
    ):
        assert name in text
    for value in (
        "3人",
        "2人",
        "农村低保",
        stopped.certificate_number,
        "2026-03-15",
        "2026-12-31",
        "12件25页",
        "张晓丽",
    ):
        assert value in text


def test_no_paper_outside_the_pouch_can_carry_an_identity_number_an_illness_or_a_disability() -> None:
    names = {field.name for kind in (PouchLabel, BoxSpine) for field in fields(kind)}
    assert not [name for name in names for word in ("identity", "illness", "disab", "health") if word in name]


@pytest.mark.parametrize("paper", EVERY_KIND.values(), ids=EVERY_KIND.keys())
def test_the_code_is_read_from_a_print_at_300_dpi(paper: Paper) -> None:
    expected = [paper.qr_url] if hasattr(paper, "qr_url") else []
    assert codes(render([paper], DOCUMENT)) == expected


@pytest.mark.parametrize("width", [20, 30, 40, 50])
def test_the_code_of_each_spine_width_is_read(width: int) -> None:
    assert codes(render([spine(width)], DOCUMENT)) == [f"{ADDRESS}b7"]


def test_four_labels_share_a_sheet_each_with_its_own_code() -> None:
    made = render([label(number) for number in range(1, 6)], DOCUMENT)
    assert codes(made, 0) == [f"{ADDRESS}p{number}" for number in (1, 2, 3, 4)]
    assert codes(made, 1) == [f"{ADDRESS}p5"]


def test_single_labels_take_a_page_each() -> None:
    made = render([label(1), label(2)], DOCUMENT, stock=Stock(labels=LabelStock.SINGLE))
    assert [codes(made, page) for page in (0, 1)] == [[f"{ADDRESS}p1"], [f"{ADDRESS}p2"]]


def test_long_names_are_printed_whole() -> None:
    long_label = label(
        head_name=LONG_NAME,
        fonds_name="克孜勒苏柯尔克孜自治州阿合奇县民政局社会救助事务服务中心档案室",
        custodian="前郭尔罗斯蒙古族自治县民政局社会救助事务服务中心综合档案室",
    )
    text = text_of(long_label, item_list(head_name=LONG_NAME)).replace("\u200b", "")
    assert text.count(LONG_NAME) == 2
    assert long_label.fonds_name in text
    assert long_label.custodian in text


def test_a_long_list_repeats_its_heading_and_counts_its_own_pages() -> None:
    pages = texts(render([item_list(1, 5), item_list(2, 60)], DOCUMENT))
    assert ["第 1 页　共 1 页" in pages[0], "共 1 页" in pages[1]] == [True, False]
    last = len(pages) - 1
    for at, page in enumerate(pages[1:], 1):
        assert f"第 {at} 页　共 {last} 页" in page
        assert "责任者" in page
        assert reference(2) in page


def test_every_row_of_a_list_is_printed() -> None:
    text = text_of(item_list(1, 60))
    assert text.count("M20") == 60


def test_a_box_list_totals_what_may_be_shown() -> None:
    rows = box_list(3).rows
    hidden = replace(rows[1], head_name="保密", household_size=None, beneficiary_count=None)
    paper = box_list(rows=0)
    paper = replace(paper, rows=(rows[0], hidden, rows[2]))
    assert paper.totals() == {"household_size": "6", "beneficiary_count": "4", "item_count": "36", "page_count": "75"}
    assert "合计3户643675" in "".join(text_of(paper).split())


def test_a_missing_list_names_each_paper_with_a_box_to_tick() -> None:
    text = text_of(missing_list(3))
    assert text.count("□M15在校证明") == 3
    assert "3／40" in text


def test_a_spine_reads_from_top_to_bottom() -> None:
    text = text_of(spine(village="五间房村"))
    assert "安广镇五间房村" in text
    assert "A12-0001至A12-0040" in text
    for stock in SpineStock:
        assert len(texts(render([spine(50)] * 3, DOCUMENT, stock=Stock(spines=stock)))) == 1


def test_a_spine_is_as_wide_as_a_box() -> None:
    with pytest.raises(ValueError, match="35 mm"):
        spine(35)


def test_a_note_sheet_with_many_remarks_goes_on() -> None:
    remarks = tuple(f"第{number}件缺少核对人签名，已由村协理员补齐并注明，原件退回户主保存。" for number in range(60))
    pages = texts(render([note_sheet(remarks=remarks)], DOCUMENT))
    assert len(pages) == 2 or len(pages) == 3
    assert sum(page.count("缺少核对人签名") for page in pages) == 60
    assert "检查人" in pages[-1]


@pytest.mark.parametrize("name", ["喆堃珺", "㛃䶮", "犇𬱖", "葛\U000e0100城"])
def test_rare_characters_of_names_come_out(name: str) -> None:
    assert name[0] in text_of(label(head_name=name))


def test_a_character_without_a_glyph_stands_as_its_code_and_is_named() -> None:
    made, done = render_noted([label(1, head_name="王𠮷田"), label(2, head_name="\x00李")], DOCUMENT)
    assert done.undrawn == {"𠮷": "王𠮷田", "\x00": "\x00李"}
    text = "".join("".join(texts(made)).split())
    assert "王〔缺字U+20BB7〕田" in text
    assert "〔缺字U+0000〕李" in text


def test_a_code_that_only_looks_like_a_control_character_is_left_alone() -> None:
    assert render_noted([label(1, head_name="王\\\\u0007田")], DOCUMENT)[1].undrawn == {}


def test_what_a_font_can_draw_is_read_from_its_table(tmp_path: Path) -> None:
    coverage = FontSet().coverage
    assert coverage.missing("王德贵·ABC 123〔〕\n葛\U000e0100") == set()
    assert coverage.missing("𠮷𪚥喆") == {"𠮷", "𪚥"}
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert coverage_of((tmp_path,)).starts == ()


def test_faces_that_are_not_there_are_set_in_song() -> None:
    fonts = FontSet()
    assert fonts.faces[Face.KAI] == fonts.faces[Face.SONG]
    assert fonts.stand_ins() == ["楷体", "仿宋"]


def test_an_offices_own_fonts_are_asked_last(tmp_path: Path) -> None:
    assert FontSet.with_folder(tmp_path / "none", installed=()) == FontSet()
    shutil.copy(sans_path(), tmp_path / "own.otf")
    fonts = FontSet.with_folder(tmp_path, installed=())
    assert fonts.extra_families == ["Noto Sans SC"]
    assert "王小明" in texts(render([label()], DOCUMENT, fonts=fonts))[0]


def test_text_is_never_read_as_markup() -> None:
    assert "#panic()*王*$x$" in text_of(label(head_name="#panic()*王*$x$"))
