"""Fill the archive with invented households and their paper items, without drawn images."""

from __future__ import annotations

import sys

from django.core.management import call_command

from bench.measuring import give
from hudang.accounts.queries import acting_user
from hudang.demo.accounts import make_demo_accounts
from hudang.demo.loading import found_demo_county, load_county

if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    found_demo_county()
    make_demo_accounts()
    load_county(actor=acting_user(None), households=int(sys.argv[1]), seed=1, scanned=0)
    give({"households": int(sys.argv[1])})
