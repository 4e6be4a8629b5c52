"""A new installation begins with a sealed end of an empty chain: a missing end is then always somebody's doing."""

from django.db import migrations

from hudang.audit.chain import START, seal


def found(apps, schema_editor):
    head = apps.get_model("audit", "ChainHead")
    if not head.objects.exists() and not apps.get_model("audit", "AuditEntry").objects.exists():
        head.objects.create(pk=1, sequence=0, hash=START, seal=seal(0, START))


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(found, migrations.RunPython.noop)]
