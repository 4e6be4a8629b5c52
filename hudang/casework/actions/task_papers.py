"""The papers of an investigation's tasks, and the photographs of the home, filed into the pouch of the case."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.casework.models import Case
from hudang.casework.rules.tasks import RULES
from hudang.casework.vocabulary import TaskKind
from hudang.digitization.actions.intake import receive, register
from hudang.forms.actions.papers import annul_paper, make_paper
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.kernel import clock
from hudang.kernel.dates import archive_date

PHOTOS = "M33p"


def make_record_paper(actor: User, case: Case, kind: TaskKind, kept: Mapping[str, Any]) -> Paper:
    """Make the paper of one record; an answered letter stands under the number under which it was sent."""
    sent = str(kept.get("number") or "")
    return make_paper(
        actor=actor,
        form=RULES[kind].form,
        data=kept["values"],
        village_code=case.village_code,
        file=case.file,
        case_reference=case.number,
        number=f"{sent}（回函）" if sent else "",
    )


def annul_record_paper(actor: User, paper_id: int) -> None:
    """Annul the paper of a record that is corrected."""
    paper = Paper.objects.get(pk=paper_id)
    if paper.annulled_at is None:
        annul_paper(actor=actor, paper=paper, reason="调查记录更正，另行制作")


def file_photos(actor: User, case: Case, records: Iterable[Mapping[str, Any]]) -> None:
    """File the photographs of a survey as one item, each picture a page named by what it shows."""
    table = next(each for each in form_of(RULES[TaskKind.HOME].form).tables() if each.key == "photos")
    names = next(each.choices for each in table.columns if each.key == "what")
    rows = [row for kept in records for row in kept["values"].get("photos") or () if row.get("photo")]
    sources = tuple(_page(str(row["photo"]), names.get(str(row.get("what")), "照片")) for row in rows)
    if not sources or case.file is None:
        return
    entry = ItemEntry(
        material=PHOTOS,
        sources=sources,
        title=f"{case.applicant_name}户入户照片",
        dated=archive_date(clock.today()),
    )
    file_made(actor=actor, file_id=case.file.pk, entry=entry)


def _page(address: str, name: str) -> StoredPage:
    kind, _, content = address.partition(";base64,")
    ending = "png" if kind.endswith("png") else "jpg"
    received = receive(io.BytesIO(base64.b64decode(content)), f"入户照片-{name}.{ending}")
    return StoredPage(register(received).object.pk, 1, received.name)
