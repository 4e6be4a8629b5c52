"""What commands print: one JSON object a line on stdout, everything for people on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click
from django.core.serializers.json import DjangoJSONEncoder

from hudang.kernel.errors import InvalidInput, Refusal

P = ParamSpec("P")
R = TypeVar("R")


def emit(row: dict[str, Any]) -> None:
    """Print one JSON object as a line on stdout."""
    click.echo(json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder))


def say(text: str) -> None:
    """Tell people something, on stderr, so that stdout stays readable by programs."""
    click.echo(text, err=True)


def refusals(command: Callable[P, R]) -> Callable[P, R]:
    """End a command that is refused with its Chinese sentence and exit code 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            raise click.ClickException(_sentence(refusal)) from refusal

    return guarded


def _sentence(refusal: Refusal) -> str:
    if isinstance(refusal, InvalidInput):
        return "\n".join([refusal.message, *(f"  {name}: {text}" for name, text in refusal.fields.items())])
    return refusal.message


class Meter:
    """Progress on stderr: a line that is rewritten on a terminal, every tenth part elsewhere."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._shown = -1
        self._terminal = sys.stderr.isatty()

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None:
        """Show how far the work is; has the shape of ``platform.jobs.Progress``."""
        if not total:
            return
        step = done * (100 if self._terminal else 10) // total
        if step == self._shown:
            return
        self._shown = step
        text = f"{self.label} {done}/{total} {message}".rstrip()
        end = "" if self._terminal and done < total else "\n"
        click.echo(f"\r{text}" if self._terminal else text, err=True, nl=bool(end))
