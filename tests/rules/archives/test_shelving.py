"""The words of a box's spine, and by what it is found."""

from __future__ import annotations

import pytest

from hudang.archives.rules.shelving import Spine, found, numbers, retention_words, span


def test_words_as_on_the_printed_spine() -> None:
    assert (span(2021, 2021), span(2014, 2026), span(None, None)) == ("2021", "2014—2026", "")
    assert retention_words({"D5": "停保后五年"}, "D5", "D5") == "停保后五年"
    assert retention_words({"Y": "永久"}, "D10", "Y", None) == "10年、永久"
    assert (numbers(1, 3), numbers(9, 9)) == ("03", "01—09")


def test_only_a_full_box_is_complete() -> None:
    box = Spine("220882105201", "民强村", "舍力镇", pouches=200, incomplete=1)
    assert box.percent == 99
    assert Spine("220882105201", "民强村", "舍力镇").percent is None


@pytest.mark.parametrize(("text", "fits"), [("民强", True), ("MQ 01", True), ("舍力 02", False), ("", True)])
def test_every_word_must_occur(text: str, fits: bool) -> None:
    assert found(Spine("1", "民强村", "舍力镇", keys="舍力镇民强村 1 01 minqiangcun mqc"), text) is fits
