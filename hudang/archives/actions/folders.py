"""Filing a whole tree of scans (``hudang file-scans``): per page what was filed where, what waits, what was refused."""

from __future__ import annotations

import stat
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import Filed, ItemEntry, file_items
from hudang.archives.actions.queueing import Doubt, queue_pages, settle_queued
from hudang.archives.errors import NoFolder
from hudang.archives.models import ItemPage, QueuedPage
from hudang.archives.queries.clearance import readable as may_be_read
from hudang.archives.queries.files import open_file_of
from hudang.archives.queries.folder_context import FolderContext, FolderReader
from hudang.archives.rules.folder_names import ScanName, is_quiet, natural_key
from hudang.archives.vocabulary import PageOutcome, QueueState
from hudang.digitization.actions.intake import Received, receive
from hudang.digitization.errors import FileRefused
from hudang.households.models import Household
from hudang.kernel.errors import Refusal

SUBJECT_TO_DECISION = "待归件"


@dataclass(frozen=True)
class CodedPage:
    """A page that an area above filed by the code printed on it or before it; refused without a household."""

    page: int
    household_code: str
    told: str


# how areas above file the pages of a file by codes: who, the file, its name → every page, or none where there is no code
ByCode = Callable[[User, Path, str], Sequence[CodedPage]]
FILED_BY_CODE: list[ByCode] = []


@dataclass(frozen=True)
class PageLine:
    """What became of one page. ``file`` is the path below the folder; ``page`` counts from 1."""

    file: str
    page: int
    outcome: PageOutcome
    household_code: str = ""
    material_code: str = ""
    reason: str = ""

    def as_json(self) -> dict[str, str | int]:
        """Return the line of the stable contract of ``file-scans --json``."""
        return {
            "file": self.file,
            "page": self.page,
            "outcome": self.outcome.value,
            "household_code": self.household_code,
            "material_code": self.material_code,
            "reason": self.reason,
        }


@dataclass
class _Scan:
    """One file with its name taken apart."""

    path: Path
    shown: str
    name: ScanName
    context: FolderContext


@dataclass
class _Run:
    """What one run over a tree remembers."""

    actor: User
    root: Path
    reader: FolderReader
    met: dict[str, str] = field(default_factory=dict)
    # the last file of the folder that was filed by its code, and whose it is: what follows may belong to it
    coded: tuple[str, str] | None = None

    def shown(self, path: Path) -> str:
        """Return the path below the folder as text that can be printed whatever its bytes are."""
        return readable(str(path.relative_to(self.root)))


def readable(name: str) -> str:
    """Return a file name as text; names that an old Windows wrote in GB18030 are decoded as such."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode(errors="surrogateescape").decode("gb18030", errors="replace")
    return name


def file_folder(*, actor: User, folder: Path) -> Iterator[PageLine]:
    """File the scans below ``folder``; yields a line for every page when its item is written.

    Each item is one transaction: a run that was cut off is continued by running again, and a second run files
    nothing twice. Links are not followed. Raises ``NotAllowed`` or ``NoFolder`` before the first line.
    """
    require(actor, Right.FILE_ITEMS)
    if not folder.is_dir():
        raise NoFolder(folder=folder)
    root = folder.resolve()
    run = _Run(actor, root, FolderReader(actor))
    return _walk(run, root, run.reader.root(readable(root.name)))


def _walk(run: _Run, folder: Path, context: FolderContext) -> Iterator[PageLine]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: natural_key(readable(path.name)))
    except OSError:
        yield _refused(run, folder, "文件夹打不开，请检查读取权限。")
        return
    scans, folders = [], []
    for path in entries:
        if is_quiet(path.name):
            yield PageLine(run.shown(path), 1, PageOutcome.SKIPPED, reason="系统文件，已跳过。")
        elif fault := _fault_of(path):
            yield _refused(run, path, fault)
        elif path.is_dir():
            folders.append(path)
        else:
            scans.append(path)
    yield from _file_scans(run, scans, context)
    for path in folders:
        yield from _walk(run, path, run.reader.enter(context, readable(path.name)))


def _fault_of(path: Path) -> str:
    """Return why a directory entry is not read at all: links may lead anywhere, devices never end."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return "读不到这个文件，请检查权限。"
    if stat.S_ISLNK(mode):
        return "是链接，不跟随到别处，请放入文件本身。"
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "不是普通文件，不能存入。"
    return ""


def _refused(run: _Run, path: Path, reason: str) -> PageLine:
    return PageLine(run.shown(path), 1, PageOutcome.REFUSED, reason=reason)


def _file_scans(run: _Run, paths: list[Path], context: FolderContext) -> Iterator[PageLine]:
    """File the scans of one folder: those of the same household, material and date are pages of one item."""
    groups: dict[tuple[object, ...], list[_Scan]] = {}
    run.coded = None
    for path in paths:
        name, known = run.reader.scan(context, readable(path.stem))
        scan = _Scan(path, run.shown(path), name, known)
        groups.setdefault(_group_of(scan), []).append(scan)
    for scans in groups.values():
        yield from _file_group(run, sorted(scans, key=lambda scan: scan.name.page_order))


def _group_of(scan: _Scan) -> tuple[object, ...]:
    household, material = scan.context.household, scan.context.material
    if household is None or not material:
        return (scan.shown,)
    if scan.name.material.code:
        return (household.pk, *scan.name.group)
    # in a folder named after the material every file is a page of it
    return (household.pk, material)


