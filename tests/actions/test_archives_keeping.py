"""责任与交接 (R2)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState
from hudang.archives.actions.keeping import Duty, answer_handover, assign_boxes, offer_handover, withdraw_handover
from hudang.archives.errors import BeingHandedOver, HandoverAnswered, KeptAlready, NotKeeper, NotTaker, UnfitKeeper
from hudang.archives.models import Box, Handover, NoteEntry, Pouch
from hudang.archives.queries.keeping import box_count_of_keeper, keepers_for, waiting_handovers
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, PASSWORD, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(people: People) -> Box:
    make_bureau()
    return Pouch.objects.get(file=make_file(make_household())).box


def keep(people: People, box: Box, keeper: User) -> None:
    assign_boxes(actor=people.archivist, box_ids=[box.pk], duty=Duty(keeper=keeper.username))
    box.refresh_from_db()


def offer(people: People, box: Box, taker: User) -> Handover:
    return offer_handover(actor=people.handler, box_ids=[box.pk], taker=taker.username, reason="调岗")


def test_all_four_answer_for_a_box(people: People, box: Box) -> None:
    duty = Duty(unit="舍力镇人民政府", founded_by="王档", keeper="jingban", inspector="dangan")
    assert assign_boxes(actor=people.archivist, box_ids=[box.pk], duty=duty) == 1
    box.refresh_from_db()
    assert (box.unit, box.founded_by) == ("舍力镇人民政府", "王档")
    assert (box.keeper, box.inspector) == (people.handler, people.archivist)
    assert AuditEntry.objects.get(action="assign_boxes").after["keeper"] == "舍力经办"
    assert [(row.name, row.boxes) for row in keepers_for(people.archivist)] == [("舍力经办", 1)]


def test_a_keeper_changes_only_when_both_sides_confirm(people: People, box: Box) -> None:
    keep(people, box, people.handler)
    with pytest.raises(KeptAlready, match="办理交接"):
        keep(people, box, people.archivist)
    handover = offer(people, box, people.archivist)
    assert Box.objects.get(pk=box.pk).keeper == people.handler
    assert (handover.pouch_count, waiting_handovers(people.archivist)) == (1, 1)
    with pytest.raises(NotTaker):
        answer_handover(actor=people.handler, handover_id=handover.pk, accepted=True)
    with pytest.raises(NotVisible):
        answer_handover(actor=people.neighbour, handover_id=handover.pk, accepted=True)
    answer_handover(actor=people.archivist, handover_id=handover.pk, accepted=True)
    assert Box.objects.get(pk=box.pk).keeper == people.archivist
    assert NoteEntry.objects.filter(box=box, text__contains="由舍力经办交接给档案管理员").exists()
    with pytest.raises(HandoverAnswered, match="已接收"):
        answer_handover(actor=people.archivist, handover_id=handover.pk, accepted=False, answer="少一袋")


def test_what_is_declined_or_withdrawn_stays(people: People, box: Box) -> None:
    keep(people, box, people.handler)
    first = offer(people, box, people.archivist)
    with pytest.raises(BeingHandedOver):
        offer(people, box, people.county_handler)
    with pytest.raises(InvalidInput):
        answer_handover(actor=people.archivist, handover_id=first.pk, accepted=False)
    answer_handover(actor=people.archivist, handover_id=first.pk, accepted=False, answer="少一袋")
    second = offer(people, box, people.archivist)
    with pytest.raises(NotVisible):
        withdraw_handover(actor=people.archivist, handover_id=second.pk)
    withdraw_handover(actor=people.handler, handover_id=second.pk)
    assert Box.objects.get(pk=box.pk).keeper == people.handler


def test_who_may_not(people: People, box: Box) -> None:
    with pytest.raises(NotKeeper):
        offer(people, box, people.archivist)
    with pytest.raises(UnfitKeeper):
        keep(people, box, people.neighbour)
    for actor, refusal in ((people.assistant, NotAllowed), (people.neighbour, NotVisible)):
        with pytest.raises(refusal):
            assign_boxes(actor=actor, box_ids=[box.pk], duty=Duty(unit="某单位"))


def test_a_disabled_keeper_is_told_and_can_be_replaced(people: People, box: Box) -> None:
    keep(people, box, people.handler)
    client = Client()
    client.login(username=people.system.username, password=PASSWORD)
    said = client.post(reverse("accounts:disable", args=["jingban"]), {"reason": "调离"}, follow=True).content.decode()
    assert "仍是 1 个村盒的保管人" in said
    assert User.objects.get(username="jingban").state == AccountState.DISABLED
    assert not keepers_for(people.archivist)[0].in_office
    keep(people, box, people.archivist)
    assert (box.keeper, box_count_of_keeper("jingban")) == (people.archivist, 0)


def test_the_page_assigns_and_hands_over(people: People, box: Box) -> None:
    client = Client()
    client.login(username=people.handler.username, password=PASSWORD)
    page = reverse("archives:duties")
    assert "未指定保管人" in client.get(page).content.decode()
    sent = {"boxes": [box.pk], "keeper": "jingban"}
    assert "已为 1 盒" in client.post(reverse("archives:assign-duties"), sent, follow=True).content.decode()
    sent = {"boxes": [box.pk], "taker": "dangan", "reason": "调岗"}
    assert "确认接收后生效" in client.post(reverse("archives:hand-over"), sent, follow=True).content.decode()
    client.login(username=people.archivist.username, password=PASSWORD)
    words = client.get(page).content.decode()
    assert "有盒移交给您" in words and f"民强村 {box.title}" in words, "one counts by the names of the boxes"
    answer = reverse("archives:answer-handover", args=[Handover.objects.get().pk])
    assert "已接收 1 盒" in client.post(answer, {"accepted": "yes"}, follow=True).content.decode()
    assert "舍力经办 → 档案管理员" in client.get(reverse("archives:box", args=[box.pk])).content.decode()


def test_a_taker_who_works_elsewhere_by_now_gets_no_box(people: People, box: Box) -> None:
    keep(people, box, people.handler)
    handover = offer(people, box, people.township_head)
    User.objects.filter(pk=people.township_head.pk).update(division_code=FENGSHOU)
    people.township_head.refresh_from_db()
    with pytest.raises(UnfitKeeper):
        answer_handover(actor=people.township_head, handover_id=handover.pk, accepted=True)
    assert Box.objects.get(pk=box.pk).keeper == people.handler
    assert Handover.objects.get().answered_at is None
