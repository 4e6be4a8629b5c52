"""离线走访: the page that a telephone keeps, its service worker, and what the two exchange with the server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.forms.catalogue import form_of
from hudang.forms.rules.as_data import as_data
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible, Refusal
from hudang.recertification.actions.attempts import record_attempt
from hudang.recertification.actions.devices import device_standing, note_contact, register_device
from hudang.recertification.actions.syncing import save_visit_from_phone
from hudang.recertification.actions.visit_parts import add_photo
from hudang.recertification.actions.visiting import submit_visit
from hudang.recertification.errors import BothChanged
from hudang.recertification.queries.devices import device_of
from hudang.recertification.queries.route import route_for, visit_for_phone
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.outcomes import OVERRULED, RECKONED
from hudang.recertification.rules.sent import read_visit
from hudang.web.shared.door import SignedInRequest, door

FORMS = ("F21", "F20", "F19")
# the opinions of the offices are given later, at the desk; month and verification follow from day and ticks
_NOT_ASKED = ("township", "county", "month", "verified")
_SCRIPTS = ("vault", "forms", "capture", "merge", "sending", "checks", "screens", "visit", "app")
_KEPT = (
    *("hudang/tokens.css", "hudang/base.css", "hudang/components.css", "hudang/forms.css", "hudang/visits/visits.css"),
    *(f"hudang/visits/{name}.js" for name in _SCRIPTS),
    *(
        "hudang/icons.svg",
        "hudang/seal.svg",
        "hudang/chevron.svg",
        "hudang/visits/icon-192.png",
        "hudang/visits/icon-512.png",
    ),
)
_TOO_MANY = 8_000_000


@door(Right.VISIT)
def app(request: SignedInRequest) -> HttpResponse:
    """Show the page that telephones keep: the same for everybody, without any personal data."""
    scripts = [f"hudang/visits/{name}.js" for name in _SCRIPTS]
    return render(request, "recertification/app.html", {"scripts": scripts})


@door(Right.VISIT)
def worker(request: SignedInRequest) -> HttpResponse:
    """Give the service worker with the addresses of what it keeps; they change with every version of the product."""
    files = [reverse("recertification:app"), *(static(each) for each in _KEPT)]
    version = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    context = {"files": json.dumps(files), "version": version}
    return render(request, "recertification/app_worker.js", context, content_type="text/javascript")


@door(Right.VISIT)
def manifest(request: SignedInRequest) -> HttpResponse:
    """Describe the page to the telephone that installs it."""
    start = reverse("recertification:app")
    icons = [
        {
            "src": static(f"hudang/visits/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": why,
        }
        for size in (192, 512)
        for why in ("any", "maskable")
    ]
    told = {
        "name": "户档走访",
        "short_name": "走访",
        "lang": "zh-Hans",
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#f2f3ee",
        "theme_color": "#12343b",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


Answer = Callable[..., HttpResponseBase]


def answered(view: Answer) -> Answer:
    """Turn refusals into what the telephone's page reads: a code, the sentence, the fields, what stands."""

    @wraps(view)
    def guarded(request: Any, *args: Any) -> HttpResponseBase:
        try:
            return view(request, *args)
        except BothChanged as refusal:
            return JsonResponse({"code": refusal.code, "message": refusal.message, **refusal.data}, status=409)
        except InvalidInput as refusal:
            told = {"code": refusal.code, "message": refusal.message, "fields": refusal.fields}
            return JsonResponse(told, status=422)
        except NotVisible as refusal:
            return JsonResponse({"code": refusal.code, "message": refusal.message}, status=404)
        except Refusal as refusal:
            return JsonResponse({"code": refusal.code, "message": refusal.message}, status=409)

    return guarded


@door(Right.VISIT)
@answered
def session(request: SignedInRequest) -> HttpResponse:
    """Say who is signed in, with the token that what is sent must carry."""
    user = request.user
    told = {"user": user.pk, "name": user.display_name, "post": user.post_label, "token": get_token(request)}
    return JsonResponse(told | {"now": clock.now().isoformat()})


