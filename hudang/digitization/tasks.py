"""Background work of 数字化."""

from __future__ import annotations

from django_tasks import task

from hudang.digitization.actions.renditions import draw_object


# whoever waits for an import or a print goes first; a page opened before its turn is drawn on the spot
@task(priority=-50)
def make_renditions(object_id: int) -> int:
    """Make the page images of a digital object."""
    return draw_object(object_id)
