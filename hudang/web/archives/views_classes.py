"""归类: the classes a file has had, and putting it into one that only people assign (单独保密)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.setting_aside import set_aside, take_back
from hudang.archives.actions.viewing import look_into
from hudang.archives.queries.files import file_for, pouches_of
from hudang.archives.queries.schemes import by_hand_classes, class_history
from hudang.archives.rules.keeping import ACCESS_LABELS, Access
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.web.archives.forms_life import reason_field
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


class SetAsideForm(forms.Form):
    """Into which class a person puts a file, and why."""

    class_id = forms.TypedChoiceField(label="归入的类", coerce=int)
    reason = reason_field("理由与依据")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(c.pk, f"{c}（密级：{ACCESS_LABELS[Access(c.access)]}）") for c in by_hand_classes(clock.today())]
        self.fields["class_id"].choices = offered  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """Why a file leaves its class."""

    reason = reason_field("移出的理由")


@door(Right.SET_ASIDE, methods=("GET", "POST"))
def file_class(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Show the classes of a file with who, when and why, and put it into one that only people assign."""
    form = SetAsideForm(request.POST or None)
    if form.is_valid():
        try:
            set_aside(actor=request.user, file_id=file_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已归入。请重新打印这一袋的袋面标签和本盒目录。")
            return redirect("archives:file-class", file_id=file_id)
    return _shown(request, file_id, form, TakeBackForm())


@door(Right.SET_ASIDE, methods=("POST",))
def take_file_back(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Take a file out of a class that only people assign."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            file = take_back(actor=request.user, file_id=file_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已移出，现归{file.scheme_class}。请重新打印袋面标签和本盒目录。")
            return redirect("archives:file-class", file_id=file_id)
    return _shown(request, file_id, SetAsideForm(), form)


def _shown(request: SignedInRequest, file_id: int, form: forms.Form, back: forms.Form) -> HttpResponse:
    file = file_for(request.user, file_id)
    look_into(actor=request.user, file=file)
    context = {
        "file": file,
        "pouch": pouches_of(file)[0],
        "label": path_label(file.village_code),
        "history": class_history(file),
        "form": form,
        "back": back,
        "offered": bool(by_hand_classes(clock.today())),
    }
    status = 422 if form.errors or back.errors else 200
    return render(request, "archives/file_class.html", context, status=status)
