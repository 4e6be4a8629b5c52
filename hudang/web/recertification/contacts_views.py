"""联系记录 of a household, 提醒单 to print, and the calendar that a telephone reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.recertification.actions.feeds import close_feed, open_feed
from hudang.recertification.actions.reminder_sheets import print_reminders
from hudang.recertification.queries.contacts import contacts_for
from hudang.recertification.queries.feeds import calendar_of, feed_of
from hudang.recertification.queries.listed import performers_for
from hudang.recertification.vocabulary import METHOD_LABELS
from hudang.web.recertification.seeing_forms import WantedForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response

_VISITORS = (Right.VISIT, Right.EXAMINE_VISITS)


@door(any_of=_VISITORS)
def contacts(request: SignedInRequest, household_code: str) -> HttpResponse:
    """Show every contact with a household, by method."""
    method = request.GET.get("method", "")
    household, page, counted = contacts_for(request.user, household_code, method, request.GET.get("page"))
    tabs = [{"label": "全部", "url": "?", "current": not method, "count": sum(counted.values())}]
    tabs += [
        {"label": label, "url": f"?method={way}", "current": way == method, "count": counted[way.value]}
        for way, label in METHOD_LABELS.items()
        if counted[way.value]
    ]
    context = {"household": household, "page_obj": page, "tabs": tabs}
    return render(request, "recertification/contacts.html", context)


@door(Right.PRINT, any_of=_VISITORS)
def reminders(request: SignedInRequest) -> HttpResponse:
    """Return the sheets of reminders of the villages or the person that the list is narrowed to."""
    user = request.user
    wanted = WantedForm(request.GET, scope=user.scope, people=performers_for(user)).wanted("")
    printed = print_reminders(actor=user, wanted=wanted)
    return pdf_response(f"走访提醒单 {clock.today():%Y-%m}", printed.content)


@door(any_of=_VISITORS, methods=("GET", "POST"))
def feed(request: SignedInRequest) -> HttpResponse:
    """Open, renew or end the calendar of one's own tasks; its address is shown once."""
    address = ""
    if request.method == "POST" and request.POST.get("do") == "close":
        close_feed(actor=request.user)
        messages.success(request, "日历订阅已停用，原来的地址不能再用。")
        return redirect("recertification:feed")
    if request.method == "POST":
        secret = open_feed(actor=request.user)
        address = request.build_absolute_uri(reverse("recertification:ics", args=[secret]))
    context = {"feed": feed_of(request.user), "address": address}
    response = render(request, "recertification/feed.html", context)
    response["Cache-Control"] = "no-store"
    return response


@never_cache
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar of whoever has this secret; a calendar program does not sign in."""
    try:
        content = calendar_of(secret)
    except NotVisible:
        return HttpResponse("这个日历地址已停用。", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
