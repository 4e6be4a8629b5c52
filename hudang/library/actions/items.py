"""机构卷 by hand: items entered or uploaded, annulled; note sheets and who arranged and checked a volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import FileSource
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive, register
from hudang.forms.actions.papers import make_paper
from hudang.forms.catalogue import form_of
from hudang.forms.errors import NoSuchForm
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional, file_paper
from hudang.library.errors import CountyOnly, ItemAnnulled
from hudang.library.models import InstitutionalItem, Volume, VolumeNote
from hudang.library.queries.seen import COUNTY
from hudang.library.queries.volumes import OWN_FORMS, households_named, item_for, volume_for

_MOST_PAGES = 5000


@dataclass(frozen=True)
class HandEntry:
    """What is typed of an item; ``households`` are household codes, parted by spaces or signs."""

    series: str
    title: str
    division_code: str
    dated: date
    creator: str = ""
    document_number: str = ""
    note: str = ""
    page_count: int | None = None
    households: str = ""
    restricted: bool = True


def enter_item(*, actor: User, entry: HandEntry, files: Sequence[FileSource] = ()) -> InstitutionalItem:
    """File an item by hand, with its files or as so many pages of paper. Raises ``InvalidInput`` and refusals of filing."""
    require(actor, Right.KEEP_LIBRARY)
    require_place(actor, entry.division_code)
    _check(entry, bool(files))
    households = households_named(actor, entry.households)
    received = [receive(file.content, file.name) for file in files]
    with transaction.atomic():
        filed = InstitutionalEntry(
            series=entry.series,
            title=entry.title.strip(),
            division_code=entry.division_code,
            dated=entry.dated,
            objects=tuple(register(each).object for each in received),
            page_count=None if files else entry.page_count,
            households=households,
            creator=entry.creator.strip(),
            document_number=entry.document_number.strip(),
            note=entry.note.strip(),
            restricted=entry.restricted,
        )
        return file_institutional(actor=actor, entry=filed)


def _check(entry: HandEntry, with_files: bool) -> None:
    faults = {}
    if not 2 <= len(entry.title.strip()) <= 200:
        faults["title"] = "题名 2 到 200 字。"
    if entry.dated > clock.today():
        faults["dated"] = f"日期 {entry.dated} 在今天之后，请核对。"
    elif entry.dated < date(1949, 10, 1):
        faults["dated"] = "年份不对，请核对。"
    if not with_files and not entry.page_count:
        faults["page_count"] = "没有选择文件的，请填写纸质件的页数。"
    if entry.page_count is not None and not 1 <= entry.page_count <= _MOST_PAGES:
        faults["page_count"] = f"页数填 1 到 {_MOST_PAGES}。"
    for name, most in (("creator", 80), ("document_number", 60), ("note", 200)):
        if len(getattr(entry, name)) > most:
            faults[name] = f"不超过 {most} 字。"
    if faults:
        raise InvalidInput(faults)


def make_own_form(*, actor: User, form: str, data: dict[str, object], households: str = "") -> InstitutionalItem:
    """Make a form that the office fills in for its own volumes, such as the minutes of a meeting (F35), and file it."""
    require(actor, Right.KEEP_LIBRARY)
    if form not in OWN_FORMS:
        raise NoSuchForm(form=form)
    concerned = households_named(actor, households)
    with transaction.atomic():
        paper = make_paper(actor=actor, form=form, data=data, village_code=actor.division_code)
        return file_paper(actor=actor, paper=paper, households=concerned, title=form_of(form).title)


@transaction.atomic
def annul_item(*, actor: User, item_id: int, reason: str) -> InstitutionalItem:
    """Annul an item: it stays where it lies, and its reference code is not given again."""
    require(actor, Right.KEEP_LIBRARY)
    item_for(actor, item_id)
    item = InstitutionalItem.objects.select_for_update().get(pk=item_id)
    require_place(actor, item.division_code)
    if item.annulled_on:
        raise ItemAnnulled(reference_code=item.reference_code)
    if not 2 <= len(reason.strip()) <= 200:
        raise InvalidInput({"reason": "请写明作废的理由，2 到 200 字。"})
    item.annulled_on, item.annulled_by, item.annulled_reason = clock.today(), actor.display_name, reason.strip()
    item.save(update_fields=["annulled_on", "annulled_by", "annulled_reason"])
    text = f"{item.reference_code} 作废：{item.annulled_reason}"[:300]
    VolumeNote.objects.create(volume=item.volume, text=text, on=clock.today(), entered_by=actor.display_name)
    summary = f"作废机构卷的件 {item.reference_code}"
    record(actor, Act("annul_institutional", "institutional_item", item.pk, summary=summary, reason=reason.strip()))
    return item


@transaction.atomic
def note_volume(*, actor: User, volume_id: int, text: str) -> VolumeNote:
    """Add a line to a volume's note sheet."""
    volume = _kept(actor, volume_id)
    if not 2 <= len(text.strip()) <= 300:
        raise InvalidInput({"text": "请写明情况，2 到 300 字。"})
    note = VolumeNote.objects.create(volume=volume, text=text.strip(), on=clock.today(), entered_by=actor.display_name)
    record(actor, Act("note_volume", "volume", volume.pk, summary=f"{volume}：{note.text}"))
    return note


@transaction.atomic
def sign_volume(*, actor: User, volume_id: int, checked: bool) -> Volume:
    """Note that the actor has arranged a volume, or checked one that somebody else arranged."""
    volume = _kept(actor, volume_id)
    if checked and volume.arranged_by == actor.display_name:
        raise InvalidInput({"act": "整理人不检查自己整理的卷，请换一人检查。"})
    if checked and not volume.arranged_on:
        raise InvalidInput({"act": "这一卷还没有整理，请先登记整理。"})
    if checked:
        volume.checked_by, volume.checked_on = actor.display_name, clock.today()
    else:
        volume.arranged_by, volume.arranged_on = actor.display_name, clock.today()
        volume.checked_by, volume.checked_on = "", None
    volume.save()
    record(actor, Act("sign_volume", "volume", volume.pk, summary=f"{'检查' if checked else '整理'}{volume}"))
    return volume


def _kept(actor: User, volume_id: int) -> Volume:
    require(actor, Right.KEEP_LIBRARY)
    volume = volume_for(actor, volume_id)
    if len(actor.scope) > COUNTY:
        raise CountyOnly(what="整理机构卷")
    return Volume.objects.select_for_update(of=("self",)).select_related("fonds", "series").get(pk=volume.pk)
