"""One household as the page shows it on any day: members, incomes, assets, dwelling; every number masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hudang.households.models import (
    Asset,
    Classification,
    Dwelling,
    Household,
    HouseholdMember,
    HouseholdTag,
    IncomeItem,
)
from hudang.households.queries.facts import in_force
from hudang.households.rules.expiry import Expiry, eighteenth_birthday, expiries
from hudang.households.rules.fields import Field
from hudang.households.rules.household_fields import DWELLING_FIELDS, HOUSEHOLD_FIELDS
from hudang.households.rules.masking import masked, shown
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import (
    ASSET_KIND,
    FAMILY_STRUCTURE,
    HEAD,
    INCOME_GROUP,
    INCOME_KIND,
    INCOME_PERIOD_LABELS,
    INCOME_SOURCE,
    LEAVING,
    RELATION,
    SEX,
    TAG_LABELS,
    IncomePeriod,
    Tag,
)
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.kernel.identity import age_on
from hudang.kernel.money import to_cents

_UNGROUPED = ("name", "identity", "sex", "born_on", "relation", "covered", "phone")


@dataclass(frozen=True)
class FactLine:
    """One label with its value in words."""

    label: str
    value: str


@dataclass(frozen=True)
class MemberView:
    """One member on a day; ``facts`` are the filled-in fields beyond the columns of the table."""

    pk: int
    name: str
    relation: str
    is_head: bool
    sex: str
    age: int | None
    born_on: date | None
    died_on: date | None
    identity: str
    phone: str
    covered: bool
    since: date
    until: date | None
    leaving: str
    monthly_income: Decimal
    health: str
    disability: str
    work: str
    study: str
    certificate: str
    student_card: str
    facts: tuple[FactLine, ...]
    expiries: tuple[Expiry, ...] = ()


@dataclass(frozen=True)
class IncomeView:
    """One income in words with its yuan a month, rounded to cents."""

    pk: int
    whose: str
    kind: str
    group: str
    amount: Decimal
    period: str
    monthly: Decimal
    since: date
    until: date | None


@dataclass(frozen=True)
class AssetView:
    """One asset in words."""

    pk: int
    kind: str
    description: str
    value: Decimal | None
    since: date
    until: date | None


def members_on(household: Household, day: date) -> list[MemberView]:
    """Return the members of a household on ``day``, the head first."""
    rows = HouseholdMember.objects.filter(in_force(day), household=household).select_related("person")
    incomes = _monthly_by_person(household, day)
    members = [
        _member_view(row, incomes.get(row.person_id, Decimal(0)), day) for row in rows.order_by("relation", "pk")
    ]
    return sorted(members, key=lambda m: not m.is_head)


def member_of(household: Household, member_id: int) -> MemberView:
    """Return one membership of the household, present or past; raises ``NotVisible``."""
    row = HouseholdMember.objects.filter(household=household, pk=member_id).select_related("person").first()
    if row is None:
        raise NotVisible
    day = clock.today() if row.until is None else max(row.since, row.until - timedelta(days=1))
    return _member_view(row, _monthly_by_person(household, day).get(row.person_id, Decimal(0)), day)


def former_members(household: Household) -> list[MemberView]:
    """Return those who left, the latest first; rows that only continue in another are left out."""
    rows = HouseholdMember.objects.filter(household=household, until__isnull=False).exclude(leaving="")
    return [_member_view(r, Decimal(0), r.until or r.since) for r in rows.select_related("person").order_by("-until")]


def _monthly_by_person(household: Household, day: date) -> dict[int, Decimal]:
    """Return yuan a month by person: an income follows the person when a membership continues in another row."""
    totals: dict[int, Decimal] = {}
    rows = IncomeItem.objects.filter(in_force(day), household=household, member__isnull=False)
    for item in rows.select_related("member"):
        person_id = item.member.person_id if item.member else 0
        totals[person_id] = totals.get(person_id, Decimal(0)) + item.monthly
    return {person_id: to_cents(total) for person_id, total in totals.items()}


def _label(field: Field, value: object) -> str:
    return (field.table or {}).get(str(value), "")


def _member_view(row: HouseholdMember, income: Decimal, day: date) -> MemberView:
    person = row.person
    facts = [
        FactLine(field.label, shown(field, value))
        for fields, source in ((PERSON_FIELDS, person), (MEMBER_FIELDS, row))
        for name, field in fields.items()
        if name not in _UNGROUPED and (value := getattr(source, name)) not in (None, "", [])
    ]
    kind, level = _label(MEMBER_FIELDS["disability_kind"], row.disability_kind), row.disability_level
    disability = f"{kind}{_label(MEMBER_FIELDS['disability_level'], level)}"
    study = " ".join(filter(None, [row.school, row.grade]))
    return MemberView(
        pk=row.pk,
        name=person.name,
        relation=RELATION.get(row.relation, row.relation),
        is_head=row.relation == HEAD,
        sex=SEX.get(person.sex, ""),
        age=age_on(person.born_on, person.died_on or day) if person.born_on else None,
        born_on=person.born_on,
        died_on=person.died_on,
        identity=person.identity_masked,
        phone=masked("phone", row.phone),
        covered=row.covered,
        since=row.since,
        until=row.until,
        leaving=LEAVING.get(row.leaving, ""),
        monthly_income=income,
        health=_label(MEMBER_FIELDS["health"], row.health),
        disability=disability,
        work=_label(MEMBER_FIELDS["employment"], row.employment),
        study=study,
        certificate=masked("disability_certificate", row.disability_certificate),
        student_card=masked("student_card", row.student_card),
        facts=tuple(facts),
        expiries=expiries(
            day,
            disability_until=row.disability_valid_until,
            card_until=row.student_card_valid_until,
            graduates_on=row.graduates_on,
            adult_on=eighteenth_birthday(person.born_on) if person.born_on else None,
        ),
    )


def incomes_on(household: Household, day: date) -> list[IncomeView]:
    """Return the incomes that hold on ``day``."""
    rows = IncomeItem.objects.filter(in_force(day), household=household).select_related("member__person")
    return [_income_view(item) for item in rows]


def incomes_known(household: Household) -> bool:
    """Tell whether any income was ever written down, be it that there is none."""
    return IncomeItem.objects.filter(household=household).exists()


def _income_view(item: IncomeItem) -> IncomeView:
    return IncomeView(
        pk=item.pk,
        whose=item.member.person.name if item.member else "全户",
        kind=INCOME_KIND.get(item.kind, item.kind) if item.amount else "无收入",
        group=INCOME_GROUP.get(item.kind[:1], ""),
        amount=item.amount,
        period=INCOME_PERIOD_LABELS[IncomePeriod(item.period)],
        monthly=to_cents(item.monthly),
        since=item.since,
        until=item.until,
    )


def assets_on(household: Household, day: date) -> list[AssetView]:
    """Return the assets that hold on ``day``."""
    rows = Asset.objects.filter(in_force(day), household=household)
    return [AssetView(a.pk, ASSET_KIND.get(a.kind, a.kind), a.description, a.value, a.since, a.until) for a in rows]


def dwelling_of(household: Household) -> list[FactLine]:
    """Return what is known of housing, land and utilities."""
    dwelling = Dwelling.objects.filter(household=household).first()
    if dwelling is None:
        return []
    pairs = ((field, getattr(dwelling, name)) for name, field in DWELLING_FIELDS.items())
    return [FactLine(field.label, shown(field, value)) for field, value in pairs if value not in (None, "")]


def household_facts(household: Household) -> list[FactLine]:
    """Return the household's own fields in words."""
    names = [name for name in HOUSEHOLD_FIELDS if name != "account"]
    facts = [FactLine(HOUSEHOLD_FIELDS[n].label, shown(HOUSEHOLD_FIELDS[n], getattr(household, n))) for n in names]
    tail = f"**** {household.account_tail}" if household.account_tail else ""
    return [*facts, FactLine(HOUSEHOLD_FIELDS["account"].label, tail)]


