"""Figures of the archive that the database keeps (platform/figures.py): by village, box, material and day."""

from __future__ import annotations

from django.db import models

from hudang.archives.rules.holdings import COMPLETE, HELD, LACKING, NONE, SEVERAL, WITHOUT, View
from hudang.archives.vocabulary import DECIDING_MATERIALS, OPEN_STATES, STOPPING_MATERIALS, PouchState
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
    """Items and pages of one material in the files of a village; annulled items count for nothing."""

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


class HoldingFigure(models.Model):
    """Households of a village in one state that hold a material, each counted once however many items it has.

    Items whose paper was annulled count for nothing.

    ``papers`` tells whether their open file lacks papers; it is empty for households with closed files only.
    """

    pk = models.CompositePrimaryKey("village_code", "state", "papers", "material_id")
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    papers = models.CharField(max_length=8)
    material_id = models.BigIntegerField()
    households = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.material_id} {self.households}"


class GroupFigure(models.Model):
    """Households of a village in one state that stand in one group of a view (七种视图), each in exactly one a view.

    ``value`` is the group's: a box, class, year, retention or location, or ``several`` of them, or ``none``. By material
    it only tells ``held`` from ``none``. ``papers`` is as in ``HoldingFigure``, and ``without`` where there is no file.
    """

    pk = models.CompositePrimaryKey("view", "village_code", "state", "papers", "value")
    view = models.CharField(max_length=10)
    village_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    papers = models.CharField(max_length=8)
    value = models.CharField(max_length=20)
    households = models.BigIntegerField()

    class Meta:
        # the boxes of a county are thousands: they are found, told apart and counted within this index alone
        indexes = [
            models.Index(
                fields=["view", "value", "village_code", "state", "papers", "households"], name="group_by_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.village_code} {self.view} {self.value} {self.households}"


class AwaitedFigure(models.Model):
    """Files of a village that hold no scan of the decision of a day: the approval, for a closing file the stop.

    The day is written ``2026-11-23``, which every database compares and gives back alike.
    """

    pk = models.CompositePrimaryKey("since", "village_code")
    since = models.CharField(max_length=10)
    village_code = models.CharField(max_length=12)
    files = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.since} {self.files}"


class PaperFigure(models.Model):
    """Items on paper only of a village, filed in one hour (``2026-11-23 08``, UTC); no old stock.

    The hour, because China's days begin at a whole hour of UTC and both databases write their moments alike until it.
    """

    pk = models.CompositePrimaryKey("filed_hour", "village_code")
    filed_hour = models.CharField(max_length=13)
    village_code = models.CharField(max_length=12)
    items = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.village_code} {self.filed_hour} {self.items}"


_GONE = PouchState.DESTROYED.value
_PAID = ", ".join(sorted(f"'{state.value}'" for state in IN_PAYMENT))
_OPEN = ", ".join(f"'{state.value}'" for state in OPEN_STATES)
_CLOSING = PouchState.CLOSING.value
_COUNTS = f"p.part = 1 AND f.state <> '{_GONE}'"
_PAPERS = f"CASE WHEN o.id IS NULL THEN '' WHEN o.missing_count > 0 THEN '{LACKING}' ELSE '{COMPLETE}' END"
# a household counts for a material by the first of its items; CROSS JOIN has SQLite begin with the few files
_FIRST = (
    "NOT EXISTS (SELECT 1 FROM archives_householdfile g CROSS JOIN archives_item e WHERE e.file_id = g.id "
    f"AND g.household_id = h.id AND g.state <> '{_GONE}' AND e.material_id = i.material_id AND e.id < i.id "
    "AND e.annulled_on IS NULL)"
)
# the items of the changed one's material in its household
_ALIKE = (
    "i.id IN (SELECT e.id FROM archives_householdfile g CROSS JOIN archives_item e WHERE e.file_id = g.id "
    "AND g.household_id = (SELECT household_id FROM archives_householdfile WHERE id = {row}.file_id) "
    "AND e.material_id = {row}.material_id)"
)


_FILES = f"archives_householdfile f WHERE f.household_id = h.id AND f.state <> '{_GONE}'"
_POUCHES = f"archives_pouch p %sWHERE p.household_id = h.id AND p.state <> '{_GONE}'"


def _alone(value: str, rows: str) -> str:
    """Return the one value that rows have, or that they have several or none."""
    return (
        f"COALESCE((SELECT CASE WHEN MIN({value}) < MAX({value}) THEN '{SEVERAL}' "
        f"ELSE CAST(MIN({value}) AS VARCHAR(20)) END FROM {rows}), '{NONE}')"
    )


_VALUES = {
    View.BOX: _alone("p.box_id", _POUCHES % ""),
    View.LOCATION: _alone("COALESCE(b.location_id, 0)", _POUCHES % "JOIN archives_box b ON b.id = p.box_id "),
    View.CLASS: _alone("COALESCE(f.scheme_class_id, 0)", _FILES),
    View.YEAR: _alone("f.year", _FILES),
    View.RETENTION: _alone("f.retention", _FILES),
    View.MATERIAL: (f"CASE WHEN EXISTS (SELECT 1 FROM {_FILES} AND f.item_count > 0) THEN '{HELD}' ELSE '{NONE}' END"),
}
_GROUPED_BY = ("household_id", "state", "year", "retention", "scheme_class_id")
_EACH_VIEW = " UNION ALL ".join(f"SELECT '{view}' AS view" for view in _VALUES)
_ITS_VALUE = " ".join(f"WHEN '{view}' THEN {value}" for view, value in _VALUES.items())
_GROUPED = (
    f"(SELECT h.id, h.village_code, h.state, v.view, CASE v.view {_ITS_VALUE} END AS value, "
    f"CASE WHEN NOT EXISTS (SELECT 1 FROM {_FILES}) THEN '{WITHOUT}' ELSE {_PAPERS} END AS papers "
    f"FROM households_household h CROSS JOIN ({_EACH_VIEW}) v "
    f"LEFT JOIN archives_householdfile o ON o.household_id = h.id AND o.state IN ({_OPEN})) g"
)


