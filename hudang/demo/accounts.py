"""The accounts of the demo county, one for each post; their common password is printed at start."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, AccountState, Post
from hudang.audit.log import Act, record
from hudang.divisions.queries import path_label

DEMO_PASSWORD = "Hudang-2026"
_LIST = "demo-accounts.txt"
_COUNTY, _SHELI, _MINQIANG, _FENGSHOU = "220882000000", "220882105000", "220882105201", "220882102000"
SHOWN_VILLAGE = _MINQIANG
# who opened the pouches and founded the boxes of the demo county
DEMO_FOUNDER = "dangan"
ACCOUNTS = (
    ("minqiang", "王春梅", Post.VILLAGE_ASSISTANT, _MINQIANG),
    ("sheli", "李建国", Post.TOWNSHIP_HANDLER, _SHELI),
    ("shelifuze", "赵立新", Post.TOWNSHIP_HEAD, _SHELI),
    ("fengshou", "孙晓燕", Post.TOWNSHIP_HANDLER, _FENGSHOU),
    ("xianjingban", "周海涛", Post.COUNTY_HANDLER, _COUNTY),
    ("xianfuze", "吴国强", Post.COUNTY_HEAD, _COUNTY),
    ("dangan", "郑雅琴", Post.ARCHIVIST, _COUNTY),
    ("xitong", "冯志远", Post.SYSTEM_ADMINISTRATOR, _COUNTY),
    ("anquan", "陈静", Post.SECURITY_ADMINISTRATOR, _COUNTY),
    ("shenji", "韩立群", Post.AUDITOR, _COUNTY),
)


@transaction.atomic
def make_demo_accounts() -> None:
    """Make the accounts, all active, and keep their list where ``serve`` prints it from."""
    # one slow hash for all: the password is public anyway
    password = make_password(DEMO_PASSWORD)
    lines = [f"演示账号（密码都是 {DEMO_PASSWORD}）："]
    for username, name, post, division in ACCOUNTS:
        user = User(
            username=username,
            display_name=name,
            post=post,
            division_code=division,
            state=AccountState.ACTIVE,
            must_change_password=False,
        )
        user.password = password
        user.save()
        record(None, Act("create_user", "user", username, summary=f"演示账号 {POST_LABELS[post]}"))
        lines.append(f"  {username:<12} {POST_LABELS[post]}（{path_label(division)}）")
    (Path(settings.DATA) / _LIST).write_text("\n".join(lines) + "\n", encoding="utf-8")
