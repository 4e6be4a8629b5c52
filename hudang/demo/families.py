"""Who lives together: plans of households as they occur on the minimum living allowance, with ages that fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from hudang.households.vocabulary import HEAD

MAN, WOMAN = "1", "2"
UNMARRIED, MARRIED, WIDOWED, DIVORCED = "10", "20", "30", "40"
SPOUSE = "10"
DIED, MARRIED_OUT, IN_ARMY = "21", "23", "25"
IMPRISONED, MISSING = "1", "3"
# what makes somebody need help; "" is nobody in particular
ILL, CHRONIC, DISABLED, SEVERE, MENTAL, ILL_AND_DISABLED = "ill", "chronic", "disabled", "severe", "mental", "both"
YOUNGEST_MOTHER, OLDEST_MOTHER = 20, 43
ADULT, ELDER = 18, 60


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a household before somebody is invented for it; ``house`` says with whom the surname is shared."""

    relation: str
    sex: str
    age: int
    marital: str = UNMARRIED
    house: str = "a"
    weakness: str = ""
    not_counted: str = ""
    leaving: str = ""


Seats = list[Seat]


def _pick(rng: Random, pairs: tuple[tuple[str, float], ...]) -> str:
    point = rng.random() * sum(weight for _, weight in pairs)
    for value, weight in pairs:
        point -= weight
        if point < 0:
            return value
    return pairs[-1][0]


def _bell(rng: Random, middle: float, spread: float, low: int, high: int) -> int:
    return min(max(round(rng.gauss(middle, spread)), low), high)


_WEAKNESSES = ((ILL, 30.0), (CHRONIC, 20.0), (DISABLED, 20.0), (SEVERE, 14.0), (MENTAL, 10.0), (ILL_AND_DISABLED, 6.0))


def _weakness(rng: Random) -> str:
    return _pick(rng, _WEAKNESSES)


def _couple(rng: Random, man_age: int, wife_low: int, weak: bool = True) -> Seats:
    """Return husband and wife, one of them the head; of most such couples one is ill or disabled."""
    wife_age = max(man_age - rng.randint(-2, 6), wife_low)
    first, second = Seat(HEAD, MAN, man_age, MARRIED), Seat(SPOUSE, WOMAN, wife_age, MARRIED, house="b")
    if rng.random() < 0.14:
        first, second = replace(second, relation=HEAD), replace(first, relation=SPOUSE)
    if weak:
        worse = _weakness(rng)
        first, second = (
            (replace(first, weakness=worse), second) if rng.random() < 0.6 else (first, replace(second, weakness=worse))
        )
    if rng.random() < 0.3:
        second = replace(second, relation="11" if second.sex == MAN else "12")
    return [first, second]


def _children(rng: Random, mother_age: int, count: int, oldest: int = ADULT - 1) -> Seats:
    """Return children born when the mother was 20 to 43, named by order where there are several of a sex."""
    low, high = max(mother_age - OLDEST_MOTHER, 0), min(mother_age - YOUNGEST_MOTHER, oldest)
    ages = sorted(rng.sample(range(low, high + 1), min(count, high - low + 1)), reverse=True)
    sexes = [rng.choice((MAN, WOMAN)) for _ in ages]
    return [
        Seat(relation, sex, age) for relation, sex, age in zip(_child_relations(rng, sexes), sexes, ages, strict=True)
    ]


def _child_relations(rng: Random, sexes: list[str]) -> list[str]:
    if len(sexes) == 1 and rng.random() < 0.25:
        return ["21" if sexes[0] == MAN else "31"]
    seen = {MAN: 0, WOMAN: 0}
    relations = []
    for sex in sexes:
        seen[sex] += 1
        decade = "2" if sex == MAN else "3"
        relations.append(f"{decade}{1 + seen[sex]}" if sexes.count(sex) > 1 else f"{decade}0")
    return relations


def _elder_alone(rng: Random) -> Seats:
    sex = rng.choice((MAN, WOMAN))
    single = 0.25 if sex == MAN else 0.03
    marital = _pick(rng, ((WIDOWED, 0.8 - single), (UNMARRIED, single), (DIVORCED, 0.2)))
    age = _bell(rng, 73, 8, ELDER, 96)
    seats = [Seat(HEAD, sex, age, marital, house="a" if sex == MAN else "b", weakness=_elder_weakness(rng))]
    if marital == WIDOWED and rng.random() < 0.08:
        other = WOMAN if sex == MAN else MAN
        late = min(max(age + rng.randint(-4, 5), ELDER), 97)
        seats.append(Seat(SPOUSE, other, late, MARRIED, house="b" if sex == MAN else "a", leaving=DIED))
    return seats


