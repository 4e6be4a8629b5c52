"""Parameters: declared once, read in their own kind, between their bounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from hudang.kernel.parameters import declared, parameter


@dataclass(frozen=True)
class Limits:
    """Thresholds as an area declares them."""

    days: int = parameter(10, "时限", unit="天", least=1, most=60)
    share: Decimal = parameter(Decimal("0.5"), "份额", unit="", least=Decimal("0.3"), most=Decimal("0.9"))
    thickness: int = parameter(50, "盒厚", unit="毫米", least=20, most=50, choices=(20, 50))
    internal: int = 3


DAYS, SHARE, THICKNESS = declared("area", Limits)


def test_keys_carry_the_area_and_defaults_hold() -> None:
    assert (DAYS.key, SHARE.key) == ("area.days", "area.share")
    assert Limits() == Limits(days=10, share=Decimal("0.5"))


def test_numbers_are_read_in_their_own_kind() -> None:
    assert DAYS.read(" 12 ") == 12
    assert SHARE.read("0.6") == Decimal("0.6")


@pytest.mark.parametrize(
    ("which", "text", "said"),
    [
        (DAYS, "十", "“时限”应填整数。"),
        (DAYS, "1.5", "“时限”应填整数。"),
        (DAYS, "61", "“时限”应在 1 到 60天之间。"),
        (SHARE, "NaN", "“份额”应填数字。"),
        (SHARE, "", "“份额”应填数字。"),
        (THICKNESS, "35", "“盒厚”只能是 20、50毫米。"),
    ],
)
def test_what_is_refused_and_why(which: object, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        which.read(text)  # type: ignore[attr-defined]
