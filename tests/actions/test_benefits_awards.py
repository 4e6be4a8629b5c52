"""定额: granted, changed, phased out and ended by month; household and log follow in the same transaction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from hudang.audit.models import AuditEntry
from hudang.benefits.actions.awarding import adjust, end_award, grant, phase_out
from hudang.benefits.actions.basis import Basis
from hudang.benefits.errors import HasAward, LaterAward, NoAward, SameAward
from hudang.benefits.models import Award
from hudang.benefits.vocabulary import Reason, Way
from hudang.households.models import Household
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.benefits import DECEMBER, NOVEMBER, OCTOBER, figures, make_award
from tests.factories.households import make_household
from tests.people import XINTIAN, People

BASIS = Basis(reference="大民低保〔2026〕12号")


def fresh(award: Award) -> Household:
    return Household.objects.get(pk=award.household_id)


def test_a_grant_writes_award_household_and_log(people: People) -> None:
    household = make_household(state="APPLYING", allowance=None, covered_size=None, approved_on=None)
    award = grant(
        actor=people.county_head, code=household.code, since=DECEMBER, figures=figures(515, 3, 120), basis=BASIS
    )
    assert (award.base, award.supplement, award.total, award.until) == (395, 120, 515, None)
    now = fresh(award)
    assert (now.state, now.allowance, now.supplement, now.standard, now.covered_size) == ("ACTIVE", 515, 120, 405, 3)
    assert now.approved_on is not None
    entry = AuditEntry.objects.get(action="grant_award")
    assert (entry.household_code, entry.after["allowance"]) == (household.code, "515")
    assert "大民低保〔2026〕12号" in entry.reason
    followed = AuditEntry.objects.get(action="follow_award")
    assert followed.before["allowance"] == ""


def test_a_stopped_household_is_granted_again(people: People) -> None:
    household = make_household(state="STOPPED", stopped_on=date(2026, 1, 1))
    award = grant(actor=people.county_head, code=household.code, since=DECEMBER, figures=figures(), basis=BASIS)
    now = fresh(award)
    assert (now.state, now.stopped_on) == ("ACTIVE", None)


def test_only_one_award_stands(people: People) -> None:
    award = make_award(people.county_head)
    with pytest.raises(HasAward, match="2026年11月起每月 320 元"):
        make_award(people.county_head, fresh(award), since=DECEMBER)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (figures(-1), "total"),
        (figures(persons=0), "persons"),
        (figures("100.005"), "total"),
        (figures(standard=Decimal(-1)), "standard"),
    ],
)
def test_figures_that_cannot_be_paid(people: People, wrong: object, place: str) -> None:
    household = make_household()
    with pytest.raises(InvalidInput) as refusal:
        grant(actor=people.county_head, code=household.code, since=NOVEMBER, figures=wrong, basis=BASIS)  # type: ignore[arg-type]
    assert place in refusal.value.fields
    assert not Award.objects.exists()


def test_months_are_whole(people: People) -> None:
    with pytest.raises(InvalidInput, match="1 处"):
        make_award(people.county_head, since=date(2026, 11, 15))


def test_who_decides(people: People) -> None:
    for person in (people.handler, people.township_head, people.county_handler, people.auditor):
        with pytest.raises(NotAllowed):
            make_award(person)
    beyond = make_household(village=XINTIAN)
    by_case = Basis(by_case="2026220882105A00001")
    with pytest.raises(NotVisible):
        grant(actor=people.township_head, code=beyond.code, since=NOVEMBER, figures=figures(), basis=by_case)
    ours = make_household()
    award = grant(actor=people.township_head, code=ours.code, since=NOVEMBER, figures=figures(), basis=by_case)
    assert award.made_by == people.township_head


def test_an_adjustment_ends_the_version_before(people: People) -> None:
    first = make_award(people.county_head)
    second = adjust(actor=people.county_head, code=fresh(first).code, since=DECEMBER, figures=figures(400), basis=BASIS)
    first.refresh_from_db()
    assert (first.until, second.since, second.reason) == (DECEMBER, DECEMBER, Reason.INCREASE)
    assert fresh(first).allowance == 400
    lower = adjust(actor=people.county_head, code=fresh(first).code, since=DECEMBER, figures=figures(10), basis=BASIS)
    second.refresh_from_db()
    assert (second.void, lower.reason) == (True, Reason.DECREASE)
    entry = AuditEntry.objects.filter(action="adjust_award").latest("pk")
    assert (entry.before["allowance"], entry.after["allowance"]) == ("400", "10")


def test_adjustments_that_make_no_sense(people: People) -> None:
    award = make_award(people.county_head, since=DECEMBER)
    code = fresh(award).code
    with pytest.raises(SameAward):
        adjust(actor=people.county_head, code=code, since=DECEMBER, figures=figures(), basis=BASIS)
    with pytest.raises(LaterAward, match="自2026年12月起另有定额"):
        adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(10), basis=BASIS)
    none = make_household()
    for act in (
        lambda: adjust(actor=people.county_head, code=none.code, since=DECEMBER, figures=figures(), basis=BASIS),
        lambda: phase_out(actor=people.county_head, code=none.code, since=DECEMBER, basis=BASIS),
        lambda: end_award(actor=people.county_head, code=none.code, since=DECEMBER, stop_reason="01", basis=BASIS),
    ):
        with pytest.raises(NoAward):
            act()


def test_a_phase_out_keeps_the_amount_and_has_an_end(people: People) -> None:
    award = make_award(people.county_head)
    kept = phase_out(actor=people.county_head, code=fresh(award).code, since=DECEMBER, basis=BASIS)
    assert (kept.way, kept.total, kept.ends_on) == (Way.PHASE_OUT, 320, date(2027, 6, 1))
    assert fresh(award).state == "GRADUAL"
    again = adjust(
        actor=people.county_head, code=fresh(award).code, since=date(2027, 1, 1), figures=figures(), basis=BASIS
    )
    assert (again.way, fresh(award).state) == (Way.NORMAL, "ACTIVE")
    with pytest.raises(InvalidInput):
        phase_out(actor=people.county_head, code=fresh(award).code, since=date(2027, 2, 1), months=37, basis=BASIS)


def test_an_end_stops_the_household(people: People) -> None:
    award = make_award(people.county_head)
    basis = Basis(reference="大民停〔2026〕3号", reason="收入超过标准")
    ended = end_award(actor=people.county_head, code=fresh(award).code, since=DECEMBER, stop_reason="01", basis=basis)
    assert (ended.pk, ended.until) == (award.pk, DECEMBER)
    now = fresh(award)
    assert (now.state, now.stop_reason) == ("STOPPED", "01")
    assert AuditEntry.objects.filter(action="end_award", household_code=now.code).count() == 1


def test_an_end_before_the_first_month_makes_the_award_void(people: People) -> None:
    award = make_award(people.county_head, since=DECEMBER)
    basis = Basis(reason="决定作出后放弃")
    ended = end_award(actor=people.county_head, code=fresh(award).code, since=DECEMBER, stop_reason="13", basis=basis)
    assert ended.void


def test_the_database_refuses_two_awards_in_a_month(people: People) -> None:
    award = make_award(people.county_head, since=OCTOBER)
    Award.objects.filter(pk=award.pk).update(until=DECEMBER)
    twin = {f.attname: getattr(award, f.attname) for f in Award._meta.concrete_fields if f.name not in ("id", "until")}
    with pytest.raises(DatabaseError), transaction.atomic():
        Award.objects.create(**twin | {"since": NOVEMBER})
    Award.objects.create(**twin | {"since": DECEMBER})


def test_a_fault_in_the_middle_leaves_everything_as_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    household = make_household(state="APPLYING", allowance=None)

    def fall(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hudang.benefits.actions.awarding.settle", fall)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        grant(actor=people.county_head, code=household.code, since=DECEMBER, figures=figures(), basis=BASIS)
    household.refresh_from_db()
    assert (household.state, household.allowance, Award.objects.count()) == ("APPLYING", None, 0)
    assert not AuditEntry.objects.filter(action="grant_award").exists()
