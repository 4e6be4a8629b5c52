"""A list is written beside the one that stands: two more states, one usable list a month, triggers that know them."""

from django.db import migrations, models

import hudang.benefits.vocabulary

ROW, LIST = "benefits_paymentrow", "benefits_paymentlist"
FIXED = (
    "list_id, household_id, award_id, village_code, household_code, head_name, payee, bank, account, account_hash, "
    "account_tail, persons, standard, base, supplement, allowance, price_subsidy, back_pay, recovery, total"
)
LIST_FIXED = "county_code, month, households, persons, total, price_subsidy, price_reference, closed_by_id, closed_at"
CLOSED = "a closed month never moves"
OLD_TRIGGERS = (
    "payment_closed_insert", "payment_closed_update", "payment_closed_delete",
    "list_closed_update", "list_closed_state", "list_closed_delete",
)  # fmt: skip


def _is_closed(state, before):
    return f"{state} <> 'draft'" if before else f"{state} IN ('closed', 'paid')"


def _of_row(row, before):
    return _is_closed(f"(SELECT state FROM {LIST} WHERE id = {row}.list_id)", before)


def _sqlite(before):
    for name, event, row in (
        ("insert", "INSERT", "NEW"), ("update", f"UPDATE OF {FIXED}", "OLD"), ("delete", "DELETE", "OLD"),
    ):  # fmt: skip
        yield f"""CREATE TRIGGER payment_closed_{name} BEFORE {event} ON {ROW}
            WHEN {_of_row(row, before)} BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
    closed, opened = _is_closed("OLD.state", before), f"NOT ({_is_closed('NEW.state', before)})"
    for name, event, condition in (
        ("update", f"UPDATE OF {LIST_FIXED}", closed),
        ("state", "UPDATE OF state", f"{closed} AND {opened}"),
        ("delete", "DELETE", closed),
    ):
        yield f"""CREATE TRIGGER list_closed_{name} BEFORE {event} ON {LIST}
            WHEN {condition} BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""


def _changed(columns):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns.split(", "))


def _postgresql(before):
    closed, opened = _is_closed("OLD.state", before), f"NOT ({_is_closed('NEW.state', before)})"
    yield f"""CREATE FUNCTION payment_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN IF {_of_row("OLD", before)} THEN RAISE EXCEPTION '{CLOSED}'; END IF; RETURN OLD; END IF;
        IF TG_OP = 'INSERT' AND {_of_row("NEW", before)} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP = 'UPDATE' AND ({_changed(FIXED)}) AND {_of_row("OLD", before)} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        RETURN NEW; END $$"""
    yield f"""CREATE TRIGGER payment_closed BEFORE INSERT OR UPDATE OR DELETE ON {ROW}
        FOR EACH ROW EXECUTE FUNCTION payment_closed()"""
    yield f"""CREATE FUNCTION list_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {closed} AND TG_OP = 'DELETE' THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF {closed} AND ({opened} OR {_changed(LIST_FIXED)}) THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        RETURN NEW; END $$"""
    yield f"""CREATE TRIGGER list_closed BEFORE UPDATE OR DELETE ON {LIST}
        FOR EACH ROW EXECUTE FUNCTION list_closed()"""


def _creating(before):
    def create(apps, schema_editor):
        make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
        for statement in make(before):
            schema_editor.execute(statement)

    return create


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("payment_closed", "list_closed"):
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")
        return
    for name in OLD_TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("benefits", "0003_overtaken_households")]
    operations = [
        # SQLite lays the table anew, and a table that is laid anew loses its triggers
        migrations.RunPython(drop, _creating(before=True)),
        migrations.RemoveConstraint("paymentlist", "one_payment_list_a_month"),
        migrations.RemoveConstraint("paymentlist", "payment_list_closed_by_somebody"),
        migrations.AlterField(
            "paymentlist",
            "state",
            models.CharField(
                "状态",
                max_length=9,
                choices=[
                    ("preparing", "正在写入"), ("replaced", "已重新编制"), ("draft", "编制中"), ("closed", "已封账"),
                    ("paid", "已回盘"),
                ],
                default=hudang.benefits.vocabulary.ListState.DRAFT,
            ),
        ),
        migrations.AddConstraint(
            "paymentlist",
            models.UniqueConstraint(
                fields=["county_code", "month"],
                condition=models.Q(state__in=("draft", "closed", "paid")),
                name="one_payment_list_a_month",
            ),
        ),
        migrations.AddConstraint(
            "paymentlist",
            models.CheckConstraint(
                condition=~models.Q(state__in=("closed", "paid")) | models.Q(closed_at__isnull=False),
                name="payment_list_closed_by_somebody",
            ),
        ),
        migrations.RunPython(_creating(before=False), drop),
    ]  # fmt: skip
