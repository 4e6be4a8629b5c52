"""Printing a township or the county in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import path_label
from hudang.households.queries.lists import ListFilters, all_for, filters_for_job
from hudang.kernel.division_codes import scope_prefix
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.printing.actions.papers import stock_of, write_division, write_households
from hudang.printing.actions.records import undrawn_words
from hudang.printing.errors import NothingToPrint
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
        stock=stock_of(arguments["labels"], arguments["spines"], arguments.get("start", 1), actor),
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
def start_printing_households(*, actor: User, kind: PaperKind, filters: ListFilters, stock: Stock) -> Job:
    """Let the worker print papers of all households that fit; raises ``NothingToPrint``."""
    require(actor, Right.PRINT)
    total = count_pouches(actor, all_for(actor, filters).keys())
    if not total:
        raise NothingToPrint
    job = jobs.create(
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
    )
    transaction.on_commit(lambda: print_households.enqueue(job_id=str(job.pk)))
    return job


@transaction.atomic
def start_printing(*, actor: User, kind: PaperKind, division_code: str, stock: Stock, only: Only = Only.ALL) -> Job:
    """Let the worker print a township or the county; the job's result is the file."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    job = jobs.create(
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
    )
    transaction.on_commit(lambda: print_division.enqueue(job_id=str(job.pk)))
    return job


def _how_many(actor: User, kind: PaperKind, prefix: str) -> int:
    return (how_many_cards if kind in CARD_KINDS else how_many)(actor, kind, prefix)