@door(Right.VISIT, methods=("POST",))
@answered
def device(request: SignedInRequest) -> HttpResponse:
    """Register a telephone, or hand its half of the key out again; a locked one learns that it is."""
    found = register_device(actor=request.user, key=_key(request.POST.get("device")), name=request.POST.get("name", ""))
    note_contact(device=found, unsent=_number(request.POST.get("unsent")))
    days = thresholds().offline_days
    return JsonResponse({"locked": found.locked_at is not None, "secret": found.secret, "offline_days": days})


@door(Right.VISIT)
@answered
def bundle(request: SignedInRequest) -> HttpResponse:
    """Give a registered telephone its route, with the definitions of the forms."""
    found = device_of(request.user, _key(request.GET.get("device")))
    note_contact(device=found, unsent=_number(request.GET.get("unsent")))
    limits = thresholds()
    told = {
        "made_at": clock.now().isoformat(),
        "today": clock.today().isoformat(),
        "offline_days": limits.offline_days,
        "phone_seconds": limits.phone_seconds,
        "difference_percent": limits.difference_percent,
        "difference_yuan": limits.difference_yuan,
        "forms": {code: as_data(form_of(code), (*_NOT_ASKED, *OVERRULED), RECKONED) for code in FORMS},
        "stops": [asdict(stop) for stop in route_for(request.user)],
    }
    return JsonResponse(told)


@door(Right.VISIT, methods=("POST",))
@answered
def send_visit(request: SignedInRequest) -> HttpResponse:
    """Take a visit in, as a draft: photographs follow, then it is handed in."""
    found = device_of(request.user, _key(request.GET.get("device")))
    sent = read_visit(_json(request))
    saved = save_visit_from_phone(actor=request.user, device=found, sent=sent)
    return JsonResponse({"new": saved.new, "visit": visit_for_phone(saved.visit)})


@door(Right.VISIT, methods=("POST",))
@answered
def send_photo(request: SignedInRequest) -> HttpResponse:
    """Take one photograph in."""
    device_of(request.user, _key(request.POST.get("device")))
    picture = request.FILES.get("photo")
    if picture is None:
        raise InvalidInput({"photo": "没有收到照片，请再发送一次。"})
    key = _key(request.POST.get("key"))
    add_photo(
        actor=request.user,
        visit_key=_key(request.POST.get("visit")),
        key=key,
        content=picture.file,  # type: ignore[arg-type]
        name=f"{key}.jpg",
        what=request.POST.get("what", ""),
        taken_at=_moment(request.POST.get("taken_at")),
    )
    return JsonResponse({"key": str(key)})


@door(Right.VISIT, methods=("POST",))
@answered
def send_attempt(request: SignedInRequest) -> HttpResponse:
    """Take in that nobody was reached."""
    given = request.POST
    device_of(request.user, _key(given.get("device")))
    try:
        on = date.fromisoformat(given.get("on", ""))
    except ValueError:
        raise InvalidInput({"on": "缺少日期，请更新页面后再试。"}) from None
    record_attempt(
        actor=request.user,
        household_code=given.get("household", ""),
        on=on,
        method=given.get("method", ""),
        result=given.get("result", ""),
    )
    return JsonResponse({"on": on.isoformat()})


@door(Right.VISIT, methods=("POST",))
@answered
def submit(request: SignedInRequest) -> HttpResponse:
    """Hand in a visit whose parts have arrived."""
    device_of(request.user, _key(request.POST.get("device")))
    visit = submit_visit(actor=request.user, key=_key(request.POST.get("visit")))
    return JsonResponse({"visit": visit_for_phone(visit)})


def standing(request: HttpRequest) -> HttpResponse:
    """Tell a telephone, signed in or not, whether it must wipe what it holds; it says when it has.

    Without a door: a lost telephone is in nobody's session. It names its own random key and learns yes or no.
    """
    values = request.POST if request.method == "POST" else request.GET
    try:
        key = UUID(values.get("device", ""))
    except ValueError:
        return JsonResponse({"locked": False}, status=400)
    locked = device_standing(key=key, wiped=request.method == "POST")
    return JsonResponse({"locked": locked, "token": get_token(request)})


def _key(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise InvalidInput({"device": "缺少编号，请更新页面后再试。"}) from None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body[:_TOO_MANY])
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidInput({"key": "手机发来的内容读不懂，请更新页面后再发送。"})
    return found
