"""Rows read in chunks: in their order, and so that this connection may write while another has written."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from hudang.archives.models import Counter
from hudang.platform.reading import in_chunks


@pytest.mark.django_db
def test_rows_come_in_their_order_and_those_gone_meanwhile_are_left_out() -> None:
    Counter.objects.bulk_create(Counter(key=f"k{number}", last=9 - number) for number in range(5))
    rows = in_chunks(Counter.objects.filter(key__startswith="k").order_by("last"), 2)
    seen = [next(rows).key]
    Counter.objects.filter(key="k1").delete()
    assert [*seen, *(row.key for row in rows)] == ["k4", "k3", "k2", "k0"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer")
def test_work_notes_its_progress_while_somebody_else_writes() -> None:
    Counter.objects.bulk_create(Counter(key=f"k{number}", last=number) for number in range(4))
    rows = in_chunks(Counter.objects.order_by("last"), 2)
    next(rows)
    with sqlite3.connect(connection.settings_dict["NAME"], uri=True) as other:
        other.execute("UPDATE archives_counter SET last = 40 WHERE key = 'k3'")
    other.close()
    Counter.objects.filter(key="k0").update(last=50)
    assert len(list(rows)) == 3
