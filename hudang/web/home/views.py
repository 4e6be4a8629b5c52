"""首页: figures, what to do next, what was done last."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.queries import UserFilter, users_for
from hudang.accounts.vocabulary import AccountState, Right
from hudang.audit.queries import action_label, recent_of
from hudang.divisions.queries import path_label, path_labels
from hudang.households.queries.visible import out_of_sight
from hudang.platform import jobs
from hudang.web.home import first_steps, steps, tiles
from hudang.web.home.deadlines import deadlines, tasks_of_mine
from hudang.web.jobs.views import TONES
from hudang.web.quality.views_summary import zero_tiles
from hudang.web.shared.door import SignedInRequest, door


@door()
def home(request: SignedInRequest) -> HttpResponse:
    """Show each post its figures, what to do next, and what was done last."""
    user = request.user
    context: dict[str, Any] = {"place": path_label(user.division_code), "tiles": [], "steps": []}
    if user.may(Right.VIEW_HOUSEHOLDS):
        figures = tiles.casework(user)
        context |= {"tiles": figures.tiles, "tags": figures.tags, "steps": steps.casework_steps(user, figures)}
        context["deadlines"] = deadlines(user, context["place"])
        context["tasks"] = tasks_of_mine(user)
        context["zero_checks"] = zero_tiles(user)
    else:
        context |= _administration(request)
    context["first_steps"] = shown = first_steps.shown_to(user)
    context["first_steps_done"] = all(step.done for step in shown)
    context["jobs"] = [{"job": job, "tone": TONES[job.state]} for job in jobs.recent(user.pk, 5)]
    context["recent"] = _recent(request)
    return render(request, "home/home.html", context)


def _recent(request: SignedInRequest) -> list[dict[str, Any]]:
    """Return the user's last acts; what he did to a household that was kept apart since is told no more."""
    entries = recent_of(request.user.pk, 8)
    hidden = out_of_sight(request.user, {entry.household_code for entry in entries})
    shown = [entry for entry in entries if entry.household_code not in hidden]
    return [{"entry": entry, "action": action_label(entry.action)} for entry in shown]


def _administration(request: SignedInRequest) -> dict[str, Any]:
    user = request.user
    shown: list[tiles.Tile] = []
    waiting: list[dict[str, Any]] = []
    if user.may(Right.MANAGE_DIVISIONS):
        shown += tiles.divisions(user)
    if user.may(Right.CREATE_USERS) or user.may(Right.GRANT_POSTS):
        shown += tiles.accounts(user)
    if user.may(Right.GRANT_POSTS):
        pending = list(users_for(user, UserFilter(state=AccountState.PENDING))[:10])
        places = path_labels({person.division_code for person in pending})
        waiting = [{"user": person, "place": places[person.division_code]} for person in pending]
    if user.may(Right.VIEW_AUDIT):
        shown += tiles.audit(user)
    return {"tiles": shown, "waiting": waiting, "steps": steps.administrator_steps(user)}
