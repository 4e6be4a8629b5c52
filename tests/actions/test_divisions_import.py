"""Importing divisions from a table."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from hudang.audit.models import AuditEntry
from hudang.divisions.actions.imports import import_divisions, plan_import
from hudang.divisions.errors import NoUsableTable
from hudang.divisions.models import Division
from hudang.divisions.queries import division_table, short_codes_of, townships_of, villages_of
from hudang.kernel.errors import NotAllowed
from tests.people import COUNTY, MINQIANG, People

ROWS = [
    ["代码", "村", "乡镇", "别名"],
    ["220882105201", "民强村", "舍力镇", "民强"],
    ["220882105202", "民福村", "舍力镇", ""],
    ["220882107201", "汉书村", "月亮泡镇", ""],
    ["2208821", "坏行", "月亮泡镇", ""],
]


def test_import_adds_renames_and_reports(people: People) -> None:
    report = import_divisions(actor=people.system, rows=ROWS)
    assert report.summary() == {"new": 2, "renamed": 1, "alias": 1, "same": 1, "bad": 1}
    assert [v.name for v in villages_of("220882107")] == ["汉书村"]
    renamed = next(d for d in division_table(COUNTY) if d.code == "220882105202")
    assert (renamed.name, renamed.aliases) == ("民福村", ("民富村",))
    assert AuditEntry.objects.filter(action="import_division").count() == 4


def test_the_same_table_again_changes_nothing(people: People) -> None:
    import_divisions(actor=people.system, rows=ROWS)
    entries, divisions = AuditEntry.objects.count(), Division.objects.count()
    assert import_divisions(actor=people.system, rows=ROWS).summary()["same"] == 5
    assert (AuditEntry.objects.count(), Division.objects.count()) == (entries, divisions)


def test_the_plan_changes_nothing(people: People) -> None:
    assert plan_import(actor=people.system, rows=ROWS).summary()["new"] == 2
    assert AuditEntry.objects.count() == 0
    assert not villages_of("220882107")


def test_refusals(people: People) -> None:
    with pytest.raises(NoUsableTable):
        import_divisions(actor=people.system, rows=[["姓名", "身份证号"]])
    with pytest.raises(NotAllowed):
        import_divisions(actor=people.handler, rows=ROWS)


def test_import_takes_few_queries(people: People, django_assert_max_num_queries: object) -> None:
    rows = [ROWS[0]] + [
        [f"2208821{t:02d}{v:03d}", f"第{t}之{v}村", f"第{t}镇"] for t in range(10, 20) for v in range(1, 30)
    ]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        import_divisions(actor=people.system, rows=rows)


def test_the_villages_of_the_county(people: People) -> None:
    """The county's real list: 23 townships, 240 villages, unique short codes."""
    folder = Path(os.environ.get("HUDANG_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
    source = folder / "villages_220882.csv"
    if not source.exists() and not os.environ.get("HUDANG_REQUIRE_SAMPLES"):
        pytest.skip("the samples are not here")
    Division.objects.exclude(code=COUNTY).delete()
    with source.open(encoding="utf-8-sig", newline="") as handle:
        report = import_divisions(actor=people.system, rows=list(csv.reader(handle)))
    assert report.summary() == {"new": 263, "renamed": 0, "alias": 0, "same": 0, "bad": 0}
    assert (len(townships_of("220882")), len(villages_of("220882"))) == (23, 240)
    short = short_codes_of(COUNTY)
    assert len(set(short.values())) == 263
    assert short["220882001001"] == "A01"
    assert short[MINQIANG][:1] == short["220882105000"]
