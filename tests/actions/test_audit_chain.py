"""The log's chain: whatever is done to it in the database is found, also after further entries were added."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from hudang.audit import chain
from hudang.audit.actions import verify_log
from hudang.audit.log import Act, record
from hudang.audit.models import AuditEntry, ChainHead
from tests.people import People


def write(people: People, number: int) -> None:
    for count in range(number):
        record(people.handler, Act("edit_household", "household", count, summary=f"第 {count} 次"))


def by_hand(*statements: str) -> None:
    """Do what somebody with the database file and without the key can do."""
    with connection.cursor() as cursor:
        for statement in ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", *statements):
            cursor.execute(statement)


def change_a_row() -> None:
    by_hand("UPDATE audit_auditentry SET summary = '没有的事' WHERE sequence = 3")


def remove_a_row() -> None:
    by_hand("DELETE FROM audit_auditentry WHERE sequence = 3")


def remove_the_last_rows() -> None:
    by_hand("DELETE FROM audit_auditentry WHERE sequence > 3")


def remove_the_last_rows_and_set_the_end() -> None:
    by_hand(
        "DELETE FROM audit_auditentry WHERE sequence > 3",
        "UPDATE audit_chainhead SET sequence = 3, hash = (SELECT hash FROM audit_auditentry WHERE sequence = 3)",
    )


def remove_the_end() -> None:
    by_hand("DELETE FROM audit_chainhead")


def remove_everything() -> None:
    by_hand("DELETE FROM audit_auditentry", "DELETE FROM audit_chainhead")


def write_the_chain_anew() -> None:
    by_hand("UPDATE audit_auditentry SET reason = '补记' WHERE sequence = 2")
    previous = chain.START
    for entry in AuditEntry.objects.order_by("sequence"):
        chain.link(entry, previous)
        previous = entry.hash
        entry.save()
    ChainHead.objects.update(hash=previous)


ATTACKS = [
    change_a_row,
    remove_a_row,
    remove_the_last_rows,
    remove_the_last_rows_and_set_the_end,
    remove_the_end,
    remove_everything,
    write_the_chain_anew,
]


def test_a_chain_left_alone_holds(people: People) -> None:
    assert list(chain.verify()) == []
    write(people, 5)
    assert verify_log(actor=people.auditor) == []
    assert verify_log(actor=people.auditor) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_done_is_found_for_ever(people: People, attack: Callable[[], None]) -> None:
    write(people, 5)
    attack()
    assert verify_log(actor=people.auditor)
    # the entries of verifying and of later work do not hide it
    write(people, 3)
    assert verify_log(actor=people.auditor)


def test_a_new_installation_begins_with_a_sealed_end(people: People) -> None:
    head = ChainHead.objects.get()
    assert (head.sequence, head.seal) == (0, chain.seal(0, chain.START))
