"""制作文书: a form's data read, numbered, set, kept and filed, inside the transaction of the act that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.annulling import annul_item, restore_item
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.archives.models import HouseholdFile, Item, ItemPage
from hudang.archives.numbering import Numbers
from hudang.archives.queries.files import open_file_of
from hudang.archives.vocabulary import Original
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive_made, register
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of
from hudang.forms.catalogue import CONFIDENTIAL, form_of
from hudang.forms.errors import MadeByAct, PaperAnnulled, PaperNeedsFile, WrongMaterial
from hudang.forms.models import Paper
from hudang.forms.queries.offices import issuing_division, office_name, pouch_address
from hudang.forms.queries.papers import places_in
from hudang.forms.rules.definition import FormDefinition, Values
from hudang.forms.rules.numbers import counter_key, document_number
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.forms.sheet import Frame, sheet_of
from hudang.forms.vocabulary import ON_PAPER, Issuer
from hudang.households.queries import household_for
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.printing.actions.papers import document, fonts
from hudang.printing.rendering import render_sheet


@dataclass(frozen=True)
class _Draft:
    """What a paper is made of."""

    definition: FormDefinition
    values: dict[str, Any]
    village_code: str
    file: HouseholdFile | None
    case_reference: str
    number: str
    office: str
    dated: date
    material: str
    original: str


def make_paper(
    *,
    actor: User,
    form: str,
    data: Mapping[str, Any],
    village_code: str,
    file: HouseholdFile | None = None,
    case_reference: str = "",
    number: str = "",
    dated: date | None = None,
    material: str = "",
    issued_by: str = "",
    original: str = Original.ORIGINAL,
) -> Paper:
    """Make a paper of a form, keep its PDF, and file it as an item of the household file.

    Runs inside the caller's transaction; the caller has asked for the right of its own act. ``data`` is what
    ``read_form`` takes. Without ``number`` the next one of the issuing division is given; ``issued_by`` is a division
    code where another than usual issues (确认权下放). A paper of a case that has no file yet is filed later by
    ``file_waiting``. ``material`` chooses among several materials of a form.
    Raises ``InvalidInput`` with the faults by field, ``NotVisible``, ``PaperNeedsFile``, ``WrongMaterial``.
    """
    require_place(actor, village_code)
    definition, day = form_of(form), dated or clock.today()
    read = read_form(definition, data, clock.today())
    if not read.ok:
        raise InvalidInput(read.faults)
    division = issued_by or issuing_division(definition.issuer, village_code)
    draft = _Draft(
        definition=definition,
        values=read.clean,
        village_code=village_code,
        file=file,
        case_reference=case_reference,
        number=number or _next_number(definition, issued_by, village_code, day),
        office="" if definition.issuer is Issuer.NOBODY else office_name(division),
        dated=day,
        material=_material(definition, material, file, case_reference),
        original=original,
    )
    return _made(actor, draft)


@transaction.atomic
def fill_in(*, actor: User, form: str, household_code: str, data: Mapping[str, Any]) -> Paper:
    """Make a paper that a clerk fills in for a household on his own, such as a letter of attorney or a visit.

    Raises what ``make_paper`` does, and ``MadeByAct`` for forms that only an act of a case may make.
    """
    require(actor, Right.FILE_ITEMS)
    definition = form_of(form)
    if not definition.by_clerk:
        raise MadeByAct(title=definition.title)
    household = household_for(actor, household_code)
    file = open_file_of(household)
    return make_paper(actor=actor, form=form, data=data, village_code=household.village_code, file=file)


def _material(definition: FormDefinition, asked: str, file: HouseholdFile | None, case_reference: str) -> str:
    allowed = (definition.material, *definition.materials) if definition.material else ()
    if asked and asked not in allowed:
        raise WrongMaterial(title=definition.title, material=asked, allowed="、".join(allowed) or "（不入户袋）")
    if allowed and file is None and not definition.institutional_series and not case_reference:
        raise PaperNeedsFile(title=definition.title)
    return (asked or definition.material) if file else ""


def _next_number(definition: FormDefinition, issued_by: str, village_code: str, day: date) -> str:
    numbering = definition.numbering
    if numbering is None:
        return ""
    division = issued_by or issuing_division(numbering.issuer, village_code)
    key = counter_key(numbering, division, day)
    numbers = Numbers([key])
    number = numbers.next(key)
    numbers.save()
    return document_number(numbering, names_of({division}).get(division, ""), day, number)


def _made(actor: User, draft: _Draft) -> Paper:
    kept = _kept(actor, draft)
    paper = Paper.objects.create(
        form_code=draft.definition.code,
        form_version=draft.definition.version,
        number=draft.number,
        title=draft.definition.title_of(draft.values),
        household=draft.file.household if draft.file else None,
        household_file=draft.file,
        case_reference=draft.case_reference,
        village_code=draft.village_code,
        office=draft.office,
        dated=draft.dated,
        data=stored(draft.values),
        digital_object=kept,
        item=_filed(actor, draft, kept) if draft.material else None,
        signed_on_paper=_by_hand(draft.values),
        made_by=actor,
        made_by_name=actor.display_name,
        made_at=clock.now(),
    )
    record(actor, _act("make_paper", paper, f"制作{told(paper)}"))
    return paper


def _by_hand(values: Values) -> bool:
    """Tell whether a signature of the form, or of a row of it, stands on the paper only."""
    rows = [row for value in values.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return any(ON_PAPER in each.values() for each in (values, *rows))


def _kept(actor: User, draft: _Draft) -> DigitalObject:
    """Set the sheet and keep its PDF."""
    frame = Frame(
        draft.number,
        draft.office,
        draft.dated,
        pouch_address(draft.file),
        places_in(draft.definition, draft.values),
    )
    title = f"{draft.definition.title_of(draft.values)} {draft.number}".rstrip()
    content = render_sheet(sheet_of(draft.definition, draft.values, frame), document(title, actor), fonts())
    return register(receive_made(content, f"{title}.pdf")).object


def _filed(actor: User, draft: _Draft, kept: DigitalObject) -> Item:
    """File the PDF; where the very same paper lies in the file already, return that item."""
    if draft.file is None:
        raise NotVisible
    called = draft.definition.title_of(draft.values)
    name = f"{called}.pdf"
    entry = ItemEntry(
        material=draft.material,
        sources=tuple(StoredPage(kept.pk, page, name) for page in range(1, kept.page_count + 1)),
        title=f"{draft.file.household.head_name}{called}"[:200],
        creator=draft.office if draft.number else "",
        dated=archive_date(draft.dated),
        original=draft.original,
        document_number=draft.number[:40],
    )
    filed = file_made(actor=actor, file_id=draft.file.pk, entry=entry)
    if filed.items:
        return filed.items[0]
    item = ItemPage.objects.select_related("item").filter(item__file=draft.file, digital_object=kept)[0].item
    restore_item(item.pk)
    return item


def file_waiting(*, actor: User, case_reference: str, file: HouseholdFile) -> list[Paper]:
    """File the papers of a case that were made before its household had a file; inside the caller's transaction."""
    waiting = Paper.objects.filter(case_reference=case_reference, item=None, annulled_at=None).order_by("pk")
    papers = list(waiting.select_related("digital_object"))
    for paper in papers:
        definition = form_of(paper.form_code)
        paper.household, paper.household_file = file.household, file
        if definition.material:
            draft = _Draft(
                definition, {}, paper.village_code, file, case_reference, paper.number, paper.office, paper.dated,
                definition.material, Original.ORIGINAL,
            )  # fmt: skip
            paper.item = _filed(actor, draft, paper.digital_object)
        paper.save(update_fields=["household", "household_file", "item"])
    return papers


