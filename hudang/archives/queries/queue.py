"""待归件: pages that wait for somebody's decision, within the user's division."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.errors import PagesDecided
from hudang.archives.models import QueuedPage
from hudang.archives.queries.clearance import readable_household
from hudang.archives.vocabulary import QueueState
from hudang.digitization.models import PageImage
from hudang.digitization.queries import page_image
from hudang.kernel.errors import NotVisible


def queue_for(user: User, state: str = QueueState.WAITING) -> QuerySet[QueuedPage]:
    """Return the queued pages of the user's division, in the order in which they came."""
    require(user, Right.FILE_ITEMS)
    pages = QueuedPage.objects.filter(within(user, "division_code"), readable_household(user), state=state)
    return pages.select_related("household", "material", "digital_object", "item").order_by("pk")


def waiting_count(user: User) -> int:
    """Return how many pages wait in the user's division."""
    return queue_for(user).count()


def queued_image_for(user: User, queued_id: int) -> PageImage:
    """Return the image of a queued page; raises ``NotVisible`` outside the user's division."""
    require(user, Right.FILE_ITEMS)
    visible = within(user, "division_code") & readable_household(user)
    page = QueuedPage.objects.filter(visible, pk=queued_id).first()
    image = page_image(page.digital_object_id, page.object_page) if page else None
    if image is None:
        raise NotVisible
    return image


def chosen_for(user: User, page_ids: Sequence[int]) -> list[QueuedPage]:
    """Return the chosen waiting pages; raises ``PagesDecided`` when one of them waits no longer or never did."""
    pages = list(queue_for(user).filter(pk__in=page_ids))
    if not pages or len(pages) != len(set(page_ids)):
        raise PagesDecided
    return pages
