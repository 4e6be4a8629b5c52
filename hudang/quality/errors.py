"""Refusals of quality."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class NoSuchRule(Refusal):
    """No rule of that name is shipped."""

    code = "NO_SUCH_RULE"
    template = "没有“{rule}”这条质量规则。请从规则清单里选。"


class NothingTicked(Refusal):
    """Nothing that can be worked off was chosen."""

    code = "NOTHING_TICKED"
    template = "没有选中待改的问题。请先勾选，再点按钮。"
