"""导入资料: a workbook of entries, or many files at once; what is wrong comes back, to be corrected and put in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import FileSource
from hudang.audit.log import Act, record
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.library.actions.documents import OBJECT_TYPE, checked, enter_checked, enter_document
from hudang.library.errors import NoSuchTable, TooManyRows
from hudang.library.models import Document
from hudang.library.queries.seen import county_of
from hudang.library.rules.entries import COLUMNS, FIELD_NAMES

REASON = "要改的地方"
HEADERS = (*FIELD_NAMES.values(), REASON)
MOST_ROWS = 2000
_NEEDED = ("title", "source")


@dataclass(frozen=True)
class FaultyRow:
    """A row that was not entered: its number in the sheet, its cells in the order of ``COLUMNS``, and why."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.cells[0]

    @property
    def words(self) -> str:
        """All faults in one line."""
        return "；".join(self.faults)


@dataclass
class ImportReport:
    """What became of the rows or files."""

    entered: int = 0
    unchanged: int = 0
    faulty: list[FaultyRow] = field(default_factory=list)


def import_table(*, actor: User, rows: Sequence[Sequence[str]]) -> ImportReport:
    """Enter the rows of a table that are right; the same table again changes nothing.

    Raises ``NoSuchTable`` without the headers, ``TooManyRows``.
    """
    require(actor, Right.KEEP_LIBRARY)
    start, places = _headers(rows)
    if len(rows) - start > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    report = ImportReport()
    with transaction.atomic():
        for number, row in enumerate(rows[start:], start + 1):
            cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
            if any(cells.values()):
                _take(actor, number, cells, report)
        summary = f"导入资料：新增 {report.entered} 条，已有 {report.unchanged} 条，退回 {len(report.faulty)} 行"
        record(actor, Act("import_documents", OBJECT_TYPE, 0, summary=summary))
    return report


def _headers(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Return after which row the entries begin, and in which column each field stands."""
    names = {label: name for name, label in FIELD_NAMES.items()}
    for index, row in enumerate(rows[:10]):
        places = {names[cell.strip()]: at for at, cell in enumerate(row) if cell.strip() in names}
        if all(name in places for name in _NEEDED):
            return index + 1, places
    raise NoSuchTable(needed="、".join(FIELD_NAMES[name] for name in _NEEDED))


def _take(actor: User, number: int, cells: dict[str, str], report: ImportReport) -> None:
    if _known(actor, cells):
        report.unchanged += 1
        return
    try:
        with transaction.atomic():
            enter_checked(actor, *checked(actor, cells), None, "")
    except InvalidInput as refusal:
        faults = tuple(f"{FIELD_NAMES.get(name, name)}：{said}" for name, said in refusal.fields.items())
        report.faulty.append(FaultyRow(number, tuple(cells.get(name, "") for name in COLUMNS), faults))
    else:
        report.entered += 1


def _known(actor: User, cells: dict[str, str]) -> bool:
    same = Document.objects.filter(county_code__in=("", county_of(actor)), title=cells.get("title", ""))
    return same.filter(number=cells.get("number", "")).exists()


def import_files(
    *, actor: User, files: Sequence[FileSource], kind: str, level: str, source: str
) -> tuple[ImportReport, list[str]]:
    """Enter one document a file, titled by the file's name; return the report, and why files were refused."""
    require(actor, Right.KEEP_LIBRARY)
    report, refused = ImportReport(), []
    for file in files:
        title = file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        given = {"title": title, "kind": kind, "level": level, "source": source}
        try:
            enter_document(actor=actor, given=given, file=file)
        except InvalidInput as refusal:
            if set(refusal.fields) - {"title"}:
                raise
            refused.append(f"{file.name}：{'；'.join(refusal.fields.values())}")
        except Refusal as refusal:
            refused.append(refusal.message)
        else:
            report.entered += 1
    return report, refused
