"""Found the archive of the demo county without a household: database, divisions, accounts."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from bench.measuring import give
from hudang.demo.accounts import make_demo_accounts
from hudang.demo.loading import found_demo_county

if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    found_demo_county()
    make_demo_accounts()
    with connection.cursor() as cursor:
        # what follows copies the file
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    give({"founded": True})
