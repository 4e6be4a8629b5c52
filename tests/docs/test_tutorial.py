"""十分钟入门: every step is of a form that the browser test can carry out."""

from __future__ import annotations

import pytest

from tests.architecture.source import CHECKOUT
from tests.e2e.tutorial import Clause, UnknownStepError, steps

TUTORIAL = CHECKOUT / "docs" / "guide" / "tutorial.md"


def test_every_step_is_understood() -> None:
    found = list(steps(TUTORIAL.read_text()))
    assert len(found) >= 20
    assert {clause.form for step in found for clause in step} >= {"sign in", "press", "fill", "upload", "see", "print"}


def test_what_no_machine_can_do_is_refused() -> None:
    with pytest.raises(UnknownStepError):
        list(steps("1. 点 **导入**，然后想一想。"))


def test_clauses_keep_their_order() -> None:
    step = "在 **查找** 填 `贺兰秋`，点 **查询**"
    assert list(steps(f"3. {step}。")) == [
        [Clause("fill", ("查找", "贺兰秋"), f"{step}。"), Clause("press", ("查询",), f"{step}。")]
    ]