def _elder_weakness(rng: Random) -> str:
    return _pick(
        rng, (("", 0.42), (CHRONIC, 0.28), (DISABLED, 0.1), (ILL, 0.1), (SEVERE, 0.06), (ILL_AND_DISABLED, 0.04))
    )


def _elder_couple(rng: Random) -> Seats:
    return _couple(rng, _bell(rng, 71, 6, ELDER + 1, 90), ELDER, weak=rng.random() < 0.6)


def _adult_alone(rng: Random) -> Seats:
    sex = MAN if rng.random() < 0.68 else WOMAN
    marital = _pick(rng, ((UNMARRIED, 0.6), (DIVORCED, 0.3), (WIDOWED, 0.1)))
    return [Seat(HEAD, sex, _bell(rng, 49, 8, 24, ELDER - 1), marital, weakness=_weakness(rng))]


def _single_applicant(rng: Random) -> Seats:
    sex = MAN if rng.random() < 0.6 else WOMAN
    return [Seat(HEAD, sex, rng.randint(21, 57), weakness=rng.choice((SEVERE, MENTAL, ILL_AND_DISABLED)))]


def _working_couple(rng: Random) -> Seats:
    return _couple(rng, _bell(rng, 53, 5, 30, ELDER - 1), 24)


def _couple_with_children(rng: Random) -> Seats:
    couple = _couple(rng, _bell(rng, 41, 5, 28, 52), 25)
    mother = next(seat.age for seat in couple if seat.sex == WOMAN)
    return couple + _children(rng, min(mother, ADULT + OLDEST_MOTHER - 1), rng.choice((1, 1, 2, 2, 3)))


def _single_parent(rng: Random) -> Seats:
    sex = WOMAN if rng.random() < 0.62 else MAN
    marital = _pick(rng, ((DIVORCED, 0.6), (WIDOWED, 0.36), (UNMARRIED, 0.04)))
    parent = Seat(
        HEAD,
        sex,
        _bell(rng, 42, 6, 26, 55),
        marital,
        house="a" if sex == MAN else "b",
        weakness=_weakness(rng) if rng.random() < 0.5 else "",
    )
    return [parent, *_children(rng, parent.age, rng.choice((1, 1, 1, 2)))]


def _grandparents(rng: Random) -> Seats:
    age = _bell(rng, 66, 5, 57, 78)
    elders = _couple(rng, age, 54) if rng.random() < 0.55 else [_lone_grandparent(rng, age)]
    young = min(seat.age for seat in elders)
    through_daughter = rng.random() < 0.15
    seats = list(elders)
    for grandchild_age in sorted(rng.sample(range(3, min(ADULT, young - 41)), rng.choice((1, 1, 1, 2))), reverse=True):
        sex = rng.choice((MAN, WOMAN))
        relation = str((43 if through_daughter else 41) + (sex == WOMAN))
        seats.append(Seat(relation, sex, grandchild_age, house="c" if through_daughter else "a"))
    if not through_daughter and rng.random() < 0.15:
        father_age = min(young - YOUNGEST_MOTHER, max(seat.age for seat in seats[len(elders) :]) + rng.randint(22, 26))
        seats.append(Seat("20", MAN, father_age, DIVORCED, not_counted=rng.choice((IMPRISONED, MISSING))))
    return seats


def _lone_grandparent(rng: Random, age: int) -> Seat:
    sex = WOMAN if rng.random() < 0.7 else MAN
    return Seat(HEAD, sex, age, WIDOWED, house="a" if sex == MAN else "b", weakness=_elder_weakness(rng))


def _adult_disabled_child(rng: Random) -> Seats:
    age = _bell(rng, 66, 8, 48, 84)
    parents = _couple(rng, age, 46, weak=rng.random() < 0.3) if rng.random() < 0.6 else [_lone_grandparent(rng, age)]
    mother = min(seat.age for seat in parents)
    child_age = rng.randint(max(mother - OLDEST_MOTHER, ADULT + 1), mother - YOUNGEST_MOTHER)
    sex = MAN if rng.random() < 0.62 else WOMAN
    child = Seat("20" if sex == MAN else "30", sex, child_age, weakness=rng.choice((SEVERE, MENTAL, MENTAL, DISABLED)))
    if len(parents) == 1 and rng.random() < 0.4:
        relation = "51" if parents[0].sex == MAN else "52"
        return [replace(child, relation=HEAD), replace(parents[0], relation=relation)]
    departed = [Seat("30", WOMAN, child_age, leaving=MARRIED_OUT)] if rng.random() < 0.06 and child_age < 34 else []
    return [*parents, child, *departed]


