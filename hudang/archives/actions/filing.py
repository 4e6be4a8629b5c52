"""归档: filing items into a household file, and correcting their description (archive.md §2.3, §6, §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.db.models import F, Max, Sum

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.contents import count_contents
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import FileDestroyed, NothingToFile
from hudang.archives.models import Box, HouseholdFile, Item, ItemPage, Material, Pouch
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import pouch_thickness, pouch_too_thick, usable
from hudang.archives.rules.descriptions import LONGEST_NOTE, default_creator, default_title, describe_faults
from hudang.archives.rules.folder_names import kept_name
from hudang.archives.rules.reference_codes import item_code
from hudang.archives.vocabulary import ORIGINAL_LABELS, NoteKind, PouchState
from hudang.audit.log import Act, record_many
from hudang.digitization.actions.intake import Received, receive, register
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import InvalidInput, NotVisible


@dataclass(frozen=True)
class FileSource:
    """A computer file as it was handed over."""

    content: Path | BinaryIO
    name: str


@dataclass(frozen=True)
class StoredPage:
    """One page of a digital object that is kept already."""

    object_id: int
    number: int
    file_name: str


Source = FileSource | Received | StoredPage


@dataclass(frozen=True)
class ItemEntry:
    """What is to be filed as one item: its pages in order, or for paper only their number.

    Empty ``title``, ``creator`` and ``original`` are filled by rule; ``dated`` is eight digits, empty when unknown.
    """

    material: str
    sources: tuple[Source, ...] = ()
    title: str = ""
    creator: str = ""
    dated: str = ""
    page_count: int | None = None
    original: str = ""
    document_number: str = ""
    note: str = ""


@dataclass(frozen=True)
class AlreadyFiled:
    """A page that lies in this household file already."""

    file_name: str
    page: int
    item_number: int
    material: str

    @property
    def message(self) -> str:
        """The Chinese sentence for the user."""
        return f"同一文件已归入本袋第 {self.item_number} 件，没有重复归档。"


@dataclass
class Filed:
    """What became of a filing: items made, pages that were there, and what the user should know."""

    items: list[Item] = field(default_factory=list)
    already: list[AlreadyFiled] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def file_items(*, actor: User, file_id: int, entries: Sequence[ItemEntry]) -> Filed:
    """File one or more items into a household file, each with the next number and the next pages.

    Files are examined and stored first, without holding a lock; all rows are written in one transaction. A closed
    file takes supplements (补充). Raises ``InvalidInput``, ``NotVisible``, ``FileDestroyed`` or a ``FileRefused``.
    """
    require(actor, Right.FILE_ITEMS)
    if not HouseholdFile.objects.filter(within(actor), pk=file_id).exists():
        raise NotVisible
    for entry in entries:
        _check(entry)
    received = [replace(entry, sources=tuple(_received(source) for source in entry.sources)) for entry in entries]
    with transaction.atomic():
        return _Filing(actor, file_id).run(received)


def file_stored(*, actor: User, file_id: int, entry: ItemEntry) -> Filed:
    """The same for pages that are kept already, inside the caller's transaction."""
    require(actor, Right.FILE_ITEMS)
    return file_made(actor=actor, file_id=file_id, entry=entry)


def file_made(*, actor: User, file_id: int, entry: ItemEntry) -> Filed:
    """File a paper that an act has just made, inside that act's transaction.

    The act has asked for its own right: whoever may decide a case makes its papers, and so files them, without
    holding the right to file by hand. The division is asked for here too.
    """
    _check(entry)
    return _Filing(actor, file_id).run([entry])


def _check(entry: ItemEntry) -> None:
    faults = describe_faults(
        title=entry.title,
        creator=entry.creator,
        dated=entry.dated,
        note=entry.note,
        page_count=entry.page_count,
        today=clock.today(),
    )
    if entry.original and entry.original not in ORIGINAL_LABELS:
        faults["original"] = "请选择原件或复印件。"
    if faults:
        raise InvalidInput(faults)
    if not entry.sources and entry.page_count is None:
        raise NothingToFile


