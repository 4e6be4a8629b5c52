"""Granting, changing and withdrawing posts."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.accounts.actions.grants import grant_post, withdraw_post
from hudang.accounts.actions.upkeep import create_user, disable_user
from hudang.accounts.errors import LastOfItsPost, NotYourself, PostDoesNotFit, WrongState
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform import jobs
from tests.people import COUNTY, FENGSHOU, MINQIANG, SHELI, People


def test_grant_activates(people: People) -> None:
    create_user(
        actor=people.system,
        username="wang.min",
        display_name="王敏",
        post=Post.VILLAGE_ASSISTANT,
        division_code=MINQIANG,
        password="Chu-shi-2026",
    )
    grant_post(actor=people.security, username="wang.min", post=Post.VILLAGE_ASSISTANT, division_code=MINQIANG)
    assert User.objects.get(username="wang.min").is_active
    entry = AuditEntry.objects.get(action="grant_post")
    assert (entry.before, entry.after) == ({"state": "待授权"}, {"state": "在用"})


def test_grant_changes_post_and_division(people: People) -> None:
    grant_post(
        actor=people.security, username="jingban", post=Post.TOWNSHIP_HEAD, division_code=FENGSHOU, reason="任命"
    )
    entry = AuditEntry.objects.get(action="grant_post")
    assert entry.before == {"post": "乡镇经办", "division_code": SHELI}
    assert entry.reason == "任命"


def test_grant_refuses(people: People) -> None:
    with pytest.raises(NotYourself):
        grant_post(actor=people.security, username="anquan", post=Post.COUNTY_HEAD, division_code=COUNTY)
    with pytest.raises(PostDoesNotFit):
        grant_post(actor=people.security, username="jingban", post=Post.TOWNSHIP_HEAD, division_code=MINQIANG)
    with pytest.raises(NotVisible):
        grant_post(actor=people.security, username="jingban", post=Post.TOWNSHIP_HEAD, division_code="220881105000")
    with pytest.raises(LastOfItsPost):
        grant_post(actor=people.security, username="shenji", post=Post.COUNTY_HEAD, division_code=COUNTY)
    for person in (people.system, people.county_head, people.auditor):
        with pytest.raises(NotAllowed):
            grant_post(actor=person, username="jingban", post=Post.TOWNSHIP_HEAD, division_code=SHELI)


def test_a_disabled_account_cannot_be_granted(people: People) -> None:
    disable_user(actor=people.system, username="jingban", reason="调离")
    with pytest.raises(WrongState):
        grant_post(actor=people.security, username="jingban", post=Post.TOWNSHIP_HEAD, division_code=SHELI)


def test_withdraw(people: People) -> None:
    assert withdraw_post(actor=people.security, username="jingban", reason="离岗").state == AccountState.PENDING
    with pytest.raises(WrongState):
        withdraw_post(actor=people.security, username="jingban", reason="离岗")
    with pytest.raises(NotYourself):
        withdraw_post(actor=people.security, username="anquan", reason="离岗")
    with pytest.raises(LastOfItsPost):
        withdraw_post(actor=people.security, username="xitong", reason="离岗")
    with pytest.raises(NotAllowed):
        withdraw_post(actor=people.system, username="fuze", reason="离岗")


@pytest.mark.parametrize("act", ["grant", "withdraw"])
def test_what_the_former_post_took_out_is_deleted(
    people: People, act: str, django_capture_on_commit_callbacks: Any
) -> None:
    job = jobs.create(kind="print", title="打印", owner_id=people.handler.pk, arguments={})
    jobs.run(str(job.pk), _makes_a_file)
    job.refresh_from_db()
    assert jobs.has_result(job)
    with django_capture_on_commit_callbacks(execute=True):
        if act == "grant":
            grant_post(actor=people.security, username="jingban", post=Post.TOWNSHIP_HANDLER, division_code=FENGSHOU)
        else:
            withdraw_post(actor=people.security, username="jingban", reason="调离")
    assert not jobs.has_result(job)


def _makes_a_file(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    progress.result_path("标签.pdf").write_bytes(b"%PDF")
    return {}
