"""One box for people, files and places: what is found, in which order, and who finds it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.accounts.models import User
from hudang.divisions.models import Division, DivisionAlias
from hudang.households.actions.members import edit_member
from hudang.households.models import Household, NameToken, Person
from hudang.households.names import name_tokens
from hudang.kernel.errors import NotAllowed
from hudang.search.queries import found_for, only_one
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINQIANG, XINTIAN, People

pytestmark = pytest.mark.django_db


def names(user: User, text: str) -> list[str]:
    return [hit.name for hit in found_for(user, text, 8).people]


@pytest.fixture
def uighur(people: People) -> Household:
    return make_household("买买提·吐尔逊", number=900, phone="13800001234")


@pytest.mark.parametrize(
    "typed", ["买买提·吐尔逊", "买买提吐尔逊", "买买提•吐", "吐尔逊", "mmt", "maimaiti", "1380000", "13800001234"]
)
def test_a_person_is_found(people: People, uighur: Household, typed: str) -> None:
    assert names(people.handler, typed) == ["买买提·吐尔逊"]


def test_rare_single_and_traditional_characters(people: People) -> None:
    make_household("𠮷永强", number=901)
    make_household("𫍯", number=902)
    make_household("张国强", number=903)
    assert names(people.handler, "𠮷") == ["𠮷永强"]
    assert names(people.handler, "𫍯") == ["𫍯"]
    assert names(people.handler, "張國") == ["张国强"]


def test_names_that_begin_with_the_text_come_first_and_a_household_once(people: People) -> None:
    home = make_household("王德贵", number=904)
    add_member(home, "20", make_person("王小明", born=date(2010, 1, 1)))
    make_household("李王氏", number=905)
    found = found_for(people.handler, "王", 8).people
    assert [(hit.name, hit.relation) for hit in found] == [("王德贵", "户主"), ("李王氏", "户主")]
    (boy,) = found_for(people.handler, "王小明", 8).people
    assert (boy.relation, boy.head_name, boy.household_code) == ("子", "王德贵", home.code)


def test_numbers_in_full_width_and_tails(people: People, uighur: Household) -> None:
    identity = uighur.members.get().person.identity
    wide = "".join(chr(ord(c) + 0xFEE0) for c in identity)
    for typed in (identity, wide, identity[-4:], identity[-6:].lower(), uighur.code, uighur.code[:12]):
        assert names(people.handler, typed) == ["买买提·吐尔逊"], typed
    (hit,) = found_for(people.handler, identity, 8).people
    assert identity not in str(hit)
    assert only_one(people.handler, wide) == hit
    assert only_one(people.handler, identity[-4:]) is None


def test_files_and_items_by_the_code_on_the_label(people: People) -> None:
    make_bureau()
    Division.objects.filter(code=MINQIANG).update(short_code="A01")
    file = make_file(make_household("王德贵", number=906))
    ends = [file.reference_code.split("·", skipped)[-1] for skipped in (4, 5)]
    whole = (file.reference_code, file.reference_code[:-2])
    for typed in (*whole, *ends, f"a01-{file.sequence}", f"Ａ01-{file.sequence:04d}"):
        (hit,) = found_for(people.handler, typed, 8).files
        assert (hit.file_id, hit.title) == (file.pk, "王德贵户"), typed
        assert not found_for(people.neighbour, typed, 8).files
    assert only_one(people.handler, file.reference_code) is not None


def test_places_by_name_alias_pinyin_and_code(people: People) -> None:
    village = Division.objects.get(code=MINQIANG)
    DivisionAlias.objects.create(division=village, name="民强屯")
    for typed in ("民强", "民强屯", "minqiang", "mq", MINQIANG, "强村"):
        assert MINQIANG in [hit.code for hit in found_for(people.handler, typed, 8).places], typed
    assert not found_for(people.handler, "新田", 8).places
    assert [hit.code for hit in found_for(people.neighbour, "新田", 8).places] == [XINTIAN]


def test_nobody_finds_what_lies_outside_his_division(people: People, uighur: Household) -> None:
    identity = uighur.members.get().person.identity
    for typed in ("买买提", "mmt", identity, identity[-6:], uighur.code, "13800001234"):
        assert not found_for(people.neighbour, typed, 8), typed
    for restricted in (people.system, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            found_for(restricted, "买买提", 8)


def test_queries_do_not_grow_with_what_is_found(people: People) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            found_for(people.county_handler, "王", 8)
        return len(asked)

    make_household("王一", number=910)
    before = count()
    for number in range(911, 930):
        make_household(f"王{number}", number=number)
    assert count() <= before
    assert before <= 12


def test_what_a_name_is_found_by_follows_the_name(people: People, uighur: Household) -> None:
    member = uighur.members.get()
    edit_member(actor=people.handler, code=uighur.code, member_id=member.pk, version=1, values={"name": "阿里木"})
    assert names(people.handler, "阿里木") == ["阿里木"]
    assert names(people.handler, "买买提") == []
    person = Person.objects.get(pk=member.person_id)
    stored = set(NameToken.objects.filter(person=person).values_list("token", flat=True))
    assert stored == name_tokens(person.name, person.pinyin, person.initials)
