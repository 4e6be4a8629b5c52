"""Planned and drawn papers of invented households."""

from __future__ import annotations

import io
import time
from random import Random

import pytest
from PIL import Image

from hudang.archives.rules.capacity import pouch_too_thick
from hudang.archives.rules.completeness import missing_codes
from hudang.demo.facts import conditions
from hudang.demo.paper_words import FORMS, LETTERS
from hudang.demo.papers import draw_papers
from hudang.demo.pouches import material_names, planned_papers, requirements, stage_of
from hudang.kernel.dates import archive_date, is_archive_date
from tests.rules.demo.conftest import DAY


def _missing(home):
    present = {paper.material_code for paper in planned_papers(home, DAY)}
    return missing_codes(requirements()[stage_of(home)], conditions(home, DAY), present)


def test_some_pouches_are_complete_some_lack_papers_some_are_thick(county):
    lacking = [len(_missing(home)) for home in county[:600]]
    assert 0.3 < lacking.count(0) / len(lacking) < 0.75
    assert any(1 <= number <= 3 for number in lacking)
    assert any(number > 6 for number in lacking)
    assert any(pouch_too_thick(sum(p.page_count for p in planned_papers(home, DAY))) for home in county)


def test_planned_papers_are_in_pouch_order_and_dated(county):
    order = list(material_names())
    for home in county[:300]:
        planned = planned_papers(home, DAY)
        assert planned == planned_papers(home, DAY)
        places = [order.index(paper.material_code) for paper in planned]
        assert places == sorted(places)
        for paper in planned:
            assert is_archive_date(paper.dated) and paper.dated <= archive_date(DAY)
            assert paper.page_count >= 1 and paper.title and paper.creator
            assert "低保低保" not in paper.title and len(paper.title) <= 200


def test_every_form_and_letter_belongs_to_a_material():
    assert set(FORMS) | set(LETTERS) <= set(material_names())


@pytest.fixture(scope="module")
def timed(county):
    """All papers of ten households, and how long they took (seconds of the processor)."""
    begun = time.process_time()
    papers = [draw_papers(home, Random(home.seed), DAY, most=None) for home in county[::200]]
    return papers, time.process_time() - begun


@pytest.fixture(scope="module")
def drawn(timed):
    """All papers of ten households."""
    return timed[0]


def test_only_planned_papers_are_drawn(county, drawn):
    for home, papers in zip(county[::200], drawn, strict=True):
        planned = {(p.material_code, p.title) for p in planned_papers(home, DAY)}
        assert {(p.material_code, p.title) for p in papers} == planned


def test_pages_look_like_scans(drawn):
    for paper in (paper for papers in drawn for paper in papers):
        assert paper.page_count == len(paper.pages) >= 1
        for page in paper.pages:
            assert 30_000 < len(page) < 260_000
            image = Image.open(io.BytesIO(page))
            assert image.format == "JPEG"
            assert image.size in {(1240, 1754), (1280, 960)}
            assert image.info["dpi"] == (150, 150)


def test_drawing_is_repeatable_and_can_be_limited(county):
    home = next(h for h in county if len(planned_papers(h, DAY)) > 10)
    first, again = (draw_papers(home, Random(3), DAY, most=6) for _ in range(2))
    assert first == again
    assert len(first) == 6


def test_a_hundred_pages_take_seconds_of_one_core(timed):
    papers, seconds = timed
    pages = sum(paper.page_count for each in papers for paper in each)
    assert pages >= 50
    assert seconds * 100 / pages < 10
