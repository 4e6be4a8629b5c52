"""What the night reminds people of in training, and which lessons their own work leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hudang.accounts.models import User
from hudang.kernel import clock
from hudang.notifications.models import Delivery
from hudang.quality.models import Problem
from hudang.recertification.actions.visit_checking import return_visit
from hudang.recertification.actions.visiting import submit_visit
from hudang.training.actions.learning import hand_in, mark_read, open_test
from hudang.training.actions.reminding import remind
from hudang.training.actions.sessions import plan_session
from hudang.training.models import Test
from hudang.training.queries.recommending import recommendations_for
from hudang.training.rules.sessions import SessionDraft
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.factories.recertification import at, disabled_without_income, head_of, plan
from tests.factories.visits import begun, call, filled
from tests.people import People

pytestmark = pytest.mark.django_db


def titles(person: User) -> list[str]:
    return list(Delivery.objects.filter(user=person).order_by("pk").values_list("message__title", flat=True))


def test_a_make_up_is_told_before_its_day_and_once_it_is_late(people: People) -> None:
    make_bureau()
    test = open_test(actor=people.assistant, code="filing-scope")
    hand_in(actor=people.assistant, test_id=test.pk, answers=[[] for _ in test.paper])
    due = Test.objects.get(state="open").due_on
    assert due is not None
    remind(due - timedelta(days=20))
    assert not [each for each in titles(people.assistant) if "补考" in each]
    for day in (due, due, due + timedelta(days=1), due + timedelta(days=2)):
        remind(day)
    told = [each for each in titles(people.assistant) if "补考" in each]
    assert told == [
        f"《归档范围与次序》的补考请在{due.month}月{due.day}日以前完成",
        f"《归档范围与次序》的补考已过期限（{due.month}月{due.day}日）",
    ]


def test_a_session_is_told_to_whoever_it_is_for(people: People) -> None:
    make_bureau()
    begins = clock.now() + timedelta(days=2)
    draft = SessionDraft(
        title="入户走访培训", kind="policy", posts=["village_assistant"], starts_at=begins,
        ends_at=begins + timedelta(hours=2), place="镇会议室", lecturer="郑雅琴",
    )  # fmt: skip
    plan_session(actor=people.township_head, draft=draft)
    remind(clock.today())
    remind(clock.today())
    assert sum("入户走访培训" in each for each in titles(people.assistant)) == 1
    assert not any("入户走访培训" in each for each in titles(people.handler))


def test_each_quarter_tells_who_lacks_what_and_their_heads(people: People) -> None:
    make_bureau()
    day = clock.today().replace(month=2, day=1)
    assert remind(day) > 2
    assert remind(day + timedelta(days=40)) == 0
    assert any("培训还有" in each for each in titles(people.assistant))
    assert any("人缺训" in each for each in titles(people.township_head))
    assert remind(day.replace(month=4)) > 2


def test_what_quality_found_leads_to_the_lesson_until_it_is_read(people: People) -> None:
    home = make_household()
    for number in range(3):
        Problem.objects.create(
            rule="page_gap", village_code=home.village_code, household_id=home.pk, household_code=home.code,
            object_id=number, found_on=clock.today(),
        )  # fmt: skip
    (found,) = recommendations_for(people.handler)
    assert found.lesson.title == "袋内按什么次序排"
    assert found.shortcoming.label == "本辖区有 3 处“页号不连续”"
    mark_read(actor=people.handler, lesson_id=found.lesson.pk)
    assert not recommendations_for(people.handler)
    assert not recommendations_for(people.neighbour)


def test_a_visit_that_came_back_leads_to_the_lesson_on_visits(people: People) -> None:
    day = date(2026, 11, 23)
    with clock.frozen(at(day)):
        make_bureau()
        poor = disabled_without_income()
        make_file(poor)
        plan(people, day)
        visit = begun(people.assistant, poor, method="PHONE", person_id=head_of(poor).person_id)
        submit_visit(actor=people.assistant, key=filled(people.assistant, visit, **call(day)).key)
        assert "visits" not in {each.shortcoming.topic for each in recommendations_for(people.assistant)}
        return_visit(actor=people.handler, key=visit.key, reason="请补服药情况")
        (found,) = [each for each in recommendations_for(people.assistant) if each.shortcoming.topic == "visits"]
        assert found.lesson.course.code == "dynamic-visits"
        assert found.shortcoming.label == "您的走访近一年有 1 次被退回"
