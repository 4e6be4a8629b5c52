"""Any number of papers into one file: bounded, with progress, and whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hudang.printing import rendering
from hudang.printing.errors import NothingToPrint, PrintingStopped
from hudang.printing.papers import Paper
from hudang.printing.rendering import Rendered, render_many
from tests.rules.printing.pdf_checks import bookmarks, codes, texts
from tests.rules.printing.samples import ADDRESS, DOCUMENT, item_list, label, print_set, render


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_LINES_A_BATCH", 24)


def test_order_progress_and_counts(tmp_path: Path) -> None:
    done: list[int] = []
    target = tmp_path / "labels.pdf"
    rendered = render_many((label(number) for number in range(1, 31)), target, DOCUMENT, progress=done.append)
    assert rendered == Rendered(papers=30, pages=8)
    assert done == [8, 16, 24, 30]
    assert codes(target, 4) == [f"{ADDRESS}p{number}" for number in (17, 18, 19, 20)]
    assert [path.name for path in tmp_path.iterdir()] == ["labels.pdf"]


def test_papers_are_read_only_a_few_batches_ahead(tmp_path: Path) -> None:
    read = 0
    ahead: list[int] = []

    def papers() -> Iterator[Paper]:
        nonlocal read
        for number in range(200):
            read += 1
            yield label(number)

    render_many(papers(), tmp_path / "a.pdf", DOCUMENT, progress=lambda done: ahead.append(read - done))
    assert max(ahead) <= 32


def test_a_cancelled_print_leaves_nothing(tmp_path: Path) -> None:
    done: list[int] = []
    papers = (label(number) for number in range(1000))
    with pytest.raises(PrintingStopped):
        render_many(papers, tmp_path / "a.pdf", DOCUMENT, progress=done.append, cancelled=lambda: len(done) == 2)
    assert done == [8, 16]
    assert list(tmp_path.iterdir()) == []


def test_a_fault_leaves_the_earlier_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"earlier")

    def papers() -> Iterator[Paper]:
        yield from (label(number) for number in range(20))
        raise OSError

    with pytest.raises(OSError):
        render_many(papers(), target, DOCUMENT)
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToPrint):
        render_many([], tmp_path / "a.pdf", DOCUMENT)
    with pytest.raises(NothingToPrint):
        render([], DOCUMENT)


def test_the_table_of_contents_finds_villages_and_pouches(tmp_path: Path) -> None:
    papers = [label(number, village="永胜村" if number < 13 else "五间房村") for number in range(1, 21)]
    target = tmp_path / "a.pdf"
    render_many([*papers, item_list(7, 60), item_list(8)], target, DOCUMENT)
    marks = bookmarks(target)
    assert [title for title, _ in marks[:2]] == ["袋面标签　安广镇永胜村", "袋面标签　安广镇五间房村"]
    assert [page for _, page in marks[:3]] == [0, 3, 5]
    assert texts(target)[marks[3][1]].count("J035-ZY·DB·SP·2026·D5·A12-0008") == 2


def test_a_print_set_keeps_its_order(tmp_path: Path) -> None:
    target = tmp_path / "set.pdf"
    rendered = render_many(print_set(5, 3), target, DOCUMENT)
    assert rendered.papers == 1 + 1 + 1 + 5 + 10
    kinds = [title.split("　")[0] for title, _ in bookmarks(target)]
    assert kinds[:4] == ["盒脊标签", "村盒目录", "备考表", "袋面标签"]
    assert kinds[4:] == ["卷内文件目录", "备考表"] * 5


def test_two_prints_at_once_from_worker_threads(tmp_path: Path) -> None:
    def job(number: int) -> bytes:
        target = tmp_path / f"{number}.pdf"
        render_many((label(at) for at in range(40)), target, DOCUMENT)
        return target.read_bytes()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(job, (1, 2))
    assert first == second
