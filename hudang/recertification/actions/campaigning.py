"""组织年审: a year's examination is begun, its results noted as visits are accepted, checked by lot, and closed (§7)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.casework.rules.spot_checks import Candidate, draw
from hudang.divisions.queries import names_of
from hudang.households.queries.facts import chunks
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of, township_code
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.notifications.actions.sending import send_to_post
from hudang.platform import bulk
from hudang.recertification.actions.assigning import assignees_of
from hudang.recertification.actions.campaign_papers import file_campaign, make_notice, make_summary
from hudang.recertification.actions.events import make_event_task
from hudang.recertification.actions.making_tasks import new_task
from hudang.recertification.errors import CampaignClosed, CampaignExists, NobodyToExamine, NothingDrawn
from hudang.recertification.models import Campaign, CampaignHousehold, RecertificationTask, Visit
from hudang.recertification.queries.campaigns import (
    CHANGING,
    EXAMINATION_FORMS,
    examination_rules,
    households_under,
    progress_of,
)
from hudang.recertification.queries.rules import rule_for_trigger
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.happenings import Happening
from hudang.recertification.rules.messages import CAMPAIGN_BEGUN
from hudang.recertification.rules.periods import event_period
from hudang.recertification.vocabulary import OPEN, Drawn, Trigger, VisitState

_SHORTEST, _LONGEST = 4, 1000
_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True)
class CampaignPlan:
    """年审方案: where, which year, resting on which rules, from when to when, announced how."""

    division_code: str
    year: int
    rule_codes: tuple[str, ...]
    starts_on: date
    ends_on: date
    announcement: str


@transaction.atomic
def begin_campaign(*, actor: User, plan: CampaignPlan) -> Campaign:
    """Begin a year's examination: fix whom it is about, give out what no task asks yet, announce it, file the notice.

    Raises ``NotAllowed``, ``NotVisible``, ``InvalidInput``, ``CampaignExists``, ``NobodyToExamine``.
    """
    require(actor, Right.EXAMINE_VISITS)
    require_place(actor, plan.division_code)
    _check(plan)
    place = names_of([plan.division_code]).get(plan.division_code, "")
    if Campaign.objects.filter(division_code=plan.division_code, year=plan.year).exists():
        raise CampaignExists(place=place, year=plan.year)
    homes = dict(households_under(plan.division_code, plan.rule_codes).values_list("pk", "village_code"))
    if not homes:
        raise NobodyToExamine
    made = Campaign.objects.create(
        **vars(plan) | {"rule_codes": sorted(plan.rule_codes), "announcement": plan.announcement.strip()},
        spot_percent=thresholds(plan.starts_on).campaign_spot_percent,
        seed=secrets.token_hex(8),
        begun_by=actor,
        begun_at=clock.now(),
    )
    _enter(made, homes)
    _ask(made, homes)
    _tell(made, homes)
    made.notice = make_notice(actor, made, len(homes))
    file_campaign(actor, made)
    summary = f"组织{place}{plan.year}年度年审：{len(homes)} 户"
    record(actor, Act("begin_campaign", "campaign", made.pk, "", summary, after={"rules": made.rule_codes}))
    return made


def _check(plan: CampaignPlan) -> None:
    faults = {}
    known = {rule.code for rule in examination_rules()}
    if level_of(plan.division_code) not in (DivisionLevel.COUNTY, DivisionLevel.TOWNSHIP):
        faults["division_code"] = "年审按县或乡镇组织，请选县或一个乡镇。"
    if not plan.rule_codes or not set(plan.rule_codes) <= known:
        faults["rule_codes"] = "请至少选一条已启用的核查规则。"
    if plan.ends_on < max(plan.starts_on, clock.today()):
        faults["ends_on"] = "结束日期要在开始日期以后，并且不早于今天。"
    if plan.year not in (plan.starts_on.year, plan.ends_on.year):
        faults["year"] = "年度与起止日期对不上，请核对。"
    if not _SHORTEST <= len(plan.announcement.strip()) <= _LONGEST:
        faults["announcement"] = "请写明通知的内容（4 到 1000 个字）。"
    if faults:
        raise InvalidInput(faults)


def _enter(made: Campaign, homes: dict[int, str]) -> None:
    """Enter the households; an examination since the first day of the campaign counts already."""
    done: dict[int, Visit] = {}
    for keys in chunks(homes):
        rows = Visit.objects.filter(
            household__in=keys, form_code__in=EXAMINATION_FORMS, state=VisitState.ACCEPTED, on__gte=made.starts_on
        )
        done |= {visit.household_id: visit for visit in rows.defer("content").order_by("on", "pk")}
    CampaignHousehold.objects.bulk_create(
        (
            CampaignHousehold(
                campaign=made,
                household_id=pk,
                visit=done.get(pk),
                examined_on=done[pk].on if pk in done else None,
                outcome=done[pk].outcome if pk in done else "",
            )
            for pk in homes
        ),
        batch_size=500,
    )


def _ask(made: Campaign, homes: dict[int, str]) -> None:
    """Make a task for each household that is not examined and that no task asks to be within the campaign."""
    rule = rule_for_trigger(Trigger.CAMPAIGN)
    if rule is None:
        return
    waiting = set(made.households.filter(examined_on=None).values_list("household_id", flat=True))
    asked = RecertificationTask.objects.filter(
        state__in=_OPEN, due_on__lte=made.ends_on, rule__text__form__in=EXAMINATION_FORMS
    )
    waiting -= set(asked.values_list("household_id", flat=True))
    assignees = assignees_of(made.division_code[:6])
    opens = max(made.starts_on, clock.today())
    period = event_period(f"{Trigger.CAMPAIGN.value}:{made.pk}", opens, made.ends_on, rule.text.grace_days)
    tasks = [new_task(assignees, rule, pk, homes[pk], period, None) for pk in sorted(waiting)]
    for task in tasks:
        task.trigger, task.about = Trigger.CAMPAIGN, f"{made.year} 年度核查"
    bulk.insert(RecertificationTask, tasks)


def _tell(made: Campaign, homes: dict[int, str]) -> None:
    by_place: dict[tuple[Post, str], int] = {}
    for village in homes.values():
        for post, code in (
            (Post.VILLAGE_ASSISTANT, village),
            (Post.TOWNSHIP_HANDLER, township_code(village)),
            (Post.TOWNSHIP_HEAD, township_code(village)),
        ):
            by_place[post, code] = by_place.get((post, code), 0) + 1
    names = names_of(code for _, code in by_place)
    for (post, code), count in by_place.items():
        values = {"place": names.get(code, ""), "count": count, "day": made.ends_on}
        send_to_post(
            post=post,
            division_code=code,
            template=CAMPAIGN_BEGUN,
            key=f"campaign:{made.pk}:{post.value}:{code}",
            values=values,
            link=f"/visits/campaigns/{made.pk}/",
        )


def note_examined(visit: Visit) -> None:
    """Note an accepted examination in the campaigns of its household; inside the caller's transaction."""
    if visit.form_code in EXAMINATION_FORMS:
        rows = CampaignHousehold.objects.filter(
            household=visit.household_id, campaign__closed_at=None, campaign__starts_on__lte=visit.on
        )
        rows.update(visit=visit, examined_on=visit.on, outcome=visit.outcome)


