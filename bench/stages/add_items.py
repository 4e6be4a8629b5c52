"""Add items to the files of the archive until each holds so many, as years of visits and checks would."""

from __future__ import annotations

import sys

from django.db import connection, transaction

from bench.measuring import give
from hudang.accounts.actions.console import acting_user
from hudang.archives.models import HouseholdFile, Item
from hudang.archives.vocabulary import PouchState
from hudang.platform import bulk, figures

_AT_ONCE = 2000
_COUNTED = """UPDATE archives_householdfile SET
    item_count = (SELECT COUNT(*) FROM archives_item WHERE file_id = archives_householdfile.id),
    page_count = (SELECT COALESCE(SUM(page_count), 0) FROM archives_item WHERE file_id = archives_householdfile.id)"""


def _more(last: Item, count: int) -> list[Item]:
    """Return so many further items like the last one, on the pages after it."""
    values = {
        field.attname: getattr(last, field.attname) for field in Item._meta.concrete_fields if not field.primary_key
    }
    make = bulk.maker(Item)
    return [
        make(
            **values
            | {
                "number": last.number + step,
                "first_page": last.first_page + last.page_count * step,
                "reference_code": f"{last.reference_code}+{step}",
            }
        )
        for step in range(1, count + 1)
    ]


def main() -> None:
    """Add."""
    wanted, made = int(sys.argv[1]), []
    with transaction.atomic(), figures.counted_afterwards(acting_user(None).scope):
        for file in HouseholdFile.objects.filter(state=PouchState.LIVE, item_count__gt=0).iterator():
            last = Item.objects.filter(file=file).order_by("-number")[0]
            made += _more(last, max(0, wanted - file.item_count))
            if len(made) >= _AT_ONCE:
                bulk.insert(Item, made)
                made = []
        bulk.insert(Item, made)
        with connection.cursor() as cursor:
            cursor.execute(_COUNTED)
    give({"items": Item.objects.count()})


if __name__ == "__main__":
    main()
