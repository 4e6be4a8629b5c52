"""Entering what an office's papers say of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction

from hudang.accounts.access import require_any, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.casework.models import Office
from hudang.kernel.errors import InvalidInput
from hudang.kernel.identity import phone_valid


@dataclass(frozen=True)
class OfficeForm:
    """The words of an office; the last three are the county's."""

    telephone: str
    supervision: str
    place: str
    reconsideration: str = ""
    court: str = ""
    payday: str = ""


@transaction.atomic
def enter_office(*, actor: User, division_code: str, form: OfficeForm) -> Office:
    """Enter the words of the actor's township or county; raises ``InvalidInput``."""
    require_any(actor, Right.HANDLE_CASES, Right.MANAGE_SETTINGS)
    require_place(actor, division_code)
    faults = {}
    for name, label in (("telephone", "咨询电话"), ("supervision", "监督电话")):
        if not phone_valid(getattr(form, name).strip()):
            faults[name] = f"请填写{label}，带区号的固定电话或手机号。"
    if not 2 <= len(form.place.strip()) <= 80:
        faults["place"] = "请填写办理地点，例如“舍力镇便民服务中心社会救助窗口”。"
    if faults:
        raise InvalidInput(faults)
    values = {name: value.strip() for name, value in asdict(form).items()}
    office, _ = Office.objects.update_or_create(division_code=division_code, defaults=values)
    record(actor, Act("enter_office", "office", office.pk, summary="登记文书用语", after=values))
    return office
