"""Files count their annulled items no more."""

from django.db import migrations
from django.db.models import Count, Q, Sum


def count_again(apps, schema_editor):
    """Count the files that have annulled items."""
    files = apps.get_model("archives", "HouseholdFile").objects
    touched = apps.get_model("archives", "Item").objects.exclude(annulled_on=None).values("file")
    counts = {"items_now": Count("items", filter=Q(items__annulled_on=None)),
              "pages_now": Sum("items__page_count", filter=Q(items__annulled_on=None))}  # fmt: skip
    for file in files.filter(pk__in=touched).annotate(**counts).iterator():
        files.filter(pk=file.pk).update(item_count=file.items_now, page_count=file.pages_now or 0)


class Migration(migrations.Migration):

    dependencies = [("archives", "0018_groups_by_their_value")]

    operations = [migrations.RunPython(count_again, migrations.RunPython.noop)]
