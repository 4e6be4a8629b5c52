"""Which post fits which division; user names; first passwords."""

from __future__ import annotations

import re

import pytest

from hudang.accounts.rules import first_password, fits, username_valid
from hudang.accounts.vocabulary import POST_LABELS, RIGHT_LABELS, RIGHTS_OF_POST, Post, Right
from tests.people import COUNTY, MINQIANG, SHELI


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (Post.VILLAGE_ASSISTANT, MINQIANG),
        (Post.TOWNSHIP_HANDLER, SHELI),
        (Post.TOWNSHIP_HEAD, SHELI),
        (Post.COUNTY_HANDLER, COUNTY),
        (Post.ARCHIVIST, COUNTY),
        (Post.AUDITOR, COUNTY),
    ],
)
def test_each_post_has_one_level(post: Post, code: str) -> None:
    assert [c for c in (COUNTY, SHELI, MINQIANG) if fits(post, c)] == [code]


def test_every_post_and_right_has_a_label_and_rights() -> None:
    assert set(POST_LABELS) == set(RIGHTS_OF_POST) == set(Post)
    assert set(RIGHT_LABELS) == set(Right)


def test_the_three_administrators_see_no_household() -> None:
    for post in (Post.SYSTEM_ADMINISTRATOR, Post.SECURITY_ADMINISTRATOR, Post.AUDITOR):
        assert not RIGHTS_OF_POST[post] & {Right.VIEW_HOUSEHOLDS, Right.REVEAL, Right.EXPORT, Right.PRINT}


def test_their_rights_do_not_overlap() -> None:
    system, security, auditor = (
        RIGHTS_OF_POST[post] for post in (Post.SYSTEM_ADMINISTRATOR, Post.SECURITY_ADMINISTRATOR, Post.AUDITOR)
    )
    assert not (system & security or system & auditor or security & auditor)


@pytest.mark.parametrize(
    ("name", "valid"), [("li.na", True), ("张三", False), ("ab", False), ("a b c", False), ("x" * 41, False)]
)
def test_usernames(name: str, valid: bool) -> None:
    assert username_valid(name) is valid


def test_first_passwords_can_be_read_aloud() -> None:
    passwords = {first_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}", p) for p in passwords)
