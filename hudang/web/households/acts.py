"""Acts on many households at once: which a post may do, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hudang.accounts.vocabulary import Right

if TYPE_CHECKING:
    from hudang.accounts.models import User


@dataclass(frozen=True)
class BulkAct:
    """An act of the bulk bar: its key, its label, icon, and the right it needs."""

    key: str
    label: str
    icon: str
    right: Right


ACTS = {
    act.key: act
    for act in (
        BulkAct("print", "打印袋面标签", "print", Right.PRINT),
        BulkAct("export", "导出 Excel", "download", Right.EXPORT),
        BulkAct("move", "移到别的盒", "move", Right.ARRANGE_BOXES),
        BulkAct("resettle", "迁到另一个村", "households", Right.EDIT_HOUSEHOLDS),
        BulkAct("classify", "重新推算分类", "refresh", Right.OVERRIDE_CLASSIFICATION),
    )
}


def acts_for(user: User) -> list[BulkAct]:
    """Return the acts that the user's post includes."""
    return [act for act in ACTS.values() if user.may(act.right)]
