"""Printing, noted in the log: who printed what of which place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import box_for
from hudang.audit.log import Act, record
from hudang.divisions.queries import path_label
from hudang.households.queries import household_for
from hudang.kernel import clock
from hudang.kernel.division_codes import scope_prefix
from hudang.printing import queries
from hudang.printing.fonts import FontSet
from hudang.printing.papers import Paper
from hudang.printing.rendering import Rendered, render, render_many
from hudang.printing.sheets import Stock
from hudang.printing.typesetting import Document
from hudang.printing.vocabulary import PAPER_LABELS, LabelStock, PaperKind, SpineStock


def stock_of(labels: str = "", spines: str = "") -> Stock:
    """Return what is in the printer, the usual sheets when nothing was chosen."""
    return Stock(LabelStock(labels or LabelStock.A4_QUARTERS), SpineStock(spines or SpineStock.A4))


def fonts() -> FontSet:
    """Return the shipped fonts and those a county laid into the folder ``fonts`` of its data."""
    return FontSet.with_folder(Path(settings.DATA) / "fonts")


def document(title: str, actor: User) -> Document:
    """Return what the PDF says of itself."""
    return Document(title=title, author=actor.display_name, made_on=clock.today())


def _log(actor: User, kind: PaperKind, what: str, household_code: str = "") -> None:
    with transaction.atomic():
        summary = f"打印{PAPER_LABELS[kind]}：{what}"
        record(actor, Act("print_papers", "print", kind.value, household_code, summary))


def print_household(*, actor: User, kind: PaperKind, code: str, stock: Stock) -> bytes:
    """Return the papers of one household's pouches as PDF; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    household_for(actor, code)
    made = render(
        queries.household_papers(actor, kind, code), document(PAPER_LABELS[kind], actor), stock=stock, fonts=fonts()
    )
    _log(actor, kind, code, code)
    return made


def print_box(*, actor: User, kind: PaperKind, box_id: int, stock: Stock) -> bytes:
    """Return the papers of one box as PDF; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    box = box_for(actor, box_id)
    made = render(
        queries.box_papers(actor, kind, box_id), document(PAPER_LABELS[kind], actor), stock=stock, fonts=fonts()
    )
    _log(actor, kind, f"{path_label(box.village_code)} {box.label} 号盒")
    return made


def print_division_now(*, actor: User, kind: PaperKind, division_code: str, stock: Stock) -> bytes:
    """Return the papers of a village as PDF."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    title = f"{path_label(division_code)} {PAPER_LABELS[kind]}"
    papers = queries.papers_for(actor, kind, scope_prefix(division_code))
    made = render(papers, document(title, actor), stock=stock, fonts=fonts())
    _log(actor, kind, path_label(division_code))
    return made


def write_households(
    *,
    actor: User,
    kind: PaperKind,
    household_ids: Sequence[int],
    stock: Stock,
    target: Path,
    progress: Callable[[int], object] | None = None,
) -> Rendered:
    """Write the papers of many households' pouches into one file, in bounded memory."""
    require(actor, Right.PRINT)
    papers = queries.papers_of_many(actor, kind, household_ids)
    made = document(PAPER_LABELS[kind], actor)
    done = render_many(papers, target, made, stock=stock, fonts=fonts(), progress=progress)
    _log(actor, kind, f"名单中的 {len(household_ids)} 户，{done.papers} 份 {done.pages} 页")
    return done


def write_division(
    *,
    actor: User,
    kind: PaperKind,
    division_code: str,
    stock: Stock,
    target: Path,
    progress: Callable[[int], object] | None = None,
) -> Rendered:
    """Write the papers of a division of any size into one file, in bounded memory."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    title = f"{path_label(division_code)} {PAPER_LABELS[kind]}"
    papers: Iterator[Paper] = queries.papers_for(actor, kind, scope_prefix(division_code))
    done = render_many(papers, target, document(title, actor), stock=stock, fonts=fonts(), progress=progress)
    _log(actor, kind, f"{path_label(division_code)}，{done.papers} 份 {done.pages} 页")
    return done
