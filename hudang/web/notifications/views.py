"""消息: the user's own inbox; a message opens the page that it is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.kernel import clock
from hudang.notifications.actions.reading import mark_all_read, mark_read, open_message
from hudang.notifications.queries import InboxFilter, inbox_for, unread_by_kind
from hudang.notifications.vocabulary import KIND_LABELS, KIND_TONES, Kind
from hudang.printing.actions.digest import print_digest
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.paging import page_of

_LONGEST_KEY = 18


def _wanted(data: Any) -> InboxFilter:
    return InboxFilter(kind=data.get("kind", ""), everything=data.get("all") == "on")


def _tabs(wanted: InboxFilter, unread: dict[str, int]) -> list[dict[str, Any]]:
    more = "&all=on" if wanted.everything else ""
    rows = [{"label": "全部种类", "url": f"?kind={more}", "count": sum(unread.values()), "current": not wanted.kind}]
    return rows + [
        {"label": label, "url": f"?kind={kind}{more}", "count": unread[kind], "current": wanted.kind == kind}
        for kind, label in KIND_LABELS.items()
    ]


@door()
def inbox(request: SignedInRequest) -> HttpResponse:
    """List the user's messages: what he has not read, or everything."""
    wanted = _wanted(request.GET)
    page = page_of(request, inbox_for(request.user, wanted))
    rows = [
        {"each": each, "kind": KIND_LABELS[Kind(each.message.kind)], "tone": KIND_TONES[Kind(each.message.kind)]}
        for each in page
    ]
    unread = unread_by_kind(request.user)
    context = {"rows": rows, "page_obj": page, "wanted": wanted, "unread": sum(unread.values())}
    return render(request, "notifications/inbox.html", context | {"tabs": _tabs(wanted, unread)})


@door()
def opened(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    """Note that a message was read, and lead to the page that it is about."""
    delivery = open_message(actor=request.user, delivery_id=delivery_id)
    return redirect(delivery.message.link or reverse("notifications:inbox") + "?all=on")


@door(methods=("POST",))
def mark(request: SignedInRequest) -> HttpResponse:
    """Mark the ticked messages as read or unread."""
    ids = [int(each) for each in request.POST.getlist("ids") if each.isdecimal() and len(each) <= _LONGEST_KEY]
    read = request.POST.get("read") == "on"
    done = mark_read(actor=request.user, deliveries=ids, read=read)
    word = "已读" if read else "未读"
    messages.success(request, f"{done} 条记为{word}。" if done else f"所选的本来就是{word}。")
    return redirect(reverse("notifications:inbox") + ("?all=on" if request.POST.get("all") == "on" else ""))


@door(methods=("POST",))
def all_read(request: SignedInRequest) -> HttpResponse:
    """Mark everything as read."""
    done = mark_all_read(actor=request.user, kind=_wanted(request.POST).kind)
    messages.success(request, f"{done} 条记为已读。")
    return redirect("notifications:inbox")


@door()
def digest(request: SignedInRequest) -> HttpResponse:
    """Give what the user has not read as a sheet to print."""
    response = HttpResponse(
        print_digest(actor=request.user, kind=_wanted(request.GET).kind), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="messages-{clock.today():%Y%m%d}.pdf"'
    return response
