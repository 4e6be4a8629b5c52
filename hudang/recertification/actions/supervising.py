"""督办: the county issues a sheet to a township, the township answers, the county closes it (F26, filed as ZD4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.access import require, require_place, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.divisions.queries import names_of
from hudang.forms.actions.papers import make_paper
from hudang.forms.models import Paper
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, scope_prefix
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from hudang.library.actions.volumes import file_paper
from hudang.notifications.actions.sending import send, send_to_post
from hudang.platform.calendar import working_calendar
from hudang.recertification.errors import NothingToSupervise, SupervisionClosed
from hudang.recertification.models import RecertificationTask, Supervision
from hudang.recertification.queries.supervisions import on_open_sheets
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.ladder import days_late
from hudang.recertification.rules.messages import ANSWERED, SUPERVISED
from hudang.recertification.vocabulary import CONCLUSION_LABELS, TO_DO, Conclusion, Level

_SHORTEST = 4
_COUNTY_POSTS = (Post.COUNTY_HANDLER, Post.COUNTY_HEAD)


def to_supervise(township: str) -> list[RecertificationTask]:
    """Return the tasks of a township that reached the county and are on no open sheet, for actions."""
    tasks = RecertificationTask.objects.filter(
        within_division(scope_prefix(township), "household__village_code"),
        state__in=[state.value for state in TO_DO],
        told_to=Level.COUNTY,
    ).exclude(pk__in=on_open_sheets())
    return list(tasks.select_related("household").order_by("late_after", "pk"))


@transaction.atomic
def issue_supervision(
    *, actor: User, township: str, responsible: str, demand: str, finish_by: date | None = None
) -> Supervision:
    """Issue a sheet about all tasks of a township (twelve digits) that reached the county.

    Raises ``NotAllowed`` for other posts than the county's, ``NotVisible``, ``InvalidInput``, ``NothingToSupervise``.
    """
    _require_county(actor)
    require_place(actor, township)
    until = finish_by or working_calendar().after(clock.today(), thresholds().supervision_days)
    _check(responsible, demand, until)
    tasks = to_supervise(township)
    if not tasks:
        raise NothingToSupervise
    late = max(days_late(task.late_after, clock.today()) for task in tasks)
    paper = _paper(actor, township, responsible, demand, until, late, tasks)
    made = Supervision.objects.create(
        number=paper.number,
        township_code=township,
        responsible=responsible.strip(),
        demand=demand.strip(),
        days_late=late,
        finish_by=until,
        issued_by=actor,
        issued_at=clock.now(),
        paper=paper,
    )
    made.tasks.set(tasks)
    _tell_township(made, len(tasks))
    summary = f"签发督办单 {made.number}：{len(tasks)} 项"
    record(actor, Act("issue_supervision", "supervision", made.pk, "", summary, after={"township": township}))
    return made


def _require_county(actor: User) -> None:
    require(actor, Right.EXAMINE_VISITS)
    if Post(actor.post) not in (*_COUNTY_POSTS, Post.CONSOLE):
        raise NotAllowed(post=actor.post_label, right="督办")


def _check(responsible: str, demand: str, until: date) -> None:
    faults = {}
    if not responsible.strip():
        faults["responsible"] = "请写责任人。"
    if len(demand.strip()) < _SHORTEST:
        faults["demand"] = "请写明要求做什么（不少于 4 个字）。"
    if until <= clock.today():
        faults["finish_by"] = "办结期限要在今天以后。"
    if faults:
        raise InvalidInput(faults)


def _paper(
    actor: User,
    township: str,
    responsible: str,
    demand: str,
    until: date,
    late: int,
    tasks: Sequence[RecertificationTask],
) -> Paper:
    data = {
        "matter": f"{len(tasks)} 项定期核查逾期",
        "unit": names_of([township]).get(township, township),
        "responsible": responsible.strip(),
        "overdue": late,
        "finish_by": until,
        "demand": demand.strip(),
        "issuer": actor.display_name,
        "issuer_on": clock.today(),
    }
    county = county_code(township).ljust(12, "0")
    paper = make_paper(actor=actor, form="F26", data=data, village_code=county, dated=clock.today())
    file_paper(actor=actor, paper=paper, households=[task.household_id for task in tasks])
    return paper


def _tell_township(made: Supervision, count: int) -> None:
    for post in (Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD):
        send_to_post(
            post=post,
            division_code=made.township_code,
            template=SUPERVISED,
            key=f"supervision:{made.pk}:{post.value}",
            values={"count": count, "day": made.finish_by},
            link=f"/visits/supervision/{made.pk}/",
        )


@transaction.atomic
def answer_supervision(*, actor: User, pk: int, answer: str) -> Supervision:
    """Answer a sheet for the township; may be put better until the county closes it.

    Raises ``NotAllowed``, ``NotVisible``, ``SupervisionClosed``, ``InvalidInput``.
    """
    require(actor, Right.EXAMINE_VISITS)
    made = _locked(actor, pk)
    if made.closed_at is not None:
        raise SupervisionClosed(why="已经办结")
    if len(answer.strip()) < _SHORTEST:
        raise InvalidInput({"answer": "请写明办了什么、还有什么没办（不少于 4 个字）。"})
    made.answer, made.answered_by, made.answered_at = answer.strip(), actor, clock.now()
    made.save(update_fields=["answer", "answered_by", "answered_at"])
    place = names_of([made.township_code]).get(made.township_code, "")
    key = f"supervision:{made.pk}:answered:{made.answered_at:%Y%m%d%H%M}"
    link = f"/visits/supervision/{made.pk}/"
    send(to=made.issued_by, template=ANSWERED, key=key, values={"place": place}, link=link)
    record(actor, Act("answer_supervision", "supervision", made.pk, "", f"反馈督办单 {made.number}"))
    return made


@transaction.atomic
def close_supervision(*, actor: User, pk: int, conclusion: Conclusion) -> Supervision:
    """Close an answered sheet; with 继续督办 the tasks that are still late can be put on the next one.

    Raises ``NotAllowed``, ``NotVisible``, ``SupervisionClosed`` when there is no answer yet.
    """
    _require_county(actor)
    made = _locked(actor, pk)
    if made.closed_at is not None:
        raise SupervisionClosed(why="已经办结")
    if made.answered_at is None:
        raise SupervisionClosed(why="还没有乡镇的反馈，不能办结")
    made.conclusion, made.closed_by, made.closed_at = conclusion, actor, clock.now()
    made.save(update_fields=["conclusion", "closed_by", "closed_at"])
    summary = f"督办单 {made.number}：{CONCLUSION_LABELS[conclusion]}"
    record(actor, Act("close_supervision", "supervision", made.pk, "", summary))
    return made


def _locked(actor: User, pk: int) -> Supervision:
    made = Supervision.objects.select_for_update(of=("self",)).select_related("issued_by").filter(pk=pk).first()
    if made is None:
        raise NotVisible
    require_place(actor, made.township_code)
    return made
