"""Opening and ending accounts, resetting passwords."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.accounts.actions.console import console_actor
from hudang.accounts.actions.upkeep import (
    create_first_administrator,
    create_user,
    disable_user,
    enable_user,
    rename_user,
    reset_password,
)
from hudang.accounts.errors import (
    AlreadyFounded,
    GuardedAccount,
    LastOfItsPost,
    NotYourself,
    PostDoesNotFit,
    UsernameTaken,
    WrongState,
)
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.people import COUNTY, MINQIANG, PASSWORD, SHELI, People, make_divisions, make_user


def new(actor: User, **changes: Any) -> User:
    values: dict[str, Any] = {
        "username": "wang.min",
        "display_name": "王敏",
        "post": Post.TOWNSHIP_HANDLER,
        "division_code": SHELI,
        "password": "Chu-shi-2026",
    }
    return create_user(actor=actor, **(values | changes))


def test_a_new_account_waits_for_its_post(people: People) -> None:
    user = new(people.system)
    assert (user.state, user.must_change_password) == (AccountState.PENDING, True)
    assert not user.is_active
    entry = AuditEntry.objects.get(action="create_user")
    assert entry.after["post"] == "乡镇经办"
    assert "Chu-shi" not in str(entry.after)


def test_the_first_security_administrator_is_active_at_once(people: People) -> None:
    people.security.delete()
    first = new(people.system, username="anquan1", post=Post.SECURITY_ADMINISTRATOR, division_code=COUNTY)
    second = new(people.system, username="anquan2", post=Post.SECURITY_ADMINISTRATOR, division_code=COUNTY)
    assert (first.state, second.state) == (AccountState.ACTIVE, AccountState.PENDING)


def test_a_disabled_security_administrator_still_counts(people: People) -> None:
    User.objects.filter(pk=people.security.pk).update(state=AccountState.DISABLED)
    user = new(people.system, post=Post.SECURITY_ADMINISTRATOR, division_code=COUNTY)
    assert user.state == AccountState.PENDING


def test_the_command_line_opens_active_accounts(people: People) -> None:
    assert new(console_actor()).state == AccountState.ACTIVE


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"username": "王敏"}, InvalidInput),
        ({"display_name": " "}, InvalidInput),
        ({"password": "12345678"}, InvalidInput),
        ({"password": "wang.min-1"}, InvalidInput),
        ({"username": "JINGBAN"}, UsernameTaken),
        ({"division_code": COUNTY}, PostDoesNotFit),
        ({"post": Post.VILLAGE_ASSISTANT}, PostDoesNotFit),
        ({"division_code": "220882199000"}, PostDoesNotFit),
        ({"post": Post.CONSOLE, "division_code": COUNTY}, PostDoesNotFit),
        ({"division_code": "220881105000"}, NotVisible),
    ],
)
def test_refusals(people: People, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        new(people.system, **changes)


def test_only_the_system_administrator(people: People) -> None:
    for name, person in people.everybody().items():
        if name != "system":
            with pytest.raises(NotAllowed):
                new(person)


def test_first_administrator(db: None) -> None:
    make_divisions()
    create_first_administrator(username="admin1", display_name="首任", county=COUNTY, password="Chu-shi-2026")
    assert User.objects.get().state == AccountState.ACTIVE
    with pytest.raises(AlreadyFounded):
        create_first_administrator(username="admin2", display_name="次任", county=COUNTY, password="Chu-shi-2026")


def test_rename(people: People) -> None:
    rename_user(actor=people.system, username="jingban", display_name="李娜")
    assert AuditEntry.objects.get().before == {"display_name": "舍力经办"}
    with pytest.raises(InvalidInput):
        rename_user(actor=people.system, username="jingban", display_name="")
    with pytest.raises(NotAllowed):
        rename_user(actor=people.security, username="jingban", display_name="李娜")


def test_disable_and_enable(people: People) -> None:
    assert disable_user(actor=people.system, username="jingban", reason="调离").state == AccountState.DISABLED
    with pytest.raises(WrongState):
        disable_user(actor=people.system, username="jingban", reason="调离")
    assert enable_user(actor=people.system, username="jingban").state == AccountState.PENDING
    with pytest.raises(WrongState):
        enable_user(actor=people.system, username="jingban")
    assert [e.reason for e in AuditEntry.objects.all()] == ["调离", ""]


def test_disable_refuses(people: People) -> None:
    with pytest.raises(NotYourself):
        disable_user(actor=people.system, username="xitong", reason="x")
    with pytest.raises(LastOfItsPost):
        disable_user(actor=people.system, username="anquan", reason="x")
    with pytest.raises(NotVisible):
        disable_user(actor=people.system, username="nobody", reason="x")
    with pytest.raises(NotAllowed):
        disable_user(actor=people.security, username="jingban", reason="x")


def test_an_administrator_sees_his_own_county_only(people: People) -> None:
    stranger = make_user("lin.xian", Post.COUNTY_HANDLER, "220881000000", "邻县经办")
    with pytest.raises(NotVisible):
        disable_user(actor=people.system, username=stranger.username, reason="x")


def test_reset_password(people: People) -> None:
    password = reset_password(actor=people.system, username="jingban")
    user = User.objects.get(username="jingban")
    assert user.check_password(password)
    assert user.must_change_password
    assert password not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("username", ["anquan", "shenji"])
def test_watchers_are_reset_at_the_server_only(people: People, username: str) -> None:
    with pytest.raises(GuardedAccount):
        reset_password(actor=people.system, username=username)
    reset_password(actor=console_actor(), username=username)
    assert not User.objects.get(username=username).check_password(PASSWORD)


def test_reset_refuses(people: People) -> None:
    with pytest.raises(NotYourself):
        reset_password(actor=people.system, username="xitong")
    with pytest.raises(NotAllowed):
        reset_password(actor=people.security, username="jingban")


def test_the_console_is_in_no_list(people: People) -> None:
    console_actor()
    with pytest.raises(NotVisible):
        disable_user(actor=people.system, username="console", reason="x")
    assert not User.objects.get(username="console").has_usable_password()
    assert MINQIANG.startswith(console_actor().scope)
