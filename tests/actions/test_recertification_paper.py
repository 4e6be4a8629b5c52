"""走访任务单 come back: a stack of scans, each filed by the code printed on it, at a page and by ``file-scans``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import segno
from django.urls import reverse
from PIL import Image

from hudang.archives.actions.folders import file_folder
from hudang.archives.models import QueuedPage
from hudang.archives.vocabulary import PageOutcome
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.task_sheets import Page, take_in_sheets
from hudang.recertification.models import Visit, VisitPhoto
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.recertification import at, disabled_without_income, plan, tasks_of
from tests.people import People
from tests.web.browsing import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.frozen(at(DAY)):
        yield


@pytest.fixture
def homes(people: People) -> list[Household]:
    make_bureau()
    found = [disabled_without_income(), disabled_without_income("李二")]
    for home in found:
        make_file(home)
    plan(people, DAY)
    return found


def sheet(home: Household) -> bytes:
    """A scanned sheet with the code of the home's task, a little askew."""
    code, kept = io.BytesIO(), io.BytesIO()
    task = tasks_of(home, "D-B")[0].pk
    segno.make(f"https://hudang.example/visits/paper/{task}/").save(code, kind="png", scale=6, border=4)
    page = Image.new("L", (1240, 1754), 255)
    page.paste(Image.open(code).convert("L").rotate(2, expand=True, fillcolor=255), (900, 90))
    page.save(kept, "JPEG")
    return kept.getvalue()


def pages(*contents: bytes) -> list[Page]:
    return [Page(io.BytesIO(each), f"扫描{number}.jpg") for number, each in enumerate(contents, 1)]


def test_each_sheet_finds_its_household_and_pages_without_a_code_follow(people: People, homes: list[Household]) -> None:
    stack = (sheet(homes[1]), scans.jpeg("续页"), sheet(homes[0]))
    for _ in range(2):
        taken = take_in_sheets(actor=people.assistant, pages=pages(*stack))
        assert [(each.head, each.pages, each.fault) for each in taken] == [("李二", 2, ""), ("孙秀兰", 1, "")]
    photos = {visit.household.head_name: visit.photos.count() for visit in Visit.objects.select_related("household")}
    assert photos == {"李二": 2, "孙秀兰": 1} and VisitPhoto.objects.count() == 3


def test_a_pdf_is_taken_apart_by_its_codes(people: People, homes: list[Household], tmp_path: Path) -> None:
    stack = [Image.open(io.BytesIO(each)) for each in (sheet(homes[1]), scans.jpeg("续页"), sheet(homes[0]))]
    stack[0].save(tmp_path / "SCAN_01.pdf", save_all=True, append_images=stack[1:], resolution=150)
    (tmp_path / "SCAN_02.jpg").write_bytes(scans.jpeg("别的"))
    for _ in range(2):
        lines = list(file_folder(actor=people.handler, folder=tmp_path))
        assert [(line.page, line.household_code) for line in lines] == [
            (1, homes[1].code), (2, homes[1].code), (3, homes[0].code), (1, ""),
        ]  # fmt: skip
        assert "跟在“SCAN_01.pdf”之后" in lines[-1].reason
    assert QueuedPage.objects.get().household == homes[0]
    content = (tmp_path / "SCAN_01.pdf").read_bytes()
    taken = take_in_sheets(actor=people.handler, pages=[Page(io.BytesIO(content), "SCAN_01.pdf")])
    assert [(each.head, each.pages) for each in taken] == [("李二", 2), ("孙秀兰", 1)]
    assert VisitPhoto.objects.count() == 3


def test_without_a_code_it_says_what_to_do(people: People, homes: list[Household]) -> None:
    with pytest.raises(InvalidInput) as refusal:
        take_in_sheets(actor=people.assistant, pages=pages(scans.jpeg("没有码")))
    assert "二维码" in refusal.value.fields["pages"]


def test_one_sheet_that_is_refused_blocks_no_other(people: People, homes: list[Household]) -> None:
    done = tasks_of(homes[0], "D-B")[0]
    code = sheet(homes[0])
    done.state, done.done_on = "done", DAY
    done.save()
    browser = signed_in(people.assistant)
    sent = [io.BytesIO(code), io.BytesIO(sheet(homes[1]))]
    for number, each in enumerate(sent):
        each.name = f"{number}.jpg"
    answer = browser.post(reverse("recertification:task-papers"), {"pages": sent}, follow=True).content.decode()
    assert "孙秀兰户的纸表没有收下" in answer and "已收下李二户的纸表 1 页" in answer


def test_a_folder_of_scans_gives_up_its_sheets(people: People, homes: list[Household], tmp_path: Path) -> None:
    (tmp_path / "IMG_0001.jpg").write_bytes(sheet(homes[0]))
    (tmp_path / "IMG_0002.jpg").write_bytes(scans.jpeg("别的"))
    for _ in range(2):
        lines = list(file_folder(actor=people.handler, folder=tmp_path))
        assert [(line.outcome, line.household_code) for line in lines] == [
            (PageOutcome.FILED, homes[0].code),
            (PageOutcome.QUEUED, ""),
        ]
    assert VisitPhoto.objects.get().visit.household == homes[0]
