"""不符告知与复查 on pages: the notice, what the applicant contests, and how he is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.rechecking import NOTICE, RECHECK, contest, record_recheck, tell_mismatch
from hudang.casework.queries.prefill import mismatch_notice
from hudang.casework.queries.visible import case_for
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import FormDefinition, Values
from hudang.kernel.errors import InvalidInput
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.form_entry import entry_of, read_posted


def _page(
    request: SignedInRequest,
    number: str,
    definition: FormDefinition,
    known: dict[str, Any],
    act: Callable[..., Any],
    words: tuple[str, str],
) -> HttpResponse:
    """Show a form, or do its act with what was sent; ``words`` are the button and what is said afterwards."""
    case = case_for(request.user, number)
    values: Values = known
    faults: dict[str, str] = {}
    if request.method == "POST":
        values, _ = read_posted(request, definition, complete=False)
        try:
            act(actor=request.user, number=number, data=values)
        except InvalidInput as refusal:
            faults = refusal.fields
        else:
            messages.success(request, words[1])
            return redirect("casework:case", number)
    context = head_of(case, "", request.user) | {
        "form": definition,
        "entry": entry_of(definition, values, faults),
        "button": words[0],
    }
    return render(request, "casework/case_form.html", context, status=422 if faults else 200)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def mismatch(request: SignedInRequest, number: str) -> HttpResponse:
    """Tell the applicant what was found and differs from what he declared."""
    known = mismatch_notice(request.user, case_for(request.user, number)) if request.method == "GET" else {}
    return _page(request, number, form_of(NOTICE), known, tell_mismatch, ("制作告知书并告知", "已制作结果告知书。"))


def _part(number: int) -> FormDefinition:
    """Return one of the two parts of the recheck form: the applicant's, the office's."""
    whole = form_of(RECHECK)
    return replace(whole, sections=(whole.sections[number],))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def contested(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down what the applicant contests."""
    known = {"applicant": case_for(request.user, number).applicant_name}
    return _page(request, number, _part(0), known, contest, ("登记异议，进行复查", "已登记异议，本案转入复查。"))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def rechecked(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down what the recheck found and when the applicant was answered."""
    return _page(request, number, _part(1), {}, record_recheck, ("登记复查结论", "已制作复查表并归袋。"))
