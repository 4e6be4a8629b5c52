"""The printing desk, and papers of one household or box."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from hudang.archives.models import Box
from hudang.households.models import Household
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.printing.vocabulary import PaperKind
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import COUNTY, FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

DESK = "/printing/"


@pytest.fixture
def home(people: People) -> Household:
    make_bureau()
    home = make_household("王德贵", number=7)
    for household in (home, make_household("李春花", village=XINTIAN, number=3)):
        make_file(household)
    return home


@pytest.fixture
def client(people: People, home: Household) -> Client:
    return signed_in(people.handler)


def asked(**changes: str) -> dict[str, str]:
    values = {"kind": "pouch-label", "division": MINQIANG, "labels": "a4-quarters", "spines": "a4"}
    return values | changes


def places_offered(page: Any) -> set[str]:
    """Return the codes of the places to choose from."""
    return set(re.findall(r'<option value="(\d{12})"', page.content.decode()))


def paper_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


class TestDesk:
    def test_it_offers_kinds_and_places_of_the_own_division(self, client: Client) -> None:
        page = client.get(DESK)
        form = page.context["form"]
        codes = places_offered(page)
        assert {SHELI, MINQIANG, MINFU} <= codes
        assert not {COUNTY, FENGSHOU, XINTIAN} & codes
        assert len(form.fields["kind"].choices) == len(PaperKind)
        assert "还没有打印过" in text_of(page)

    def test_the_way_here_chooses_kind_and_place(self, client: Client) -> None:
        form = client.get(DESK, {"kind": "missing-list", "division": MINQIANG}).context["form"]
        assert (form["kind"].value(), form["division"].value()) == ("missing-list", MINQIANG)
        assert client.get(DESK, {"kind": "x", "division": XINTIAN}).status_code == 200

    def test_a_village_comes_at_once_as_pdf(self, client: Client) -> None:
        answer = client.post(DESK, asked())
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''")
        assert "王德贵" in paper_of(answer.content)

    def test_a_township_comes_by_a_job_that_is_found_again(
        self, client: Client, people: People, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(DESK, asked(division=SHELI))
        job = Job.objects.get()
        assert answer["Location"] == f"/jobs/{job.pk}/"
        assert "王德贵" in paper_of(jobs.result_file(job).read_bytes())
        assert "打印 大安市 · 舍力镇 袋面标签" in text_of(client.get(DESK))
        assert signed_in(people.neighbour).get(answer["Location"]).status_code == 404

    @pytest.mark.parametrize("changes", [{"kind": "poster"}, {"division": XINTIAN}, {"labels": "x"}, {"division": ""}])
    def test_what_cannot_be_is_told_at_the_field(self, client: Client, changes: dict[str, str]) -> None:
        page = client.post(DESK, asked(**changes))
        assert page.status_code == 200
        assert set(page.context["form"].errors) == set(changes)

    def test_nothing_to_print_is_told(self, client: Client) -> None:
        answer = client.post(DESK, asked(division=MINFU))
        assert answer.status_code == 409
        assert "没有可打印的内容" in text_of(answer)

    def test_queries_do_not_grow_with_the_jobs(
        self, client: Client, people: People, django_assert_max_num_queries: Any
    ) -> None:
        def counted() -> int:
            with django_assert_max_num_queries(40) as captured:
                client.get(DESK)
            return len(captured)

        jobs.create(kind="print", title="打印", owner_id=people.handler.pk, arguments={})
        once = counted()
        for _ in range(8):
            jobs.create(kind="print", title="打印", owner_id=people.handler.pk, arguments={})
        assert counted() == once


class TestOneHouseholdOrBox:
    @pytest.mark.parametrize("kind", ["pouch-label", "item-list", "file-note-sheet", "print-set"])
    def test_papers_of_a_household(self, client: Client, home: Household, kind: str) -> None:
        answer = client.get(f"{DESK}households/{home.code}/{kind}/")
        assert answer.status_code == 200
        assert "王德贵" in paper_of(answer.content)

    @pytest.mark.parametrize("kind", ["box-spine", "box-list", "print-set"])
    def test_papers_of_a_box(self, client: Client, kind: str) -> None:
        box = Box.objects.get(village_code=MINQIANG)
        answer = client.get(f"{DESK}boxes/{box.pk}/{kind}/")
        assert answer.status_code == 200
        assert "民强村" in paper_of(answer.content)

    def test_unknown_kinds_and_objects_are_not_there(self, client: Client, home: Household) -> None:
        assert client.get(f"{DESK}households/{home.code}/poster/").status_code == 404
        assert client.get(f"{DESK}households/2208821052019999/pouch-label/").status_code == 404
        assert client.get(f"{DESK}boxes/999999/box-list/").status_code == 404

    def test_a_kind_that_does_not_fit_is_told(self, client: Client, home: Household) -> None:
        answer = client.get(f"{DESK}households/{home.code}/box-spine/")
        assert (answer.status_code, "没有可打印的内容" in text_of(answer)) == (409, True)

    def test_the_neighbour_finds_none_of_it(self, people: People, client: Client, home: Household) -> None:
        neighbour, box = signed_in(people.neighbour), Box.objects.get(village_code=MINQIANG)
        assert neighbour.get(f"{DESK}households/{home.code}/pouch-label/").status_code == 404
        assert neighbour.get(f"{DESK}boxes/{box.pk}/box-spine/").status_code == 404
        assert "division" in neighbour.post(DESK, asked()).context["form"].errors

    def test_the_village_assistant_prints_for_his_village(
        self, people: People, client: Client, home: Household
    ) -> None:
        assistant = signed_in(people.assistant)
        assert assistant.get(f"{DESK}households/{home.code}/pouch-label/").status_code == 200
        assert places_offered(assistant.get(DESK)) == {MINQIANG}

    def test_the_auditor_prints_nothing(self, people: People, client: Client) -> None:
        assert signed_in(people.auditor).get(DESK).status_code == 403
