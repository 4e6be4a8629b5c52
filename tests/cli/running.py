"""Running the command ``hudang`` in the process of the tests, on their database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from hudang.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command did: exit code, lines for programs, text for people."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects of stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects without the summary."""
        return [line for line in self.lines if "summary" not in line]

    @property
    def summary(self) -> dict[str, Any]:
        """What the last line sums up."""
        summary: dict[str, Any] = self.lines[-1]["summary"]
        return summary


def hudang(*arguments: object) -> Ran:
    """Run ``hudang`` with these arguments; a fault that is no refusal fails the test."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
