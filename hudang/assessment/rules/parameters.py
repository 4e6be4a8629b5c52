"""地区参数: every figure of the means test that differs between regions, with its source (process.md §9, §11).

Nothing here has a default for an amount: what no document sets for the month stops the calculation.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hudang.assessment.vocabulary import NOT_COUNTED, AmountMode, Method, Rounding, SupplementGroup


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(_Strict):
    """A figure that is yuan a month, or a part of the standard."""

    method: Method
    value: Decimal = Field(ge=0)

    def of(self, standard: Decimal) -> Decimal:
        """Return yuan a month."""
        return self.value * standard if self.method is Method.RATE_OF_STANDARD else self.value


class Supplement(_Strict):
    """分类施保: what each covered member of a group gets; only the highest one a person (process.md §9.3)."""

    group: SupplementGroup
    amount: Amount
    # 老年人 from this age on, 未成年人 below it
    age: int | None = Field(default=None, ge=1, le=120)

    @model_validator(mode="after")
    def _age_where_needed(self) -> Supplement:
        if self.group in (SupplementGroup.ELDER, SupplementGroup.MINOR) and self.age is None:
            raise ValueError("老年人和未成年人的分类施保要写明年龄")
        return self


class Tier(_Strict):
    """分档: households whose income a head is below this get this much for each covered member (process.md §9.2)."""

    code: str
    income_below: Decimal = Field(gt=0)
    amount_per_person: Decimal = Field(ge=0)


class Support(_Strict):
    """赡养费推算 (process.md §9.4): what is above ``multiple`` standards is shared out."""

    multiple: Decimal = Field(gt=0)
    share_up_to_two: Decimal = Field(ge=0, le=1)
    share_from_three: Decimal = Field(ge=0, le=1)


class RigidExpense(_Strict):
    """刚性支出扣减: which part of a kind of expense is taken off the income, and at most how much a year."""

    kind: str
    rate: Decimal = Field(ge=0, le=1)
    most_a_year: Decimal | None = Field(default=None, ge=0)


class AssetLimits(_Strict):
    """财产限额 (process.md §8); what is ``None`` is not limited."""

    # 金融资产 up to so many months of the standard for each member
    financial_months: Decimal | None = Field(default=None, ge=0)
    dwellings: int | None = Field(default=None, ge=0)
    other_buildings: int | None = Field(default=None, ge=0)
    car_value: Decimal | None = Field(default=None, ge=0)
    business_share: Decimal | None = Field(default=None, ge=0)


class NotCounted(_Strict):
    """不计入收入项 (C27), for some until a day: 中央基础养老金 during the 14th five-year plan."""

    code: str
    until: date | None = None

    @model_validator(mode="after")
    def _known(self) -> NotCounted:
        if self.code not in NOT_COUNTED:
            raise ValueError("没有这种不计入收入项")
        return self


class Parameters(_Strict):
    """All parameters in force in one month for one county and one of 城市 and 农村."""

    version: str
    source: str = ""
    standard: Decimal | None = Field(default=None, gt=0)
    mode: AmountMode = AmountMode.GAP
    tiers: tuple[Tier, ...] = ()
    rounding: Rounding = Rounding.CEIL_YUAN
    supplements: tuple[Supplement, ...] = ()
    # 合计 at most so many standards for each covered member
    most_standards: Decimal | None = Field(default=None, gt=0)
    support: Support | None = None
    employment_cost: Amount | None = None
    employment_cost_disabled: Amount | None = None
    losses_are_nothing: bool = True
    rigid_expenses: tuple[RigidExpense, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    assets: AssetLimits | None = None
    edge_multiple: Decimal | None = Field(default=None, gt=1)
    single_person_amount: Decimal | None = Field(default=None, ge=0)
    # 刚性支出困难家庭: 上年度居民人均可支配收入 a month, and the least share of the expenses
    disposable_income: Decimal | None = Field(default=None, gt=0)
    rigid_share: Decimal | None = Field(default=None, ge=0, le=1)
    pay_from_next_month: bool = True
