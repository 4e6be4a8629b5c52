"""The people of the tests, in two townships of an invented corner of 大安市."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.divisions.models import Division
from hudang.kernel.division_codes import level_of

COUNTY = "220882000000"
SHELI = "220882105000"
MINQIANG = "220882105201"
MINFU = "220882105202"
FENGSHOU = "220882102000"
XINTIAN = "220882102202"
DIVISIONS = {
    COUNTY: "大安市",
    SHELI: "舍力镇",
    MINQIANG: "民强村",
    MINFU: "民富村",
    FENGSHOU: "丰收镇",
    XINTIAN: "新田村",
}
PASSWORD = "Shi-yong-2026!"


@dataclass(frozen=True)
class People:
    """Everybody that tests act as."""

    assistant: User
    handler: User
    township_head: User
    neighbour: User
    county_handler: User
    county_head: User
    archivist: User
    system: User
    security: User
    auditor: User

    def everybody(self) -> dict[str, User]:
        """All of them by name."""
        return dict(vars(self))


def make_divisions() -> None:
    """Make the county, two townships and three villages."""
    Division.objects.bulk_create(
        Division(code=code, name=name, level=level_of(code), valid_from=date(2000, 1, 1))
        for code, name in DIVISIONS.items()
    )


def make_user(username: str, post: Post, division_code: str, display_name: str) -> User:
    """Make an active user with the common password."""
    user = User(
        username=username,
        post=post,
        division_code=division_code,
        display_name=display_name,
        state=AccountState.ACTIVE,
        must_change_password=False,
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def make_people() -> People:
    """Make one user of each post; ``neighbour`` is the caseworker of the next township."""
    return People(
        assistant=make_user("xieli", Post.VILLAGE_ASSISTANT, MINQIANG, "协理员甲"),
        handler=make_user("jingban", Post.TOWNSHIP_HANDLER, SHELI, "舍力经办"),
        township_head=make_user("fuze", Post.TOWNSHIP_HEAD, SHELI, "舍力负责人"),
        neighbour=make_user("linzhen", Post.TOWNSHIP_HANDLER, FENGSHOU, "丰收经办"),
        county_handler=make_user("xianjingban", Post.COUNTY_HANDLER, COUNTY, "县经办"),
        county_head=make_user("xianfuze", Post.COUNTY_HEAD, COUNTY, "县负责人"),
        archivist=make_user("dangan", Post.ARCHIVIST, COUNTY, "档案管理员"),
        system=make_user("xitong", Post.SYSTEM_ADMINISTRATOR, COUNTY, "系统管理员"),
        security=make_user("anquan", Post.SECURITY_ADMINISTRATOR, COUNTY, "安全保密管理员"),
        auditor=make_user("shenji", Post.AUDITOR, COUNTY, "审计员"),
    )
