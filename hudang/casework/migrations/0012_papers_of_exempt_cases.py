"""The unfiled papers of exempt cases open to the readers of the case alone."""

from django.db import migrations


def _reserve(apps, schema_editor):
    readers = apps.get_model("casework", "CaseReader").objects.filter(case__exempt=True)
    paper_reader = apps.get_model("forms", "PaperReader")
    rows = [
        paper_reader(case_reference=number, user_id=user) for number, user in readers.values_list("case__number", "user")
    ]
    paper_reader.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0011_cases_to_publish"),
        ("forms", "0002_paper_readers"),
    ]

    operations = [migrations.RunPython(_reserve, migrations.RunPython.noop)]
