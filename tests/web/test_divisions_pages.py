"""行政区划 pages."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hudang.divisions.models import Division
from hudang.divisions.queries import live_division
from tests.people import MINFU, MINQIANG, SHELI, People

TABLE = "代码,村,乡镇\n220882105201,民强村,舍力镇\n220882107201,汉书村,月亮泡镇\n2208821,坏行,月亮泡镇\n"


@pytest.fixture
def system(client: Client, people: People) -> Client:
    client.force_login(people.system, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(client: Client, content: bytes, name: str = "区划.csv") -> str:
    answer = client.post("/divisions/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_sees_the_list(people: People) -> None:
    for person in people.everybody().values():
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get("/divisions/").content.decode()
        assert "新田村" in page
        assert ("导入区划表" in page) == (person == people.system)


def test_search(system: Client) -> None:
    page = system.get("/divisions/", {"q": "民富"}).content.decode()
    assert "民富村" in page
    assert "民强村" not in page
    assert "没有这样的区划" in system.get("/divisions/", {"q": "无此村"}).content.decode()


def test_the_list_costs_the_same_for_any_number(system: Client, django_assert_max_num_queries: object) -> None:
    Division.objects.bulk_create(
        Division(code=f"220882105{n}", name=f"村{n}", level="village", valid_from="2000-01-01") for n in range(300, 700)
    )
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        system.get("/divisions/")


def test_add(system: Client) -> None:
    given = {"code": "220882105203", "name": "民生村", "valid_from": "2026-01-01", "aliases": "民生、明生"}
    assert system.post("/divisions/new/", given)["Location"] == "/divisions/220882105203/"
    page = system.get("/divisions/220882105203/").content.decode()
    assert "明生" in page
    assert "正由“民生村”使用" in system.post("/divisions/new/", given).content.decode()
    page = system.post("/divisions/new/", given | {"code": "12"}).content.decode()
    assert 'id="id_code-error"' in page


def test_rename_aliases_end(system: Client) -> None:
    system.post(f"/divisions/{MINQIANG}/rename/", {"name": "民乐村", "since": "2026-07-01"})
    system.post(f"/divisions/{MINQIANG}/aliases/", {"aliases": "民乐、民强村"})
    page = system.get(f"/divisions/{MINQIANG}/").content.decode()
    assert "沿革" in page
    assert "2026-06-30" in page
    answer = system.post(f"/divisions/{SHELI}/end/", {"until": "2026-11-01", "reason": "撤镇"})
    assert answer.status_code == 422
    assert "下面还有 2 个在用的区划" in answer.content.decode()
    ended = {"until": "2026-11-01", "successor": MINQIANG, "reason": "并村"}
    assert "0 盒</b>随之并入" in system.get(f"/divisions/{MINFU}/").content.decode()
    assert system.post(f"/divisions/{MINFU}/end/", ended).status_code == 302
    assert live_division(MINFU).successor == live_division(MINQIANG)
    assert "停用" in system.get(f"/divisions/{MINFU}/").content.decode()


def test_import_shows_first_and_writes_then(system: Client) -> None:
    page = upload(system, ("\ufeff" + TABLE).encode())
    assert "代码应为 12 位数字" in page
    assert not Division.objects.filter(code="220882107201").exists()
    table = re.search(r'name="table" value="([^"]+)"', page)
    assert table
    assert system.post("/divisions/import/confirm/", {"table": table[1]}).status_code == 302
    assert live_division("220882107201").name == "汉书村"
    assert "没有要改变的" in upload(system, TABLE.encode("gb18030"))


def test_a_table_that_was_changed_on_the_way_is_refused(system: Client) -> None:
    assert system.post("/divisions/import/confirm/", {"table": "forged:abc"})["Location"] == "/divisions/import/"


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.csv"), (b"\xff\xd8\xff\xe0 no table", "a.jpg"), ("姓名\n王德贵\n".encode(), "a.csv")]
)
def test_what_is_no_table_is_said_so(system: Client, content: bytes, name: str) -> None:
    page = upload(system, content, name)
    assert "form-errors" in page or "error" in page
    assert "检查结果" not in page
