"""What a hit shows and opens, by group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from hudang.archives.queries.finding import FileHit
from hudang.households.queries.finding import PersonHit
from hudang.search.queries import Found, PlaceHit
from hudang.search.vocabulary import KIND_LABELS, Kind


@dataclass(frozen=True)
class Shown:
    """One line: where it leads, its title, what tells it from others, a number, and whether it is of the past."""

    url: str
    title: str
    note: str
    number: str
    past: bool = False


@dataclass(frozen=True)
class Group:
    """A heading, its icon, its lines; ``all_url`` opens the list of everything of this group."""

    kind: Kind
    label: str
    icon: str
    lines: list[Shown]
    all_url: str = ""


def groups_of(found: Found, text: str) -> Iterator[Group]:
    """Yield the groups that hold something, people first."""
    if found.people:
        all_url = f"{reverse('households:list')}?{urlencode({'q': text})}"
        yield Group(Kind.PEOPLE, KIND_LABELS[Kind.PEOPLE], "users", [_person(hit) for hit in found.people], all_url)
    if found.files:
        yield Group(Kind.FILES, KIND_LABELS[Kind.FILES], "pouch", [_file(hit) for hit in found.files])
    if found.places:
        yield Group(Kind.PLACES, KIND_LABELS[Kind.PLACES], "divisions", [_place(hit) for hit in found.places])


def url_of(hit: PersonHit | FileHit) -> str:
    """Return the page of a household, file or item."""
    if isinstance(hit, PersonHit):
        return reverse("households:detail", args=[hit.household_code])
    return reverse("archives:item", args=[hit.item_id]) if hit.item_id else reverse("archives:file", args=[hit.file_id])


def _person(hit: PersonHit) -> Shown:
    who = "户主" if hit.name == hit.head_name else f"{hit.head_name}户 · {hit.relation}"
    notes = [who, hit.township, hit.village, "已离开" if hit.left else "" if hit.paid else hit.state_label]
    return Shown(
        url=url_of(hit),
        title=hit.name or "（户主待补）",
        note=" · ".join(note for note in notes if note),
        number=hit.identity or hit.household_code,
        past=hit.left or not hit.paid,
    )


def _file(hit: FileHit) -> Shown:
    note = "件" if hit.item_id else " · ".join(word for word in ("户袋", hit.state_label) if word)
    return Shown(url=url_of(hit), title=hit.title, note=note, number=hit.reference_code)


def _place(hit: PlaceHit) -> Shown:
    if hit.is_village:
        return Shown(reverse("archives:village", args=[hit.code]), hit.name, hit.township, hit.short_code or hit.code)
    url = f"{reverse('archives:villages')}?{urlencode({'township': hit.code})}"
    return Shown(url, hit.name, "乡镇（街道）", hit.code)
