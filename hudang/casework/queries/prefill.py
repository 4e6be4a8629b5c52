"""What is known already when a form of the investigation is opened: from the declaration, the case and the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hudang.accounts.models import User
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.offices import office_words
from hudang.casework.queries.task_results import result_of
from hudang.casework.rules.tasks import RULES
from hudang.casework.vocabulary import TaskKind
from hudang.divisions.queries import names_of
from hudang.forms.queries.offices import office_name
from hudang.forms.vocabulary import ON_PAPER
from hudang.households.rules.documents import document_of
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, township_code

# 社会救助暂行办法, on which every inquiry rests
BASIS_OF_INQUIRY = "《社会救助暂行办法》第五十八条"
_ANSWER_DAYS = 15
_ALL_CHECKED = [str(number) for number in range(1, 13)]


def prefilled(user: User, case: Case, kind: TaskKind) -> dict[str, Any]:
    """Return the values with which the form of a task begins."""
    declared = declaration_of(case)
    match RULES[kind].form:
        case "F10":
            return _home(user, case, declared)
        case "F14":
            return _letter(user, case, declared)
        case "F08":
            return _support(case, declared)
        case "F13":
            return {
                "head": _head(declared).get("name"),
                "size": len(declared.get("members", [])),
                "window": "近 12 个月",
            }
        case "F09a":
            return {"head": _head(declared).get("name"), "agency": _checking_office(case), **_requested(case)}
        case _:
            return {
                "head": _head(declared).get("name"),
                "visited_at": f"{clock.today()} 09:00",
                "visitor_1": user.display_name,
            }


def _checking_office(case: Case) -> str:
    county = county_code(case.village_code)
    return f"{names_of({county}).get(county, '')}居民家庭经济状况核对中心"


def _requested(case: Case) -> dict[str, Any]:
    """Return the number of the request (F09) that the report answers, when it was made here."""
    task = CaseTask.objects.filter(case=case, kind=TaskKind.CHECK).order_by("-pk").first()
    number = result_of(task).get("request_number") if task else ""
    return {"request_number": number} if number else {}


def _head(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((member for member in declared.get("members", []) if member.get("relation") == HEAD), {})


def _applicant(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    members, chosen = declared.get("members", []), declared.get("applicant", 0)
    return members[chosen] if isinstance(chosen, int) and 0 <= chosen < len(members) else {}


def _home(user: User, case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    names = ("name", "relation", "identity", "health", "work_capacity", "living")
    return {
        "head": _head(declared).get("name"),
        "surveyed_at": f"{clock.today()} 09:00",
        "registered_address": declared.get("registered_address") or declared.get("address"),
        "address": declared.get("address"),
        "place": declared.get("address"),
        "surveyor_1": user.display_name,
        "surveyor_1_unit": office_name(township_code(case.village_code)),
        "respondent": _applicant(declared).get("name"),
        "respondent_relation": _applicant(declared).get("relation"),
        "reason": declared.get("reason"),
        "alone": case.kind == "single_person",
        "house_kind": declared.get("house_kind"),
        "members": [
            {name: member.get(name) for name in names} | {"identity": document_of(member, clock.today())}
            for member in declared.get("members", [])
        ],
    }


def _letter(user: User, case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    applicant = _applicant(declared)
    return {
        "person": applicant.get("name"),
        "identity": document_of(applicant, clock.today()),
        "basis": BASIS_OF_INQUIRY,
        "answer_by": clock.today() + timedelta(days=_ANSWER_DAYS),
        "handler": user.display_name,
        "phone": office_words(case.village_code).telephone,
    }


def _support(case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    names = ("name", "relation", "identity", "phone", "paid")
    rows = [
        {name: row.get(name) for name in names}
        | {"size": row.get("household_size"), "per_head": row.get("income_per_member")}
        for row in declared.get("supporters", [])
    ]
    return {
        "head": _head(declared).get("name"),
        "supported": _applicant(declared).get("name"),
        "supported_count": 1,
        "supporters": rows,
    }


def check_request(user: User, case: Case) -> dict[str, Any]:
    """Return the request of the check (F09) as far as it is known: everybody who signed the authorisation."""
    declared = declaration_of(case)
    town, county = township_code(case.village_code), county_code(case.village_code)
    return {
        "requested_of": _checking_office(case),
        "requested_by": office_name(county),
        "township": office_name(town),
        "head": _head(declared).get("name"),
        "assistance": case.household.assistance if case.household else None,
        "as_of": clock.today(),
        "requested_on": clock.today(),
        "scope": _ALL_CHECKED,
        "people": [
            {"name": member.get("name"), "relation": member.get("relation")}
            | {"identity": document_of(member, clock.today())}
            for member in declared.get("members", [])
            if not member.get("not_counted")
        ],
        "handler": ON_PAPER,
    }


def mismatch_notice(user: User, case: Case) -> dict[str, Any]:
    """Return the notice of what was found (F09c) as far as it is known."""
    return {
        "applicant": case.applicant_name,
        "applied_on": case.submitted_on,
        "basis": "《吉林省最低生活保障管理办法》第十九条",
        "days": 5,
        "handler": user.display_name,
        "phone": office_words(case.village_code).telephone,
    }
