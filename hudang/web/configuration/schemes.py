"""分类方案: versions, the classes of one, what it would change, and putting it into force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.rules.keeping import DIMENSION_WORDS
from hudang.configuration.actions import reclassing
from hudang.configuration.actions import schemes as acts
from hudang.configuration.queries import schemes as queries
from hudang.configuration.rules.shapes import CLASS
from hudang.divisions.queries import path_labels
from hudang.kernel.errors import NotVisible, Refusal
from hudang.kernel.versions import version_of
from hudang.platform.spreadsheets import list_workbook
from hudang.web.configuration.forms import AdoptForm, DraftForm, SettingForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.stale import VERSION, status_of


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def listing(request: SignedInRequest) -> HttpResponse:
    """List the versions, and draft the next one."""
    form = DraftForm(request.POST or None)
    if form.is_valid():
        try:
            made = acts.draft_scheme(actor=request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已起草{made}，各类照现行的一版，请修改。")
            return redirect("configuration:scheme", made.pk)
    return render(request, "configuration/schemes.html", {"versions": queries.versions_for(request.user), "form": form})


def _context(request: SignedInRequest, scheme_id: int) -> dict[str, Any]:
    found = queries.scheme_for(request.user, scheme_id)
    current = next((v for v in queries.versions_for(request.user) if v.current), None)
    in_force = current is not None and current.scheme.pk == found.pk
    return {
        "scheme": found,
        "in_force": in_force,
        "rows": queries.class_rows(request.user, found),
        "faults": queries.faults_for(request.user, found) if found.is_draft else [],
        "adopt_form": AdoptForm(),
        "waiting": queries.waiting_files(request.user, found) if in_force else 0,
        "may_apply": in_force and request.user.may(Right.VIEW_HOUSEHOLDS),
    }


@door(Right.MANAGE_SETTINGS)
def scheme(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Show a version with its classes and their ways of keeping."""
    return render(request, "configuration/scheme.html", _context(request, scheme_id))


@door(Right.MANAGE_SETTINGS)
def preview(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Show how many files a version would put elsewhere, from which class to which."""
    found = queries.scheme_for(request.user, scheme_id)
    preview = queries.preview_for(request.user, found)
    context = {
        "scheme": found,
        "preview": preview,
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "configuration/scheme_preview.html", context)


@door(Right.MANAGE_SETTINGS, Right.EXPORT)
def workbook(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Return every file that a version would put elsewhere as a workbook."""
    found = queries.scheme_for(request.user, scheme_id)
    rows = reclassing.export_preview(actor=request.user, scheme_id=scheme_id)
    places = path_labels({row.file.village_code for row in rows})
    lines = (
        (
            row.file.household.code,
            row.file.household.head_name,
            places.get(row.file.village_code, ""),
            row.file.reference_code,
            str(row.before or "未归类"),
            str(row.after or "没有类"),
        )
        for row in rows
    )
    headers = ("户编号", "户主", "村", "档号", "现在的类", "改为")
    return workbook_response(f"分类预览 第{found.number}版", list_workbook("分类预览", headers, lines))


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def adopt(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Put a draft into force from a day on."""
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            made = acts.adopt_scheme(actor=request.user, scheme_id=scheme_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{made}自 {made.valid_from} 起施行。已有户袋仍按原来的版本，可批量重新归类。")
            return redirect("configuration:scheme", made.pk)
    context = _context(request, scheme_id) | {"adopt_form": form}
    return render(request, "configuration/scheme.html", context, status=422)


@door(Right.MANAGE_SETTINGS, Right.VIEW_HOUSEHOLDS, methods=("POST",))
def apply(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Reclassify all files by the version in force, in the background."""
    job = reclassing.start_applying(actor=request.user, scheme_id=scheme_id)
    return redirect("jobs:detail", job.pk)


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def discard(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Delete a draft."""
    acts.discard_scheme(actor=request.user, scheme_id=scheme_id)
    messages.success(request, "草案已删去。")
    return redirect("configuration:schemes")


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def new_class(request: SignedInRequest, scheme_id: int) -> HttpResponse:
    """Add a class to a draft."""
    found = queries.scheme_for(request.user, scheme_id)
    return _edit(request, found, None, queries.new_class_values(request.user, found))


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def edit_class(request: SignedInRequest, scheme_id: int, class_id: int) -> HttpResponse:
    """Show a class; in a draft, change it."""
    scheme, found = _class(request, scheme_id, class_id)
    values = queries.class_values(found)
    return _edit(request, scheme, found, values | {VERSION: version_of(values)})


def _class(request: SignedInRequest, scheme_id: int, class_id: int) -> tuple[Any, Any]:
    scheme, found = queries.scheme_for(request.user, scheme_id), queries.class_for(request.user, class_id)
    if found.scheme_id != scheme.pk:
        raise NotVisible
    return scheme, found


def _edit(request: SignedInRequest, scheme: Any, found: Any, initial: dict[str, Any]) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = SettingForm(CLASS, queries.class_choices(), data, initial=initial)
    if form.is_valid():
        given = {"actor": request.user, "scheme_id": scheme.pk, "class_id": found.pk if found else None}
        try:
            saved = acts.save_class(**given, raw=form.cleaned_data, version=form.cleaned_data[VERSION])
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已保存{saved}。")
            return redirect("configuration:scheme", scheme.pk)
    criteria = [form[name] for name in DIMENSION_WORDS]
    context = {"scheme": scheme, "found": found, "form": form, "criteria": criteria}
    return render(request, "configuration/class.html", context, status=status_of(form))


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def remove(request: SignedInRequest, scheme_id: int, class_id: int) -> HttpResponse:
    """Take a class out of a draft."""
    scheme, found = _class(request, scheme_id, class_id)
    acts.remove_class(actor=request.user, scheme_id=scheme.pk, class_id=found.pk)
    messages.success(request, f"已删去{found}。")
    return redirect("configuration:scheme", scheme.pk)
