"""作废: an item whose paper was annulled stays where it lies, and counts for nothing; part of the act that annuls."""

from __future__ import annotations

from datetime import date

from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.contents import count_contents
from hudang.archives.models import Item
from hudang.kernel import clock


def annul_item(item_id: int) -> None:
    """Let an item count no more; inside the transaction of the act, which checked its right and is in the log."""
    _mark(item_id, clock.today())


def restore_item(item_id: int) -> None:
    """Let an item count again, because the very same paper was made once more."""
    _mark(item_id, None)


def _mark(item_id: int, day: date | None) -> None:
    item = Item.objects.only("pk", "file_id", "annulled_on").get(pk=item_id)
    if item.annulled_on == day:
        return
    item.annulled_on = day
    item.save(update_fields=["annulled_on"])
    count_contents(item.file_id)
    refresh([item.file_id], household_changed=False)
