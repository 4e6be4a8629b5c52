"""异议: registered (nameless too), looked into or brought before a hearing, answered (process.md §5, §6; F17, F18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.casework.actions.notice_papers import make_hearing_paper, make_objection_paper
from hudang.casework.actions.stepping import advance, check_act, open_case, touch
from hudang.casework.actions.volumes import file_hearing
from hudang.casework.declared import as_text
from hudang.casework.errors import NotYet, WrongStage
from hudang.casework.models import Case, Hearing, NoticeEntry, Objection
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.hearing import PRESENT_ROLES, Votes, agreed, attendance_fault, votes_fault
from hudang.casework.vocabulary import (
    ACT_LABELS,
    OBJECTION_RESULT_LABELS,
    OBJECTION_WAY_LABELS,
    CaseAct,
    CaseStage,
    ObjectionWay,
)
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible

_OBJECTABLE = frozenset({CaseStage.ON_NOTICE, CaseStage.OBJECTED, CaseStage.REINVESTIGATING, CaseStage.HEARING})


@dataclass(frozen=True)
class ObjectionEntry:
    """An objection as it came; without a name it is nameless."""

    way: str
    contents: str
    received_on: date
    objector: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Present:
    """Somebody at a hearing."""

    name: str
    role: str


@dataclass(frozen=True)
class HearingEntry:
    """A hearing as it was held."""

    held_at: datetime
    place: str
    chair: str
    clerk: str
    invited: int
    present: Sequence[Present]
    votes: Votes
    briefing: str
    questions: str = ""


@transaction.atomic
def register_objection(*, actor: User, number: str, entry: ObjectionEntry, version: int | None = None) -> Objection:
    """Register an objection; the first one takes the case off its notice's way to the end.

    An assistant may register one, too; who objected is then seen by those who handle the case only. Raises
    ``InvalidInput``, ``WrongStage``.
    """
    case = open_case(actor, number, version, Right.VIEW_CASES)
    if case.stage not in _OBJECTABLE:
        raise WrongStage(stage=case.get_stage_display(), act=ACT_LABELS[CaseAct.OBJECT])
    _check(entry)
    notice = NoticeEntry.objects.filter(case=case, live=True).select_related("batch").first()
    objection = Objection.objects.create(
        case=case,
        batch=notice.batch if notice else None,
        received_on=entry.received_on,
        way=entry.way,
        objector=entry.objector.strip(),
        contact=entry.contact.strip(),
        contents=entry.contents.strip(),
        received_by=actor,
    )
    case.complaint = True
    if case.stage == CaseStage.ON_NOTICE:
        advance(actor, case, CaseAct.OBJECT)
        NoticeEntry.objects.filter(case=case, live=True).update(live=False)
    else:
        touch(case)
        summary = f"又一条公示异议：{case.number}"
        record(actor, Act("add_objection", "case", case.pk, _code(case), summary))
    return objection


def _check(entry: ObjectionEntry) -> None:
    faults = {}
    if entry.way not in {way.value for way in ObjectionWay}:
        faults["way"] = f"请选择异议的方式：{'、'.join(OBJECTION_WAY_LABELS.values())}。"
    if len(entry.contents.strip()) < 4:
        faults["contents"] = "请写明异议的内容。"
    if entry.received_on > clock.today():
        faults["received_on"] = "收到日期在今天之后，请核对。"
    if faults:
        raise InvalidInput(faults)


def _code(case: Case) -> str:
    return case.household.code if case.household else ""


@transaction.atomic
def answer_objection(
    *,
    actor: User,
    number: str,
    objection_id: int,
    result: str,
    finding: str,
    answered_on: date,
    answered_how: str,
    version: int | None = None,
) -> Objection:
    """Write down what was found and how the objector was answered; a nameless one is answered by a public word."""
    case = open_case(actor, number, version)
    objection = Objection.objects.select_for_update().filter(case=case, pk=objection_id).first()
    if objection is None:
        raise NotVisible
    faults = {}
    if result not in OBJECTION_RESULT_LABELS:
        faults["result"] = "请选择结论。"
    if not answered_how.strip():
        faults["answered_how"] = "请写明答复方式，匿名的写“无法答复，已存档”。"
    if not objection.received_on <= answered_on <= clock.today():
        faults["answered_on"] = f"答复日期应在 {objection.received_on} 到今天之间。"
    if faults:
        raise InvalidInput(faults)
    objection.result, objection.finding = result, reason_given(finding, "查明异议")
    objection.answered_on, objection.answered_how = answered_on, answered_how.strip()[:60]
    objection.save()
    make_objection_paper(actor, case, objection)
    touch(case)
    summary = f"异议有了结论：{case.number}"
    record(actor, Act("answer_objection", "case", case.pk, _code(case), summary, None, {"result": result}))
    return objection


@transaction.atomic
def reinvestigate(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Look into the matter again."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.REINVESTIGATE, opinion=opinion)
    return case


@transaction.atomic
def call_hearing(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Call a hearing."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.CALL_HEARING, opinion=opinion)
    return case


@transaction.atomic
def record_hearing(*, actor: User, number: str, entry: HearingEntry, version: int | None = None) -> Hearing:
    """Write down a hearing; its outcome follows from the votes by the region's rule, whatever it is it is kept.

    Raises ``InvalidInput`` when too few came, when those kept out came, or when the votes do not add up.
    """
    case = open_case(actor, number, version)
    if case.stage != CaseStage.HEARING:
        raise NotYet(act="登记评议记录", why="请先在案件页上“组织民主评议”。")
    limits = thresholds()
    _check_hearing(case, entry)
    hearing = Hearing.objects.create(
        case=case,
        held_at=entry.held_at,
        place=entry.place.strip(),
        chair=entry.chair.strip(),
        clerk=entry.clerk.strip(),
        invited=entry.invited,
        present=len(entry.present),
        contents=as_text(
            {
                "present": [{"name": each.name, "role": each.role} for each in entry.present],
                "briefing": entry.briefing,
                "questions": entry.questions,
            }
        ),
        agree=entry.votes.agree,
        oppose=entry.votes.oppose,
        abstain=entry.votes.abstain,
        agreed=agreed(entry.votes, limits),
        recorded_by=actor,
    )
    file_hearing(actor, case, hearing, make_hearing_paper(actor, case, hearing))
    touch(case)
    told = {"agree": hearing.agree, "oppose": hearing.oppose, "abstain": hearing.abstain}
    record(actor, Act("record_hearing", "case", case.pk, _code(case), f"登记评议记录 {case.number}", None, told))
    return hearing


def _check_hearing(case: Case, entry: HearingEntry) -> None:
    faults = {}
    for name, label, value in (
        ("place", "地点", entry.place),
        ("chair", "主持", entry.chair),
        ("clerk", "记录", entry.clerk),
    ):
        if not value.strip():
            faults[name] = f"请填写{label}。"
    if entry.held_at > clock.now():
        faults["held_at"] = "评议时间在现在之后，请在评议后登记。"
    if len(entry.briefing.strip()) < 4:
        faults["briefing"] = "请写明政策宣讲和情况介绍的要点。"
    if any(each.role not in PRESENT_ROLES or not each.name.strip() for each in entry.present):
        faults["present"] = "请为每一位到会人员填写姓名、选择身份。"
    said = attendance_fault(entry.invited, [each.role for each in entry.present], thresholds())
    if said:
        faults.setdefault("present", said)
    related = {kept.user.display_name for kept in case.kept_out.select_related("user")}
    came = sorted(related & {each.name.strip() for each in entry.present})
    if came:
        faults["present"] = f"{'、'.join(came)}已登记回避，不能参加评议。"
    said = votes_fault(entry.votes, len(entry.present))
    if said:
        faults["votes"] = said
    if faults:
        raise InvalidInput(faults)


@transaction.atomic
def settle_objection(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Bring the case back to examination after everything was looked into and answered."""
    case = open_case(actor, number, version)
    check_act(actor, case, CaseAct.SETTLE_OBJECTION)
    advance(actor, case, CaseAct.SETTLE_OBJECTION, opinion=opinion)
    return case


@transaction.atomic
def publish_again(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Post the case once more, where the region wants it after a re-examination."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.PUBLISH_AGAIN, opinion=opinion)
    return case
