"""Make twenty accounts for clerks of the townships, each with households of its own to work on."""

from __future__ import annotations

import sys
from collections import defaultdict

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bench.measuring import give
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.archives.models import Pouch
from hudang.demo.accounts import DEMO_PASSWORD
from hudang.kernel.division_codes import township_code

_HOUSEHOLDS = 25


def _pouches() -> dict[str, list[tuple[str, int, str]]]:
    """Return by township the households whose file is open: code, pouch, head."""
    rows = Pouch.objects.filter(state="LIVE", part=1).order_by("household__code")
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for village, *household in rows.values_list("village_code", "household__code", "pk", "household__head_name"):
        found[township_code(village)].append(tuple(household))
    return found


@transaction.atomic
def main() -> None:
    """Hire them, several to a township where there are fewer townships than clerks."""
    pouches, password = _pouches(), make_password(DEMO_PASSWORD)
    towns = sorted(pouches, key=lambda code: -len(pouches[code]))
    clerks = []
    for number in range(int(sys.argv[1])):
        town = towns[number % len(towns)]
        username = f"clerk{number:02d}"
        made = {
            "display_name": f"经办{number:02d}",
            "post": Post.TOWNSHIP_HANDLER,
            "division_code": town,
            "state": AccountState.ACTIVE,
            "must_change_password": False,
            "password": password,
        }
        User.objects.update_or_create(username=username, defaults=made)
        share = number // len(towns)
        mine = pouches[town][share * _HOUSEHOLDS : (share + 1) * _HOUSEHOLDS] or pouches[town]
        clerks.append({"username": username, "households": mine})
    give({"clerks": clerks})


if __name__ == "__main__":
    main()
