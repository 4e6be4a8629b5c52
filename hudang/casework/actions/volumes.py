"""机构卷: what an act of this area leaves in the volumes of the institution (archive.md §9.1)."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.accounts.models import User
from hudang.casework.models import (
    Case,
    Hearing,
    LongTermLine,
    LongTermList,
    NoticeBatch,
    NoticeEntry,
    SpotCheck,
    SpotCheckCase,
)
from hudang.casework.vocabulary import FINAL_STAGES
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of
from hudang.forms.actions.papers import make_paper
from hudang.forms.models import Paper
from hudang.kernel import clock
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional, file_paper

_MOST_ROWS = 5000


def _village(code: str) -> str:
    return names_of({code}).get(code, code)


def _there(objects: Iterable[DigitalObject | None]) -> tuple[DigitalObject, ...]:
    return tuple(each for each in objects if each is not None)


def file_closed_notice(actor: User, batch: NoticeBatch) -> None:
    """File a notice that is over, with its sheet and photographs, into 公示监管 (ZD2)."""
    entries = list(NoticeEntry.objects.filter(batch=batch).select_related("case"))
    sheet = batch.paper.digital_object if batch.paper else None
    entry = InstitutionalEntry(
        series="ZD2",
        title=f"{_village(batch.village_code)}{batch.get_kind_display()}（{batch.number}，{len(entries)} 户）",
        division_code=batch.village_code,
        dated=batch.closed_on or clock.today(),
        objects=_there((sheet, batch.first_photo, batch.last_photo)),
        page_count=1,
        households=[each.case.household_id for each in entries if each.case.household_id],
        cause=f"notice:{batch.number}",
        document_number=batch.number,
        note=f"{batch.starts_on} 至 {batch.ends_on}，{batch.places}",
    )
    file_institutional(actor=actor, entry=entry)


def file_hung_list(actor: User, listed: LongTermList) -> None:
    """File a long-term list that hangs, and its photograph when it comes, into 公示监管 (ZD2)."""
    sheet = listed.paper.digital_object if listed.paper else None
    entry = InstitutionalEntry(
        series="ZD2",
        title=f"{_village(listed.village_code)}长期公布表（{listed.month:%Y年%m月}）",
        division_code=listed.village_code,
        dated=listed.posted_on or clock.today(),
        objects=_there((sheet, listed.photo)),
        page_count=1,
        households=LongTermLine.objects.filter(listed=listed).values_list("household_id", flat=True),
        cause=f"long_term:{listed.number}",
        document_number=listed.number,
        note=listed.places[:200],
    )
    file_institutional(actor=actor, entry=entry)


def file_hearing(actor: User, case: Case, hearing: Hearing, paper: Paper) -> None:
    """File the minutes of a hearing into 审核 (ZD3)."""
    households = [case.household_id] if case.household_id else []
    title = f"民主评议记录（{case.number}）"
    cause = f"hearing:{hearing.pk}"
    file_paper(actor=actor, paper=paper, households=households, cause=cause, title=title, series="ZD3")


def file_spot_check(actor: User, check: SpotCheck) -> None:
    """File plan or result of a spot check (F39) into 审核 (ZD3); both lie in one item."""
    drawn = list(SpotCheckCase.objects.filter(check_drawn=check).select_related("case__household").order_by("pk"))
    paper = make_paper(
        actor=actor, form="F39", data=_spot_check(check, drawn), village_code=check.county_code, dated=clock.today()
    )
    homes = [each.case.household_id for each in drawn if each.case.household_id and not each.case.exempt]
    title = f"低保对象抽查（{check.drawn_on}，{len(drawn)} 案）"
    file_paper(actor=actor, paper=paper, households=homes, cause=f"spot_check:{check.pk}", title=title)


def file_finished_checks(actor: User, check_ids: Iterable[int]) -> None:
    """File the result of those spot checks of which every case was visited or has ended otherwise."""
    for check in SpotCheck.objects.filter(pk__in=list(check_ids)):
        open_cases = SpotCheckCase.objects.filter(check_drawn=check, finished_on=None)
        if not open_cases.exclude(case__stage__in=FINAL_STAGES).exists():
            file_spot_check(actor, check)


def _spot_check(check: SpotCheck, drawn: list[SpotCheckCase]) -> dict[str, object]:
    names = names_of({each.case.village_code for each in drawn})
    rows = [
        {
            "number": number,
            "household_code": each.case.household.code if each.case.household else each.case.number,
            # whose an exempt case is stands in its own file only
            "head": "（单独保密）" if each.case.exempt else each.case.applicant_name,
            "village": names.get(each.case.village_code, each.case.village_code),
            "why": each.get_why_display(),
            "visited_on": each.finished_on,
            "findings": each.result or None,
            "done": each.finished_on is not None,
        }
        for number, each in enumerate(drawn[:_MOST_ROWS], 1)
    ]
    done = sum(each.finished_on is not None for each in drawn)
    return {
        "year": check.drawn_on.year,
        "scope": f"{check.drawn_on} 待县级审核的案件",
        "rate": check.percent,
        "base": len(check.candidates),
        "drawn": len(drawn),
        "seed": check.seed,
        "rows": rows,
        "summary": f"抽取 {len(drawn)} 案，已查 {done} 案。",
    }
