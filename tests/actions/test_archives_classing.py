"""Classes of household files: given at the opening, following the household, kept in history (R6, R7, R9)."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.actions.classing import follow
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.models import Box, ClassificationScheme, FileClass, SchemeClass
from hudang.archives.rules.keeping import SchemeState
from hudang.households.models import Household
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People

pytestmark = pytest.mark.django_db


def second_version(**changes: str) -> ClassificationScheme:
    """Adopt a version whose only class keeps files otherwise."""
    scheme = ClassificationScheme.objects.create(
        number=2, name="新", state=SchemeState.ADOPTED, valid_from=date(2026, 1, 1)
    )
    kept = {"holder": "county", "medium": "paper", "retention": "D3", "access": "internal", "colour": "red"}
    SchemeClass.objects.create(scheme=scheme, position=1, code="A", name="全部", label_style="full", **(kept | changes))
    return scheme


def test_a_new_file_gets_class_and_retention_of_the_version_in_force(people: People) -> None:
    make_bureau()
    old = make_file(make_household("王德贵"))
    assert (old.scheme_class.code, old.retention) == ("SP1", "D5")
    second_version(location="K1-A-02-3")
    new = make_file(make_household("李桂兰", village="220882105202"))
    assert (new.scheme_class.code, new.retention) == ("A", "D3")
    assert "·D3·" in new.reference_code
    assert Box.objects.get(pouches__file=new).location.code == "K1-A-02-3"
    old.refresh_from_db()
    assert old.scheme_class.scheme.number == 1, "an old file still shows the version that classified it"


def test_the_class_follows_the_household_within_its_version(people: People) -> None:
    make_bureau()
    home = make_household()
    file = make_file(home)
    second_version()
    Household.objects.filter(pk=home.pk).update(state="STOPPED")
    refresh_households([home.pk])
    file.refresh_from_db()
    assert (file.scheme_class.code, file.scheme_class.scheme.number) == ("SP2", 1)
    history = FileClass.objects.filter(file=file).values_list("scheme_class__code", "until")
    assert [(code, until is None) for code, until in history] == [("SP1", False), ("SP2", True)]
    refresh_households([home.pk])
    assert FileClass.objects.filter(file=file).count() == 2


def test_what_a_person_decided_stays(people: People) -> None:
    make_bureau()
    file = make_file(make_household())
    secret = SchemeClass.objects.get(code="SP5")
    file.scheme_class = secret
    file.save()
    assert follow([file]) == []


def test_queries_do_not_grow(people: People, django_assert_max_num_queries: object) -> None:
    make_bureau()
    homes = [make_household(f"甲{n}", state="ACTIVE") for n in range(20)]
    files = [make_file(home) for home in homes]
    Household.objects.update(state="STOPPED")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(follow(files)) == 20
