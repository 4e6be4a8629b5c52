"""消息: said once, to those whom it concerns, with nothing in it that belongs to the archive only."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.casework.actions.messages import remind
from hudang.casework.models import CaseClock
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.notifications.actions.reading import mark_all_read, mark_read, open_message
from hudang.notifications.actions.sending import hand_out, send, send_to_post
from hudang.notifications.errors import BadLink, SensitiveMessage
from hudang.notifications.models import Delivery, Message
from hudang.notifications.queries import InboxFilter, inbox_for, unread_count
from hudang.notifications.rules.templates import Template, worded
from hudang.notifications.vocabulary import Kind
from tests.factories.cases import accepted
from tests.people import MINQIANG, SHELI, People, make_user

pytestmark = pytest.mark.django_db
OVERDUE = Template("overdue", Kind.OVERDUE, "{place}有 {count} 户逾期，最早{day}", "点开名单办理。")
SAID = {"place": "民强村", "count": 3, "day": date(2026, 11, 3)}


def told(people: People, key: str = "a", **more: Any) -> bool:
    return send(to=people.handler, template=OVERDUE, key=key, values=SAID, **more)


def test_said_once_a_key(people: People) -> None:
    assert told(people)
    assert not told(people)
    assert [each.message.title for each in inbox_for(people.handler)] == ["民强村有 3 户逾期，最早11月3日"]


def test_to_whoever_holds_the_post_for_the_place(people: People) -> None:
    make_user("liangge", Post.TOWNSHIP_HANDLER, SHELI, "另一经办")
    sent: dict[str, Any] = {"template": OVERDUE, "values": SAID, "division_code": MINQIANG}
    assert send_to_post(post=Post.TOWNSHIP_HANDLER, key="a", **sent) == 2
    assert send_to_post(post=Post.TOWNSHIP_HANDLER, key="a", **sent) == 0
    assert send_to_post(post=Post.COUNTY_HEAD, key="b", **sent) == 1
    assert (unread_count(people.handler), unread_count(people.neighbour), unread_count(people.county_head)) == (1, 0, 1)


def test_a_post_that_nobody_holds_gets_it_when_somebody_does(people: People) -> None:
    User.objects.filter(post=Post.TOWNSHIP_HEAD).update(state=AccountState.DISABLED)
    sent: dict[str, Any] = {"template": OVERDUE, "values": SAID, "division_code": MINQIANG}
    assert send_to_post(post=Post.TOWNSHIP_HEAD, key="a", **sent) == 0
    new = make_user("xinfuze", Post.TOWNSHIP_HEAD, SHELI, "新负责人")
    assert hand_out()[0] == 1
    assert unread_count(new) == 1
    assert hand_out()[0] == 0


@pytest.mark.parametrize("value", ["13800138000", "220882197001011234", "住处电话13912345678", "6222021234567890123"])
def test_no_number_of_a_person_gets_in(value: str) -> None:
    with pytest.raises(SensitiveMessage):
        worded(OVERDUE, SAID | {"place": value})


def test_household_codes_are_no_numbers_of_persons() -> None:
    template = Template("x", Kind.QUALITY, "{household} 缺材料")
    assert worded(template, {"household": "2208821052010007"}).title == "2208821052010007 缺材料"
    with pytest.raises(SensitiveMessage):
        worded(template, {"household": "11010519491231002X"})


def test_a_template_has_no_slot_for_a_name() -> None:
    with pytest.raises(ValueError, match="head_name"):
        Template("x", Kind.REMINDER, "{head_name}户逾期")


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org", "cases/", "/\\example.org"])
def test_links_stay_within_the_product(people: People, link: str) -> None:
    with pytest.raises(BadLink):
        told(people, link=link)


def test_everybody_reads_his_own(people: People) -> None:
    told(people)
    key = Delivery.objects.get().pk
    with pytest.raises(NotVisible):
        open_message(actor=people.neighbour, delivery_id=key)
    assert mark_read(actor=people.neighbour, deliveries=[key]) == 0
    open_message(actor=people.handler, delivery_id=key)
    assert unread_count(people.handler) == 0
    assert inbox_for(people.handler, InboxFilter(everything=True)).count() == 1
    assert mark_read(actor=people.handler, deliveries=[key], read=False) == 1
    assert mark_all_read(actor=people.handler, kind=Kind.TRAINING) == 0
    assert mark_all_read(actor=people.handler) == 1


def test_dropped_as_a_file(people: People, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        told(people, link="/missing/", household_code="2208821052010007")
    delivery = Delivery.objects.get()
    assert delivery.handed_at is not None
    [path] = (Path(settings.DATA) / "messages").glob(f"*-{delivery.pk}.json")
    dropped = json.loads(path.read_text())
    assert dropped["to"] == "jingban"
    assert dropped["link"].endswith("/missing/")
    assert "舍力经办" not in path.read_text()
    path.unlink()


def test_a_closed_way_is_tried_again_at_night(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    told(people)
    monkeypatch.setattr("hudang.notifications.channels.FileDrop.carry", _fails)
    assert hand_out() == (0, 0)
    monkeypatch.undo()
    assert hand_out() == (0, 1)
    assert hand_out() == (0, 0)


def _fails(self: object, deliveries: object) -> None:
    raise OSError("no room")


def test_deadlines_are_told_when_close_and_when_over(people: People) -> None:
    found, today = accepted(people.handler), clock.today()
    CaseClock.objects.filter(case=found).update(ended_on=today)
    CaseClock.objects.filter(case=found, kind="total").update(ended_on=None, due_on=today + timedelta(days=2))
    assert (remind(today), remind(today)) == (1, 0)
    late = today + timedelta(days=3)
    # the handler again, and now the head
    assert (remind(late), remind(late)) == (2, 0)
    assert Message.objects.filter(kind=Kind.OVERDUE).count() == 2
    assert all(found.applicant_name not in m.title + m.body for m in Message.objects.all())


def test_the_inbox_and_the_count_in_the_head(people: People, client: Client) -> None:
    told(people, link="/missing/")
    client.force_login(people.handler, backend="django.contrib.auth.backends.ModelBackend")
    assert "消息，1 条未读" in client.get("/").content.decode()
    page = client.get("/messages/").content.decode()
    assert "民强村有 3 户逾期" in page
    assert client.get("/messages/digest/").content.startswith(b"%PDF")
    key = Delivery.objects.get().pk
    assert client.get(f"/messages/{key}/")["Location"] == "/missing/"
    assert "民强村有 3 户逾期" not in client.get("/messages/").content.decode()
    client.post("/messages/mark/", {"ids": [key, "x", "9" * 30]})
    assert unread_count(people.handler) == 1
    client.post("/messages/all-read/")
    assert unread_count(people.handler) == 0
    assert "没有可打印" in client.get("/messages/digest/").content.decode()