def _unscanned(materials: tuple[str, ...]) -> str:
    codes = ", ".join(f"'{code}'" for code in materials)
    return (
        "NOT EXISTS (SELECT 1 FROM archives_item i JOIN archives_material m ON m.id = i.material_id "
        f"WHERE i.file_id = f.id AND i.digital AND m.code IN ({codes}))"
    )


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
        where="i.annulled_on IS NULL",
        watches=(
            Watch(
                "archives_item", "i.id = {row}.id", ("file_id", "material_id", "page_count", "annulled_on"), own=True
            ),
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
    Kept(
        table="archives_holdingfigure",
        source=(
            "archives_item i JOIN archives_householdfile f ON f.id = i.file_id "
            "JOIN households_household h ON h.id = f.household_id "
            f"LEFT JOIN archives_householdfile o ON o.household_id = h.id AND o.state IN ({_OPEN})"
        ),
        keys={"village_code": "h.village_code", "state": "h.state", "papers": _PAPERS, "material_id": "i.material_id"},
        sums={"households": "1"},
        where=f"f.state <> '{_GONE}' AND i.annulled_on IS NULL AND {_FIRST}",
        watches=(
            Watch("archives_item", _ALIKE, ("file_id", "material_id", "annulled_on")),
            Watch(
                "archives_householdfile",
                "h.id = {row}.household_id",
                ("household_id", "state", "missing_count"),
                compared=("{row}.household_id", "{row}.state", "{row}.missing_count > 0"),
            ),
            Watch("households_household", "h.id = {row}.id", ("village_code", "state"), events=("UPDATE",)),
        ),
    ),
    Kept(
        table="archives_groupfigure",
        source=_GROUPED,
        keys={name: f"g.{name}" for name in ("view", "village_code", "state", "papers", "value")},
        sums={"households": "1"},
        watches=(
            Watch("households_household", "g.id = {row}.id", ("village_code", "state"), own=True),
            Watch(
                "archives_householdfile",
                "g.id = {row}.household_id",
                (*_GROUPED_BY, "missing_count", "item_count"),
                compared=(
                    *(f"{{row}}.{name}" for name in _GROUPED_BY),
                    "{row}.missing_count > 0",
                    "{row}.item_count > 0",
                ),
            ),
            Watch(
                "archives_pouch",
                f"(g.id = {{row}}.household_id AND g.view IN ('{View.BOX}', '{View.LOCATION}'))",
                ("household_id", "box_id", "state"),
            ),
            Watch(
                "archives_box",
                f"(g.id IN (SELECT p.household_id FROM archives_pouch p WHERE p.box_id = {{row}}.id) "
                f"AND g.view = '{View.LOCATION}')",
                ("location_id",),
                events=("UPDATE",),
            ),
        ),
    ),
    Kept(
        table="archives_awaitedfigure",
        source="archives_householdfile f JOIN households_household h ON h.id = f.household_id",
        keys={
            "since": f"CAST(CASE WHEN f.state = '{_CLOSING}' THEN f.stopped_on ELSE h.approved_on END AS VARCHAR(10))",
            "village_code": "f.village_code",
        },
        sums={"files": "1"},
        where=(
            f"(f.state IN ({_OPEN}) AND h.approved_on IS NOT NULL AND {_unscanned(DECIDING_MATERIALS)} OR "
            f"f.state = '{_CLOSING}' AND f.stopped_on IS NOT NULL AND {_unscanned(STOPPING_MATERIALS)})"
        ),
        watches=(
            Watch(
                "archives_householdfile",
                "f.id = {row}.id",
                ("village_code", "state", "stopped_on", "household_id"),
                own=True,
            ),
            Watch("archives_item", "f.id = {row}.file_id", ("file_id", "material_id", "digital")),
            Watch("households_household", "f.household_id = {row}.id", ("approved_on",), events=("UPDATE",)),
        ),
    ),
    Kept(
        table="archives_paperfigure",
        source=(
            "archives_item i JOIN archives_householdfile f ON f.id = i.file_id "
            "JOIN archives_fonds n ON n.county_code = SUBSTR(f.village_code, 1, 6) || '000000'"
        ),
        keys={
            "filed_hour": "SUBSTR(CAST(i.filed_at AS VARCHAR(40)), 1, 13)",
            "village_code": "f.village_code",
        },
        sums={"items": "1"},
        where="NOT i.digital AND i.dated >= REPLACE(CAST(n.kept_since AS VARCHAR(10)), '-', '')",
        watches=(
            Watch("archives_item", "i.id = {row}.id", ("file_id", "dated", "digital", "filed_at"), own=True),
            _file("i.file_id = {row}.id", "village_code"),
            Watch("archives_fonds", "n.id = {row}.id", ("county_code", "kept_since")),
        ),
    ),
)
