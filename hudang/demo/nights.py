"""The first night of the demo county, and the months before it as if somebody had measured them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hudang.accounts.actions.console import console_actor
from hudang.kernel import clock
from hudang.platform import bulk, nights
from hudang.quality.models import Measured

_MONTHS = 5
# each month back so much of the whole was not yet in order
_BEHIND = 0.02


def pass_demo_night(seed: int) -> None:
    """Do the works of a night, so that problems, messages and measures are there to look at."""
    day, console = clock.today(), console_actor()
    run = nights.begin(day, console.pk, console.display_name)
    while nights.do_next(run.pk):
        pass
    _draw_months(seed, day)


def _draw_months(seed: int, day: date) -> None:
    chance, measured = Random(f"months {seed}"), list(Measured.objects.filter(day=day))
    last = day
    for back in range(1, _MONTHS + 1):
        last = last.replace(day=1) - timedelta(days=1)
        bulk.insert(Measured, [_as_of(last, row, back * _BEHIND, chance) for row in measured])


def _as_of(day: date, row: Measured, behind: float, chance: Random) -> Measured:
    lost = int(row.whole * behind + chance.random())
    return Measured(
        day=day, village_code=row.village_code, measure=row.measure, part=max(0, row.part - lost), whole=row.whole
    )
