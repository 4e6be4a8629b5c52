"""A township's missing papers lead its officer to the lesson; practice, a failed test, the make-up, the proof, the file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from pypdfium2 import PdfDocument

from hudang.archives.models import Item
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.library.models import InstitutionalItem
from hudang.training.models import Certificate, Lesson, Test, TrainingSession
from hudang.training.queries.sessions import sign_in_code
from hudang.training.rules.practice import MISSING
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People

pytestmark = pytest.mark.django_db


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def seen(client: Client, where: str) -> str:
    answer = client.get(where, follow=True)
    assert answer.status_code == 200, where
    return answer.content.decode()


def right(test: Test) -> dict[str, list[str]]:
    return {f"q{number}": [str(each) for each in question["answer"]] for number, question in enumerate(test.paper)}


def begin_session(head: Client, officer: Client) -> TrainingSession:
    """The township plans a session, whose code everybody scans."""
    now = clock.now().astimezone(clock.CHINA)
    begun = now - timedelta(minutes=5) if now.hour or now.minute > 5 else now
    sent = {
        "title": "归档范围专题培训", "kind": "archive", "course": "filing-scope", "day": f"{begun:%Y-%m-%d}",
        "starts": f"{begun:%H:%M}", "ends": "23:59", "place": "镇会议室", "lecturer": "郑雅琴", "notice": "请准时参加。",
    }  # fmt: skip
    assert head.post("/training/sessions/new/", sent).status_code == 302
    session = TrainingSession.objects.get()
    code = sign_in_code(session)
    assert "签到" in seen(officer, f"/training/sessions/{session.pk}/sign-in/{code}/")
    assert officer.post(f"/training/sessions/{session.pk}/sign-in/{code}/").status_code == 302
    return session


def learn(officer: Client) -> None:
    """His own missing papers lead to the lesson that speaks of them; he learns the course."""
    page = seen(officer, "/training/")
    lesson = Lesson.objects.get(course__code="filing-scope", title="缺件怎样补")
    assert "有 1 户缺件" in page
    assert f"/training/lessons/{lesson.pk}/" in page
    for each in Lesson.objects.filter(course__code="filing-scope"):
        assert officer.post(f"/training/lessons/{each.pk}/").status_code == 302


def practise(officer: Client) -> None:
    """He files the missing paper on the practice ground; the archive does not notice."""
    officer.post("/training/practice/file-missing/enter/")
    pouch = re.search(r"/files/\d+/", seen(officer, f"/households/{MISSING}/"))
    assert pouch
    form = re.search(r"/pouches/\d+/items/new/", seen(officer, pouch[0]))
    assert form, "the pouch leads to filing"
    filed = officer.post(
        form[0],
        {"material": "M13", "dated": f"{clock.today():%Y%m%d}", "page_count": "1", "original": "copy"},
    )
    assert filed.status_code == 302
    assert "练习通过" in officer.post("/training/practice/file-missing/").content.decode()
    officer.post("/training/practice/leave/")
    assert not Item.objects.filter(material__code="M13").exists()
    assert not Household.objects.filter(code=MISSING).exists()


def test_from_a_missing_paper_to_a_proved_certificate(people: People) -> None:
    make_bureau()
    # a household of the township lacks its papers, most of all those of the first lesson of the filing scope
    file = make_file(make_household())
    file.missing, file.missing_count = ["M13", "M14", "M16"], 3
    file.save(update_fields=["missing", "missing_count"])
    head, officer = signed_in(people.township_head), signed_in(people.handler)
    session = begin_session(head, officer)
    learn(officer)
    practise(officer)

    # he fails, and passes the make-up that came by itself
    test = officer.post("/training/courses/filing-scope/test/")["Location"]
    assert "已自动安排补考" in officer.post(test, {}, follow=True).content.decode()
    again = officer.post("/training/courses/filing-scope/test/")["Location"]
    assert again != test
    assert "证书已发" in officer.post(again, right(Test.objects.get(state="open")), follow=True).content.decode()

    # the QR code on the paper proves it to somebody without an account
    made = Certificate.objects.get()
    pdf = officer.get(f"/training/certificates/{made.number}/").content
    (found,) = zxingcpp.read_barcodes(PdfDocument(pdf)[0].render(scale=3).to_pil())
    proved = Client().get(found.text.partition("8000")[2] or found.text)
    assert "证书真实，在有效期内" in proved.content.decode()
    assert people.handler.display_name in proved.content.decode()

    # the session files itself
    closed = head.post(f"/training/sessions/{session.pk}/close/", {"summary": "到会一人。"}, follow=True)
    item = InstitutionalItem.objects.get()
    assert item.reference_code in closed.content.decode()
    assert f"/library/items/{item.pk}/" in closed.content.decode()
    assert "RG06" in item.reference_code
    assert "归档范围专题培训" in item.title
    assert f"/training/sessions/{session.pk}/" in seen(head, f"/library/items/{item.pk}/")
