"""Writing in bulk leaves the same rows and objects as Django's own way."""

from __future__ import annotations

import gc
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from hudang.households.models import Household, HouseholdMember, IncomeItem, Person
from hudang.households.vocabulary import BenefitState
from hudang.platform import bulk
from tests.factories.households import make_household

pytestmark = pytest.mark.django_db
VILLAGE = "220882105201"
_MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def _values(number: int) -> dict[str, object]:
    return {
        "code": f"{VILLAGE}{number:04d}",
        "village_code": VILLAGE,
        "state": BenefitState.GRADUAL,
        "head_name": "张秀兰",
        "causes": ["1", "99"],
        "allowance": Decimal("612.5"),
        "account": "6221801234567890123",
        "approved_on": date(2024, 2, 29),
        "created_at": _MOMENT,
        "updated_at": _MOMENT,
    }


def _stored(household: Household) -> dict[str, object]:
    row = Household.objects.get(pk=household.pk)
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | {"id": 0, "code": ""}


def test_the_same_row_is_written_as_by_django() -> None:
    made = bulk.maker(Household)(**_values(1))
    bulk.insert(Household, [made])
    own = Household.objects.create(**_values(2))
    assert _stored(made) == _stored(own)
    assert (made.pk + 1, made._state.adding, made._state.db) == (own.pk, False, "default")


def test_a_made_object_is_what_the_constructor_makes() -> None:
    made, constructed = bulk.maker(Household)(**_values(1)), Household(**_values(1))
    assert {k: v for k, v in vars(made).items() if k != "_state"} == {
        k: v for k, v in vars(constructed).items() if k != "_state"
    }
    assert bulk.maker(Household)().causes is not bulk.maker(Household)().causes


def test_a_made_object_knows_what_it_belongs_to() -> None:
    household = make_household()
    person = Person.objects.create(name="李强")
    member = bulk.maker(HouseholdMember)(household=household, person=person, relation="20", since=date(2024, 1, 1))
    bulk.insert(HouseholdMember, [member])
    assert member.household is household
    assert HouseholdMember.objects.get(pk=member.pk).person == person


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        bulk.maker(Household)(colour="red")


def test_constraints_hold() -> None:
    household = make_household()
    wrong = bulk.maker(IncomeItem)(household=household, kind="101", amount=Decimal(-1), since=date(2024, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(IncomeItem, [wrong])


def test_nothing_to_write_is_nothing_written() -> None:
    assert list(bulk.insert(Household, [])) == []
    bulk.update(Household, [], ["head_name"])


def test_numbers_go_on_after_rows_were_removed() -> None:
    gone = make_household()
    last = gone.pk
    HouseholdMember.objects.all().delete()
    gone.delete()
    made = bulk.maker(Household)(**_values(3))
    bulk.insert(Household, [made])
    assert made.pk > last


def test_update_writes_the_named_fields_only() -> None:
    first, second = make_household("甲"), make_household("乙")
    first.note, second.note, second.phone = "一", "二", "13900000000"
    bulk.update(Household, [first, second], ["note"])
    assert list(Household.objects.order_by("pk").values_list("note", flat=True)) == ["一", "二"]
    assert Household.objects.get(pk=second.pk).phone != "13900000000"


def test_the_collector_runs_again_afterwards() -> None:
    with pytest.raises(ValueError, match="fault"), bulk.collector_resting():
        assert not gc.isenabled()
        raise ValueError("fault")
    assert gc.isenabled()