@transaction.atomic
def draw_campaign_checks(*, actor: User, pk: int) -> int:
    """Draw what the county checks itself: all whose allowance is to change, of the others the share; return how many.

    Raises ``NotAllowed``, ``NotVisible``, ``CampaignClosed``, ``NothingDrawn`` when nobody new is drawn.
    """
    made = _open(actor, pk)
    require(actor, Right.SET_RULES)
    rows = {row.household.code: row for row in made.households.exclude(examined_on=None).select_related("household")}
    changing = {code for code, row in rows.items() if row.outcome in CHANGING}
    before = {code for code, row in rows.items() if row.drawn == Drawn.BY_LOT}
    still = [code for code in rows if code not in changing]
    # drawn again with more examined, the lots that were drawn before stay drawn
    chosen = draw((Candidate(code, near_relative=code in before) for code in still), made.spot_percent, made.seed)
    new = [rows[code] for code in changing | set(chosen) if not rows[code].drawn]
    if not new:
        raise NothingDrawn(percent=made.spot_percent)
    for row in new:
        row.drawn = Drawn.CHANGED if row.household.code in changing else Drawn.BY_LOT
    bulk.update(CampaignHousehold, new, ["drawn"])
    summary = f"{made.year} 年度年审抽查：已审 {len(rows)} 户，抽取 {len(new)} 户，比例 {made.spot_percent}%"
    record(actor, Act("draw_campaign_checks", "campaign", made.pk, "", summary, after={"seed": made.seed}))
    return len(new)


