"""Opening a paper as it was printed, and printing forms to be filled by hand; both are noted in the log."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import open_file_of
from hudang.audit.log import Act, record
from hudang.forms.actions.papers import told
from hudang.forms.catalogue import form_of
from hudang.forms.queries.offices import office_of, pouch_address
from hudang.forms.queries.papers import paper_for
from hudang.forms.sheet import Frame, sheet_of
from hudang.households.queries import household_for
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.printing.actions.papers import document, fonts
from hudang.printing.rendering import render_sheet


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A PDF, and the name under which it is handed out."""

    name: str
    content: bytes


@transaction.atomic
def open_paper(*, actor: User, paper_id: int) -> PrintedForm:
    """Return the PDF as it was made, the same bytes each time; raises ``NotVisible`` outside the division."""
    paper = paper_for(actor, paper_id)
    path = storage.path_of(paper.digital_object.sha256)
    if not path.is_file():
        raise NotVisible
    household = paper.household.code if paper.household else ""
    record(actor, Act("open_paper", "paper", paper.pk, household, f"打开{told(paper)}"))
    return PrintedForm(str(paper).replace(" ", "-"), path.read_bytes())


@transaction.atomic
def print_blank(*, actor: User, form: str, household_code: str = "") -> PrintedForm:
    """Return a form to be filled by hand; for a household its QR code leads to the pouch, so that its scan is filed.

    Raises ``NoSuchForm``, ``NotVisible``.
    """
    require(actor, Right.PRINT)
    definition = form_of(form)
    household = household_for(actor, household_code) if household_code else None
    place = household.village_code if household else actor.division_code
    address = pouch_address(open_file_of(household)) if household else ""
    sheet = sheet_of(definition, None, Frame(office=office_of(definition, place), qr_url=address))
    content = render_sheet(sheet, document(f"{definition.title}（空白）", actor), fonts())
    record(actor, Act("print_blank", "form", definition.code, household_code, f"打印空白表 {form} {definition.title}"))
    return PrintedForm(f"{definition.code}-{definition.title}-空白", content)
