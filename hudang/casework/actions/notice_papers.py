"""The papers of notice, objection, hearing and the county's visit, made and filed by the act that causes them."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.declared import declaration_of, read_text
from hudang.casework.models import Case, CaseTask, Hearing, NoticeBatch, NoticeEntry, Objection
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.applying import assistance_of
from hudang.casework.rules.hearing import PRESENT_ROLES
from hudang.casework.vocabulary import ObjectionWay
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of
from hudang.forms.actions.papers import make_paper
from hudang.forms.models import Paper
from hudang.kernel import clock
from hudang.kernel.dates import archive_date

_WAYS = {ObjectionWay.VISIT: "1", ObjectionWay.TELEPHONE: "2", ObjectionWay.LETTER: "3", ObjectionWay.ONLINE: "4"}
_ROLES = {"township": "1", "party": "4", "committee": "3", "resident": "5", "other": "2"}
_EXAMINATION_NOTICE = "1"


def make_notice_paper(actor: User, batch: NoticeBatch) -> Paper:
    """Make the sheet that is hung up (F16): the entries as they are, from and until when, and nothing else."""
    rows = [
        {
            "number": number,
            "head": entry.head,
            "size": entry.size,
            "covered": entry.covered,
            "assistance": assistance_of(entry.case.kind, declaration_of(entry.case).get("area", "")),
            "amount": entry.amount,
            "related": entry.near_relative,
        }
        for number, entry in enumerate(NoticeEntry.objects.filter(batch=batch).select_related("case"), 1)
    ]
    starts_on, ends_on = batch.starts_on or clock.today(), batch.ends_on or clock.today()
    data = {
        "kind": _EXAMINATION_NOTICE,
        "village": names_of({batch.village_code}).get(batch.village_code, ""),
        "telephone": batch.telephone,
        "start_on": starts_on,
        "end_on": ends_on,
        "days": (ends_on - starts_on).days,
        "places": batch.places or "村（居）务公开栏",
        "rows": rows,
    }
    return make_paper(actor=actor, form="F16", data=data, village_code=batch.village_code, case_reference=batch.number)


def file_notice(actor: User, batch: NoticeBatch, case: Case) -> None:
    """File a closed notice's sheet and photos into the pouch of one of its cases (M41, M42)."""
    if case.file_id is None or batch.paper is None:
        return
    day = archive_date(batch.starts_on or clock.today())
    sheet = _pages(batch.paper.digital_object, "公示单")
    _file(actor, case, "M41", f"审核公示单（{batch.number}）", sheet, day, batch.number)
    photos = [
        page
        for photo, name in ((batch.first_photo, "公示首日照片"), (batch.last_photo, "公示末日照片"))
        if photo is not None
        for page in _pages(photo, name)
    ]
    _file(actor, case, "M42", "公示张贴照片（首日、末日）", photos, archive_date(batch.ends_on or clock.today()), "")


def _pages(kept: DigitalObject, name: str) -> list[StoredPage]:
    return [StoredPage(kept.pk, number, name) for number in range(1, kept.page_count + 1)]


def _file(actor: User, case: Case, material: str, title: str, pages: list[StoredPage], day: str, number: str) -> None:
    entry = ItemEntry(material=material, sources=tuple(pages), title=title, dated=day, document_number=number)
    file_made(actor=actor, file_id=int(case.file_id or 0), entry=entry)


def make_objection_paper(actor: User, case: Case, objection: Objection) -> Paper:
    """Make the register sheet of an answered objection (F17, kept from everybody outside the case)."""
    data = {
        "anonymous": not objection.objector,
        "objector": objection.objector or None,
        "phone": objection.contact or None,
        "way": _WAYS[ObjectionWay(objection.way)],
        "raised_on": objection.received_on,
        "notice_number": objection.batch.number if objection.batch else case.number,
        "head": case.applicant_name,
        "received_by": objection.received_by.display_name,
        "content": objection.contents,
        "handling": "2" if Hearing.objects.filter(case=case).exists() else "1",
        "conclusion": f"{objection.get_result_display()}。{objection.finding}",
        "answered_on": objection.answered_on,
        "answer_way": objection.answered_how,
        "handler": actor.display_name,
        "handler_on": clock.today(),
    }
    return make_case_paper(actor, case, "F17", data)


def make_hearing_paper(actor: User, case: Case, hearing: Hearing) -> Paper:
    """Make the minutes of a hearing (F18); the outcome follows the region's rule, which is told."""
    held, limits = read_text(hearing.contents), thresholds()
    kept_out = [kept.user.display_name for kept in case.kept_out.select_related("user")]
    data = {
        "held_at": f"{hearing.held_at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}",
        "place": hearing.place,
        "chair": hearing.chair,
        "recorder": hearing.clerk,
        "head": case.applicant_name,
        "expected": hearing.invited,
        "present": hearing.present,
        "kept_out": len(kept_out),
        "attendees": [
            {"name": each["name"], "role": _ROLES[each["role"]], "note": PRESENT_ROLES[each["role"]]}
            for each in held["present"]
        ],
        "avoided": "、".join(kept_out) or "无",
        "policy": held["briefing"],
        "situation": held["briefing"],
        "questions": held["questions"] or "无",
        "agree": hearing.agree,
        "disagree": hearing.oppose,
        "abstain": hearing.abstain,
        "conclusion": "1" if hearing.agreed else "2",
        "rule": f"到会人员的 {limits.hearing_agree_percent}% 以上同意",
        "chair_signature": hearing.chair,
        "chair_signature_on": hearing.held_at.astimezone(clock.CHINA).date(),
        "recorder_signature": hearing.clerk,
        "recorder_signature_on": hearing.held_at.astimezone(clock.CHINA).date(),
    }
    return make_case_paper(actor, case, "F18", data)


def make_county_visit_paper(actor: User, case: Case, task: CaseTask) -> None:
    """File the record of the county's own visit (M48)."""
    result = read_text(task.result)
    data = {
        "head": case.applicant_name,
        "visited_on": task.done_on,
        "visitors": "、".join(result["visitors"]),
        "why": "近亲属备案" if case.near_relative else "有投诉举报" if case.complaint else "抽查",
        "finding": result["finding"],
        "agrees": bool(result["agrees"]),
    }
    make_case_paper(actor, case, "F10c", data)
