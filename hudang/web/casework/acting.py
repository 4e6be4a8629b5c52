"""Which action a step of the procedure is carried out by, and what its small form asks for.

An act that needs more than words names its own page instead. What stands nowhere here cannot be done from the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hudang.casework.actions import (
    accepting,
    change_deciding,
    changing,
    county,
    deciding,
    desk,
    examining,
    investigating,
    objections,
)
from hudang.casework.queries.acts import Choice
from hudang.casework.vocabulary import CaseAct, Procedure
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
    CaseAct.OBJECT: ActDoor(page="casework:objections"),
    CaseAct.POST: ActDoor(page="casework:notices"),
    CaseAct.CLOSE_NOTICE: ActDoor(page="casework:notices"),
    CaseAct.REINVESTIGATE: ActDoor(objections.reinvestigate, (OPINION,), hint="查明情况后，在异议页上写明结论并答复。"),
    CaseAct.CALL_HEARING: ActDoor(objections.call_hearing, (OPINION,), hint="评议后在异议页上登记评议记录和表决。"),
    CaseAct.SETTLE_OBJECTION: ActDoor(objections.settle_objection, (OPINION,)),
    CaseAct.PUBLISH_AGAIN: ActDoor(objections.publish_again, (OPINION,)),
    CaseAct.TAKE_UP: ActDoor(county.take_up, (OPINION,), hint="近亲属备案、有投诉举报和抽中的案件须县级入户核查。"),
    CaseAct.RETURN: ActDoor(county.return_case, (REASON,), hint="写明要补什么，乡镇按此继续调查。"),
    CaseAct.CONFIRM: ActDoor(
        deciding.confirm, (OPINION,), hint="金额按存下的测算结果，从规定的月份起发；同时做审核确认表和通知书。"
    ),
    CaseAct.REFUSE: ActDoor(
        deciding.refuse, (REASON,), hint="理由写进不予确认告知书，并写明救济途径；3 个工作日内送达。"
    ),
    CaseAct.TERMINATE: ActDoor(deciding.terminate, (REASON,)),
}
DOORS |= {
    CaseAct.START_INVESTIGATION: ActDoor(
        investigating.start_investigation, (OPINION,), hint="生成调查任务和五列对照，制作调查任务单。"
    ),
    CaseAct.SUSPEND: ActDoor(investigating.suspend, (REASON,), hint="中止期间初审和全流程时限停止计算。"),
    CaseAct.RESUME: ActDoor(investigating.resume, (OPINION,)),
    CaseAct.TELL_MISMATCH: ActDoor(page="investigation:mismatch"),
    CaseAct.CONTEST: ActDoor(page="investigation:contest"),
    CaseAct.RECHECK_FURTHER: ActDoor(investigating.recheck_further, (OPINION,)),
    CaseAct.RECHECK_PASSED: ActDoor(investigating.recheck_passed, (OPINION,)),
    CaseAct.FINISH_INVESTIGATION: ActDoor(
        investigating.finish_investigation, (OPINION,), hint="收入评估表随之制作归袋。"
    ),
    CaseAct.PASS_EXAMINATION: ActDoor(
        examining.pass_examination, (OPINION,), hint="意见写进初审意见书；初审后您不能再办理本案的审核确认。"
    ),
    CaseAct.PASS_WITHOUT_NOTICE: ActDoor(
        examining.pass_without_notice, (OPINION,), hint="初审后您不能再办理本案的审核确认。"
    ),
    CaseAct.PROPOSE_REFUSAL: ActDoor(
        examining.propose_refusal, (REASON,), hint="理由写进初审意见书；初审后您不能再办理本案的审核确认。"
    ),
    CaseAct.SEND_BACK: ActDoor(examining.send_back, (REASON,), hint="写明要补查什么。"),
    CaseAct.REPORT: ActDoor(examining.report, (OPINION,)),
    CaseAct.RESUME_RETURNED: ActDoor(investigating.resume_returned, (OPINION,)),
}


_OF_CHANGE = {
    CaseAct.SUBMIT: ActDoor(changing.submit_change, (OPINION,), hint="提交后由乡镇核查、初审，报县确认。"),
    CaseAct.FINISH_INVESTIGATION: ActDoor(changing.finish_change, (OPINION,)),
    CaseAct.PASS_EXAMINATION: ActDoor(
        changing.pass_change, (OPINION,), hint="意见写进变更审批表；初审后您不能再办理本案的审核确认。"
    ),
    CaseAct.CONFIRM: ActDoor(
        change_deciding.confirm_change,
        (OPINION,),
        hint="家庭、定额、文书和户袋随之变更；减发、停发、渐退的告知书随之制作，3 个工作日内送达。",
    ),
    CaseAct.REFUSE: ActDoor(
        change_deciding.refuse_change,
        (REASON,),
        hint="家庭和定额一切如旧。家庭申请的、对家庭有利的，制作不予变更告知书并送达；经办机构提出的减发、停发，理由只告知乡镇。",
    ),
    CaseAct.WITHDRAW: ActDoor(desk.withdraw, (REASON,), hint="撤回后家庭和定额一切如旧。"),
}


def _doors(procedure: str) -> dict[CaseAct, ActDoor]:
    return DOORS | _OF_CHANGE if procedure == Procedure.CHANGE else DOORS


def door_of(act: str, procedure: str) -> tuple[CaseAct, ActDoor]:
    """Return the door of an act named in an address; raises ``NotVisible`` for what is none."""
    try:
        known = CaseAct(act)
        return known, _doors(procedure)[known]
    except (ValueError, KeyError):
        raise NotVisible from None


def with_door(choices: tuple[Choice, ...]) -> list[Choice]:
    """Return the choices that a page can carry out."""
    return [choice for choice in choices if choice.act in DOORS]
