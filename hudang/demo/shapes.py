"""The shapes of the invented county: households, members, incomes. Field names are those of the household tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.households.vocabulary import HEAD, IncomePeriod
from hudang.kernel.identity import age_on
from hudang.kernel.money import monthly_of_year


@dataclass(frozen=True, slots=True)
class DemoIncome:
    """One income: kind (C43), amount in yuan, and the period the amount stands for."""

    kind: str
    amount: Decimal
    period: str

    @property
    def monthly(self) -> Decimal:
        """Yuan a month, unrounded."""
        return monthly_of_year(self.amount) if self.period == IncomePeriod.YEAR else self.amount


@dataclass(frozen=True, slots=True)
class DemoAsset:
    """One asset: kind (C35), description, value in yuan."""

    kind: str
    description: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class DemoDwelling:
    """Housing (C14, C15) and utilities; area in square metres, land in mu, amounts in yuan a month."""

    kind: str
    structure: str
    area: Decimal
    rooms: int
    danger: str
    land_mu: Decimal
    water_account: str
    water_monthly: Decimal
    power_account: str
    power_monthly: Decimal
    fuel_monthly: Decimal
    telecom_monthly: Decimal


@dataclass(frozen=True, slots=True)
class DemoMember:
    """One person and the membership; codes as in ``households.vocabulary``, empty when they do not apply."""

    name: str
    sex: str
    born_on: date
    identity: str
    ethnicity: str
    relation: str
    since: date
    marital: str
    education: str
    politics: str
    registration: str
    health: str
    work_capacity: str
    self_care: str
    employment: str
    until: date | None = None
    joining: str = ""
    leaving: str = ""
    died_on: date | None = None
    covered: bool = True
    not_counted: str = ""
    illness: str = ""
    hospital: str = ""
    diagnosed_on: date | None = None
    medical_paid: Decimal | None = None
    disability_kind: str = ""
    disability_level: str = ""
    disability_certificate: str = ""
    disability_issued_on: date | None = None
    disability_valid_until: date | None = None
    employer: str = ""
    workplace: str = ""
    job: str = ""
    school: str = ""
    education_stage: str = ""
    grade: str = ""
    student_card: str = ""
    student_card_valid_until: date | None = None
    graduates_on: date | None = None
    living: str = "1"
    phone: str = ""
    supplements: tuple[str, ...] = ()
    insurance: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    incomes: tuple[DemoIncome, ...] = ()

    @property
    def is_head(self) -> bool:
        """Whether this is the head of the household."""
        return self.relation == HEAD

    @property
    def present(self) -> bool:
        """Whether the membership still holds."""
        return self.until is None

    @property
    def monthly_income(self) -> Decimal:
        """Yuan a month of all incomes, unrounded."""
        return sum((income.monthly for income in self.incomes), Decimal(0))

    def age(self, day: date) -> int:
        """Return the age in full years."""
        return age_on(self.born_on, day)


@dataclass(frozen=True, slots=True)
class DemoHousehold:
    """One household; ``composition`` says from which plan it was made, ``seed`` fixes its papers.

    Dates that have not come yet (an application under way, no decision) are ``None``. ``supplement`` and
    ``allowance`` are yuan a month, ``standard`` yuan a person and month.
    """

    code: str
    village_code: str
    village: str
    town: str
    composition: str
    state: str
    assistance: str
    abc_class: str
    address: str
    registered_address: str
    registered_village_code: str
    phone: str
    bank: str
    account: str
    declared_size: int
    covered_size: int
    causes: tuple[str, ...]
    standard: Decimal
    supplement: Decimal | None
    allowance: Decimal | None
    certificate_no: str
    applied_on: date
    accepted_on: date
    surveyed_on: date | None
    noticed_on: date | None
    decided_on: date | None
    approved_on: date | None
    stopped_on: date | None
    stop_reason: str
    note: str
    seed: int
    members: tuple[DemoMember, ...]
    assets: tuple[DemoAsset, ...]
    dwelling: DemoDwelling

    @property
    def head(self) -> DemoMember:
        """The head of the household, also when he has died since."""
        return next(m for m in self.members if m.is_head)

    @property
    def present_members(self) -> tuple[DemoMember, ...]:
        """The members whose membership still holds."""
        return tuple(m for m in self.members if m.present)

    @property
    def monthly_income(self) -> Decimal:
        """Yuan a month of all who count as living together, unrounded."""
        return sum((m.monthly_income for m in self.members if m.present and not m.not_counted), Decimal(0))
