"""长期公布: who stands on the month's list and who never does, hanging, replacing, filing, and the pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.models import HouseholdFile, Item, SchemeClass
from hudang.archives.rules.keeping import Access
from hudang.audit.models import AuditEntry
from hudang.casework.actions.long_term import (
    drop_long_term_list,
    hang_long_term_list,
    photograph_long_term_list,
    prepare_long_term_list,
)
from hudang.casework.actions.notices import Posting
from hudang.casework.errors import NoticeWrongState
from hudang.casework.models import LongTermList
from hudang.casework.queries.long_term import paid_in, this_month, villages_due
from hudang.casework.tasks import prepare_lists, start_lists
from hudang.casework.vocabulary import LongTermState
from hudang.forms.queries.papers import data_of
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_file
from tests.factories.benefits import make_award
from tests.factories.decisions import PHONE, on_notice, posted, ready
from tests.factories.households import make_household
from tests.factories.scans import png
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def paid(people: People, name: str, *, new: bool = False, number: int = 101) -> Household:
    household = make_household(name, number=number, approved_on=date(2026, 11, 2) if new else date(2024, 3, 1))
    make_award(people.county_head, household)
    make_file(household)
    return household


def hung(people: People, day: date | None = None) -> LongTermList:
    made = prepare_long_term_list(actor=people.handler, village_code=MINQIANG, telephone=PHONE)
    posting = Posting("村部公示栏", "协理员甲", day or clock.today())
    return hang_long_term_list(actor=people.handler, number=made.number, posting=posting)


def test_it_carries_the_whitelist_of_those_who_are_paid(people: People) -> None:
    ready(people)
    household = paid(people, "王德贵")
    make_household("李未发", number=102)
    made = prepare_long_term_list(actor=people.handler, village_code=MINQIANG, telephone=PHONE)
    assert made.paper is not None
    data = data_of(made.paper)
    assert [(row["head"], str(row["amount"])) for row in data["rows"]] == [("王德贵", "320.00")]
    assert set(data["rows"][0]) <= {"number", "head", "size", "covered", "amount", "note"}
    for secret in (household.account_tail or "无", household.address or "无", "2208"):
        assert secret == "无" or secret not in str(data)
    assert "prepare_long_term_list" in AuditEntry.objects.values_list("action", flat=True)


def test_minors_are_masked_and_kept_apart_households_left_out(people: People) -> None:
    ready(people)
    minor, apart, exempt = (
        paid(people, name, number=n) for n, name in enumerate(("赵小明", "钱保密", "孙免公示"), 101)
    )
    head = HouseholdMember.objects.select_related("person").get(household=minor)
    head.person.born_on = date(2012, 1, 1)
    head.person.save()
    secret = SchemeClass.objects.exclude(pk=HouseholdFile.objects.get(household=apart).scheme_class_id)[0]
    SchemeClass.objects.filter(pk=secret.pk).update(access=Access.SECRET)
    HouseholdFile.objects.filter(household=apart).update(scheme_class=secret)
    case = on_notice(people)
    type(case).objects.filter(pk=case.pk).update(exempt=True, household=exempt)
    assert [row.head for row in paid_in(MINQIANG, this_month())] == ["赵某（未成年人）"]


def test_hanging_files_it_into_the_newly_confirmed_pouch_only(people: People) -> None:
    ready(people)
    old, new = paid(people, "王德贵"), paid(people, "李新来", new=True, number=102)
    listed = hung(people)
    item = Item.objects.get(material__code="M55")
    assert item.file.household == new and item.document_number == listed.number
    assert not Item.objects.filter(file__household=old).exists()
    photograph_long_term_list(actor=people.assistant, number=listed.number, photo=io.BytesIO(png()), name="公示.png")
    assert Item.objects.filter(material__code="M55", file__household=new).count() == 2
    assert villages_due(people.handler) == []


def test_the_next_month_takes_its_place(people: People) -> None:
    ready(people)
    paid(people, "李新来", new=True)
    first = hung(people)
    with pytest.raises(InvalidInput):
        prepare_long_term_list(actor=people.handler, village_code=MINQIANG, telephone=PHONE)
    with clock.frozen(datetime(2026, 12, 3, 1, tzinfo=UTC)):
        second = hung(people)
    first.refresh_from_db()
    assert (first.state, first.replaced_on) == (LongTermState.REPLACED, date(2026, 12, 3))
    assert second.state == LongTermState.POSTED
    assert Item.objects.filter(material__code="M55").count() == 1, "filed once"


def test_one_that_hangs_is_not_dropped_and_a_dropped_one_is_made_anew(people: People) -> None:
    ready(people)
    paid(people, "王德贵")
    made = prepare_long_term_list(actor=people.handler, village_code=MINQIANG, telephone=PHONE)
    drop_long_term_list(actor=people.handler, number=made.number, reason="漏了一户")
    again = hung(people)
    with pytest.raises(NoticeWrongState, match="公布中"):
        drop_long_term_list(actor=people.handler, number=again.number, reason="漏了一户")


def test_who_may_not(people: People) -> None:
    ready(people)
    paid(people, "王德贵")
    with pytest.raises(NotAllowed):
        prepare_long_term_list(actor=people.assistant, village_code=MINQIANG, telephone=PHONE)
    with pytest.raises(NotVisible):
        prepare_long_term_list(actor=people.neighbour, village_code=MINQIANG, telephone=PHONE)
    with pytest.raises(InvalidInput):
        prepare_long_term_list(actor=people.handler, village_code=MINQIANG, telephone="不知道")


def test_a_suspended_household_does_not_stand_there(people: People) -> None:
    ready(people)
    household = paid(people, "王德贵")
    Household.objects.filter(pk=household.pk).update(state="PAUSED")
    assert paid_in(MINQIANG, this_month()) == []


def picture(browser: Client, name: str, number: str) -> bytes:
    answer = browser.get(reverse(f"casework:{name}", args=[number]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    return bytes(answer.content)


def test_its_pages_and_pictures(people: People) -> None:
    ready(people)
    paid(people, "李新来", new=True)
    browser = signed_in(people.handler)
    assert "做公布表" in text_of(browser.get(reverse("casework:long-term")))
    address = reverse("casework:long-term-prepare", args=[MINQIANG])
    assert PHONE in text_of(browser.get(address))
    assert "请填写监督电话" in text_of(browser.post(address, {"telephone": "1"}))
    assert "长期公布表已做好" in text_of(browser.post(address, {"telephone": PHONE}, follow=True))
    number = LongTermList.objects.get().number
    form = {"places": "村部公示栏", "posted_by": "协理员甲", "on": clock.today().isoformat(), "version": "1"}
    page = browser.post(reverse("casework:long-term-hang", args=[number]), form, follow=True)
    assert "已登记张贴" in text_of(page) and "已归入" in text_of(page)
    assert picture(browser, "long-term-image", number).startswith(b"\x89PNG")
    batch = posted(people, on_notice(people))
    assert picture(browser, "notice-image", batch.number).startswith(b"\x89PNG")
    neighbour = signed_in(people.neighbour)
    assert neighbour.get(reverse("casework:notice-image", args=[batch.number])).status_code == 404
    assert neighbour.get(reverse("casework:long-term-list", args=[number])).status_code == 404
    assert number not in text_of(neighbour.get(reverse("casework:long-term")))


def test_all_villages_at_once(people: People) -> None:
    ready(people)
    paid(people, "王德贵")
    page = signed_in(people.handler).get(reverse("casework:long-term"))
    assert "一次做好 1 个村" in text_of(page)
    with pytest.raises(NotAllowed):
        start_lists(actor=people.assistant)
    job = start_lists(actor=people.handler, once="x")
    assert start_lists(actor=people.handler, once="x") == job
    prepare_lists.func(job_id=str(job.pk))
    job.refresh_from_db()
    assert job.state == "done" and job.message == "已做 1 个村的长期公布表"
    assert LongTermList.objects.get().village_code == MINQIANG and villages_due(people.handler) == []
