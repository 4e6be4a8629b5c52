"""制作年审结果公示: the results of a place, a sheet for the board of each village, filed as one item of ZD4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.divisions.queries import names_of
from hudang.forms.queries.offices import office_name
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.identity import phone_valid
from hudang.kernel.money import plain
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.printing.registers import Column, Fact, Register
from hudang.recertification.actions.campaign_papers import SERIES, stored, title_of
from hudang.recertification.errors import NothingToPost
from hudang.recertification.models import Campaign, CampaignPosting
from hudang.recertification.queries.campaign_postings import PostedHousehold, places_for, results_of
from hudang.recertification.queries.campaigns import campaign_for

_LEAST, _MOST = 1, 60
_COLUMNS = (
    Column("序号", 12, "center"),
    Column("户主", 34),
    Column("家庭\n人口", 16, "center"),
    Column("保障\n人口", 16, "center"),
    Column("现保障金\n（元/月）", 26, "center"),
    Column("年审结果", 28, "center"),
    Column("备注", 38),
)
_TOLD = "带“拟”的是乡镇核查的建议，以县级审核确认为准。对上列家庭有异议的，可向乡镇或县级民政部门反映，反映人的信息保密"


@dataclass(frozen=True)
class PostingPlan:
    """Where the results hang, from when on for how many days, and where people call."""

    division_code: str
    starts_on: date
    days: int
    telephone: str


@transaction.atomic
def post_results(*, actor: User, pk: int, plan: PostingPlan) -> CampaignPosting:
    """Make the list of results of a township: whoever was examined by now, a sheet a village, kept and filed.

    Raises ``NotAllowed``, ``NotVisible``, ``InvalidInput``, ``NothingToPost``.
    """
    require(actor, Right.EXAMINE_VISITS)
    campaign = campaign_for(actor, pk)
    require_place(actor, plan.division_code)
    _check(actor, campaign, plan)
    place = names_of([plan.division_code]).get(plan.division_code, "")
    villages = list(results_of(campaign, plan.division_code))
    if not villages:
        raise NothingToPost(place=place)
    title = f"{place}{campaign.year}年度低保年审结果公示"
    paper = stored(actor, _sheets(campaign, plan, villages), title)
    homes = [row.key for _, rows in villages for row in rows]
    entry = InstitutionalEntry(
        series=SERIES,
        title=title,
        division_code=plan.division_code,
        dated=plan.starts_on,
        objects=(paper,),
        households=homes,
        creator=office_name(plan.division_code),
        note=f"公示 {plan.starts_on} 至 {_until(plan)}",
    )
    item = file_institutional(actor=actor, entry=entry)
    made = CampaignPosting.objects.create(
        campaign=campaign,
        division_code=plan.division_code,
        starts_on=plan.starts_on,
        ends_on=_until(plan),
        telephone=plan.telephone.strip(),
        households=len(homes),
        paper=paper,
        item_id=item.pk,
        item_code=item.reference_code,
        made_by=actor,
        made_at=clock.now(),
    )
    summary = f"制作{title_of(campaign)}结果公示：{place} {len(homes)} 户"
    record(
        actor, Act("post_campaign_results", "campaign", campaign.pk, "", summary, after={"item": item.reference_code})
    )
    return made


def _check(actor: User, campaign: Campaign, plan: PostingPlan) -> None:
    faults = {}
    if plan.division_code not in dict(places_for(actor, campaign)):
        faults["division_code"] = "请选择这次年审范围内的一个乡镇。"
    if plan.starts_on < clock.today():
        faults["starts_on"] = "公示起日不能早于今天。"
    if not _LEAST <= plan.days <= _MOST:
        faults["days"] = f"公示天数在 {_LEAST} 到 {_MOST} 天之间。"
    if not phone_valid(plan.telephone.strip()):
        faults["telephone"] = "请填写监督电话，带区号的固定电话或手机号。"
    if faults:
        raise InvalidInput(faults)


def _until(plan: PostingPlan) -> date:
    """Return the last day: the first does not count (code-tables.md A7)."""
    return plan.starts_on + timedelta(days=plan.days)


def _sheets(
    campaign: Campaign, plan: PostingPlan, villages: Sequence[tuple[str, list[PostedHousehold]]]
) -> list[Register]:
    names, office = names_of([code for code, _ in villages]), office_name(plan.division_code)
    facts = (
        (
            Fact("公示日期", 20, f"{plan.starts_on} 至 {_until(plan)}", 62),
            Fact("监督电话", 20, plan.telephone.strip(), 68),
        ),
        (Fact("说明", 20, _TOLD, 150),),
    )
    return [
        Register(
            title=f"{names.get(code, '')}{campaign.year}年低保年审公示",
            bookmark=names.get(code, code),
            fonds_name=office,
            columns=_COLUMNS,
            rows=tuple(_row(number, row) for number, row in enumerate(rows, 1)),
            facts=facts,
            signatures=("张贴人", "张贴日期"),
        )
        for code, rows in villages
    ]


def _row(number: int, row: PostedHousehold) -> tuple[str, ...]:
    counts = ("" if each is None else str(each) for each in (row.size, row.covered))
    return (str(number), row.head, *counts, plain(row.amount), row.result, "")
