"""初审: the township's opinion on an investigated case, and its report to the county (process.md §2, 11–14)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.casework.actions.investigation_papers import is_again, make_opinion, note_paper
from hudang.casework.actions.report_paper import make_report_list
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.models import Case
from hudang.casework.queries.means import last_assessment_of
from hudang.casework.vocabulary import CaseAct


@transaction.atomic
def pass_examination(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Agree to a case, so that it may be put on public notice."""
    case = open_case(actor, number, version)
    step = advance(actor, case, CaseAct.PASS_EXAMINATION, opinion=opinion)
    note_paper(step, make_opinion(actor, case, last_assessment_of(case), agrees=True, words=opinion.strip()))
    return case


@transaction.atomic
def pass_without_notice(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Agree to an exempt case, which is never put on public notice; by the county's named staff."""
    case = open_case(actor, number, version)
    step = advance(actor, case, CaseAct.PASS_WITHOUT_NOTICE, opinion=opinion)
    note_paper(step, make_opinion(actor, case, last_assessment_of(case), agrees=True, words=opinion.strip()))
    return case


@transaction.atomic
def propose_refusal(*, actor: User, number: str, reason: str, opinion: str = "", version: int | None = None) -> Case:
    """Propose not to confirm, with written reasons."""
    case = open_case(actor, number, version)
    again = is_again(case.stage)
    step = advance(actor, case, CaseAct.PROPOSE_REFUSAL, opinion=opinion, reason=reason)
    words = reason.strip()
    note_paper(step, make_opinion(actor, case, last_assessment_of(case), agrees=False, words=words, again=again))
    return case


@transaction.atomic
def send_back(*, actor: User, number: str, reason: str, opinion: str = "", version: int | None = None) -> Case:
    """Send a case back into the investigation, saying what is lacking."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.SEND_BACK, opinion=opinion, reason=reason)
    return case


@transaction.atomic
def report(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Report a case to the county with the list of what its pouch holds (M47).

    After a re-examination the opinion that it came to is made first.
    """
    case = open_case(actor, number, version)
    again = is_again(case.stage)
    step = advance(actor, case, CaseAct.REPORT, opinion=opinion)
    if again:
        words = opinion.strip()
        note_paper(step, make_opinion(actor, case, last_assessment_of(case), agrees=True, words=words, again=True))
    note_paper(step, make_report_list(actor, case, opinion.strip()))
    return case
