"""Figures of the archive that the database keeps (platform/figures.py): by village, box and material."""

from __future__ import annotations

from django.db import models

from hudang.archives.vocabulary import PouchState
from hudang.households.vocabulary import IN_PAYMENT
from hudang.platform.figures import Kept, Watch


class FileFigure(models.Model):
    """Household files of a village in one state, of one year and retention; how many lack papers; what they hold."""

    pk = models.CompositePrimaryKey("village_code", "state", "year", "retention")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    retention = models.CharField(max_length=4)
    files = models.BigIntegerField()
    incomplete = models.BigIntegerField()
    items = models.BigIntegerField()
    pages = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.state} {self.year} {self.files}"


class BoxFigure(models.Model):
    """What stands in a box: pouches, files (counted by their first pouch), and how many of these lack papers."""

    pk = models.CompositePrimaryKey("village_code", "box_id")
    village_code = models.CharField(max_length=12)
    box_id = models.BigIntegerField()
    pouches = models.BigIntegerField()
    files = models.BigIntegerField()
    incomplete = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.box_id} {self.pouches}"


class ItemFigure(models.Model):
    """Items and pages of one material in the files of a village."""

    pk = models.CompositePrimaryKey("village_code", "material_id")
    village_code = models.CharField(max_length=12)
    material_id = models.BigIntegerField()
    items = models.BigIntegerField()
    pages = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.material_id} {self.items}"


class UnfiledFigure(models.Model):
    """Households in payment of a village that have no file, and so no pouch."""

    pk = models.CompositePrimaryKey("village_code", "state")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    households = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.households}"


_GONE = PouchState.DESTROYED.value
_PAID = ", ".join(sorted(f"'{state.value}'" for state in IN_PAYMENT))
_COUNTS = f"p.part = 1 AND f.state <> '{_GONE}'"


def _file(link: str, *columns: str) -> Watch:
    return Watch("archives_householdfile", link, columns, events=("UPDATE",))


KEPT = (
    Kept(
        table="archives_filefigure",
        source="archives_householdfile f",
        keys={"village_code": "f.village_code", "state": "f.state", "year": "f.year", "retention": "f.retention"},
        sums={
            "files": "1",
            "incomplete": "CASE WHEN f.missing_count > 0 THEN 1 ELSE 0 END",
            "items": "f.item_count",
            "pages": "f.page_count",
        },
        watches=(
            Watch(
                "archives_householdfile",
                "f.id = {row}.id",
                ("village_code", "state", "year", "retention", "missing_count", "item_count", "page_count"),
                own=True,
            ),
        ),
    ),
    Kept(
        table="archives_boxfigure",
        source="archives_pouch p JOIN archives_householdfile f ON f.id = p.file_id",
        keys={"village_code": "p.village_code", "box_id": "p.box_id"},
        sums={
            "pouches": "1",
            "files": f"CASE WHEN {_COUNTS} THEN 1 ELSE 0 END",
            "incomplete": f"CASE WHEN {_COUNTS} AND f.missing_count > 0 THEN 1 ELSE 0 END",
        },
        watches=(
            Watch("archives_pouch", "p.id = {row}.id", ("village_code", "box_id", "part", "file_id"), own=True),
            _file("p.file_id = {row}.id", "state", "missing_count"),
        ),
    ),
    Kept(
        table="archives_itemfigure",
        source="archives_item i JOIN archives_householdfile f ON f.id = i.file_id",
        keys={"village_code": "f.village_code", "material_id": "i.material_id"},
        sums={"items": "1", "pages": "i.page_count"},
        watches=(
            Watch("archives_item", "i.id = {row}.id", ("file_id", "material_id", "page_count"), own=True),
            _file("i.file_id = {row}.id", "village_code"),
        ),
    ),
    Kept(
        table="archives_unfiledfigure",
        source="households_household h",
        keys={"village_code": "h.village_code", "state": "h.state"},
        sums={"households": "1"},
        where=(
            f"h.state IN ({_PAID}) AND NOT EXISTS (SELECT 1 FROM archives_householdfile f "
            f"WHERE f.household_id = h.id AND f.state <> '{_GONE}')"
        ),
        watches=(
            Watch("households_household", "h.id = {row}.id", ("village_code", "state"), own=True),
            Watch("archives_householdfile", "h.id = {row}.household_id", ("household_id", "state")),
        ),
    ),
)
