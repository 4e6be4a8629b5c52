"""Printing the catalogue of a node of the archive tree, and the summary of a household, as ruled lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.catalogues import Catalogue, catalogue_for
from hudang.archives.rules.tree_paths import Place
from hudang.households.queries import household_for
from hudang.kernel import clock
from hudang.printing.actions.records import note
from hudang.printing.fonts import FontSet
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import Rendered, render_many, render_noted
from hudang.printing.typesetting import Document

_TITLE_WIDTH, _SUBJECT_WIDTH = 13.0, 150.0
_SHEET_COLUMNS = (Column("项目", 34), Column("情况", 139))


def print_catalogue(*, actor: User, place: Place) -> bytes:
    """Return the catalogue of a node as PDF/A; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    catalogue = catalogue_for(actor, place)
    return _printed(actor, _register(catalogue, catalogue.rows), catalogue.subject, actor.division_code)


def write_catalogue(
    *, actor: User, place: Place, target: Path, progress: Callable[[int], object] | None = None
) -> Rendered:
    """Write the catalogue of a node of any size into a file; ``progress`` is told how many lines were read."""
    require(actor, Right.PRINT)
    catalogue = catalogue_for(actor, place)
    register = _register(catalogue, _counted(catalogue.rows, progress))
    made_on = Document(title=register.title, author=actor.display_name, made_on=clock.today())
    done = render_many([register], target, made_on, fonts=FontSet.with_folder(Path(settings.DATA) / "fonts"))
    with transaction.atomic():
        note(actor=actor, kind=register.title, what=catalogue.subject, division_code=actor.division_code, done=done)
    return done


def _counted(rows: Iterator[tuple[str, ...]], progress: Callable[[int], object] | None) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows, start=1):
        if progress:
            progress(number)
        yield row


def _register(catalogue: Catalogue, rows: Iterator[tuple[str, ...]]) -> Register:
    return Register(
        title=catalogue.title,
        bookmark=f"{catalogue.title}　{catalogue.subject}",
        fonds_name=catalogue.fonds,
        columns=tuple(Column(heading, width, align) for heading, width, align in catalogue.columns),
        rows=tuple(rows),
        facts=((Fact("范围", _TITLE_WIDTH, catalogue.subject, _SUBJECT_WIDTH),),),
        foot=(catalogue.fonds, catalogue.title),
        landscape=catalogue.landscape,
    )


def print_summary(*, actor: User, code: str, title: str, lines: Sequence[tuple[str, str]], fonds: str) -> bytes:
    """Return a household's summary as PDF/A: a line for each thing to know, room for the reader's remarks below."""
    require(actor, Right.PRINT)
    household = household_for(actor, code)
    register = Register(
        title="户情摘要",
        bookmark=f"户情摘要　{household.head_name}",
        fonds_name=fonds,
        columns=_SHEET_COLUMNS,
        rows=tuple(lines),
        facts=((Fact("户", 9, title, 150),),),
        foot=(fonds, household.code),
    )
    return _printed(actor, register, code, household.village_code, code)


def _printed(actor: User, register: Register, what: str, place: str, household_code: str = "") -> bytes:
    document = Document(title=register.title, author=actor.display_name, made_on=clock.today())
    content, done = render_noted([register], document, fonts=FontSet.with_folder(Path(settings.DATA) / "fonts"))
    with transaction.atomic():
        note(actor=actor, kind=register.title, what=what, division_code=place, done=done, code=household_code)
    return content
