"""What every change of a household begins and ends with: right, place, version; version again."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.staleness import stale
from hudang.households.errors import ReasonMissing
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible, StaleForm

LEAST_REASON = 4


@dataclass
class Opened:
    """A household locked for a change; ``notices`` are sentences to show beside the success."""

    household: Household
    notices: list[str] = field(default_factory=list)

    def touch(self) -> None:
        """Count the version on and write the household."""
        self.household.version += 1
        self.household.updated_at = clock.now()
        self.household.save()


def open_household(actor: User, code: str, right: Right, version: int | None, by_case: str = "") -> Opened:
    """Return the household for a change; must run inside a transaction.

    ``by_case`` names the case whose act has checked a right of its own, so that ``right`` is not asked again. Raises
    ``NotAllowed``, ``NotVisible``, and ``StaleForm`` when ``version`` is given and no longer the newest.
    """
    if not by_case:
        require(actor, right)
    household = Household.objects.select_for_update().filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    if version is not None and version != household.version:
        raise _stale(household)
    return Opened(household)


def _stale(household: Household) -> StaleForm:
    entries = Q(household_code=household.code, object_type__in=OBJECT_TYPES)
    return stale(entries, "本户", household.updated_at)


OBJECT_TYPES = ("household", "household_member")


def reason_given(reason: str, what: str, least: int = LEAST_REASON) -> str:
    """Return the trimmed reason; raises ``ReasonMissing`` when it says nothing."""
    said = reason.strip()
    if len(said) < least:
        raise ReasonMissing(what=what, least=least)
    return said
