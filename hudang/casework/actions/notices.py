"""公示: prepared by village, posted, photographed on the first and the last day, closed when it is over (process.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.numbering import Numbers
from hudang.assessment.vocabulary import CaseKind
from hudang.audit.log import Act, record
from hudang.casework.actions.notice_papers import file_notice, make_notice_paper
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.actions.volumes import file_closed_notice
from hudang.casework.errors import NotForNotice, NoticeNotOver, NoticeWrongState
from hudang.casework.models import Case, NoticeBatch, NoticeEntry
from hudang.casework.queries.notices import line_of, published_before
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.clocks import due, span_of
from hudang.casework.rules.publishing import forbidden_in
from hudang.casework.vocabulary import (
    CASE_KIND_LABELS,
    NOTICE_KIND_LABELS,
    CaseAct,
    CaseStage,
    ClockKind,
    NoticeKind,
    NoticeState,
)
from hudang.digitization.actions.intake import receive, register
from hudang.forms.actions.papers import annul_paper
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.identity import phone_valid
from hudang.platform.calendar import working_calendar

_SOON = timedelta(days=31)


@dataclass(frozen=True)
class Posting:
    """What is filled in when a notice is hung up."""

    places: str
    posted_by: str
    on: date


@transaction.atomic
def prepare_notice(
    *, actor: User, village_code: str, numbers: Sequence[str], telephone: str, starts_on: date
) -> NoticeBatch:
    """Put cases of one village that passed examination on one notice, and make its sheet for the day it shall hang.

    Raises ``NotForNotice`` for a case that is exempt, elsewhere, or not at that stage; ``InvalidInput`` for the
    telephone. The sheet holds the whitelist only (F16).
    """
    require(actor, Right.HANDLE_CASES)
    require_place(actor, village_code)
    said = telephone.strip()
    if not phone_valid(said):
        raise InvalidInput({"telephone": "请填写监督电话，带区号的固定电话或手机号。"})
    if not numbers:
        raise InvalidInput({"numbers": "请至少选择一案。"})
    if not clock.today() <= starts_on <= clock.today() + _SOON:
        raise InvalidInput({"starts_on": "张贴日期应是今天或以后一个月内的一天。"})
    cases = [_for_notice(actor, number, village_code) for number in dict.fromkeys(numbers)]
    batch = NoticeBatch.objects.create(
        number=_number(village_code),
        kind=NoticeKind.EXAMINATION,
        village_code=village_code,
        telephone=said,
        starts_on=starts_on,
        ends_on=_end(starts_on, cases),
        made_by=actor,
        made_at=clock.now(),
    )
    NoticeEntry.objects.bulk_create(_entry(batch, case) for case in cases)
    batch.paper = make_notice_paper(actor, batch)
    batch.save(update_fields=["paper"])
    summary = f"准备{NOTICE_KIND_LABELS[NoticeKind.EXAMINATION]} {batch.number}，{len(cases)} 户"
    record(actor, Act("prepare_notice", "notice", batch.pk, summary=summary))
    return batch


def _end(starts_on: date, cases: Sequence[Case]) -> date:
    """Return the last day of a notice, the longest of its cases'; each counts by the rule in force on the first day."""
    calendar, limits = working_calendar(), thresholds(starts_on)
    spans = {span_of(ClockKind.NOTICE, limits, again=published_before(case)) for case in cases}
    return max(due(calendar, starts_on, span).on for span in spans)


def _number(village_code: str) -> str:
    key = f"notice:{township_code(village_code)[:9]}:{clock.today().year}"
    numbers = Numbers([key])
    number = numbers.next(key)
    numbers.save()
    return f"{township_code(village_code)[:9]}GS{clock.today().year}{number:04d}"


def _for_notice(actor: User, number: str, village_code: str) -> Case:
    case = open_case(actor, number)
    why = ""
    if case.exempt:
        why = "依规定免公示，不得张贴。"
    elif case.village_code != village_code:
        why = "不在这个村。"
    elif case.stage != CaseStage.TO_PUBLISH:
        why = f"现在是“{case.get_stage_display()}”，初审同意后才公示。"
    elif NoticeEntry.objects.filter(case=case, live=True).exists():
        why = "已在另一张公示单上。"
    if why:
        raise NotForNotice(number=number, why=why)
    return case


def _entry(batch: NoticeBatch, case: Case) -> NoticeEntry:
    line = line_of(case)
    said = forbidden_in(f"{line.head}{line.kind}")
    if said:
        raise NotForNotice(number=case.number, why=f"内容里有{said}，不得公开，请更正申报。")
    return NoticeEntry(
        batch=batch,
        case=case,
        head=line.head,
        kind=CASE_KIND_LABELS[CaseKind(case.kind)],
        size=line.size,
        covered=line.covered,
        amount=line.amount,
        near_relative=line.near_relative,
    )


def _open_batch(actor: User, number: str, version: int | None) -> NoticeBatch:
    require(actor, Right.HANDLE_CASES)
    batch = NoticeBatch.objects.select_for_update().filter(number=number).first()
    if batch is None:
        raise NotVisible
    require_place(actor, batch.village_code)
    if version is not None and version != batch.version:
        raise NoticeWrongState(number=number, state=batch.get_state_display(), act="保存：别人刚刚改过，请刷新页面")
    return batch


def _expect(batch: NoticeBatch, state: NoticeState, act: str) -> None:
    if batch.state != state:
        raise NoticeWrongState(number=batch.number, state=batch.get_state_display(), act=act)


