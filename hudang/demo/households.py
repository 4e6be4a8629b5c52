"""The invented county as a stream of households: the same seed and day give the same people again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random
from typing import Any

from hudang.demo.economy import (
    ZERO,
    Standards,
    allowance_of,
    draw_assets,
    draw_dwelling,
    draw_incomes,
    draw_land,
    fit_incomes,
    note_none,
    supplement_of,
    total_monthly,
)
from hudang.demo.families import DIED, ORPHANS, SINGLE_APPLICATION, WIDOWED, Composition, draw_composition
from hudang.demo.names import weighted
from hudang.demo.numbers import BANKS, Numbers
from hudang.demo.people import FARMING, FLEXIBLE, MIGRANT, STAFF, Draft, Home, invent_people
from hudang.demo.shapes import DemoHousehold, DemoIncome, DemoMember
from hudang.demo.villages import Village, share_out, villages
from hudang.households.vocabulary import HEAD, URBAN_ASSISTANCE, BenefitState
from hudang.kernel.identity import age_on
from hudang.kernel.money import to_cents

SAMPLE_STANDARDS = Standards(urban=Decimal(735), rural=Decimal(490))
_STATES = (
    (BenefitState.ACTIVE, 900),
    (BenefitState.STOPPED, 34),
    (BenefitState.REFUSED, 18),
    (BenefitState.APPLYING, 20),
    (BenefitState.EDGE, 14),
    (BenefitState.GRADUAL, 9),
    (BenefitState.PAUSED, 5),
)
_STATE_NAMES = [state for state, _ in _STATES]
_STATE_WEIGHTS = list(accumulate(weight for _, weight in _STATES))
# how much of the standard a household earns, by its state; None leaves incomes as drawn below the standard
_EARNING = {
    BenefitState.REFUSED: (1.05, 1.7),
    BenefitState.EDGE: (1.02, 1.45),
    BenefitState.GRADUAL: (1.02, 1.4),
}
_STOP_REASONS = weighted("01:40 03:24 02:8 04:10 11:8 13:5 14:5")
_INCOME_TOO_HIGH, _ALL_DIED = "01", "03"
_STREETS = weighted("人民路 锦江路 长白路 嫩江路 育才路 江城路 康平街 德邻街 临江街 铁路街 建设街 慧阳街 文化街")
_NOTES = weighted("已脱贫户:6 脱贫监测户:2 易地搬迁户 危房改造户:2 退役军人家庭 独生子女家庭")
_GAP_SHARE = 0.02
_YEARS_BACK = 14
_UNDER_WAY_DAYS = 45


@dataclass(frozen=True)
class _Course:
    """What happened to an application, with its dates."""

    state: BenefitState
    applied_on: date
    accepted_on: date
    surveyed_on: date | None = None
    noticed_on: date | None = None
    decided_on: date | None = None
    approved_on: date | None = None
    stopped_on: date | None = None
    stop_reason: str = ""


def generate_county(
    households: int, seed: int, day: date, standards: Standards = SAMPLE_STANDARDS
) -> Iterator[DemoHousehold]:
    """Yield so many households of 大安市, village by village, as they are known on ``day``."""
    rng = Random(f"hudang-demo-{seed}")
    numbers = Numbers(rng)
    for place, count in share_out(households, rng):
        sequence = 0
        for _ in range(count):
            # a number that a household once had is never given again, so there are gaps
            sequence += 2 if rng.random() < _GAP_SHARE else 1
            yield _household(rng, numbers, place, f"{place.code}{sequence:04d}", day, standards)


def _household(
    rng: Random, numbers: Numbers, place: Village, code: str, day: date, standards: Standards
) -> DemoHousehold:
    plan = draw_composition(rng, place.urban)
    seats = plan.seats(rng)
    head_age = next(seat.age for seat in seats if seat.relation == HEAD)
    course = _course(rng, day, _years_back(head_age, plan))
    home = Home(rng, numbers, place, day, course.applied_on)
    drafts = invent_people(home, seats)
    if course.stop_reason == _ALL_DIED:
        course = _end_by_death(course, drafts, place, rng)
    return _assemble(home, plan, course, drafts, code, standards)


def _years_back(head_age: int, plan: Composition) -> float:
    """Return how long ago the application can lie, so that its head was of age then."""
    if plan.name == ORPHANS:
        return min(head_age - 5, _YEARS_BACK)
    return min(max(head_age - 19, 1), _YEARS_BACK)


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.isoweekday() if day.isoweekday() > 5 else 0) + (day.isoweekday() > 5))


def _course(rng: Random, day: date, years_back: float) -> _Course:
    state = rng.choices(_STATE_NAMES, cum_weights=_STATE_WEIGHTS)[0]
    if state == BenefitState.APPLYING:
        return _under_way(rng, day)
    earliest = 500 if state == BenefitState.STOPPED else 70
    days = earliest + (rng.random() ** 1.6) * max(years_back * 365 - earliest, 1)
    applied = _workday(day - timedelta(days=int(days)))
    accepted = _workday(applied + timedelta(days=rng.randint(0, 3)))
    surveyed = _workday(accepted + timedelta(days=rng.randint(3, 9)))
    noticed = _workday(surveyed + timedelta(days=rng.randint(4, 12)))
    decided = _workday(noticed + timedelta(days=rng.randint(8, 16)))
    approved = None if state in (BenefitState.REFUSED, BenefitState.EDGE) else decided
    stopped, reason = None, ""
    if state == BenefitState.STOPPED:
        span = (day - decided).days
        stopped, reason = (
            (decided + timedelta(days=rng.randint(span // 3, span - 20))).replace(day=1),
            _STOP_REASONS.draw(rng),
        )
    return _Course(state, applied, accepted, surveyed, noticed, decided, approved, stopped, reason)


def _under_way(rng: Random, day: date) -> _Course:
    applied = day - timedelta(days=rng.randint(1, _UNDER_WAY_DAYS))
    accepted = min(applied + timedelta(days=rng.randint(0, 3)), day)
    surveyed = accepted + timedelta(days=rng.randint(3, 9))
    noticed = surveyed + timedelta(days=rng.randint(5, 12))
    return _Course(
        BenefitState.APPLYING,
        applied,
        accepted,
        surveyed if surveyed <= day else None,
        noticed if noticed <= day else None,
    )


def _end_by_death(course: _Course, drafts: list[Draft], place: Village, rng: Random) -> _Course:
    """Let the last person of a household die; a household of several ended for another reason."""
    if len(drafts) != 1 or course.stopped_on is None:
        return _Course(**{**vars(course), "stop_reason": _INCOME_TOO_HIGH})
    died = course.stopped_on - timedelta(days=rng.randint(3, 25))
    drafts[0] |= {"until": course.stopped_on, "leaving": DIED, "died_on": died}
    return course


def _assemble(
    home: Home, plan: Composition, course: _Course, drafts: list[Draft], code: str, standards: Standards
) -> DemoHousehold:
    rng, place, day = home.rng, home.place, home.day
    present = [draft for draft in drafts if not draft.get("until")] or drafts
    assistance = _assistance(course.state, plan, place.urban)
    _exclude_earners(rng, plan, course.state, drafts)
    covered = [draft for draft in present if draft["covered"]]
    standard = standards.of(assistance in URBAN_ASSISTANCE)
    land = draw_land(rng, place.urban, sum(age_on(draft["born_on"], day) >= 18 for draft in present))
    incomes = draw_incomes(rng, drafts, land, place.urban, day)
    people = max(sum(not draft["not_counted"] for draft in present), 1)
    low, high = _earning(course)
    limit = standard * (people if low else max(len(covered), 1))
    fit_incomes(rng, incomes, limit, low, high)
    income = total_monthly(incomes)
    note_none(incomes, drafts, day)
    phone = home.numbers.phone() if rng.random() < 0.94 else ""
    _share_phones(home, drafts, phone)
    return DemoHousehold(
        code=code,
        village_code=place.code,
        village=place.name,
        town=place.town,
        composition=plan.name,
        state=course.state.value,
        assistance=assistance,
        abc_class=_abc_class(present) if course.approved_on else "",
        phone=phone,
        declared_size=len(present),
        covered_size=len(covered),
        causes=_causes(rng, present, day),
        standard=standard,
        note=_note(rng),
        seed=rng.getrandbits(32),
        members=tuple(_member(draft, own) for draft, own in zip(drafts, incomes, strict=True)),
        assets=draw_assets(rng, place.urban, len(present)),
        dwelling=draw_dwelling(rng, place.urban, land, len(present)),
        **_addresses(rng, place),
        **_money(home, course, covered, standard, income),
        **_dates(course),
    )


def _member(draft: Draft, incomes: list[DemoIncome]) -> DemoMember:
    return DemoMember(**draft, incomes=tuple(incomes))


def _assistance(state: BenefitState, plan: Composition, urban: bool) -> str:
    tens = "2" if state == BenefitState.EDGE else "1" if plan.name == SINGLE_APPLICATION else "0"
    return tens + ("1" if urban else "2")


def _exclude_earners(rng: Random, plan: Composition, state: BenefitState, drafts: list[Draft]) -> None:
    """Leave who earns for himself out of the covered persons, and everybody where nothing is paid."""
    for draft in drafts:
        earns = draft["employment"] in (STAFF, MIGRANT) and draft["relation"] in ("20", "30")
        if state == BenefitState.EDGE or (earns and rng.random() < 0.6):
            draft["covered"] = False


def _earning(course: _Course) -> tuple[float, float]:
    if course.stop_reason == _INCOME_TOO_HIGH:
        return 1.03, 1.6
    return _EARNING.get(course.state, (0.0, 0.92))


def _share_phones(home: Home, drafts: list[Draft], phone: str) -> None:
    for draft in drafts:
        adult = age_on(draft["born_on"], home.day) >= 18
        if draft["relation"] == HEAD:
            draft["phone"] = phone
        elif adult and home.rng.random() < 0.35:
            draft["phone"] = home.numbers.mobile()


def _abc_class(present: list[Draft]) -> str:
    """Return A where nobody can work, C where somebody fully can and earns, else B."""
    if all(draft["work_capacity"] in ("3", "4") and draft["employment"] != FARMING for draft in present):
        return "A"
    able = [draft for draft in present if draft["work_capacity"] == "1"]
    return "C" if any(draft["employment"] in (STAFF, FLEXIBLE, MIGRANT, FARMING) for draft in able) else "B"


def _causes(rng: Random, present: list[Draft], day: date) -> tuple[str, ...]:
    found = []
    if any(draft["health"] in ("3", "4", "6") for draft in present):
        found.append("1")
    if any(draft.get("disability_kind") for draft in present):
        found.append("2")
    if any(draft.get("education_stage", "") in ("3", "4", "5", "6") for draft in present):
        found.append("3")
    if all(age_on(draft["born_on"], day) >= 60 or draft["work_capacity"] == "3" for draft in present):
        found.append("5")
    if not found:
        found.append("5" if present[0]["marital"] == WIDOWED else rng.choice(("6", "6", "8", "99")))
    return tuple(found)


def _note(rng: Random) -> str:
    return _NOTES.draw(rng) if rng.random() < 0.08 else ""


def _addresses(rng: Random, place: Village) -> dict[str, Any]:
    """Return where the household lives and where it is registered; a few live elsewhere."""
    address = _address(rng, place)
    if rng.random() >= 0.035:
        return {"address": address, "registered_address": address, "registered_village_code": place.code}
    other = rng.choice(villages())
    return {"address": address, "registered_address": _address(rng, other), "registered_village_code": other.code}


def _address(rng: Random, place: Village) -> str:
    start = f"大安市{place.town}{place.name}"
    if not place.urban:
        return f"{start}{rng.randint(1, 9)}组{rng.randint(1, 120)}号"
    number, unit = rng.randint(1, 88), rng.randint(1, 6)
    return f"{start}{_STREETS.draw(rng)}{number}号{unit}单元{rng.randint(1, 6)}0{rng.randint(1, 3)}室"


def _money(home: Home, course: _Course, covered: list[Draft], standard: Decimal, income: Decimal) -> dict[str, Any]:
    """Return account, certificate and amounts, as far as the household got."""
    rng, fields = home.rng, dict[str, Any](bank="", account="", certificate_no="", supplement=None, allowance=None)
    if course.approved_on is None:
        return fields
    bank = rng.choices(tuple(BANKS), cum_weights=(58, 74, 86, 100))[0]
    extra = to_cents(supplement_of((draft["supplements"] for draft in covered), standard))
    paid = allowance_of(standard, len(covered), income, extra)
    if course.state == BenefitState.GRADUAL:
        paid = allowance_of(standard, len(covered), standard * len(covered) * Decimal("0.6"), ZERO)
    if course.state == BenefitState.STOPPED:
        paid = ZERO
    return {
        "bank": bank,
        "account": home.numbers.account(bank),
        "certificate_no": home.numbers.certificate(home.place.urban, course.approved_on.year),
        "supplement": extra if paid and course.state != BenefitState.GRADUAL else ZERO,
        "allowance": paid,
    }


def _dates(course: _Course) -> dict[str, Any]:
    names = "applied_on accepted_on surveyed_on noticed_on decided_on approved_on stopped_on stop_reason".split()
    return {name: getattr(course, name) for name in names}
