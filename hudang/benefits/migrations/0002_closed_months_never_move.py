"""The database refuses two awards of a household in one month, and any change of a payment list that was closed."""

from django.db import migrations

AWARD, ROW, LIST = "benefits_award", "benefits_paymentrow", "benefits_paymentlist"
OVERLAP = f"""EXISTS (SELECT 1 FROM {AWARD} other WHERE other.household_id = NEW.household_id AND other.id <> NEW.id
    AND NOT other.void AND (other.until IS NULL OR other.until > NEW.since)
    AND (NEW.until IS NULL OR other.since < NEW.until))"""
# what the bank answers may be written after the list was closed
FIXED = (
    "list_id, household_id, award_id, village_code, household_code, head_name, payee, bank, account, account_hash, "
    "account_tail, persons, standard, base, supplement, allowance, price_subsidy, back_pay, recovery, total"
)
LIST_FIXED = "county_code, month, households, persons, total, price_subsidy, price_reference, closed_by_id, closed_at"
TWICE, CLOSED = "two awards of a household in one month", "a closed month never moves"


def _is_closed(row):
    return f"(SELECT state FROM {LIST} WHERE id = {row}.list_id) <> 'draft'"


def _sqlite():
    for event in ("INSERT", "UPDATE OF household_id, since, until, void"):
        yield f"""CREATE TRIGGER award_once_{event[:6].lower()} BEFORE {event} ON {AWARD}
            WHEN NOT NEW.void AND {OVERLAP} BEGIN SELECT RAISE(ABORT, '{TWICE}'); END"""
    for name, event, row in (
        ("insert", "INSERT", "NEW"), ("update", f"UPDATE OF {FIXED}", "OLD"), ("delete", "DELETE", "OLD"),
    ):  # fmt: skip
        yield f"""CREATE TRIGGER payment_closed_{name} BEFORE {event} ON {ROW}
            WHEN {_is_closed(row)} BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
    yield f"""CREATE TRIGGER list_closed_update BEFORE UPDATE OF {LIST_FIXED} ON {LIST}
        WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
    yield f"""CREATE TRIGGER list_closed_state BEFORE UPDATE OF state ON {LIST}
        WHEN OLD.state <> 'draft' AND NEW.state = 'draft' BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
    yield f"""CREATE TRIGGER list_closed_delete BEFORE DELETE ON {LIST}
        WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""


def _changed(columns):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns.split(", "))


def _postgresql():
    yield f"""CREATE FUNCTION award_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NOT NEW.void AND {OVERLAP} THEN RAISE EXCEPTION '{TWICE}'; END IF; RETURN NEW; END $$"""
    yield f"""CREATE TRIGGER award_once BEFORE INSERT OR UPDATE ON {AWARD}
        FOR EACH ROW EXECUTE FUNCTION award_once()"""
    yield f"""CREATE FUNCTION payment_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN IF {_is_closed("OLD")} THEN RAISE EXCEPTION '{CLOSED}'; END IF; RETURN OLD; END IF;
        IF TG_OP = 'INSERT' AND {_is_closed("NEW")} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP = 'UPDATE' AND ({_changed(FIXED)}) AND {_is_closed("OLD")} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        RETURN NEW; END $$"""
    yield f"""CREATE TRIGGER payment_closed BEFORE INSERT OR UPDATE OR DELETE ON {ROW}
        FOR EACH ROW EXECUTE FUNCTION payment_closed()"""
    yield f"""CREATE FUNCTION list_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.state <> 'draft' AND TG_OP = 'DELETE' THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF OLD.state <> 'draft' AND (NEW.state = 'draft' OR {_changed(LIST_FIXED)})
        THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        RETURN NEW; END $$"""
    yield f"""CREATE TRIGGER list_closed BEFORE UPDATE OR DELETE ON {LIST}
        FOR EACH ROW EXECUTE FUNCTION list_closed()"""


def create(apps, schema_editor):
    for statement in _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("award_once", "payment_closed", "list_closed"):
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")
        return
    for name in (
        "award_once_insert", "award_once_update", "payment_closed_insert", "payment_closed_update",
        "payment_closed_delete", "list_closed_update", "list_closed_state", "list_closed_delete",
    ):  # fmt: skip
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_awards_and_payments")]
    operations = [migrations.RunPython(create, drop)]
