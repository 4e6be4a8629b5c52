"""A paper is drawn and kept; who fails gets a make-up by himself; who has done everything gets a certificate."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.training.actions.certificates import open_certificate, revoke_certificate
from hudang.training.actions.learning import hand_in, mark_read, open_test
from hudang.training.errors import ClosedTest, NoTestDue, PassedAlready
from hudang.training.models import Certificate, Course, Lesson, PracticeRun, Question, Test
from hudang.training.queries.certificates import verify
from hudang.training.rules.papers import draw
from tests.factories.archives import make_bureau
from tests.people import People

CODE = "filing-scope"


@pytest.fixture
def learner(people: People) -> User:
    make_bureau()
    return people.handler


def right_answers(test: Test) -> list[Any]:
    return [question["answer"] for question in test.paper]


def learn(learner: User, code: str = CODE) -> None:
    for lesson in Lesson.objects.filter(course__code=code):
        mark_read(actor=learner, lesson_id=lesson.pk)
    course = Course.objects.get(code=code)
    PracticeRun.objects.create(learner=learner, task=course.practice, passed_at=clock.now())


def test_the_paper_can_be_drawn_again_from_its_seed(learner: User) -> None:
    test = open_test(actor=learner, code=CODE)
    keys = Question.objects.filter(course__code=CODE).values_list("key", flat=True)
    assert [each["key"] for each in test.paper] == draw(test.seed, list(keys), 10)
    assert open_test(actor=learner, code=CODE) == test


def test_who_fails_gets_a_make_up_with_another_paper(learner: User) -> None:
    learn(learner)
    failed = hand_in(actor=learner, test_id=open_test(actor=learner, code=CODE).pk, answers=[])
    make_up = Test.objects.get(make_up=True)
    assert (failed.state, failed.score) == ("failed", 0)
    assert (make_up.state, make_up.number, str(make_up.due_on - clock.today())) == ("open", 2, "14 days, 0:00:00")
    assert make_up.seed != failed.seed
    assert not Certificate.objects.exists()
    passed = hand_in(actor=learner, test_id=make_up.pk, answers=right_answers(make_up))
    assert passed.score == 100
    assert Certificate.objects.get().test == passed
    with pytest.raises(ClosedTest):
        hand_in(actor=learner, test_id=make_up.pk, answers=[])
    with pytest.raises(NoTestDue):
        open_test(actor=learner, code=CODE)


def test_a_change_of_the_bank_changes_no_paper_that_was_drawn(learner: User) -> None:
    test = open_test(actor=learner, code=CODE)
    Question.objects.update(answer=[0], text="改过的题")
    passed = hand_in(actor=learner, test_id=test.pk, answers=right_answers(test))
    assert passed.score == 100


def test_the_certificate_comes_when_the_last_part_is_done(learner: User) -> None:
    test = open_test(actor=learner, code=CODE)
    hand_in(actor=learner, test_id=test.pk, answers=right_answers(test))
    assert not Certificate.objects.exists()
    with pytest.raises(PassedAlready):
        open_test(actor=learner, code=CODE)
    PracticeRun.objects.create(learner=learner, task=test.course.practice, passed_at=clock.now())
    for lesson in Lesson.objects.filter(course__code=CODE):
        mark_read(actor=learner, lesson_id=lesson.pk)
    assert Certificate.objects.get().number == f"220882-PX-{clock.today().year}-0001"


def test_a_certificate_proves_itself_until_it_is_altered_or_revoked(learner: User, people: People) -> None:
    learn(learner)
    test = open_test(actor=learner, code=CODE)
    hand_in(actor=learner, test_id=test.pk, answers=right_answers(test))
    made = Certificate.objects.get()
    assert verify(made.number, made.proof.lower()).tone == "ok"
    assert verify(made.number, "0" * 12).certificate is None
    _, content = open_certificate(actor=learner, number=made.number)
    assert content == storage.path_of(made.sha256).read_bytes()
    with pikepdf.open(storage.path_of(made.sha256)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"
    Certificate.objects.update(learner_name="别人")
    assert verify(made.number, made.proof).tone == "bad"
    Certificate.objects.update(learner_name=made.learner_name)
    with pytest.raises(NotVisible):
        open_certificate(actor=people.neighbour, number=made.number)
    revoke_certificate(actor=people.township_head, number=made.number, reason="请人代考")
    assert "撤销" in verify(made.number, made.proof).sentence
    assert AuditEntry.objects.filter(action="revoke_certificate", reason="请人代考").exists()
