"""Chinese search: pairs of characters, a single surname, gaps of scans, AND, OR, NOT; what a question asks for."""

from __future__ import annotations

import pytest

from hudang.library.rules.citing import Known, cited_in
from hudang.library.rules.words import StandardAsked, excerpt, fts5, standard_asked, terms, tidy, tokens, tsquery


def test_a_text_is_cut_into_pairs() -> None:
    assert tokens("低 保金 2024年DA/T") == ["低保", "保金", "金", "2024", "年", "da", "t"]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("低保标准", '("低保 保标 标准")'),
        ("王", '("王" *)'),
        ("2024年 标准", '("2024 年" *) AND ("标准")'),
        ("公示 或 评议 -免公示", '("公示" OR "评议") NOT "免公 公示"'),
        ('"; DROP *', '("drop" *)'),
        ("-公示", ""),
        ("？！", ""),
    ],
)
def test_a_question_becomes_one_of_the_index(query: str, asked: str) -> None:
    assert fts5(terms(query)) == asked


def test_the_same_question_for_postgresql() -> None:
    assert tsquery(terms("低保标准 王 -公示")) == "((低保 <-> 保标 <-> 标准)) & ((王:*)) & !((公示))"


def test_the_excerpt_shows_the_word() -> None:
    shown = excerpt(tidy("第一条 为了规范最低生活保 障审核确认工作，制定本办法。"), "审核确认")
    assert (shown.before[-3:], shown.hit, shown.after[:2]) == ("活保障", "审核确认", "工作")


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("2024 年农村标准", StandardAsked(2024, "rural")),
        ("2023城市低保标准", StandardAsked(2023, "urban")),
        ("2022年标准", StandardAsked(2022, "")),
        ("农村标准", None),
    ],
)
def test_a_question_for_a_standard(query: str, asked: StandardAsked | None) -> None:
    assert standard_asked(query) == asked


def test_a_basis_is_found_by_title_short_name_and_number() -> None:
    known = [
        Known(1, "社会救助暂行办法", "国务院令第649号"),
        Known(2, "吉林省最低生活保障管理办法", ""),
        Known(3, "最低生活保障审核确认办法", "民发〔2021〕57号"),
    ]
    parts = cited_in("社会救助暂行办法第十一条；吉林省办法第十八条、第二十一条；民发[2021]57号；各地规定", known)
    assert [(part.document, part.article) for part in parts] == [
        (1, "第十一条"),
        (2, "第十八条、第二十一条"),
        (3, ""),
        (None, ""),
    ]
