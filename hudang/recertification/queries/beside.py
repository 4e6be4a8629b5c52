"""两份走访 side by side: what was registered, what each of them says; for whoever decides which one counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Field, FormDefinition
from hudang.forms.rules.kinds import is_blank
from hudang.forms.rules.reading import read_form
from hudang.forms.rules.wording import in_table
from hudang.forms.vocabulary import ON_PAPER, Kind
from hudang.kernel import clock
from hudang.recertification.models import Visit
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.queries.visit_prefill import prefilled
from hudang.recertification.rules.visit_checks import NEW_EACH_TIME
from hudang.recertification.vocabulary import FORMS_OF_VISITS, HANDED_IN, VisitState


@dataclass(frozen=True)
class Line:
    """A field that two visits say differently, and what was known before both."""

    label: str
    before: str
    this: str
    other: str


@dataclass(frozen=True)
class Beside:
    """Another visit that met this one at the same tasks."""

    visit: Visit
    title: str
    lines: list[Line]

    @property
    def is_handed_in(self) -> bool:
        """Whether somebody has to say which one counts before either is checked."""
        return self.visit.state in HANDED_IN


def beside_of(visit: Visit) -> list[Visit]:
    """Return the visits that met a visit at its tasks, except those given up; for actions, which checked the place."""
    found = Visit.objects.filter(Q(met_by=visit) | Q(beside=visit)).exclude(state=VisitState.DROPPED)
    return list(found.select_related("household", "person", "made_by").order_by("pk").distinct())


def compared_for(user: User, visit: Visit) -> list[Beside]:
    """Return what stands beside a visit of the user's division, field by field where they differ."""
    seen = set(Visit.objects.filter(within(user, "household__village_code"), pk=visit.pk).values_list("pk", flat=True))
    others = beside_of(visit) if visit.pk in seen else []
    if not others:
        return []
    before = {key: value for key, value in prefilled(visit.made_by, visit).items() if key not in NEW_EACH_TIME}
    known = dict(_cells(form_of(visit.form_code), before))
    mine = dict(_said(visit))
    return [Beside(each, FORMS_OF_VISITS[each.form_code], _lines(known, mine, dict(_said(each)))) for each in others]


Cells = Mapping[str, tuple[str, str]]


def _lines(known: Cells, mine: Cells, theirs: Cells) -> list[Line]:
    """Compare what both forms ask, and every row of tables that both have."""
    tables = {_table(key) for key in mine} & {_table(key) for key in theirs}
    found = []
    for key in {**mine, **theirs}:
        this, other = mine.get(key), theirs.get(key)
        if this != other and ((this and other) or _table(key) in tables):
            label = (this or other or ("", ""))[0]
            found.append(Line(label, *(each[1] if each else "" for each in (known.get(key), this, other))))
    return found


def _table(key: str) -> str:
    """Return the table of a cell; a field of the form is one by itself."""
    return key.partition(":")[0]


def _said(visit: Visit) -> Iterator[tuple[str, tuple[str, str]]]:
    yield from _cells(form_of(visit.form_code), content_of(visit))
    yield "photos", ("照片", f"{visit.photos.count()} 张")
    yield "neighbours", ("邻里访问", f"{visit.neighbours.count()} 人")


def _cells(definition: FormDefinition, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield label and words by field, and by table, row and column; numbers masked."""
    clean = read_form(definition, content, clock.today(), complete=False).clean
    for each in definition.fields():
        if each.kind is not Kind.PHOTO:
            yield each.key, (each.label, _told(each, clean.get(each.key)))
    for table in definition.tables():
        first = table.columns[0]
        for row in clean.get(table.key) or ():
            name = _told(first, row.get(first.key))
            for column in table.columns[1:]:
                yield (
                    f"{table.key}:{name}:{column.key}",
                    (f"{name}：{column.label}", _told(column, row.get(column.key))),
                )


def _told(each: Field, value: Any) -> str:
    if each.kind is Kind.SIGNATURE and str(value).startswith("data:"):
        return "手写签名"
    if value == ON_PAPER:
        return "签字见纸质件"
    return "" if is_blank(value) else in_table(each, value, True, {})
