"""Visits of the demo county: some months planned, most of them visited, some villages far behind, one sheet about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from hudang.accounts.models import User
from hudang.demo.accounts import SHOWN_VILLAGE
from hudang.demo.villages import COUNTY_CODE
from hudang.demo.visit_forms import fill_in, make_papers
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.platform import bulk
from hudang.recertification.actions.attempts import record_attempt
from hudang.recertification.actions.campaign_postings import PostingPlan, post_results
from hudang.recertification.actions.campaigning import (
    CampaignPlan,
    begin_campaign,
    check_in_campaign,
    draw_campaign_checks,
)
from hudang.recertification.actions.feeds import open_feed
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.actions.supervising import answer_supervision, issue_supervision
from hudang.recertification.actions.telling import tell_late
from hudang.recertification.models import Campaign, RecertificationTask, Standing, Visit
from hudang.recertification.queries.campaigns import examination_rules
from hudang.recertification.queries.supervisions import waiting_for
from hudang.recertification.vocabulary import TO_DO, Method, Outcome, TaskState, Trigger, VisitState

_COUNTY = COUNTY_CODE[:6]
# planned so many days ago, and what fell due until then visited
_PLANNED = (95, 64, 33, 3)
# so many of a hundred tasks are visited in time
_VISITED = 94
_MONTHLY = "D-B"
_DEMAND, _ANSWER = (
    "逐户走访，查明没有按期走访的原因，按期报结果。",
    "已安排包村干部逐户补访，其中一户住院，出院后走访。",
)
_ANNOUNCEMENT = (
    "请按名单逐户入户核查，填写动态低保户调查审核表；家庭备好户口簿、身份证、残疾人证、学生证和收入、就医凭证。"
)
_POSTED_DAYS, _TELEPHONE = 7, "0436-5201234"
_FOUND = "入户看过，人口、收入、住房与动态表一致。"


def make_demo_visits(seed: int) -> int:
    """Plan the last months and let most be visited; return how many visits were made."""
    draw, today = Random(f"{seed}-visits"), clock.today()
    county, handler = User.objects.get(username="xianjingban"), User.objects.get(username="sheli")
    behind: list[str] = []
    made = 0
    for ago in _PLANNED:
        day = today - timedelta(days=ago)
        with clock.frozen(_at(day)):
            plan_county(actor=county, county_code=_COUNTY, day=day)
        behind = behind or _villages_behind(handler)
        made += _visit(handler, county, behind, day, draw)
    plan_county(actor=county, county_code=_COUNTY, day=today)
    tell_late(_COUNTY, today)
    _try_in_vain(handler, today)
    _supervise(county, behind)
    _campaign(county, today)
    open_feed(actor=handler)
    return made


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=clock.CHINA)


def _villages_behind(handler: User) -> list[str]:
    """Return the villages that will be far behind: one of the shown township, and of two others."""
    rows = RecertificationTask.objects.filter(rule_code=_MONTHLY).values_list("household__village_code", flat=True)
    codes = sorted(set(rows))
    by_township = {township_code(code): code for code in codes}
    ours = by_township.pop(handler.division_code, "")
    return [code for code in (ours, *list(by_township.values())[-2:]) if code]


def _visit(handler: User, county: User, behind: Sequence[str], day: date, draw: Random) -> int:
    """Let what is due within a month of a day be visited by whoever it was given to."""
    rows = RecertificationTask.objects.filter(
        state__in=[state.value for state in TO_DO], trigger="", due_on__lte=min(day + timedelta(days=31), clock.today())
    ).exclude(household__village_code__in=behind)
    # the shown assistant has this month's work before her
    rows = rows.exclude(household__village_code=SHOWN_VILLAGE, due_on__gte=clock.today().replace(day=1))
    due = rows.select_related("household", "person", "assignee").order_by("due_on", "pk")
    done = [task for task in due if draw.randrange(100) < _VISITED]
    visits = [_visit_of(handler, task, draw) for task in done]
    fill_in(visits)
    Visit.objects.bulk_create(visits)
    for task, visit in zip(done, visits, strict=True):
        task.state, task.visit, task.done_on, task.method = TaskState.DONE, visit, visit.on, visit.method
    bulk.update(RecertificationTask, done, ["state", "visit", "done_on", "method"])
    _note_last(done)
    make_papers(handler, county, visits)
    return len(visits)


def _note_last(done: Sequence[RecertificationTask]) -> None:
    """Write into the standings when each was last seen, from which the next planning counts."""
    last = {(task.rule_code, task.subject): task for task in done}
    standing = [each for each in Standing.objects.filter(until=None) if (each.rule_code, each.subject) in last]
    for each in standing:
        task = last[each.rule_code, each.subject]
        each.last_done_on = task.done_on
        each.phone_in_a_row = each.phone_in_a_row + 1 if task.method == Method.PHONE else 0
    bulk.update(Standing, standing, ["last_done_on", "phone_in_a_row"])


def _visit_of(handler: User, task: RecertificationTask, draw: Random) -> Visit:
    last = min(task.due_on, clock.today() - timedelta(days=1))
    on = max(min(task.opens_on, last), last - timedelta(days=draw.randrange(12)))
    monthly = task.rule_code == _MONTHLY
    phone = monthly and draw.randrange(3) > 0
    return Visit(
        key=UUID(int=draw.getrandbits(128), version=4),
        household=task.household,
        person=task.person,
        form_code="F21" if monthly else "F20",
        method=Method.PHONE if phone else Method.HOME,
        state=VisitState.ACCEPTED,
        on=on,
        outcome="" if monthly else Outcome.KEEP,
        device="示例",
        made_by=task.assignee or handler,
        made_at=_at(on),
        checked_by=handler,
        checked_at=_at(on + timedelta(days=1)),
    )


def _try_in_vain(handler: User, today: date) -> None:
    """Let nobody be reached at one household of the shown township."""
    rows = RecertificationTask.objects.filter(
        household__village_code__startswith=handler.scope, state="assigned", trigger__in=["", Trigger.AGE]
    )
    task = rows.filter(opens_on__lte=today).select_related("household").order_by("due_on", "pk").last()
    if task is not None:
        code = task.household.code
        record_attempt(actor=handler, household_code=code, on=today, method=Method.PHONE, result="电话无人接听")


def _campaign(county: User, today: date) -> None:
    """Let this year's examination be under way, some of it drawn for the county and one household checked."""
    plan = CampaignPlan(
        division_code=COUNTY_CODE,
        year=today.year,
        rule_codes=tuple(rule.code for rule in examination_rules()),
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        announcement=_ANNOUNCEMENT,
    )
    made = begin_campaign(actor=county, plan=plan)
    if made.households.filter(examined_on__isnull=False).exists():
        draw_campaign_checks(actor=county, pk=made.pk)
        row = made.households.exclude(drawn="").select_related("household").order_by("pk").first()
        code = row.household.code if row else ""
        check_in_campaign(actor=county, pk=made.pk, household_code=code, agrees=True, finding=_FOUND, on=today)
        _post(User.objects.get(username="sheli"), made, today)


def _post(handler: User, campaign: Campaign, today: date) -> None:
    """Let the results of the shown township hang, if there are any."""
    examined = campaign.households.filter(examined_on__isnull=False)
    if examined.filter(household__village_code__startswith=handler.scope).exists():
        plan = PostingPlan(handler.division_code, today, _POSTED_DAYS, _TELEPHONE)
        post_results(actor=handler, pk=campaign.pk, plan=plan)


def _supervise(county: User, behind: Sequence[str]) -> None:
    waiting: Sequence[str] = [code for code, _, _ in waiting_for(county)]
    township = next((code for code in map(township_code, behind) if code in waiting), "")
    if not township:
        return
    made = issue_supervision(actor=county, township=township, responsible="王德福 副镇长", demand=_DEMAND)
    head = User.objects.get(username="shelifuze")
    if township == head.division_code:
        answer_supervision(actor=head, pk=made.pk, answer=_ANSWER)
