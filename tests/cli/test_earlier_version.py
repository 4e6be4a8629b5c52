"""A database of an earlier version: the command says what to do, and shows no fault of the program."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.cli.running import hudang
from tests.people import People


def test_a_command_on_an_earlier_database_says_what_to_run(people: People) -> None:
    MigrationRecorder.Migration.objects.filter(app="households").last().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE households_household RENAME TO households_before")
    ran = hudang("households", "--json")
    assert ran.code == 1
    assert "hudang prepare" in ran.err


@pytest.mark.usefixtures("people")
def test_a_fault_of_another_kind_stays_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE households_household RENAME TO households_before")
    with pytest.raises(Exception, match="no such table"):
        hudang("households", "--json")
