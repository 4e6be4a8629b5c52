"""密级: who may see what is in a file, as the class in which the file is says (R9, docs/decisions/0011).

Whose file it is, where it stands and how thick it is remains visible within the division: the benefit must be paid and
the box be kept. What lies in it (items, titles, scans, which papers are missing) is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile, Item, Material, SchemeClass
from hudang.archives.rules.keeping import ACCESS_LABELS, Access
from hudang.audit.models import AuditEntry
from hudang.households.models import Household

# what a post must be allowed before it looks into files of a level
ASKED_FOR = {Access.SENSITIVE: Right.VIEW_SENSITIVE, Access.SECRET: Right.VIEW_SECRET}
# what the log says of these acts names items
_TELLING = frozenset(
    {
        "file_item",
        "correct_item",
        "attach_item_scan",
        "open_original",
        "queue_pages",
        "make_paper",
        "annul_paper",
        "open_paper",
    }
)
# why a file is kept apart is itself what is kept apart, also after it came back
_REASONED = frozenset({"set_aside_file", "take_back_file", "look_into_file"})


def withheld_levels(user: User) -> list[str]:
    """Return the access levels whose files the user's post must not look into."""
    return [level.value for level, right in ASKED_FOR.items() if not user.may(right)]


def may_read(user: User, level: str) -> bool:
    """Tell whether the user's post may look into files of an access level."""
    return level not in withheld_levels(user)


def readable(user: User, file: str = "") -> Q:
    """Return the filter that keeps what lies in files that the user may look into; ``file`` is the way to the file."""
    return ~withheld(user, file) if withheld_levels(user) else Q()


def withheld(user: User, file: str = "") -> Q:
    """Return the filter that keeps only what lies in files that the user must not look into."""
    return Q(**{f"{file}scheme_class__in": _classes(user)})


def _classes(user: User) -> QuerySet[SchemeClass, int]:
    return SchemeClass.objects.filter(access__in=withheld_levels(user)).values_list("pk", flat=True)


def may_read_protected(user: User) -> bool:
    """Tell whether the user's post may read what somebody said of others: who handles cases, or sees what is sensitive."""
    return user.may(Right.VIEW_SENSITIVE) or user.may(Right.HANDLE_CASES)


def readable_items(user: User, item: str = "") -> Q:
    """Return the filter that keeps the items that the user may look into; ``item`` is the way to the item."""
    allowed = readable(user, f"{item}file__")
    if may_read_protected(user):
        return allowed
    return allowed & ~Q(**{f"{item}material__in": Material.objects.filter(confidential=True).values("pk")})


def as_shown(user: User, items: Iterable[Item]) -> list[Item]:
    """Return items as a list names them: a protected one by its material alone, marked ``veiled``.

    Items come with their material; what is returned is for reading and never saved.
    """
    open_to_all = may_read_protected(user)
    return [item if open_to_all or not item.material.confidential else _veiled(item) for item in items]


def _veiled(item: Item) -> Item:
    item.title, item.creator, item.document_number, item.note = item.open_title, "", "", ""
    item.veiled = True  # type: ignore[attr-defined]
    return item


def readable_household(user: User, household: str = "household") -> Q:
    """Return the filter that leaves out what belongs to households with a withheld file, where no file is named."""
    if not withheld_levels(user):
        return Q()
    return ~Q(**{f"{household}__in": HouseholdFile.objects.filter(withheld(user)).values("household")})


def withheld_level(user: User, file: HouseholdFile | None) -> str:
    """Return the level that keeps the user from looking into a file, in words; empty when nothing does."""
    kept = file.scheme_class if file else None
    return "" if kept is None or may_read(user, kept.access) else ACCESS_LABELS[Access(kept.access)]


def telling_acts(user: User, household: Household) -> frozenset[str]:
    """Return the acts whose entries in the log would tell the user what a file of the household holds."""
    reasons = frozenset() if user.may(Right.VIEW_SECRET) else _REASONED
    if withheld_levels(user) and household.files.filter(withheld(user)).exists():
        # that a case runs, and how far it is, is known only to those who may look into the file
        of_cases = AuditEntry.objects.filter(household_code=household.code, object_type="case").values_list("action")
        return _TELLING | reasons | {action for (action,) in of_cases.distinct()}
    return reasons