def annul_paper(*, actor: User, paper: Paper, reason: str) -> Paper:
    """Annul a paper inside the caller's transaction: it stays kept and filed, and does not count any more.

    Its item counts no more among what the pouch must hold, unless another paper that stands lies in it.
    """
    require_place(actor, paper.village_code)
    if not reason.strip():
        raise InvalidInput({"reason": "请填写作废的理由。"})
    changed = Paper.objects.filter(pk=paper.pk, annulled_at=None).update(
        annulled_at=clock.now(), annulled_by=actor.display_name, annulled_reason=reason.strip()[:200]
    )
    if not changed:
        raise PaperAnnulled(title=paper.title, number=paper.number)
    paper.refresh_from_db()
    if paper.item_id is not None and not Paper.objects.filter(item=paper.item_id, annulled_at=None).exists():
        annul_item(paper.item_id)
    record(actor, _act("annul_paper", paper, f"作废{told(paper)}", reason=reason))
    return paper


def hand_to_case(*, papers: Iterable[Paper], case_reference: str) -> None:
    """Let papers that were made before a case serve it as evidence; inside the transaction of the act that opens it."""
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).update(case_reference=case_reference)


def told(paper: Paper) -> str:
    """Return a paper's name for the log, which more people read than papers that protect who said something."""
    return "保密文书" if paper.form_code in CONFIDENTIAL else str(paper)


def _act(action: str, paper: Paper, summary: str, reason: str = "") -> Act:
    household = paper.household.code if paper.household else ""
    after = {"case_reference": paper.case_reference}
    if paper.form_code not in CONFIDENTIAL:
        after |= {"form": paper.form_code, "document_number": paper.number}
    return Act(action, "paper", paper.pk, household, summary, after=after, reason=reason)
