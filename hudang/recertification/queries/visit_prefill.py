"""What is known already when a visit begins: from the register, the allowance and the last survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.archives.queries.files import open_file_of
from hudang.benefits.models import PaymentRow
from hudang.benefits.queries.standing import open_award
from hudang.benefits.vocabulary import CLOSED_LISTS
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
from hudang.recertification.vocabulary import OPEN, VisitState

_NOTHING = Decimal(0)
_MONTHS = 3
_SEVERE = ("3", "4", "6")
_ABLE = ("1", "2")
# the groups of the survey by the first digit of the income (C16); support by relatives has one of its own
_SUPPORT, _SUPPORT_GROUP = "403", "5"
_GROUPS = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "6"}
_KEPT_FROM_LAST = ("supporters", "workers", "rigid", "employment_cost", "houses", "house_owner", "property_fee")


def prefilled(user: User, visit: Visit) -> dict[str, Any]:
    """Return the values with which the form of a visit begins."""
    return _survey(user, visit) if visit.form_code == F20 else _call(user, visit)


def _call(user: User, visit: Visit) -> dict[str, Any]:
    household = visit.household
    name = visit.person.name if visit.person else household.head_name
    return _allowance(household) | {
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


def _allowance(household: Household) -> dict[str, Any]:
    """Return what was due in the last closed month, and how it differs from the month before."""
    rows = PaymentRow.objects.filter(household=household, list__state__in=CLOSED_LISTS)
    totals = list(rows.order_by("-list__month").values_list("total", flat=True)[:2])
    award = open_award(household)
    if not totals:
        due = award.total if award else household.allowance
        return {} if due is None else {"due": due, "difference": _NOTHING, "difference_reason": "1"}
    change = totals[0] - totals[1] if len(totals) > 1 else _NOTHING
    return {"due": totals[0], "difference": change} | ({} if change else {"difference_reason": "1"})


def _survey(user: User, visit: Visit) -> dict[str, Any]:
    household, award = visit.household, open_award(visit.household)
    members = _members(household)
    incomes = _incomes(household)
    size = household.declared_size or len(members) or 1
    total = sum(incomes.values(), _NOTHING)
    file, last = open_file_of(household), last_survey(household)
    known = {
        "unit": office_name(township_code(household.village_code)),
        "year": visit.on.year,
        "rule": _rules(household),
        "household_code": household.code,
        "reference_code": file.reference_code if file else "",
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
        "members": [_member(member, _income_of(household, member)) for member in members],
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
        "assets": [
            {"kind": asset.kind, "what": asset.description, "value": asset.value}
            for asset in Asset.objects.filter(household=household, until=None)
        ],
        "standard": award.standard if award and award.standard is not None else household.standard,
        "proposed": award.total if award else household.allowance,
    }
    before = content_of(last) if last else {}
    kept = {name: before[name] for name in _KEPT_FROM_LAST if before.get(name) not in (None, "", [])}
    return {
        name: value
        for name, value in (known | _dwelling(household) | _allowance(household) | kept).items()
        if value not in (None, "")
    }


def last_survey(household: Household) -> Visit | None:
    """Return the last survey (F20) that was accepted."""
    return Visit.objects.filter(household=household, form_code=F20, state=VisitState.ACCEPTED).order_by("-on").first()


def _rules(household: Household) -> str:
    tasks = RecertificationTask.objects.filter(household=household, state__in=[s.value for s in OPEN])
    return "、".join(f"{task.rule_code} {task.period}" for task in tasks.filter(trigger="")[:3])[:40] or "临时核查"


def _members(household: Household) -> list[HouseholdMember]:
    rows = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    return sorted(rows, key=lambda member: (member.relation != HEAD, member.relation, member.pk))


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


def _income_of(household: Household, member: HouseholdMember) -> Decimal:
    rows = IncomeItem.objects.filter(household=household, member=member, until=None)
    return sum((row.monthly for row in rows), _NOTHING).quantize(CENT)


def _incomes(household: Household) -> Mapping[str, Decimal]:
    """Return the registered income a month by the groups of the survey."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for item in IncomeItem.objects.filter(household=household, until=None):
        found[group_of(item.kind)] += item.monthly
    return {group: amount.quantize(CENT) for group, amount in found.items()}


def group_of(kind: str) -> str:
    """Return the group of the survey to which an income belongs."""
    return _SUPPORT_GROUP if kind == _SUPPORT else _GROUPS.get(kind[:1], "6")


def _dwelling(household: Household) -> dict[str, Any]:
    found = Dwelling.objects.filter(household=household).first()
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
    return [*((m.person.name, m.person.identity) for m in _members(household)), *typed]
