"""地区资料 pages: from a question to the paper in which a standard stands, back to what used it, and a volume in print."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdfium2 import PdfDocument

from hudang.accounts.models import User
from hudang.archives.actions.filing import FileSource
from hudang.assessment.actions import SheetForm
from hudang.assessment.actions.assessments import store_assessment
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import case_of_household
from hudang.assessment.rules.means_test import assess
from hudang.assessment.vocabulary import Area
from hudang.households.models import IncomeItem
from hudang.kernel import clock
from hudang.library.actions.documents import enter_document
from hudang.library.actions.publishing import publish_parameters
from hudang.library.actions.seeding import load_first_entries
from hudang.library.actions.snapshots import snapshot_rosters
from hudang.library.models import Document, InstitutionalItem
from hudang.library.nightly import KEEP_ROSTERS
from tests.factories.archives import make_bureau
from tests.factories.households import make_household
from tests.people import XINTIAN, People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bureau(people: People) -> None:
    make_bureau()
    load_first_entries()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def scan() -> FileSource:
    content = io.BytesIO()
    Image.new("L", (60, 80), 120).save(content, "PNG")
    content.seek(0)
    return FileSource(content, "通知.png")


def test_from_a_question_to_the_paper_and_back(people: People) -> None:
    given = {
        "title": "关于公布2024年标准的通知", "number": "吉民发〔2024〕9号", "kind": "policy", "level": "province",
        "in_force_on": "2024-07-01", "source": "来文", "must_read": "on",
    }  # fmt: skip
    kept = enter_document(actor=people.county_handler, given=given, file=scan())
    form = SheetForm(Area.RURAL, date(2024, 7, 1), "吉民发〔2024〕9号", {"standard": "450"})
    publish_parameters(actor=people.archivist, county_code="220882", form=form)
    client = signed_in(people.assistant)
    found = client.get(f"/library/search/?q={quote('2024 年农村标准')}").content.decode()
    assert "<b>450</b>" in found
    assert "吉民发〔2024〕9号" in found
    version = reverse("library:version", args=("220882-rural-20240701",))
    assert version in found
    page = client.get(version).content.decode()
    assert kept.item is not None
    assert reverse("library:item", args=(kept.item.pk,)) in page
    assert client.get(reverse("library:item", args=(kept.item.pk,))).status_code == 200
    home = client.get("/library/").content.decode()
    assert "有资料须确认已读" in home
    client.post(reverse("library:confirm", args=(kept.pk,)))
    assert "有资料须确认已读" not in client.get("/library/").content.decode()
    assert "未读" in signed_in(people.county_handler).get(reverse("library:document", args=(kept.pk,))).content.decode()


def test_from_a_household_s_means_test_two_clicks_lead_to_the_paper(people: People) -> None:
    given = {"title": "标准", "number": "吉民发〔2024〕9号", "kind": "policy", "level": "province", "source": "来文"}
    kept = enter_document(actor=people.county_handler, given=given, file=scan())
    form = SheetForm(Area.RURAL, date(2024, 7, 1), "吉民发〔2024〕9号", {"standard": "450"})
    publish_parameters(actor=people.archivist, county_code="220882", form=form)
    home = make_household(covered_size=1, declared_size=1)
    IncomeItem.objects.create(household=home, kind="403", amount=50, since=clock.today())
    case = case_of_household(home, clock.today())
    result = assess(case, parameters_in_force("220882", Area.RURAL, clock.today()))
    made = store_assessment(
        actor=people.handler, case=case, result=result, village_code=home.village_code, household=home
    )
    client = signed_in(people.handler)
    stands = reverse("benefits:assessment", args=(made.pk,))
    for name in ("households:detail", "benefits:household"):
        assert stands in client.get(reverse(name, args=(home.code,))).content.decode()
    version = reverse("library:version", args=(made.version,))
    assert version in client.get(stands).content.decode()
    assert kept.item is not None
    assert reverse("library:item", args=(kept.item.pk,)) in client.get(version).content.decode()
    filed = InstitutionalItem.objects.get(cause=f"parameters:{made.version}")
    assert version in client.get(reverse("library:item", args=(filed.pk,))).content.decode()
    # the note sheet closes the volume
    printed = signed_in(people.archivist).get(reverse("library:print-volume", args=(filed.volume_id,)) + "?whole=1")
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(printed.content)]
    assert len(pages) == 3 + filed.page_count
    assert ["补充记载" in page for page in pages] == [*[False] * (len(pages) - 1), True]


def test_a_wrong_document_is_refused_at_its_field(people: People) -> None:
    client = signed_in(people.county_handler)
    given = {
        "title": "甲", "kind": "policy", "level": "country", "source": "网站",
        "in_force_on": "2024-07-01", "repealed_on": "2023-07-01",
    }  # fmt: skip
    page = client.post(reverse("library:new"), given).content.decode()
    assert "废止日期 2023-07-01 早于施行日期 2024-07-01，请核对。" in page
    assert not Document.objects.filter(title="甲").exists()


def test_an_item_by_hand_is_found_from_the_household_and_its_volume_is_printed(people: People) -> None:
    household = make_household("王德贵")
    client = signed_in(people.archivist)
    given = {
        "series": "ZY·DB·RG17", "title": "来信答复", "dated": "2026-11-01", "page_count": "2",
        "households": household.code, "restricted": "on",
    }  # fmt: skip
    assert client.post(reverse("library:new-item"), given).status_code == 302
    item = InstitutionalItem.objects.get()
    assert "来信答复" in client.get(reverse("library:household", args=(household.code,))).content.decode()
    assert household.code in client.get(reverse("library:item", args=(item.pk,))).content.decode()
    home = client.get(reverse("households:detail", args=(household.code,))).content.decode()
    assert reverse("library:item", args=(item.pk,)) in home
    printed = client.get(reverse("library:print-volume", args=(item.volume_id,)))
    assert printed.content.startswith(b"%PDF")
    assert printed["Content-Disposition"].count(".pdf") == 1
    client.post(reverse("library:annul-item", args=(item.pk,)), {"reason": "重复归入"})
    item.refresh_from_db()
    assert item.annulled_on == clock.today()
    again = client.post(reverse("library:new-item"), given | {"households": "123"}).content.decode()
    assert "户编号为 16 位数字" in again


def test_a_step_opens_what_it_rests_on(people: People) -> None:
    page = signed_in(people.handler).get(reverse("library:step", args=("application", "accept_case"))).content.decode()
    assert "《社会救助暂行办法》" in page
    assert "第十一条" in page
    assert "材料齐全的受理并发受理通知书" in page


def test_rosters_are_kept_as_they_stand_with_one_click_and_once_a_day(people: People) -> None:
    household = make_household("王德贵")
    make_household("丰收户", village=XINTIAN)
    client = signed_in(people.handler)
    assert client.post(reverse("library:keep-rosters")).status_code == 302
    assert snapshot_rosters(actor=people.handler) == 1
    assert snapshot_rosters(actor=people.handler) == 0
    kept = Document.objects.get(kind="roster", region_code=people.handler.division_code)
    assert kept.scope == f"舍力镇在保 1 户、保障 {household.covered_size} 人"
    assert kept.item is not None and "DQ4" in kept.item.reference_code
    # the paper names people: the township's own, and those above
    assert signed_in(people.county_handler).get(reverse("library:document", args=(kept.pk,))).status_code == 200
    assert signed_in(people.neighbour).get(reverse("library:document", args=(kept.pk,))).status_code == 404
    january = date(clock.today().year + 1, 1, 2)
    with clock.frozen(datetime(january.year, 1, 2, 4, tzinfo=UTC)):
        assert KEEP_ROSTERS.do(january, print)["made"] == 2
        assert KEEP_ROSTERS.do(january, print)["made"] == 0
    assert KEEP_ROSTERS.do(clock.today(), print)["made"] == 0
