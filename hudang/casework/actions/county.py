"""The county's part: taking up, spot checks, visits, returning (process.md §2, 14–15; §10)."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.casework.actions.notice_papers import make_county_visit_paper
from hudang.casework.actions.stepping import advance, open_case, touch
from hudang.casework.actions.volumes import file_finished_checks, file_spot_check
from hudang.casework.declared import as_text
from hudang.casework.errors import NothingToDraw
from hudang.casework.models import Case, CaseTask, SpotCheck, SpotCheckCase
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.queries.visible import cases_for
from hudang.casework.rules.spot_checks import Candidate, draw
from hudang.casework.vocabulary import CaseAct, CaseStage, Procedure, TaskKind, TaskState
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed

_COUNTY_POSTS = (Post.COUNTY_HANDLER, Post.COUNTY_HEAD)


@transaction.atomic
def take_up(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Take a reported case up; one that the county must visit gets its task."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.TAKE_UP, opinion=opinion)
    drawn = SpotCheckCase.objects.filter(case=case, finished_on=None).exists()
    if case.near_relative or case.complaint or drawn:
        _visit_task(case, actor)
    return case


def _visit_task(case: Case, actor: User) -> None:
    if not CaseTask.objects.filter(case=case, kind=TaskKind.COUNTY_VISIT, state=TaskState.OPEN).exists():
        CaseTask.objects.create(case=case, kind=TaskKind.COUNTY_VISIT, assigned=actor)


@transaction.atomic
def return_case(*, actor: User, number: str, reason: str, version: int | None = None) -> Case:
    """Return a case with what has to be mended."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.RETURN, reason=reason)
    return case


@transaction.atomic
def draw_spot_check(*, actor: User, percent: int | None = None, seed: str = "") -> SpotCheck:
    """Draw a spot check over the cases that wait for the county; the seed is kept, so it can be drawn again.

    Cases of near relatives and with complaints are always in it. Raises ``NothingToDraw``, ``InvalidInput``.
    """
    require(actor, Right.HANDLE_CASES)
    if actor.post not in _COUNTY_POSTS:
        raise NotAllowed(post=actor.post_label, right="县级抽查")
    share = thresholds().spot_check_percent if percent is None else percent
    if not 0 <= share <= 100:
        raise InvalidInput({"percent": "抽查比例应在 0 到 100 之间。"})
    waiting = cases_for(actor).filter(
        procedure=Procedure.APPLICATION, stage__in=[CaseStage.REPORTED, CaseStage.COUNTY_EXAMINATION]
    )
    cases = {case.number: case for case in waiting.exclude(spot_checks__isnull=False)}
    if not cases:
        raise NothingToDraw
    lot = seed.strip() or secrets.token_hex(8)
    chosen = draw((Candidate(c.number, c.near_relative, c.complaint) for c in cases.values()), share, lot)
    check = SpotCheck.objects.create(
        county_code=actor.division_code,
        drawn_on=clock.today(),
        seed=lot,
        percent=share,
        candidates=sorted(cases),
        drawn_by=actor,
        made_at=clock.now(),
    )
    SpotCheckCase.objects.bulk_create(
        SpotCheckCase(check_drawn=check, case=cases[number], why=why) for number, why in sorted(chosen.items())
    )
    for number in chosen:
        _visit_task(cases[number], actor)
    file_spot_check(actor, check)
    summary = f"抽查 {len(cases)} 案中的 {len(chosen)} 案，比例 {share}%"
    record(actor, Act("draw_spot_check", "spot_check", check.pk, summary=summary, after={"seed": lot}))
    return check


@transaction.atomic
def finish_county_visit(
    *, actor: User, number: str, visited_on: date, visitors: str, finding: str, agrees: bool, version: int | None = None
) -> Case:
    """Write down the county's own visit (M48), by two people at least."""
    case = open_case(actor, number, version)
    if actor.post not in _COUNTY_POSTS and not case.by_township:
        raise NotAllowed(post=actor.post_label, right="县级入户核查")
    names = [name for name in visitors.replace("，", "、").replace(" ", "、").split("、") if name]
    faults = {}
    if len(names) < 2:
        faults["visitors"] = "入户核查不少于 2 人，请用顿号分开填写姓名。"
    if visited_on > clock.today():
        faults["visited_on"] = "核查日期在今天之后，请核对。"
    if faults:
        raise InvalidInput(faults)
    said = reason_given(finding, "入户核查")
    task = CaseTask.objects.filter(case=case, kind=TaskKind.COUNTY_VISIT, state=TaskState.OPEN).first()
    task = task or CaseTask(case=case, kind=TaskKind.COUNTY_VISIT)
    task.state, task.done_on, task.done_by = TaskState.DONE, visited_on, actor
    task.result = as_text({"visitors": names, "finding": said, "agrees": agrees})
    task.save()
    open_checks = SpotCheckCase.objects.filter(case=case, finished_on=None)
    checks = list(open_checks.values_list("check_drawn_id", flat=True))
    open_checks.update(result="与调查一致" if agrees else "与调查不一致", finished_on=visited_on)
    file_finished_checks(actor, checks)
    make_county_visit_paper(actor, case, task)
    touch(case)
    code = case.household.code if case.household else ""
    record(actor, Act("finish_county_visit", "case", case.pk, code, f"县级入户核查 {case.number}"))
    return case
