"""标准历年表: entering a standard with the paper it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.library.errors import CountyOnly
from hudang.library.models import Document, Standard
from hudang.library.queries.documents import documents_named
from hudang.library.queries.seen import COUNTY, county_of
from hudang.library.queries.standards import standard_for

_MOST = Decimal(20000)
_EARLIEST = date(1997, 1, 1)


@dataclass(frozen=True)
class StandardEntry:
    """What is typed; ``document`` is a document's number or title, as it stands in the library."""

    area: Area
    valid_from: date
    amount: Decimal
    document: str = ""
    note: str = ""


@transaction.atomic
def enter_standard(*, actor: User, entry: StandardEntry) -> Standard:
    """Enter the standard of the actor's county from a day on; the same day again corrects it. Raises ``InvalidInput``."""
    require(actor, Right.KEEP_LIBRARY)
    _county_only(actor)
    document = _checked(actor, entry)
    standard, _ = Standard.objects.update_or_create(
        county_code=county_of(actor),
        area=entry.area,
        valid_from=entry.valid_from,
        defaults={
            "amount": entry.amount,
            "document": document,
            "note": entry.note,
            "entered_by": actor.display_name,
            "entered_at": clock.now(),
        },
    )
    summary = f"登记{AREA_LABELS[entry.area]}低保标准，{entry.valid_from} 起每月 {entry.amount} 元"
    record(actor, Act("enter_standard", "standard", standard.pk, summary=summary))
    return standard


@transaction.atomic
def remove_standard(*, actor: User, standard_id: int) -> None:
    """Take out a standard that was entered by mistake; the log keeps it. Raises ``NotVisible``."""
    require(actor, Right.KEEP_LIBRARY)
    standard = standard_for(actor, standard_id)
    _county_only(actor)
    before = {"area": standard.area, "valid_from": standard.valid_from, "amount": standard.amount}
    summary = f"删去{standard.get_area_display()}低保标准 {standard.valid_from}"
    standard_id = standard.pk
    standard.delete()
    record(actor, Act("remove_standard", "standard", standard_id, summary=summary, before=before))


def _county_only(actor: User) -> None:
    if len(actor.scope) > COUNTY:
        raise CountyOnly(what="登记低保标准")


def _checked(actor: User, entry: StandardEntry) -> Document | None:
    faults = {}
    if not 0 < entry.amount <= _MOST or entry.amount != entry.amount.quantize(Decimal("0.01")):
        faults["amount"] = "标准为每月元数，大于 0，最多两位小数。"
    if not _EARLIEST <= entry.valid_from <= date(clock.today().year + 1, 12, 31):
        faults["valid_from"] = "执行日期应在 1997 年以后、明年年底以前。"
    if len(entry.note) > 200:
        faults["note"] = "说明不超过 200 字。"
    found, unknown = documents_named(actor, entry.document)
    if unknown or len(found) > 1:
        faults["document"] = "资料库里没有这份文件，请写完整的文号或标题，或先登记该文件。"
    elif found and found[0].repealed_on and found[0].repealed_on <= entry.valid_from:
        faults["document"] = f"这份文件在 {found[0].repealed_on} 已废止，不能作为 {entry.valid_from} 起的依据。"
    if faults:
        raise InvalidInput(faults)
    return found[0] if found else None
