"""代发回盘: which columns of a bank's file mean what, and what a line says of a payment (code-tables.md C34)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from hudang.benefits.errors import UnreadableReturn
from hudang.benefits.vocabulary import BANK_RESULT, BANK_WORDS, SUCCEEDED

_HEADINGS = {
    "account": ("账号", "银行账号", "收款账号", "收款人账号", "卡号", "账户"),
    "name": ("户名", "收款人", "收款人姓名", "姓名", "领取人", "收款户名"),
    "code": ("户编号", "编号", "客户编号", "备注编号"),
    "amount": ("金额", "实发", "发放金额", "交易金额", "金额（元）", "实发（元）"),
    "result": ("结果", "代发结果", "处理结果", "状态", "交易状态", "成功标志"),
    "reason": ("原因", "退回原因", "失败原因", "说明", "备注", "错误信息"),
}
_HEADER_WITHIN = 20


@dataclass(frozen=True)
class BankLine:
    """One line: as it is written, and the result (C34); ``result`` is empty when the bank says nothing readable."""

    number: int
    account: str
    name: str
    code: str
    amount: Decimal | None
    result: str
    reason: str


def lines_of(rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[BankLine]:
    """Yield the lines under the header; raises ``UnreadableReturn`` without a header that can be used."""
    columns: dict[str, int] = {}
    for number, values in rows:
        cells = [_text(value) for value in values]
        if not columns:
            columns = _columns(cells)
            if not columns and number > _HEADER_WITHIN:
                break
        elif any(cells):
            yield _line(number, cells, columns)
    if not columns:
        raise UnreadableReturn(why="前 20 行里没有找到列名")


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        for name, headings in _HEADINGS.items():
            if name not in found and cell in headings:
                found[name] = position
                break
    return found if "result" in found and found.keys() & {"account", "code"} else {}


def _line(number: int, cells: Sequence[str], columns: dict[str, int]) -> BankLine:
    told = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    reason = told.get("reason", "")
    return BankLine(
        number=number,
        account=told.get("account", "").replace(" ", ""),
        name=told.get("name", ""),
        code=told.get("code", ""),
        amount=_amount(told.get("amount", "")),
        result=_result(told["result"], reason),
        reason=reason[:100],
    )


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip().lstrip("'")


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", "").removesuffix("元"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _result(said: str, reason: str) -> str:
    """Return the code that a bank's words mean; a refusal in the reason counts more than a general word."""
    if said in BANK_RESULT:
        return said
    for text in (reason, said):
        for code, words in BANK_WORDS:
            if code != SUCCEEDED and any(word in text for word in words):
                return code
    return SUCCEEDED if any(word in said for word in dict(BANK_WORDS)[SUCCEEDED]) else ""
