"""操作日志, for the auditor: who did what to which object, when, with the values before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import POST_LABELS, Right
from hudang.audit import queries
from hudang.audit.tasks import start_verification
from hudang.divisions.queries import path_labels
from hudang.web.audit.forms import EntryFilterForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.paging import page_of

if TYPE_CHECKING:
    from hudang.audit.models import AuditEntry

_POSTS: dict[str, str] = {post.value: label for post, label in POST_LABELS.items()} | {"system": "系统"}
# acts that an auditor looks for first
_GRAVE = {
    "fail_sign_in": "warn",
    "reveal": "warn",
    "export_households": "info",
    "reveal_export": "warn",
    "open_original": "info",
    "disable_user": "warn",
}


def _line(entry: AuditEntry, places: dict[str, str]) -> dict[str, Any]:
    return {
        "entry": entry,
        "action": queries.action_label(entry.action),
        "post": _POSTS.get(entry.actor_post, entry.actor_post),
        "place": places.get(entry.actor_division, ""),
        "tone": _GRAVE.get(entry.action, "mute"),
    }


@door(Right.VIEW_AUDIT)
def entries(request: SignedInRequest) -> HttpResponse:
    """List the log, the latest first."""
    form = EntryFilterForm(request.GET)
    page = page_of(request, queries.entries_for(request.user.scope, form.wanted()))
    places = path_labels({entry.actor_division for entry in page if entry.actor_division})
    rows = [_line(entry, places) for entry in page]
    return render(request, "audit/list.html", {"form": form, "page_obj": page, "rows": rows})


@door(Right.VIEW_AUDIT)
def entry(request: SignedInRequest, sequence: int) -> HttpResponse:
    """Show one entry with what changed."""
    found = queries.entry_for(request.user.scope, sequence)
    places = path_labels([found.actor_division]) if found.actor_division else {}
    context = {"line": _line(found, places), "changes": queries.changes_of(found)}
    return render(request, "audit/entry.html", context)


@door(Right.VIEW_AUDIT, methods=("POST",))
def verify(request: SignedInRequest) -> HttpResponse:
    """Verify the whole chain in the background."""
    job = start_verification(actor=request.user)
    return redirect("jobs:detail", job_id=job.pk)
