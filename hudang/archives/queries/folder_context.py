"""What the folders above a scan say: which place, which household, which material."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hudang.accounts.models import User
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.household_lookup import another_household, find_household
from hudang.archives.queries.requirements import materials
from hudang.archives.rules.folder_names import HouseholdName, ScanName, read_folder, read_scan
from hudang.archives.rules.folder_places import Place, PlaceNames, overlaps
from hudang.archives.rules.material_words import MaterialGuess, MaterialWords
from hudang.divisions.queries import division_table
from hudang.divisions.rules.names import bare_name
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, scope_prefix

NOTHING_SAID = "名称里没有户编号、身份证号（尾号）或户主姓名，无法确定是哪一户。"


@dataclass(frozen=True)
class FolderContext:
    """What is known so far; ``reason`` says why there is no household, or why it lies ``outside``.

    ``nobody`` when a folder's name fits no household: a folder below may still name one, a file may not.
    """

    division_code: str
    place: Place = Place()
    household: Household | None = None
    suggestion: Household | None = None
    material: str = ""
    material_doubt: str = ""
    reason: str = ""
    outside: bool = False
    nobody: bool = False


class FolderReader:
    """Reads the names of folders and scans on behalf of a user."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._today = clock.today()
        table = materials()
        self._names = {material.code: material.name for material in table}
        self._words = MaterialWords((m.code, m.name, m.aliases) for m in table)
        divisions = division_table(county_code(user.division_code))
        self._places = PlaceNames((d.code, d.name, bare_name(d.name), d.aliases) for d in divisions)

    def root(self, name: str) -> FolderContext:
        """Return what the topmost folder says; its name counts where it is a place or a household's number."""
        nothing = FolderContext(self._user.division_code)
        said = read_folder(name, self._words, self._today).household
        entered = self.enter(nothing, name)
        if said.code or said.identity or said.reference_code or entered.place.codes or entered.outside:
            return entered
        return nothing

    def scan(self, context: FolderContext, stem: str) -> tuple[ScanName, FolderContext]:
        """Take a scan's name apart; returns it with what is known of this one scan."""
        if context.household is None and not context.outside and (place := self._places.lead(stem, context.place)):
            context, stem = self._named_within(context, place), place.rest
        name = read_scan(stem, self._words, self._today)
        return name, self._of_scan(context, name)

    def enter(self, context: FolderContext, name: str) -> FolderContext:
        """Return what is known inside the folder ``name``."""
        if context.outside:
            return context
        folder = read_folder(name, self._words, self._today)
        said = folder.household
        if context.household is None and not (said.code or said.identity or said.reference_code):
            place = self._places.read(folder.text, context.place)
            if place:
                return self._at_place(context, place)
        elif context.household and (place := self._places.read(folder.text, context.place)):
            context = _elsewhere(context, place)
        context = self._with_material(context, folder.material)
        return self._with_household(context, said)

    def _named_within(self, context: FolderContext, place: Place) -> FolderContext:
        """Return the context at a place that a file's name tells; the folders above may name another."""
        if context.place.codes and not _overlap(place, context.place.codes):
            return replace(context, reason="文件夹写的村与文件名写的村不同，请核对。", nobody=False)
        return self._within(context, place)

    def _of_scan(self, context: FolderContext, scan: ScanName) -> FolderContext:
        """Return what is known of one scan: its own name goes before the folder's."""
        context = self._with_material(context, scan.material)
        if context.outside:
            return context
        if not context.material:
            context = replace(context, material_doubt=context.material_doubt or "看不出是哪种材料。")
        # below a folder of an unknown family, a file named after somebody else is still that family's
        context = self._with_household(replace(context, nobody=False), scan.household)
        return _explained(context)

    def _within(self, context: FolderContext, place: Place) -> FolderContext:
        """Return the context at a place, without what stands behind its name."""
        inside = tuple(code for code in place.codes if overlaps(code, self._user.scope))
        if not inside:
            return replace(context, outside=True, reason="文件夹写的村或乡镇不在您的管辖范围内。")
        place = Place(inside)
        # who may decide about doubtful pages: never a wider division than the user's own
        own = len(inside) == 1 and inside[0].startswith(self._user.scope)
        return replace(context, place=place, division_code=inside[0] if own else context.division_code)

    def _at_place(self, context: FolderContext, place: Place) -> FolderContext:
        context = self._within(context, place)
        if context.outside or not place.rest:
            return context
        folder = read_folder(place.rest, self._words, self._today)
        return self._with_household(self._with_material(context, folder.material), folder.household)

    def _with_material(self, context: FolderContext, guess: MaterialGuess) -> FolderContext:
        if guess.code:
            return replace(context, material=guess.code, material_doubt="")
        if guess.candidates:
            names = "、".join(f"{code} {self._names[code]}" for code in guess.candidates)
            return replace(context, material="", material_doubt=f"名称可能指几种材料（{names}）。")
        return context

    def _with_household(self, context: FolderContext, said: HouseholdName) -> FolderContext:
        """Look the household up, unless the folders above settled or doubted it and the name says nothing certain."""
        certain = said.code or said.identity or said.reference_code
        settled = context.household or (context.reason and not context.nobody)
        if not said.says_something or (settled and not certain):
            return context
        finding = find_household(self._user, said, context.place.codes)
        known, found = context.household, finding.household
        if found is None:
            suggestion = finding.suggestion or known or context.suggestion
            return replace(
                context,
                household=None,
                suggestion=suggestion,
                reason=finding.reason,
                outside=finding.outside,
                nobody=finding.nobody and known is None,
            )
        if known and found.pk != known.pk:
            reason = f"文件夹是户 {known.code}，文件名却是户 {found.code}，请核对。"
            return replace(context, household=None, suggestion=known, reason=reason)
        if other := another_household(self._user, found, said):
            reason = f"名称里有户 {found.code}，也有户 {other.code}，请核对归入哪一户。"
            return replace(context, household=None, suggestion=found, reason=reason)
        return replace(
            context, household=found, suggestion=None, reason="", nobody=False, division_code=found.village_code
        )


def _overlap(place: Place, codes: tuple[str, ...]) -> bool:
    return any(overlaps(one, scope_prefix(code)) for one in place.codes for code in codes)


def _elsewhere(context: FolderContext, place: Place) -> FolderContext:
    """Doubt the household when a folder inside its own names another village."""
    household = context.household
    if household is None or _overlap(place, (household.village_code,)):
        return context
    reason = f"户 {household.code} 的文件夹里又写了别的村，请核对。"
    return replace(context, household=None, suggestion=household, reason=reason)


def _explained(context: FolderContext) -> FolderContext:
    """Say why the scan cannot be filed, where nothing said it yet."""
    if context.household is None:
        return replace(context, reason=context.reason or NOTHING_SAID)
    if not HouseholdFile.objects.filter(household=context.household).exists():
        return replace(context, reason="该户还没有立户袋。")
    return context
