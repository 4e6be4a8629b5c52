"""Fill the archive with invented households and their paper items, without drawn images: drawn, then multiplied."""

from __future__ import annotations

import sys

from django.db import connection

from bench.measuring import give, measured, say
from bench.stages.multiply import multiply
from hudang.accounts.actions.console import acting_user
from hudang.cli.preparation import bring_up_to_date
from hudang.demo.accounts import make_demo_accounts
from hudang.demo.loading import found_demo_county, load_county
from hudang.households.models import Household

# so many are drawn one by one, each different from all others
DRAWN = 20_000


def main() -> None:
    """Fill."""
    wanted = int(sys.argv[1])
    times = max(1, -(-wanted // DRAWN))
    bring_up_to_date()
    found_demo_county()
    make_demo_accounts()
    with measured() as work:
        load_county(actor=acting_user(None), households=-(-wanted // times), seed=1, scanned=0)
        if times > 1:
            say(f"multiplying by {times}")
            multiply(times)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    give({"households": Household.objects.count(), "seconds": round(work.seconds, 1)})


if __name__ == "__main__":
    main()
