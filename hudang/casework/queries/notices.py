"""Public notices within a user's division, and what of a case may stand on one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import require, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.models import Assessment
from hudang.assessment.vocabulary import CaseKind
from hudang.casework.declared import declaration_of
from hudang.casework.errors import OfficeUnknown
from hudang.casework.models import Case, Hearing, NoticeBatch, NoticeEntry, Objection
from hudang.casework.queries.offices import office_words
from hudang.casework.queries.visible import cases_for
from hudang.casework.rules.publishing import NoticeLine, public_name
from hudang.casework.vocabulary import CASE_KIND_LABELS, CaseStage, NoticeState
from hudang.divisions.queries import names_of
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform.storage import path_of


def notices_for(user: User) -> QuerySet[NoticeBatch]:
    """Return the notices of the user's division with ``size``, the number of households on each."""
    require(user, Right.VIEW_CASES)
    return NoticeBatch.objects.filter(within(user)).annotate(size=Count("entries"))


def notice_for(user: User, number: str) -> NoticeBatch:
    """Return one notice; raises ``NotVisible``."""
    found = notices_for(user).filter(number=number).select_related("paper", "first_photo", "last_photo").first()
    if found is None:
        raise NotVisible
    return found


def waiting_for_notice(user: User, village_code: str = "") -> list[Case]:
    """Return the cases (of one village) that passed examination and hang nowhere yet; raises ``NotVisible``."""
    waiting = cases_for(user).filter(stage=CaseStage.TO_PUBLISH).exclude(notices__live=True)
    if village_code:
        require_place(user, village_code)
        waiting = waiting.filter(village_code=village_code)
    return list(waiting.order_by("village_code", "number").select_related("household"))


def objections_of(user: User, case: Case) -> list[Objection]:
    """Return the objections to a case, for those who handle cases; for others there are none to see."""
    if not user.may(Right.HANDLE_CASES):
        return []
    return list(Objection.objects.filter(case=case).select_related("batch", "received_by"))


def published_before(case: Case) -> bool:
    """Tell whether a notice of the case has hung already: what follows is the notice after a re-examination."""
    return NoticeBatch.objects.filter(entries__case=case, state=NoticeState.CLOSED).exists() or (
        NoticeEntry.objects.filter(case=case, live=False, batch__state=NoticeState.POSTED).exists()
    )


def line_of(case: Case) -> NoticeLine:
    """Return what of a case may be posted: the whitelist of process.md §7."""
    declared = declaration_of(case)
    members = [member for member in declared.get("members", []) if not member.get("not_counted")]
    head = next((member for member in members if member.get("relation") == HEAD), members[0])
    village = names_of({case.village_code}).get(case.village_code, "")
    return NoticeLine(
        head=public_name(str(head.get("name", "")), _day(head.get("born_on")), clock.today()),
        village=village,
        kind=CASE_KIND_LABELS[CaseKind(case.kind)],
        size=len(members),
        covered=sum(bool(member.get("covered")) for member in members),
        amount=proposed_amount(case),
        near_relative=case.near_relative,
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def proposed_amount(case: Case) -> Decimal | None:
    """Return the amount of the last stored means test, None where the case brings none."""
    if case.kind not in (CaseKind.DIBAO, CaseKind.SINGLE_PERSON):
        return None
    last = Assessment.objects.filter(case_reference=case.number).order_by("-pk").first()
    return last.total if last else None


def notice_facts(case: Case) -> dict[str, Any]:
    """Return what conditions ask of the case's notices and objections."""
    sheet = NoticeBatch.objects.filter(entries__case=case, entries__live=True).first()
    last = sheet if sheet is not None and sheet.state == NoticeState.POSTED else None
    lacking = (
        []
        if last is None
        else [word for word, photo in (("首日", last.first_photo_id), ("末日", last.last_photo_id)) if not photo]
    )
    objections = Objection.objects.filter(case=case)
    counted = objections.aggregate(all=Count("pk"), open=Count("pk", filter=Q(answered_on=None)))
    return {
        "on_sheet": sheet is not None,
        "notice_ends": last.ends_on if last else None,
        "notice_photos": tuple(lacking),
        "objections": counted["all"],
        "open_objections": counted["open"],
        "hearing_held": Hearing.objects.filter(case=case).exists(),
    }


def photo_of(user: User, number: str, *, last: bool) -> tuple[Path, str]:
    """Return where a notice's photo lies and its media type; raises ``NotVisible`` when there is none."""
    batch = notice_for(user, number)
    photo = batch.last_photo if last else batch.first_photo
    if photo is None:
        raise NotVisible
    return path_of(photo.sha256), photo.media_type


def supervision_phone(village_code: str) -> str:
    """Return the telephone that stands on the notices of a village's office, empty when nobody entered it."""
    try:
        return office_words(village_code).supervision
    except OfficeUnknown:
        return ""


def hearings_of(user: User, case: Case) -> list[Hearing]:
    """Return the hearings about a case, for those who handle cases."""
    return list(Hearing.objects.filter(case=case)) if user.may(Right.HANDLE_CASES) else []
