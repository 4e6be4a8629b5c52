"""The traces of signing in and out, and one's own password."""

from __future__ import annotations

import pytest

from hudang.accounts.actions.signing import change_password, record_failed_sign_in, record_sign_in, record_sign_out
from hudang.accounts.errors import WrongPassword
from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput
from tests.people import PASSWORD, People


def test_traces(people: People) -> None:
    record_sign_in(actor=people.handler)
    record_sign_out(actor=people.handler)
    record_failed_sign_in(username="jingban")
    assert [e.action for e in AuditEntry.objects.all()] == ["sign_in", "sign_out", "fail_sign_in"]


def test_a_password_typed_as_user_name_is_not_logged(people: People) -> None:
    record_failed_sign_in(username="My-secret-password")
    assert "secret" not in str(list(AuditEntry.objects.values()))


def test_change_password(people: People) -> None:
    User.objects.filter(pk=people.handler.pk).update(must_change_password=True)
    people.handler.refresh_from_db()
    change_password(actor=people.handler, current=PASSWORD, new="Xin-kou-ling-7")
    user = User.objects.get(pk=people.handler.pk)
    assert user.check_password("Xin-kou-ling-7")
    assert not user.must_change_password
    assert AuditEntry.objects.get().action == "change_password"


def test_change_password_refuses(people: People) -> None:
    with pytest.raises(WrongPassword):
        change_password(actor=people.handler, current="wrong", new="Xin-kou-ling-7")
    for weak in (PASSWORD, "short", "1234567890", "jingban-26"):
        with pytest.raises(InvalidInput):
            change_password(actor=people.handler, current=PASSWORD, new=weak)
