"""户袋: one pouch with its items and what is missing; uploading into it; filing one item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.attaching import attach_scan
from hudang.archives.actions.filing import Filed, FileSource, ItemEntry, file_items
from hudang.archives.actions.viewing import look_into
from hudang.archives.queries import files
from hudang.archives.queries.completeness import completeness_lines
from hudang.archives.queries.guessing import guess_from_name
from hudang.archives.queries.life import life_of
from hudang.archives.queries.loans import loan_of
from hudang.archives.queries.pages import item_for
from hudang.archives.queries.requirements import usual_original
from hudang.archives.queries.schemes import retention_names
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.folder_names import natural_key
from hudang.archives.rules.sections import by_section
from hudang.archives.vocabulary import UNCLOSED_STATES, LineState, PouchState
from hudang.divisions.queries import path_label
from hudang.households.vocabulary import ASSISTANCE
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.web.archives.forms_items import ACCEPT, FILE_HINT, ItemForm, ScanForm, UploadForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal

if TYPE_CHECKING:
    from hudang.accounts.models import User
    from hudang.archives.models import HouseholdFile

NO_MATERIAL = "看不出是哪种材料：请选好材料，再按一次“归档”。"


@door(Right.VIEW_HOUSEHOLDS)
def pouch(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """Show a pouch: label, items in order, completeness by section, and where to upload."""
    found = files.pouch_for(request.user, pouch_id)
    file, household = found.file, found.household
    look_into(actor=request.user, file=file)
    context = {
        "pouch": found,
        "file": file,
        "household": household,
        "parts": files.pouches_of(file),
        "life": life_of(request.user, file),
        "loan": loan_of(file),
        "may_lend": request.user.may(Right.ARRANGE_BOXES) and file.state != PouchState.DESTROYED,
        "items": files.items_of(request.user, file),
        "label": path_label(found.village_code),
        "assistance": ASSISTANCE.get(household.assistance, ""),
        "retention": retention_names().get(file.retention, file.retention),
        "fill_percent": min(100, found.thickness_micrometres // (10 * thresholds().pouch_limit_mm)),
        "form": UploadForm(),
        "accept": ACCEPT,
        "hint": FILE_HINT,
    }
    return render(request, "archives/pouch.html", context | _completeness(file) | _allowed(request.user, file))


def _completeness(file: HouseholdFile) -> dict[str, Any]:
    """Return what a file holds and lacks, by section."""
    lines = completeness_lines(file)
    missing = [line for line in lines if line.state is LineState.MISSING]
    return {
        "sections": by_section(lines),
        "unneeded": [line for line in lines if line.state is LineState.NOT_APPLICABLE],
        "missing": missing,
        "missing_title": f"缺 {len(missing)} 种必备材料",
    }


def _allowed(user: User, file: HouseholdFile) -> dict[str, bool]:
    """Return which acts on a file the page offers."""
    is_kept = file.state != PouchState.DESTROYED
    return {
        "may_file": user.may(Right.FILE_ITEMS) and is_kept,
        "may_close": user.may(Right.CLOSE_POUCHES) and file.state in UNCLOSED_STATES,
        "may_set_aside": user.may(Right.SET_ASIDE) and is_kept,
    }


@door(Right.FILE_ITEMS, methods=("POST",))
def upload(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """File each uploaded file as an item; the page's script sends them one by one and reads JSON."""
    found = files.pouch_for(request.user, pouch_id)
    form = UploadForm(request.POST)
    given = request.FILES.getlist("files")
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    if wants_json:
        answer, status = _upload_one(request, found.file_id, form, given[0] if given else None)
        return JsonResponse(answer, status=status)
    for one in sorted(given, key=lambda one: natural_key(one.name or "")):
        answer, status = _upload_one(request, found.file_id, form, one)
        say = messages.success if status == 200 else messages.error
        say(request, f"{one.name}：{answer['message']}")
    if not given:
        messages.error(request, "没有选择文件。")
    return redirect("archives:pouch", pouch_id=found.pk)


def _upload_one(
    request: SignedInRequest, file_id: int, form: UploadForm, given: UploadedFile[Any] | None
) -> tuple[dict[str, Any], int]:
    """File one upload; returns the answer for the page's script and its status."""
    if given is None or not form.is_valid():
        return {"message": "没有收到文件，请重新选择。" if given is None else "请检查材料、日期和原件的填写。"}, 400
    guess = guess_from_name(given.name or "")
    material = form.cleaned_data["material"] or guess.material
    if not material:
        return {"message": NO_MATERIAL}, 400
    entry = ItemEntry(
        material=material,
        sources=(FileSource(given.file, given.name or ""),),  # type: ignore[arg-type]
        dated=form.cleaned_data["dated"] or guess.dated,
        original=form.cleaned_data["original"],
    )
    try:
        filed = file_items(actor=request.user, file_id=file_id, entries=[entry])
    except InvalidInput as refusal:
        return {"message": "".join(refusal.fields.values()), "code": refusal.code}, 409
    except Refusal as refusal:
        return {"message": refusal.message, "code": refusal.code}, 409
    return {"message": _sentence(filed), "tone": "ok" if filed.items else "warn"}, 200


def _sentence(filed: Filed) -> str:
    """Return in one line what became of a filing."""
    parts = [f"已归入第 {i.number} 件：{i.material.name}，{i.page_count} 页。" for i in filed.items]
    parts += list(dict.fromkeys(page.message for page in filed.already))
    return "".join([*parts, *filed.notices])


@door(Right.FILE_ITEMS, methods=("GET", "POST"))
def new_item(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """File one item: several files as its pages, or paper only."""
    found = files.pouch_for(request.user, pouch_id)
    posted = request.method == "POST"
    asked = request.GET.get("material", "")
    initial = {"material": asked, "original": usual_original(asked)}
    form = ItemForm(request.POST, request.FILES) if posted else ItemForm(initial=initial)
    form.put_first(found.file.missing)
    if posted and form.is_valid():
        try:
            filed = file_items(actor=request.user, file_id=found.file_id, entries=[_entry(form.cleaned_data)])
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            (messages.success if filed.items else messages.warning)(request, _sentence(filed))
            return _to_pouch(request, found.pk)
    context = {"form": form, "pouch": found, "label": path_label(found.village_code)}
    return render(request, "archives/file_items.html", context)


@door(Right.FILE_ITEMS, methods=("GET", "POST"))
def attach(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Give an item on paper its scan."""
    found = item_for(request.user, item_id)
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    if form.is_valid():
        given = sorted(form.cleaned_data["scans"], key=lambda one: natural_key(one.name))
        sources = [FileSource(one.file, one.name) for one in given]
        try:
            attach_scan(actor=request.user, item_id=found.pk, sources=sources)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已挂接第 {found.number} 件的扫描件，{found.page_count} 页。")
            return _to_pouch(request, found.pouch_id)
    return render(request, "archives/item_scan.html", {"form": form, "item": found})


def _to_pouch(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """Lead to the pouch; the camera's script, which keeps its photographs until then, is told where that is."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": reverse("archives:pouch", args=[pouch_id])})
    return redirect("archives:pouch", pouch_id=pouch_id)


def _entry(data: dict[str, Any]) -> ItemEntry:
    given = sorted(data["scans"], key=lambda one: natural_key(one.name))
    return ItemEntry(
        material=data["material"],
        sources=tuple(FileSource(one.file, one.name) for one in given),
        title=data["title"],
        creator=data["creator"],
        document_number=data["document_number"],
        dated=data["dated"],
        page_count=data["page_count"],
        original=data["original"],
        note=data["note"],
    )
