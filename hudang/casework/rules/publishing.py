"""公示内容: what may stand on a public notice, and what never does (process.md §7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.kernel.identity import age_on

_MINOR = 18
# numbers and words that no notice carries, whatever field they came in by (process.md §7, 禁止内容)
_FORBIDDEN = (
    (re.compile(r"[1-9]\d{5}(18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]"), "身份证号"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "银行账号或证件号"),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "手机号码"),
    (re.compile(r"残疾|重残|[一二三四]级(?:肢体|视力|听力|言语|智力|精神)"), "残疾情况"),
    (re.compile(r"癌|艾滋|尿毒|透析|精神病|白血病|肝炎|糖尿病|重病|病种|患病"), "疾病情况"),
    (re.compile(r"\d+\s*(?:号楼|单元|室|门牌)|组\s*\d+\s*号|门牌号"), "详细住址"),
)


@dataclass(frozen=True)
class NoticeLine:
    """One household on a notice: everything that stands there, and nothing else."""

    head: str
    village: str
    kind: str
    size: int
    covered: int
    amount: Decimal | None
    near_relative: bool


def public_name(name: str, born: date | None, today: date) -> str:
    """Return the name as it may be posted: of a minor only the surname (浙江省社会救助条例第五十五条)."""
    if born is not None and age_on(born, today) < _MINOR:
        return f"{name[:1]}某（未成年人）"
    return name


def forbidden_in(text: str) -> str:
    """Return what in a text must not be posted, empty when there is nothing."""
    return next((what for pattern, what in _FORBIDDEN if pattern.search(text)), "")
