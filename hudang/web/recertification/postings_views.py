"""年审结果公示: the lists that hang in the villages, made by the township, printed for each board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.queries.notices import supervision_phone
from hudang.casework.queries.thresholds import thresholds
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.campaign_postings import post_results
from hudang.recertification.queries.campaign_postings import places_for, posting_paper_for, postings_for
from hudang.recertification.queries.campaigns import campaign_for
from hudang.web.recertification.campaigns_forms import PostingForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response

if TYPE_CHECKING:
    from hudang.recertification.models import Campaign

_VISITORS = (Right.VISIT, Right.EXAMINE_VISITS)


@door(any_of=_VISITORS, methods=("GET", "POST"))
def postings(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Show the lists of results, and make one for a township."""
    campaign = campaign_for(request.user, campaign_id)
    form = _form(request, campaign)
    if request.method == "POST" and form.is_valid():
        try:
            made = post_results(actor=request.user, pk=campaign_id, plan=form.plan())
        except InvalidInput as refusal:
            for name, told in refusal.fields.items():
                form.add_error(name, told)
        else:
            messages.success(
                request, f"公示单已做好，共 {made.households} 户，归入机构卷 {made.item_code}。请打印张贴。"
            )
            return redirect("recertification:campaign-postings", campaign_id)
    found = list(postings_for(request.user, campaign))
    names = names_of({each.division_code for each in found} | {campaign.division_code})
    context = {
        "campaign": campaign,
        "place": names.get(campaign.division_code, ""),
        "rows": [(each, names.get(each.division_code, "")) for each in found],
        "form": form,
        "may_post": request.user.may(Right.EXAMINE_VISITS),
    }
    return render(request, "recertification/campaign_postings.html", context, status=400 if form.errors else 200)


def _form(request: SignedInRequest, campaign: Campaign) -> PostingForm:
    places = places_for(request.user, campaign)
    first: dict[str, Any] = {"starts_on": clock.today(), "days": thresholds().notice_days}
    if places:
        first["telephone"] = supervision_phone(places[0][0])
    return PostingForm(request.POST or None, places=places, initial=first)


@door(any_of=_VISITORS)
def posting(request: SignedInRequest, campaign_id: int, posting_id: int) -> HttpResponse:
    """Open one list, to be printed and hung."""
    campaign = campaign_for(request.user, campaign_id)
    return pdf_response(*posting_paper_for(request.user, campaign, posting_id))
