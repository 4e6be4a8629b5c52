"""The amounts of a household follow its award; only the acts that decide on awards come through this door."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.households.actions.opening import Opened
from hudang.households.models import Household
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain

AMOUNTS = ("covered_size", "standard", "supplement", "allowance")


@dataclass(frozen=True)
class Amounts:
    """What stands in the household of its award; ``standard`` stays as it is where the award does not tell it."""

    covered_size: int
    supplement: Decimal
    allowance: Decimal
    standard: Decimal | None = None


def open_for_decision(actor: User, code: str) -> Opened:
    """Return a household locked for a decision whose right the caller checked; raises ``NotVisible``."""
    household = Household.objects.select_for_update().filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    return Opened(household)


def follow_award(actor: User, opened: Opened, amounts: Amounts, reason: str) -> None:
    """Write the amounts of the award into its household, inside the transaction of the decision."""
    household, before, after = opened.household, dict[str, str](), dict[str, str]()
    for name in AMOUNTS:
        value, standing = getattr(amounts, name), getattr(household, name)
        if value is None or value == standing:
            continue
        before[name], after[name] = _shown(standing), _shown(value)
        setattr(household, name, value)
    opened.touch()
    if after:
        act = Act("follow_award", "household", household.pk, household.code, "保障金随定额变动", before, after, reason)
        record(actor, act)


def _shown(value: Decimal | int | None) -> str:
    return plain(value) if isinstance(value, Decimal) else "" if value is None else str(value)
