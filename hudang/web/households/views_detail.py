"""One household: summary, members on any day, economy, classes with reasons, pouch, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.clearance import telling_acts
from hudang.assessment.queries.assessments import latest_assessment
from hudang.benefits.queries.histories import award_of
from hudang.divisions.queries import path_label
from hudang.households.actions.revealing import HOUSEHOLD_SECRETS, MEMBER_SECRETS, reveal
from hudang.households.queries import detail as read
from hudang.households.queries.history import history_for
from hudang.households.queries.visible import household_for
from hudang.households.rules.states import RESTARTABLE, STOPPABLE, reachable
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, IN_PAYMENT, BenefitState
from hudang.kernel.errors import NotVisible, Refusal
from hudang.library.queries.volumes import latest_about
from hudang.recertification.queries.contacts import last_contacts
from hudang.web.households.forms_acts import RevealForm
from hudang.web.households.overview import day_asked, overview
from hudang.web.shared.door import SignedInRequest, door

if TYPE_CHECKING:
    from hudang.accounts.models import User
    from hudang.households.models import Household

HISTORY_ON_PAGE = 8
VOLUMES_ON_PAGE = 3
STATE_TONES = {BenefitState.STOPPED: "mute", BenefitState.REFUSED: "mute", BenefitState.PAUSED: "warn"}


def head_context(household: Household, user: User) -> dict[str, Any]:
    """Return what the head of every page of a household shows."""
    state = BenefitState(household.state)
    tone = "ok" if state in IN_PAYMENT else "info"
    return {
        "household": household,
        "place": path_label(household.village_code),
        "state_label": BENEFIT_STATE_LABELS[state],
        "state_tone": STATE_TONES.get(state, tone),
        "may_edit": user.may(Right.EDIT_HOUSEHOLDS),
        "may_reveal": user.may(Right.REVEAL),
        "may_override": user.may(Right.OVERRIDE_CLASSIFICATION),
        "may_file": user.may(Right.FILE_ITEMS),
    }


@door(Right.VIEW_HOUSEHOLDS)
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a household as it is, or as it was on a past day."""
    household = household_for(request.user, code)
    day, state = day_asked(request.GET.get("on", "")), BenefitState(household.state)
    context = head_context(household, request.user) | overview(request.user, household, day)
    context |= {
        "history": history_for(request.user, household, HISTORY_ON_PAGE, day, telling_acts(request.user, household)),
        "may_change_state": bool(reachable(state)) or state in STOPPABLE or state in RESTARTABLE,
        "may_change": request.user.may(Right.OPEN_CASES) and state in IN_PAYMENT,
        "may_print": request.user.may(Right.PRINT),
        "contacts_made": last_contacts(request.user, household),
        "award": award_of(household),
        "assessment": latest_assessment(request.user, household),
        "volumes": latest_about(request.user, household, VOLUMES_ON_PAGE),
    }
    return render(request, "households/detail.html", context)


@door(Right.VIEW_HOUSEHOLDS)
def member(request: SignedInRequest, code: str, member_id: int) -> HttpResponse:
    """Show everything known of one member, present or former."""
    household = household_for(request.user, code)
    shown = read.member_of(household, member_id)
    context = head_context(household, request.user) | {"member": shown}
    return render(request, "households/member.html", context)


@door(Right.VIEW_HOUSEHOLDS)
def history(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what was done to a household, by whom, with the values before and after."""
    household = household_for(request.user, code)
    told = history_for(request.user, household, leaving_out=telling_acts(request.user, household))
    context = head_context(household, request.user) | {"history": told}
    return render(request, "households/history.html", context)


@door(Right.VIEW_HOUSEHOLDS, Right.REVEAL, methods=("GET", "POST"))
def reveal_household(request: SignedInRequest, code: str, field: str) -> HttpResponse:
    """Show a number of the household in clear, once, for a reason."""
    return _reveal(request, code, field, None, HOUSEHOLD_SECRETS)


@door(Right.VIEW_HOUSEHOLDS, Right.REVEAL, methods=("GET", "POST"))
def reveal_member(request: SignedInRequest, code: str, member_id: int, field: str) -> HttpResponse:
    """Show a number of a member in clear, once, for a reason."""
    return _reveal(request, code, field, member_id, MEMBER_SECRETS)


def _reveal(
    request: SignedInRequest, code: str, field: str, member_id: int | None, secrets: dict[str, str]
) -> HttpResponse:
    household = household_for(request.user, code)
    if field not in secrets:
        raise NotVisible
    by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    form = RevealForm(request.POST or None)
    shown = ""
    if form.is_valid():
        try:
            shown = reveal(
                actor=request.user,
                code=code,
                field=field,
                member_id=member_id,
                reason=form.cleaned_data["reason"],
            )
        except NotVisible:
            raise
        except Refusal as refusal:
            form.add_error("reason", refusal.message)
    if by_script:
        return _fragment(request, form, shown)
    context = head_context(household, request.user) | {"form": form, "label": secrets[field], "shown": shown}
    return render(request, "households/reveal.html", context)


def _fragment(request: SignedInRequest, form: RevealForm, shown: str) -> HttpResponse:
    if shown:
        return render(request, "households/_revealed.html", {"shown": shown})
    said = form.errors.get("reason", ["请填写理由。"])[0]
    return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")


def to_household(code: str) -> HttpResponse:
    """Go back to the household's page."""
    return redirect("households:detail", code)
