"""分类方案: drafting a version, editing its classes, and putting it into force from a day (R6, R9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import ClassificationScheme, SchemeClass
from hudang.archives.queries.schemes import classes_of, scheme_on
from hudang.archives.rules.keeping import DIMENSION_WORDS, SchemeState, scheme_faults
from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.configuration.errors import DraftExists, SchemeAdopted, SchemeIncomplete
from hudang.configuration.queries.schemes import class_choices, class_for, class_values, scheme_for
from hudang.configuration.rules.checks import class_faults
from hudang.configuration.rules.shapes import CLASS
from hudang.configuration.rules.values import in_words, read
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.versions import version_of

OBJECT_TYPE = "scheme"
_YEARS_AHEAD = 10


def _log(actor: User, action: str, scheme: ClassificationScheme, summary: str, **told: Any) -> None:
    record(actor, Act(action, OBJECT_TYPE, scheme.pk, summary=summary, **told))


def _draft(actor: User, scheme_id: int) -> ClassificationScheme:
    scheme_for(actor, scheme_id)
    scheme = ClassificationScheme.objects.select_for_update().get(pk=scheme_id)
    if not scheme.is_draft:
        raise SchemeAdopted(scheme=scheme)
    scheme.edited_at = clock.now()
    scheme.save(update_fields=["edited_at"])
    return scheme


@transaction.atomic
def draft_scheme(*, actor: User, name: str, basis: str = "") -> ClassificationScheme:
    """Draft the next version with the classes of the latest one; raises ``DraftExists`` or ``InvalidInput``."""
    require(actor, Right.MANAGE_SETTINGS)
    if not name.strip() or len(name.strip()) > 60:
        raise InvalidInput({"name": "请填写方案名称，不超过 60 字，例如“2027 年版”。"})
    scheme = new_draft(name.strip(), basis.strip()[:120])
    for each in classes_of(_latest(scheme)):
        each.pk, each.scheme = None, scheme
        each.save(force_insert=True)
    _log(actor, "draft_scheme", scheme, f"起草{scheme}")
    return scheme


def new_draft(name: str, basis: str) -> ClassificationScheme:
    """Write an empty draft with the next number; raises ``DraftExists``."""
    other = ClassificationScheme.objects.filter(state=SchemeState.DRAFT).first()
    if other:
        raise DraftExists(scheme=other)
    number = (ClassificationScheme.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return ClassificationScheme.objects.create(number=number, name=name, basis=basis, edited_at=clock.now())


def _latest(scheme: ClassificationScheme) -> ClassificationScheme | None:
    adopted = ClassificationScheme.objects.filter(state=SchemeState.ADOPTED).exclude(pk=scheme.pk)
    return adopted.order_by("-valid_from").first() or scheme_on(clock.today())


@transaction.atomic
def discard_scheme(*, actor: User, scheme_id: int) -> None:
    """Delete a draft; its number may be given again, for nothing was classified by it."""
    scheme = _draft(actor, scheme_id)
    _log(actor, "discard_scheme", scheme, f"删去草案{scheme}")
    scheme.delete()


def _class(actor: User, scheme: ClassificationScheme, class_id: int) -> SchemeClass:
    """Return a class of this very draft: what was adopted stays as it was."""
    found = class_for(actor, class_id)
    if found.scheme_id != scheme.pk:
        raise NotVisible
    return found


def checked_class(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a class as typed; raises ``InvalidInput`` with the fields that are wrong."""
    values, faults = read(CLASS, raw, class_choices())
    faults = faults or class_faults(values)
    if faults:
        raise InvalidInput(faults)
    criteria = {name: values.pop(name) for name in DIMENSION_WORDS}
    return values | {"criteria": {name: codes for name, codes in criteria.items() if codes}}


def _told(found: SchemeClass) -> dict[str, str]:
    choices, values = class_choices(), class_values(found)
    return {field.name: in_words(field, values[field.name], choices.get(field.name, {})) for field in CLASS.fields}


@transaction.atomic
def save_class(
    *, actor: User, scheme_id: int, class_id: int | None, raw: Mapping[str, Any], version: str = ""
) -> SchemeClass:
    """Add a class to a draft or change it; ``version`` is of the values that the form was opened on.

    Raises ``InvalidInput``, ``SchemeAdopted``, ``StaleForm`` or ``NotVisible``.
    """
    scheme, before = _draft(actor, scheme_id), {}
    found = SchemeClass(scheme=scheme)
    if class_id is not None:
        found = _class(actor, scheme, class_id)
        before = _told(found)
        now = version_of(class_values(found))
        refuse_stale(version, now, object_type=OBJECT_TYPE, object_id=scheme.pk, what=str(found))
    columns = checked_class(raw)
    if SchemeClass.objects.filter(scheme=scheme, code=columns["code"]).exclude(pk=found.pk).exists():
        raise InvalidInput({"code": f"本方案已有类号 {columns['code']}。"})
    for name, value in columns.items():
        setattr(found, name, value)
    _make_room(found)
    found.save()
    after = _told(found)
    changed = [name for name in after if after[name] != before.get(name, "")]
    _log(
        actor,
        "save_scheme_class",
        scheme,
        f"{scheme}：{found}",
        before={name: before.get(name, "") for name in changed},
        after={name: after[name] for name in changed},
    )
    return found


def _make_room(found: SchemeClass) -> None:
    """Move the class that stands where this one goes, and all after it, one place down."""
    others = SchemeClass.objects.filter(scheme_id=found.scheme_id).exclude(pk=found.pk)
    if others.filter(position=found.position).exists():
        others.filter(position__gte=found.position).update(position=F("position") + 1)


@transaction.atomic
def remove_class(*, actor: User, scheme_id: int, class_id: int) -> None:
    """Take a class out of a draft; raises ``SchemeAdopted`` or ``NotVisible``."""
    scheme = _draft(actor, scheme_id)
    found = _class(actor, scheme, class_id)
    _log(actor, "remove_scheme_class", scheme, f"{scheme}：删去{found}", before=_told(found))
    found.delete()


@transaction.atomic
def adopt_scheme(*, actor: User, scheme_id: int, valid_from: date) -> ClassificationScheme:
    """Put a draft into force from a day on; files opened from then on get its classes.

    Raises ``SchemeIncomplete`` or ``InvalidInput``.
    """
    scheme = _draft(actor, scheme_id)
    if faults := scheme_faults(classes_of(scheme)):
        raise SchemeIncomplete(faults="".join(faults))
    if valid_from < clock.today():
        raise InvalidInput({"valid_from": "施行日期不能早于今天。"})
    if valid_from.year > clock.today().year + _YEARS_AHEAD:
        # a version cannot be taken back, and the next one must begin later
        raise InvalidInput({"valid_from": f"施行日期在 {_YEARS_AHEAD} 年之后，请核对年份。"})
    if ClassificationScheme.objects.filter(state=SchemeState.ADOPTED, valid_from__gte=valid_from).exists():
        raise InvalidInput({"valid_from": "已有一版从这一天或更晚施行，请选更晚的日期。"})
    scheme.state, scheme.valid_from = SchemeState.ADOPTED, valid_from
    scheme.save(update_fields=["state", "valid_from"])
    _log(actor, "adopt_scheme", scheme, f"{scheme}自 {valid_from} 起施行", after={"valid_from": valid_from})
    return scheme
