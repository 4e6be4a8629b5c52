"""年审的文书: the notice and the summary of a campaign, printed and filed as one item of 动态管理制度 (ZD4)."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.digitization.actions.intake import receive_made, register
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of
from hudang.forms.queries.offices import office_name
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.recertification.models import Campaign
from hudang.recertification.queries.campaigns import CHANGING, Progress
from hudang.recertification.queries.rules import rules_on
from hudang.recertification.vocabulary import OUTCOME_LABELS, InCampaign, Outcome

SERIES = "ZD4"
_NOTICE = (Column("事项", 32, "center"), Column("内容", 138))
_FIGURES = (InCampaign.DUE, InCampaign.EXAMINED, InCampaign.LEFT)
_CHECKS = (InCampaign.DRAWN, InCampaign.UNCHECKED, InCampaign.DISAGREED)
_SUMMARY = (
    Column("乡镇", 26),
    Column("村（社区）", 28),
    *(Column(words, 14, "center") for words in ("应审\n户", "已审\n户", "已退\n出户", "年审\n率")),
    *(Column(OUTCOME_LABELS[each], 13, "center") for each in Outcome),
    *(Column(words, 14, "center") for words in ("县抽\n查户", "未查\n完户", "不符\n户")),
)
_CHANGED = (
    Column("序号", 12, "center"),
    Column("户编号", 40, size=7.6),
    Column("户主", 24),
    Column("村（社区）", 34),
    Column("核查日", 24, "center"),
    Column("年审结果", 22, "center"),
    Column("县抽查", 22, "center"),
    Column("抽查情况", 60),
)


def title_of(made: Campaign) -> str:
    """Return what a campaign is called."""
    place = names_of([made.division_code]).get(made.division_code, "")
    return f"{place}{made.year}年度低保年审"


def make_notice(actor: User, made: Campaign, households: int) -> DigitalObject:
    """Print the notice that announces a campaign."""
    rules = rules_on()
    asked = "；".join(f"{code} {rules[code].text.name}" for code in made.rule_codes if code in rules)
    office = office_name(made.division_code)
    rows = (
        ("年审对象", f"适用下列规则的在保家庭，共 {households} 户"),
        ("依据规则", asked),
        ("起止日期", f"{made.starts_on} 至 {made.ends_on}。这一期间已经核查过的不重复核查"),
        ("怎样办", "村协理员逐户走访，填动态低保户调查审核表；乡镇复核；结论要变更的由县审核确认"),
        ("县抽查", f"已审户的 {made.spot_percent}%；增发、减发、停发、渐退、转类的全部抽查"),
        ("通知内容", made.announcement),
        ("说明", "年审期间低保金照常发放。逾期未审只催办、督办，不停发"),
    )
    sheet = Register(
        title=f"{title_of(made)}通知",
        bookmark="年审通知",
        fonds_name=office,
        columns=_NOTICE,
        rows=rows,
        facts=((Fact("印发单位", 24, office, 70), Fact("印发日期", 24, f"{made.begun_at:%Y-%m-%d}", 40)),),
    )
    return stored(actor, [sheet], f"{title_of(made)}通知")


def make_summary(actor: User, made: Campaign, progress: Progress) -> DigitalObject:
    """Print the summary of a campaign: figures by village, and every household whose allowance is to change."""
    office = office_name(made.division_code)
    rate = progress.rate
    facts = (
        (
            Fact("起止日期", 22, f"{made.starts_on} 至 {made.ends_on}", 60),
            Fact("年审率", 18, "" if rate is None else f"{rate}%", 24),
            Fact("总结", 16, made.conclusion, 117),
        ),
    )
    figures = Register(
        title=f"{title_of(made)}总结",
        bookmark="年审总结",
        fonds_name=office,
        columns=_SUMMARY,
        rows=tuple(_row(town.name, village.name, village) for town in progress.villages for village in town.villages),
        totals=_row("合计", "", progress),
        facts=facts,
        signatures=("填报人", "审核人", "负责人"),
        landscape=True,
    )
    return stored(actor, [figures, *_changes(made, office)], f"{title_of(made)}总结")


def _row(town: str, village: str, progress: Progress) -> tuple[str, ...]:
    rate = "" if progress.rate is None else f"{progress.rate}%"
    return (
        town,
        village,
        *(str(progress.figures[name]) for name in _FIGURES),
        rate,
        *(str(progress.outcomes[outcome.value]) for outcome in Outcome),
        *(str(progress.figures[name]) for name in _CHECKS),
    )


def _changes(made: Campaign, office: str) -> list[Register]:
    found = made.households.filter(outcome__in=CHANGING).select_related("household")
    rows = list(found.order_by("household__village_code", "household__code"))
    if not rows:
        return []
    names = names_of({row.household.village_code for row in rows})
    told = {True: "相符", False: "不符", None: "未查"}
    return [
        Register(
            title=f"{title_of(made)}变更户名单",
            bookmark="变更户名单",
            fonds_name=office,
            columns=_CHANGED,
            rows=tuple(
                (
                    str(number),
                    row.household.code,
                    row.household.head_name,
                    names.get(row.household.village_code, ""),
                    str(row.examined_on),
                    row.get_outcome_display(),
                    told[row.agrees],
                    row.finding,
                )
                for number, row in enumerate(rows, 1)
            ),
            landscape=True,
        )
    ]


def stored(actor: User, sheets: list[Register], title: str) -> DigitalObject:
    """Print sheets as one PDF/A and keep it."""
    content, _ = render_noted(sheets, document(title, actor), fonts=fonts())
    return register(receive_made(content, f"{title}.pdf")).object


def file_campaign(actor: User, made: Campaign) -> None:
    """File what a campaign has so far as one item, and keep where it lies."""
    entry = InstitutionalEntry(
        series=SERIES,
        title=f"{title_of(made)}通知和总结",
        division_code=made.division_code,
        dated=made.starts_on,
        objects=[each for each in (made.notice, made.summary) if each is not None],
        households=made.households.filter(outcome__in=CHANGING).values_list("household_id", flat=True),
        cause=f"campaign:{made.pk}",
        creator=office_name(made.division_code),
    )
    item = file_institutional(actor=actor, entry=entry)
    made.item_id, made.item_code = item.pk, item.reference_code
    made.save()
