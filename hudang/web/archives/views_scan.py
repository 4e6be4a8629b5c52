"""扫码: from the label on a pouch or box to its page, by camera, by a photograph, or by typing what is printed."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.digitization.engines.barcodes import codes_in
from hudang.recertification.rules.sheet_codes import task_of_codes
from hudang.web.shared.door import SignedInRequest, door

# our labels carry the address of the pouch or box; its end says which
_OURS = re.compile(r"/q/([pb])(\d{1,18})/?$")
NOTHING = "照片里没有认出二维码。请靠近一些、对准标签、避开反光再拍一张，或者直接输入标签上的档号。"


@door(Right.VIEW_HOUSEHOLDS, methods=("GET", "POST"))
def scan(request: SignedInRequest) -> HttpResponse:
    """Show the camera; a photograph that is sent opens what its code stands for."""
    photograph = request.FILES.get("photo")
    if request.method == "POST" and photograph is None:
        messages.error(request, "没有收到照片，请重新拍一张。")
    elif photograph is not None:
        codes = codes_in(photograph.file, photograph.name or "照片")  # type: ignore[arg-type]
        ours = next((found for code in codes if (found := _OURS.search(code))), None)
        if ours:
            return redirect("archives:scanned", kind=ours[1], number=int(ours[2]))
        task = task_of_codes(codes)
        if task is not None:
            return redirect("recertification:task-paper", household_task=task)
        if codes:
            return redirect(f"{reverse('search:results')}?{urlencode({'q': codes[0][:60]})}")
        messages.error(request, NOTHING)
    return render(request, "archives/scan.html")
