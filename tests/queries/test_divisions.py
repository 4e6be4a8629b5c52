"""Reading divisions: names, paths, the tree, matching by name."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.divisions.actions.upkeep import end_division, rename_division, set_aliases
from hudang.divisions.errors import NoCounty, SeveralCounties
from hudang.divisions.models import Division
from hudang.divisions.queries import (
    counties,
    division_table,
    live_codes,
    live_division,
    names_of,
    path_label,
    path_labels,
    the_county,
    townships_of,
    tree,
    villages_of,
)
from hudang.kernel.errors import NotVisible
from tests.people import COUNTY, FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People


def test_paths_cost_one_query_for_many(people: People, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        labels = path_labels([MINQIANG, XINTIAN, COUNTY, SHELI])
    assert labels[MINQIANG] == "大安市 · 舍力镇 · 民强村"
    assert labels[COUNTY] == "大安市"
    assert path_label("888888888888") == "888888888888"
    assert path_label("220882999001").endswith("单独保密")


def test_a_change_of_name_is_seen_at_once(people: People) -> None:
    assert path_label(MINQIANG).endswith("民强村")
    rename_division(actor=people.system, code=MINQIANG, name="民乐村", since=date(2000, 1, 1))
    assert path_label(MINQIANG).endswith("民乐村")


def test_ended_divisions_keep_their_name_and_leave_the_lists(people: People) -> None:
    end_division(actor=people.system, code=MINFU)
    assert names_of({MINFU}) == {MINFU: "民富村"}
    assert [v.code for v in villages_of(SHELI[:9])] == [MINQIANG]
    assert live_codes([MINQIANG, MINFU]) == {MINQIANG}
    assert MINFU not in {row.code for row in division_table(COUNTY)}
    assert not live_division(MINFU).live
    with pytest.raises(NotVisible):
        live_division("220882199201")


def test_prefixes(people: People) -> None:
    assert [v.code for v in villages_of("220882")] == [XINTIAN, MINQIANG, MINFU]
    assert [v.code for v in villages_of(MINQIANG)] == [MINQIANG]
    assert [t.code for t in townships_of("220882")] == [FENGSHOU, SHELI]
    assert [t.code for t in townships_of(MINQIANG)] == [SHELI]


def test_tree_keeps_the_township_of_what_is_found(people: People) -> None:
    set_aliases(actor=people.system, code=MINFU, aliases=["民福"])
    (town,) = tree("220882", search="民福")
    assert (town.division.code, [v.code for v in town.villages]) == (SHELI, [MINFU])
    (town,) = tree("220882", search="丰收")
    assert [v.code for v in town.villages] == [XINTIAN]
    assert tree("220882", search="无此村") == []
    end_division(actor=people.system, code=MINFU)
    assert sum(len(town.villages) for town in tree("220882")) == 2
    assert sum(len(town.villages) for town in tree("220882", ended=True)) == 3


def test_the_county_of_the_command_line(db: None) -> None:
    with pytest.raises(NoCounty):
        the_county()
    for code, name in ((COUNTY, "大安市"), ("220881000000", "洮南市")):
        Division.objects.create(code=code, name=name, level="county", valid_from=date(2000, 1, 1))
        if code == COUNTY:
            assert the_county().name == "大安市"
    with pytest.raises(SeveralCounties):
        the_county()
    assert len(counties()) == 2
