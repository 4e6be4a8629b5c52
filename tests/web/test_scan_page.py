"""扫码: a photograph of a label opens the pouch or box that it stands for."""

from __future__ import annotations

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image

from hudang.accounts.models import User
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in, text_of


def photograph(text: str) -> bytes:
    """Return a label as a telephone would take it: somewhat turned, on a larger sheet."""
    code = io.BytesIO()
    segno.make_qr(text).save(code, kind="png", scale=8, border=4)
    sheet = Image.new("L", (1600, 1200), 210)
    sheet.paste(Image.open(code).convert("L").rotate(7, expand=True, fillcolor=255), (420, 300))
    taken = io.BytesIO()
    sheet.save(taken, "JPEG", quality=80)
    return taken.getvalue()


def send(user: User, content: bytes) -> HttpResponse:
    photo = SimpleUploadedFile("IMG_1.jpg", content, "image/jpeg")
    response: HttpResponse = signed_in(user).post(reverse("archives:scan"), {"photo": photo})  # type: ignore[assignment]
    return response


def test_a_label_opens_its_pouch(people: People) -> None:
    make_bureau()
    pouch = make_file(make_household("王德贵", village=MINQIANG, number=7)).pouches.get()
    response = send(people.assistant, photograph(f"http://archive.example/q/p{pouch.pk}/"))
    assert response["Location"] == f"/q/p{pouch.pk}/"
    assert signed_in(people.assistant).get(response["Location"])["Location"] == f"/pouches/{pouch.pk}/"
    assert signed_in(people.neighbour).get(response["Location"]).status_code == 404


def test_another_code_is_looked_for(people: People) -> None:
    assert send(people.assistant, photograph("J035-DB-0007"))["Location"] == "/search/?q=J035-DB-0007"


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xd8nonsense", "已损坏"), (None, "没有认出二维码")])
def test_what_holds_no_code_says_what_to_do(people: People, content: bytes | None, said: str) -> None:
    if content is None:
        plain = io.BytesIO()
        Image.new("L", (400, 300), 200).save(plain, "JPEG")
        content = plain.getvalue()
    assert said in text_of(send(people.assistant, content))
