"""入门步骤: what somebody new to a post does first. Each step knows from the real state whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hudang.accounts.queries import counts_by_state, unmanned_posts
from hudang.accounts.vocabulary import AccountState, Post
from hudang.archives.queries.beginnings import beginnings_for
from hudang.audit.queries import has_done
from hudang.divisions.queries import villages_of
from hudang.households.queries.counts import how_many
from hudang.rosters.queries import returned_rows_wait
from hudang.web.help.contents import anchor_of

if TYPE_CHECKING:
    from hudang.accounts.models import User

Done = Callable[["User"], bool]
_ADMINISTRATORS = 3


@dataclass(frozen=True)
class FirstStep:
    """One thing to do: what and why, the page (URL name, with a query if any) with its button, the place in the guide,
    when it is done."""

    title: str
    why: str
    page: str
    label: str
    guide: str
    done: Done


def _did(*actions: str) -> Done:
    return lambda user: has_done(user.pk, actions)


def _any_household(user: User) -> bool:
    return how_many(user) > 0


def _rows_settled(user: User) -> bool:
    return _any_household(user) and not returned_rows_wait(user)


def _item_filed(user: User) -> bool:
    return beginnings_for(user).any_item()


def _pouch_complete(user: User) -> bool:
    return beginnings_for(user).any_complete()


def _boxed(user: User) -> bool:
    return beginnings_for(user).every_village_boxed()


def _placed(user: User) -> bool:
    return beginnings_for(user).every_box_placed()


def _closed(user: User) -> bool:
    return beginnings_for(user).any_closed()


def _divided(user: User) -> bool:
    return bool(villages_of(user.scope[:6]))


def _manned(user: User) -> bool:
    return not unmanned_posts(user.division_code)


def _accounts_made(user: User) -> bool:
    return sum(counts_by_state(user).values()) > _ADMINISTRATORS


def _nobody_waits(user: User) -> bool:
    return _manned(user) and not counts_by_state(user)[AccountState.PENDING]


_IMPORT = FirstStep(
    "导入花名册", "现有的 Excel 直接上传，先试运行再导入；每户自动立袋、归盒。",
    "rosters:list", "去导入", "rosters#导入花名册", _any_household,
)  # fmt: skip
_RETURNED = FirstStep(
    "处理退回的行", "下载待改正的行，在标色处改好，原样上传。",
    "rosters:list", "看导入记录", "rosters#退回的行怎么改", _rows_settled,
)  # fmt: skip
_FILE = FirstStep(
    "归第一批扫描件", "打开一户的户袋，把扫描件或照片放进去。",
    "archives:missing", "找一户缺件的", "filing#上传扫描件", _item_filed,
)  # fmt: skip
_COMPLETE = FirstStep(
    "补齐一户的缺件", "按缺件清单补到“齐全”，这一户就可以定卷。",
    "archives:missing", "看缺件", "missing#缺件怎么补", _pouch_complete,
)  # fmt: skip
_PRINT = FirstStep(
    "打印一个村", "袋面标签、卷内目录、盒脊、村盒目录一次打好。",
    "printing:desk?kind=print-set", "去打印", "printing#打印一个村的盒", _did("print_papers"),
)  # fmt: skip
_SEE = FirstStep(
    "看在保家庭", "数字点开就是名单，条数一致。",
    "households:list", "看名单", "finding#在列表里查", _any_household,
)  # fmt: skip
_POUCHES = FirstStep(
    "看村村有盒", "一村一盒、一户一袋；颜色是材料齐全的程度。",
    "archives:wall", "看档案墙", "boxes#档案墙", _boxed,
)  # fmt: skip
_EXPORT = FirstStep(
    "导出一份名单", "按条件查好，导出的和看到的一样。",
    "households:list", "去导出", "finding#导出", _did("export_households", "export_missing"),
)  # fmt: skip
_HANDLER = (_IMPORT, _RETURNED, _FILE, _COMPLETE, _PRINT)
_HEAD = (_SEE, _POUCHES, _EXPORT, _PRINT)

STEPS: dict[str, tuple[FirstStep, ...]] = {
    Post.VILLAGE_ASSISTANT: (
        FirstStep(
            "看本村的家庭", "只看得到本村。点一户，看成员、收入和缺的材料。",
            "households:list", "看名单", "village-assistant#看本村的家庭", _any_household,
        ),
        FirstStep(
            "归第一件材料", "用手机拍照，或选扫描件，归入这一户的户袋。",
            "archives:missing", "找一户缺件的", "filing#用手机拍照归件", _item_filed,
        ),
        _COMPLETE,
        _PRINT,
    ),
    Post.TOWNSHIP_HANDLER: _HANDLER,
    Post.COUNTY_HANDLER: _HANDLER,
    Post.TOWNSHIP_HEAD: _HEAD,
    Post.COUNTY_HEAD: _HEAD,
    Post.ARCHIVIST: (
        FirstStep(
            "村村有盒", "没有对象的村也立一个空盒，登记为“暂无对象”。",
            "archives:villages", "看村盒", "boxes#各村的村盒", _boxed,
        ),
        FirstStep(
            "登记每个盒的存放位置", "库房、架、格写清楚，找袋时不用翻。",
            "archives:villages", "看村盒", "boxes#存放位置", _placed,
        ),
        FirstStep(
            "定第一卷", "材料齐全的户袋可以定卷，此后只能补充。",
            "archives:villages", "看村盒", "boxes#定卷", _closed,
        ),
        _PRINT,
    ),
    Post.SYSTEM_ADMINISTRATOR: (
        FirstStep(
            "导入行政区划", "三列：代码、村、乡镇。没有村就不能导入花名册。",
            "divisions:import", "去导入", "divisions#导入区划表", _divided,
        ),
        FirstStep(
            "开齐三员的账号", "开账号、授岗位、看日志由三个人分担。",
            "accounts:new", "去开设", "accounts#开设账号", _manned,
        ),
        FirstStep(
            "开设办事人员的账号", "乡镇经办、村协理员、档案管理员各有账号。",
            "accounts:new", "去开设", "accounts#开设账号", _accounts_made,
        ),
    ),
    Post.SECURITY_ADMINISTRATOR: (
        FirstStep(
            "授予岗位", "新账号等您授予岗位和管辖区划后才能登录。",
            "accounts:list", "看账号", "accounts#授予和收回岗位", _nobody_waits,
        ),
    ),
    Post.AUDITOR: (
        FirstStep(
            "校验一次日志", "逐条核对摘要，改动、删除、插入都能发现。",
            "audit:list", "看日志", "audit#校验日志", _did("verify_audit"),
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A step on the home page."""

    title: str
    why: str
    url: str
    label: str
    guide_url: str
    done: bool


def shown_to(user: User) -> list[Shown]:
    """Return the first steps of the user's post with what is done; nothing when they are put away."""
    if user.first_steps_hidden:
        return []
    return [_shown(step, user) for step in STEPS.get(user.post, ())]


def _shown(step: FirstStep, user: User) -> Shown:
    chapter, _, heading = step.guide.partition("#")
    guide_url = reverse("help:chapter", args=(chapter,)) + f"#{anchor_of(heading)}"
    name, mark, query = step.page.partition("?")
    return Shown(step.title, step.why, reverse(name) + mark + query, step.label, guide_url, step.done(user))
