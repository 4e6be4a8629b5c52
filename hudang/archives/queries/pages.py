"""Items and their page images, always within the user's division and what the class of their file allows."""

from __future__ import annotations

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Item, ItemPage
from hudang.archives.queries.clearance import readable_items
from hudang.digitization.models import PageImage
from hudang.digitization.queries import page_image
from hudang.kernel.errors import NotVisible


def items_for(user: User) -> QuerySet[Item]:
    """Return the items of the user's division that he may read."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return Item.objects.filter(within(user, "file__village_code"), readable_items(user))


def item_for(user: User, item_id: int) -> Item:
    """Return one item with its file, household and pouch; raises ``NotVisible``."""
    related = ("material", "file__household", "file__fonds", "file__scheme_class", "pouch__box")
    item = items_for(user).select_related(*related).filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    return item


def item_pages(item: Item) -> list[ItemPage]:
    """Return the pages of an item in order; the caller has the item from ``item_for``."""
    return list(item.pages.select_related("digital_object"))


def neighbours(user: User, item: Item) -> tuple[Item | None, Item | None]:
    """Return the items before and after this one in its file, where the user may look into them."""
    beside = items_for(user).filter(file=item.file_id, number__in=(item.number - 1, item.number + 1))
    by_number = {other.number: other for other in beside}
    return by_number.get(item.number - 1), by_number.get(item.number + 1)


def item_page_for(user: User, item_id: int, number: int) -> ItemPage:
    """Return page ``number`` of an item; raises ``NotVisible`` outside the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    visible = within(user, "item__file__village_code") & readable_items(user, "item__")
    pages = ItemPage.objects.filter(visible, item=item_id, number=number)
    page = pages.select_related("item__file__household", "item__material", "digital_object").first()
    if page is None:
        raise NotVisible
    return page


def page_for(user: User, item_id: int, number: int) -> PageImage:
    """Return the image of page ``number`` of an item; raises ``NotVisible`` outside the user's division."""
    page = item_page_for(user, item_id, number)
    image = page_image(page.digital_object_id, page.object_page)
    if image is None:
        raise NotVisible
    return image
