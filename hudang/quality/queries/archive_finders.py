"""How the rules on files, pouches, boxes, items and images find what breaks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lag, Substr

from hudang.accounts.vocabulary import RIGHTS_OF_POST, AccountState
from hudang.archives.models import Box, HouseholdFile, Item, ItemPage, Material, Pouch
from hudang.archives.queries import late
from hudang.archives.queries.clearance import ASKED_FOR
from hudang.archives.rules.keeping import Access
from hudang.archives.vocabulary import OPEN_STATES, UNCLOSED_STATES, BoxKind, PouchState
from hudang.forms.catalogue import FORMS
from hudang.forms.models import Paper
from hudang.households.vocabulary import BenefitState
from hudang.kernel.dates import archive_date, is_archive_date
from hudang.kernel.division_codes import APART
from hudang.quality.queries.scope import Finds, Found, Scope

_CHUNK = 2000
# a paper whose day nobody knows is written so
_UNKNOWN = frozenset({"", "00000000"})
_FILE = ("village_code", "household_id", "household__code", "pk")
_ITEM = ("file__village_code", "file__household_id", "file__household__code", "pk", "material__name")


def _files(scope: Scope) -> QuerySet[HouseholdFile]:
    return HouseholdFile.objects.filter(scope.on("village_code", "household")).order_by()


def _items(scope: Scope) -> QuerySet[Item]:
    place = scope.on("file__village_code", "file__household")
    return Item.objects.filter(place, annulled_on=None).order_by()


def _as_found(rows: QuerySet[Any], names: tuple[str, ...]) -> Finds:
    return (Found(*row) for row in rows.values_list(*names).iterator(chunk_size=_CHUNK))


def pouch_without_household(scope: Scope) -> Finds:
    """有袋无户: an open pouch, and its household is stopped; 未获批 and 边缘 households keep theirs."""
    opened = Pouch.objects.filter(scope.on("village_code", "household"), state__in=OPEN_STATES).order_by()
    found = opened.filter(household__state=BenefitState.STOPPED)
    return _as_found(found, ("village_code", "household_id", "household__code", "pk", "file__reference_code"))


def missing_material(scope: Scope) -> Iterator[Found]:
    """One problem for each material that an open file lacks."""
    names = dict(Material.objects.values_list("code", "name"))
    lacking = _files(scope).filter(state__in=OPEN_STATES, missing_count__gt=0)
    for village, household, code, key, missing in lacking.values_list(*_FILE, "missing").iterator(chunk_size=_CHUNK):
        for material in missing:
            yield Found(village, household, code, key, f"{material} {names.get(material, '')}".strip(), material)


def box_without_keeper(scope: Scope) -> Finds:
    """A box for which nobody answers."""
    return _boxes(scope, Q(keeper=None))


def box_without_location(scope: Scope) -> Finds:
    """A box whose place is not known."""
    return _boxes(scope, Q(location=None))


def keeper_gone(scope: Scope) -> Finds:
    """A box whose keeper signs in no more."""
    return _boxes(scope, ~Q(keeper=None) & ~Q(keeper__state=AccountState.ACTIVE))


def _boxes(scope: Scope, condition: Q) -> Iterator[Found]:
    # a box belongs to no household: only a check of the whole place looks at it
    if scope.households is not None:
        return
    boxes = Box.objects.filter(condition, scope.on("village_code", "pk"), retired_on=None).order_by()
    for village, key, kind, number in boxes.values_list("village_code", "pk", "kind", "number").iterator():
        yield Found(village, None, "", key, f"{'停保盒 ' if kind == BoxKind.STOPPED else ''}{number:02d} 号盒")


def item_without_image(scope: Scope) -> Finds:
    """Said to be scanned, and there is no page."""
    bare = _items(scope).filter(~Exists(ItemPage.objects.filter(item=OuterRef("pk"))), digital=True)
    return _as_found(bare, _ITEM)


def page_count_differs(scope: Scope) -> Finds:
    """Scanned, but not as many pages as it has."""
    counted = _items(scope).filter(digital=True).annotate(images=Count("pages"))
    return _as_found(counted.filter(images__gt=0).exclude(images=F("page_count")), _ITEM)


def unreadable_page(scope: Scope) -> Iterator[Found]:
    """A page of it cannot be shown."""
    bad = scope.known.unreadable
    place = scope.on("item__file__village_code", "item__file__household")
    pages = ItemPage.objects.filter(place, digital_object__in=list(bad)) if bad else ItemPage.objects.none()
    names = tuple(f"item__{name}" for name in _ITEM)
    seen: set[int] = set()
    for *found, digital, number in pages.order_by().values_list(*names, "digital_object_id", "object_page").iterator():
        if number in bad[digital] and found[3] not in seen:
            seen.add(found[3])
            yield Found(*found)


def page_gap(scope: Scope) -> Finds:
    """The pages of the items do not follow each other from 1."""
    follows = Window(Lag(F("first_page") + F("page_count"), default=1), partition_by="file_id", order_by="number")
    place = scope.on("file__village_code", "file__household")
    items = Item.objects.filter(place, file__state__in=UNCLOSED_STATES).order_by().annotate(expected=follows)
    broken = items.exclude(first_page=F("expected")).values_list("file_id", flat=True)
    return _as_found(HouseholdFile.objects.filter(pk__in=list(set(broken))).order_by(), _FILE)


def item_count_differs(scope: Scope) -> Finds:
    """目录行数 is not 件数; annulled items count in neither."""
    lines = Count("items", filter=Q(items__annulled_on=None))
    return _as_found(_files(scope).annotate(counted=lines).exclude(counted=F("item_count")), _FILE)


def bad_item_date(scope: Scope) -> Finds:
    """No real day, or one that has not come."""
    written = _items(scope).values_list("dated", flat=True).distinct()
    today = archive_date(scope.known.day)
    bad = [text for text in written if text not in _UNKNOWN and not (is_archive_date(text) and text <= today)]
    return _as_found(_items(scope).filter(dated__in=bad), _ITEM) if bad else ()


def item_without_creator(scope: Scope) -> Finds:
    """Nobody made it."""
    return _as_found(_items(scope).filter(creator=""), _ITEM)


def decision_not_filed(scope: Scope) -> Finds:
    """Approved or stopped, and no scan of the decision within the working days given."""
    known = scope.known
    return _as_found(_within(scope, late.late_decisions(known.console, known.deadline, scope.prefix)), _FILE)


def paper_not_scanned(scope: Scope) -> Finds:
    """On paper only for longer than the working days given."""
    known = scope.known
    found = late.late_papers(known.console, known.deadline, scope.prefix)
    return _as_found(_within(scope, found, "file__household"), _ITEM)


def scan_waiting(scope: Scope) -> Iterator[Found]:
    """Scanned, and nobody said where it belongs."""
    known = scope.known
    waiting = _within(scope, late.late_scans(known.console, known.deadline, scope.prefix))
    names = ("division_code", "household_id", "household__code", "pk", "file_name")
    for village, household, code, key, name in waiting.values_list(*names).iterator(chunk_size=_CHUNK):
        yield Found(village, household, code or "", key, name.rsplit("/", 1)[-1][:120])


def _within(scope: Scope, rows: QuerySet[Any], household: str = "household") -> QuerySet[Any]:
    if scope.households is None:
        return rows
    return rows.filter(**{f"{household}__in": scope.households})


def pouch_not_closed(scope: Scope) -> Finds:
    """Stopped long ago, and still not closed."""
    latest = scope.known.day - timedelta(days=scope.known.thresholds.closing_days)
    return _as_found(_files(scope).filter(state=PouchState.CLOSING, stopped_on__lt=latest), _FILE)


def signed_copy_missing(scope: Scope) -> Finds:
    """Made to be signed by hand, and the signed sheet was not scanned within the working days given."""
    return _unscanned(scope, Q(signed_on_paper=True))


def sealed_copy_missing(scope: Scope) -> Finds:
    """Made to be stamped, and the stamped sheet was not scanned within the working days given."""
    return _unscanned(scope, Q(form_code__in=[code for code, each in FORMS.items() if each.sealed]))


def _unscanned(scope: Scope, condition: Q) -> Iterator[Found]:
    deadline = scope.known.deadline
    same = Item.objects.filter(file=OuterRef("item__file"), material=OuterRef("item__material"), annulled_on=None)
    papers = Paper.objects.filter(
        scope.on("item__file__village_code", "item__file__household"),
        condition,
        annulled_at=None,
        item__annulled_on=None,
        made_at__lt=deadline.before,
        dated__gte=deadline.kept_since,
    )
    # what was scanned belongs to no paper that the product made; asked of these papers only, not of every item first
    papers = papers.annotate(scanned=Exists(same.filter(digital=True, papers=None))).order_by()
    rows = papers.values_list("scanned", *(f"item__{name}" for name in _ITEM), "form_code")
    for scanned, *found in rows.distinct().iterator(chunk_size=_CHUNK):
        if not scanned:
            yield Found(*found)


def keeper_without_right(scope: Scope) -> Finds:
    """A box with a pouch into which the post of its keeper must not look."""
    unread = Q()
    pouches = Pouch.objects.filter(box=OuterRef("pk")).exclude(state=PouchState.DESTROYED)
    for level, right in ASKED_FOR.items():
        posts = [post for post, rights in RIGHTS_OF_POST.items() if right not in rights]
        unread |= Q(Exists(pouches.filter(file__scheme_class__access=level)), keeper__post__in=posts)
    return _boxes(scope, unread)


def apart_not_secret(scope: Scope) -> Finds:
    """A file of a household that is kept apart, and its class does not keep it secret."""
    files = _files(scope).annotate(place=Substr("village_code", 7, 3)).filter(place=APART)
    open_ones = files.exclude(state=PouchState.DESTROYED).exclude(scheme_class__access=Access.SECRET)
    return _as_found(open_ones, _FILE)


FINDERS = {
    "pouch_without_household": pouch_without_household,
    "missing_material": missing_material,
    "box_without_keeper": box_without_keeper,
    "box_without_location": box_without_location,
    "keeper_gone": keeper_gone,
    "item_without_image": item_without_image,
    "page_count_differs": page_count_differs,
    "unreadable_page": unreadable_page,
    "page_gap": page_gap,
    "item_count_differs": item_count_differs,
    "bad_item_date": bad_item_date,
    "item_without_creator": item_without_creator,
    "decision_not_filed": decision_not_filed,
    "paper_not_scanned": paper_not_scanned,
    "scan_waiting": scan_waiting,
    "pouch_not_closed": pouch_not_closed,
    "signed_copy_missing": signed_copy_missing,
    "sealed_copy_missing": sealed_copy_missing,
    "keeper_without_right": keeper_without_right,
    "apart_not_secret": apart_not_secret,
}
