"""What the home page counts: each figure opens the list that it counts. Each area's figures are one function."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hudang.accounts.queries import counts_by_state
from hudang.accounts.vocabulary import AccountState, Right
from hudang.archives.queries import figures, queue
from hudang.archives.queries.keeping import waiting_handovers
from hudang.archives.queries.late import late_count
from hudang.archives.queries.life import closing_for
from hudang.archives.queries.loans import overdue_count
from hudang.audit.queries import count_since
from hudang.divisions.queries import townships_of, villages_of
from hudang.households.queries.counts import counts_for
from hudang.kernel.clock import now
from hudang.recertification.queries.seeing import due_in_month, late_levels
from hudang.recertification.vocabulary import Lateness

if TYPE_CHECKING:
    from hudang.accounts.models import User


_COLOURS = {Lateness.RED: "红", Lateness.ORANGE: "橙", Lateness.YELLOW: "黄"}


@dataclass(frozen=True)
class Tile:
    """One figure."""

    label: str
    value: Any
    url: str = ""
    unit: str = ""
    hint: str = ""
    tone: str = "mute"


@dataclass(frozen=True)
class Casework:
    """The figures of those who work on households."""

    tiles: list[Tile]
    tags: list[Tile]
    households: int
    without_pouch: int
    incomplete: int
    waiting: int
    proposals: int


def households_url(**filters: str) -> str:
    """Return the list of households narrowed by these filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return reverse("households:list") + (f"?{query}" if query else "")


def casework(user: User) -> Casework:
    """Return the figures of households and archive within the user's division."""
    households, archive = counts_for(user), figures.counts_for(user)
    waiting = queue.waiting_count(user) if user.may(Right.FILE_ITEMS) else 0
    paid = households_url(state="paid")
    tiles = [
        Tile("在保家庭", households.paid, paid, "户", f"保障 {households.covered} 人"),
        Tile("月保障金", round(households.allowance), paid, "元"),
        Tile("在用户袋", archive.files, reverse("archives:villages"), "袋", f"{archive.boxes} 个村盒"),
        Tile("缺材料", archive.incomplete, reverse("archives:missing"), "户", tone=_tone(archive.incomplete)),
    ]
    tiles += recertification(user)
    if late := late_count(user):
        tiles.append(Tile("归档超时", late, reverse("archives:late"), "件", tone="bad"))
    if closing := closing_for(user).count():
        tiles.append(Tile("待定卷", closing, reverse("archives:closing"), "袋", tone="warn"))
    if overdue := overdue_count(user):
        tiles.append(Tile("借出逾期", overdue, reverse("archives:loans"), "袋", tone="bad"))
    if handovers := waiting_handovers(user):
        tiles.append(Tile("待我接收", handovers, reverse("archives:duties"), "次", tone="info"))
    if households.proposals:
        tiles.append(Tile("分类待确认", households.proposals, households_url(proposal="on"), "户", tone="warn"))
    if households.applying:
        tiles.append(Tile("申请中", households.applying, households_url(state="APPLYING"), "户", tone="info"))
    tags = [Tile(tag.label, tag.count, households_url(tag=tag.tag), "户") for tag in households.tags if tag.count]
    return Casework(
        tiles,
        tags,
        households.total,
        archive.without_pouch,
        archive.incomplete,
        waiting,
        households.proposals,
    )


def recertification(user: User) -> list[Tile]:
    """Return what is to be visited this month and what is late by colour, for those who visit or examine."""
    if not (user.may(Right.VISIT) or user.may(Right.EXAMINE_VISITS)):
        return []
    address, month = reverse("recertification:tasks"), f"{now():%Y-%m}"
    due, late = due_in_month(user), late_levels(user)
    tiles = [Tile("本月待走访", due, f"{address}?due={month}", "项", tone="info" if due else "ok")]
    if late:
        words = [f"{_COLOURS[level]} {late[level]}" for level in _COLOURS if late.get(level)]
        tone = "bad" if late.get(Lateness.RED) else "warn"
        tiles.append(Tile("核查逾期", sum(late.values()), f"{address}?what=late", "项", "、".join(words), tone))
    return tiles


def _tone(number: int) -> str:
    return "warn" if number else "ok"


def accounts(user: User) -> list[Tile]:
    """Return the figures of the administrators of accounts."""
    states, address = counts_by_state(user), reverse("accounts:list")
    waiting = states[AccountState.PENDING]
    return [
        Tile("在用账号", states[AccountState.ACTIVE], f"{address}?state=active", "个"),
        Tile("待授权", waiting, f"{address}?state=pending", "个", tone="warn" if waiting else "mute"),
        Tile("停用", states[AccountState.DISABLED], f"{address}?state=disabled", "个"),
    ]


def divisions(user: User) -> list[Tile]:
    """Return the figures of the keeper of divisions."""
    address, county = reverse("divisions:list"), user.scope[:6]
    return [
        Tile("乡镇（街道）", len(townships_of(county)), address, "个"),
        Tile("村（社区）", len(villages_of(county)), address, "个"),
    ]


def audit(user: User) -> list[Tile]:
    """Return the auditor's figures of the last seven days."""
    since, address = now() - timedelta(days=7), reverse("audit:list")
    failed = count_since(user.scope, since, "fail_sign_in")
    day = f"{(now() - timedelta(days=7)).date():%Y-%m-%d}"
    return [
        Tile("近 7 天操作", count_since(user.scope, since), f"{address}?since={day}", "条"),
        Tile(
            "近 7 天登录失败",
            failed,
            f"{address}?since={day}&action=fail_sign_in",
            "次",
            tone="warn" if failed else "mute",
        ),
    ]
