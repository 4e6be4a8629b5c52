"""Visits that a telephone sends: once, in whatever state the line is, writing over nobody's change."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState
from hudang.audit.models import AuditEntry
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.identity import mask_identity
from hudang.notifications.models import Delivery
from hudang.recertification.actions.deciding import decide_between
from hudang.recertification.actions.devices import device_standing, lock_device, register_device
from hudang.recertification.actions.syncing import save_visit_from_phone
from hudang.recertification.actions.visit_checking import accept_visit
from hudang.recertification.actions.visit_parts import add_photo
from hudang.recertification.actions.visiting import save_visit, submit_visit
from hudang.recertification.errors import BothChanged, DeviceLocked, OwnVisit, TwoVisits, VisitClosed
from hudang.recertification.models import Device, RecertificationTask, Visit, VisitPhoto
from hudang.recertification.queries.beside import compared_for
from hudang.recertification.queries.devices import device_of, devices_for
from hudang.recertification.queries.route import route_for, visit_for_phone
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.rules.sent import read_visit
from hudang.recertification.vocabulary import TaskState, VisitState
from tests.factories.recertification import (
    at,
    disabled_elder,
    disabled_without_income,
    household_with_student,
    plan,
    tasks_of,
)
from tests.people import XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 23)


@pytest.fixture
def task(people: People) -> RecertificationTask:
    household = disabled_without_income(address="民强村三组", phone="13894600001")
    plan(people, NOVEMBER)
    return tasks_of(household, "D-B")[0]


@pytest.fixture
def phone(people: People) -> Device:
    return register_device(actor=people.assistant, key=uuid4(), name="红米手机")


def monthly(**changes: Any) -> dict[str, Any]:
    return {
        "head": "孙秀兰", "subject": "孙秀兰", "month": "2026-11", "way": "PHONE", "visited_at": "2026-11-23 09:00", "until": "09:05",
        "answered_by": "孙秀兰", "answerer_relation": "本人", "seen": "yes", "phone": "13894600001", "verified": "yes", "checked": ["1", "2", "3"],
        "food": "2", "clothes": "2", "house": "2", "warmth": "3", "health_change": "无", "due": "320", "received": "320",
        "difference": "0", "difference_reason": "1", "recheck": "no", "visitor": "协理员甲",
    } | changes  # fmt: skip


def sent(task: RecertificationTask, **changes: Any) -> Any:
    values = {
        "key": str(uuid4()), "tasks": [task.pk], "form": "F21", "method": "PHONE", "content": monthly(), "base": 0,
    }  # fmt: skip
    return read_visit(values | changes)


def save(people: People, phone: Device, visit: Any, actor: User | None = None) -> Visit:
    with clock.frozen(at(NOVEMBER)):
        return save_visit_from_phone(actor=actor or people.assistant, device=phone, sent=visit).visit


def test_sent_twice_it_is_the_same_visit(people: People, phone: Device, task: RecertificationTask) -> None:
    visit = sent(task)
    first, again = save(people, phone, visit), save(people, phone, visit)
    assert (first.pk, first.version) == (again.pk, again.version)
    assert Visit.objects.count() == 1
    task.refresh_from_db()
    assert (task.state, task.visit_id) == (TaskState.DOING, first.pk)
    for _ in range(2):
        with clock.frozen(at(NOVEMBER)):
            submit_visit(actor=people.assistant, key=first.key)
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
    assert AuditEntry.objects.filter(action="submit_visit").count() == 1
    save(people, phone, visit)  # the answer was lost: what was handed in already stands
    with pytest.raises(VisitClosed):
        save(people, phone, sent(task, key=str(first.key), content=monthly(food="4"), base=1))


def test_photographs_come_on_their_own_and_once(people: People, phone: Device, task: RecertificationTask) -> None:
    visit = save(people, phone, sent(task, method="HOME", content=monthly(way="HOME", subject_signature="孙秀兰")))
    with pytest.raises(InvalidInput) as refusal, clock.frozen(at(NOVEMBER)):
        submit_visit(actor=people.assistant, key=visit.key)
    assert {"photo", "photos"} & set(refusal.value.fields)
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(picture, "JPEG")
    key = uuid4()
    for _ in range(2):
        add_photo(actor=people.assistant, visit_key=visit.key, key=key, content=picture, name="1.jpg", what="门牌")
    with clock.frozen(at(NOVEMBER)):
        assert submit_visit(actor=people.assistant, key=visit.key).state == VisitState.SUBMITTED
    assert VisitPhoto.objects.count() == 1


def test_what_both_changed_is_not_written_over(people: People, phone: Device, task: RecertificationTask) -> None:
    visit = save(people, phone, sent(task))
    at_the_desk = {"actor": people.assistant, "key": visit.key, "values": monthly(food="4")}
    with clock.frozen(at(NOVEMBER)):
        save_visit(**at_the_desk)
    with pytest.raises(BothChanged) as refusal:
        save(people, phone, sent(task, key=str(visit.key), content=monthly(warmth="1"), base=visit.version))
    theirs = refusal.value.data["theirs"]
    assert (theirs["version"], theirs["content"]["food"]) == (visit.version + 1, "4")
    both = sent(task, key=str(visit.key), content=monthly(food="4", warmth="1"), base=theirs["version"])
    assert save(people, phone, both).version == theirs["version"] + 1


def test_an_answer_lost_on_the_way_is_no_conflict(people: People, phone: Device, task: RecertificationTask) -> None:
    visit = save(people, phone, sent(task))  # the telephone never hears of it
    again = save(people, phone, sent(task, key=str(visit.key), content=monthly(food="4"), base=0))
    assert again.version == visit.version + 1


def test_a_task_begun_elsewhere_is_shown_and_not_doubled(
    people: People, phone: Device, task: RecertificationTask
) -> None:
    visit = save(people, phone, sent(task))
    with pytest.raises(BothChanged) as refusal:
        save(people, phone, sent(task))
    assert refusal.value.data["theirs"]["key"] == str(visit.key)


def test_a_colleagues_visit_is_shown_beside_and_a_person_decides(
    people: People, phone: Device, task: RecertificationTask
) -> None:
    first = save(people, phone, sent(task))
    others = register_device(actor=people.handler, key=uuid4(), name="乡里")
    with pytest.raises(BothChanged) as refusal:
        save(people, others, sent(task, content=monthly(food="4")), people.handler)
    theirs = refusal.value.data["theirs"]
    assert (theirs["made_by"], theirs["content"]["food"]) == (people.assistant.display_name, "2")
    decided = sent(task, key=str(first.key), content=theirs["content"], base=theirs["version"])
    taken = save(people, others, decided, people.handler)
    assert (taken.pk, taken.made_by) == (first.pk, people.handler)
    with pytest.raises(BothChanged):  # whoever began it looks at both again
        save(people, phone, sent(task, key=str(first.key), content=monthly(food="1"), base=first.version))
    assert AuditEntry.objects.filter(action="take_over_visit").count() == 1


def test_a_visit_meets_one_that_was_handed_in_and_the_township_decides(
    people: People, phone: Device, task: RecertificationTask
) -> None:
    others = register_device(actor=people.handler, key=uuid4(), name="乡里")
    RecertificationTask.objects.update(assignee=people.handler)  # given to another while the first was in the village
    first = save(people, others, sent(task, content=monthly(food="4")), people.handler)
    with clock.frozen(at(NOVEMBER)):
        submit_visit(actor=people.handler, key=first.key)
        second = save(people, phone, sent(task))
        submit_visit(actor=people.assistant, key=second.key)
        assert visit_for_phone(second)["beside"] == [people.handler.display_name]
        with pytest.raises(TwoVisits, match="舍力经办"):
            accept_visit(actor=people.township_head, key=second.key)
        (other,) = compared_for(people.township_head, second)
        assert [(line.label, line.this, line.other) for line in other.lines] == [("吃", "较好", "差")]
        with pytest.raises(OwnVisit):
            decide_between(actor=people.handler, key=second.key, kept=first.key, reason="我的在先")
        township = signed_in(people.township_head)
        assert "以哪一份为准" in text_of(township.get(reverse("recertification:visit", args=[second.key])))
        decided = reverse("recertification:check", args=[first.key, "decide"])
        assert township.post(decided, {"kept": second.key, "reason": "无"}).status_code == 422
        assert township.post(decided, {"kept": second.key, "reason": "这一份核对了三项"})["Location"].endswith(
            f"{second.key}/"
        )
    task.refresh_from_db(), first.refresh_from_db()
    assert (task.state, task.visit_id, first.state) == (TaskState.SUBMITTED, second.pk, VisitState.ASIDE)
    assert content_of(first)["food"] == "4", "nothing of it is lost"
    assert Delivery.objects.filter(user=people.handler, message__title__contains="没有采用").exists()


def test_a_survey_meets_a_visit_under_way(people: People, phone: Device, task: RecertificationTask) -> None:
    call = save(people, phone, sent(task))
    others = register_device(actor=people.handler, key=uuid4(), name="乡里")
    survey = save(people, others, sent(task, form="F20", method="HOME", content={"way": "HOME"}), people.handler)
    assert list(survey.beside.all()) == [call]
    task.refresh_from_db()
    assert task.visit_id == call.pk


def test_the_route_holds_what_a_visit_needs_and_no_numbers(people: People, task: RecertificationTask) -> None:
    disabled_elder("赵长富", village=XINTIAN)
    plan(people, NOVEMBER)
    (stop,) = route_for(people.assistant, NOVEMBER)
    assert (stop.head, stop.address, stop.phone) == ("孙秀兰", "民强村三组", "13894600001")
    assert {sheet.form for sheet in stop.sheets} <= {"F20", "F21"}
    assert {task_id for sheet in stop.sheets for task_id in sheet.tasks} == {ask.id for ask in stop.tasks}
    number = task.household.members.get().person.identity
    assert number not in repr(stop)
    assert route_for(people.neighbour, NOVEMBER) == []


def test_masked_numbers_come_back_whole(people: People, phone: Device) -> None:
    home = disabled_elder()
    plan(people, date(2026, 3, 1))
    number = home.members.get().person.identity
    (stop,) = route_for(people.assistant, date(2026, 3, 1))
    (sheet,) = stop.sheets
    assert sheet.known["members"][0]["identity"] == mask_identity(number)
    values = {"key": str(uuid4()), "tasks": sheet.tasks, "form": "F20", "method": "HOME", "content": sheet.known}
    with clock.frozen(at(date(2026, 3, 1))):
        visit = save_visit_from_phone(actor=people.assistant, device=phone, sent=read_visit(values)).visit
    assert content_of(visit)["members"][0]["identity"] == number


def test_a_lost_telephone_is_locked_out(people: People, phone: Device) -> None:
    assert phone.secret
    assert device_standing(key=phone.key, wiped=False) is False
    with pytest.raises(NotVisible):
        lock_device(actor=people.neighbour, device_id=phone.pk, reason="手机遗失")
    with pytest.raises(InvalidInput):
        lock_device(actor=people.township_head, device_id=phone.pk, reason="丢")
    lock_device(actor=people.township_head, device_id=phone.pk, reason="手机遗失")
    phone.refresh_from_db()
    assert phone.secret == ""
    with pytest.raises(DeviceLocked):
        device_of(people.assistant, phone.key)
    assert device_standing(key=phone.key, wiped=True) is True
    assert AuditEntry.objects.filter(action="wipe_device").count() == 1
    assert [each.pk for each in devices_for(people.system)] == [phone.pk]
    assert devices_for(people.neighbour) == []
    assert device_standing(key=uuid4(), wiped=True) is False


def test_the_telephone_of_a_disabled_account_is_wiped(people: People, phone: Device) -> None:
    User.objects.filter(pk=people.assistant.pk).update(state=AccountState.DISABLED)
    assert device_standing(key=phone.key, wiped=False) is True


def test_the_route_asks_no_more_for_more_households(people: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            route_for(people.assistant, NOVEMBER)
        return len(asked)

    disabled_without_income("甲"), disabled_elder("乙"), household_with_student("丙")
    plan(people, NOVEMBER)
    few, stops = queries(), len(route_for(people.assistant, NOVEMBER))
    for number in range(4):
        disabled_without_income(f"丁{number}"), disabled_elder(f"戊{number}"), household_with_student(f"己{number}")
    plan(people, NOVEMBER)
    assert len(route_for(people.assistant, NOVEMBER)) > stops
    assert queries() == few
