"""核查规则 kept by the county: versions, reasons, trials."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hudang.audit.models import AuditEntry
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed
from hudang.recertification.actions.ruling import keep_rule, switch_rule
from hudang.recertification.actions.shipping import enter_shipped_rules
from hudang.recertification.errors import NoSuchRule, ReasonNeeded
from hudang.recertification.models import RuleVersion, Standing
from hudang.recertification.queries.rules import enabled_rules, rule_of
from hudang.recertification.queries.trials import try_rule
from hudang.recertification.rules.rule_text import read_rule
from tests.factories.recertification import disabled_elder, disabled_without_income, plan
from tests.people import XINTIAN, People

pytestmark = pytest.mark.django_db
WEEKLY = {
    "code": "TF-9",
    "name": "独居老人每月探访",
    "scope": "household",
    "predicate": "count(age >= 80) >= 1 and size == 1",
    "cadence": "monthly",
    "methods": ["HOME", "PHONE"],
    "form": "F21",
}


def test_a_county_adds_a_rule_of_its_own_that_works_the_next_night(people: People) -> None:
    elder = disabled_elder()
    elder.members.get().person.__class__.objects.filter(memberships__household=elder).update(born_on="1940-01-01")
    keep_rule(actor=people.county_handler, values=WEEKLY, reason="县里决定探访高龄独居老人")
    plan(people, clock.today())
    assert Standing.objects.filter(rule_code="TF-9", household=elder, until=None).count() == 1


def test_switching_a_rule_off_needs_a_reason_and_is_in_the_log(people: People) -> None:
    enter_shipped_rules()
    with pytest.raises(ReasonNeeded):
        switch_rule(actor=people.county_handler, code="D-B", enabled=False, reason="  无 ")
    assert rule_of("D-B").enabled
    switch_rule(actor=people.county_handler, code="D-B", enabled=False, reason="改由民政所按季走访")
    assert "D-B" not in {rule.code for rule in enabled_rules()}
    entry = AuditEntry.objects.get(action="keep_rule")
    assert entry.reason == "改由民政所按季走访" and entry.after["enabled"] is False
    with pytest.raises(NoSuchRule):
        switch_rule(actor=people.county_handler, code="X-1", enabled=False, reason="没有这条规则")


def test_only_the_county_sets_rules_and_never_for_the_past(people: People) -> None:
    for actor in (people.assistant, people.handler, people.county_head, people.archivist):
        with pytest.raises(NotAllowed):
            keep_rule(actor=actor, values=WEEKLY, reason="理由写得很清楚")
    with pytest.raises(InvalidInput) as refused:
        keep_rule(
            actor=people.county_handler,
            values=WEEKLY,
            reason="理由写得很清楚",
            valid_from=clock.today() - timedelta(days=1),
        )
    assert "valid_from" in refused.value.fields
    assert not RuleVersion.objects.exists()


def test_a_version_from_tomorrow_leaves_today_as_it_is(people: People) -> None:
    enter_shipped_rules()
    rule = rule_of("D-A").text.model_dump(mode="json") | {"months": 6}
    tomorrow = clock.today() + timedelta(days=1)
    keep_rule(actor=people.county_handler, values=rule, reason="改为每半年一次", valid_from=tomorrow)
    assert (rule_of("D-A").text.months, rule_of("D-A", tomorrow).text.months) == (12, 6)


def test_a_trial_counts_who_is_new_and_who_leaves(people: People) -> None:
    disabled_elder()
    disabled_without_income()
    disabled_elder("别处老人", village=XINTIAN)
    plan(people, clock.today())
    rule = rule_of("D-A").text.model_dump(mode="json")
    wider = try_rule(people.county_handler, read_rule(rule | {"predicate": "disability_valid"}))
    assert (wider.people, wider.households, wider.new, wider.leaving) == (3, 3, 1, 0)
    narrower = try_rule(people.county_handler, read_rule(rule | {"predicate": "age >= 100"}))
    assert (narrower.people, narrower.leaving) == (0, 2)
    own = try_rule(people.handler, read_rule(rule))
    assert (own.people, own.new) == (1, 0)
    assert "将纳入 1 人、1 户" in own.in_words
