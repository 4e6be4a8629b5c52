"""``hudang awards-from-register`` and ``payment-list``: the contract of scripts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from hudang.benefits.models import Award
from hudang.demo.loading import found_demo_county
from hudang.kernel.clock import CHINA, frozen
from tests.cli.running import hudang
from tests.factories.households import make_household

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county() -> None:
    found_demo_county()
    make_household("王一", allowance="320.50", supplement=40, standard=405)
    make_household("李二", allowance=None)
    make_household("赵四", state="STOPPED")


def test_awards_from_the_register_once() -> None:
    with frozen(datetime(2026, 11, 23, 9, tzinfo=CHINA)):
        seen = hudang("awards-from-register", "--preview", "--json").lines[0]
        assert seen == {
            "month": "2026-11", "preview": True, "households": 1, "total": "320.5", "left": {"没有登记月保障金": 1},
        }  # fmt: skip
        assert not Award.objects.exists()
        assert hudang("awards-from-register", "--json").lines[0]["households"] == 1
        award = Award.objects.get()
        assert (award.base, award.supplement, award.total, award.reason) == (
            Decimal("280.5"),
            40,
            Decimal("320.5"),
            "import",
        )
        assert hudang("awards-from-register", "--json").lines[0]["households"] == 0
    assert hudang("awards-from-register", "--month", "2026-13").code == 2


def test_a_list_for_scripts() -> None:
    missing = hudang("payment-list", "2026-11", "--json")
    assert (missing.code, "还没有编制" in missing.err) == (1, True)
    hudang("awards-from-register", "--month", "2026-11")
    done = hudang("payment-list", "2026-11", "--prepare", "--json")
    (row,) = done.rows
    assert (row["head_name"], row["allowance"], row["price_subsidy"], row["total"]) == ("王一", "320.5", "0", "320.5")
    assert (row["month"], row["state"], row["result"]) == ("2026-11", "draft", None)
    assert (done.summary["households"], done.summary["total"]) == (1, "320.5")
    assert hudang("payment-list", "202611").out.strip().endswith("王一 320.5")
    assert hudang("payment-list", "11月").code == 2
