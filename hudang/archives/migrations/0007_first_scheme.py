"""Archives that were founded before there were schemes get the first one, and their files a class of it."""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations
from django.db.models import Q

DATA = Path(__file__).resolve().parents[1] / "data"
SINCE = date(2021, 7, 1)
REASON = "启用分类方案时归类"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def begin(apps, schema_editor):
    if not apps.get_model("archives", "Fonds").objects.exists():
        return
    periods = apps.get_model("archives", "RetentionPeriod")
    for row in rows("retention.csv"):
        row["years"] = int(row["years"]) if row["years"] else None
        row["after_stop"] = row["after_stop"] == "1"
        periods.objects.create(valid_from=SINCE, **row)
    scheme = apps.get_model("archives", "ClassificationScheme").objects.create(
        number=1, name="初始方案", basis="DA/T 13-2022", state="adopted", valid_from=SINCE
    )
    unclassed = apps.get_model("archives", "HouseholdFile").objects.filter(scheme_class=None)
    for position, row in enumerate(rows("classes.csv"), 1):
        criteria = {name: row.pop(name).split() for name in ("state", "assistance")}
        criteria = {name: codes for name, codes in criteria.items() if codes}
        by_hand = row.pop("by_hand") == "1"
        made = apps.get_model("archives", "SchemeClass").objects.create(
            scheme=scheme, position=position, criteria=criteria, by_hand=by_hand, **row
        )
        if not by_hand:
            fits = Q(**{f"household__{name}__in": codes for name, codes in criteria.items()})
            assign(apps, unclassed.filter(fits), made)


def assign(apps, files, made):
    history = apps.get_model("archives", "FileClass")
    found = list(files.values_list("pk", "opened_on"))
    history.objects.bulk_create(
        [history(file_id=pk, scheme_class=made, since=day, assigned_by="系统", reason=REASON) for pk, day in found],
        batch_size=500,
    )
    ids = [pk for pk, _ in found]
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        apps.get_model("archives", "HouseholdFile").objects.filter(pk__in=chunk).update(scheme_class=made)


class Migration(migrations.Migration):
    dependencies = [("archives", "0006_classification_schemes"), ("households", "0002_more_of_f06")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
