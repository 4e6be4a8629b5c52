"""用户与岗位 pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState
from tests.people import MINQIANG, SHELI, People

NEW = {"username": "wang.min", "display_name": "王敏", "post": "township_handler", "division_code": SHELI}


@pytest.fixture
def system(client: Client, people: People) -> Client:
    client.force_login(people.system, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def security(people: People) -> Client:
    client = Client()
    client.force_login(people.security, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_narrows_by_the_url(system: Client) -> None:
    page = system.get("/users/").content.decode()
    assert "大安市 · 舍力镇 · 民强村" in page
    page = system.get("/users/", {"post": "auditor"}).content.decode()
    assert "shenji" in page
    assert "jingban" not in page
    assert "没有符合条件的用户" in system.get("/users/", {"text": "nobody"}).content.decode()


def test_open_grant_and_first_sign_in(system: Client, security: Client) -> None:
    page = system.post("/users/new/", NEW).content.decode()
    found = re.search(r">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<", page)
    assert found
    assert User.objects.get(username="wang.min").state == AccountState.PENDING
    assert "王敏" in security.get("/").content.decode()
    grant = {"grant-post": "village_assistant", "grant-division_code": MINQIANG, "grant-reason": "任命"}
    assert security.post("/users/wang.min/grant/", grant).status_code == 302
    newcomer = Client()
    assert newcomer.post("/sign-in/", {"username": "wang.min", "password": found[1]}).status_code == 302
    assert newcomer.get("/divisions/")["Location"] == "/password/"


def test_faults_are_shown_at_their_fields(system: Client, security: Client) -> None:
    page = system.post("/users/new/", NEW | {"username": "张"}).content.decode()
    assert 'id="id_username-error"' in page
    page = system.post("/users/new/", NEW | {"username": "jingban"}).content.decode()
    assert "用户名“jingban”已被使用" in page
    page = system.post("/users/new/", NEW | {"division_code": MINQIANG}).content.decode()
    assert "“乡镇经办”的管辖区划应是乡镇（街道）" in page
    response = security.post("/users/jingban/grant/", {"grant-post": "township_head", "grant-division_code": MINQIANG})
    assert response.status_code == 422
    assert "“乡镇负责人”的管辖区划应是乡镇（街道）" in response.content.decode()


def test_disable_enable_reset_withdraw(system: Client, security: Client) -> None:
    back = {"HTTP_REFERER": "http://testserver/users/jingban/"}
    assert system.post("/users/jingban/disable/", {"reason": "调离"}, **back).status_code == 302  # type: ignore[arg-type]
    assert system.post("/users/jingban/enable/", **back).status_code == 302  # type: ignore[arg-type]
    assert security.post("/users/jingban/withdraw/", **back).status_code == 302  # type: ignore[arg-type]
    page = security.get("/users/jingban/").content.decode()
    assert "待授权" in page
    page = system.post("/users/fuze/reset/").content.decode()
    assert "密码已重置" in page
    system.post("/users/xieli/rename/", {"display_name": "王春梅"})
    assert User.objects.get(username="xieli").display_name == "王春梅"


def test_what_is_refused_is_said_where_one_came_from(system: Client) -> None:
    response = system.post("/users/shenji/reset/", HTTP_REFERER="http://testserver/users/shenji/")
    assert response["Location"] == "http://testserver/users/shenji/"
    assert "hudang reset-password shenji" in system.get("/users/shenji/").content.decode()


def test_each_administrator_sees_his_own_acts(system: Client, security: Client) -> None:
    mine, theirs = (client.get("/users/jingban/").content.decode() for client in (system, security))
    assert "停用账号" in mine
    assert ">收回岗位<" not in mine
    assert ">收回岗位<" in theirs
    assert "停用账号" not in theirs
    assert "这是您自己的账号" in security.get("/users/anquan/").content.decode()