@transaction.atomic
def post_notice(*, actor: User, number: str, posting: Posting, version: int | None = None) -> NoticeBatch:
    """Note that the notice was hung up; its end follows by rule, and each case counts as on notice from that day."""
    batch = _open_batch(actor, number, version)
    _expect(batch, NoticeState.PREPARED, "登记张贴")
    check_posting(posting, _made_on(batch))
    batch.places, batch.posted_by = posting.places.strip(), posting.posted_by.strip()
    batch.state = NoticeState.POSTED
    entries = list(NoticeEntry.objects.filter(batch=batch, live=True).select_related("case"))
    if posting.on != batch.starts_on:
        _hang_on_another_day(actor, batch, [entry.case for entry in entries], posting.on)
    for entry in entries:
        advance(actor, open_case(actor, entry.case.number), CaseAct.POST, on=posting.on)
    batch.version += 1
    batch.save()
    summary = f"张贴公示 {batch.number}，{batch.starts_on} 至 {batch.ends_on}"
    record(actor, Act("post_notice", "notice", batch.pk, summary=summary, after={"places": batch.places}))
    return batch


def _hang_on_another_day(actor: User, batch: NoticeBatch, cases: Sequence[Case], day: date) -> None:
    """Make the sheet anew with the days that are true."""
    batch.starts_on, batch.ends_on = day, _end(day, cases)
    if batch.paper is not None:
        annul_paper(actor=actor, paper=batch.paper, reason=f"实际于 {day} 张贴，重新制作公示单")
    batch.paper = make_notice_paper(actor, batch)


def check_posting(posting: Posting, made_on: date) -> None:
    """Refuse with ``InvalidInput`` what cannot be true of a sheet that was made on a day."""
    faults = {}
    if not 2 <= len(posting.places.strip()) <= 200:
        faults["places"] = "请写明张贴地点，例如“村部公示栏、三组文化广场”。"
    if not 1 <= len(posting.posted_by.strip()) <= 40:
        faults["posted_by"] = "请填写张贴人。"
    if posting.on > clock.today():
        faults["on"] = f"张贴日期 {posting.on} 在今天之后，请在张贴后登记。"
    elif posting.on < made_on:
        faults["on"] = f"张贴日期 {posting.on} 早于公示单制作的日期 {made_on}，请核对。"
    if faults:
        raise InvalidInput(faults)


def _made_on(batch: NoticeBatch) -> date:
    return batch.made_at.astimezone(clock.CHINA).date()


def photograph_notice(
    *, actor: User, number: str, last: bool, photo: BinaryIO, name: str, version: int | None = None
) -> NoticeBatch:
    """Keep the photo of the first or of the last day; the last one is not taken before the last day."""
    require(actor, Right.FILE_ITEMS)
    received = receive(photo, name)
    with transaction.atomic():
        batch = NoticeBatch.objects.select_for_update().filter(number=number).first()
        if batch is None:
            raise NotVisible
        require_place(actor, batch.village_code)
        _expect(batch, NoticeState.POSTED, "上传张贴照片")
        if last and batch.ends_on and clock.today() < batch.ends_on:
            raise InvalidInput({"photo": f"末日照片应在最后一天（{batch.ends_on}）或之后拍摄。"})
        found = register(received).object
        if last:
            batch.last_photo = found
        else:
            batch.first_photo = found
        batch.version += 1
        batch.save()
        word = "末日" if last else "首日"
        record(actor, Act("photograph_notice", "notice", batch.pk, summary=f"公示 {batch.number} {word}照片"))
        return batch


@transaction.atomic
def close_notice(*, actor: User, number: str, version: int | None = None) -> NoticeBatch:
    """End a notice that is over: every case without objection goes on, sheet and photos go into each pouch.

    Raises ``NoticeNotOver``, and ``InvalidInput`` when a photo is missing. A case with an open objection stays.
    """
    batch = _open_batch(actor, number, version)
    _expect(batch, NoticeState.POSTED, "结束")
    if batch.ends_on is None or clock.today() <= batch.ends_on:
        raise NoticeNotOver(number=batch.number, ends_on=batch.ends_on)
    if batch.first_photo is None or batch.last_photo is None:
        word = "首日" if batch.first_photo is None else "末日"
        raise InvalidInput({"photo": f"还没有上传{word}张贴照片。"})
    for entry in NoticeEntry.objects.filter(batch=batch).select_related("case"):
        # advance() asks for the notice that still hangs, so the sheet is taken down after the last case
        if entry.live and entry.case.stage == CaseStage.ON_NOTICE:
            advance(actor, open_case(actor, entry.case.number), CaseAct.CLOSE_NOTICE)
        file_notice(actor, batch, entry.case)
    NoticeEntry.objects.filter(batch=batch).update(live=False)
    batch.state, batch.closed_by, batch.closed_on = NoticeState.CLOSED, actor, clock.today()
    batch.version += 1
    batch.save()
    file_closed_notice(actor, batch)
    summary = f"公示 {batch.number} 期满结束"
    record(actor, Act("close_notice_batch", "notice", batch.pk, summary=summary))
    return batch


@transaction.atomic
def drop_notice(*, actor: User, number: str, reason: str, version: int | None = None) -> NoticeBatch:
    """Give up a notice that was not hung up yet; its cases may be put on another."""
    batch = _open_batch(actor, number, version)
    _expect(batch, NoticeState.PREPARED, "作废")
    batch.state = NoticeState.DROPPED
    batch.version += 1
    batch.save()
    NoticeEntry.objects.filter(batch=batch).update(live=False)
    record(actor, Act("drop_notice", "notice", batch.pk, summary=f"作废公示 {batch.number}", reason=reason))
    return batch
