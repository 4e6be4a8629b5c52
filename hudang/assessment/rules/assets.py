"""家庭财产 against its limits; what is exempt does not count (process.md §8)."""

from __future__ import annotations

from decimal import Decimal

from hudang.assessment.rules.case import Asset, Case
from hudang.assessment.rules.parameters import AssetLimits, Parameters
from hudang.assessment.rules.steps import Step, shown
from hudang.assessment.vocabulary import (
    ASSET_EXEMPTION,
    BUSINESS_SHARE,
    DWELLING,
    FINANCIAL_KINDS,
    OTHER_BUILDING,
    PRIVATE_CAR,
)
from hudang.households.vocabulary import ASSET_KIND

ARTICLE = "process.md §8"


def check_assets(case: Case, parameters: Parameters, standard: Decimal, persons: int) -> tuple[Step, ...]:
    """Return one step a limit, ``passed`` or not, and one for each exempt asset; nothing where nothing is limited."""
    limits = parameters.assets
    exempt = [_exempt(asset) for asset in case.assets if asset.exempt]
    if limits is None:
        return tuple(exempt)
    counted = [asset for asset in case.assets if not asset.exempt]
    article = f"{ARTICLE}；{parameters.source}"
    return (*exempt, *_amounts(counted, limits, standard * persons, article), *_numbers(counted, limits, article))


def _exempt(asset: Asset) -> Step:
    text = f"{ASSET_KIND[asset.kind]}（{shown(asset.value)} 元）属{ASSET_EXEMPTION[asset.exempt]}，不计入财产。"
    return Step("asset_exempt", text, asset.value, ARTICLE)


def _sum(assets: list[Asset], kinds: frozenset[str]) -> Decimal:
    return sum((asset.value for asset in assets if asset.kind in kinds), Decimal(0))


def _amounts(counted: list[Asset], limits: AssetLimits, monthly: Decimal, article: str) -> list[Step]:
    financial = None if limits.financial_months is None else limits.financial_months * monthly
    compared = (
        ("financial", "金融资产", _sum(counted, FINANCIAL_KINDS), financial),
        ("car", "生活用车", _sum(counted, frozenset({PRIVATE_CAR})), limits.car_value),
        ("business_share", "认缴出资", _sum(counted, frozenset({BUSINESS_SHARE})), limits.business_share),
    )
    return [
        Step(
            f"asset_{key}",
            f"{label}合计 {shown(value)} 元，限额 {shown(limit)} 元，{'未超过' if value <= limit else '超过限额'}。",
            value,
            article,
            passed=value <= limit,
        )
        for key, label, value, limit in compared
        if limit is not None
    ]


def _numbers(counted: list[Asset], limits: AssetLimits, article: str) -> list[Step]:
    compared = (
        ("dwellings", "住房", DWELLING, limits.dwellings),
        ("other_buildings", "非居住房屋", OTHER_BUILDING, limits.other_buildings),
    )
    steps = []
    for key, label, kind, most in compared:
        if most is None:
            continue
        number = sum(asset.kind == kind for asset in counted)
        said = "未超过" if number <= most else "超过限额"
        text = f"{label} {number} 套（处），限额 {most} 套（处），{said}。"
        steps.append(Step(f"asset_{key}", text, Decimal(number), article, passed=number <= most))
    return steps
