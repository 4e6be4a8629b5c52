"""改发档号: an unclosed file gets the next number of another village; its old code stays as 曾用号 (archive.md §4)."""

from __future__ import annotations

from datetime import date

from django.db.models import Value
from django.db.models.functions import Concat, Length, Substr

from hudang.accounts.models import User
from hudang.archives.models import FormerCode, HouseholdFile, Item, ReferenceCodeTemplate
from hudang.archives.numbering import Numbers
from hudang.archives.rules.reference_codes import file_code
from hudang.divisions.queries import short_code_of
from hudang.kernel import clock


def recode(actor: User, file: HouseholdFile, village_code: str, on: date) -> str:
    """Give the file and its items new reference codes in the series of a village; return the code it had."""
    former, key = file.reference_code, f"file:{village_code}:{file.year}"
    numbers = Numbers([key])
    file.sequence, file.numbered_in = numbers.next(key), village_code
    numbers.save()
    FormerCode.objects.create(
        file=file,
        reference_code=former,
        village_code=file.village_code,
        replaced_on=on,
        replaced_by=actor.display_name,
    )
    file.reference_code = _code(file, village_code)
    file.village_code = village_code
    file.save(update_fields=["sequence", "numbered_in", "reference_code", "village_code"])
    tail = Substr("reference_code", Length(Value(former)) + 1)
    Item.objects.filter(file=file).update(reference_code=Concat(Value(file.reference_code), tail))
    return former


def _code(file: HouseholdFile, village_code: str) -> str:
    template = ReferenceCodeTemplate.objects.filter(target="file", valid_from__lte=clock.today()).first()
    return file_code(
        template.template if template else "",
        fonds=file.fonds.code,
        series=file.series.code,
        year=file.year,
        retention=file.retention,
        village=short_code_of(village_code) or village_code[6:],
        sequence=file.sequence,
    )