def _received(source: Source) -> Source:
    return receive(source.content, source.name) if isinstance(source, FileSource) else source


class _Filing:
    """One act of filing, inside its transaction, with the household file locked."""

    def __init__(self, actor: User, file_id: int) -> None:
        self._actor = actor
        files = HouseholdFile.objects.select_for_update().filter(within(actor), pk=file_id)
        file = files.select_related("household", "fonds").first()
        if file is None:
            raise NotVisible
        if file.state == PouchState.DESTROYED:
            raise FileDestroyed(reference_code=file.reference_code)
        self._file = file
        self._filed = Filed()
        self._limits = thresholds()
        self._township = names_of({township_code(file.village_code)}).get(township_code(file.village_code), "")
        last = Item.objects.filter(file=file).aggregate(number=Max("number"), pages=Sum("page_count"))
        self._number, self._pages = last["number"] or 0, last["pages"] or 0
        self._pouch = Pouch.objects.select_for_update().filter(file=file).order_by("-part")[0]
        held = Item.objects.filter(pouch=self._pouch).aggregate(pages=Sum("page_count"))
        self._pouch_pages = held["pages"] or 0

    def run(self, entries: Sequence[ItemEntry]) -> Filed:
        """File all entries and bring everything that is counted up to date."""
        materials = {m.code: m for m in Material.objects.filter(code__in={e.material for e in entries})}
        for entry in entries:
            if entry.material not in materials:
                raise InvalidInput({"material": f"没有材料码 {entry.material}，请从列表中选择。"})
            self._file_one(entry, materials[entry.material])
        if self._filed.items:
            self._settle()
        return self._filed

    def _file_one(self, entry: ItemEntry, material: Material) -> None:
        pages = self._new_pages(entry)
        if entry.sources and not pages:
            return
        if pages and entry.page_count not in (None, len(pages)):
            raise InvalidInput({"page_count": f"电子件有 {len(pages)} 页，与填写的页数不一致；有电子件时不必填页数。"})
        count = len(pages) or entry.page_count or 0
        pouch = self._pouch_for(count)
        self._number += 1
        item = Item.objects.create(
            file=self._file,
            pouch=pouch,
            number=self._number,
            reference_code=item_code(self._file.reference_code, self._number),
            material=material,
            title=entry.title or default_title(self._file.household.head_name, material.name),
            creator=entry.creator or self._creator(material.code),
            document_number=entry.document_number,
            dated=entry.dated,
            original=entry.original or material.usual_original,
            first_page=self._pages + 1,
            page_count=count,
            digital=bool(pages),
            supplement=self._file.state == PouchState.CLOSED,
            note=self._note(entry.note),
            filed_at=clock.now(),
            filed_by=self._actor.display_name,
        )
        ItemPage.objects.bulk_create(
            (
                ItemPage(
                    item=item,
                    number=number,
                    digital_object_id=page.object_id,
                    object_page=page.number,
                    file_name=kept_name(page.file_name),
                )
                for number, page in enumerate(pages, 1)
            ),
            batch_size=500,
        )
        self._pages += count
        self._pouch_pages += count
        self._filed.items.append(item)
        self._say_if_kept_before(item, pages)

    def _new_pages(self, entry: ItemEntry) -> list[StoredPage]:
        """Return the pages of an entry that are not in this household file yet, and note the others."""
        pages = [page for source in entry.sources for page in _pages_of(source)]
        objects = {page.object_id for page in pages}
        rows = ItemPage.objects.filter(item__file=self._file, digital_object__in=objects)
        held = {
            (object_id, page): (number, code)
            for object_id, page, number, code in rows.values_list(
                "digital_object_id", "object_page", "item__number", "item__material__code"
            )
        }
        new: list[StoredPage] = []
        for page in pages:
            key = (page.object_id, page.number)
            if key in held:
                self._filed.already.append(AlreadyFiled(page.file_name, page.number, *held[key]))
            else:
                held[key] = (self._number + 1, entry.material)
                new.append(page)
        return new

    def _say_if_kept_before(self, item: Item, pages: Sequence[StoredPage]) -> None:
        """Say so when the same content also lies in another file that the user may see: it is stored once."""
        objects = {page.object_id for page in pages}
        visible = within(self._actor, "item__file__village_code") & readable(self._actor, "item__file__")
        elsewhere = ItemPage.objects.filter(visible, digital_object__in=objects)
        if objects and elsewhere.exclude(item=item).exclude(item__file=self._file).exists():
            self._filed.notices.append("相同内容也归在别的户袋，文件只存一份。")

    def _pouch_for(self, pages: int) -> Pouch:
        """Return the pouch that takes so many pages; a full one continues as the next part in the same box."""
        if not self._pouch_pages or not pouch_too_thick(self._pouch_pages + pages, self._limits):
            return self._pouch
        self._measure()
        full = self._pouch
        self._pouch = Pouch.objects.create(
            file=self._file,
            box_id=full.box_id,
            village_code=full.village_code,
            part=full.part + 1,
            state=full.state,
            household_id=full.household_id,
        )
        self._pouch_pages = 0
        self._filed.notices.append(
            f"第 {full.part} 袋已满（约 {self._limits.pouch_limit_mm} 毫米），另立第 {self._pouch.part} 袋，放在同一盒。"
        )
        return self._pouch

    def _measure(self) -> None:
        """Note the pouch's thickness, and what its box gains by it."""
        thickness = pouch_thickness(self._pouch_pages, self._limits)
        grown = thickness - self._pouch.thickness_micrometres
        Pouch.objects.filter(pk=self._pouch.pk).update(thickness_micrometres=thickness)
        Box.objects.filter(pk=self._pouch.box_id).update(filled_micrometres=F("filled_micrometres") + grown)

    def _creator(self, material: str) -> str:
        file = self._file
        return default_creator(
            material, head_name=file.household.head_name, township=self._township, bureau=file.fonds.name
        )

    def _note(self, note: str) -> str:
        if self._file.state != PouchState.CLOSED:
            return note
        return f"定卷后补充（{clock.today():%Y-%m-%d}）{note}"[:LONGEST_NOTE]

    def _settle(self) -> None:
        """Write the file's counts, thickness, missing papers and the log."""
        file = self._file
        count_contents(file.pk)
        self._measure()
        box = Box.objects.get(pk=self._pouch.box_id)
        if box.filled_micrometres > usable(box.thickness_mm, self._limits):
            self._filed.notices.append(f"村盒 {box.label} 已超出容量，请续盒或移袋。")
        refresh([file.pk], household_changed=False)
        if file.state == PouchState.CLOSED:
            told = (f"定卷后补充第 {item.number} 件：{item.open_title}。" for item in self._filed.items)
            write_notes(self._actor, [Note(file, NoteKind.SUPPLEMENTED, text) for text in told])
        record_many(self._actor, [_act(item, file) for item in self._filed.items])


def _pages_of(source: Source) -> list[StoredPage]:
    if isinstance(source, StoredPage):
        return [source]
    if isinstance(source, FileSource):
        raise TypeError("files are received before the transaction")
    found = register(source).object
    return [StoredPage(found.pk, number, source.name) for number in range(1, found.page_count + 1)]


def _act(item: Item, file: HouseholdFile) -> Act:
    after = {
        "reference_code": item.reference_code,
        "material": item.material.code,
        "title": item.open_title,
        "dated": item.dated,
        "pages": f"{item.first_page}-{item.last_page}",
        "digital": item.digital,
        "supplement": item.supplement,
    }
    return Act(
        "file_item", "item", item.pk, file.household.code, f"归入第 {item.number} 件：{item.open_title}", after=after
    )
