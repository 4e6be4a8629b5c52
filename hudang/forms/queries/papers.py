"""Papers within the user's division: their data and their sheet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.clearance import readable
from hudang.divisions.queries import path_labels
from hudang.forms.catalogue import CONFIDENTIAL, form_of
from hudang.forms.models import Paper, PaperReader
from hudang.forms.rules.definition import FormDefinition, Values
from hudang.forms.rules.reading import as_kept
from hudang.forms.sheet import Frame, sheet_of
from hudang.forms.vocabulary import Kind
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.printing.form_sheets import FormSheet


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with its sheet, numbers of persons masked."""

    paper: Paper
    definition: FormDefinition
    sheet: FormSheet


def papers_for(user: User) -> QuerySet[Paper]:
    """Return the papers of the user's division, newest first.

    Left out are those of files that the user must not look into, and, without the right to see what is sensitive,
    those that protect who said something: interviews of neighbours, objections, complaints. Papers of a case that is
    kept apart and has no file yet open to those alone who are named.
    """
    require(user, Right.VIEW_HOUSEHOLDS)
    related = ("household", "household_file", "item__pouch", "digital_object")
    named = PaperReader.objects.filter(case_reference=OuterRef("case_reference"))
    reserved = Q(household_file=None) & Exists(named) & ~Exists(named.filter(user=user))
    papers = Paper.objects.filter(within(user), readable(user, "household_file__")).exclude(reserved)
    if not user.may(Right.VIEW_SENSITIVE):
        papers = papers.exclude(form_code__in=CONFIDENTIAL)
    return papers.select_related(*related).defer("data")


def paper_for(user: User, paper_id: int) -> Paper:
    """Return one paper; raises ``NotVisible`` outside the user's division."""
    paper = papers_for(user).defer(None).filter(pk=paper_id).first()
    if paper is None:
        raise NotVisible
    return paper


def papers_of(user: User, *, household_id: int | None = None, case_reference: str = "") -> list[Paper]:
    """Return the papers of a household or of a case, newest first."""
    papers = papers_for(user)
    if household_id is not None:
        papers = papers.filter(household=household_id)
    if case_reference:
        papers = papers.filter(case_reference=case_reference)
    return list(papers) if household_id is not None or case_reference else []


def data_of(paper: Paper) -> dict[str, Any]:
    """Return the clean values of a paper; the caller has it from ``paper_for``."""
    return as_kept(form_of(paper.form_code), json.loads(paper.data), max(paper.dated, clock.today()))


def view_for(user: User, paper_id: int) -> PaperView:
    """Return a paper as the page shows it."""
    paper = paper_for(user, paper_id)
    definition, values = form_of(paper.form_code), data_of(paper)
    frame = Frame(paper.number, paper.office, paper.dated, places=places_in(definition, values))
    return PaperView(paper, definition, sheet_of(definition, values, frame, masked=True))


def places_in(definition: FormDefinition, values: Values) -> dict[str, str]:
    """Return the names of the villages that the values name."""
    keys = [each.key for each in definition.fields() if each.kind is Kind.DIVISION]
    return path_labels([values[key] for key in keys if values.get(key)])
