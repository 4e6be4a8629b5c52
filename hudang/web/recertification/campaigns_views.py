"""年审: campaigns of the division, how far each is, the county's checks, its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.campaigning import (
    begin_campaign,
    check_in_campaign,
    close_campaign,
    draw_campaign_checks,
)
from hudang.recertification.queries.campaigns import (
    Progress,
    WantedHouseholds,
    campaign_for,
    campaign_household_for,
    campaign_paper_for,
    campaigns_for,
    counts_in,
    households_for,
    progress_for,
)
from hudang.recertification.vocabulary import IN_CAMPAIGN_LABELS, OUTCOME_LABELS, InCampaign
from hudang.web.recertification.campaigns_forms import CampaignForm, CheckForm, EndForm
from hudang.web.recertification.seeing_forms import parts_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response
from hudang.web.shared.paging import page_of

_VISITORS = (Right.VISIT, Right.EXAMINE_VISITS)
_FIGURES = (InCampaign.DUE, InCampaign.EXAMINED, InCampaign.TO_DO, InCampaign.CHANGED, InCampaign.DRAWN)


@door(any_of=_VISITORS)
def listing(request: SignedInRequest) -> HttpResponse:
    """List the campaigns that ask something of the division, the latest year first."""
    page = page_of(request, campaigns_for(request.user))
    names = names_of({each.division_code for each in page})
    context = {
        "page_obj": page,
        "rows": [(each, names.get(each.division_code, "")) for each in page],
        "may_begin": request.user.may(Right.EXAMINE_VISITS),
        "parts": parts_of(request.user, "campaigns"),
    }
    return render(request, "recertification/campaigns.html", context)


@door(Right.EXAMINE_VISITS, methods=("GET", "POST"))
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin a campaign."""
    form = CampaignForm(request.POST or None, scope=request.user.scope)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_campaign(actor=request.user, plan=form.plan())
        except InvalidInput as refusal:
            _note(form, refusal)
        else:
            messages.success(request, f"{made.year} 年度年审已组织，乡镇和村已收到通知。")
            return redirect("recertification:campaign", made.pk)
    return render(request, "recertification/campaign_new.html", {"form": form}, status=400 if form.errors else 200)


def _note(form: forms.Form, refusal: InvalidInput) -> None:
    for name, told in refusal.fields.items():
        form.add_error(name, told)


