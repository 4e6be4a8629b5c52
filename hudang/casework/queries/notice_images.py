"""A notice as a picture, for boards on a screen and for groups: the sheet that hangs, and nothing else."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.casework.queries.notices import notice_for
from hudang.forms.queries.papers import view_for
from hudang.kernel.errors import NotVisible
from hudang.printing.actions.papers import document, fonts
from hudang.printing.previews import whole_picture


def notice_image(user: User, number: str) -> bytes:
    """Return the sheet of a notice as PNG; raises ``NotVisible``."""
    batch = notice_for(user, number)
    if batch.paper_id is None:
        raise NotVisible
    return paper_image(user, batch.paper_id)


def paper_image(user: User, paper_id: int) -> bytes:
    """Return a public sheet as PNG; the same whitelist as on paper, because it is the same sheet."""
    view = view_for(user, paper_id)
    return whole_picture(view.sheet, document(str(view.paper), user), fonts())
