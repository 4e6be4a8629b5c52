"""Incomes, assets and housing of invented households, and what they are paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from random import Random

from hudang.demo.families import ADULT, ELDER
from hudang.demo.health import SUPPLEMENT_RATES, UNABLE
from hudang.demo.people import FARMING, FLEXIBLE, MIGRANT, STAFF, Draft
from hudang.demo.shapes import DemoAsset, DemoDwelling, DemoIncome
from hudang.households.vocabulary import IncomePeriod
from hudang.kernel.identity import age_on

MONTH, YEAR = IncomePeriod.MONTH.value, IncomePeriod.YEAR.value
ZERO, YUAN = Decimal(0), Decimal(1)
NO_INCOME_KIND = "599"
_SUPPORTED_BY_CHILDREN = 0.5


@dataclass(frozen=True)
class Standards:
    """保障标准, yuan a person and month."""

    urban: Decimal
    rural: Decimal

    def of(self, urban: bool) -> Decimal:
        """Return the standard that holds."""
        return self.urban if urban else self.rural


def _income(kind: str, amount: float, period: str = MONTH) -> DemoIncome:
    step = 10 if period == YEAR else 1
    return DemoIncome(kind, Decimal(max(round(amount / step), 1) * step), period)


def draw_incomes(rng: Random, drafts: list[Draft], land_mu: Decimal, urban: bool, day: date) -> list[list[DemoIncome]]:
    """Return the incomes of each person who still belongs to the household and counts."""
    found = [_earnings(rng, draft, urban, age_on(draft["born_on"], day)) for draft in drafts]
    if land_mu:
        _of_land(rng, drafts, found, float(land_mu))
    return [[] if draft["not_counted"] or draft.get("until") else own for draft, own in zip(drafts, found, strict=True)]


def _earnings(rng: Random, draft: Draft, urban: bool, age: int) -> list[DemoIncome]:
    employment, chance = draft["employment"], rng.random()
    if employment == STAFF:
        return [_income("101", rng.randint(110, 178) * 10)]
    if employment == MIGRANT:
        return [_income("102", rng.randint(90, 240) * 10)]
    if employment == FLEXIBLE:
        kind = "205" if draft.get("job") in ("摆摊", "三轮车运输") else "103"
        return [_income(kind, rng.randint(30, 130) * 10)]
    if age >= ELDER:
        return _elder_incomes(rng, urban)
    if employment == FARMING and chance < 0.12:
        return [_income("202", rng.randint(120, 620) * 10, YEAR)]
    if age >= ADULT and draft["work_capacity"] == UNABLE and chance < 0.1:
        return [_income("404", rng.randint(50, 120))]
    if age < ADULT and chance < 0.1:
        return [_income("403", rng.randint(10, 50) * 10)]
    return []


def _elder_incomes(rng: Random, urban: bool) -> list[DemoIncome]:
    found = []
    if rng.random() < 0.9:
        retired = urban and rng.random() < 0.12
        found.append(_income("401", rng.randint(620, 1350) if retired else rng.randint(118, 236)))
    if rng.random() < _SUPPORTED_BY_CHILDREN:
        found.append(_income("403", rng.randint(5, 30) * 10))
    if rng.random() < 0.02:
        found.append(_income("302", rng.randint(6, 90) * 10, YEAR))
    return found


def _of_land(rng: Random, drafts: list[Draft], found: list[list[DemoIncome]], land_mu: float) -> None:
    """Give the yield of the fields to who farms them, or the rent to the head who let them."""
    farmer = next((i for i, draft in enumerate(drafts) if draft["employment"] == FARMING), None)
    if farmer is not None:
        found[farmer].append(_income("201", land_mu * rng.uniform(180, 460), YEAR))
    elif rng.random() < 0.8:
        found[0].append(_income("303", land_mu * rng.uniform(150, 330), YEAR))


def fit_incomes(rng: Random, found: list[list[DemoIncome]], limit: Decimal, low: float, high: float) -> None:
    """Scale all incomes so that their monthly sum lies between ``low`` and ``high`` times the limit."""
    total = sum((income.monthly for own in found for income in own), ZERO)
    if not total and low > 0:
        found[0].append(_income("103", float(limit)))
        total = found[0][-1].monthly
    if not total or Decimal(low) * limit <= total <= Decimal(high) * limit:
        return
    factor = rng.uniform(max(low, high * 0.3), high * 0.98) * float(limit / total)
    for own in found:
        own[:] = [_income(i.kind, float(i.amount) * factor, i.period) for i in own]


def note_none(found: list[list[DemoIncome]], drafts: list[Draft], day: date) -> None:
    """Write down that an adult was asked and has no income."""
    for own, draft in zip(found, drafts, strict=True):
        adult = age_on(draft["born_on"], day) >= ADULT
        if not own and adult and not draft["not_counted"] and not draft.get("until"):
            own.append(DemoIncome(NO_INCOME_KIND, ZERO, MONTH))


def total_monthly(found: Iterable[Iterable[DemoIncome]]) -> Decimal:
    """Return yuan a month of all incomes, unrounded."""
    return sum((income.monthly for own in found for income in own), ZERO)


def supplement_of(supplements: Iterable[tuple[str, ...]], standard: Decimal) -> Decimal:
    """Return the category supplement: for each covered person the highest rate, of the standard (process.md §9.3)."""
    rates = (max((SUPPLEMENT_RATES[code] for code in codes), default=ZERO) for codes in supplements)
    return sum(rates, ZERO) * standard


def allowance_of(standard: Decimal, covered: int, income: Decimal, supplement: Decimal) -> Decimal:
    """Return gap plus supplement, rounded up to the yuan once, at the end (process.md §9.1)."""
    gap = max(ZERO, standard * covered - income)
    return (gap + supplement).quantize(YUAN, rounding=ROUND_CEILING) if gap else ZERO


def draw_land(rng: Random, urban: bool, adults: int) -> Decimal:
    """Return the contracted land in mu, to a tenth."""
    if urban or rng.random() < 0.25:
        return ZERO
    return Decimal(round(rng.uniform(1.5, 5.2) * max(adults, 1) * 10)) / 10


def draw_dwelling(rng: Random, urban: bool, land_mu: Decimal, size: int) -> DemoDwelling:
    """Return where and how the household lives."""
    if urban:
        kind = rng.choices(("1", "7", "8", "9", "4", "2", "3"), cum_weights=(34, 62, 76, 84, 92, 96, 100))[0]
        structure = rng.choices(("4", "5", "3"), cum_weights=(70, 90, 100))[0]
    else:
        kind = rng.choices(("5", "9", "8", "6"), cum_weights=(82, 93, 96, 100))[0]
        structure = rng.choices(("3", "2", "1"), cum_weights=(58, 92, 100))[0]
    worn = {"1": 0.5, "2": 0.12}.get(structure, 0.01)
    return DemoDwelling(
        kind=kind,
        structure=structure,
        area=Decimal(rng.randint(36, 62) + 6 * min(size, 5)),
        rooms=rng.randint(1, 3),
        danger=rng.choice("CD") if rng.random() < worn else rng.choices(("", "A", "B"), cum_weights=(55, 88, 100))[0],
        land_mu=land_mu,
        water_account=f"{rng.randrange(10**8):08d}" if urban or rng.random() < 0.4 else "",
        water_monthly=Decimal(rng.randint(6, 12) + 4 * size),
        power_account=f"22{rng.randrange(10**8):08d}",
        power_monthly=Decimal(rng.randint(18, 40) + 11 * size),
        fuel_monthly=Decimal(rng.randint(60, 190)),
        telecom_monthly=Decimal(rng.choice((0, 9, 19, 29, 29, 39, 59))),
    )


def draw_assets(rng: Random, urban: bool, size: int) -> tuple[DemoAsset, ...]:
    """Return the registered assets: most have none or a small deposit."""
    found = []
    if rng.random() < 0.42:
        found.append(DemoAsset("11", "活期存款", Decimal(rng.randint(3, 120 * size) * 100)))
    if rng.random() < (0.05 if urban else 0.2):
        found.append(
            DemoAsset("31", rng.choice(("二轮摩托车 1 台", "电动三轮车 1 台")), Decimal(rng.randint(8, 38) * 100))
        )
    if not urban and rng.random() < 0.06:
        found.append(DemoAsset("34", "四轮拖拉机 1 台", Decimal(rng.randint(30, 120) * 100)))
    if not urban and rng.random() < 0.1:
        found.append(DemoAsset("41", f"羊 {rng.randint(2, 9)} 只", Decimal(rng.randint(16, 80) * 100)))
    if rng.random() < 0.02:
        found.append(DemoAsset("14", "小额人身保险", Decimal(rng.randint(5, 60) * 100)))
    return tuple(found)