@transaction.atomic
def check_in_campaign(
    *, actor: User, pk: int, household_code: str, agrees: bool | None, finding: str, on: date
) -> CampaignHousehold:
    """Write down what the county found at a household that was drawn; what does not agree is looked at again.

    Raises ``NotAllowed``, ``NotVisible``, ``CampaignClosed``, ``InvalidInput``.
    """
    made = _open(actor, pk)
    require(actor, Right.SET_RULES)
    row = made.households.select_related("household").filter(household__code=household_code).exclude(drawn="").first()
    if row is None:
        raise NotVisible
    faults = {}
    if agrees is None:
        faults["agrees"] = "请选择与年审结果是否相符。"
    if len(finding.strip()) < _SHORTEST:
        faults["finding"] = "请写明抽查看到的情况（不少于 4 个字）。"
    if on > clock.today() or (row.examined_on is not None and on < row.examined_on):
        faults["on"] = "抽查日期在核查之后、今天以前，请改正。"
    if faults:
        raise InvalidInput(faults)
    row.agrees, row.finding, row.checked_on, row.checked_by = agrees, finding.strip()[:300], on, actor
    row.save(update_fields=["agrees", "finding", "checked_on", "checked_by"])
    rule = rule_for_trigger(Trigger.LOOK_FURTHER)
    if not agrees and rule is not None:
        key = f"{Trigger.LOOK_FURTHER.value}:{Trigger.CAMPAIGN.value}:{made.pk}"
        make_event_task(
            rule, row.household, Happening(Trigger.LOOK_FURTHER, key, on, f"年审抽查不符：{row.finding}"), None
        )
    summary = f"{made.year} 年度年审抽查{row.household.head_name}户：{'相符' if agrees else '不符'}"
    record(actor, Act("check_in_campaign", "campaign", made.pk, row.household.code, summary))
    return row


@transaction.atomic
def close_campaign(*, actor: User, pk: int, conclusion: str) -> Campaign:
    """Close a campaign: its summary, with the list of results, joins the notice in the volume of 动态管理 (ZD4).

    Raises ``NotAllowed``, ``NotVisible``, ``CampaignClosed``, ``InvalidInput``: with households that nobody examined
    the conclusion says why.
    """
    made = _open(actor, pk)
    if len(conclusion.strip()) < _SHORTEST:
        raise InvalidInput({"conclusion": "请写总结：办了什么、发现什么、没有审的为什么（不少于 4 个字）。"})
    made.conclusion, made.closed_by, made.closed_at = conclusion.strip()[:_LONGEST], actor, clock.now()
    progress = progress_of(made, CampaignHousehold.objects.all())
    made.summary = make_summary(actor, made, progress)
    file_campaign(actor, made)
    summary = f"总结 {made.year} 年度年审：应审 {progress.figures['']} 户，已审 {progress.figures['examined']} 户"
    record(actor, Act("close_campaign", "campaign", made.pk, "", summary, after={"item": made.item_code}))
    return made


def _open(actor: User, pk: int) -> Campaign:
    require(actor, Right.EXAMINE_VISITS)
    made = Campaign.objects.select_for_update().filter(pk=pk).first()
    if made is None:
        raise NotVisible
    require_place(actor, made.division_code)
    if made.closed_at is not None:
        raise CampaignClosed
    return made
