"""Which action a step of the procedure is carried out by, and what its small form asks for.

An act that needs more than words names its own page instead. What stands nowhere here cannot be done from the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hudang.casework.actions import accepting, desk
from hudang.casework.queries.acts import Choice
from hudang.casework.vocabulary import CaseAct
from hudang.kernel.errors import NotVisible

OPINION, REASON = "opinion", "reason"


@dataclass(frozen=True)
class ActDoor:
    """How an act is done: by an action with the words that it asks for, or on a page of its own."""

    run: Callable[..., Any] | None = None
    asks: tuple[str, ...] = ()
    page: str = ""
    hint: str = ""


DOORS: dict[CaseAct, ActDoor] = {
    CaseAct.SUBMIT: ActDoor(desk.submit, hint="提交后由乡镇决定受理、补正或不予受理。"),
    CaseAct.CANCEL: ActDoor(desk.cancel, hint="草稿取消后不能恢复，需要时另行登记。"),
    CaseAct.REQUEST_CORRECTION: ActDoor(desk.request_correction, (OPINION,), hint="一次告知全部缺件；只能告知一次。"),
    CaseAct.SUPPLEMENT: ActDoor(desk.supplement, (OPINION,), hint="请先在申报中登记收到的材料。"),
    CaseAct.LAPSE: ActDoor(desk.lapse, (REASON,)),
    CaseAct.DECLINE: ActDoor(desk.decline, (REASON,), hint="理由写进不予受理告知书，请写到申请人能看懂。"),
    CaseAct.ACCEPT: ActDoor(accepting.accept, (OPINION,), hint="受理后登记家庭、立户袋，各项时限从次日起算。"),
    CaseAct.WITHDRAW: ActDoor(
        desk.withdraw, (REASON,), hint="须有申请人签字的撤回申请；撤回后不能恢复，可以重新申请。"
    ),
}


def door_of(act: str) -> tuple[CaseAct, ActDoor]:
    """Return the door of an act named in an address; raises ``NotVisible`` for what is none."""
    try:
        known = CaseAct(act)
        return known, DOORS[known]
    except (ValueError, KeyError):
        raise NotVisible from None


def with_door(choices: tuple[Choice, ...]) -> list[Choice]:
    """Return the choices that a page can carry out."""
    return [choice for choice in choices if choice.act in DOORS]
