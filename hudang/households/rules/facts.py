"""What the rules know of a household on one day; amounts in yuan a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.households.vocabulary import HEAD
from hudang.kernel.identity import age_on
from hudang.kernel.parameters import parameter

AREA = "households"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Thresholds:
    """The figures that a county may set differently (seed-requirements.md §6, code-tables.md C8, C12)."""

    adult_age: int = parameter(18, "成年年龄", unit="周岁", least=16, most=20, source="民法典第 17 条")
    elder_age: int = parameter(
        60,
        "老年人年龄",
        unit="周岁",
        least=55,
        most=75,
        help="持证残疾老人等特征以此为界。",
        source="老年人权益保障法第 2 条",
    )
    main_source_share: Decimal = parameter(
        Decimal("0.5"),
        "主要收入来源的份额",
        unit="",
        least=Decimal("0.3"),
        most=Decimal("0.9"),
        help="一项收入占全部收入达到此份额才算主要来源，否则为混合。",
        source="C12",
    )


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class IncomeFact:
    """One income in force: kind (C43) and yuan a month; ``earner`` is empty for an income of the whole household."""

    kind: str
    monthly: Decimal
    earner: str = ""


@dataclass(frozen=True)
class MemberFacts:
    """One member as known on the day; codes as in the vocabulary, empty when unknown."""

    name: str
    relation: str = HEAD
    sex: str = "0"
    age: int | None = None
    covered: bool = True
    counted: bool = True
    marital: str = ""
    health: str = ""
    disability_kind: str = ""
    disability_level: str = ""
    disability_lapsed: bool = False
    work_capacity: str = ""
    employment: str = ""
    studying: bool = False
    monthly_income: Decimal = ZERO

    @property
    def disabled(self) -> bool:
        """Whether a disability is known, by a certificate in force or one that lapsed."""
        return bool(self.disability_kind or self.disability_level)

    @property
    def certified(self) -> bool:
        """Whether a disability certificate is in force."""
        return self.disabled and not self.disability_lapsed


@dataclass(frozen=True)
class HouseholdFacts:
    """One household as known on the day.

    ``incomes_known`` is false when nobody ever wrote down an income, not even that there is none.
    """

    members: tuple[MemberFacts, ...]
    declared_size: int | None = None
    assistance: str = ""
    urban: bool = False
    incomes: tuple[IncomeFact, ...] = ()
    incomes_known: bool = False
    separated: bool = False
    assets: tuple[str, ...] = ()
    land_mu: Decimal = ZERO
    left: tuple[str, ...] = ()
    died: tuple[str, ...] = ()

    @property
    def counted(self) -> tuple[MemberFacts, ...]:
        """The members who live together in the sense of the law."""
        return tuple(m for m in self.members if m.counted)

    @property
    def unnamed(self) -> int:
        """How many members the declared size counts that nobody entered yet."""
        return max((self.declared_size or 0) - len(self.members), 0)


@dataclass(frozen=True)
class StudyFacts:
    """What says that somebody is at school."""

    employment: str = ""
    school: str = ""
    stage: str = ""
    has_card: bool = False
    card_valid_until: date | None = None
    graduates_on: date | None = None


PUPIL = "5"
PRESCHOOL = "0"


def is_studying(facts: StudyFacts, day: date) -> bool:
    """Tell whether somebody is a pupil or student on ``day``; kindergarten is none (rule D-C asks for a card)."""
    if facts.stage == PRESCHOOL or (facts.graduates_on is not None and facts.graduates_on < day):
        return False
    card = facts.has_card and (facts.card_valid_until is None or facts.card_valid_until >= day)
    return facts.employment == PUPIL or bool(facts.school or facts.stage) or card


def age_of(born_on: date | None, day: date) -> int | None:
    """Return the age in full years, ``None`` when the birth date is unknown."""
    return None if born_on is None else age_on(born_on, day)
