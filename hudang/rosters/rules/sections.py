"""What stands outside the rows and holds for many of them: the sheet's name, titles, lines that name a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hudang.kernel.text import remove_spaces
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import is_blank, plain_text
from hudang.rosters.rules.dates import dates_named_in
from hudang.rosters.rules.places import Gazetteer
from hudang.rosters.rules.records import Context

# a roster's stated day may lie a little after the day of import, never years
_FURTHEST_AHEAD = 400


def reference_day(titles: Iterable[str], today: date) -> date:
    """Return the day by which ages are judged: today, or the day that the roster states if that is a little later."""
    stated = [day for title in titles for day in dates_named_in(title)]
    return max([today, *(day for day in stated if (day - today).days < _FURTHEST_AHEAD)])


def sheet_context(gazetteer: Gazetteer, texts: Sequence[str], scope: str) -> Context:
    """Return township and village from the sheet's name, its titles, or the importing user's own township."""
    found = (gazetteer.town_named_in(text) for text in texts)
    own = scope[:9] + "000" if len(scope) >= 9 else None
    town = next((code for code in found if code), own)
    return Context(town, village_named(gazetteer, texts, town))


def begin_section(gazetteer: Gazetteer, context: Context, values: Sequence[CellValue]) -> bool:
    """Let a line that only names a township or village hold for the rows below it; tell whether it names one."""
    text = remove_spaces(" ".join(plain_text(value) for value in values if not is_blank(value)))
    town = gazetteer.town_named_in(text)
    village = village_named(gazetteer, (text,), town or context.town)
    if town:
        context.town, context.village = town, None
    if village:
        context.village = village
    return bool(town or village)


def village_named(gazetteer: Gazetteer, texts: Iterable[str], town: str | None) -> str | None:
    """Return the only village whose official name stands in a sheet's name, title or section line."""
    for text in texts:
        flat = remove_spaces(text)
        names = gazetteer.villages[town].official.items() if town in gazetteer.villages else ()
        found = [(name, code) for name, code in names if name in flat]
        longest = max((len(name) for name, _ in found), default=0)
        best = {code for name, code in found if len(name) == longest}
        if len(best) == 1:
            return best.pop()
        unique = gazetteer.all_named.get(flat, [])
        if len(unique) == 1 and (town is None or unique[0].startswith(town[:9])):
            return unique[0]
    return None
