"""How papers share sheets and batches."""

from __future__ import annotations

from hudang.printing.sheets import Stock, batches, sheets_of
from hudang.printing.vocabulary import LabelStock, SpineStock
from tests.rules.printing.samples import box_list, item_list, label, note_sheet, spine


def sizes(papers: list, stock: Stock = Stock()) -> list[int]:  # noqa: B008 - frozen
    return [len(sheet.papers) for sheet in sheets_of(papers, stock)]


def test_labels_come_four_to_a_sheet_or_alone() -> None:
    labels = [label(number) for number in range(9)]
    assert sizes(labels) == [4, 4, 1]
    assert sizes(labels, Stock(labels=LabelStock.SINGLE)) == [1] * 9


def test_spines_fill_the_width_of_the_sheet() -> None:
    assert sizes([spine(50)] * 5) == [3, 2]
    assert sizes([spine(20)] * 9) == [8, 1]
    assert sizes([spine(width) for width in (20, 30, 40, 50, 40)]) == [4, 1]
    assert sizes([spine(50)] * 6, Stock(spines=SpineStock.A3)) == [5, 1]


def test_each_list_has_sheets_of_its_own_and_the_order_stays() -> None:
    papers = [label(1), item_list(), item_list(8), note_sheet(), label(2), label(3), box_list()]
    assert sizes(papers) == [1, 1, 1, 1, 2, 1]


def test_a_bookmark_marks_only_where_something_new_begins() -> None:
    labels = [*(label(number) for number in range(5)), label(9, village="五间房村")]
    assert sizes(labels) == [4, 1, 1]
    assert [sheet.bookmark for sheet in sheets_of(labels, Stock())] == [
        "袋面标签　安广镇永胜村",
        "",
        "袋面标签　安广镇五间房村",
    ]


def test_batches_are_bounded_by_lines_but_never_split_a_list() -> None:
    sheets = sheets_of([item_list(number, 20) for number in range(5)], Stock())
    assert [len(batch) for batch in batches(sheets, 40)] == [2, 2, 1]
    assert [len(batch) for batch in batches(sheets_of([item_list(1, 500)], Stock()), 40)] == [1]


def test_what_is_absent_is_blank_for_the_templates() -> None:
    (sheet,) = sheets_of([label(household_size=None, qr_url="")], Stock())
    data = sheet.data()["papers"][0]
    assert data["household_size"] == ""
    assert data["qr"] == ""
    assert data["item_count"] == "12"
