"""The words that several papers share: names of places, periods and classes, codes as they are printed."""

from __future__ import annotations

from django.conf import settings

from hudang.archives.models import HouseholdFile, NoteEntry, Pouch
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.descriptions import township_office
from hudang.archives.rules.keeping import COLOUR_LABELS, Colour, Holder
from hudang.archives.rules.retention import retention_label
from hudang.divisions.models import Division
from hudang.kernel.division_codes import county_code, township_code


class Words:
    """Names of divisions and of retention periods, read once for a print run."""

    def __init__(self, prefix: str) -> None:
        county = prefix[:6]
        rows = Division.objects.filter(code__startswith=county).order_by("valid_from").values_list("code", "name")
        self._names = dict(rows)
        self._periods = retention_names()

    def county(self, code: str) -> str:
        return self._names.get(county_code(code), "")

    def township(self, code: str) -> str:
        return self._names.get(township_code(code), "")

    def village(self, code: str) -> str:
        return self._names.get(code, code)

    def custodian(self, file: HouseholdFile) -> str:
        """Return who keeps a file, as its class says: the bureau, the township or the village."""
        match file.scheme_class and file.scheme_class.holder:
            case Holder.TOWNSHIP:
                return township_office(self.township(file.village_code))
            case Holder.VILLAGE:
                return self.village(file.village_code)
        return file.fonds.name

    def retention(self, code: str) -> str:
        return retention_label(code, self._periods)


def url_of(kind: str, number: int) -> str:
    return f"{settings.PUBLIC_URL}/q/{kind}{number}/"


def note_line(note: NoteEntry) -> str:
    """Return a line of a note sheet as it is printed."""
    return f"{note.on} {note.get_kind_display()}：{note.text}（{note.entered_by}）"


def pouch_number(pouch: Pouch) -> str:
    code = pouch.file.reference_code
    return f"{code}（袋{pouch.part}）" if pouch.part > 1 else code


def day_of(day: object) -> str:
    return str(day) if day else ""


def colour_of(file: HouseholdFile) -> str:
    return COLOUR_LABELS[Colour(file.scheme_class.colour)] if file.scheme_class else ""
