"""人员台账: what is noted of colleagues, their hand-over sheets, the yearly appraisal (R46, R47)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive_made, register
from hudang.forms.queries.offices import office_name
from hudang.kernel import clock
from hudang.kernel.division_codes import contains, county_code
from hudang.kernel.errors import InvalidInput
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.library.models import InstitutionalItem
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.training.errors import NothingToFile, SameStaff
from hudang.training.models import (
    Appraisal,
    Establishment,
    HandOver,
    OutsideTraining,
    Qualification,
    StaffProfile,
    Term,
)
from hudang.training.queries.staff import appraisals_for, hand_over_for, held_by, member_for
from hudang.training.rules.staff import PARTS, grade_of, point_faults
from hudang.training.vocabulary import CourseKind


def _member(actor: User, username: str) -> User:
    require(actor, Right.MANAGE_TRAINING)
    return member_for(actor, username)


def _told(actor: User, action: str, person: User, summary: str) -> None:
    record(actor, Act(action, "staff", person.username, summary=f"{person.display_name}：{summary}"))


@transaction.atomic
def keep_profile(*, actor: User, username: str, values: Mapping[str, object]) -> StaffProfile:
    """Keep what is known of a colleague: education, how employed, since when in this work, telephone, note."""
    person = _member(actor, username)
    since = values.get("in_field_since")
    if isinstance(since, date) and since > clock.today():
        raise InvalidInput({"in_field_since": "日期不能在今天以后。"})
    profile, _ = StaffProfile.objects.update_or_create(user=person, defaults=dict(values))
    _told(actor, "keep_profile", person, "登记人员情况")
    return profile


@transaction.atomic
def add_qualification(
    *, actor: User, username: str, name: str, issuer: str, number: str, issued_on: date, valid_until: date | None
) -> Qualification:
    """Note a qualification. Raises ``InvalidInput``."""
    person = _member(actor, username)
    if issued_on > clock.today():
        raise InvalidInput({"issued_on": "取得日期不能在今天以后。"})
    if valid_until and valid_until < issued_on:
        raise InvalidInput({"valid_until": "有效期不能早于取得日期。"})
    made = Qualification.objects.create(
        user=person, name=name, issuer=issuer, number=number, issued_on=issued_on, valid_until=valid_until
    )
    _told(actor, "add_qualification", person, f"登记资质 {name}")
    return made


@transaction.atomic
def note_term(*, actor: User, username: str, since: date, until: date | None, basis: str) -> Term:
    """Note the colleague's term of office in his present post; the running one ends the day before a new one begins."""
    person = _member(actor, username)
    if until and until < since:
        raise InvalidInput({"until": "离任日期不能早于任职日期。"})
    running = Term.objects.filter(user=person, until=None).first()
    if running is not None:
        if since < running.since:
            raise InvalidInput({"since": f"现在的任期自 {running.since} 起，新的任期不能更早。"})
        if since == running.since:
            running.until, running.basis = until, basis
            running.save(update_fields=["until", "basis"])
            _told(actor, "note_term", person, f"任期 {since} 至 {until or '今'}")
            return running
        running.until = since
        running.save(update_fields=["until"])
    made = Term.objects.create(
        user=person, post=person.post, division_code=person.division_code, since=since, until=until, basis=basis
    )
    _told(actor, "note_term", person, f"任期 {since} 至 {until or '今'}")
    return made


@transaction.atomic
def note_outside_training(
    *, actor: User, username: str, on: date, title: str, kind: str, organiser: str, hours: Decimal, result: str
) -> OutsideTraining:
    """Note what somebody attended elsewhere. Raises ``InvalidInput``."""
    person = _member(actor, username)
    faults = {}
    if on > clock.today():
        faults["on"] = "日期不能在今天以后。"
    if hours <= 0:
        faults["hours"] = "学时应大于 0。"
    if kind not in set(CourseKind):
        faults["kind"] = "请选择类别。"
    if faults:
        raise InvalidInput(faults)
    made = OutsideTraining.objects.create(
        user=person, on=on, title=title, kind=kind, organiser=organiser, hours=hours, result=result
    )
    _told(actor, "note_outside_training", person, f"外出培训 {title} {hours} 学时")
    return made


@transaction.atomic
def set_establishment(*, actor: User, division_code: str, post: Post, wanted: int) -> Establishment:
    """Say how many a township should have of a post."""
    require(actor, Right.MANAGE_TRAINING)
    require_place(actor, division_code)
    if wanted < 0:
        raise InvalidInput({"wanted": "应配人数不能是负数。"})
    made, _ = Establishment.objects.update_or_create(
        division_code=division_code, post=post, defaults={"wanted": wanted}
    )
    act = Act("set_establishment", "division", division_code, summary=f"应配人数 {wanted}", after={"post": post.value})
    record(actor, act)
    return made


