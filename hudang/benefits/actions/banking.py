"""To the bank and back: the file with full account numbers, and what the bank did with each payment (F32, C34)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.benefits.actions.lists import locked_list
from hudang.benefits.errors import ListNotClosed, UnreadableReturn
from hudang.benefits.models import BackPayment, BankReturn, PaymentList, PaymentRow
from hudang.benefits.rules.bank_lines import BankLine, lines_of
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import BANK_RESULT, SUCCEEDED, BackPayState, ListState
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.money import plain
from hudang.platform import storage
from hudang.platform.digests import lookup_hash
from hudang.platform.spreadsheets import defuse, list_workbook
from hudang.rosters.errors import UnreadableRoster
from hudang.rosters.reading import open_foreign

HEADERS = ("序号", "户编号", "户名", "账号", "开户行", "金额", "用途")
WRONG_HEADERS = ("行号", "户编号", "户名", "账号", "金额", "结果", "原因", "为什么对不上")
_PORTION = 500


@dataclass
class Matched:
    """What came of the lines of a file."""

    succeeded: int = 0
    failed: int = 0
    wrong: list[list[str]] = field(default_factory=list)


@transaction.atomic
def bank_file(*, actor: User, list_id: int, kind: str, reason: str) -> bytes:
    """Return the bank's file of a closed list as ``xlsx`` or ``csv`` (UTF-8 with mark), numbers in full; logged.

    Raises ``ListNotClosed``, ``ReasonMissing``.
    """
    require(actor, Right.PREPARE_PAYMENTS)
    require(actor, Right.REVEAL)
    said = reason_given(reason, "导出代发文件")
    listed = locked_list(actor, list_id)
    _closed(listed, "导出代发文件")
    rows = _bank_rows(listed)
    summary = f"导出{in_words(listed.month)}代发文件（{kind}），{listed.households} 户，账号完整"
    record(actor, Act("export_bank_file", "payment_list", listed.pk, summary=summary, reason=said))
    title = f"{in_words(listed.month)}低保金代发"
    return list_workbook(title, HEADERS, rows) if kind == "xlsx" else _as_csv(rows)


def _closed(listed: PaymentList, act: str) -> None:
    if not listed.is_closed:
        raise ListNotClosed(month=in_words(listed.month), act=act)


def _bank_rows(listed: PaymentList) -> list[tuple[Any, ...]]:
    use = f"{listed.month:%Y%m}低保金"
    rows = PaymentRow.objects.filter(list=listed, total__gt=0).order_by("village_code", "household_code")
    return [
        (number, row.household_code, row.payee, row.account, row.bank, row.total, use)
        for number, row in enumerate(rows.iterator(), start=1)
    ]


def _as_csv(rows: Sequence[Sequence[Any]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in rows:
        writer.writerow(
            [defuse(f"{value:.2f}" if name == "金额" else value) for name, value in zip(HEADERS, row, strict=True)]
        )
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def read_return(*, actor: User, list_id: int, source: BinaryIO | Path, file_name: str) -> BankReturn:
    """Enter what the bank did with the payments of a closed list; a file may hold only some of them.

    Lines are matched by household code, else by account and name. What failed becomes a proposal of back payment;
    lines that do not fit are kept for download. Raises ``ListNotClosed`` or ``UnreadableReturn``.
    """
    require(actor, Right.PREPARE_PAYMENTS)
    with storage.examined(source) as path:
        lines, digest = _lines(path, file_name), storage.keep(path).sha256
    return _enter(actor, list_id, lines, file_name[-200:], digest)


def _lines(path: Path, file_name: str) -> list[BankLine]:
    try:
        workbook = open_foreign(path, file_name)
    except UnreadableRoster as refusal:
        raise UnreadableReturn(why=refusal.message) from refusal
    sheet = next((sheet for sheet in workbook.sheets if not sheet.hidden), None)
    if sheet is None:
        raise UnreadableReturn(why="里面没有工作表")
    return list(lines_of((row.number, row.values) for row in sheet.rows()))


@transaction.atomic
def _enter(actor: User, list_id: int, lines: list[BankLine], file_name: str, digest: str) -> BankReturn:
    listed = locked_list(actor, list_id)
    _closed(listed, "导入回盘")
    matched, seen = Matched(), set[int]()
    for start in range(0, len(lines), _PORTION):
        _match(actor, listed, lines[start : start + _PORTION], matched, seen)
    entered = BankReturn.objects.create(
        list=listed,
        file_name=file_name,
        digest=digest,
        succeeded=matched.succeeded,
        failed=matched.failed,
        unmatched=len(matched.wrong),
        wrong=json.dumps(matched.wrong, ensure_ascii=False) if matched.wrong else "",
        made_by=actor,
        made_at=clock.now(),
    )
    if not PaymentRow.objects.filter(list=listed, result="", total__gt=0).exists():
        listed.state = ListState.PAID
        listed.save(update_fields=["state"])
    told = f"成功 {matched.succeeded} 户，未成功 {matched.failed} 户，对不上 {len(matched.wrong)} 行"
    summary = f"导入{in_words(listed.month)}代发回盘：{told}"
    record(actor, Act("read_bank_return", "payment_list", listed.pk, summary=summary))
    return entered


def _match(actor: User, listed: PaymentList, lines: list[BankLine], matched: Matched, seen: set[int]) -> None:
    hashes = {lookup_hash(line.account, "account") for line in lines if line.account}
    codes = {line.code for line in lines if line.code}
    rows = PaymentRow.objects.filter(list=listed).select_related("household")
    by_code = {row.household_code: row for row in rows.filter(household_code__in=codes)}
    by_account: dict[str, list[PaymentRow]] = {}
    for row in rows.filter(account_hash__in=hashes):
        by_account.setdefault(row.account_hash, []).append(row)
    for line in lines:
        found = _row_of(line, by_code, by_account)
        fault = _fault(line, found, seen)
        if fault or found is None:
            matched.wrong.append(_wrong(line, fault))
            continue
        seen.add(found.pk)
        _note(actor, listed, found, line)
        matched.succeeded += line.result == SUCCEEDED
        matched.failed += line.result != SUCCEEDED


def _row_of(
    line: BankLine, by_code: dict[str, PaymentRow], by_account: dict[str, list[PaymentRow]]
) -> PaymentRow | None:
    if line.code:
        return by_code.get(line.code)
    found = by_account.get(lookup_hash(line.account, "account"), []) if line.account else []
    named = [row for row in found if not line.name or row.payee == line.name]
    return named[0] if len(named) == 1 else None


def _fault(line: BankLine, row: PaymentRow | None, seen: set[int]) -> str:
    """Return why a line is not entered; empty when it fits."""
    if row is None:
        return "名册里没有这一户（账号、户名或户编号不符，或不止一户）"
    if row.pk in seen:
        return "文件里这一户出现了两次"
    if not line.result:
        return "看不出代发结果"
    if line.account and row.account and line.account != row.account:
        return "账号与名册不符"
    if line.amount is not None and line.amount != row.total:
        return f"金额与名册不符，名册是 {plain(row.total)} 元"
    if row.result and row.result != line.result:
        return f"以前已登记为“{BANK_RESULT[row.result]}”"
    return ""


def _wrong(line: BankLine, fault: str) -> list[str]:
    amount = "" if line.amount is None else plain(line.amount)
    return [str(line.number), line.code, line.name, line.account, amount, line.result, line.reason, fault]


def _note(actor: User, listed: PaymentList, row: PaymentRow, line: BankLine) -> None:
    if row.result:
        return
    row.result = line.result
    row.return_reason = "" if line.result == SUCCEEDED else line.reason or BANK_RESULT[line.result]
    row.save(update_fields=["result", "return_reason"])
    if line.result == SUCCEEDED or not row.total:
        return
    BackPayment.objects.create(
        household=row.household,
        first_month=listed.month,
        last_month=listed.month,
        amount=row.total,
        reason=f"{in_words(listed.month)}代发未成功：{row.return_reason}",
        state=BackPayState.PROPOSED,
        returned=row,
        made_by=actor,
        made_at=clock.now(),
    )


def wrong_lines(entered: BankReturn) -> bytes:
    """Return the lines that did not fit as a workbook; the caller found the return by a query of his division."""
    rows = json.loads(entered.wrong) if entered.wrong else []
    return list_workbook("对不上的行", WRONG_HEADERS, rows)
