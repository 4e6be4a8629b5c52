"""Figures of households that the database keeps (platform/figures.py): by village and what lists are narrowed by."""

from __future__ import annotations

from django.db import models

from hudang.platform.figures import Kept, Watch

# 分 instead of 元, so that sums stay exact
_FEN = "COALESCE(CAST(ROUND({} * 100) AS BIGINT), 0)"


class HouseholdFigure(models.Model):
    """Households of a village in one state, the persons they cover and the money of a month in fen."""

    pk = models.CompositePrimaryKey("village_code", "state")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    households = models.BigIntegerField()
    covered = models.BigIntegerField()
    allowance_fen = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.state} {self.households}"


class ClassFigure(models.Model):
    """Households of a village in one state and one class, and those among them for which another is proposed."""

    pk = models.CompositePrimaryKey("village_code", "state", "family_structure", "income_source")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    family_structure = models.CharField(max_length=2)
    income_source = models.CharField(max_length=2)
    households = models.BigIntegerField()
    proposals = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.family_structure}/{self.income_source} {self.households}"


class TagFigure(models.Model):
    """Households of a village in one state that carry a tag."""

    pk = models.CompositePrimaryKey("village_code", "state", "tag")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    tag = models.CharField(max_length=24)
    households = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.tag} {self.households}"


class KindFigure(models.Model):
    """Households of a village in one state, of one class A, B or C and one kind of assistance; empty where unknown."""

    pk = models.CompositePrimaryKey("village_code", "state", "abc_class", "assistance")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    abc_class = models.CharField(max_length=1)
    assistance = models.CharField(max_length=2)
    households = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.abc_class}{self.assistance} {self.households}"


_OF_ITS_HOUSEHOLD = {"village_code": "h.village_code", "state": "h.state"}


def _household(link: str) -> Watch:
    """A household that changes its place or state takes what hangs on it along."""
    return Watch("households_household", link, ("village_code", "state"), events=("UPDATE",))


KEPT = (
    Kept(
        table="households_householdfigure",
        source="households_household h",
        keys=_OF_ITS_HOUSEHOLD,
        sums={
            "households": "1",
            "covered": "COALESCE(h.covered_size, 0)",
            "allowance_fen": _FEN.format("h.allowance"),
        },
        watches=(
            Watch(
                "households_household",
                "h.id = {row}.id",
                ("village_code", "state", "covered_size", "allowance"),
                own=True,
            ),
        ),
    ),
    Kept(
        table="households_kindfigure",
        source="households_household h",
        keys={**_OF_ITS_HOUSEHOLD, "abc_class": "h.abc_class", "assistance": "h.assistance"},
        sums={"households": "1"},
        watches=(
            Watch(
                "households_household",
                "h.id = {row}.id",
                ("village_code", "state", "abc_class", "assistance"),
                own=True,
            ),
        ),
    ),
    Kept(
        table="households_classfigure",
        source="households_classification c JOIN households_household h ON h.id = c.household_id",
        keys={**_OF_ITS_HOUSEHOLD, "family_structure": "c.family_structure", "income_source": "c.income_source"},
        sums={
            "households": "1",
            "proposals": "CASE WHEN c.proposed_structure <> '' OR c.proposed_source <> '' THEN 1 ELSE 0 END",
        },
        watches=(
            Watch(
                "households_classification",
                "c.id = {row}.id",
                ("household_id", "family_structure", "income_source", "proposed_structure", "proposed_source"),
                own=True,
            ),
            _household("c.household_id = {row}.id"),
        ),
    ),
    Kept(
        table="households_tagfigure",
        source="households_householdtag t JOIN households_household h ON h.id = t.household_id",
        keys={**_OF_ITS_HOUSEHOLD, "tag": "t.tag"},
        sums={"households": "1"},
        watches=(
            Watch("households_householdtag", "t.id = {row}.id", ("household_id", "tag"), own=True),
            _household("t.household_id = {row}.id"),
        ),
    ),
)
