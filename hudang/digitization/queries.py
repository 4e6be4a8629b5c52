"""Reading digital objects. They carry no division: callers reach them through an item that they may see."""

from __future__ import annotations

from hudang.digitization.models import PageImage


def page_image(object_id: int, number: int) -> PageImage | None:
    """Return page ``number`` of an object with the object loaded."""
    return PageImage.objects.select_related("digital_object").filter(digital_object=object_id, number=number).first()
