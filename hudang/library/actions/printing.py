"""打印机构卷: cover, catalogue and note sheet of a series and a year, or the whole of it with its papers (archive.md §7)."""

from __future__ import annotations

import io

import pikepdf
from django.db import transaction
from PIL import Image

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.retention import retention_label
from hudang.digitization.models import DigitalObject
from hudang.digitization.vocabulary import MediaType
from hudang.library.errors import EmptyVolume
from hudang.library.models import InstitutionalItem, Volume
from hudang.library.queries.volumes import items_of, objects_of, volume_of
from hudang.library.rules.codes import kind_of
from hudang.platform import storage
from hudang.printing.actions.papers import Printed, document, fonts
from hudang.printing.actions.records import note
from hudang.printing.cards import FileCover
from hudang.printing.papers import NoteSheet, Paper
from hudang.printing.queries.studio import designs_of
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted

# 归档文件目录（按件）, A4 across
_COLUMNS = (
    Column("序号", 11, "center"),
    Column("档号", 58, size=8),
    Column("文号", 34),
    Column("责任者", 34),
    Column("题名", 66),
    Column("日期", 20, "center"),
    Column("密级", 12, "center"),
    Column("页数", 12, "center"),
    Column("备注", 22),
)


def print_volume(*, actor: User, kind: str, year: int, whole: bool = False) -> Printed:
    """Return cover, catalogue and note sheet of a volume as PDF/A; ``whole`` puts the pages of its items before the last.

    The user's own part of it is printed: what he may not see is left out and said on the note sheet. Raises
    ``EmptyVolume``.
    """
    require(actor, Right.PRINT)
    volume = volume_of(actor, kind, year)
    items = list(items_of(actor, volume)) if volume else []
    if volume is None or not items:
        raise EmptyVolume(kind=kind, year=year)
    first: list[Paper] = [_cover(volume, items), _catalogue(volume, items)]
    title = f"{volume.series.name} {year} 年"
    looks = designs_of(actor.division_code)
    papers = [*first, _note_sheet(volume, items)]
    content, done = render_noted(papers, document(title, actor), fonts=fonts(), designs=looks)
    with transaction.atomic():
        note(actor=actor, kind="机构卷", what=title, division_code=actor.division_code, done=done)
    if whole:
        _, before = render_noted(first, document(title, actor), fonts=fonts(), designs=looks)
        content = _bound(content, before.pages, items)
    return Printed(content, done)


def _retention(volume: Volume) -> str:
    return retention_label(volume.series.retention, retention_names())


def _head(volume: Volume) -> str:
    """Return the reference code of the volume without the number of an item."""
    return f"{volume.fonds.code}-{volume.series.code}·{volume.year}·{volume.series.retention}"


def _cover(volume: Volume, items: list[InstitutionalItem]) -> FileCover:
    live = _live(items)
    return FileCover(
        fonds_name=volume.fonds.name,
        series_name=f"{kind_of(volume.series.code)} {volume.series.name}",
        title=f"{volume.series.name}档案（{volume.year} 年）",
        span=f"{volume.year} 年 1 月至 12 月",
        retention=_retention(volume),
        item_count=len(live),
        page_count=sum(item.page_count for item in live),
        filing_number="",
        reference_code=_head(volume),
        former="",
        qr_url="",
    )


def _live(items: list[InstitutionalItem]) -> list[InstitutionalItem]:
    return [item for item in items if item.annulled_on is None]


def _catalogue(volume: Volume, items: list[InstitutionalItem]) -> Register:
    live = _live(items)
    pages = str(sum(item.page_count for item in live))
    return Register(
        title="归档文件目录",
        bookmark=f"归档文件目录　{volume.series.name}　{volume.year}",
        fonds_name=volume.fonds.name,
        columns=_COLUMNS,
        rows=tuple(_row(item) for item in items),
        totals=("", "合计", "", "", f"{len(live)} 件", "", "", pages, ""),
        facts=(
            (
                Fact("全宗号", 15, volume.fonds.code, 25),
                Fact("年度", 12, str(volume.year), 20),
                Fact("保管期限", 18, _retention(volume), 30),
                Fact("类别", 12, f"{volume.series.code} {volume.series.name}", 110),
            ),
        ),
        foot=(volume.fonds.name, _head(volume)),
        landscape=True,
    )


def _row(item: InstitutionalItem) -> tuple[str, ...]:
    remark = "作废" if item.annulled_on else item.note[:40]
    return (
        str(item.number), item.reference_code, item.document_number, item.creator, item.title, item.dated,
        "内部" if item.restricted else "", str(item.page_count), remark,
    )  # fmt: skip


def _note_sheet(volume: Volume, items: list[InstitutionalItem]) -> NoteSheet:
    live = _live(items)
    remarks = [f"{line.on} {line.text}（{line.entered_by}）" for line in volume.notes.all()]
    hidden = volume.item_count - len(items)
    if hidden > 0:
        remarks.append(f"另有 {hidden} 件不在打印人的管辖范围内，没有列出。")
    gaps = _gaps(items) if hidden <= 0 else ""
    return NoteSheet(
        fonds_name=volume.fonds.name,
        unit="本卷",
        reference_code=_head(volume),
        subject=f"{volume.series.name} {volume.year} 年",
        contents=f"本卷共 {len(live)} 件 {sum(item.page_count for item in live)} 页{gaps}。",
        remarks=tuple(remarks),
        arranged_by=volume.arranged_by,
        arranged_on=str(volume.arranged_on or ""),
        checked_by=volume.checked_by,
        checked_on=str(volume.checked_on or ""),
        qr_url="",
    )


def _gaps(items: list[InstitutionalItem]) -> str:
    numbers = {item.number for item in items}
    missing = [str(n) for n in range(1, max(numbers) + 1) if n not in numbers]
    return f"，缺号 {'、'.join(missing[:20])}" if missing else "，件号连续"


def _bound(sheets: bytes, place: int, items: list[InstitutionalItem]) -> bytes:
    """Return the printed sheets with the papers of the items, each under its title, from page ``place`` on."""
    with pikepdf.open(io.BytesIO(sheets)) as whole:
        for item in _live(items):
            begins = place
            for each in objects_of(item):
                with pikepdf.open(io.BytesIO(_as_pdf(each))) as part:
                    for page in part.pages:
                        whole.pages.insert(place, page)
                        place += 1
            if place > begins:
                with whole.open_outline() as outline:
                    outline.root.insert(-1, pikepdf.OutlineItem(f"{item.number} {item.title}", begins))
        target = io.BytesIO()
        whole.save(target)
        return target.getvalue()


def _as_pdf(each: DigitalObject) -> bytes:
    path = storage.path_of(each.sha256)
    if each.media_type == MediaType.PDF:
        return path.read_bytes()
    target = io.BytesIO()
    with Image.open(path) as picture:
        frames = []
        for number in range(each.page_count):
            picture.seek(number)
            frames.append(picture.convert("RGB"))
        frames[0].save(target, "PDF", save_all=True, append_images=frames[1:], resolution=150)
    return target.getvalue()
