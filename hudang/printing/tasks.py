"""Printing a township or the county in the background."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.catalogues import catalogue_for
from hudang.archives.rules.tree_paths import Place, place_of
from hudang.divisions.queries import path_label
from hudang.households.queries.lists import ListFilters, all_for, filters_for_job, refuse_changed
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import NotVisible
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.printing.actions.catalogues import write_catalogue
from hudang.printing.actions.papers import stock_of, write_boxes, write_division, write_households
from hudang.printing.actions.records import undrawn_words
from hudang.printing.errors import NothingToPrint
from hudang.printing.queries.boxes import count_boxes
from hudang.printing.queries.cards import CARD_KINDS, how_many_cards
from hudang.printing.queries.papers import count_pouches, how_many
from hudang.printing.rendering import Rendered
from hudang.printing.sheets import Stock
from hudang.printing.vocabulary import PAPER_LABELS, Only, PaperKind


@task()
def print_division(job_id: str) -> None:
    """Write the PDF of a print job."""
    jobs.run(job_id, _write)


def _write(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor, kind = user_by_id(progress.job.owner_id), PaperKind(arguments["kind"])
    division = arguments["division_code"]
    done = write_division(
        actor=actor,
        kind=kind,
        division_code=division,
        stock=stock_of(arguments["labels"], arguments["spines"], arguments.get("start", 1), actor, kind),
        only=Only(arguments.get("only", Only.ALL)),
        target=progress.result_path(f"{path_label(division).replace(' · ', '')}{PAPER_LABELS[kind]}.pdf"),
        progress=progress,
    )
    return _told(done)


def _told(done: Rendered) -> dict[str, Any]:
    """Return what a finished job says of itself, signs that no font could draw included."""
    message, words = f"已生成 {done.papers} 份，共 {done.pages} 页", undrawn_words(done)
    return {"message": f"{message}。{words}" if words else message, "papers": done.papers, "pages": done.pages}


@task()
def print_households(job_id: str) -> None:
    """Write the PDF of a print job for households of a list."""
    jobs.run(job_id, _write_households)


def _write_households(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor, kind = user_by_id(progress.job.owner_id), PaperKind(arguments["kind"])
    done = write_households(
        actor=actor,
        kind=kind,
        household_ids=all_for(actor, ListFilters(**arguments["filters"])).keys(),
        stock=stock_of(arguments["labels"], arguments["spines"], actor=actor),
        target=progress.result_path(f"名单{PAPER_LABELS[kind]}.pdf"),
        progress=progress,
    )
    return _told(done)


@transaction.atomic
def start_printing_households(
    *,
    actor: User,
    kind: PaperKind,
    filters: ListFilters,
    stock: Stock,
    previewed: int | None = None,
    once: str = "",
) -> Job:
    """Let the worker print papers of all households that fit; raises ``NothingToPrint`` or ``ListChanged``."""
    require(actor, Right.PRINT)
    refuse_changed(actor, filters, previewed)
    total = count_pouches(actor, all_for(actor, filters).keys())
    if not total:
        raise NothingToPrint
    return jobs.begin(
        print_households,
        kind="print",
        title=f"打印名单中 {total} 袋的{PAPER_LABELS[kind]}",
        owner_id=actor.pk,
        arguments={
            "kind": kind.value,
            "filters": filters_for_job(actor, filters),
            "labels": stock.labels.value,
            "spines": stock.spines.value,
        },
        total=total,
        once=once,
    )


@task()
def print_catalogue_of(job_id: str) -> None:
    """Write the PDF of a print job for the catalogue of a node of the archive tree."""
    jobs.run(job_id, _write_catalogue)


def _write_catalogue(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    place = place_of(arguments["place"])
    if place is None:
        raise NotVisible
    target = progress.result_path(f"目录-{place.text}.pdf")
    return _told(
        write_catalogue(actor=user_by_id(progress.job.owner_id), place=place, target=target, progress=progress)
    )


@transaction.atomic
def start_printing_catalogue(*, actor: User, place: Place, rows: int, once: str = "") -> Job:
    """Let the worker print the catalogue of a node with very many lines; raises ``NotVisible``."""
    require(actor, Right.PRINT)
    catalogue = catalogue_for(actor, place)
    return jobs.begin(
        print_catalogue_of,
        kind="print",
        title=f"打印{catalogue.title}：{catalogue.subject}"[:200],
        owner_id=actor.pk,
        arguments={"place": place.text},
        total=rows,
        once=once,
    )


@task()
def print_boxes(job_id: str) -> None:
    """Write the PDF of a print job for boxes that moved together."""
    jobs.run(job_id, _write_boxes)


def _write_boxes(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor, kind = user_by_id(progress.job.owner_id), PaperKind(arguments["kind"])
    done = write_boxes(
        actor=actor,
        kind=kind,
        box_ids=arguments["boxes"],
        stock=stock_of(arguments["labels"], arguments["spines"], actor=actor),
        target=progress.result_path(f"{len(arguments['boxes'])}盒{PAPER_LABELS[kind]}.pdf"),
        progress=progress,
    )
    return _told(done)


@transaction.atomic
def start_printing_boxes(*, actor: User, kind: PaperKind, box_ids: Sequence[int], stock: Stock, once: str = "") -> Job:
    """Let the worker print one paper of each box on common sheets; raises ``NothingToPrint``."""
    require(actor, Right.PRINT)
    total = count_boxes(actor, box_ids)
    if not total:
        raise NothingToPrint
    return jobs.begin(
        print_boxes,
        kind="print",
        title=f"打印 {total} 盒的{PAPER_LABELS[kind]}",
        owner_id=actor.pk,
        arguments={
            "kind": kind.value,
            "boxes": list(box_ids),
            "labels": stock.labels.value,
            "spines": stock.spines.value,
        },
        total=total,
        once=once,
    )


@transaction.atomic
def start_printing(
    *, actor: User, kind: PaperKind, division_code: str, stock: Stock, only: Only = Only.ALL, once: str = ""
) -> Job:
    """Let the worker print a township or the county; the job's result is the file."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    return jobs.begin(
        print_division,
        kind="print",
        title=f"打印 {path_label(division_code)} {PAPER_LABELS[kind]}",
        owner_id=actor.pk,
        arguments={
            "kind": kind.value,
            "division_code": division_code,
            "labels": stock.labels.value,
            "spines": stock.spines.value,
            "start": stock.start,
            "only": only.value,
        },
        total=_how_many(actor, kind, scope_prefix(division_code)),
        once=once,
    )


def _how_many(actor: User, kind: PaperKind, prefix: str) -> int:
    return (how_many_cards if kind in CARD_KINDS else how_many)(actor, kind, prefix)
