"""Indexes for each order of the list of households, and for finding by certificate and phone."""

from __future__ import annotations

from django.db import migrations, models

_INDEXES = (
    ("household_certificate", ["certificate_no"]),
    ("household_by_code", ["code", "village_code"]),
    ("household_by_head", ["head_pinyin", "code", "village_code"]),
    ("household_by_size", ["declared_size", "code", "village_code"]),
    ("household_by_allowance", ["allowance", "code", "village_code"]),
    ("household_by_approval", ["approved_on", "code", "village_code"]),
    ("household_by_update", ["updated_at", "code", "village_code"]),
)


class Migration(migrations.Migration):
    """Adds the indexes."""

    dependencies = [("households", "0003_name_tokens")]

    operations = [
        *(
            migrations.AddIndex(model_name="household", index=models.Index(fields=fields, name=name))
            for name, fields in _INDEXES
        ),
        migrations.AddIndex(model_name="householdmember", index=models.Index(fields=["phone"], name="member_phone")),
        migrations.AddIndex(
            model_name="householdmember",
            index=models.Index(
                fields=["person", "household"], condition=models.Q(("until", None)), name="member_present"
            ),
        ),
    ]
