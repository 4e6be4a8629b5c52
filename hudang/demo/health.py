"""Health, disability and capacity to work of invented people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hudang.demo.families import ADULT, CHRONIC, DISABLED, ELDER, ILL, ILL_AND_DISABLED, MENTAL, SEVERE, Seat
from hudang.demo.names import weighted

HEALTHY, WEAK, CHRONICALLY_ILL, SERIOUSLY_ILL, WITH_DISABILITY, ILL_WITH_DISABILITY = "123456"
INTELLECTUAL, PSYCHIATRIC = "5", "6"
ABLE, PARTLY_ABLE, UNABLE, OUT_OF_AGE = "1234"
# C4, the highest rate first: a person gets one supplement only (process.md §9.3)
SUPPLEMENT_RATES = {
    "1": Decimal("0.3"),
    "2": Decimal("0.2"),
    "3": Decimal("0.2"),
    "4": Decimal("0.1"),
    "6": Decimal("0.1"),
}

_SERIOUS = weighted(
    "脑梗死后遗症:6 肺癌:3 胃癌:3 肝硬化失代偿期:2 慢性肾衰竭（尿毒症）:4 乳腺癌:2 直肠癌:2 冠心病（支架术后）:4 白血病 "
    "系统性红斑狼疮 股骨头坏死:3 脑出血后遗症:4 肝癌:2 再生障碍性贫血 帕金森病:2 风湿性心脏病:2"
)
_SERIOUS_YOUNG = weighted("先天性心脏病:3 急性淋巴细胞白血病:2 癫痫:3 1型糖尿病:2 脑性瘫痪:2 地中海贫血")
_CHRONIC = weighted(
    "高血压3级:5 2型糖尿病:4 冠心病:4 慢性阻塞性肺疾病:3 腰椎间盘突出:3 类风湿关节炎:3 慢性肾炎 布鲁氏菌病:2 哮喘 胃溃疡 肺结核"
)
_HOSPITALS = weighted("大安市第一人民医院:5 大安市中医院:2 白城市医院:3 白城中心医院:3 吉林大学第一医院:2 {clinic}:3")
_KINDS = weighted("4:46 1:12 2:12 3:4 5:13 6:9 7:4")
_LEVELS = weighted("1:10 2:26 3:32 4:32")
_SEVERE_LEVELS = weighted("1:42 2:58")
_MENTAL_LEVELS = weighted("1:12 2:48 3:40")
_DISABLING = frozenset({DISABLED, SEVERE, MENTAL, ILL_AND_DISABLED})
_CERTIFICATE_YEARS = 10


def health_fields(rng: Random, seat: Seat, identity: str, town: str, day: date) -> dict[str, Any]:
    """Return health, illness, disability with its certificate, capacities and supplements of one person."""
    fields = _disability(rng, seat, identity, day) if seat.weakness in _DISABLING else {}
    fields |= _illness(rng, seat, town, day)
    fields |= _capacity(rng, seat, fields)
    fields["supplements"] = supplements(
        fields["health"], fields.get("disability_kind", ""), fields.get("disability_level", ""), seat.age
    )
    return fields


def _disability(rng: Random, seat: Seat, identity: str, day: date) -> dict[str, Any]:
    """Return kind, level and certificate; a few never got the certificate, some let it lapse."""
    kind = rng.choice((INTELLECTUAL, PSYCHIATRIC)) if seat.weakness == MENTAL else _KINDS.draw(rng)
    levels = {SEVERE: _SEVERE_LEVELS, ILL_AND_DISABLED: _SEVERE_LEVELS, MENTAL: _MENTAL_LEVELS}.get(
        seat.weakness, _LEVELS
    )
    level = levels.draw(rng)
    fields: dict[str, Any] = {"disability_kind": kind, "disability_level": level}
    if seat.weakness == DISABLED and rng.random() < 0.08:
        return fields
    born = date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
    issued = max(day - timedelta(days=rng.randint(60, 3600)), born + timedelta(days=200))
    if rng.random() < 0.04:
        issued = max(issued - timedelta(days=3650), born + timedelta(days=200))
    until = issued.replace(year=issued.year + _CERTIFICATE_YEARS, day=min(issued.day, 28))
    return fields | {
        "disability_certificate": f"{identity}{kind}{level}",
        "disability_issued_on": issued,
        "disability_valid_until": until,
    }


def _illness(rng: Random, seat: Seat, town: str, day: date) -> dict[str, Any]:
    if seat.weakness in (ILL, ILL_AND_DISABLED):
        code = SERIOUSLY_ILL if seat.weakness == ILL else ILL_WITH_DISABILITY
        illness = (_SERIOUS_YOUNG if seat.age < ADULT else _SERIOUS).draw(rng)
        paid = Decimal(rng.randint(30, 620) * 100)
    elif seat.weakness == CHRONIC:
        code, illness, paid = CHRONICALLY_ILL, _CHRONIC.draw(rng), Decimal(rng.randint(4, 90) * 100)
    else:
        return {"health": _ordinary_health(rng, seat)}
    known_days = rng.randint(40, 2600) if seat.age > ELDER // 4 else rng.randint(20, 300)
    return {
        "health": code,
        "illness": illness,
        "hospital": _HOSPITALS.draw(rng).format(clinic=_clinic(town)),
        "diagnosed_on": day - timedelta(days=known_days),
        "medical_paid": paid,
    }


def _clinic(town: str) -> str:
    return f"{town}社区卫生服务中心" if town.endswith("街道") else f"{town}卫生院"


def _ordinary_health(rng: Random, seat: Seat) -> str:
    if seat.weakness in _DISABLING:
        return WITH_DISABILITY
    return WEAK if rng.random() < (0.45 if seat.age >= ELDER else 0.08) else HEALTHY


def _capacity(rng: Random, seat: Seat, fields: dict[str, Any]) -> dict[str, Any]:
    return {"work_capacity": _work_capacity(rng, seat, fields), "self_care": _self_care(rng, seat, fields)}


def _work_capacity(rng: Random, seat: Seat, fields: dict[str, Any]) -> str:
    """Return C8: outside working age there is none to lose; severe disability other than hearing and speech takes all."""
    if not ADULT <= seat.age < ELDER:
        return OUT_OF_AGE
    kind, level = fields.get("disability_kind", ""), fields.get("disability_level", "")
    if level in ("1", "2") and kind not in ("2", "3"):
        return UNABLE
    if fields["health"] in (SERIOUSLY_ILL, ILL_WITH_DISABILITY):
        return UNABLE if rng.random() < 0.55 else PARTLY_ABLE
    if level or (fields["health"] == CHRONICALLY_ILL and rng.random() < 0.4):
        return PARTLY_ABLE
    return ABLE


def _self_care(rng: Random, seat: Seat, fields: dict[str, Any]) -> str:
    if fields.get("disability_level") == "1" and fields["disability_kind"] not in ("2", "3"):
        return "3" if rng.random() < 0.6 else "2"
    partly = 0.3 if seat.age >= ELDER + 20 or fields.get("disability_level") == "2" else 0.02
    return "2" if rng.random() < partly else "1"


def supplements(health: str, kind: str, level: str, age: int) -> tuple[str, ...]:
    """Return the classes of C4 that a person belongs to, the best paid first."""
    found = []
    if health in (SERIOUSLY_ILL, ILL_WITH_DISABILITY):
        found.append("1")
    if level in ("1", "2"):
        found.append("2")
    if level == "3" and kind in (INTELLECTUAL, PSYCHIATRIC):
        found.append("3")
    if age >= 70:
        found.append("4")
    if age < ADULT:
        found.append("6")
    return tuple(found)
