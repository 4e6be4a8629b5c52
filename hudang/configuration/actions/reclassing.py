"""重新归类: putting every file into its class of the version in force, the old class kept (R6)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.classing import Move, move_files
from hudang.archives.models import ClassificationScheme
from hudang.archives.queries.schemes import scheme_on
from hudang.audit.log import Act, record, record_many
from hudang.configuration.errors import SchemeNotInForce
from hudang.configuration.queries.schemes import Placing, changing, placings, scheme_for, waiting_files
from hudang.kernel import clock
from hudang.platform import jobs
from hudang.platform.models import Job

_BATCH = 1000
KIND = "apply_scheme"


@task()
def apply_in_background(job_id: str) -> None:
    """Reclassify all files for a job."""
    jobs.run(job_id, _work)


def _work(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor = user_by_id(progress.job.owner_id)
    done, changed = apply_scheme(actor=actor, scheme_id=arguments["scheme"], progress=progress)
    return {"message": f"已按新方案归类 {done} 袋，其中 {changed} 袋改变类别", "files": done, "changed": changed}


def _require(actor: User, scheme_id: int) -> ClassificationScheme:
    require(actor, Right.VIEW_HOUSEHOLDS)
    scheme = scheme_for(actor, scheme_id)
    if scheme != scheme_on(clock.today()):
        raise SchemeNotInForce(scheme=scheme)
    return scheme


@transaction.atomic
def start_applying(*, actor: User, scheme_id: int) -> Job:
    """Let the worker reclassify all files by the version in force; raises ``SchemeNotInForce``."""
    scheme = _require(actor, scheme_id)
    job = jobs.create(
        kind=KIND,
        title=f"按{scheme}重新归类",
        owner_id=actor.pk,
        arguments={"scheme": scheme.pk},
        total=waiting_files(actor, scheme),
    )
    transaction.on_commit(lambda: apply_in_background.enqueue(job_id=str(job.pk)))
    return job


def apply_scheme(*, actor: User, scheme_id: int, progress: Callable[[int], object] | None = None) -> tuple[int, int]:
    """Reclassify all files of the actor's division, a thousand in a transaction; return how many, and how many changed.

    Each file whose class changes has its own entry in the log; run again after an interruption, it does the rest.
    """
    scheme = _require(actor, scheme_id)
    stream = (p for p in placings(scheme, actor) if p.after and (not p.before or p.before.scheme_id != scheme.pk))
    done = changed = 0
    while batch := list(islice(stream, _BATCH)):
        with transaction.atomic():
            changed += _apply(actor, scheme, batch)
        done += len(batch)
        if progress:
            progress(done)
    with transaction.atomic():
        record(actor, Act("apply_scheme", "scheme", scheme.pk, summary=f"按{scheme}归类 {done} 袋，改变 {changed} 袋"))
    return done, changed


def _apply(actor: User, scheme: ClassificationScheme, batch: list[Placing]) -> int:
    moves = [Move(p.file, p.before, p.after) for p in batch if p.after]
    move_files(moves, day=clock.today(), assigned_by=actor.display_name, reason=f"按{scheme}重新归类")
    changes = [p for p in batch if p.changes]
    record_many(
        actor,
        [
            Act(
                "reclass_file",
                "household_file",
                p.file.pk,
                p.file.household.code,
                f"{p.file.reference_code} 归入{p.after}",
                before={"scheme_class": str(p.before or "")},
                after={"scheme_class": str(p.after)},
            )
            for p in changes
        ],
    )
    return len(changes)


@transaction.atomic
def export_preview(*, actor: User, scheme_id: int) -> list[Placing]:
    """Return every file that a version would put elsewhere, for an export, and record who took it out."""
    require(actor, Right.EXPORT)
    scheme = scheme_for(actor, scheme_id)
    found = changing(actor, scheme)
    summary = f"导出{scheme}的预览，{len(found)} 袋改变类别"
    record(actor, Act("export_scheme_preview", "scheme", scheme.pk, summary=summary))
    return found
