"""Learning in the browser: lessons, test, make-up; a certificate is proved without an account."""

from __future__ import annotations

import pytest
from django.test import Client

from hudang.training.models import Certificate, Lesson, Test
from tests.actions.test_training_learning import learn
from tests.factories.archives import make_bureau
from tests.people import People

pytestmark = pytest.mark.django_db


def sign_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def posted(test: Test) -> dict[str, list[str]]:
    return {f"q{number}": [str(each) for each in question["answer"]] for number, question in enumerate(test.paper)}


def test_lessons_lead_on_to_the_next(people: People) -> None:
    client, lesson = sign_in(people.assistant), Lesson.objects.filter(course__code="filing-scope").first()
    assert lesson is not None
    assert "对象全部建档" in client.get(f"/training/lessons/{lesson.pk}/").content.decode()
    answer = client.post(f"/training/lessons/{lesson.pk}/")
    assert answer["Location"] == f"/training/lessons/{lesson.pk + 1}/"
    assert "1 / 4" in client.get("/training/").content.decode()


def test_fail_then_pass_then_anybody_may_prove_it(people: People) -> None:
    make_bureau()
    learn(people.handler)
    client = sign_in(people.handler)
    first = client.post("/training/courses/filing-scope/test/")
    assert "交卷" in client.get(first["Location"]).content.decode()
    assert "不合格" in client.post(first["Location"], {"q0": "9", "q1": "x"}, follow=True).content.decode()
    second = client.post("/training/courses/filing-scope/test/")
    assert "补考" in client.get(second["Location"]).content.decode()
    page = client.post(second["Location"], posted(Test.objects.get(state="open")), follow=True).content.decode()
    made = Certificate.objects.get()
    assert made.number in page
    assert client.get(f"/training/certificates/{made.number}/")["Content-Type"] == "application/pdf"
    shown = Client().get(f"/training/verify/{made.number}/{made.proof}/")
    assert shown.status_code == 200
    assert "证书真实" in shown.content.decode()
    refused = Client().get(f"/training/verify/{made.number}/{'0' * 12}/")
    assert refused.status_code == 404
    # who holds the paper and cannot scan has no account either
    assert 'href="/training/verify/"' in refused.content.decode()
    assert "验证码" in Client().get("/training/verify/").content.decode()


def test_a_question_without_a_right_answer_is_refused_at_its_field(people: People) -> None:
    client, where = sign_in(people.township_head), "/training/courses/filing-scope/questions/"
    sent = {"kind": "single", "text": "几户一袋？", "options": "一户\n两户", "answer": "", "explanation": ""}
    assert "没有正确答案的题不能入库" in client.post(where, sent).content.decode()
    assert "不在选项之内" in client.post(where, sent | {"answer": "D"}).content.decode()
    assert client.post(where, sent | {"answer": "A"}).status_code == 302
    assert "几户一袋？" in client.get(where).content.decode()


def test_bad_sessions_and_attendees_are_refused_at_their_fields(people: People) -> None:
    client = sign_in(people.township_head)
    sent = {
        "title": "归档培训", "kind": "archive", "day": "2026-11-23", "starts": "15:00", "ends": "14:00",
        "place": "会议室", "lecturer": "郑雅琴",
    }  # fmt: skip
    assert "时长不能是零或负数" in client.post("/training/sessions/new/", sent).content.decode()
    made = client.post("/training/sessions/new/", sent | {"ends": "16:00"})
    assert made.status_code == 302
    page = client.post(f"{made['Location']}attend/", {"username": "waixian"}).content.decode()
    assert "外县的人员不能记入" in page
    assert client.post(f"{made['Location']}attend/", {"username": "xieli", "score": "88"}).status_code == 302
    assert "协理员甲" in client.get(made["Location"]).content.decode()
    assert "<svg" in client.get(f"{made['Location']}screen/").content.decode()
