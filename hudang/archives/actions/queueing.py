"""待归件: putting pages there that a person must decide about, and deciding: file them, or not, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import Filed, ItemEntry, StoredPage, file_stored
from hudang.archives.errors import NoPouch, NothingToFile, PagesDecided
from hudang.archives.models import Item, Material, QueuedPage
from hudang.archives.queries.clearance import readable_household
from hudang.archives.queries.files import open_file_of
from hudang.archives.queries.household_lookup import households_for
from hudang.archives.rules.folder_names import kept_name
from hudang.archives.vocabulary import QueueState
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import Received, register
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_LONGEST_REASON = 300


@dataclass(frozen=True)
class Doubt:
    """Why a page waits, and what is known of it."""

    reason: str
    division_code: str
    household: Household | None = None
    material: str = ""


@transaction.atomic
def queue_pages(*, actor: User, received: Received, doubt: Doubt) -> list[QueuedPage]:
    """Put every page of a received file into the queue; pages that are or were there stay as they are."""
    require(actor, Right.FILE_ITEMS)
    found = register(received).object
    here = QueuedPage.objects.filter(digital_object=found, division_code=doubt.division_code)
    known = set(here.values_list("object_page", flat=True))
    material = Material.objects.filter(code=doubt.material).first()
    new = [
        QueuedPage(
            digital_object=found,
            object_page=number,
            file_name=kept_name(received.name),
            division_code=doubt.division_code,
            household=doubt.household,
            material=material,
            reason=doubt.reason[:_LONGEST_REASON],
            queued_at=clock.now(),
            queued_by=actor.display_name,
        )
        for number in range(1, found.page_count + 1)
        if number not in known
    ]
    QueuedPage.objects.bulk_create(new, batch_size=500)
    if new:
        household = doubt.household.code if doubt.household else ""
        summary = f"{len(new)} 页待归件：{kept_name(received.name)}"
        after = {"reason": doubt.reason, "pages": len(new), "material": doubt.material}
        record(actor, Act("queue_pages", "digital_object", found.pk, household, summary, after=after))
    return list(here.select_related("item__file__household", "item__material").order_by("object_page"))


@transaction.atomic
def file_queued(*, actor: User, page_ids: Sequence[int], household_code: str, entry: ItemEntry) -> Filed:
    """File queued pages together as one item of a household.

    Raises ``PagesDecided`` when somebody was faster, ``InvalidInput`` for an unknown household, ``NoPouch``.
    """
    pages = _waiting(actor, page_ids)
    household = households_for(actor).filter(code=household_code.strip()).first()
    if household is None:
        raise InvalidInput({"household": "请先查找并选择一户；户编号不存在或不在您的管辖范围内。"})
    file = open_file_of(household)
    if file is None:
        raise NoPouch(household=household.code)
    sources = tuple(StoredPage(page.digital_object_id, page.object_page, page.file_name) for page in pages)
    filed = file_stored(actor=actor, file_id=file.pk, entry=replace(entry, sources=sources))
    item = filed.items[0] if filed.items else Item.objects.get(file=file, number=filed.already[0].item_number)
    _decide(actor, pages, QueueState.FILED, f"归入 {item.reference_code}", item)
    return filed


@transaction.atomic
def discard_queued(*, actor: User, page_ids: Sequence[int], reason: str) -> int:
    """Decide that queued pages are not filed (blank page, separator, another office's); returns how many."""
    pages = _waiting(actor, page_ids)
    if not reason.strip():
        raise InvalidInput({"reason": "请写明不归档的理由，例如空白页、分隔页。"})
    _decide(actor, pages, QueueState.DISCARDED, reason.strip(), None)
    names = "、".join(dict.fromkeys(page.file_name for page in pages))
    summary = f"{len(pages)} 页不归档：{names}"
    record(actor, Act("discard_pages", "queued_page", pages[0].pk, summary=summary, reason=reason.strip()))
    return len(pages)


@transaction.atomic
def restore_queued(*, actor: User, page_ids: Sequence[int]) -> int:
    """Let pages that were decided not to be filed wait again; returns how many. Raises ``PagesDecided``."""
    pages = _in_state(actor, page_ids, QueueState.DISCARDED)
    QueuedPage.objects.filter(pk__in=[page.pk for page in pages]).update(
        state=QueueState.WAITING, decision="", decided_at=None, decided_by=""
    )
    names = "、".join(dict.fromkeys(page.file_name for page in pages))
    before = {"reason": pages[0].decision}
    record(
        actor,
        Act("restore_pages", "queued_page", pages[0].pk, summary=f"{len(pages)} 页恢复待归：{names}", before=before),
    )
    return len(pages)


def settle_queued(*, actor: User, item: Item) -> None:
    """Take pages out of the queue that were filed meanwhile by another way; inside the filing's transaction."""
    objects = set(item.pages.values_list("digital_object_id", flat=True))
    waiting = QueuedPage.objects.filter(within(actor, "division_code"), digital_object__in=objects)
    _decide(
        actor, list(waiting.filter(state=QueueState.WAITING)), QueueState.FILED, f"归入 {item.reference_code}", item
    )


def _waiting(actor: User, page_ids: Sequence[int]) -> list[QueuedPage]:
    """Return the pages, locked, in the order of the queue; all of them must be waiting."""
    return _in_state(actor, page_ids, QueueState.WAITING)


def _in_state(actor: User, page_ids: Sequence[int], state: QueueState) -> list[QueuedPage]:
    require(actor, Right.FILE_ITEMS)
    if not page_ids:
        raise NothingToFile
    visible = within(actor, "division_code") & readable_household(actor)
    pages = QueuedPage.objects.select_for_update().filter(visible, pk__in=page_ids)
    found = list(pages.filter(state=state).order_by("pk"))
    if len(found) != len(set(page_ids)):
        raise PagesDecided
    return found


def _decide(actor: User, pages: list[QueuedPage], state: QueueState, decision: str, item: Item | None) -> None:
    QueuedPage.objects.filter(pk__in=[page.pk for page in pages]).update(
        state=state, item=item, decision=decision[:200], decided_at=clock.now(), decided_by=actor.display_name
    )
