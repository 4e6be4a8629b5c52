"""立袋 (R7, R17, R18)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from hudang.archives.actions.founding import found_bureau
from hudang.archives.actions.opening import make_empty_boxes, open_all, open_file
from hudang.archives.errors import BureauExists, NoFonds, PouchExists
from hudang.archives.models import Box, HouseholdFile, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.divisions.models import Division
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import COUNTY, MINFU, MINQIANG, People

pytestmark = pytest.mark.django_db


def test_pouch_is_opened_in_a_box_of_its_village(people: People) -> None:
    make_bureau()
    Division.objects.filter(code=MINQIANG).update(short_code="E01")
    file = open_file(actor=people.handler, household=make_household())
    pouch = Pouch.objects.get(file=file)
    assert file.reference_code == "J035-ZY·DB·SP·2021·D5·E01-0001"
    assert pouch.box.village_code == MINQIANG
    assert pouch.box.number == 1
    assert AuditEntry.objects.get(action="open_file").household_code == file.household.code


def test_second_live_pouch_is_refused(people: People) -> None:
    make_bureau()
    household = make_household()
    file = open_file(actor=people.handler, household=household)
    with pytest.raises(PouchExists, match=file.reference_code):
        open_file(actor=people.handler, household=household)


def test_database_refuses_a_second_live_file_and_pouch(people: People) -> None:
    make_bureau()
    file = make_file(make_household())
    pouch = Pouch.objects.get(file=file)
    with pytest.raises(IntegrityError), transaction.atomic():
        file.pk, file.reference_code, file.sequence = None, "J035-ZY·DB·SP·2021·D5·E01-0099", 99
        file.save()
    other = make_file(make_household("李四"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pouch.objects.filter(file=other).update(household=pouch.household)


def test_database_refuses_a_pouch_in_a_box_of_another_village(people: People) -> None:
    make_bureau()
    pouch = Pouch.objects.get(file=make_file(make_household()))
    other = Pouch.objects.get(file=make_file(make_household("李四", village=MINFU)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pouch.objects.filter(pk=pouch.pk).update(box=other.box)
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=pouch.box_id).update(village_code=MINFU)


def test_full_box_continues_as_the_next(people: People) -> None:
    make_bureau()
    households = [make_household(f"户{n}") for n in range(76)]
    open_all(actor=None, households=households)
    assert list(Box.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Pouch.objects.filter(box__number=2).count() == 1


def test_reference_codes_are_never_used_again(people: People) -> None:
    make_bureau()
    file = make_file(make_household())
    used = file.reference_code
    Pouch.objects.all().delete()
    file.delete()
    assert make_file(make_household("李四")).reference_code != used


def test_opening_again_opens_nothing(people: People, django_assert_max_num_queries: object) -> None:
    make_bureau()
    household = make_household()
    open_all(actor=None, households=[household])
    assert open_all(actor=None, households=[household]) == []
    HouseholdFile.objects.update(state=PouchState.CLOSED)
    assert open_all(actor=None, households=[household]) == []


def test_queries_do_not_grow_with_the_number_of_households(
    people: People, django_assert_max_num_queries: object
) -> None:
    make_bureau()
    few, many = [make_household(f"甲{n}") for n in range(3)], [make_household(f"乙{n}") for n in range(30)]
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        open_all(actor=None, households=few)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        open_all(actor=None, households=many)


def test_neighbour_and_administrators_cannot_open(people: People) -> None:
    make_bureau()
    household = make_household()
    with pytest.raises(NotVisible):
        open_file(actor=people.neighbour, household=household)
    for user in (people.system, people.auditor, people.township_head):
        with pytest.raises(NotAllowed):
            open_file(actor=user, household=household)


def test_without_fonds_nothing_is_numbered(people: People) -> None:
    with pytest.raises(NoFonds):
        open_all(actor=None, households=[make_household()])


def test_every_village_gets_a_box(people: People) -> None:
    make_bureau()
    make_file(make_household())
    assert make_empty_boxes(actor=None, prefix="220882") == 2
    assert make_empty_boxes(actor=None, prefix="220882") == 0
    assert Box.objects.count() == 3


def test_boxes_are_made_by_those_who_arrange_them_where_they_do(people: People) -> None:
    make_bureau()
    with pytest.raises(NotAllowed):
        make_empty_boxes(actor=people.township_head, prefix=people.township_head.scope)
    with pytest.raises(NotVisible):
        make_empty_boxes(actor=people.handler, prefix="220882")
    assert make_empty_boxes(actor=people.handler, prefix=people.handler.scope) == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"county_code": "22088"}, "county_code"),
        ({"fonds_code": "35"}, "fonds_code"),
        ({"bureau_name": " "}, "bureau_name"),
    ],
)
def test_founding_checks_its_fields(db: None, fields: dict[str, str], wrong: str) -> None:
    given = {
        "county_code": COUNTY,
        "county_name": "大安市",
        "bureau_name": "大安市民政局",
        "fonds_code": "J035",
    } | fields
    with pytest.raises(InvalidInput) as refused:
        found_bureau(actor=None, **given)
    assert wrong in refused.value.fields


def test_a_county_is_founded_once(people: People) -> None:
    make_bureau()
    with pytest.raises(BureauExists):
        make_bureau()