@transaction.atomic
def appraise(*, actor: User, username: str, year: int, points: Mapping[str, int], opinion: str) -> Appraisal:
    """Appraise a colleague for a year, 职业素养 among the parts. Nobody appraises himself. Raises ``InvalidInput``."""
    person = _member(actor, username)
    faults = point_faults(points)
    if person.pk == actor.pk:
        faults["opinion"] = "不能考评自己，请由上一级考评。"
    if not 2000 <= year <= clock.today().year:
        faults["year"] = "考评年度不能在今年以后。"
    if not opinion.strip():
        faults["opinion"] = faults.get("opinion", "请写评语，写到看得见的事。")
    if faults:
        raise InvalidInput(faults)
    total = sum(points[part] for part in PARTS)
    values = {
        "division_code": person.division_code,
        "points": {part: points[part] for part in PARTS},
        "total": total,
        "grade": grade_of(total),
        "opinion": opinion.strip()[:300],
        "appraised_by": actor.display_name,
        "on": clock.today(),
    }
    made, _ = Appraisal.objects.update_or_create(user=person, year=year, defaults=values)
    _told(actor, "appraise", person, f"{year} 年度考评 {total} 分，{made.grade_label}")
    return made


@dataclass(frozen=True)
class HandOverDraft:
    """A hand-over as entered; ``lines`` are what is handed over beside what the product knows."""

    giver: str
    taker: str
    supervisor: str
    on: date
    reason: str
    lines: Sequence[str] = ()


@transaction.atomic
def hand_over_post(*, actor: User, draft: HandOverDraft) -> HandOver:
    """Make the hand-over sheet; cases and boxes themselves go over on their own pages. Raises ``SameStaff``."""
    giver, taker = _member(actor, draft.giver), _member(actor, draft.taker)
    if giver.pk == taker.pk:
        raise SameStaff
    faults = {}
    if not draft.supervisor.strip():
        faults["supervisor"] = "请填写监交人。"
    if not draft.reason.strip():
        faults["reason"] = "请填写事由。"
    if draft.on > clock.today():
        faults["on"] = "交接日期不能在今天以后。"
    if not contains(county_code(giver.division_code), taker.division_code):
        faults["taker"] = "接收人不是本县的人员。"
    if faults:
        raise InvalidInput(faults)
    told = [{"what": line.strip(), "number": "", "note": ""} for line in draft.lines if line.strip()]
    count = HandOver.objects.select_for_update().filter(on__year=draft.on.year).count() + 1
    made = HandOver.objects.create(
        number=f"{county_code(giver.division_code)[:6]}-JJ-{draft.on.year}-{count:03d}",
        giver=giver,
        taker=taker,
        supervisor=draft.supervisor.strip(),
        division_code=giver.division_code,
        on=draft.on,
        reason=draft.reason.strip(),
        entries=[*held_by(giver), *told],
        made_by=actor,
    )
    _told(actor, "hand_over_post", giver, f"岗位交接给{taker.display_name}，{made.number}")
    return made


@transaction.atomic
def print_hand_over(*, actor: User, hand_over_id: int) -> tuple[HandOver, bytes]:
    """Return a hand-over sheet as PDF/A, with room for three signatures."""
    found = hand_over_for(actor, hand_over_id)
    rows = tuple(
        (str(number), line["what"], line["number"], line["note"]) for number, line in enumerate(found.entries, 1)
    )
    sheet = Register(
        title="岗位交接单",
        bookmark=f"交接单　{found.number}",
        fonds_name=office_name(county_code(found.division_code)),
        columns=(Column("序", 12, "center"), Column("交接内容", 88), Column("数量", 30), Column("备注", 40)),
        rows=rows,
        facts=(
            (Fact("编号", 18, found.number, 62), Fact("日期", 18, found.on.isoformat(), 62)),
            (Fact("移交", 18, found.giver.display_name, 62), Fact("接收", 18, found.taker.display_name, 62)),
            (Fact("事由", 18, found.reason, 142),),
        ),
        signatures=("移交人", "接收人", f"监交人（{found.supervisor}）"),
    )
    content, _ = render_noted([sheet], document(f"岗位交接单 {found.number}", actor), fonts=fonts())
    _told(actor, "print_hand_over", found.giver, f"打印交接单 {found.number}")
    return found, content


@transaction.atomic
def file_appraisals(*, actor: User, year: int) -> InstitutionalItem:
    """File the assistants' appraisals of a year as one item of RG08. Raises ``NothingToFile``."""
    appraisals = [each for each in appraisals_for(actor, year) if each.user.post == Post.VILLAGE_ASSISTANT]
    if not appraisals:
        raise NothingToFile(year=year)
    columns = (
        Column("姓名", 22),
        *(Column(name, 20, "center") for name, _ in PARTS.values()),
        Column("总分", 16, "center"),
        Column("等次", 22, "center"),
        Column("评语", 90),
    )
    rows = tuple(
        (
            each.user.display_name,
            *(str(each.points[part]) for part in PARTS),
            str(each.total),
            each.grade_label,
            each.opinion,
        )
        for each in appraisals
    )
    office = office_name(actor.division_code)
    sheet = Register(
        title=f"{year} 年度村协理员考评表", bookmark=f"{year} 年度考评", fonds_name=office, columns=columns, rows=rows,
        landscape=True, signatures=("考评负责人",),
    )  # fmt: skip
    title = f"{year} 年度村协理员考评表"
    content, _ = render_noted([sheet], document(title, actor), fonts=fonts())
    kept = register(receive_made(content, f"{title}.pdf")).object
    entry = InstitutionalEntry(
        series="RG08",
        title=title,
        division_code=actor.division_code,
        dated=clock.today(),
        objects=[kept],
        cause=f"appraisal:{actor.division_code}:{year}",
        creator=office,
    )
    return file_institutional(actor=actor, entry=entry)
