"""What must hold before an act, each with the sentence that tells a clerk why it does not yet (process.md §3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hudang.casework.rules.thresholds import ALWAYS, Thresholds


@dataclass(frozen=True)
class Facts:
    """Everything about a case that a condition asks for, as it stands on ``today``."""

    today: date
    limits: Thresholds = field(default_factory=Thresholds)
    declaration_faults: int = 0
    unsigned: tuple[str, ...] = ()
    near_relatives_registered: bool = True
    corrections: int = 0
    lacking_papers: tuple[str, ...] = ()
    correction_due: date | None = None
    open_tasks: tuple[str, ...] = ()
    unverified: int = 0
    unexplained: int = 0
    # the stored means test: None when there is none, or when figures changed after it
    eligible: bool | None = None
    verdict: str = ""
    # until when the applicant may contest what he was told; whether a recheck lacks its answer
    contest_until: date | None = None
    recheck_open: bool = False
    exempt: bool = False
    on_sheet: bool = False
    notice_ends: date | None = None
    notice_photos: tuple[str, ...] = ()
    objections: int = 0
    open_objections: int = 0
    hearing_called: bool = False
    hearing_held: bool = False
    published: int = 0
    republished: bool = False
    must_visit: str = ""
    county_visited: bool = False
    account_known: bool = True
    change_fault: str = ""


Condition = Callable[[Facts], str]


def _declaration_whole(facts: Facts) -> str:
    return f"申报还有 {facts.declaration_faults} 处未填或不正确，请先补齐。" if facts.declaration_faults else ""


def _pledges_signed(facts: Facts) -> str:
    names = "、".join(facts.unsigned)
    return f"{names}还没有签署诚信承诺与核对授权书，成年成员缺一不能受理。" if names else ""


def _near_relatives_registered(facts: Facts) -> str:
    return "" if facts.near_relatives_registered else "有近亲属关系，请先登记近亲属备案。"


def _correction_unused(facts: Facts) -> str:
    return "补正只能一次性告知一次，本案已告知过。" if facts.corrections else ""


def _papers_named(facts: Facts) -> str:
    return "" if facts.lacking_papers else "没有缺件，不需要补正；可以直接受理。"


def _correction_over(facts: Facts) -> str:
    if facts.correction_due is None or facts.today > facts.correction_due:
        return ""
    return f"补正期限到 {facts.correction_due}，还没有过。"


def _tasks_finished(facts: Facts) -> str:
    return f"还有调查任务未完成：{'、'.join(facts.open_tasks)}。请完成或注明免做的理由。" if facts.open_tasks else ""


def _figures_verified(facts: Facts) -> str:
    if facts.unverified:
        return f"还有 {facts.unverified} 项收入、财产没有核定，请在五列对照中填写核定值。"
    if facts.unexplained:
        return f"有 {facts.unexplained} 项核定与申报相差超过规定，请写明差异说明。"
    return ""


def _means_tested(facts: Facts) -> str:
    return "请先按核定值做收入财产测算；测算之后改过数据的，请重新测算。" if facts.eligible is None else ""


def _eligible(facts: Facts) -> str:
    return "" if facts.eligible else f"测算结论是“{facts.verdict or '尚未测算'}”，只能拟不同意或退回调查。"


def _contest_over(facts: Facts) -> str:
    if facts.contest_until is None or facts.today > facts.contest_until:
        return ""
    return f"申请人可以提出异议到 {facts.contest_until}，期满后才能拟不同意；有异议的先复查。"


def _recheck_recorded(facts: Facts) -> str:
    return "请先登记复查结论并答复申请人。" if facts.recheck_open else ""


def _exempt(facts: Facts) -> str:
    return "" if facts.exempt else "本案不属于免公示情形，应当公示。"


def _not_exempt(facts: Facts) -> str:
    return "本案依规定免公示，不得张贴；请由县民政免公示办理。" if facts.exempt else ""


def _on_sheet(facts: Facts) -> str:
    return "" if facts.on_sheet else "请先在“公示”页按村做公示单，张贴后在公示单上登记张贴。"


def _notice_over(facts: Facts) -> str:
    if facts.notice_ends is None:
        return "本案还没有列入公示批次。"
    if facts.today <= facts.notice_ends:
        return f"公示到 {facts.notice_ends} 为止，期满次日起才能结束，不得提前。"
    return ""


def _notice_photographed(facts: Facts) -> str:
    return f"还没有上传公示{'、'.join(facts.notice_photos)}张贴照片。" if facts.notice_photos else ""


def _objection_registered(facts: Facts) -> str:
    return "" if facts.objections else "请先登记异议的内容。"


def _no_open_objection(facts: Facts) -> str:
    count = facts.open_objections
    return f"还有 {count} 条异议没有结论和答复。" if count else ""


def _hearing_held(facts: Facts) -> str:
    needed = facts.hearing_called or facts.limits.hearing_needed == ALWAYS
    return "请先登记民主评议记录和表决结果。" if needed and not facts.hearing_held else ""


def _republishing(facts: Facts) -> str:
    return "" if facts.limits.republish_days else "本地规定重新初审后不再公示，请直接报县。"


def _no_republishing_due(facts: Facts) -> str:
    if facts.limits.republish_days and facts.objections and not facts.republished and not facts.exempt:
        return f"本地规定重新初审后再公示 {facts.limits.republish_days} 天。"
    return ""


def _county_visit_done(facts: Facts) -> str:
    if facts.must_visit and not facts.county_visited:
        return f"本案{facts.must_visit}，县民政必须入户核查，还没有核查记录。"
    return ""


def _account_known(facts: Facts) -> str:
    return "" if facts.account_known else "还没有登记开户银行和银行账号，确认前应补登。"


def _change_whole(facts: Facts) -> str:
    return facts.change_fault


CONDITIONS: dict[str, Condition] = {
    "declaration_whole": _declaration_whole,
    "pledges_signed": _pledges_signed,
    "near_relatives_registered": _near_relatives_registered,
    "correction_unused": _correction_unused,
    "papers_named": _papers_named,
    "correction_over": _correction_over,
    "tasks_finished": _tasks_finished,
    "figures_verified": _figures_verified,
    "means_tested": _means_tested,
    "eligible": _eligible,
    "contest_over": _contest_over,
    "recheck_recorded": _recheck_recorded,
    "exempt": _exempt,
    "not_exempt": _not_exempt,
    "on_sheet": _on_sheet,
    "notice_over": _notice_over,
    "notice_photographed": _notice_photographed,
    "objection_registered": _objection_registered,
    "no_open_objection": _no_open_objection,
    "hearing_held": _hearing_held,
    "republishing": _republishing,
    "no_republishing_due": _no_republishing_due,
    "county_visit_done": _county_visit_done,
    "account_known": _account_known,
    "change_whole": _change_whole,
}


def unmet(names: tuple[str, ...], facts: Facts) -> str:
    """Return the first condition that does not hold as a sentence, empty when all hold."""
    return next((said for name in names if (said := CONDITIONS[name](facts))), "")
