"""The list of a month on paper, village by village: no account numbers but their last four digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.benefits.errors import NothingToPay
from hudang.benefits.models import PaymentList, PaymentRow
from hudang.benefits.queries.lists import ListFilters, list_for, rows_for, title_of
from hudang.benefits.rules.months import in_words
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.kernel.money import plain
from hudang.printing.actions.records import note
from hudang.printing.fonts import FontSet
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.printing.typesetting import Document

_COLUMNS = (
    Column("序号", 9, "center"),
    Column("户编号", 33, "center", 8),
    Column("户主", 22),
    Column("领取人", 22),
    Column("账号\n尾号", 13, "center"),
    Column("人数", 10, "center"),
    Column("标准", 14, "right"),
    Column("基本\n低保金", 18, "right"),
    Column("分类\n施保", 15, "right"),
    Column("低保金", 18, "right"),
    Column("价格\n补贴", 14, "right"),
    Column("补发", 15, "right"),
    Column("扣回", 15, "right"),
    Column("实发", 19, "right"),
    Column("领取人签字", 21),
)
_SIGNATURES = ("编制", "复核", "负责人")


def print_list(*, actor: User, list_id: int, place: str = "") -> bytes:
    """Return the list as PDF/A, a register for each village within ``place``; raises ``NothingToPay``."""
    require(actor, Right.PRINT)
    listed = list_for(actor, list_id)
    registers = list(_registers(actor, listed, place))
    if not registers:
        raise NothingToPay(month=in_words(listed.month))
    document = Document(title=title_of(listed), author=actor.display_name, made_on=clock.today())
    content, done = render_noted(registers, document, fonts=FontSet.with_folder(Path(settings.DATA) / "fonts"))
    with transaction.atomic():
        note(
            actor=actor,
            kind="发放名册",
            what=f"{listed.month:%Y-%m}",
            division_code=place or actor.division_code,
            done=done,
        )
    return content


def _registers(actor: User, listed: PaymentList, place: str) -> Iterator[Register]:
    rows = list(rows_for(actor, listed, ListFilters(place=place)))
    labels = path_labels({row.village_code for row in rows})
    for village, inside in groupby(rows, key=lambda row: row.village_code):
        yield _register(listed, labels[village], list(inside))


def _register(listed: PaymentList, place: str, rows: Sequence[PaymentRow]) -> Register:
    state = "" if listed.is_closed else "（草稿，未封账）"
    return Register(
        title=f"{title_of(listed)}{state}",
        bookmark=place,
        fonds_name="",
        columns=_COLUMNS,
        rows=tuple(_cells(number, row) for number, row in enumerate(rows, start=1)),
        totals=_totals(rows),
        facts=((Fact("范围", 11, place, 120), Fact("月份", 11, in_words(listed.month), 40)),),
        signatures=_SIGNATURES,
        foot=(place, title_of(listed)),
        landscape=True,
    )


def _cells(number: int, row: PaymentRow) -> tuple[str, ...]:
    amounts = (row.base, row.supplement, row.allowance, row.price_subsidy, row.back_pay, row.recovery, row.total)
    return (
        str(number), row.household_code, row.head_name, row.payee, row.account_tail, str(row.persons),
        plain(row.standard), *(_shown(amount) for amount in amounts), "",
    )  # fmt: skip


def _shown(amount: Decimal) -> str:
    return f"{amount:.2f}" if amount else ""


def _totals(rows: Sequence[PaymentRow]) -> tuple[str, ...]:
    names = ("base", "supplement", "allowance", "price_subsidy", "back_pay", "recovery", "total")
    sums = (_shown(sum((getattr(row, name) for row in rows), Decimal(0))) for name in names)
    return "", "合计", f"{len(rows)} 户", "", "", str(sum(row.persons for row in rows)), "", *sums, ""
