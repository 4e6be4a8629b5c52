"""Finding, listing and counting households within the user's division."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.accounts.models import User
from hudang.households.actions.classification import reclassify
from hudang.households.actions.editing import edit_household
from hudang.households.actions.registration import register_household
from hudang.households.models import Classification, Household, HouseholdTag
from hudang.households.queries.counts import counts_for
from hudang.households.queries.facts import conditions_of, facts_of
from hudang.households.queries.history import history_for
from hudang.households.queries.lists import ListFilters, all_for, filters_for_job, list_for
from hudang.households.queries.search import is_private, typed_for_log
from hudang.households.queries.visible import household_for
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories.acts import member_form
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINFU, MINQIANG, SHELI, XINTIAN, People


@pytest.fixture
def shan(people: People) -> Household:
    """A household registered through the action, with all search keys."""
    values = {
        "phone": "13800001234",
        "account": "6221780166015494454",
        "certificate_no": "CS2208822023001",
        "allowance": "500",
    }
    head = member_form("单田芳", sex="1")
    return register_household(actor=people.handler, village_code=MINQIANG, head=head, values=values).household


def codes(user: User, **filters: Any) -> list[str]:
    return [row.code for row in list_for(user, ListFilters(**filters))]


def test_every_way_of_searching_finds(people: People, shan: Household) -> None:
    other = make_household("王德贵", number=800)
    add_member(shan, "20", make_person("赵小宝", born=date(2015, 3, 3), initials="zxb", pinyin="zhaoxiaobao"))
    identity = shan.members.get(relation="02").person.identity
    for typed in (
        "单田芳", "田芳", "赵小宝", "stf", "DTF", "shantian", "zxb", identity, identity.lower(), identity[-4:],
        identity[-6:], shan.code, "13800001234", "138 0000 1234", "6221780166015494454", "CS2208822023001", "cs22088",
    ):  # fmt: skip
        found = codes(people.handler, q=typed)
        assert shan.code in found, typed
        if typed not in (identity[-4:],):
            assert other.code not in found, typed
    assert codes(people.handler, q="没有这个人") == []
    assert codes(people.handler, q="%") == []
    assert len(codes(people.handler, q=f"{MINQIANG}")) == 2


def test_a_tail_of_six_is_exact(people: People, shan: Household) -> None:
    identity = shan.members.get().person.identity
    wrong = ("1" if identity[-6] != "1" else "2") + identity[-5:]
    assert codes(people.handler, q=identity[-6:]) == [shan.code]
    assert codes(people.handler, q=wrong) == []


def test_filters_narrow_and_counts_agree(people: People, shan: Household) -> None:
    elder = make_household("王德贵", number=801, abc_class="A", assistance="12")
    stopped = make_household("李大有", number=802, village=MINFU, state="STOPPED")
    reclassify([elder.pk, stopped.pk])
    Classification.objects.filter(household=stopped).update(proposed_structure="2", proposed_source="1")
    handler = people.handler
    assert codes(handler, state="STOPPED") == [stopped.code]
    assert set(codes(handler, state="paid")) == {shan.code, elder.code}
    assert codes(handler, structure="1") == [elder.code]
    assert codes(handler, abc="A") == [elder.code]
    assert codes(handler, assistance="12") == [elder.code]
    assert codes(handler, proposal=True) == [stopped.code]
    assert codes(handler, division=MINFU) == [stopped.code]
    assert len(codes(handler, division=SHELI)) == 3
    assert codes(handler, division="nonsense") == []
    assert codes(handler, source="99", tag="elder", abc="A") == [elder.code]
    counts = counts_for(handler)
    assert counts.total == list_for(handler, ListFilters()).paginator.count == 3
    assert counts.paid == len(codes(handler, state="paid"))
    assert counts.proposals == len(codes(handler, proposal=True))
    assert counts.undecided == len(codes(handler, structure="99"))
    for tag in counts.tags:
        assert tag.count == len(codes(handler, tag=tag.tag))


def test_sorting(people: People) -> None:
    poor, rich = make_household("甲", number=1, allowance=100), make_household("乙", number=2, allowance=900)
    assert codes(people.handler, sort="-allowance") == [rich.code, poor.code]
    assert codes(people.handler, sort="allowance") == [poor.code, rich.code]
    assert codes(people.handler, sort="nonsense") == [poor.code, rich.code]


def test_nobody_sees_beyond_the_division(people: People, shan: Household) -> None:
    elsewhere = make_household("张三丰", village=XINTIAN, number=803)
    identity = shan.members.get().person.identity
    for typed in ("单田芳", identity, identity[-4:], identity[-6:], shan.code, "13800001234", "stf", ""):
        assert shan.code not in codes(people.neighbour, q=typed)
    assert codes(people.neighbour, division=MINQIANG) == []
    assert codes(people.neighbour) == [elsewhere.code]
    assert counts_for(people.neighbour).total == 1
    assert codes(people.assistant) == [shan.code]
    assert len(codes(people.county_handler)) == 2
    for read in (lambda: household_for(people.neighbour, shan.code), lambda: history_for(people.neighbour, shan)):
        with pytest.raises(NotVisible):
            read()


def test_administrators_see_nothing(people: People, shan: Household) -> None:
    for who in (people.system, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            list_for(who, ListFilters())
        with pytest.raises(NotAllowed):
            household_for(who, shan.code)
        with pytest.raises(NotAllowed):
            counts_for(who)


def test_rows_are_masked(people: People, shan: Household) -> None:
    row = list_for(people.handler, ListFilters())[0]
    identity = shan.members.get().person.identity
    assert row.head_identity == f"{identity[:6]}********{identity[-4:]}"
    assert row.phone == "138****1234"
    assert identity not in repr(list(all_for(people.handler, ListFilters()).everything()))


def test_queries_do_not_grow(people: People) -> None:
    def queries(filters: ListFilters) -> int:
        with CaptureQueriesContext(connection) as captured:
            list(list_for(people.county_handler, filters))
        return len(captured)

    asked = (ListFilters(), ListFilters(q="王"), ListFilters(tag="elder", sort="head"))
    reclassify([make_household(number=1).pk])
    few = [queries(filters) for filters in asked]
    reclassify([make_household(number=number).pk for number in range(2, 40)])
    assert [queries(filters) for filters in asked] == few
    with CaptureQueriesContext(connection) as captured:
        counts_for(people.county_handler)
    assert len(captured) <= 5


def test_facts_of_a_day(people: People, shan: Household) -> None:
    day = clock.today()
    left = add_member(shan, "20", make_person("单小宝", born=date(2015, 3, 3)))
    left.until, left.leaving = day, "21"
    left.save()
    facts = facts_of([shan.pk], day)[shan.pk]
    assert ([m.name for m in facts.members], facts.died) == (["单田芳"], ("单小宝",))
    conditions = conditions_of(facts_of([shan.pk], day))[shan.pk]
    assert conditions["member_died"] == "单小宝已死亡。"
    assert "elder" in conditions


def test_history_tells_before_and_after_in_chinese(people: People, shan: Household) -> None:
    edit_household(actor=people.county_handler, code=shan.code, version=1, values={"allowance": "600"})
    latest = history_for(people.handler, shan)[0]
    assert (latest.actor, latest.post, latest.act) == ("县经办", "县经办", "修改家庭")
    change = latest.changes[0]
    assert (change.field, change.before, change.after) == ("月保障金（元）", "500", "600")


def test_whole_numbers_are_private() -> None:
    assert is_private("220882195001010019")
    assert is_private("6221780166015494454")
    assert not is_private("2208821052010001")
    assert not is_private("王德贵")
    assert typed_for_log("220882195001010019") == "220882********0019"
    assert typed_for_log("王德贵") == "王德贵"


def test_a_job_keeps_whom_a_whole_number_found_and_never_the_number(people: People, shan: Household) -> None:
    make_household("王德贵", number=800)
    for number in (shan.members.get(relation="02").person.identity, "6221780166015494454"):
        kept = filters_for_job(people.handler, ListFilters(q=number))
        assert number not in str(kept)
        assert [row.code for row in list_for(people.handler, ListFilters(**kept))] == [shan.code]
        assert (
            len(all_for(people.neighbour, ListFilters(**filters_for_job(people.neighbour, ListFilters(q=number))))) == 0
        )
    assert filters_for_job(people.handler, ListFilters(q="单田芳"))["q"] == "单田芳"


FILTERS = [
    {"abc": "A"},
    {"abc": "A", "assistance": "02"},
    {"assistance": "02", "state": "paid"},
    {"tag": "student"},
    {"tag": "student", "state": "STOPPED"},
    {"structure": "3"},
    {"source": "2", "structure": "1"},
    {"proposal": True},
    {"proposal": True, "structure": "1", "division": MINQIANG},
    {"tag": "student", "abc": "A"},
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_kept_count_is_the_number_of_rows_that_the_list_opens(people: People, filters: dict[str, Any]) -> None:
    for number in range(1, 13):
        household = make_household(
            f"户{number}",
            number=number,
            village=MINQIANG if number % 2 else XINTIAN,
            abc_class="AB"[number % 3 % 2],
            assistance="02" if number % 4 else "01",
            state="STOPPED" if number % 5 == 0 else "ACTIVE",
        )
        Classification.objects.update_or_create(
            household=household,
            defaults={
                "classified_on": clock.today(),
                "family_structure": str(number % 2 * 2 + 1),
                "income_source": "2",
                "proposed_source": "1" if number % 3 else "",
            },
        )
        if number % 2:
            HouseholdTag.objects.create(household=household, tag="student")
    found = all_for(people.county_handler, ListFilters(**filters))
    assert len(found) == len(list(found.everything())) == len(list_for(people.county_handler, ListFilters(**filters)))
