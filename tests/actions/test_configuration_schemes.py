"""分类方案: drafted, edited, previewed, put into force on a day, applied in bulk with the old class kept (R6, R9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hudang.archives.models import ClassificationScheme, FileClass, HouseholdFile, SchemeClass
from hudang.audit.models import AuditEntry
from hudang.configuration.actions import reclassing, schemes
from hudang.configuration.errors import DraftExists, SchemeAdopted, SchemeIncomplete, SchemeNotInForce
from hudang.configuration.queries.schemes import class_values, faults_for, new_class_values, preview_for
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = clock.today()
URBAN = {
    "code": "CS", "name": "城市", "position": 2, "assistance": ["01"], "holder": "county", "medium": "paper",
    "location": "k1-a-02-3", "retention": "D3", "access": "internal", "colour": "yellow", "label_style": "full",
}  # fmt: skip


@pytest.fixture
def files(people: People) -> tuple[HouseholdFile, HouseholdFile]:
    make_bureau()
    return make_file(make_household("甲", assistance="01")), make_file(make_household("乙", assistance="02"))


def drafted(people: People, **other: Any) -> ClassificationScheme:
    scheme = schemes.draft_scheme(actor=people.archivist, name="2027 年版")
    schemes.save_class(actor=people.archivist, scheme_id=scheme.pk, class_id=None, raw=URBAN | other)
    return scheme


def test_a_version_from_draft_to_bulk(people: People, files: tuple[HouseholdFile, HouseholdFile]) -> None:
    urban, rural = files
    scheme = drafted(people)
    preview = preview_for(people.archivist, scheme)
    assert (preview.total, preview.changing, preview.moves) == (2, 1, [("SP1 在保", "CS 城市", 1)])
    with pytest.raises(SchemeNotInForce):
        reclassing.apply_scheme(actor=people.archivist, scheme_id=scheme.pk)
    schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=TODAY)
    urban.refresh_from_db()
    assert str(urban.scheme_class) == "SP1 在保", "an old file keeps its class until it is reclassified"
    assert make_file(make_household("丙", assistance="01")).retention == "D3"

    assert reclassing.apply_scheme(actor=people.archivist, scheme_id=scheme.pk) == (2, 1)
    urban.refresh_from_db()
    assert (str(urban.scheme_class), urban.retention) == ("CS 城市", "D5")
    history = FileClass.objects.filter(file=urban).values_list("scheme_class__scheme__number", "scheme_class__code")
    assert list(history) == [(1, "SP1"), (2, "CS")]
    assert FileClass.objects.filter(file=rural, until=None).get().scheme_class.scheme == scheme
    entry = AuditEntry.objects.get(action="reclass_file")
    assert (entry.before, entry.after) == ({"scheme_class": "SP1 在保"}, {"scheme_class": "CS 城市"})
    assert reclassing.apply_scheme(actor=people.archivist, scheme_id=scheme.pk) == (0, 0)


def test_the_bulk_runs_as_a_job_with_progress(
    people: People, files: tuple[HouseholdFile, ...], django_capture_on_commit_callbacks: Any
) -> None:
    scheme = schemes.adopt_scheme(actor=people.archivist, scheme_id=drafted(people).pk, valid_from=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        job = reclassing.start_applying(actor=people.archivist, scheme_id=scheme.pk)
    job.refresh_from_db()
    assert (job.total, job.message) == (2, "已按新方案归类 2 袋，其中 1 袋改变类别")


def test_what_a_person_classed_stays_in_the_class_of_that_number(
    people: People, files: tuple[HouseholdFile, ...]
) -> None:
    HouseholdFile.objects.filter(pk=files[0].pk).update(scheme_class=SchemeClass.objects.get(code="SP5"))
    assert preview_for(people.archivist, drafted(people)).changing == 0


def test_the_system_administrator_sees_figures_but_no_household(
    people: People, files: tuple[HouseholdFile, ...]
) -> None:
    scheme = drafted(people)
    preview = preview_for(people.system, scheme)
    assert (preview.changing, preview.rows) == (1, [])
    schemes.adopt_scheme(actor=people.system, scheme_id=scheme.pk, valid_from=TODAY)
    for act in (reclassing.start_applying, reclassing.export_preview):
        with pytest.raises(NotAllowed):
            act(actor=people.system, scheme_id=scheme.pk)


def test_a_version_must_be_whole_and_come_later(people: People, files: tuple[HouseholdFile, ...]) -> None:
    scheme = schemes.draft_scheme(actor=people.archivist, name="新")
    rest = scheme.classes.get(code="SP1")
    with pytest.raises(DraftExists):
        schemes.draft_scheme(actor=people.archivist, name="又一版")
    with pytest.raises(InvalidInput):
        schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=TODAY - timedelta(days=1))
    schemes.remove_class(actor=people.archivist, scheme_id=scheme.pk, class_id=rest.pk)
    with pytest.raises(SchemeIncomplete, match="其余"):
        schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=TODAY)
    schemes.discard_scheme(actor=people.archivist, scheme_id=scheme.pk)
    assert ClassificationScheme.objects.count() == 1


def test_an_adopted_version_is_not_edited(people: People, files: tuple[HouseholdFile, ...]) -> None:
    found = SchemeClass.objects.get(code="SP1")
    given = {"actor": people.archivist, "scheme_id": found.scheme_id, "class_id": found.pk}
    with pytest.raises(SchemeAdopted):
        schemes.save_class(**given, raw=class_values(found))
    with pytest.raises(SchemeAdopted):
        schemes.remove_class(**given)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"code": "SP1"}, "code"),
        ({"code": "城"}, "code"),
        ({"by_hand": True}, "by_hand"),
        ({"location": "东边"}, "location"),
        ({"retention": "D99"}, "retention"),
        ({"assistance": ["77"]}, "assistance"),
    ],
)
def test_a_wrong_class_names_its_field(people: People, files: Any, other: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        drafted(people, **other)
    assert list(refusal.value.fields) == [field]


def test_only_those_who_keep_settings(people: People, files: Any) -> None:
    for person in (people.handler, people.county_head, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            schemes.draft_scheme(actor=person, name="新")


def test_a_preview_costs_the_same_for_many(people: People, files: Any, django_assert_max_num_queries: Any) -> None:
    scheme = drafted(people)
    for number in range(15):
        make_file(make_household(f"丁{number}", assistance="01"))
    with django_assert_max_num_queries(8):
        assert preview_for(people.archivist, scheme).changing == 16


def test_a_class_in_force_is_not_reached_through_a_draft(people: People, files: tuple[HouseholdFile, ...]) -> None:
    draft, adopted = drafted(people), SchemeClass.objects.get(scheme__number=1, code="SP3")
    with pytest.raises(NotVisible):
        schemes.save_class(
            actor=people.archivist, scheme_id=draft.pk, class_id=adopted.pk, raw=class_values(adopted) | {"name": "改"}
        )
    with pytest.raises(NotVisible):
        schemes.remove_class(actor=people.archivist, scheme_id=draft.pk, class_id=adopted.pk)
    assert SchemeClass.objects.get(pk=adopted.pk).name == "未获批"


def test_a_version_that_would_shut_out_every_later_one(people: People, files: Any) -> None:
    scheme = drafted(people)
    for day in (date.max, TODAY - timedelta(days=1), date.min):
        with pytest.raises(InvalidInput):
            schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=day)
    schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=TODAY)
    with pytest.raises(SchemeAdopted):
        schemes.adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=TODAY + timedelta(days=1))


def test_a_new_class_begins_before_the_one_that_takes_the_rest(people: People, files: Any) -> None:
    scheme = schemes.draft_scheme(actor=people.archivist, name="2027 年版")
    begun = new_class_values(people.archivist, scheme)
    assert (begun["holder"], begun["retention"]) == ("township", "D5")
    raw = begun | {"code": "CS", "name": "重病户", "tag": ["serious_illness"]}
    schemes.save_class(actor=people.archivist, scheme_id=scheme.pk, class_id=None, raw=raw)
    assert [each.code for each in scheme.classes.order_by("position")][-2:] == ["CS", "SP1"]
    assert not faults_for(people.archivist, scheme)
    last = schemes.save_class(
        actor=people.archivist, scheme_id=scheme.pk, class_id=None, raw=raw | {"code": "CZ", "position": 99}
    )
    assert "永远轮不到" in faults_for(people.archivist, scheme)[0], last


def test_the_file_of_a_stop_stays_one_when_its_household_is_back(people: People, files: Any) -> None:
    urban, _ = files
    HouseholdFile.objects.filter(pk=urban.pk).update(
        stopped_on=TODAY, state="CLOSED", scheme_class=SchemeClass.objects.get(code="SP2")
    )
    preview = preview_for(people.archivist, schemes.draft_scheme(actor=people.archivist, name="2027 年版"))
    assert preview.changing == 0
