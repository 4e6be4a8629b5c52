"""安全保密管理员's part: granting posts, changing and withdrawing them. Nobody grants himself."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.actions.upkeep import check_post, other_than, plain, require_not_last, unchanged, wrong_state
from hudang.accounts.models import User
from hudang.accounts.vocabulary import ACCOUNT_STATE_LABELS, AccountState, Post, Right
from hudang.audit.log import Act, record
from hudang.platform import jobs


@transaction.atomic
def grant_post(
    *, actor: User, username: str, post: Post, division_code: str, reason: str = "", expected_version: str = ""
) -> User:
    """Grant a post at a division: a waiting account becomes active, an active one changes its post.

    What jobs made for the former post is deleted, for the new one may not see it.

    Raises ``StaleForm`` when the account changed since the form was opened.
    """
    require(actor, Right.GRANT_POSTS)
    user = unchanged(other_than(actor, username), expected_version)
    require_place(actor, division_code)
    check_post(post, division_code)
    if user.state == AccountState.DISABLED:
        raise wrong_state(user)
    if (user.post, user.division_code) != (post, division_code):
        require_not_last(user)
        jobs.withdraw_results(user.pk)
    before = plain(user)
    user.post, user.division_code, user.state = post, division_code, AccountState.ACTIVE
    user.save(update_fields=["post", "division_code", "state"])
    after = plain(user)
    changed = [key for key in after if before[key] != after[key]]
    record(
        actor,
        Act(
            "grant_post",
            "user",
            user.username,
            summary=f"授予 {user.display_name} 岗位：{user.post_label}",
            before={key: before[key] for key in changed},
            after={key: after[key] for key in changed},
            reason=reason,
        ),
    )
    return user


@transaction.atomic
def withdraw_post(*, actor: User, username: str, reason: str) -> User:
    """Withdraw a post: the account waits, the user is signed out at once, what his jobs made is deleted."""
    require(actor, Right.GRANT_POSTS)
    user = other_than(actor, username)
    if user.state != AccountState.ACTIVE:
        raise wrong_state(user)
    require_not_last(user)
    user.state = AccountState.PENDING
    user.save(update_fields=["state"])
    jobs.withdraw_results(user.pk)
    record(
        actor,
        Act(
            "withdraw_post",
            "user",
            user.username,
            summary=f"收回 {user.display_name} 的岗位：{user.post_label}",
            before={"state": ACCOUNT_STATE_LABELS[AccountState.ACTIVE]},
            after={"state": ACCOUNT_STATE_LABELS[AccountState.PENDING]},
            reason=reason,
        ),
    )
    return user
