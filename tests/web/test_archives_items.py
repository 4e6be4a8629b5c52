"""Pages of pouches, items and the queue: what they show, what they take, and that the neighbour sees none of it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hudang.accounts.models import User
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.queueing import Doubt, queue_pages
from hudang.archives.models import HouseholdFile, Item, QueuedPage
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive
from hudang.digitization.models import PageImage
from hudang.platform import storage
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import SHELI, XINTIAN, People

CODE = "2208821052010007"
JSON = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵", number=7))


@pytest.fixture
def item(people: People, file: HouseholdFile) -> Item:
    sources = (
        FileSource(io.BytesIO(scans.jpeg("page")), "a.jpg"),
        FileSource(io.BytesIO(scans.pdf(2)), "b.pdf"),
    )
    return file_items(
        actor=people.handler, file_id=file.pk, entries=[ItemEntry("M10", sources, dated="20210300")]
    ).items[0]


@pytest.fixture
def queued(people: People, file: HouseholdFile) -> list[QueuedPage]:
    received = receive(io.BytesIO(scans.tiff(3)), "散页/扫描.tif")
    return queue_pages(actor=people.handler, received=received, doubt=Doubt("看不出是哪一户。", SHELI))


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *arguments: Any) -> str:
    return reverse(f"archives:{name}", args=arguments)


def test_the_pouch_shows_label_items_and_what_is_missing(people: People, file: HouseholdFile, item: Item) -> None:
    page = as_user(people.handler).get(url("pouch", file.pouches.get().pk)).content.decode()
    for words in (
        file.reference_code,
        "王德贵家庭最低生活保障户口簿复印件",
        "2021-03",
        "1–3",
        "受理通知书",
        "缺",
        "不适用的",
        "停保后5年",
        url("page-image", item.pk, 1, "thumbnail"),
        url("close-pouch", file.pouches.get().pk),
        url("upload", file.pouches.get().pk),
    ):
        assert words in page
    reader = as_user(people.township_head).get(url("pouch", file.pouches.get().pk)).content.decode()
    assert url("upload", file.pouches.get().pk) not in reader
    assert url("close-pouch", file.pouches.get().pk) not in reader


def test_the_pouch_needs_as_many_queries_for_many_items(
    people: People,
    file: HouseholdFile,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    client, address = as_user(people.handler), url("pouch", file.pouches.get().pk)
    client.get(address)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(40) as captured:
            client.get(address)
        counts.append(len(captured))
        file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry("M14", page_count=1)] * 15)
    with django_assert_max_num_queries(counts[-1]):
        client.get(address)


def test_uploads_are_answered_one_by_one(people: People, file: HouseholdFile) -> None:
    client, address = as_user(people.handler), url("upload", file.pouches.get().pk)

    def send(name: str, content: bytes, **fields: str) -> tuple[int, dict[str, Any]]:
        data = {"files": SimpleUploadedFile(name, content), "original": "copy", "material": "", "dated": ""} | fields
        answer = client.post(address, data, **JSON)  # type: ignore[arg-type]
        return answer.status_code, json.loads(answer.content)

    assert send("低保申请书_20210305.jpg", scans.jpeg("a")) == (
        200,
        {"message": "已归入第 1 件：低保申请书，1 页。", "tone": "ok"},
    )
    item = Item.objects.get()
    assert (item.dated, item.original) == ("20210305", "copy")
    status, answer = send("M10.jpg", scans.jpeg("a"))
    assert (status, answer["tone"]) == (200, "warn")
    assert "已归入本袋第 1 件" in answer["message"]
    status, answer = send("scan.jpg", scans.jpeg("b"))
    assert (status, answer["message"].startswith("看不出是哪种材料")) == (400, True)
    assert send("scan.jpg", scans.jpeg("b"), material="M32", dated="2021-3-5")[0] == 200
    assert Item.objects.get(number=2).dated == "20210305"
    status, answer = send("M01.jpg", scans.zip_file())
    assert (status, answer["code"]) == (409, "FILE_FORMAT")
    status, answer = send("M01.jpg", scans.jpeg("c"), dated="20991231")
    assert (status, answer["message"]) == (409, "日期不能晚于今天。")
    assert client.post(address, {"original": "copy"}, **JSON).status_code == 400


def test_uploading_without_script(people: People, file: HouseholdFile) -> None:
    files = [SimpleUploadedFile(name, scans.jpeg(name)) for name in ("M10.jpg", "M01.jpg", "x.jpg")]
    address = url("upload", file.pouches.get().pk)
    page = as_user(people.handler).post(address, {"files": files, "original": "original"}, follow=True).content.decode()
    assert list(Item.objects.order_by("number").values_list("material__code", flat=True)) == ["M01", "M10"]
    assert "x.jpg：看不出是哪种材料" in page
    assert "没有选择文件" in as_user(people.handler).post(address, {"original": "x"}, follow=True).content.decode()


def test_several_files_become_one_item(people: People, file: HouseholdFile) -> None:
    address = url("new-item", file.pouches.get().pk)
    client = as_user(people.handler)
    page = client.get(address, {"material": "M10"}).content.decode()
    assert 'value="M10" selected' in page and 'value="copy" selected' in page
    files = [SimpleUploadedFile(name, scans.jpeg(name)) for name in ("2.jpg", "10.jpg", "1.jpg")]
    data = {"material": "M10", "original": "copy", "dated": "2021年3月", "scans": files, "note": "户主页"}
    assert client.post(address, data).status_code == 302
    item = Item.objects.get()
    assert list(item.pages.values_list("file_name", flat=True)) == ["1.jpg", "2.jpg", "10.jpg"]
    assert (item.dated, item.original, item.note) == ("20210300", "copy", "户主页")
    paper = {"material": "M33", "original": "original", "page_count": "4"}
    assert client.post(address, paper).status_code == 302
    assert Item.objects.get(number=2).page_count == 4
    answer = client.post(address, {"material": "M33", "original": "original"})
    assert answer.status_code == 200
    assert "没有选择文件，也没有填写页数" in answer.content.decode()
    assert "日期写 8 位数字" in client.post(address, paper | {"dated": "去年"}).content.decode()


def test_the_item_opens_in_the_viewer(people: People, item: Item) -> None:
    page = as_user(people.assistant).get(url("item", item.pk)).content.decode()
    for number in (1, 2, 3):
        assert url("page-image", item.pk, number, "image") in page
        assert url("page-original", item.pk, number) in page
    assert item.reference_code in page


def test_a_paper_item_says_where_it_lies(people: People, file: HouseholdFile) -> None:
    (item,) = file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry("M33", page_count=2)]).items
    assert "没有电子件" in as_user(people.handler).get(url("item", item.pk)).content.decode()


def test_images_come_as_what_they_are(people: People, item: Item) -> None:
    client = as_user(people.handler)
    for kind in ("thumbnail", "image"):
        answer = client.get(url("page-image", item.pk, 3, kind))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"].startswith("private")
        assert answer["Content-Disposition"] == "inline"
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert client.get(url("page-image", item.pk, 4, "image")).status_code == 404
    assert not AuditEntry.objects.filter(action="open_original").exists()


def test_originals_are_for_saving_and_recorded(people: People, item: Item) -> None:
    answer = as_user(people.handler).get(url("page-original", item.pk, 2))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''J035-ZY_DB_SP_")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.filter(action="open_original").count() == 1


def test_a_page_that_cannot_be_drawn_says_so(people: People, item: Item) -> None:
    page = PageImage.objects.get(digital_object=item.pages.get(number=1).digital_object)
    storage.path_of(page.digital_object.sha256).unlink()
    assert as_user(people.handler).get(url("page-image", item.pk, 1, "image")).status_code == 410


def test_correcting_an_item(people: People, item: Item) -> None:
    client, address = as_user(people.handler), url("correct-item", item.pk)
    assert "王德贵家庭最低生活保障户口簿复印件" in client.get(address).content.decode()
    data = {"material": "M11", "title": "身份证", "creator": "王德贵", "dated": "20210301", "original": "copy"}
    assert (
        "请填写" in client.post(address, data).content.decode() or "必填" in client.post(address, data).content.decode()
    )
    assert client.post(address, data | {"reason": "材料归错"}).status_code == 302
    item.refresh_from_db()
    assert (item.material.code, item.title, item.dated) == ("M11", "身份证", "20210301")
    assert "不能晚于今天" in client.post(address, data | {"reason": "x", "dated": "20990101"}).content.decode()


def test_a_closed_pouch_says_so_and_takes_supplements(people: People, file: HouseholdFile) -> None:
    HouseholdFile.objects.update(state=PouchState.CLOSED, closed_on="2026-11-01", closed_by="县经办")
    client, pouch = as_user(people.handler), file.pouches.get()
    client.post(url("upload", pouch.pk), {"files": SimpleUploadedFile("M85.jpg", scans.jpeg()), "original": "original"})
    page = client.get(url("pouch", pouch.pk)).content.decode()
    assert "本卷已定卷" in page
    assert "补充" in page
    assert url("close-pouch", pouch.pk) not in page


def test_the_queue_shows_pages_and_files_the_chosen_ones(people: People, queued: list[QueuedPage]) -> None:
    client = as_user(people.handler)
    page = client.get(url("queue")).content.decode()
    assert "看不出是哪一户" in page
    assert url("queued-image", queued[0].pk, "thumbnail") in page
    assert client.get(url("queued-image", queued[2].pk, "image"))["Content-Type"] == "image/jpeg"
    chosen = [queued[0].pk, queued[1].pk]
    assert "处理 2 页" in client.get(url("decide"), {"pages": chosen, "q": "王德"}).content.decode()
    assert CODE in client.get(url("queue-households"), {"q": "王德贵"}).content.decode()
    data = {"pages": chosen, "material": "M45", "original": "copy"}
    assert "请查找并选择一户" in client.post(url("decide"), data).content.decode()
    assert client.post(url("decide"), data | {"found": CODE}).status_code == 302
    item = Item.objects.get()
    assert (item.page_count, item.material.code, item.original) == (2, "M45", "copy")
    assert client.post(url("decide"), data | {"household": CODE}).status_code == 409
    assert client.post(url("discard-queued"), {"pages": [queued[2].pk], "reason": "空白页"}).status_code == 302
    assert "空白页" in client.get(url("queue"), {"state": "discarded"}).content.decode()
    assert "没有待归的页" in client.get(url("queue")).content.decode()


def test_the_queue_refuses_what_is_incomplete(people: People, queued: list[QueuedPage]) -> None:
    client = as_user(people.handler)
    make_file(make_household("外人", village=XINTIAN, number=9))
    data = {"pages": [queued[0].pk], "material": "M45", "original": "copy", "household": "2208821022020009"}
    assert "不在您的管辖范围内" in client.post(url("decide"), data).content.decode()
    page = client.post(url("discard-queued"), {"pages": [queued[0].pk]}, follow=True).content.decode()
    assert "请写明不归档的理由" in page
    assert client.get(url("decide")).status_code == 409
    assert QueuedPage.objects.filter(state="waiting").count() == 3


def test_the_next_township_gets_404_for_every_address(
    people: People, file: HouseholdFile, item: Item, queued: list[QueuedPage]
) -> None:
    client, pouch = as_user(people.neighbour), file.pouches.get()
    reading = [
        url("pouch", pouch.pk),
        url("new-item", pouch.pk),
        url("item", item.pk),
        url("correct-item", item.pk),
        *(url("page-image", item.pk, 1, kind) for kind in ("thumbnail", "image")),
        url("page-original", item.pk, 1),
        *(url("queued-image", queued[0].pk, kind) for kind in ("thumbnail", "image")),
    ]
    assert {address: client.get(address).status_code for address in reading} == dict.fromkeys(reading, 404)
    upload = {"files": SimpleUploadedFile("M01.jpg", scans.jpeg("x")), "original": "original"}
    assert client.post(url("upload", pouch.pk), upload).status_code == 404
    correction = {"material": "M01", "title": "x", "creator": "x", "original": "copy", "reason": "x"}
    assert client.post(url("correct-item", item.pk), correction).status_code == 404
    assert client.post(url("new-item", pouch.pk), {"material": "M01", "page_count": "1"}).status_code == 404
    assert "扫描.tif" not in client.get(url("queue")).content.decode()
    assert CODE not in client.get(url("queue-households"), {"q": "王德贵"}).content.decode()
    assert client.get(url("decide"), {"pages": [queued[0].pk]}).status_code == 409
    assert client.post(url("discard-queued"), {"pages": [queued[0].pk], "reason": "x"}).status_code == 409
    assert Item.objects.count() == 1
    assert not QueuedPage.objects.exclude(state="waiting").exists()


def test_administrators_and_strangers_get_nothing(people: People, item: Item, queued: list[QueuedPage]) -> None:
    for user in (people.system, people.security, people.auditor):
        for address in (url("item", item.pk), url("page-original", item.pk, 1), url("queue")):
            assert as_user(user).get(address).status_code == 403
    assert Client().get(url("page-image", item.pk, 1, "image")).status_code == 302
    assert as_user(people.township_head).get(url("queue")).status_code == 403
