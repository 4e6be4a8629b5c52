"""Formulas of plain numbers (=244+98) whose result was never stored: the only ones that are worked out here."""

from __future__ import annotations

import operator
import re
import struct
from collections.abc import Callable

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[-+*/()]")
_ALLOWED = re.compile(r"=?[\d.+\-*/() ]{1,120}")
_Operation = Callable[[float, float], float]
_OPERATIONS: dict[str, tuple[int, _Operation]] = {
    "+": (1, operator.add),
    "-": (1, operator.sub),
    "*": (2, operator.mul),
    "/": (2, operator.truediv),
}
_INTEGER, _NUMBER, _BRACKETS, _ATTRIBUTE = 0x1E, 0x1F, 0x15, 0x19
_BINARY = {0x03: operator.add, 0x04: operator.sub, 0x05: operator.mul, 0x06: operator.truediv}


def value_of(formula: str) -> float | None:
    """Return the value of a formula that holds numbers only, ``None`` of any other."""
    if not _ALLOWED.fullmatch(formula):
        return None
    tokens = _TOKEN.findall(formula)
    try:
        value = _Parser(tokens).whole()
    except (IndexError, ValueError, ZeroDivisionError):
        return None
    return value


class _Parser:
    """Numbers, brackets and the four operations, by precedence."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> float:
        """Return the value of all tokens."""
        value = self._expression(1)
        if self._at != len(self._tokens):
            raise ValueError("something is left over")
        return value

    def _expression(self, least: int) -> float:
        value = self._operand()
        while self._at < len(self._tokens):
            precedence, operation = _OPERATIONS.get(self._tokens[self._at], (0, operator.add))
            if precedence < least:
                break
            self._at += 1
            value = operation(value, self._expression(precedence + 1))
        return value

    def _operand(self) -> float:
        token = self._tokens[self._at]
        self._at += 1
        if token in "+-":
            return self._operand() * (-1 if token == "-" else 1)
        if token == "(":
            value = self._expression(1)
            self._at += 1
            return value
        return float(token)


def value_of_tokens(tokens: bytes) -> float | None:
    """Return the value of a BIFF formula's tokens that hold numbers only."""
    stack: list[float] = []
    at = 0
    try:
        while at < len(tokens):
            at = _step(tokens, at, stack)
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        return None
    return stack[0] if len(stack) == 1 else None


def _step(tokens: bytes, at: int, stack: list[float]) -> int:
    kind = tokens[at]
    if kind == _INTEGER:
        stack.append(float(struct.unpack_from("<H", tokens, at + 1)[0]))
        return at + 3
    if kind == _NUMBER:
        stack.append(struct.unpack_from("<d", tokens, at + 1)[0])
        return at + 9
    if kind == _ATTRIBUTE:
        return at + 4
    if kind in _BINARY:
        right, left = stack.pop(), stack.pop()
        stack.append(_BINARY[kind](left, right))
    elif kind != _BRACKETS:
        raise ValueError("not a number")
    return at + 1