@dataclass(frozen=True)
class TagView:
    """One tag with its sentence."""

    tag: str
    label: str
    reason: str


@dataclass(frozen=True)
class ClassificationView:
    """The classes that stand, why, and what is proposed instead; codes and words."""

    structure_code: str
    source_code: str
    structure: str
    source: str
    derived_structure: str
    derived_source: str
    reasons: tuple[str, ...]
    overridden: bool
    override_reason: str
    has_proposal: bool
    proposed_structure: str
    proposed_source: str
    proposed_reasons: tuple[str, ...]
    scheme_version: str
    classified_on: date
    tags: tuple[TagView, ...]


def classification_of(household: Household) -> ClassificationView | None:
    """Return how the household is classified, ``None`` before its first classification."""
    found = Classification.objects.filter(household=household).first()
    if found is None:
        return None
    tags = HouseholdTag.objects.filter(household=household).values_list("tag", "reason")
    return ClassificationView(
        structure_code=found.family_structure,
        source_code=found.income_source,
        structure=FAMILY_STRUCTURE.get(found.family_structure, ""),
        source=INCOME_SOURCE.get(found.income_source, ""),
        derived_structure=FAMILY_STRUCTURE.get(found.derived_structure, ""),
        derived_source=INCOME_SOURCE.get(found.derived_source, ""),
        reasons=tuple(found.reasons),
        overridden=found.overridden,
        override_reason=found.override_reason,
        has_proposal=found.has_proposal,
        proposed_structure=FAMILY_STRUCTURE.get(found.proposed_structure, ""),
        proposed_source=INCOME_SOURCE.get(found.proposed_source, ""),
        proposed_reasons=tuple(found.proposed_reasons),
        scheme_version=found.scheme_version,
        classified_on=found.classified_on,
        tags=tuple(TagView(tag, TAG_LABELS[Tag(tag)], reason) for tag, reason in tags),
    )


def days_of_change(household: Household) -> list[date]:
    """Return the days on which members came, changed or left, the latest first, for looking at past days."""
    rows = HouseholdMember.objects.filter(household=household).values_list("since", "until")
    incomes = IncomeItem.objects.filter(household=household).values_list("since", "until")
    return sorted({day for pair in (*rows, *incomes) for day in pair if day}, reverse=True)
