"""Groups of a view add up to the same total."""

from __future__ import annotations

from hudang.archives.rules.holdings import add_up


def test_each_household_counts_once() -> None:
    # of ten households two have none; household 7 stands under 2021 and 2024, household 9 under 2021, 2022 and 2024
    counts = {2021: 5, 2022: 3, 2024: 3}
    single, several, none = add_up(10, counts, {7: (2021, 2024), 9: (2021, 2022, 2024)})
    assert (single, several, none) == ({2021: 3, 2022: 2, 2024: 1}, 2, 2)
    assert sum(single.values()) + several + none == 10


def test_a_value_that_nobody_has_alone_is_no_group() -> None:
    assert add_up(1, {1: 1, 2: 1}, {5: (1, 2)}) == ({}, 1, 0)
