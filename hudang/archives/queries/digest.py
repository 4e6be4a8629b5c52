"""户情摘要: what a leader should know of a household in ten seconds (R19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.archives.models import HouseholdFile, Item, QueuedPage
from hudang.archives.queries.clearance import telling_acts, withheld_level
from hudang.archives.queries.files import open_file_of
from hudang.archives.queries.requirements import material_names
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.retention import kept_until, retention_label
from hudang.archives.vocabulary import QueueState
from hudang.households.models import Household
from hudang.households.queries.detail import ClassificationView, IncomeView, MemberView
from hudang.households.queries.history import HistoryEntry, last_change_for
from hudang.kernel.clock import CHINA
from hudang.kernel.money import to_cents


@dataclass(frozen=True)
class Due:
    """Something that comes due or is overdue; ``tone`` as of the pages: bad, warn, info."""

    words: str
    on: date | None
    tone: str


@dataclass(frozen=True)
class Livelihood:
    """Incomes in yuan a month, rounded to cents; per member compared with the standard where both are known."""

    known: bool
    total: Decimal
    per_member: Decimal | None
    standard: Decimal | None

    @property
    def below(self) -> Decimal | None:
        """By how much the income per member lies below the standard; negative when above it."""
        if self.per_member is None or self.standard is None or not self.known:
            return None
        return self.standard - self.per_member

    @property
    def above(self) -> Decimal | None:
        """By how much the income per member lies above the standard; ``None`` when it does not."""
        return -self.below if self.below is not None and self.below < 0 else None


@dataclass(frozen=True)
class Digest:
    """The six answers: who, what they live on, what they get, what changed last, what is missing, what is due."""

    head: MemberView | None
    present: int
    declared: int | None
    covered: int | None
    livelihood: Livelihood
    changed: HistoryEntry | None
    file: HouseholdFile | None
    missing: tuple[str, ...]
    due: tuple[Due, ...]
    items: int
    # the access level that keeps the reader from looking into the file, in words
    withheld: str = ""


def digest_for(
    user: User,
    household: Household,
    *,
    day: date,
    members: Sequence[MemberView],
    incomes: Sequence[IncomeView],
    incomes_known: bool,
    classification: ClassificationView | None,
) -> Digest:
    """Return the summary from what the page has read already; raises ``NotVisible``.

    ``household`` may be a copy with the numbers of a past day.
    """
    require_place(user, household.village_code)
    file = open_file_of(household)
    withheld = withheld_level(user, file)
    missing = file.missing if file and not withheld else []
    names = material_names() if missing else {}
    return Digest(
        head=next((member for member in members if member.is_head), None),
        present=len(members),
        declared=household.declared_size,
        covered=household.covered_size,
        livelihood=_livelihood(household, members, incomes, incomes_known),
        changed=last_change_for(user, household, day, leaving_out=telling_acts(user, household)),
        file=file,
        missing=tuple(names.get(material, material) for material in missing),
        due=tuple(_due(household, file, members, classification)),
        items=_items_until(file, day) if file else 0,
        withheld=withheld,
    )


def _livelihood(
    household: Household, members: Sequence[MemberView], incomes: Sequence[IncomeView], known: bool
) -> Livelihood:
    total = sum((item.monthly for item in incomes), Decimal(0))
    size = max(household.declared_size or 0, len(members))
    return Livelihood(known, total, to_cents(total / size) if size else None, household.standard)


def _items_until(file: HouseholdFile, day: date) -> int:
    """Return how many papers had been filed by the end of a day."""
    end = datetime.combine(day + timedelta(days=1), time(), CHINA)
    return Item.objects.filter(file=file, filed_at__lt=end).count()


def _due(
    household: Household,
    file: HouseholdFile | None,
    members: Sequence[MemberView],
    classification: ClassificationView | None,
) -> list[Due]:
    found = [
        Due(f"{member.name}的{expiry.what}", expiry.on, "bad" if expiry.lapsed else "warn")
        for member in members
        for expiry in member.expiries
    ]
    if classification is not None and classification.has_proposal:
        found.append(Due("分类建议等待确认", None, "warn"))
    waiting = QueuedPage.objects.filter(household=household, state=QueueState.WAITING).count()
    if waiting:
        found.append(Due(f"{waiting} 页扫描件等待归入", None, "warn"))
    return found + _kept(household, file)


def _kept(household: Household, file: HouseholdFile | None) -> list[Due]:
    if file is None:
        return [Due("还没有户袋", None, "warn")]
    until = file.retained_until or kept_until(file.retention, household.stopped_on)
    period = retention_label(file.retention, retention_names())
    if until is None:
        return [Due(f"档案保管期限{period}，{'不到期' if file.retention == 'Y' else '停保后起算'}", None, "info")]
    return [Due("档案保管到期", until, "info")]
