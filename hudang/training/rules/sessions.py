"""Sessions and plans: what cannot be, said at its field; when somebody may sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from hudang.accounts.vocabulary import Post
from hudang.training.vocabulary import CourseKind

_LONGEST = timedelta(hours=24)
# how long before its beginning and after its end a session takes sign-ins
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class SessionDraft:
    """A session as entered."""

    title: str
    kind: str
    posts: Sequence[str]
    starts_at: datetime
    ends_at: datetime
    place: str
    lecturer: str
    notice: str = ""
    course: str = ""
    plan_entry: int | None = None


def session_faults(draft: SessionDraft) -> dict[str, str]:
    """Return what is wrong with a session, by field."""
    faults: dict[str, str] = {}
    for name, label in (("title", "培训内容"), ("place", "地点"), ("lecturer", "讲师")):
        if not getattr(draft, name).strip():
            faults[name] = f"请填写{label}。"
    if draft.ends_at <= draft.starts_at:
        faults["ends"] = "结束时间应晚于开始时间，时长不能是零或负数。"
    elif draft.ends_at - draft.starts_at > _LONGEST:
        faults["ends"] = "一场不超过 24 小时；多天的培训请每天建一场。"
    return faults | _words(draft.kind, draft.posts)


@dataclass(frozen=True, kw_only=True)
class PlanDraft:
    """An entry of the yearly plan as entered."""

    year: int
    month: int
    title: str
    kind: str
    posts: Sequence[str]
    hours: Decimal
    course: str = ""


def plan_faults(draft: PlanDraft, this_year: int) -> dict[str, str]:
    """Return what is wrong with an entry, by field."""
    faults: dict[str, str] = {}
    if not draft.title.strip():
        faults["title"] = "请填写培训内容。"
    if not 1 <= draft.month <= 12:
        faults["month"] = "月份应是 1 至 12。"
    if draft.hours <= 0:
        faults["hours"] = "学时应大于 0。"
    if not this_year - 1 <= draft.year <= this_year + 1:
        faults["year"] = "只能编制上年、本年和下年的计划。"
    return faults | _words(draft.kind, draft.posts)


def _words(kind: str, posts: Sequence[str]) -> dict[str, str]:
    faults = {} if kind in set(CourseKind) else {"kind": "请选择类别。"}
    return faults if set(posts) <= set(Post) else faults | {"posts": "所选岗位不对，请重选。"}


def sign_in_refusal(starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """Return why nobody can sign in now; empty when one can."""
    if now < starts_at - BEFORE:
        return "还没到时间，开始前一小时起可以签到。"
    return "已经结束。确实到会的，请组织人代签。" if now > ends_at + AFTER else ""
