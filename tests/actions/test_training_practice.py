"""The practice ground: the archive is out of its reach, each task is found done only when it is, it is made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from hudang.accounts.models import User
from hudang.archives.actions.boxes import place_box
from hudang.archives.actions.correcting import correct_item, description_of
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.shifting import move_pouches
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.audit.chain import verify
from hudang.audit.models import AuditEntry
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.notices import Posting, post_notice, prepare_notice
from hudang.casework.models import Case
from hudang.forms.actions.papers import make_paper
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.platform import ground
from hudang.training.actions.practising import check_practice, enter_practice, identity_on_ground, reset_practice
from hudang.training.errors import NoPractice, NotPractising
from hudang.training.practice.places import ground_of
from hudang.training.rules.practice import (
    ALONE,
    COUNTY,
    EARNING,
    LOCATION,
    MISDATED,
    MISPLACED,
    MISSING,
    TASKS,
    VILLAGE,
)
from tests.factories.archives import make_bureau
from tests.factories.forms import PNG
from tests.factories.households import make_household
from tests.factories.visits import at_home
from tests.people import People

pytestmark = pytest.mark.django_db


def on_ground(user: User) -> Path:
    return ground_of(user.pk)


def file_the_paper(user: User, dated: str | None = None, original: str = "copy") -> None:
    post = enter_practice(actor=user, task="file-missing")
    with ground.standing_on(on_ground(user)):
        actor = identity_on_ground(post)
        assert actor is not None
        file = HouseholdFile.objects.get(household__code=MISSING)
        day = dated or archive_date(clock.today())
        entry = ItemEntry(material="M13", dated=day, page_count=1, original=original)
        file_items(actor=actor, file_id=file.pk, entries=[entry])


def test_what_is_done_there_counts_nowhere_here(people: People) -> None:
    make_bureau()
    make_household()
    before = AuditEntry.objects.count()
    file_the_paper(people.assistant)
    assert not Item.objects.exists()
    assert Household.objects.count() == 1
    assert [entry.action for entry in AuditEntry.objects.order_by("sequence")[before:]] == ["enter_practice"]
    assert not list(verify())
    with ground.standing_on(on_ground(people.assistant)):
        assert Household.objects.filter(village_code__startswith=COUNTY[:6]).count() == Household.objects.count() > 5
        assert not list(verify())


def test_a_task_is_passed_when_everything_is_right(people: People) -> None:
    file_the_paper(people.assistant, original="original")
    wrong = check_practice(actor=people.assistant, task="file-missing")
    assert not wrong.passed
    assert [each.words for each in wrong.findings if not each.right] == ["应选“复印件”：证件原件由本人保管。"]
    reset_practice(actor=people.assistant)
    assert check_practice(actor=people.assistant, task="file-missing").findings[0].right is False
    file_the_paper(people.assistant)
    assert check_practice(actor=people.assistant, task="file-missing").passed


def test_each_trainee_has_a_ground_of_his_own(people: People) -> None:
    file_the_paper(people.assistant)
    enter_practice(actor=people.handler, task="file-missing")
    assert not check_practice(actor=people.handler, task="file-missing").passed


@pytest.mark.parametrize("task", TASKS)
def test_no_task_is_done_before_anybody_did_it(people: People, task: str) -> None:
    enter_practice(actor=people.handler, task=task)
    assert not check_practice(actor=people.handler, task=task).passed


def test_a_whole_application_is_accepted_there(people: People) -> None:
    post = enter_practice(actor=people.county_head, task="accept-application")
    with ground.standing_on(on_ground(people.county_head)):
        actor = identity_on_ground(post)
        assert actor is not None
        assert actor.display_name == "县负责人（练习）"
        case = Case.objects.get(applicant_name="陈永福")
        accept(actor=actor, number=case.number, opinion="材料齐全，予以受理。")
    assert check_practice(actor=people.county_head, task="accept-application").passed


def put_the_pouch_back(actor: User) -> None:
    first = Box.objects.get(village_code=VILLAGE, number=1)
    pouch = Pouch.objects.get(file__household__code=MISPLACED, part=1)
    move_pouches(actor=actor, pouch_ids=[pouch.pk], box_id=first.pk)
    place_box(actor=actor, box=Box.objects.get(pk=first.pk), location=LOCATION, thickness_mm=50)


def write_the_income_down(actor: User) -> None:
    member = HouseholdMember.objects.get(household__code=EARNING)
    lines = [IncomeLine("102", "1500", "month", member.pk)]
    set_incomes(actor=actor, code=EARNING, version=None, since=clock.today().replace(day=1), lines=lines)


def record_the_visit(actor: User) -> None:
    today, file = clock.today(), HouseholdFile.objects.get(household__code=ALONE)
    told = at_home(today, head="周桂芝", subject="周桂芝", month=f"{today:%Y-%m}", answered_by="周桂芝",
        answerer_relation="本人", visitor="练习经办", subject_signature="on_paper", photo=PNG, verified="yes",
    )  # fmt: skip
    with transaction.atomic():
        make_paper(actor=actor, form="F21", data=told, village_code=VILLAGE, file=file)


def hang_the_notice(actor: User) -> None:
    case, day = Case.objects.get(applicant_name="马春英"), clock.today()
    batch = prepare_notice(
        actor=actor, village_code=VILLAGE, numbers=[case.number], telephone="0436-5550199", starts_on=day
    )
    post_notice(actor=actor, number=batch.number, posting=Posting("村委会公示栏", "王春梅", day))


def put_the_date_right(actor: User) -> None:
    item = Item.objects.get(file__household__code=MISDATED, material__code="M10")
    right = replace(description_of(item), dated="20260612")
    correct_item(actor=actor, item_id=item.pk, description=right, reason="户口簿复印件日期写错一位")


@pytest.mark.parametrize(
    ("task", "work"),
    [
        ("place-pouch", put_the_pouch_back),
        ("verify-income", write_the_income_down),
        ("record-visit", record_the_visit),
        ("post-notice", hang_the_notice),
        ("correct-item", put_the_date_right),
    ],
)
def test_the_right_work_passes(people: People, task: str, work: Callable[[User], None]) -> None:
    post = enter_practice(actor=people.handler, task=task)
    with ground.standing_on(on_ground(people.handler)):
        actor = identity_on_ground(post)
        assert actor is not None
        work(actor)
    checked = check_practice(actor=people.handler, task=task)
    assert checked.passed, [each.words for each in checked.findings if not each.right]


def test_refusals(people: People) -> None:
    with pytest.raises(NoPractice):
        enter_practice(actor=people.handler, task="nothing")
    with pytest.raises(NotPractising):
        check_practice(actor=people.neighbour, task="file-missing")


def test_the_same_pages_show_the_ground_and_say_so(people: People) -> None:
    home = make_household("真实户")
    client = Client()
    client.force_login(people.handler, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/training/practice/file-missing/enter/")
    assert answer["Location"] == f"/households/{MISSING}/"
    page = client.get(answer["Location"]).content.decode()
    assert "练习环境" in page
    assert "孙玉兰" in page
    assert client.get(f"/households/{home.code}/").status_code == 404
    assert "真实户" not in client.get("/households/").content.decode()
    assert client.post("/training/practice/file-missing/").status_code == 200
    client.post("/training/practice/leave/")
    assert "真实户" in client.get("/households/").content.decode()
    assert client.get(f"/households/{MISSING}/").status_code == 404
