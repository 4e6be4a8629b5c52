"""Documents of the region as a user sees them: lists, one with all that rests on it, who has read it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import RIGHTS_OF_POST, AccountState, Post, Right
from hudang.assessment.models import Assessment, ParameterSheet
from hudang.assessment.queries.parameters import version_of
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.library.models import Document, LastLook, Reading, Rule, RuleVersion, SheetPaper, Standard
from hudang.library.queries.searching import matching_ids
from hudang.library.queries.seen import COUNTY, county_of, may_read, ours, seen_by
from hudang.library.rules.citing import Known, cited_in, plain
from hudang.library.rules.standing import force_of
from hudang.library.vocabulary import FORCE_LABELS, PROVINCES, Force, Level, Sort

_PARTED = re.compile(r"[；;\n]")
_MOST_UNREAD = 300


@dataclass(frozen=True)
class DocumentFilter:
    """What the list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    kind: str = ""
    level: str = ""
    force: str = ""
    year: str = ""
    new: bool = False


def documents_for(user: User, wanted: DocumentFilter | None = None) -> QuerySet[Document]:
    """Return the documents that the user sees, the latest first."""
    may_read(user)
    wanted = wanted or DocumentFilter()
    rows = Document.objects.filter(seen_by(user)).select_related("item").defer("text")
    for name in ("kind", "level"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.year.isdecimal():
        year = int(wanted.year)
        rows = rows.filter(Q(issued_on__year=year) | Q(in_force_on__year=year))
    if wanted.force:
        rows = rows.filter(_force(Force(wanted.force)))
    if wanted.new:
        rows = rows.filter(_new_for(user))
    if wanted.text.strip():
        ids = matching_ids(user, wanted.text, Sort.DOCUMENT)
        rows = rows.filter(pk__in=ids) if ids is not None else rows.none()
    return rows.order_by("-issued_on", "-in_force_on", "-pk")


def _force(force: Force) -> Q:
    today = clock.today()
    repealed = Q(repealed_on__lte=today)
    return {
        Force.REPEALED: repealed,
        Force.UNKNOWN: ~repealed & Q(in_force_on=None),
        Force.LATER: ~repealed & Q(in_force_on__gt=today),
        Force.IN_FORCE: ~repealed & Q(in_force_on__lte=today),
    }[force]


def force_label(document: Document) -> tuple[str, str]:
    """Return the tone and the word for whether a document holds today."""
    force = force_of(document.in_force_on, document.repealed_on, clock.today())
    tones = {Force.IN_FORCE: "ok", Force.LATER: "info", Force.REPEALED: "mute", Force.UNKNOWN: "mute"}
    return tones[force], FORCE_LABELS[force]


def document_for(user: User, document_id: int) -> Document:
    """Return one document; raises ``NotVisible``."""
    may_read(user)
    found = Document.objects.filter(seen_by(user), pk=document_id).select_related("item").first()
    if found is None:
        raise NotVisible
    return found


def region_label(document: Document) -> str:
    """Return in words for which region a document holds."""
    code = document.region_code
    province = PROVINCES.get(code[:2], "")
    if document.level == Level.COUNTRY:
        return "全国"
    if document.level == Level.PROVINCE:
        return province or code
    if document.level == Level.CITY:
        return f"{province}（{code[:4]}）"
    return names_of([code]).get(code) or f"{province}（{code[:6]}）"


def documents_named(user: User, text: str) -> tuple[list[Document], list[str]]:
    """Return the documents whose number or title stands in a list of names, and the names that none has."""
    names = [name.strip().strip("《》") for name in _PARTED.split(text) if name.strip()]
    if not names:
        return [], []
    known = {}
    for document in Document.objects.filter(ours(user)).only("pk", "title", "number"):
        known[plain(document.title)] = document
        if document.number:
            known[plain(document.number)] = document
    found = [known.get(plain(name)) for name in names]
    kept = [document for document in found if document is not None]
    whole = list(Document.objects.filter(pk__in=[document.pk for document in kept]))
    return whole, [name for name, document in zip(names, found, strict=True) if document is None]


def known_documents(user: User) -> list[Known]:
    """Return all documents as texts may cite them."""
    rows = Document.objects.filter(seen_by(user)).values_list("pk", "title", "number")
    return [Known(pk, title, number) for pk, title, number in rows]


@dataclass(frozen=True)
class Resting:
    """What rests on a document: parameters, standards, rules, newer and older documents, households assessed by it."""

    sheets: list[tuple[ParameterSheet, str, int]] = field(default_factory=list)
    standards: list[Standard] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    replaces: list[Document] = field(default_factory=list)
    replaced_by: list[Document] = field(default_factory=list)


def resting_on(user: User, document: Document) -> Resting:
    """Return what rests on a document, with how many households of the user's division each version was used for."""
    county = county_of(user)
    papers = SheetPaper.objects.filter(document=document, sheet__county_code=county).select_related("sheet")
    sheets = [paper.sheet for paper in papers]
    counts = {version_of(sheet): households_with(user, version_of(sheet)).count() for sheet in sheets}
    seen = Document.objects.filter(seen_by(user)).defer("text")
    return Resting(
        [(sheet, version_of(sheet), counts[version_of(sheet)]) for sheet in sheets],
        list(Standard.objects.filter(document=document, county_code=county)),
        _rules_citing(user, document),
        list(seen.filter(replaced_by=document)),
        list(seen.filter(replaces=document)),
    )


def _rules_citing(user: User, document: Document) -> list[Rule]:
    known = [Known(document.pk, document.title, document.number)]
    bases = RuleVersion.objects.filter(ours(user)).select_related("rule")
    cited = {v.rule.pk: v.rule for v in bases if any(part.document for part in cited_in(v.basis, known))}
    return sorted(cited.values(), key=lambda rule: (rule.position, rule.pk))


def households_with(user: User, version: str) -> QuerySet[Assessment]:
    """Return the latest assessment by a version of each household of the user's division."""
    rows = Assessment.objects.filter(within(user), version=version, household__isnull=False)
    return rows.order_by("village_code", "household_id", "-pk")


@dataclass(frozen=True)
class Readers:
    """Who has read a document, and who of those concerned has not."""

    read: list[tuple[User, datetime]]
    unread: list[User]
    unread_count: int

    @property
    def share(self) -> int:
        """How many in a hundred have read it."""
        whole = len(self.read) + self.unread_count
        return round(100 * len(self.read) / whole) if whole else 0


def readers_of(user: User, document: Document) -> Readers:
    """Return the readers of the user's division; asked are the posts that read the library, where it holds."""
    concerned = _concerned(user, document)
    readings = Reading.objects.filter(document=document, user__division_code__startswith=user.scope)
    read = [(reading.user, reading.read_at) for reading in readings.select_related("user").order_by("-read_at")]
    missing = concerned.exclude(pk__in=[person.pk for person, _ in read]).order_by("division_code", "username")
    return Readers(read, list(missing[:_MOST_UNREAD]), missing.count())


def reading_posts() -> list[Post]:
    """Return the posts that read the library."""
    return [
        post for post, rights in RIGHTS_OF_POST.items() if Right.VIEW_LIBRARY in rights and post is not Post.CONSOLE
    ]


def _concerned(user: User, document: Document) -> QuerySet[User]:
    people = User.objects.filter(
        state=AccountState.ACTIVE, post__in=reading_posts(), division_code__startswith=user.scope
    )
    region = document.region_code
    if document.level == Level.TOWNSHIP:
        people = people.filter(Q(division_code__startswith=region[:9]) | Q(division_code=region[:6] + "000000"))
    if document.restricted:
        above = [region[:6] + "000000", region[:9] + "000"]
        people = people.filter(division_code__in={*above, region})
    return people


def has_read(user: User, document: Document) -> bool:
    """Tell whether the user confirmed that he has read a document."""
    return Reading.objects.filter(document=document, user=user).exists()


def unread_for(user: User) -> QuerySet[Document]:
    """Return the documents that the user has to confirm and has not."""
    today = clock.today()
    wanted = Document.objects.filter(seen_by(user), must_read=True).exclude(repealed_on__lte=today)
    return wanted.exclude(readings__user=user).defer("text")


def _new_for(user: User) -> Q:
    look = LastLook.objects.filter(user=user).first()
    return Q(entered_at__gt=look.at if look else user.created_at)


def new_count(user: User) -> int:
    """Return how many documents came since the user last looked."""
    return Document.objects.filter(seen_by(user)).filter(_new_for(user)).count()


def last_look(user: User) -> datetime | None:
    """Return when the user last looked through what was new."""
    return LastLook.objects.filter(user=user).values_list("at", flat=True).first()


def may_keep(user: User, document: Document) -> bool:
    """Tell whether the user may change a document."""
    if not user.may(Right.KEEP_LIBRARY):
        return False
    return len(user.scope) == COUNTY or document.region_code.startswith(user.scope)


def values_of(document: Document) -> dict[str, object]:
    """Return what a form shows of a document when it is opened for changes."""
    names = (
        "title", "kind", "number", "issuer", "level", "issued_on", "in_force_on", "repealed_on", "governs", "scope",
        "keywords", "source", "must_read", "text", "version",
    )  # fmt: skip
    replaced = [each.number or each.title for each in document.replaces.all()]
    shown = {name: getattr(document, name) for name in names}
    return shown | {"region": document.region_code, "replaces": "；".join(replaced)}


def sheet_named(user: User, version: str) -> ParameterSheet:
    """Return the version of the parameters of the user's county that has this name; raises ``NotVisible``."""
    may_read(user)
    county, _, rest = version.partition("-")
    area, _, day = rest.partition("-")
    if county != county_of(user) or len(day) != 8 or not day.isdecimal():
        raise NotVisible
    rows = ParameterSheet.objects.filter(county_code=county, area=area)
    found = [sheet for sheet in rows if version_of(sheet) == version]
    if not found:
        raise NotVisible
    return found[0]


def paper_of(user: User, sheet: ParameterSheet) -> SheetPaper | None:
    """Return what a version of the parameters is linked with; the caller has it from ``sheet_named``."""
    return SheetPaper.objects.filter(sheet=sheet).select_related("document__item", "item").first()
