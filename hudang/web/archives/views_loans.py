"""借出与归还: lending a file with its card, the list of what is out, taking it back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.lending import lend_file, take_file_in
from hudang.archives.queries.files import file_for
from hudang.archives.queries.loans import latest_due, loans_for
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.web.shared.days import day_field
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


class LoanForm(forms.Form):
    """Who borrows, what for, until when."""

    borrower = forms.CharField(label="借阅人", max_length=60, help_text="单位和姓名，例如“县审计局 赵明”")
    purpose = forms.CharField(label="目的与批准人", max_length=80, help_text="例如“核对资金，王局长批准”")
    due_on = day_field("应还日期")


@door(Right.VIEW_HOUSEHOLDS)
def loans(request: SignedInRequest) -> HttpResponse:
    """List the files that are out, the longest due first."""
    page = Paginator(loans_for(request.user), 50).get_page(request.GET.get("page"))
    places = path_labels({card.file.village_code for card in page})
    rows = [
        {
            "card": card,
            "place": places[card.file.village_code],
            "late": bool(card.due_on and card.due_on < clock.today()),
        }
        for card in page
    ]
    context = {"page_obj": page, "rows": rows, "may_arrange": request.user.may(Right.ARRANGE_BOXES)}
    return render(request, "archives/loans.html", context)


@door(Right.ARRANGE_BOXES, methods=("GET", "POST"))
def lend(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Lend a file."""
    file = file_for(request.user, file_id)
    form = LoanForm(request.POST or None, initial={"due_on": latest_due()})
    if request.method == "POST" and form.is_valid():
        try:
            card = lend_file(actor=request.user, file_id=file.pk, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已借出，应于 {card.due_on} 前归还。请打印代卷卡，立在原处。")
            return redirect("archives:file", file_id=file.pk)
    return render(request, "archives/lend.html", {"file": file, "form": form, "latest": latest_due()})


@door(Right.ARRANGE_BOXES, methods=("POST",))
def take_in(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Take a lent file back."""
    card = take_file_in(actor=request.user, file_id=file_id, found=request.POST.get("found", ""))
    messages.success(request, f"{card.title}已归还，请放回{card.box.title}，取出代卷卡。")
    return redirect("archives:loans")