def _file_group(run: _Run, scans: list[_Scan]) -> Iterator[PageLine]:
    context = scans[0].context
    if context.outside:
        for scan in scans:
            yield _refused(run, scan.path, context.reason)
        return
    received = yield from _receive(run, scans)
    file = open_file_of(context.household) if context.household else None
    if file is None or not context.material:
        for scan, one in received:
            yield from _by_code(run, scan) or _queue(run, scan, one)
    elif received:
        run.coded = None
        yield from _file(run, file.pk, received)


def _by_code(run: _Run, scan: _Scan) -> list[PageLine]:
    """File the pages of a file whose name says too little by their codes; nothing when no area knows one."""
    for known in FILED_BY_CODE:
        try:
            found = known(run.actor, scan.path, scan.shown)
        except Refusal as refusal:
            return [_refused(run, scan.path, refusal.message)]
        filed = [page.household_code for page in found if page.household_code]
        run.coded = (scan.shown, filed[-1]) if filed else run.coded
        if found:
            return [_coded_line(scan, page) for page in found]
    return []


def _coded_line(scan: _Scan, page: CodedPage) -> PageLine:
    outcome = PageOutcome.FILED if page.household_code else PageOutcome.REFUSED
    return PageLine(scan.shown, page.page, outcome, page.household_code, reason=page.told)


def _receive(run: _Run, scans: list[_Scan]) -> Generator[PageLine, None, list[tuple[_Scan, Received]]]:
    """Examine and store the files of an item; yields a line for each that is refused, returns the others."""
    received = []
    for scan in scans:
        try:
            received.append((scan, receive(scan.path, scan.shown)))
        except FileRefused as refusal:
            yield _refused(run, scan.path, refusal.message)
        except OSError:
            yield _refused(run, scan.path, "读不到这个文件，请检查权限。")
    return received


def _file(run: _Run, file_id: int, received: list[tuple[_Scan, Received]]) -> Iterator[PageLine]:
    first = received[0][0]
    sources = tuple(one for _, one in received)
    entry = ItemEntry(material=first.context.material, sources=sources, dated=first.name.dated)
    try:
        with transaction.atomic():
            filed = file_items(actor=run.actor, file_id=file_id, entries=[entry])
            for item in filed.items:
                settle_queued(actor=run.actor, item=item)
    except Refusal as refusal:
        for scan, _ in received:
            yield _refused(run, scan.path, refusal.message)
        return
    for scan, one in received:
        yield from _filed_lines(run, scan, one, filed)


def _filed_lines(run: _Run, scan: _Scan, received: Received, filed: Filed) -> Iterator[PageLine]:
    household = scan.context.household
    item = filed.items[0] if filed.items else None
    already = {(page.file_name, page.page): page for page in filed.already}
    twice = _met_before(run, scan, received, item.pk if item else None)
    for number in range(1, received.page_count + 1):
        before = already.get((received.name, number))
        said = f"归入 {item.reference_code}。{twice}" if item else ""
        yield PageLine(
            scan.shown,
            number,
            PageOutcome.FILED,
            household.code if household else "",
            before.material if before else scan.context.material,
            before.message if before else said,
        )


def _met_before(run: _Run, scan: _Scan, received: Received, item_id: int | None) -> str:
    """Say so when the same content was met under another name, in this run or before it."""
    first = run.met.setdefault(received.sha256, scan.shown)
    if first != scan.shown:
        return f"内容与“{first}”相同，文件只存一份。"
    visible = within(run.actor, "item__file__village_code") & may_be_read(run.actor, "item__file__")
    pages = ItemPage.objects.filter(visible, digital_object__sha256=received.sha256)
    if item_id and pages.exclude(item=item_id).exists():
        return "相同内容此前已归在别处，文件只存一份。"
    return ""


def _queue(run: _Run, scan: _Scan, received: Received) -> Iterator[PageLine]:
    context = scan.context
    twice = _met_before(run, scan, received, None)
    hint, follows = _follows(run)
    doubt = Doubt(
        reason=f"{hint}{context.reason or context.material_doubt}",
        division_code=context.division_code,
        household=context.household or context.suggestion or follows,
        material=context.material,
    )
    for page in queue_pages(actor=run.actor, received=received, doubt=doubt):
        yield _queue_line(scan, page, doubt, twice)


def _follows(run: _Run) -> tuple[str, Household | None]:
    """Return which coded sheet a page without a code came after, in words, and whose that is."""
    if run.coded is None:
        return "", None
    shown, code = run.coded
    return f"跟在“{shown}”之后，可能是同一份纸表的续页。", Household.objects.filter(code=code).first()


def _queue_line(scan: _Scan, page: QueuedPage, doubt: Doubt, twice: str) -> PageLine:
    household = scan.context.household.code if scan.context.household else ""
    if page.state == QueueState.FILED and page.item:
        item = page.item
        reason = f"此前已由{page.decided_by}归入 {item.reference_code}，没有重复归档。"
        return PageLine(
            scan.shown, page.object_page, PageOutcome.FILED, item.file.household.code, item.material.code, reason
        )
    if page.state == QueueState.DISCARDED:
        reason = f"此前已由{page.decided_by}定为不归档：{page.decision}"
        return PageLine(scan.shown, page.object_page, PageOutcome.REFUSED, household, doubt.material, reason)
    reason = f"{doubt.reason}已放入“{SUBJECT_TO_DECISION}”，请人工确定。{twice}"
    return PageLine(scan.shown, page.object_page, PageOutcome.QUEUED, household, doubt.material, reason)
