"""停保 from the register ends the award too, and its undoing lets it hold again."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.audit.models import AuditEntry
from hudang.benefits.actions.dividing import merge_households, undo_merge
from hudang.benefits.actions.stopping import stop_household, undo_stop
from hudang.benefits.models import Award
from hudang.benefits.queries.standing import open_award
from hudang.households.models import Household
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.benefits import DECEMBER, make_award
from tests.factories.households import make_household
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def award(people: People) -> Award:
    return make_award(people.county_head)


def stop(people: People, award: Award, **changes: object) -> list[str]:
    given = {"actor": people.handler, "code": award.household.code, "version": None, "on": date(2026, 11, 20)}
    return stop_household(**(given | {"stop_reason": "01", "reason": "收入超标"} | changes)).notices  # type: ignore[arg-type]


def test_a_stop_ends_the_award_from_the_next_month(people: People, award: Award) -> None:
    assert any("2026年12月起终止" in notice for notice in stop(people, award))
    assert Award.objects.get(pk=award.pk).until == DECEMBER
    assert Household.objects.get(pk=award.household_id).state == "STOPPED"
    entry = AuditEntry.objects.get(action="stop_award")
    assert (entry.household_code, entry.reason) == (award.household.code, "收入超标")


def test_its_undoing_lets_the_award_hold_again(people: People, award: Award) -> None:
    stop(people, award)
    opened = undo_stop(actor=people.handler, code=award.household.code, version=None, reason="停错了户")
    assert open_award(opened.household) == award
    assert Award.objects.get(pk=award.pk).until is None
    assert any("继续执行" in notice for notice in opened.notices)
    assert AuditEntry.objects.filter(action="resume_award").exists()


def test_the_award_ends_with_a_household_that_joins_another_and_comes_back_with_it(
    people: People, award: Award
) -> None:
    make_bureau()
    staying = make_file(make_household("王德富")).household
    make_file(award.household)
    joining = award.household.members.get()
    merged = merge_households(
        actor=people.handler,
        code=staying.code,
        version=None,
        absorbed=award.household.code,
        relations={joining.pk: "73"},
        on=date(2026, 11, 20),
        reason="兄弟同住",
    )
    assert Award.objects.get(pk=award.pk).until == DECEMBER
    assert any("2026年12月起终止" in said for said in merged.new.notices)
    undo_merge(actor=people.handler, code=staying.code, version=None, reason="合错了户")
    award.household.refresh_from_db()
    assert open_award(award.household) == award and Award.objects.get(pk=award.pk).until is None


def test_who_may_not(people: People, award: Award) -> None:
    for person, refusal in ((people.assistant, NotAllowed), (people.neighbour, NotVisible)):
        with pytest.raises(refusal):
            stop(people, award, actor=person)
    assert Award.objects.get(pk=award.pk).until is None


def test_the_page_leads_to_the_procedure_first(people: People, award: Award) -> None:
    page = signed_in(people.handler).get(f"/households/{award.household.code}/state/")
    assert "停保应经审核确认" in text_of(page)
    assert f"/cases/change/{award.household.code}/" in page.content.decode()
