"""质量检查: every planted fault is found and nothing invented; what is mended closes itself; only what changed is checked."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hudang.accounts.models import User
from hudang.archives.actions.annulling import annul_item
from hudang.archives.models import Box, Fonds, HouseholdFile, Item
from hudang.audit.models import AuditEntry
from hudang.demo.faults import ALSO, FAULTS, plant
from hudang.households.actions.editing import edit_household
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, Refusal
from hudang.notifications.queries import unread_count
from hudang.quality.actions.checking import changes_wait, check_changes, check_everything
from hudang.quality.actions.switching import switch_rule
from hudang.quality.actions.telling import tell_townships
from hudang.quality.actions.working import look_again, take_up, waive
from hudang.quality.errors import NoSuchRule, NothingTicked
from hudang.quality.models import Measured, Problem
from hudang.quality.queries.finders import KEYS
from hudang.quality.queries.measures import by_month, scores_by_village, shares_of
from hudang.quality.queries.problems import ProblemFilter, counts_by_keeper, counts_by_rule, problems_for, zero_checks
from hudang.quality.rules.catalogue import BY_KEY, RULES, Rule, rule_of
from hudang.quality.rules.scoring import Share, score
from hudang.quality.vocabulary import OF_PLACES, Measure, State
from tests.cli.running import hudang
from tests.factories.households import make_household
from tests.factories.sound import sound_households
from tests.people import MINFU, SHELI, XINTIAN, People


def standing() -> set[tuple[str, str]]:
    rows = Problem.objects.exclude(state=State.CLOSED)
    return {(row.rule, row.household_code or row.village_code) for row in rows}


def test_every_rule_has_a_finder_and_a_fault() -> None:
    assert {rule.key for rule in RULES} == KEYS == FAULTS.keys()


@pytest.mark.django_db
def test_every_planted_fault_is_found_and_none_invented(people: People) -> None:
    """One of each rule, two where two are against each other; the benchmark plants three of each in a whole county."""
    made = iter(sound_households(people.handler, len(RULES) + 2 + 5))
    check_everything()
    assert standing() == set()
    wanted: set[tuple[str, str]] = set()
    for rule in RULES:
        chosen = [next(made) for _ in range(2 if rule.key in ("same_number", "same_account") else 1)]
        plant(rule.key, chosen)
        wanted |= {(rule.key, code_of(rule, household)) for household in chosen}
    check_everything()
    found = standing()
    assert wanted <= found
    true_too = {(also, code) for rule, code in wanted for also in ALSO.get(rule, ())}
    true_too |= {(each.rule, other_code(each)) for each in Problem.objects.exclude(related_id=None)}
    assert found <= wanted | true_too


def code_of(rule: Rule, household: Household) -> str:
    return household.village_code if rule.subject in OF_PLACES else household.code


def other_code(problem: Problem) -> str:
    return Household.objects.get(pk=problem.related_id).code


@pytest.mark.django_db
def test_what_is_mended_closes_itself_and_a_second_check_writes_nothing(people: People) -> None:
    made = sound_households(people.handler, 2)
    plant("missing_material", made[:1])
    assert check_everything().found == 1
    assert (check_everything().found, check_everything().closed) == (0, 0)
    HouseholdFile.objects.update(missing=[], missing_count=0)
    assert check_everything().closed == 1
    assert Problem.objects.get().closed_on == clock.today()


@pytest.mark.django_db
def test_the_signed_sheet_scanned_and_filed_under_the_same_material_closes_its_problem(people: People) -> None:
    (household,) = sound_households(people.handler, 1)
    plant("signed_copy_missing", [household])
    check_everything()
    assert ("signed_copy_missing", household.code) in standing()
    scan = Item.objects.get(papers__isnull=False)
    scan.pk, scan.reference_code, scan.digital = None, "扫描的一份", True
    scan.number, scan.first_page = scan.number + 1, scan.last_page + 1
    scan.save(force_insert=True)
    check_everything()
    assert ("signed_copy_missing", household.code) not in standing()


@pytest.mark.django_db
def test_a_change_checks_the_household_it_touches_and_the_one_against_it(people: People) -> None:
    made = sound_households(people.handler, 4)
    plant("same_number", made[:2])
    plant("no_address", made[3:])
    check_everything()
    assert not changes_wait()
    # somebody mends one of the two; the log names it, nothing else is looked at
    Household.objects.filter(pk=made[3].pk).update(address="二组")
    edit_household(actor=people.handler, code=made[0].code, version=None, values={"certificate_no": "低保 9 号"})
    assert changes_wait()
    done = check_changes()
    assert (done.households, done.closed) == (1, 2)
    assert standing() == {("no_address", made[3].code)}
    assert check_changes().households == 0


@pytest.mark.django_db
def test_waiving_takes_a_reason_and_leaves_the_score(people: People) -> None:
    made = sound_households(people.handler, 2)
    plant("no_phone", made[:1])
    check_everything()
    key = Problem.objects.get().pk
    with pytest.raises(Refusal, match="理由"):
        waive(actor=people.handler, problems=[key], reason=" ")
    with pytest.raises(NotAllowed):
        waive(actor=people.assistant, problems=[key], reason="没有电话")
    with pytest.raises(NothingTicked):
        waive(actor=people.neighbour, problems=[key], reason="没有电话")
    assert waive(actor=people.handler, problems=[key], reason="确实没有电话") == 1
    assert check_everything().found == 0
    assert Problem.objects.get().state == State.WAIVED
    assert shares_of(people.handler)[Measure.SCORE].percent == 100.0
    assert AuditEntry.objects.filter(action="waive_problem", reason="确实没有电话").count() == 1
    assert take_up(actor=people.handler, problems=[key]) == 1
    Household.objects.update(phone="13800001111")
    assert look_again(actor=people.assistant, problems=[key]).closed == 1


@pytest.mark.django_db
def test_a_rule_switched_off_is_asked_no_longer(people: People) -> None:
    plant("no_phone", sound_households(people.handler, 1))
    check_everything()
    switch_rule(actor=people.archivist, key="no_phone", enabled=False, reason="本县不登记电话")
    assert standing() == set()
    assert check_everything().found == 0
    switch_rule(actor=people.archivist, key="no_phone", enabled=True, reason="恢复检查")
    assert check_everything().found == 1
    with pytest.raises(NoSuchRule):
        rule_of("nonsense")
    with pytest.raises(NotAllowed):
        switch_rule(actor=people.handler, key="no_phone", enabled=False, reason="x")


@pytest.mark.django_db
def test_lists_are_of_the_division_and_figures_count_them(people: People) -> None:
    made = sound_households(people.handler, 3)
    plant("household_without_pouch", made[:2])
    check_everything()
    assert zero_checks(people.handler)["household_without_pouch"] == 2
    assert problems_for(people.handler, ProblemFilter(rule="household_without_pouch")).count() == 2
    assert counts_by_rule(people.neighbour) == {}
    assert shares_of(people.handler)[Measure.FILED] == Share(1, 3)
    assert shares_of(people.neighbour)[Measure.FILED] == Share(0, 0)


@pytest.mark.django_db
def test_a_missed_target_is_told_once_a_month_to_the_head(people: People) -> None:
    plant("household_without_pouch", sound_households(people.handler, 2)[:1])
    check_everything()
    assert tell_townships(clock.today()) > 0
    assert unread_count(people.township_head) >= 1
    assert unread_count(people.handler) == 1
    assert tell_townships(clock.today()) == 0


@pytest.mark.django_db
def test_days_become_months(people: People) -> None:
    sound_households(people.handler, 1)
    today = clock.today()
    for back in (100, 99, 40, 3, 0):
        check_everything(today - timedelta(days=back))
    days = set(Measured.objects.values_list("day", flat=True))
    assert (
        today - timedelta(days=100) not in days
        or (today - timedelta(days=100)).month != (today - timedelta(days=99)).month
    )
    assert [each.day for each in by_month(people.handler)][0] == today


def test_the_score() -> None:
    rules = [BY_KEY["no_head"], BY_KEY["no_phone"]]
    assert score(rules, 10, {}) == Share(110, 110)
    assert score(rules, 10, {"no_head": 5}) == Share(60, 110)
    assert score(rules, 10, {"no_phone": 40}) == Share(100, 110)
    assert Share(999, 1000).percent == 99.9
    assert Share(99999, 100000).percent == 99.9
    assert Share(0, 0).percent == 100.0
    assert Share(94, 100).misses(95)
    assert not Share(95, 100).misses(95)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_pages_show_what_is_wrong_and_lead_to_it(people: People, django_assert_max_num_queries: Any) -> None:
    made = sound_households(people.handler, 3)
    plant("disabled_without_level", made[:2])
    plant("household_without_pouch", made[2:])
    check_everything()
    client = signed_in(people.handler)
    home = client.get("/").content.decode()
    assert "有户无袋" in home
    page = client.get("/quality/").content.decode()
    assert "残疾等级为空的残疾人" in page
    assert "is-bad" in page
    with django_assert_max_num_queries(30):
        listed = client.get("/quality/problems/?rule=disabled_without_level").content.decode()
    assert "共 2 处" in listed
    member = HouseholdMember.objects.get(household=made[0])
    assert f"/households/{made[0].code}/members/{member.pk}/" in listed
    key = Problem.objects.filter(rule="disabled_without_level").earliest("pk").pk
    client.post("/quality/problems/waive/", {"ids": [key], "reason": "证在换领"})
    assert "证在换领" in client.get("/quality/problems/?state=waived").content.decode()
    client.post("/quality/problems/take-up/", {"ids": [key]})
    HouseholdMember.objects.update(disability_level="1")
    client.post("/quality/problems/look-again/", {"ids": [key], "query": "rule=disabled_without_level"})
    assert "改好" in client.get("/quality/problems/?state=closed").content.decode()
    assert client.get("/quality/problems.xlsx").status_code == 200
    assert "共 " in client.get("/quality/rules/").content.decode()


@pytest.mark.django_db
def test_keepers_have_scores_and_their_figures_and_those_of_months_open_lists_of_that_length(people: People) -> None:
    made = sound_households(people.handler, 2)
    make_household("无袋户", village=MINFU)
    Box.objects.create(fonds=Fonds.objects.get(), village_code=MINFU, number=1, keeper=people.assistant)
    # nobody keeps anything here, and there is no box that could say so
    make_household("无盒户", village=XINTIAN)
    plant("no_phone", made)
    month_ago = clock.today() - timedelta(days=40)
    check_everything(month_ago)
    Household.objects.filter(pk=made[0].pk).update(phone="13800001111")
    check_everything()
    rows = {row.name: row for row in counts_by_keeper(people.county_handler, ProblemFilter())}
    assert rows[people.assistant.display_name].score == scores_by_village(people.county_handler)[MINFU]
    assert rows[people.assistant.display_name].grave > 0
    assert (rows[people.handler.display_name].problems, rows[people.handler.display_name].grave) == (1, 0)
    client = signed_in(people.county_handler)
    page = client.get("/quality/").content.decode()
    figures = re.findall(r'<a href="(/quality/problems/[^"]*[?;](?:keeper|on)=[^"]*)">([\d,]+)</a>', page)
    assert len(figures) == 2 * len(rows) + 2
    for address, figure in figures:
        assert f"共 {figure} 处" in client.get(unescape(address)).content.decode()
    now, then = (int(figure) for address, figure in figures if "?on=" in address)
    assert then == now + 1


@pytest.mark.django_db
def test_a_rule_is_switched_on_its_page(people: People) -> None:
    client = signed_in(people.system)
    assert client.post("/quality/rules/no_phone/", {"reason": ""}).status_code == 200
    assert client.post("/quality/rules/no_phone/", {"reason": "不登记电话"}).status_code == 302
    assert "不登记电话" in client.get("/quality/rules/").content.decode()


@pytest.mark.django_db
def test_on_the_command_line(people: People) -> None:
    plant("no_phone", sound_households(people.handler, 2)[:1])
    ran = hudang("quality", "--json", "--division", SHELI)
    assert [row["rule"] for row in ran.rows] == ["no_phone"]
    assert ran.summary["problems"] == 1
    assert hudang("quality", "--rule", "nonsense").code == 1
    assert hudang("quality", "--json", "--division", "220882102000").summary["problems"] == 0


@pytest.mark.django_db
def test_the_missing_paper_is_reported_as_soon_as_it_is_gone(people: People) -> None:
    """R5: take a required material away, and the check says so."""
    made = sound_households(people.handler, 1)
    check_everything()
    item = Item.objects.filter(file__household=made[0], material__code="M01").get()
    annul_item(item.pk)
    edit_household(actor=people.handler, code=made[0].code, version=None, values={"address": "三组"})
    check_changes()
    assert ("missing_material", made[0].code) in standing()
