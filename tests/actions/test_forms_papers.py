"""制作文书: numbered, kept, filed and logged within the act; refused with the fault at its field; annulled."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection, transaction

from hudang.archives.models import HouseholdFile, Item
from hudang.archives.rules.keeping import Access
from hudang.audit.models import AuditEntry
from hudang.forms.actions.papers import annul_paper, make_paper
from hudang.forms.actions.printing import open_paper, print_blank
from hudang.forms.errors import NoSuchForm, PaperAnnulled, PaperNeedsFile, WrongMaterial
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of, paper_for, papers_of, view_for
from hudang.kernel.errors import InvalidInput, NotVisible
from tests.factories.archives import make_bureau, make_file
from tests.factories.forms import acceptance
from tests.factories.households import make_household
from tests.people import MINQIANG, XINTIAN, People

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵"))


def made(people: People, file: HouseholdFile, **changes: object) -> Paper:
    asked = {"form": "F03", "data": acceptance(), "village_code": MINQIANG, "file": file, "dated": DAY} | changes
    return make_paper(actor=people.township_head, **asked)  # type: ignore[arg-type]


def test_a_paper_is_numbered_kept_and_filed(people: People, file: HouseholdFile) -> None:
    paper = made(people, file, case_reference="2026-1")
    assert paper.number == "舍力低受字〔2026〕1号"
    assert paper.office == "舍力镇人民政府"
    item = Item.objects.get(file=file)
    assert (paper.item, item.material.code, item.document_number) == (item, "M03", paper.number)
    assert (item.title, item.creator, item.dated, item.digital) == (
        "王德贵受理通知书",
        "舍力镇人民政府",
        "20261123",
        True,
    )
    assert open_paper(actor=people.handler, paper_id=paper.pk).content.startswith(b"%PDF")
    assert data_of(paper)["applied_on"] == date(2026, 11, 20)
    assert papers_of(people.handler, case_reference="2026-1") == [paper]
    assert papers_of(people.handler, household_id=file.household_id) == [paper]
    assert not paper.signed_on_paper
    assert made(people, file, data=acceptance() | {"receiver": "on_paper"}).signed_on_paper


def test_numbers_grow_by_township_and_year(people: People, file: HouseholdFile) -> None:
    numbers = [made(people, file, dated=day).number for day in (DAY, DAY, date(2025, 12, 31))]
    assert numbers == ["舍力低受字〔2026〕1号", "舍力低受字〔2026〕2号", "舍力低受字〔2025〕1号"]
    assert made(people, file, number="手工1号").number == "手工1号"


def test_the_log_names_the_paper_and_the_item(people: People, file: HouseholdFile) -> None:
    paper = made(people, file)
    entry = AuditEntry.objects.get(action="make_paper")
    assert (entry.object_id, entry.household_code) == (str(paper.pk), file.household.code)
    assert AuditEntry.objects.filter(action="file_item").count() == 1


def test_what_was_filled_in_is_encrypted(people: People, file: HouseholdFile) -> None:
    paper = made(people, file)
    with connection.cursor() as cursor:
        cursor.execute("select data from forms_paper where id = %s", [paper.pk])
        assert "王德贵" not in cursor.fetchone()[0]
    assert json.loads(Paper.objects.get(pk=paper.pk).data)["applicant"] == "王德贵"


def test_faults_refuse_and_take_no_number(people: People, file: HouseholdFile) -> None:
    with pytest.raises(InvalidInput) as refused:
        made(people, file, data=acceptance(phone="1", papers=[]))
    assert set(refused.value.fields) == {"phone", "papers"}
    assert made(people, file).number.endswith("〕1号")


def test_refusals(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NoSuchForm):
        made(people, file, form="F99")
    with pytest.raises(WrongMaterial):
        made(people, file, material="M01")
    with pytest.raises(PaperNeedsFile):
        make_paper(actor=people.handler, form="F03", data=acceptance(), village_code=MINQIANG)


def test_nothing_is_made_outside_the_division(people: People, file: HouseholdFile) -> None:
    with pytest.raises(NotVisible):
        make_paper(actor=people.neighbour, form="F03", data=acceptance(), village_code=MINQIANG, file=file)
    with pytest.raises(NotVisible):
        make_paper(actor=people.neighbour, form="F03", data=acceptance(), village_code=XINTIAN, file=file)
    paper = made(people, file)
    with pytest.raises(NotVisible):
        paper_for(people.neighbour, paper.pk)
    assert papers_of(people.neighbour, household_id=file.household_id) == []


def test_a_failed_act_leaves_neither_paper_nor_number(people: People, file: HouseholdFile) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        made(people, file)
        raise RuntimeError
    assert not Paper.objects.exists()
    assert made(people, file).number.endswith("〕1号")


def test_an_annulled_paper_stays(people: People, file: HouseholdFile) -> None:
    paper = annul_paper(actor=people.handler, paper=made(people, file), reason="日期写错")
    assert paper.annulled
    assert Item.objects.filter(file=file).count() == 1
    with pytest.raises(PaperAnnulled):
        annul_paper(actor=people.handler, paper=paper, reason="再来")
    with pytest.raises(InvalidInput):
        annul_paper(actor=people.handler, paper=made(people, file), reason=" ")


def test_an_annulled_paper_leaves_the_pouch_incomplete_until_it_is_made_again(
    people: People, file: HouseholdFile
) -> None:
    assert "M03" in lacking(file)
    paper = made(people, file)
    assert "M03" not in lacking(file)
    annul_paper(actor=people.handler, paper=paper, reason="日期写错")
    assert "M03" in lacking(file)
    second = made(people, file, dated=date(2026, 11, 20))
    assert "M03" not in lacking(file)
    assert Item.objects.filter(file=file, annulled_on=None).get() == second.item


def lacking(file: HouseholdFile) -> list[str]:
    return list(HouseholdFile.objects.get(pk=file.pk).missing)


def test_the_telephone_of_an_office_is_public(people: People, file: HouseholdFile) -> None:
    sheet = view_for(people.handler, made(people, file).pk).sheet
    assert "0436-5223456" in str(sheet)
    assert "王德贵" in str(sheet)


def test_a_blank_form_needs_no_household(people: People, file: HouseholdFile) -> None:
    assert print_blank(actor=people.assistant, form="F01").content.startswith(b"%PDF")
    code = file.household.code
    ours = print_blank(actor=people.handler, form="F03", household_code=code)
    assert ours.content != print_blank(actor=people.handler, form="F03").content
    with pytest.raises(NotVisible):
        print_blank(actor=people.neighbour, form="F01", household_code=code)


def test_papers_of_a_file_that_is_kept_apart_are_withheld(people: People, file: HouseholdFile) -> None:
    paper = made(people, file)
    kept = file.scheme_class
    assert kept is not None
    type(kept).objects.filter(pk=kept.pk).update(access=Access.SECRET)
    assert papers_of(people.handler, household_id=file.household_id) == []
    with pytest.raises(NotVisible):
        open_paper(actor=people.handler, paper_id=paper.pk)
    assert paper_for(people.county_head, paper.pk) == paper


def test_the_log_does_not_name_what_protects_somebody(people: People, file: HouseholdFile) -> None:
    objection = {
        "anonymous": "yes",
        "way": "2",
        "raised_on": "2026-11-20",
        "notice_number": "舍力低公字〔2026〕1号",
        "head": "王德贵",
        "received_by": "舍力经办",
        "content": "在城里有门市房。",
        "handling": "1",
    }
    made(people, file, form="F17", data=objection)
    entry = AuditEntry.objects.get(action="make_paper")
    assert entry.summary == "制作保密文书"
    assert "F17" not in str(entry.after)
