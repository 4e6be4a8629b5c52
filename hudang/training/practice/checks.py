"""Whether a practice task is done, looked up on the ground this thread stands on. Each check says what is still wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.vocabulary import Original
from hudang.audit.models import AuditEntry
from hudang.casework.models import Case, CaseStep, NoticeBatch
from hudang.casework.vocabulary import CaseAct
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.households.models import IncomeItem
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.training.practice.scenes import APPLICANT, NOTICED
from hudang.training.rules import practice as ground

_LEAST_REASON = 6


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is right, and in words what is."""

    right: bool
    words: str


def check(task: str) -> list[Finding]:
    """Return the findings of a task; it is passed when all are right."""
    return CHECKS[task]()


def _file_missing() -> list[Finding]:
    items = Item.objects.filter(file__household__code=ground.MISSING, material__code="M13", annulled_on=None)
    item = items.order_by("-number").first()
    if item is None:
        return [Finding(False, "袋里还没有残疾人证复印件（M13）。")]
    file = HouseholdFile.objects.get(pk=item.file_id)
    return [
        Finding(True, "残疾人证已归入孙玉兰户的袋。"),
        Finding(item.original == Original.COPY, "应选“复印件”：证件原件由本人保管。"),
        Finding(item.dated == archive_date(clock.today()), "日期应是核对那天，也就是今天。"),
        Finding(item.page_count == 1, "复印件只有一页，页数应填 1。"),
        Finding(not file.missing, "户袋里应当不再缺件。"),
    ]


def _place_pouch() -> list[Finding]:
    pouch = Pouch.objects.select_related("box").get(file__household__code=ground.MISPLACED, part=1)
    first = Box.objects.filter(village_code=ground.VILLAGE, number=1).select_related("location").first()
    placed = first is not None and first.location is not None and first.location.code == ground.LOCATION
    return [
        Finding(pouch.box.number == 1, "李长山户的袋应在民安村 01 盒。"),
        Finding(placed, f"01 盒的位置应写成 {ground.LOCATION}。"),
    ]


def _verify_income() -> list[Finding]:
    rows = list(IncomeItem.objects.filter(household__code=ground.EARNING, until=None))
    found = next((row for row in rows if row.amount == Decimal(1500) and row.period == "month"), None)
    month = clock.today().replace(day=1)
    return [
        Finding(found is not None, "应有一项每月 1500 元的务工收入。"),
        Finding(found is not None and found.since == month, f"新的收入应自 {month} 起算。"),
        Finding(
            found is not None and found.kind == "102" and found.member_id is not None, "收入项应是务工，并选到本人。"
        ),
        Finding(len(rows) == 1, "原来申报的 300 元应当结束，也不要加别的收入。"),
    ]


def _record_visit() -> list[Finding]:
    papers = Paper.objects.filter(form_code="F21", household__code=ground.ALONE, annulled_at=None)
    paper = papers.order_by("-pk").first()
    if paper is None:
        return [Finding(False, "还没有周桂芝户的走访记录（F21）。")]
    data = data_of(paper)
    paid = data.get("due"), data.get("received")
    month = clock.today().strftime("%Y-%m")
    return [
        Finding(True, "走访记录已做成并归袋。"),
        Finding(data.get("month") == month, f"走访月份应是 {month}。"),
        Finding(data.get("way") == "HOME", "方式应选家访。"),
        Finding(paid == (ground.ALLOWANCE, ground.ALLOWANCE), f"应发和实收都应填 {ground.ALLOWANCE} 元。"),
        Finding(paper.item_id is not None, "记录应归入户袋（M71）。"),
    ]


def _post_notice() -> list[Finding]:
    case = Case.objects.filter(applicant_name=NOTICED).order_by("-pk").first()
    batch = NoticeBatch.objects.filter(entries__case=case).order_by("-pk").first() if case else None
    return [
        Finding(batch is not None, "还没有编制带马春英的公示单。"),
        Finding(batch is not None and bool(batch.places), "应登记张贴地点。"),
        Finding(batch is not None and bool(batch.posted_by), "应登记张贴人。"),
    ]


def _correct_item() -> list[Finding]:
    item = Item.objects.get(file__household__code=ground.MISDATED, material__code="M10")
    entry = AuditEntry.objects.filter(action="correct_item", object_id=str(item.pk)).order_by("-sequence").first()
    return [
        Finding(item.dated == "20260612", "日期应改为 2026-06-12（20260612）。"),
        Finding(entry is not None, "应当用“更正著录”改，不是另归一件。"),
        Finding(entry is not None and len(entry.reason) >= _LEAST_REASON, "理由要写到别人能看懂，不少于 6 个字。"),
    ]


def _accept_application() -> list[Finding]:
    case = Case.objects.filter(applicant_name=APPLICANT).order_by("-pk").first()
    step = CaseStep.objects.filter(case=case, act=CaseAct.ACCEPT).first() if case else None
    return [
        Finding(step is not None, "陈永福的申请还没有受理。"),
        Finding(step is not None and bool(step.opinion), "受理时应写明意见。"),
        Finding(case is not None and case.file_id is not None, "受理后应已预立户袋。"),
    ]


CHECKS: dict[str, Callable[[], list[Finding]]] = {
    "file-missing": _file_missing,
    "place-pouch": _place_pouch,
    "verify-income": _verify_income,
    "record-visit": _record_visit,
    "post-notice": _post_notice,
    "correct-item": _correct_item,
    "accept-application": _accept_application,
}