def _three_generations(rng: Random) -> Seats:
    if rng.random() < 0.35:
        return _with_daughter_in_law(rng)
    couple = _couple(rng, _bell(rng, 42, 4, 30, 50), 27, weak=False)
    head = next(index for index, seat in enumerate(couple) if seat.relation == HEAD)
    couple[head] = replace(couple[head], weakness=rng.choice((ILL, CHRONIC, "")))
    elder = "52" if rng.random() < 0.7 else "51"
    elder_age = couple[head].age + rng.randint(21, 34)
    house = couple[head].house if elder == "51" else "d"
    mother = next(seat.age for seat in couple if seat.sex == WOMAN)
    parent = Seat(elder, WOMAN if elder == "52" else MAN, elder_age, WIDOWED, house, _elder_weakness(rng))
    return [*couple, *_children(rng, mother, rng.choice((1, 2))), parent]


def _with_daughter_in_law(rng: Random) -> Seats:
    grandmother = Seat(HEAD, WOMAN, _bell(rng, 66, 4, 58, 76), WIDOWED, house="b", weakness=_elder_weakness(rng))
    mother = grandmother.age - rng.randint(22, 28)
    young = [
        replace(seat, relation="41" if seat.sex == MAN else "42") for seat in _children(rng, mother, rng.choice((1, 2)))
    ]
    return [grandmother, Seat("38", WOMAN, mother, WIDOWED, house="c"), *young]


def _orphans(rng: Random) -> Seats:
    head = Seat(HEAD, rng.choice((MAN, WOMAN)), rng.randint(9, ADULT - 1))
    if rng.random() < 0.6:
        return [head]
    sex = rng.choice((MAN, WOMAN))
    return [head, Seat("73" if sex == MAN else "77", sex, head.age - rng.randint(2, 6))]


def _siblings(rng: Random) -> Seats:
    head = Seat(HEAD, MAN, _bell(rng, 62, 7, 45, 80), weakness=_weakness(rng))
    sex = MAN if rng.random() < 0.8 else WOMAN
    return [head, Seat("73" if sex == MAN else "77", sex, head.age - rng.randint(1, 9), weakness=_weakness(rng))]


def _couple_with_grown_child(rng: Random) -> Seats:
    """A couple whose grown child works away, serves in the army or studies on."""
    couple = _couple(rng, _bell(rng, 52, 4, 45, 59), 43)
    mother = next(seat.age for seat in couple if seat.sex == WOMAN)
    sex = rng.choice((MAN, WOMAN))
    age = min(mother - YOUNGEST_MOTHER, rng.randint(ADULT, 25))
    leaving = IN_ARMY if sex == MAN and age <= 22 and rng.random() < 0.2 else ""
    return [*couple, Seat("20" if sex == MAN else "30", sex, age, leaving=leaving)]


@dataclass(frozen=True)
class Composition:
    """A plan with its weight among rural and urban households."""

    name: str
    rural: float
    urban: float
    seats: Callable[[Random], Seats]


SINGLE_APPLICATION, ORPHANS = "single_applicant", "orphans"
COMPOSITIONS = (
    Composition("elder_alone", 27, 17, _elder_alone),
    Composition("elder_couple", 20, 8, _elder_couple),
    Composition("adult_alone", 12, 22, _adult_alone),
    Composition("working_couple", 9, 9, _working_couple),
    Composition("couple_with_children", 7, 12, _couple_with_children),
    Composition("single_parent", 4, 12, _single_parent),
    Composition("grandparents_grandchildren", 5, 2.5, _grandparents),
    Composition("adult_disabled_child", 8, 8, _adult_disabled_child),
    Composition("three_generations", 3.2, 2, _three_generations),
    Composition(ORPHANS, 0.8, 0.6, _orphans),
    Composition("siblings", 1.5, 0.6, _siblings),
    Composition("couple_with_grown_child", 2.5, 4, _couple_with_grown_child),
    Composition(SINGLE_APPLICATION, 2, 2.5, _single_applicant),
)
_RURAL = list(accumulate(plan.rural for plan in COMPOSITIONS))
_URBAN = list(accumulate(plan.urban for plan in COMPOSITIONS))


def draw_composition(rng: Random, urban: bool) -> Composition:
    """Return one plan by its weight."""
    return rng.choices(COMPOSITIONS, cum_weights=_URBAN if urban else _RURAL)[0]
