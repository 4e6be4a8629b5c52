"""Sign-in, sign-out, password, lockout, first run."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.archives.models import Fonds
from hudang.audit.models import AuditEntry
from hudang.divisions.models import Division
from tests.people import PASSWORD, People, make_divisions

FIRST_RUN = {
    "county_code": "220882",
    "county_name": "大安市",
    "bureau_name": "大安市民政局",
    "fonds_code": "J035",
    "username": "xitong",
    "display_name": "冯志远",
    "password": "Chu-shi-2026",
    "again": "Chu-shi-2026",
}


def sign_in(client: Client, username: str = "xitong", password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def test_sign_in_leads_home_and_is_logged(client: Client, people: People) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")  # type: ignore[attr-defined]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_name, entry.address) == ("sign_in", "系统管理员", "127.0.0.1")
    assert client.get("/sign-in/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/divisions/?q=a&ended=on", "/divisions/?q=a&ended=on"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_next_stays_in_the_house(client: Client, people: People, wanted: str, reached: str) -> None:
    response = sign_in(client, next=wanted)
    assert response["Location"] == reached  # type: ignore[index]


def test_the_door_remembers_the_page(client: Client, people: People) -> None:
    response = client.get("/divisions/?q=a&ended=on")
    assert response["Location"] == "/sign-in/?next=%2Fdivisions%2F%3Fq%3Da%26ended%3Don"
    assert client.get("/divisions/", headers={"HX-Request": "true"})["HX-Redirect"] == "/sign-in/"


@pytest.mark.parametrize("state", [AccountState.PENDING, AccountState.DISABLED])
def test_who_may_not_sign_in(client: Client, people: People, state: AccountState) -> None:
    User.objects.filter(username="xitong").update(state=state)
    response = sign_in(client)
    assert "用户名或密码不对，或账号还没有启用" in response.content.decode()  # type: ignore[attr-defined]
    assert AuditEntry.objects.get().action == "fail_sign_in"


def test_a_withdrawn_user_is_out_at_once(client: Client, people: People) -> None:
    sign_in(client)
    assert client.get("/divisions/").status_code == 200
    User.objects.filter(username="xitong").update(state=AccountState.DISABLED)
    assert client.get("/divisions/").status_code == 302


def test_the_session_key_changes_at_sign_in(client: Client, people: People) -> None:
    client.get("/sign-in/")
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


@override_settings(AXES_ENABLED=True)
def test_too_many_failures_close_the_door(client: Client, people: People) -> None:
    for _ in range(8):
        response = sign_in(client, password="wrong")
    assert response.status_code == 429  # type: ignore[attr-defined]
    assert "已暂停登录" in response.content.decode()  # type: ignore[attr-defined]
    assert sign_in(client).status_code == 429  # type: ignore[attr-defined]
    assert sign_in(Client(), "shenji").status_code == 302  # type: ignore[attr-defined]


def test_sign_out(client: Client, people: People) -> None:
    sign_in(client)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/divisions/").status_code == 302
    assert AuditEntry.objects.latest("sequence").action == "sign_out"


def test_change_password(client: Client, people: People) -> None:
    User.objects.filter(username="xitong").update(must_change_password=True)
    sign_in(client)
    assert client.get("/divisions/")["Location"] == "/password/"
    page = client.get("/password/").content.decode()
    assert "您正在使用初始密码" in page
    wrong = {"current": "no", "password": "Xin-mi-ma-2026", "again": "Xin-mi-ma-2026"}
    assert "当前密码不对" in client.post("/password/", wrong).content.decode()
    unequal = {"current": PASSWORD, "password": "Xin-mi-ma-2026", "again": "Xin-mi-ma-2027"}
    assert "两次输入的密码不一致" in client.post("/password/", unequal).content.decode()
    right = {"current": PASSWORD, "password": "Xin-mi-ma-2026", "again": "Xin-mi-ma-2026"}
    assert client.post("/password/", right).status_code == 302
    assert client.get("/divisions/").status_code == 200


def test_first_run(client: Client, db: None) -> None:
    assert client.get("/sign-in/")["Location"] == "/first-run/"
    assert client.get("/first-run/").status_code == 200
    response = client.post("/first-run/", FIRST_RUN)
    assert (response.status_code, response["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.post, user.division_code, user.state) == (Post.SYSTEM_ADMINISTRATOR, "220882000000", "active")
    assert Fonds.objects.get().name == "大安市民政局"
    assert client.get("/divisions/").status_code == 200
    assert Client().get("/first-run/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("county_code", "2208"),
        ("fonds_code", "35"),
        ("username", "张三"),
        ("password", "12345678"),
        ("again", "another"),
        ("bureau_name", ""),
    ],
)
def test_first_run_founds_all_or_nothing(client: Client, db: None, field: str, value: str) -> None:
    both = {"again": value} if field == "password" else {}
    response = client.post("/first-run/", FIRST_RUN | {field: value} | both)
    assert response.status_code == 200
    assert f'id="id_{field}-error"' in response.content.decode()
    assert (User.objects.count(), Fonds.objects.count(), Division.objects.count()) == (0, 0, 0)


def test_first_run_after_the_archive_was_founded_by_command(client: Client, db: None) -> None:
    make_divisions()
    assert client.post("/first-run/", FIRST_RUN).status_code == 302


def test_first_run_is_closed_once_there_is_somebody(client: Client, people: People) -> None:
    assert client.get("/first-run/").status_code == 404
    assert client.post("/first-run/", FIRST_RUN).status_code == 404
