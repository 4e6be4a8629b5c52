"""成批迁村: many households with their pouches go to another village in the background, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.moving import move_household
from hudang.archives.actions.unmoving import undo_move
from hudang.archives.errors import NobodyToResettle, NothingToMoveBack
from hudang.divisions.queries import path_label
from hudang.households.models import Household
from hudang.households.queries.lists import ListFilters, all_for, refuse_changed
from hudang.kernel.errors import Refusal
from hudang.platform import jobs
from hudang.platform.models import Job

RESETTLING, MOVING_BACK = "resettle_households", "move_households_back"
_MOST_TOLD = 50


@task()
def resettle_households(job_id: str) -> None:
    """Move the households of a job, each with its pouches in a transaction of its own."""
    jobs.run(job_id, _resettle)


def _resettle(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor, village = user_by_id(progress.job.owner_id), arguments["village_code"]
    on, reason = date.fromisoformat(arguments["on"]), arguments["reason"]
    done, faults = _each(
        arguments["codes"],
        lambda code: move_household(actor=actor, code=code, version=None, village_code=village, on=on, reason=reason),
        progress,
    )
    said = f"已迁 {len(done)} 户到{path_label(village)}，请换贴袋签、移放户袋"
    return _told(done, faults, said, "户没有迁")


@task()
def move_households_back(job_id: str) -> None:
    """Take back what a job moved, the last first, as far as nothing later stands in the way."""
    jobs.run(job_id, _move_back)


def _move_back(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor = user_by_id(progress.job.owner_id)
    moved = jobs.of_owner(arguments["job"], actor.pk).outcome["done"]
    done, faults = _each(
        moved[::-1], lambda code: undo_move(actor=actor, code=code, version=None, reason="撤回成批迁村"), progress
    )
    return _told(done, faults, f"已撤回 {len(done)} 户，家庭和户袋回到原村原盒", "户没有撤回")


def _each(
    codes: Sequence[str], act: Callable[[str], object], progress: jobs.Progress
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the households for which the act was done, and those that it refused with the reason."""
    done: list[str] = []
    faults: list[tuple[str, str]] = []
    for number, code in enumerate(codes, start=1):
        try:
            act(code)
        except Refusal as refusal:
            faults.append((code, refusal.message))
        else:
            done.append(code)
        progress(number, len(codes))
    return done, faults


def _told(done: list[str], faults: list[tuple[str, str]], said: str, not_done: str) -> dict[str, Any]:
    names = dict(Household.objects.filter(code__in=[code for code, _ in faults]).values_list("code", "head_name"))
    told = [f"{names.get(code, '')} {code}：{why}" for code, why in faults[:_MOST_TOLD]]
    message = f"{said}；{len(faults)} {not_done}，原因见下" if faults else said
    return {"message": f"{message}。", "done": done, "faults": told}


def _codes(actor: User, filters: ListFilters, village_code: str) -> list[str]:
    found = Household.objects.filter(pk__in=all_for(actor, filters).keys()).exclude(village_code=village_code)
    return list(found.order_by("code").values_list("code", flat=True))


@transaction.atomic
def start_resettling(
    *,
    actor: User,
    filters: ListFilters,
    village_code: str,
    on: date,
    reason: str,
    previewed: int | None = None,
    once: str = "",
) -> Job:
    """Let the worker move all households that fit to a village; raises ``NobodyToResettle`` or ``ListChanged``."""
    require(actor, Right.EDIT_HOUSEHOLDS)
    require_place(actor, village_code)
    refuse_changed(actor, filters, previewed)
    codes = _codes(actor, filters, village_code)
    if not codes:
        raise NobodyToResettle
    return jobs.begin(
        resettle_households,
        kind=RESETTLING,
        title=f"把 {len(codes)} 户迁到{path_label(village_code)}",
        owner_id=actor.pk,
        arguments={
            "codes": codes,
            "village_code": village_code,
            "on": on.isoformat(),
            "reason": reason,
        },
        total=len(codes),
        once=once,
    )


@transaction.atomic
def start_moving_back(*, actor: User, job: Job) -> Job:
    """Let the worker take back what a job of the same user moved; asked twice, it is done once.

    Raises ``NothingToMoveBack``.
    """
    require(actor, Right.EDIT_HOUSEHOLDS)
    if job.kind != RESETTLING or not job.outcome.get("done"):
        raise NothingToMoveBack
    return jobs.begin(
        move_households_back,
        kind=MOVING_BACK,
        title=f"撤回：{job.title}",
        owner_id=actor.pk,
        arguments={"job": str(job.pk)},
        total=len(job.outcome["done"]),
        once=f"back-{job.pk.hex}",
    )
