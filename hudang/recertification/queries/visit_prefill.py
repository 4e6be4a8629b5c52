"""What is known already when a visit begins: from the register, the allowance and the last survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.archives.queries.files import open_references_of
from hudang.benefits.models import Award, PaymentRow
from hudang.benefits.vocabulary import CLOSED_LISTS
from hudang.casework.rules.changes import SUPPORT
from hudang.forms.queries.offices import office_name
from hudang.households.models import Asset, Dwelling, Household, HouseholdMember, IncomeItem
from hudang.households.rules.facts import StudyFacts, is_studying
from hudang.households.vocabulary import DISABILITY_KIND, DISABILITY_LEVEL, HEAD
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.money import CENT
from hudang.recertification.models import RecertificationTask, Visit
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.rules.visit_checks import F20
from hudang.recertification.vocabulary import OPEN, TRIGGER_LABELS, Trigger, VisitState

_NOTHING = Decimal(0)
_MONTHS = 3
# how far back a payment tells what is due now
_RECENT = 400
_RULES, _LONGEST_RULE = 3, 40
_SEVERE = ("3", "4", "6")
_ABLE = ("1", "2")
# the groups of the survey by the first digit of the income (C16); support by relatives has one of its own
_SUPPORT_GROUP = "5"
_GROUPS = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "6"}
_KEPT_FROM_LAST = (
    "supporters",
    "workers",
    "rigid",
    "expenses",
    "employment_cost",
    "houses",
    "house_owner",
    "property_fee",
)


@dataclass
class Known:
    """What register, allowance, archive and last survey say of a household."""

    household: Household
    unit: str
    members: list[HouseholdMember] = field(default_factory=list)
    incomes: list[IncomeItem] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    dwelling: Dwelling | None = None
    award: Award | None = None
    # of the last closed payment lists, the latest first
    totals: list[Decimal] = field(default_factory=list)
    reference_code: str = ""
    last: Visit | None = None
    rules: list[str] = field(default_factory=list)

    def income_of(self, member: HouseholdMember) -> Decimal:
        """Return the registered income of a member a month."""
        own = (row.monthly for row in self.incomes if row.member_id == member.pk)
        return sum(own, _NOTHING).quantize(CENT)


def known_of(households: Iterable[Household]) -> dict[int, Known]:
    """Return what is known of households, by key; a constant number of queries for each township."""
    homes = {home.pk: home for home in households}
    towns = {township_code(home.village_code) for home in homes.values()}
    units = {code: office_name(code) for code in towns}
    found = {pk: Known(home, units[township_code(home.village_code)]) for pk, home in homes.items()}
    for member in HouseholdMember.objects.filter(household__in=homes, until=None).select_related("person"):
        found[member.household_id].members.append(member)
    for item in IncomeItem.objects.filter(household__in=homes, until=None):
        found[item.household_id].incomes.append(item)
    for asset in Asset.objects.filter(household__in=homes, until=None):
        found[asset.household_id].assets.append(asset)
    for dwelling in Dwelling.objects.filter(household__in=homes):
        found[dwelling.household_id].dwelling = dwelling
    for each in found.values():
        each.members.sort(key=lambda member: (member.relation != HEAD, member.relation, member.pk))
    _know_allowances(found)
    _know_papers(found)
    return found


def _know_allowances(found: Mapping[int, Known]) -> None:
    for award in Award.objects.filter(household__in=found, until=None, void=False):
        found[award.household_id].award = award
    since = clock.today() - timedelta(days=_RECENT)
    rows = PaymentRow.objects.filter(household__in=found, list__state__in=CLOSED_LISTS, list__month__gte=since)
    for pk, total in rows.order_by("-list__month").values_list("household_id", "total"):
        found[pk].totals.append(total)


def _know_papers(found: Mapping[int, Known]) -> None:
    for pk, code in open_references_of(found).items():
        found[pk].reference_code = code
    surveys = Visit.objects.filter(household__in=found, form_code=F20, state=VisitState.ACCEPTED)
    last = dict(surveys.order_by("on", "pk").values_list("household_id", "pk"))
    for visit in Visit.objects.filter(pk__in=last.values()):
        found[visit.household_id].last = visit
    tasks = RecertificationTask.objects.filter(
        household__in=found, state__in=[state.value for state in OPEN], opens_on__lte=clock.today()
    )
    for task in tasks:
        event = TRIGGER_LABELS[Trigger(task.trigger)] if task.trigger else ""
        found[task.household_id].rules.append(f"{task.rule_code} {task.about or event or task.period}")


def prefilled(user: User, visit: Visit, known: Known | None = None) -> dict[str, Any]:
    """Return the values with which the form of a visit begins; ``known`` when it was asked for many at once."""
    known = known or known_of([visit.household])[visit.household_id]
    return _survey(user, visit, known) if visit.form_code == F20 else _call(user, visit, known)


def _call(user: User, visit: Visit, known: Known) -> dict[str, Any]:
    household = visit.household
    name = visit.person.name if visit.person else household.head_name
    return _allowance(known) | {
        "head": household.head_name,
        "subject": name,
        "month": f"{visit.on:%Y-%m}",
        "way": visit.method,
        "visited_at": f"{visit.on:%Y-%m-%d} {clock.now().astimezone(clock.CHINA):%H:%M}",
        "answered_by": name,
        "answerer_relation": "本人",
        "phone": household.phone,
        "visitor": user.display_name,
    }


def _allowance(known: Known) -> dict[str, Any]:
    """Return what was due in the last closed month, and how it differs from the month before."""
    totals, award = known.totals, known.award
    if not totals:
        due = award.total if award else known.household.allowance
        return {} if due is None else {"due": due, "difference": _NOTHING, "difference_reason": "1"}
    change = totals[0] - totals[1] if len(totals) > 1 else _NOTHING
    return {"due": totals[0], "difference": change} | ({} if change else {"difference_reason": "1"})


def _survey(user: User, visit: Visit, known: Known) -> dict[str, Any]:
    household, award, members, last = visit.household, known.award, known.members, known.last
    incomes = _incomes(known.incomes)
    size = household.declared_size or len(members) or 1
    total = sum(incomes.values(), _NOTHING)
    values = {
        "unit": known.unit,
        "year": visit.on.year,
        "rule": "、".join(known.rules[:_RULES])[:_LONGEST_RULE] or "临时核查",
        "household_code": household.code,
        "reference_code": known.reference_code,
        "surveyed_on": visit.on,
        "way": visit.method,
        "surveyor_1": user.display_name,
        "surveyor_1_signature": user.display_name,
        "respondent": household.head_name,
        "respondent_relation": HEAD,
        "head": household.head_name,
        "size": size,
        "covered": household.covered_size,
        "registered_address": household.registered_address or household.address,
        "address": household.address,
        "separated": bool(household.registered_address and household.registered_address != household.address),
        "assistance": household.assistance,
        "abc_class": household.abc_class,
        "certificate_no": household.certificate_no,
        "phone": household.phone,
        "last_on": last.on if last else None,
        "members": [_member(member, known.income_of(member)) for member in members],
        "students": [_student(member) for member in members if _studies(member)],
        "incomes": [{"group": g, "declared": amount, "verified": amount} for g, amount in sorted(incomes.items())],
        "per_head": (total / size).quantize(CENT),
        "verified_per_head": (total / size).quantize(CENT),
        "illnesses": [
            {"name": m.person.name, "illness": m.illness, "paid": m.medical_paid, "carer": ""}
            for m in members
            if m.health in _SEVERE
        ],
        "workers": [{"name": m.person.name, "work": m.employer} for m in members if m.work_capacity in _ABLE],
        "assets": [{"kind": asset.kind, "what": asset.description, "value": asset.value} for asset in known.assets],
        "standard": award.standard if award and award.standard is not None else household.standard,
        "proposed": award.total if award else household.allowance,
    }
    before = content_of(last) if last else {}
    kept = {name: before[name] for name in _KEPT_FROM_LAST if before.get(name) not in (None, "", [])}
    return {
        name: value
        for name, value in (values | _dwelling(known.dwelling) | _allowance(known) | kept).items()
        if value not in (None, "")
    }


def _member(member: HouseholdMember, income: Decimal) -> dict[str, Any]:
    until = member.disability_valid_until
    disabled = bool(member.disability_kind or member.disability_level)
    words = [DISABILITY_KIND.get(member.disability_kind, ""), DISABILITY_LEVEL.get(member.disability_level, "")]
    expired = until is not None and until < clock.today()
    row = {
        "name": member.person.name,
        "relation": member.relation,
        "identity": member.person.identity,
        "health": member.health,
        "disability": "".join(words),
        "certificate": ("2" if expired else "1") if disabled else "3",
        "certificate_until": until,
        "work_capacity": member.work_capacity,
        "self_care": member.self_care,
        "employment": member.employment,
        "place": member.employer or member.workplace or member.school,
        "income": income,
        "change": "0",
    }
    return {name: value for name, value in row.items() if value not in (None, "")}


def _studies(member: HouseholdMember) -> bool:
    facts = StudyFacts(
        employment=member.employment,
        school=member.school,
        stage=member.education_stage,
        has_card=bool(member.student_card),
        card_valid_until=member.student_card_valid_until,
        graduates_on=member.graduates_on,
    )
    return is_studying(facts, clock.today())


def _student(member: HouseholdMember) -> dict[str, Any]:
    row = {
        "name": member.person.name,
        "school": member.school,
        "stage": member.education_stage,
        "grade": member.grade,
        "student_card": member.student_card,
        "card_until": member.student_card_valid_until,
        "graduates": f"{member.graduates_on:%Y-%m}" if member.graduates_on else None,
    }
    return {name: value for name, value in row.items() if value not in (None, "")}


def _incomes(items: Iterable[IncomeItem]) -> Mapping[str, Decimal]:
    """Return the registered income a month by the groups of the survey."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        found[group_of(item.kind)] += item.monthly
    return {group: amount.quantize(CENT) for group, amount in found.items()}


def group_of(kind: str) -> str:
    """Return the group of the survey to which an income belongs."""
    return _SUPPORT_GROUP if kind == SUPPORT else _GROUPS.get(kind[:1], "6")


def _dwelling(found: Dwelling | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "area": found.area,
        "danger": found.danger,
        "house_kind": found.kind,
        "house_structure": found.structure,
        "water_account": found.water_account,
        "power_account": found.power_account,
        "water_paid": _quarter(found.water_monthly),
        "power_paid": _quarter(found.power_monthly),
        "fuel": found.fuel_monthly,
        "telecom": found.telecom_monthly,
    }


def _quarter(monthly: Decimal | None) -> Decimal | None:
    return None if monthly is None else monthly * _MONTHS


def known_numbers(household: Household, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return names and full numbers with which masks are put back: of the register and of what was typed before."""
    rows: Iterable[Mapping[str, Any]] = content.get("members") or ()
    typed = [(str(row.get("name", "")), str(row["identity"])) for row in rows if row.get("identity")]
    members = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    return [*((m.person.name, m.person.identity) for m in members), *typed]