@door(any_of=_VISITORS)
def detail(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Show how far a campaign is, place by place, and what can be done next."""
    user = request.user
    campaign = campaign_for(user, campaign_id)
    leads = user.may(Right.EXAMINE_VISITS) and campaign.division_code.startswith(user.scope)
    under_way = campaign.closed_at is None
    context = {
        "campaign": campaign,
        "rules_told": "、".join(campaign.rule_codes),
        "spot_told": f"已审户的 {campaign.spot_percent}%，建议变更金额的全部抽查",
        "begun_told": f"{campaign.begun_by.display_name} {campaign.begun_at:%Y-%m-%d}",
        "late": under_way and campaign.ends_on < clock.today(),
        "leads": leads,
        "may_draw": under_way and leads and user.may(Right.SET_RULES),
        "may_close": under_way and leads,
        "form": EndForm(),
    }
    context |= _progress(progress_for(user, campaign), request.GET.get("town", ""))
    return render(request, "recertification/campaign.html", context)


def _progress(progress: Progress, asked: str) -> dict[str, Any]:
    """Return the figures of a campaign: by township, or by village of the one that was asked for or is the only one."""
    towns = progress.villages
    town = towns[0] if len(towns) == 1 else next((each for each in towns if each.code == asked), None)
    return {
        "place": progress.name,
        "progress": progress,
        "due": progress.figures[InCampaign.DUE],
        "examined": progress.figures[InCampaign.EXAMINED],
        "town": town,
        "card_note": "点任何一个数，看是哪些户" + ("" if town else "；点乡镇看各村"),
        "rows": [_row(each) for each in (town.villages if town else towns)],
        "what": [(name.value, IN_CAMPAIGN_LABELS[name]) for name in InCampaign],
        "outcomes": [(key.value, label, progress.outcomes[key.value]) for key, label in OUTCOME_LABELS.items()],
        "figures": [(name.value, IN_CAMPAIGN_LABELS[name], progress.figures[name]) for name in _FIGURES],
    }


def _row(place: Progress) -> dict[str, Any]:
    figures = [(name.value, IN_CAMPAIGN_LABELS[name], place.figures[name]) for name in InCampaign]
    return {"place": place, "figures": figures}


@door(any_of=_VISITORS)
def households(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """List the households that a figure of a campaign counts."""
    user, asked = request.user, request.GET
    campaign = campaign_for(user, campaign_id)
    wanted = WantedHouseholds(asked.get("what", ""), asked.get("division", ""), asked.get("outcome", ""))
    page = households_for(user, campaign, wanted, asked.get("page"))
    kept = asked.copy()
    for name in ("what", "page"):
        kept.pop(name, None)
    counts = counts_in(user, campaign, wanted)
    names = names_of({row.household.village_code for row in page} | {wanted.division})
    context = {
        "campaign": campaign,
        "page_obj": page,
        "rows": [(row, names.get(row.household.village_code, "")) for row in page],
        "tabs": [_tab(name, counts, wanted.what, kept.urlencode()) for name in InCampaign],
        "narrowed": [
            names.get(wanted.division, ""),
            {key.value: label for key, label in OUTCOME_LABELS.items()}.get(wanted.outcome, ""),
        ],
        "clear": f"?what={wanted.what}",
    }
    return render(request, "recertification/campaign_households.html", context)


def _tab(name: InCampaign, counts: dict[str, int], current: str, kept: str) -> dict[str, Any]:
    url = f"?what={name.value}" + (f"&{kept}" if kept else "")
    label = IN_CAMPAIGN_LABELS[name]
    return {"label": label, "url": url, "count": counts[name], "current": name.value == current}


@door(any_of=_VISITORS)
def notice(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Open the notice, to be printed and hung."""
    campaign = campaign_for(request.user, campaign_id)
    return pdf_response(f"{campaign.year}年度年审通知", campaign_paper_for(request.user, campaign, "notice"))


@door(Right.EXAMINE_VISITS)
def summary(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Open the summary of a campaign that is over."""
    campaign = campaign_for(request.user, campaign_id)
    return pdf_response(f"{campaign.year}年度年审总结", campaign_paper_for(request.user, campaign, "summary"))


@door(Right.EXAMINE_VISITS, Right.SET_RULES, methods=("POST",))
def draw(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Draw what the county checks itself."""
    count = draw_campaign_checks(actor=request.user, pk=campaign_id)
    messages.success(request, f"抽取 {count} 户，逐户登记抽查情况。")
    return redirect(reverse("recertification:campaign-households", args=[campaign_id]) + "?what=unchecked")


@door(any_of=_VISITORS, methods=("GET", "POST"))
def check(request: SignedInRequest, campaign_id: int, household_code: str) -> HttpResponse:
    """Show one household of a campaign; the county writes down what it found there."""
    campaign = campaign_for(request.user, campaign_id)
    row = campaign_household_for(request.user, campaign, household_code)
    form = CheckForm(request.POST or None, initial={"on": clock.today(), "finding": row.finding})
    if request.method == "POST" and form.is_valid():
        try:
            check_in_campaign(actor=request.user, pk=campaign_id, household_code=household_code, **form.cleaned_data)
        except InvalidInput as refusal:
            _note(form, refusal)
        else:
            messages.success(request, "已登记抽查情况。")
            return redirect(reverse("recertification:campaign-households", args=[campaign_id]) + "?what=unchecked")
    may_check = bool(row.drawn) and campaign.closed_at is None and request.user.may(Right.SET_RULES)
    context = {"campaign": campaign, "row": row, "form": form, "may_check": may_check}
    context |= {"may_open": request.user.may(Right.EXAMINE_VISITS)}
    return render(request, "recertification/campaign_check.html", context, status=400 if form.errors else 200)


@door(Right.EXAMINE_VISITS, methods=("POST",))
def close(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """End a campaign."""
    try:
        made = close_campaign(actor=request.user, pk=campaign_id, conclusion=request.POST.get("conclusion", ""))
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
    else:
        messages.success(request, f"年审已总结，归入机构卷 {made.item_code}。")
    return redirect("recertification:campaign", campaign_id)
