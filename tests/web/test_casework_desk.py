"""The pages of the application desk: kept by themselves and as plain forms, with what is lacking told at the field."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from hudang.casework.declared import declaration_of
from hudang.casework.models import Case
from hudang.casework.rules.desk_parts import pairs_of, part_of
from hudang.casework.rules.desk_steps import DeskStep
from hudang.casework.vocabulary import CaseStage
from tests.factories.cases import declaration, draft, submitted
from tests.people import People
from tests.web.browsing import signed_in, text_of

Pairs = list[tuple[str, str]]


def url(case: Case, step: str) -> str:
    return reverse("casework:desk", args=(case.number, step))


def opened(case: Case, step: str = "family") -> Pairs:
    case.refresh_from_db()
    return pairs_of(DeskStep(step), part_of(declaration_of(case), DeskStep(step)))


def put(browser: Client, case: Case, sent: Pairs, base: Pairs, step: str = "family") -> Any:
    body = json.dumps({"fields": sent, "opened": base})
    return browser.put(url(case, step), body, content_type="application/json", headers={"accept": "application/json"})


def test_every_step_opens_and_shows_no_stored_number(people: People) -> None:
    declared = declaration()
    case = draft(people.assistant, declared)
    for step in DeskStep:
        page = signed_in(people.assistant).get(url(case, step.value))
        assert page.status_code == 200
        assert declared["members"][0]["identity"] not in page.content.decode()


def test_a_step_is_kept_by_itself(people: People) -> None:
    case = draft(people.handler)
    base = opened(case)
    sent = [(name, "换了住处" if name == "address" else value) for name, value in base]
    answer = put(signed_in(people.handler), case, sent, base)
    assert answer.status_code == 200 and answer.json()["saved_at"]
    case.refresh_from_db()
    assert declaration_of(case)["address"] == "换了住处"
    assert declaration_of(case)["members"][0]["identity"] == declaration_of(case)["members"][0]["identity"]


def test_who_comes_second_sees_both_and_nothing_is_lost(people: People) -> None:
    case = draft(people.handler)
    base = opened(case)
    first = [(name, "甲写的" if name == "reason" else value) for name, value in base]
    second = [(name, "乙写的" if name == "reason" else value) for name, value in base]
    assert put(signed_in(people.assistant), case, first, base).status_code == 200
    told = put(signed_in(people.handler), case, second, base)
    assert told.status_code == 409
    assert told.json()["conflicts"] == [{"path": "reason", "label": "申请原因", "mine": "乙写的", "theirs": "甲写的"}]
    page = signed_in(people.handler).post(url(case, "family"), {**dict(second), "opened": json.dumps(base)})
    said = text_of(page)
    assert page.status_code == 409 and "甲写的" in said and "乙写的" in said
    settled = {**dict(second), "opened": json.dumps(base), "resolve:reason": "mine", "go": "stay"}
    assert signed_in(people.handler).post(url(case, "family"), settled).status_code == 302
    case.refresh_from_db()
    assert declaration_of(case)["reason"] == "乙写的"


def test_without_script_a_step_is_kept_when_it_is_left_and_says_later_what_it_lacks(people: People) -> None:
    case = draft(people.handler, {"members": [{"name": "王德贵", "relation": "02"}]})
    browser = signed_in(people.handler)
    assert "还有" not in text_of(browser.get(url(case, "family")))
    answer = browser.post(url(case, "family"), {"go": "next", "members_0_key": "r0", "members_0_name": "王德贵"})
    assert answer["Location"] == url(case, "incomes")
    page = browser.get(url(case, "family"))
    assert "王德贵：请填写与户主关系。" in text_of(page)
    assert (
        'href="#id_members_0_relation"' in page.content.decode()
        and 'id="id_members_0_relation"' in page.content.decode()
    )
    assert 'aria-invalid="true"' in page.content.decode()


def test_a_row_is_added_without_script(people: People) -> None:
    case = draft(people.handler)
    browser = signed_in(people.handler)
    answer = browser.post(url(case, "assets"), {"go": "add:assets"})
    assert 'name="assets_0_kind"' in browser.get(answer["Location"]).content.decode()


def test_the_check_lists_everything_and_submits(people: People) -> None:
    unsigned = declaration(papers={})
    unsigned["members"][1]["pledge"] = {}
    case = draft(people.assistant, unsigned)
    said = text_of(signed_in(people.assistant).get(url(case, "check")))
    assert "申报完整" in said and "李秀英" in said and "户口簿" in said
    assert "将要提交的申报" in said and "民强村三组 12 号" in said and "种植" in said
    signed_in(people.assistant).post(
        reverse("casework:act", args=(case.number, "submit_case")), {"version": case.version}
    )
    case.refresh_from_db()
    assert case.stage == CaseStage.SUBMITTED


def test_after_acceptance_nothing_is_filled_in_any_more(people: People) -> None:
    case = submitted(people.handler)
    Case.objects.update(stage=CaseStage.ACCEPTED)
    answer = signed_in(people.handler).get(url(case, "family"))
    assert answer.status_code == 302 and answer["Location"].endswith("/declared/")


def test_what_is_no_form_is_refused(people: People) -> None:
    case = draft(people.handler)
    browser = signed_in(people.handler)
    for body in ("{}", "[", '{"fields": [[1]], "opened": []}', '{"fields": {}, "opened": []}'):
        answer = browser.put(url(case, "family"), body, content_type="application/json")
        assert answer.status_code == 400


def test_papers_are_noted_by_copies(people: People) -> None:
    case = draft(people.handler)
    sent = {"papers_M10_copies": "3", "papers_M10_original": "original", "papers_M20_copies": "0", "extra": "M13"}
    signed_in(people.handler).post(url(case, "papers"), sent)
    case.refresh_from_db()
    assert declaration_of(case)["papers"] == {"M10": {"copies": 3, "original": "original"}, "M13": {"copies": 1}}


def test_the_neighbour_does_not_learn_that_it_is_there(people: People) -> None:
    case = draft(people.handler)
    assert signed_in(people.neighbour).get(url(case, "family")).status_code == 404
    assert put(signed_in(people.neighbour), case, [], []).status_code == 404


def test_sums_are_kept_as_the_figures_that_are_reckoned_with(people: People) -> None:
    case = draft(people.handler)
    base = opened(case, "incomes")
    name = "members_0_incomes_0_amount"
    sent = [(key, "2,400 元" if key == name else value) for key, value in base]
    assert put(signed_in(people.handler), case, sent, base, "incomes").status_code == 200
    case.refresh_from_db()
    assert declaration_of(case)["members"][0]["incomes"][0]["amount"] == "2400"


def test_two_who_write_different_sums_choose_one(people: People) -> None:
    case = draft(people.handler)
    base = opened(case, "incomes")
    first, second = (
        [(key, value if key != "members_0_incomes_0_amount" else said) for key, value in base] for said in ("10", "20")
    )
    assert put(signed_in(people.assistant), case, first, base, "incomes").status_code == 200
    told = put(signed_in(people.handler), case, second, base, "incomes")
    assert told.status_code == 409
    assert [(each["mine"], each["theirs"]) for each in told.json()["conflicts"]] == [("20", "10")]


def test_a_cost_that_is_no_sum_is_told_at_its_field(people: People) -> None:
    case = draft(people.handler)
    sent = [*opened(case, "incomes"), ("members_0_incomes_0_cost", "不清楚")]
    assert put(signed_in(people.handler), case, sent, opened(case, "incomes"), "incomes").status_code == 200
    signed_in(people.handler).post(url(case, "incomes"), dict(sent) | {"go": "next"})
    page = text_of(signed_in(people.handler).get(url(case, "incomes")))
    assert "成本请填数字" in page
