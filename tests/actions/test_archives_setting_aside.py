"""单独保密: put into a class by a person, kept there, taken out again; and who may not look in meanwhile (R9, SP5)."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.accounts.models import User
from hudang.archives.actions.classing import follow
from hudang.archives.actions.closing import close_file
from hudang.archives.actions.correcting import correct_item, description_of
from hudang.archives.actions.dividing import split_household
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.setting_aside import set_aside, take_back
from hudang.archives.errors import NotByHand
from hudang.archives.models import FileClass, HouseholdFile, Item, SchemeClass
from hudang.audit.models import AuditEntry
from hudang.configuration.actions.reclassing import apply_scheme
from hudang.configuration.actions.schemes import adopt_scheme, draft_scheme
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import People

pytestmark = pytest.mark.django_db
WHY = "家暴庇护，住址须保密"


def secret() -> SchemeClass:
    return SchemeClass.objects.get(code="SP5")


def a_file(people: People) -> HouseholdFile:
    make_bureau()
    file = make_file(make_household("王德贵"))
    file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M10", page_count=2)])
    return file


def aside(actor: User, file: HouseholdFile) -> HouseholdFile:
    return set_aside(actor=actor, file_id=file.pk, class_id=secret().pk, reason=WHY)


def test_a_file_is_set_aside_with_who_when_and_why(people: People) -> None:
    file = a_file(people)
    aside(people.archivist, file)
    file.refresh_from_db()
    assert file.scheme_class.code == "SP5"
    now = FileClass.objects.get(file=file, until=None)
    assert (now.scheme_class.code, now.since, now.assigned_by, now.reason) == (
        "SP5",
        clock.today(),
        people.archivist.display_name,
        WHY,
    )
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.reason, entry.before["scheme_class"][:3]) == ("set_aside_file", WHY, "SP1")


def test_it_stays_there_until_it_is_taken_out(people: People) -> None:
    file = a_file(people)
    aside(people.county_handler, file)
    file.household.state = "STOPPED"
    file.household.save()
    assert not follow([HouseholdFile.objects.get(pk=file.pk)])
    scheme = draft_scheme(actor=people.archivist, name="第二版", basis="试")
    adopt_scheme(actor=people.archivist, scheme_id=scheme.pk, valid_from=clock.today())
    apply_scheme(actor=people.archivist, scheme_id=scheme.pk)
    file.refresh_from_db()
    assert (file.scheme_class.code, file.scheme_class.scheme_id) == ("SP5", scheme.pk)
    take_back(actor=people.archivist, file_id=file.pk, reason="已解除")
    file.refresh_from_db()
    assert file.scheme_class.code == "SP2", "the class that fits the stopped household"
    assert AuditEntry.objects.filter(action="take_back_file", reason="已解除").exists()


def test_what_is_refused(people: People) -> None:
    file = a_file(people)
    with pytest.raises(InvalidInput):
        set_aside(actor=people.archivist, file_id=file.pk, class_id=secret().pk, reason=" ")
    with pytest.raises(InvalidInput):
        ordinary = SchemeClass.objects.get(code="SP2").pk
        set_aside(actor=people.archivist, file_id=file.pk, class_id=ordinary, reason=WHY)
    with pytest.raises(NotByHand):
        take_back(actor=people.archivist, file_id=file.pk, reason=WHY)
    with pytest.raises(NotVisible):
        set_aside(actor=people.archivist, file_id=10**6, class_id=secret().pk, reason=WHY)
    for person in (people.handler, people.township_head, people.county_head, people.assistant, people.auditor):
        with pytest.raises(NotAllowed):
            aside(person, file)


def test_those_below_the_level_file_what_they_make_but_neither_correct_nor_close(people: People) -> None:
    file = a_file(people)
    item = Item.objects.get(file=file)
    aside(people.archivist, file)
    with pytest.raises(NotVisible):
        correct_item(actor=people.handler, item_id=item.pk, description=description_of(item), reason="错")
    with pytest.raises(NotVisible):
        close_file(actor=people.handler, file=file)
    assert file_items(actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M10", page_count=1)]).items


def test_a_file_that_comes_from_one_set_aside_goes_with_it(people: People) -> None:
    file = a_file(people)
    home = file.household
    young = add_member(home, "21", make_person("王小明"))
    aside(people.archivist, file)
    kept = Item.objects.get(file=file)
    told = {"code": home.code, "version": home.version, "members": [young.pk], "new_head": young.pk, "relations": {}}
    with pytest.raises(NotVisible):
        split_household(
            actor=people.handler, on=date(2026, 11, 1), reason="结婚成家，另立门户", copied=[kept.pk], **told
        )
    divided = split_household(actor=people.handler, on=date(2026, 11, 1), reason="结婚成家，另立门户", **told)
    assert HouseholdFile.objects.get(household=divided.new.household).scheme_class.code == "SP5"
