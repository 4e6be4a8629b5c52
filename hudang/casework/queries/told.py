"""What happened in a case, told in the words of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.assessment.models import Assessment
from hudang.casework.models import Case, CaseStep, Hearing
from hudang.casework.vocabulary import CaseAct
from hudang.kernel.clock import CHINA

_TOLD = {
    CaseAct.SUBMIT: "申请人提出申请",
    CaseAct.ACCEPT: "受理",
    CaseAct.START_INVESTIGATION: "启动调查和信息核对",
    CaseAct.TELL_MISMATCH: "告知申请人核对结果不符",
    CaseAct.CONTEST: "申请人提出异议，进行复查",
    CaseAct.FINISH_INVESTIGATION: "调查完毕",
    CaseAct.PASS_EXAMINATION: "乡镇初审同意",
    CaseAct.POST: "张榜公示",
    CaseAct.OBJECT: "公示期间收到异议",
    CaseAct.CALL_HEARING: "组织民主评议",
    CaseAct.PROPOSE_REFUSAL: "乡镇提出不同意的意见",
    CaseAct.REPORT: "报县级民政部门",
    CaseAct.RETURN: "县级民政部门退回补充调查",
}


@dataclass(frozen=True)
class TownshipOpinion:
    """意见栏 of the township: its verdict and words, who handled, who signed, when."""

    agrees: bool
    words: str
    handler: str
    head: str
    on: date | None


def process_of(case: Case) -> str:
    """Return the course of the case in one paragraph (审核经过摘要)."""
    steps = CaseStep.objects.filter(case=case, act__in=[act.value for act in _TOLD]).order_by("sequence")
    told = [f"{step.at.astimezone(CHINA):%Y年%-m月%-d日}{_TOLD[CaseAct(step.act)]}" for step in steps]
    return "；".join(told) + "。" if told else ""


def told_opinions(case: Case) -> TownshipOpinion:
    """Return the township's opinion as its steps hold it."""
    finished = CaseStep.objects.filter(case=case, act=CaseAct.FINISH_INVESTIGATION).order_by("sequence").last()
    acts = (CaseAct.PASS_EXAMINATION, CaseAct.PASS_WITHOUT_NOTICE, CaseAct.PROPOSE_REFUSAL)
    passed = CaseStep.objects.filter(case=case, act__in=acts).order_by("sequence").last()
    return TownshipOpinion(
        agrees=passed is not None and passed.act != CaseAct.PROPOSE_REFUSAL,
        words=(passed.opinion or passed.reason) if passed else "",
        handler=finished.actor_name if finished else "",
        head=passed.actor_name if passed else "",
        on=passed.at.astimezone(CHINA).date() if passed else None,
    )


def hearing_told(case: Case) -> str | None:
    """Return the last hearing as papers tell of it, None where there was none."""
    hearing = Hearing.objects.filter(case=case).order_by("-pk").first()
    if hearing is None:
        return None
    day = f"{hearing.held_at.astimezone(CHINA):%Y年%-m月%-d日}"
    votes = f"同意 {hearing.agree} 票、不同意 {hearing.oppose} 票、弃权 {hearing.abstain} 票"
    return f"{day}民主评议，到会 {hearing.present} 人，{votes}，{'通过' if hearing.agreed else '未通过'}"


def usual_reason(case: Case, act: CaseAct) -> str:
    """Return with which words a refusal begins: the township's own, or what the means test found, to the cent."""
    if act is CaseAct.REFUSE:
        proposed = CaseStep.objects.filter(case=case, act=CaseAct.PROPOSE_REFUSAL).order_by("sequence").last()
        return proposed.reason if proposed else _failed(case)
    return _failed(case) if act is CaseAct.PROPOSE_REFUSAL else ""


def _failed(case: Case) -> str:
    test = Assessment.objects.filter(case_reference=case.number).order_by("-pk").first()
    told = [row["text"] for row in test.result["reasons"] if row["passed"] is False] if test else []
    return "".join(dict.fromkeys(told))
