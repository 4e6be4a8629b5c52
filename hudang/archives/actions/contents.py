"""件数、页数 of a file: what counts in it; an annulled item lies there and counts for nothing."""

from __future__ import annotations

from django.db.models import Count, Sum

from hudang.archives.models import HouseholdFile, Item


def count_contents(file_id: int) -> None:
    """Write down how many items and pages of a file count; inside the act that changes them."""
    counting = Item.objects.filter(file=file_id, annulled_on=None).aggregate(items=Count("pk"), pages=Sum("page_count"))
    files = HouseholdFile.objects.filter(pk=file_id)
    files.update(item_count=counting["items"], page_count=counting["pages"] or 0)
