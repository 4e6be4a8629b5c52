"""Changing how labels, spines and lists look, and setting the own printer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.printing.designs import DESIGNED, Design, checked
from hudang.printing.models import LabelDesign, PrinterSetting
from hudang.printing.queries.studio import design_of, printer_of, version_for
from hudang.printing.stocks import MOST_OFFSET_MM
from hudang.printing.vocabulary import LabelStock, PaperKind


@transaction.atomic
def save_design(*, actor: User, design: Design, note: str = "") -> LabelDesign:
    """Let the county's paper look like this from now on, as a new version; raises what ``checked`` raises."""
    require(actor, Right.DESIGN_PAPERS)
    return _keep(actor, design, note)


@transaction.atomic
def take_over_design(*, actor: User, design: Design, note: str) -> LabelDesign:
    """Let a design from another county's settings file hold here, as a new version."""
    require(actor, Right.MANAGE_SETTINGS)
    return _keep(actor, design, note)


def _keep(actor: User, design: Design, note: str) -> LabelDesign:
    county, paper = county_code(actor.division_code), design.paper
    before, design = design_of(county, paper), checked(design)
    rows = LabelDesign.objects.filter(county_code=county, paper=paper)
    row = LabelDesign.objects.create(
        county_code=county,
        paper=paper,
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        title=design.title,
        fields=[field.value for field in design.fields],
        face=design.face.value,
        stock=design.stock.value,
        logo=design.logo,
        show_code=design.show_code,
        note=note,
        saved_by=actor.display_name,
        saved_at=clock.now(),
    )
    summary = f"{DESIGNED[paper].label}样式改为第 {row.version} 版" + (f"：{note}" if note else "")
    record(actor, Act("save_label_design", "label_design", county, "", summary, _words(before), _words(design)))
    return row


def reset_design(*, actor: User, paper: PaperKind = PaperKind.POUCH_LABEL) -> LabelDesign:
    """Let the county's paper look as it came with the product; earlier versions stay."""
    return save_design(actor=actor, design=DESIGNED[paper].usual, note="恢复为初始样式")


def restore_design(*, actor: User, version: int, paper: PaperKind = PaperKind.POUCH_LABEL) -> LabelDesign:
    """Let an earlier version hold again, as a new one."""
    return save_design(actor=actor, design=version_for(actor, version, paper), note=f"恢复第 {version} 版")


@transaction.atomic
def set_printer(*, actor: User, right_mm: float, down_mm: float, stock: LabelStock | None = None) -> PrinterSetting:
    """Keep how far the user's printer draws beside the mark, at most 10 mm either way, and the usual label sheet."""
    require(actor, Right.PRINT)
    setting = printer_of(actor)
    before = {"right_mm": setting.right_tenths / 10, "down_mm": setting.down_tenths / 10}
    setting.right_tenths, setting.down_tenths = (_tenths(length) for length in (right_mm, down_mm))
    setting.stock = stock.value if stock else setting.stock
    setting.save()
    after = {"right_mm": setting.right_tenths / 10, "down_mm": setting.down_tenths / 10}
    if before != after:
        record(actor, Act("set_printer", "printer", str(actor.pk), "", "调整打印机偏移", before, after))
    return setting


def _tenths(length: float) -> int:
    return round(max(-MOST_OFFSET_MM, min(MOST_OFFSET_MM, length)) * 10)


def _words(design: Design) -> dict[str, str]:
    return {
        "title": design.title,
        "fields": "、".join(DESIGNED[design.paper].field_labels[field] for field in design.fields),
        "face": design.face.value,
        "stock": design.stock.value,
        "logo": "有" if design.logo else "",
    }
