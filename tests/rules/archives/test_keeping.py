"""Classes of a scheme: the first that fits takes the file, and no file is left without one."""

from __future__ import annotations

from dataclasses import dataclass, field

from hudang.archives.rules.keeping import Traits, in_words, needs_derived, place_of, scheme_faults
from hudang.archives.rules.retention import retention_label


@dataclass(frozen=True)
class Class:
    """A class as the rules see it."""

    criteria: dict[str, list[str]] = field(default_factory=dict)
    by_hand: bool = False


SECRET = Class(by_hand=True)
STOPPED = Class({"state": ["STOPPED"]})
URBAN_DISABLED = Class({"assistance": ["01"], "tag": ["disabled", "severe_disability"]})
REST = Class()


def test_the_first_class_that_fits_takes_the_file() -> None:
    classes = [SECRET, STOPPED, URBAN_DISABLED, REST]
    assert place_of(classes, Traits(state="STOPPED", assistance="01", tags=frozenset({"disabled"}))) == 1
    assert place_of(classes, Traits(state="ACTIVE", assistance="01", tags=frozenset({"disabled"}))) == 2
    assert place_of(classes, Traits(state="ACTIVE", assistance="01")) == 3


def test_a_class_by_hand_never_fits_by_itself() -> None:
    assert place_of([SECRET], Traits(state="ACTIVE")) is None


def test_every_file_must_find_a_class() -> None:
    assert scheme_faults([SECRET, STOPPED, REST]) == []
    assert "还没有类" in scheme_faults([])[0]
    assert "其余" in scheme_faults([STOPPED, SECRET])[0]
    assert "第 1 个类" in scheme_faults([REST, STOPPED])[0]


def test_derived_traits_are_asked_for_only_where_a_class_uses_them() -> None:
    assert not needs_derived([STOPPED, REST])
    assert needs_derived([URBAN_DISABLED, REST])
    assert not needs_derived([Class({"tag": []})])


def test_conditions_in_words() -> None:
    assert in_words(URBAN_DISABLED.criteria) == "救助类别为城市低保，且人员特征为持证残疾、重残"
    assert in_words({}) == "其余"
    assert in_words({}, by_hand=True) == "只由人归入"


def test_a_countys_own_period_reads_by_its_years() -> None:
    assert [retention_label(code) for code in ("Y", "D5", "D15", "X")] == ["永久", "停保后5年", "15年", "X"]
    assert retention_label("D15", {"D15": "停保后十五年"}) == "停保后十五年"
