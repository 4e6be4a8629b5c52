"""``hudang library search`` and ``hudang volume``: the contract of scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hudang.demo.loading import found_demo_county
from hudang.kernel import clock
from tests.cli.running import hudang

pytestmark = pytest.mark.django_db


def test_a_standard_and_its_versions_are_told_and_its_volume_printed(tmp_path: Path) -> None:
    found_demo_county()
    lines = hudang("library", "search", "2024年农村标准", "--json").lines
    assert (lines[0]["sort"], lines[0]["area"], lines[0]["versions"]) == (
        "standard", "rural", ["220882-rural-20120101"],
    )  # fmt: skip
    assert lines[-1]["summary"]["standards"] == 1
    hits = hudang("library", "search", "审核确认办法", "--json").lines
    assert hits[0]["sort"] == "document"
    target = tmp_path / "zd1.pdf"
    hudang("volume", "ZD1", "--year", str(clock.today().year), "-o", str(target))
    assert target.read_bytes().startswith(b"%PDF")
    for wrong, said in (
        (("ZD1", "--year", "2026", "-o", "/no/such/folder/zd1.pdf"), "没有文件夹 /no/such/folder"),
        (("XX9", "--year", "2026", "-o", str(target)), "请核对类别"),
    ):
        refused = hudang("volume", *wrong)
        assert refused.code and said in refused.err
