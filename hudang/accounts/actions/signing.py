"""Signing in and out, and changing one's own password; each leaves its trace in the log."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.actions.upkeep import check_password_strength
from hudang.accounts.errors import WrongPassword
from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def record_sign_in(*, actor: User) -> None:
    """Note that a user signed in."""
    record(actor, Act("sign_in", "user", actor.username, summary="登录"))


@transaction.atomic
def record_failed_sign_in(*, username: str) -> None:
    """Note a sign-in that failed; the name is cut, because people type passwords into the wrong field."""
    known = User.objects.filter(username=username).exists()
    name = username if known else f"{username[:2]}…"
    record(None, Act("fail_sign_in", "user", name, summary=f"登录失败：{name}"))


@transaction.atomic
def record_sign_out(*, actor: User) -> None:
    """Note that a user signed out."""
    record(actor, Act("sign_out", "user", actor.username, summary="退出登录"))


@transaction.atomic
def change_password(*, actor: User, current: str, new: str) -> None:
    """Change one's own password. Raises ``WrongPassword``, ``InvalidInput``."""
    if not actor.check_password(current):
        raise WrongPassword
    if current == new:
        raise InvalidInput({"password": "新密码不能与当前密码相同。"})
    check_password_strength(new, actor)
    actor.set_password(new)
    actor.must_change_password = False
    actor.save(update_fields=["password", "must_change_password"])
    record(actor, Act("change_password", "user", actor.username, summary="修改自己的密码"))
