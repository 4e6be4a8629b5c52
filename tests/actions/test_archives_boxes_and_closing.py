"""Boxes, moving pouches, closing files (R9, R17, R21)."""

from __future__ import annotations

import pytest

from hudang.archives.actions.boxes import place_box
from hudang.archives.actions.closing import close_file
from hudang.archives.errors import BadLocation, FileClosed, PapersMissing
from hudang.archives.models import Box, HouseholdFile, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def pouch(people: People) -> Pouch:
    make_bureau()
    return Pouch.objects.get(file=make_file(make_household()))


def test_box_gets_its_place(people: People, pouch: Pouch) -> None:
    box = place_box(actor=people.handler, box=pouch.box, location="k1-a-02-3-4-l-05", thickness_mm=40)
    assert Box.objects.get(pk=box.pk).location.code == "K1-A-02-3-4-L-05"
    entry = AuditEntry.objects.get(action="place_box")
    assert (entry.before["thickness_mm"], entry.after["thickness_mm"]) == (50, 40)


def test_bad_place_is_refused(people: People, pouch: Pouch) -> None:
    with pytest.raises(BadLocation):
        place_box(actor=people.handler, box=pouch.box, location="二号柜", thickness_mm=50)
    with pytest.raises(InvalidInput):
        place_box(actor=people.handler, box=pouch.box, location="", thickness_mm=45)


def test_incomplete_file_cannot_be_closed_and_says_what_lacks(people: People, pouch: Pouch) -> None:
    with pytest.raises(PapersMissing, match="低保申请书"):
        close_file(actor=people.archivist, file=pouch.file)
    assert HouseholdFile.objects.get(pk=pouch.file_id).state == PouchState.LIVE


def test_complete_file_closes_once(people: People, pouch: Pouch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "hudang.archives.actions.completeness.missing_of", lambda files, facts: {f.pk: [] for f in files}
    )
    close_file(actor=people.archivist, file=pouch.file)
    pouch.refresh_from_db()
    assert pouch.state == pouch.file.state == PouchState.CLOSED
    assert AuditEntry.objects.get(action="close_file").after["state"] == "已定卷"
    with pytest.raises(FileClosed):
        close_file(actor=people.archivist, file=pouch.file)


def test_others_are_kept_out(people: People, pouch: Pouch) -> None:
    with pytest.raises(NotVisible):
        close_file(actor=people.neighbour, file=pouch.file)
    with pytest.raises(NotAllowed):
        close_file(actor=people.assistant, file=pouch.file)
    with pytest.raises(NotVisible):
        place_box(actor=people.neighbour, box=pouch.box, location="", thickness_mm=50)
