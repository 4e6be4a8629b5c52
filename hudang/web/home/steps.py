"""What to do next, in the order in which an archive comes to life; a step that is done is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hudang.accounts.queries import unmanned_posts
from hudang.accounts.vocabulary import POST_LABELS, Right
from hudang.divisions.queries import villages_of
from hudang.web.home.tiles import Casework, households_url

if TYPE_CHECKING:
    from hudang.accounts.models import User


@dataclass(frozen=True)
class Step:
    """One thing to do, where, and why."""

    title: str
    why: str
    url: str
    label: str


def casework_steps(user: User, figures: Casework) -> list[Step]:
    """Return the next steps of those who work on households."""
    steps = []
    if not figures.households and user.may(Right.IMPORT_ROSTERS):
        why = "上传现有的 Excel 花名册，先试运行，再导入；每户自动立袋、归盒。"
        steps.append(Step("导入花名册", why, reverse("rosters:list"), "导入"))
    if figures.without_pouch and user.may(Right.ARRANGE_BOXES):
        why = f"{figures.without_pouch} 户在保家庭还没有户袋。"
        steps.append(Step("立袋", why, reverse("archives:villages"), "去立袋"))
    if figures.waiting and user.may(Right.FILE_ITEMS):
        why = f"{figures.waiting} 页扫描件没有认出归到哪一户、哪种材料。"
        steps.append(Step("归入扫描件", why, reverse("archives:queue"), "去归件"))
    if figures.incomplete:
        why = f"{figures.incomplete} 户的户袋缺少必备材料，不能定卷。"
        steps.append(Step("补齐材料", why, reverse("archives:missing"), "看缺件"))
    if figures.proposals and user.may(Right.EDIT_HOUSEHOLDS):
        why = f"{figures.proposals} 户的成员或收入有变化，分类建议随之改变。"
        steps.append(Step("确认分类", why, households_url(proposal="on"), "去确认"))
    return steps


def administrator_steps(user: User) -> list[Step]:
    """Return the next steps of the system administrator."""
    steps = []
    if user.may(Right.MANAGE_DIVISIONS) and not villages_of(user.scope[:6]):
        why = "没有村就不能导入花名册。区划表为三列：代码、村、乡镇。"
        steps.append(Step("导入行政区划", why, reverse("divisions:import"), "导入"))
    if user.may(Right.CREATE_USERS):
        for post in unmanned_posts(user.division_code):
            why = f"还没有{POST_LABELS[post]}。三员分立：开账号、授岗位、看日志由三人分担。"
            steps.append(Step(f"开设{POST_LABELS[post]}账号", why, reverse("accounts:new"), "开设"))
    return steps
