"""The print studio's pages: preview, what is due, the record, designs, printers."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hudang.households.models import Household
from hudang.printing.models import LabelDesign, PrinterSetting
from hudang.printing.vocabulary import BoxListField
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

DESK = "/printing/"
ASKED = {"kind": "pouch-label", "division": MINQIANG, "labels": "a4-2x5", "spines": "a4", "start": "3", "only": "all"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


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


class TestPreview:
    def test_pages_at_true_size_inside_the_page(self, client: Client) -> None:
        page = client.get(f"{DESK}preview/", ASKED, headers={"HX-Request": "true"})
        found = re.findall(r'<img src="data:image/png;base64,[^"]{1000,}" width="(\d+)" height="(\d+)"', text(page))
        assert found == [("794", "1123")]
        assert "<html" not in text(page)

    def test_without_script_it_is_a_page(self, client: Client) -> None:
        assert "打印预览" in text_of(client.get(f"{DESK}preview/", ASKED))

    def test_a_place_outside_shows_nothing(self, client: Client) -> None:
        page = client.get(f"{DESK}preview/", ASKED | {"division": XINTIAN})
        assert "data:image" not in text(page)
        assert page.status_code == 200

    def test_nothing_there_is_told(self, client: Client) -> None:
        page = client.get(f"{DESK}preview/", ASKED | {"skip": "6"})
        assert "没有可预览的内容" in text_of(page)


class TestDueAndRecord:
    def test_due_labels_lead_to_printing_them(self, client: Client) -> None:
        page = client.get(f"{DESK}due/", {"division": SHELI})
        assert "王德贵" in text_of(page) and "没印过" in text_of(page)
        assert f"?kind=pouch-label&amp;only=due&amp;division={SHELI}" in text(page)
        assert client.post(DESK, ASKED)["Content-Type"] == "application/pdf"
        assert "没有要印的" in text_of(client.get(f"{DESK}due/"))
        Household.objects.filter(head_name="王德贵").update(head_name="王富")
        assert "户主：王德贵 → 王富" in text_of(client.get(f"{DESK}due/"))
        page = client.get(f"{DESK}due/", {"division": SHELI, "kind": "print-set"})
        assert "民强村 01 号盒" in text_of(page) and "村盒目录" in text_of(page)
        assert f"?kind=print-set&amp;only=due&amp;division={SHELI}" in text(page)

    def test_a_place_outside_is_not_there(self, client: Client) -> None:
        assert client.get(f"{DESK}due/", {"division": XINTIAN}).status_code == 404

    def test_the_record_tells_who_printed_what(self, client: Client, people: People) -> None:
        for _ in range(2):
            client.post(DESK, ASKED)
        told = text_of(client.get(f"{DESK}records/"))
        assert "舍力经办" in told and "袋面标签" in told and "重印 1 份" in told
        assert "还没有打印登记" in text_of(signed_in(people.neighbour).get(f"{DESK}records/"))


class TestDesigns:
    def asked(self, **changes: object) -> dict[str, object]:
        return {"title": "低保户袋", "face": "kai", "stock": "a4-2x5", "show_code": "on", "at-box_label": "2",
                "at-category": "1"} | changes  # fmt: skip

    def test_saving_and_going_back(self, people: People, home: Household) -> None:
        client = signed_in(people.county_handler)
        logo = SimpleUploadedFile("l.svg", SVG)
        assert client.post(f"{DESK}designs/", self.asked(logo=logo)).status_code == 302
        row = LabelDesign.objects.get()
        assert (row.fields, row.title, row.logo != "") == (["category", "box_label"], "低保户袋", True)
        assert "第 1 版" in text_of(client.get(f"{DESK}designs/"))
        client.post(f"{DESK}designs/pouch-label/restore/0/")
        assert LabelDesign.objects.count() == 2

    def test_a_field_that_must_not_stand_there_cannot_be_sent(self, people: People, home: Household) -> None:
        client = signed_in(people.county_handler)
        client.post(f"{DESK}designs/", self.asked(**{"at-identity": "1", "at-illness": "2"}))
        assert LabelDesign.objects.get().fields == ["category", "box_label"]

    def test_what_cannot_be_is_told(self, people: People, home: Household) -> None:
        client = signed_in(people.county_handler)
        assert "标签上不能出现" in text_of(client.post(f"{DESK}designs/", self.asked(title="残疾"), follow=True))
        bad = SimpleUploadedFile("l.svg", b"<svg/>")
        assert "标志图片不能使用" in text_of(client.post(f"{DESK}designs/", self.asked(logo=bad), follow=True))
        assert not LabelDesign.objects.exists()

    def test_the_preview_shows_an_invented_label(self, people: People, home: Household) -> None:
        client = signed_in(people.archivist)
        page = client.get(f"{DESK}designs/pouch-label/preview/", self.asked(), headers={"HX-Request": "true"})
        assert "data:image/png" in text(page)

    def test_spine_and_list_have_pages_of_their_own(self, people: People, home: Household) -> None:
        client = signed_in(people.archivist)
        page = client.get(f"{DESK}designs/")
        for paper, label in (("box-spine", "盒脊标签"), ("box-list", "村盒目录")):
            assert f"{DESK}designs/{paper}/" in text(page)
            assert f"{label}样式" in text_of(client.get(f"{DESK}designs/{paper}/"))
        sent = {"title": "", "face": "hei", "stock": "a3", "at-location": "1", "at-name": "2"}
        shown = client.get(f"{DESK}designs/box-spine/preview/", sent, headers={"HX-Request": "true"})
        assert "data:image/png" in text(shown)
        assert client.post(f"{DESK}designs/box-spine/", sent)["Location"] == f"{DESK}designs/box-spine/"
        assert LabelDesign.objects.get().fields == ["location", "name"]
        assert client.get(DESK).context["form"]["spines"].value() == "a3"
        too_many = {"title": "目录", "face": "hei", "stock": "a4"} | {f"at-{f.value}": "1" for f in BoxListField}
        assert "选的栏目太多" in text_of(client.get(f"{DESK}designs/box-list/preview/", too_many))
        assert "选的栏目太多" in text_of(client.post(f"{DESK}designs/box-list/", too_many))
        assert client.get(f"{DESK}designs/missing-list/").status_code == 404

    def test_a_township_does_not_get_in(self, client: Client) -> None:
        assert client.get(f"{DESK}designs/").status_code == 403
        assert "标签样式" not in text_of(client.get(DESK))


def test_the_printer_is_kept_for_the_user(client: Client, people: People) -> None:
    client.post(f"{DESK}printer/", {"right": "1.5", "down": "-0.5"})
    setting = PrinterSetting.objects.get(user=people.handler)
    assert (setting.right_tenths, setting.down_tenths) == (15, -5)
    assert 'value="1.5"' in text(client.get(DESK))
    client.post(f"{DESK}printer/", {"right": "99", "down": ""})
    assert PrinterSetting.objects.get(user=people.handler).right_tenths == 15


def test_the_desk_takes_sheet_and_start(client: Client) -> None:
    assert client.post(DESK, ASKED).status_code == 200
    assert set(client.post(DESK, ASKED | {"start": "0"}).context["form"].errors) == {"start"}
    errors = client.post(DESK, ASKED | {"labels": "a4-quarters", "start": "5"}).context["form"].errors
    assert "只有 4 张" in errors["start"][0]


@pytest.mark.parametrize(
    "body",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + "<g>" * 3000 + "</g>" * 3000 + "</svg>",
    ],
    ids=["no size", "too deep"],
)
def test_a_logo_that_cannot_be_drawn_stops_no_label(people: People, home: Household, body: str) -> None:
    sent = {"title": "低保户袋", "face": "kai", "stock": "a4-2x5", "logo": SimpleUploadedFile("l.svg", body.encode())}
    page = signed_in(people.county_handler).post(f"{DESK}designs/", sent)
    assert page.status_code == 200
    assert "标志图片不能使用" in text_of(page)
    assert 'value="低保户袋"' in text(page), "what was typed is still there"
    assert not LabelDesign.objects.exists()


def text(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined]
