"""What a means test is given: members with their incomes, supporters, assets and expenses, as verified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from hudang.assessment.errors import UnreadableCase
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.rules.reading import faults_of
from hudang.assessment.vocabulary import (
    ASSET_EXEMPTION,
    MEMBER_NOT_COUNTED,
    MENTAL_DISABILITIES,
    NOT_COUNTED,
    RIGID_EXPENSE_KIND,
    Area,
    CaseKind,
    Period,
)
from hudang.households.vocabulary import ASSET_KIND, DISABILITY_KIND, DISABILITY_LEVEL, INCOME_KIND

_LARGEST = Decimal("9999999999.99")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _one_of(value: str, known: Mapping[str, str], what: str) -> str:
    if value and value not in known:
        raise ValueError(f"没有代码为 {value} 的{what}")
    return value


class Income(_Strict):
    """One income of a kind of C43; ``cost`` is taken off, both for the same period."""

    kind: str
    amount: Decimal = Field(ge=-_LARGEST, le=_LARGEST)
    cost: Decimal = Field(default=Decimal(0), ge=0, le=_LARGEST)
    period: Period = Period.MONTH
    not_counted: str = ""

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        return _one_of(value, INCOME_KIND, "收入项")

    @field_validator("not_counted")
    @classmethod
    def _reason(cls, value: str) -> str:
        return _one_of(value, NOT_COUNTED, "不计入收入项")


class Member(_Strict):
    """One person; ``not_counted`` is the reason of C23 why somebody is no member living together."""

    name: str = Field(min_length=1)
    born_on: date | None = None
    covered: bool = True
    not_counted: str = ""
    disability_kind: str = ""
    disability_level: str = ""
    seriously_ill: bool = False
    # 脱离家庭、在宗教场所居住三年以上
    religious_three_years: bool = False
    incomes: tuple[Income, ...] = ()

    @field_validator("not_counted")
    @classmethod
    def _reason(cls, value: str) -> str:
        return _one_of(value, MEMBER_NOT_COUNTED, "不计入共同生活的原因")

    @field_validator("disability_kind")
    @classmethod
    def _disability_kind(cls, value: str) -> str:
        return _one_of(value, DISABILITY_KIND, "残疾类别")

    @field_validator("disability_level")
    @classmethod
    def _disability_level(cls, value: str) -> str:
        return _one_of(value, DISABILITY_LEVEL, "残疾等级")

    @property
    def counted(self) -> bool:
        """Whether the person is a member living together."""
        return not self.not_counted

    @property
    def severely_disabled(self) -> bool:
        """重残: first and second grade, in 智力 and 精神 the third too (process.md §9.3)."""
        mental_third = self.disability_level == "3" and self.disability_kind in MENTAL_DISABILITIES
        return self.disability_level in ("1", "2") or mental_third


class Supporter(_Strict):
    """法定赡养、抚养、扶养义务人 (process.md §9.4); amounts are yuan a month."""

    name: str = Field(min_length=1)
    income_per_member: Decimal = Field(ge=0, le=_LARGEST)
    household_size: int = Field(ge=1, le=50)
    # 被赡养人 altogether, and how many children share the duty
    supported_persons: int = Field(default=1, ge=1, le=20)
    children: int = Field(default=1, ge=1, le=20)
    supported_here: int = Field(default=1, ge=1, le=20)
    # by agreement, judgment or in fact, for those supported here together
    paid: Decimal | None = Field(default=None, ge=0, le=_LARGEST)
    # what a survey or a document established instead of the region's formula, for those supported here together
    payable: Decimal | None = Field(default=None, ge=0, le=_LARGEST)
    waived: str = ""

    @model_validator(mode="after")
    def _here(self) -> Supporter:
        if self.supported_here > self.supported_persons:
            raise ValueError("本户的被赡养人不能多于被赡养人总数")
        return self


class Asset(_Strict):
    """One asset of a kind of C35; ``exempt`` is the reason why it does not count."""

    kind: str
    value: Decimal = Field(default=Decimal(0), ge=0, le=_LARGEST)
    exempt: str = ""

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        return _one_of(value, ASSET_KIND, "财产类别")

    @field_validator("exempt")
    @classmethod
    def _exempt(cls, value: str) -> str:
        return _one_of(value, ASSET_EXEMPTION, "财产豁免原因")


class Expense(_Strict):
    """刚性支出 of a kind of C44, what the person himself bears."""

    kind: str
    amount: Decimal = Field(ge=0, le=_LARGEST)
    period: Period = Period.YEAR

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        return _one_of(value, RIGID_EXPENSE_KIND, "刚性支出")


class Case(_Strict):
    """Everything that the result depends on."""

    day: date
    kind: CaseKind = CaseKind.DIBAO
    area: Area = Area.RURAL
    members: tuple[Member, ...] = Field(min_length=1)
    incomes: tuple[Income, ...] = ()
    supporters: tuple[Supporter, ...] = ()
    assets: tuple[Asset, ...] = ()
    expenses: tuple[Expense, ...] = ()
    parameters: Parameters | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Case:
        if not any(member.counted and member.covered for member in self.members):
            raise ValueError("至少要有一名共同生活且申请保障的成员")
        if self.kind is CaseKind.SINGLE_PERSON and sum(m.counted and m.covered for m in self.members) != 1:
            raise ValueError("单人户只有一名申请保障的成员，其他成员请标明不保障")
        return self

    @property
    def counted(self) -> tuple[Member, ...]:
        """共同生活的家庭成员."""
        return tuple(member for member in self.members if member.counted)

    @property
    def covered(self) -> tuple[Member, ...]:
        """保障人口."""
        return tuple(member for member in self.counted if member.covered)


def read_case(given: Any) -> Case:
    """Return the case that a JSON object tells; raises ``UnreadableCase`` with every fault."""
    try:
        return Case.model_validate(given)
    except ValidationError as error:
        raise UnreadableCase(faults_of(error)) from error
