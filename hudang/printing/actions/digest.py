"""The messages that somebody has not read, as a sheet to take along."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from hudang.accounts.models import User
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.kernel.clock import CHINA
from hudang.notifications.models import Delivery
from hudang.notifications.queries import InboxFilter, inbox_for
from hudang.notifications.vocabulary import KIND_LABELS, Kind
from hudang.printing.actions.records import note
from hudang.printing.errors import NothingToPrint
from hudang.printing.fonts import FontSet
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.printing.typesetting import Document

_COLUMNS = (
    Column("序号", 9, "center"),
    Column("种类", 15, "center"),
    Column("发出", 23, "center"),
    Column("消息", 55),
    Column("内容", 40),
    Column("户编号", 31, "center", 7.6),
)
_MOST = 300


def print_digest(*, actor: User, kind: str = "") -> bytes:
    """Return the actor's unread messages as PDF/A, the oldest first by kind; raises ``NothingToPrint``."""
    found = list(inbox_for(actor, InboxFilter(kind=kind))[:_MOST])
    if not found:
        raise NothingToPrint
    order = {each.value: place for place, each in enumerate(Kind)}
    found.sort(key=lambda each: (order[each.message.kind], each.pk))
    title = f"待阅消息摘要（{clock.today():%Y年%m月%d日}）"
    register = Register(
        title="待阅消息摘要",
        bookmark=title,
        fonds_name="",
        columns=_COLUMNS,
        rows=tuple(_cells(number, each) for number, each in enumerate(found, start=1)),
        facts=(
            (
                Fact("收信人", 12, f"{actor.display_name}（{actor.post_label}）", 50),
                Fact("单位", 12, _place(actor), 50),
                Fact("日期", 12, f"{clock.today():%Y年%m月%d日}", 30),
            ),
        ),
        foot=(actor.post_label, title),
    )
    document = Document(title=title, author=actor.display_name, made_on=clock.today())
    content, done = render_noted([register], document, fonts=FontSet.with_folder(Path(settings.DATA) / "fonts"))
    with transaction.atomic():
        note(actor=actor, kind="消息摘要", what=f"{len(found)} 条", division_code=actor.division_code, done=done)
    return content


def _place(actor: User) -> str:
    return path_label(actor.division_code)


def _cells(number: int, each: Delivery) -> tuple[str, ...]:
    said = each.message
    sent = f"{said.sent_at.astimezone(CHINA):%m-%d %H:%M}"
    return str(number), KIND_LABELS[Kind(said.kind)], sent, said.title, said.body, said.household_code
