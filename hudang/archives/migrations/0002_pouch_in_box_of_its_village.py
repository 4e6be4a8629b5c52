"""The database refuses a pouch in a box of another village."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER pouch_village_{event} BEFORE {what} ON archives_pouch
        WHEN (SELECT village_code FROM archives_box WHERE id = NEW.box_id) <> NEW.village_code
        BEGIN SELECT RAISE(ABORT, 'pouch and box belong to different villages'); END"""
    for event, what in (("insert", "INSERT"), ("update", "UPDATE"))
] + [
    """CREATE TRIGGER box_village_fixed BEFORE UPDATE OF village_code ON archives_box
       WHEN NEW.village_code <> OLD.village_code AND EXISTS (SELECT 1 FROM archives_pouch WHERE box_id = OLD.id)
       BEGIN SELECT RAISE(ABORT, 'a box with pouches keeps its village'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION pouch_village() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (SELECT village_code FROM archives_box WHERE id = NEW.box_id) <> NEW.village_code THEN
           RAISE EXCEPTION 'pouch and box belong to different villages' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER pouch_village BEFORE INSERT OR UPDATE ON archives_pouch
       FOR EACH ROW EXECUTE FUNCTION pouch_village()""",
    """CREATE FUNCTION box_village_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.village_code <> OLD.village_code AND EXISTS (SELECT 1 FROM archives_pouch WHERE box_id = OLD.id) THEN
           RAISE EXCEPTION 'a box with pouches keeps its village' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER box_village_fixed BEFORE UPDATE ON archives_box
       FOR EACH ROW EXECUTE FUNCTION box_village_fixed()""",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION pouch_village() CASCADE")
        schema_editor.execute("DROP FUNCTION box_village_fixed() CASCADE")
        return
    for name in ("pouch_village_insert", "pouch_village_update", "box_village_fixed"):
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("archives", "0001_tree")]
    operations = [migrations.RunPython(create, drop)]
