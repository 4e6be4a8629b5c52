"""Trying a rule on the whole division in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.recertification.actions.shipping import as_json
from hudang.recertification.queries.trials import Trial, try_rule
from hudang.recertification.rules.rule_text import RuleText, read_rule

KIND = "rule_trial"


@task()
def try_out(job_id: str) -> None:
    """Do the work of a trial."""
    jobs.run(job_id, _try)


def _try(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    user = user_by_id(progress.job.owner_id)
    trial = try_rule(user, read_rule(arguments["rule"]), progress=lambda done: progress(done))
    return {"message": trial.in_words} | trial_as_json(trial)


def trial_as_json(trial: Trial) -> dict[str, Any]:
    """Return what is kept and told of a trial: households by their code, nobody's name."""
    return {
        "looked_at": trial.looked_at,
        "people": trial.people,
        "households": trial.households,
        "new": trial.new,
        "leaving": trial.leaving,
        "samples": [{"household": each.household_code, "why": each.why, "new": each.is_new} for each in trial.samples],
    }


@transaction.atomic
def start_trial(*, actor: User, rule: RuleText, once: str = "") -> Job:
    """Let the worker try a rule on the real households; nothing is written."""
    require(actor, Right.SET_RULES)
    return jobs.begin(
        try_out,
        kind=KIND,
        title=f"试算核查规则 {rule.code} {rule.name}",
        owner_id=actor.pk,
        arguments={"rule": as_json(rule)},
        once=once,
    )


def trial_of(user: User, job_id: Any) -> tuple[Job, RuleText]:
    """Return a trial of the user's own and the rule it tried; raises ``NotVisible``."""
    require(user, Right.SET_RULES)
    job = jobs.of_owner(job_id, user.pk)
    if job.kind != KIND:
        raise NotVisible
    return job, read_rule(job.arguments["rule"])
