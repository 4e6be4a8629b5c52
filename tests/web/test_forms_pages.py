"""表单 pages: blanks for everybody who prints, entry with faults at the field, papers shown masked and reprinted."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from PIL import Image

from hudang.archives.models import HouseholdFile, Item
from hudang.audit.models import AuditEntry
from hudang.forms.actions.papers import make_paper
from hudang.forms.catalogue import FORMS
from hudang.forms.models import Paper
from tests.factories.archives import make_bureau, make_file
from tests.factories.forms import PNG, acceptance, attorney
from tests.factories.households import identity_number, make_household
from tests.people import MINQIANG, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵"))


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def test_all_forms_are_listed_with_their_blanks(people: People) -> None:
    page = signed_in(people.assistant).get("/forms/").content.decode()
    assert all(f"/forms/{code}/blank.pdf" in page for code in FORMS)


def test_the_papers_of_a_household_are_listed(people: People, file: HouseholdFile) -> None:
    paper = make_paper(actor=people.handler, form="F03", data=acceptance(), village_code=MINQIANG, file=file)
    url = f"/forms/?household={file.household.code}"
    assert f'href="/forms/papers/{paper.pk}/"' in signed_in(people.assistant).get(url).content.decode()
    assert signed_in(people.neighbour).get(url).status_code == 404


def test_a_blank_is_printed_and_noted(people: People, file: HouseholdFile) -> None:
    answer = signed_in(people.assistant).get(f"/forms/F10/blank.pdf?household={file.household.code}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.get(action="print_blank").household_code == file.household.code
    assert signed_in(people.neighbour).get(f"/forms/F10/blank.pdf?household={file.household.code}").status_code == 404
    assert signed_in(people.assistant).get("/forms/F99/blank.pdf").status_code == 404


def test_a_form_is_filled_in_filed_and_shown(people: People, file: HouseholdFile) -> None:
    client = signed_in(people.handler)
    url = f"/forms/F02a/new/?household={file.household.code}"
    assert "委托人" in client.get(url).content.decode()
    number = identity_number()
    answer = client.post(url, attorney(principal_identity=number))
    paper = Paper.objects.get()
    assert answer["Location"] == f"/forms/papers/{paper.pk}/"
    assert Item.objects.get(file=file).material.code == "M02a"
    page = client.get(answer["Location"]).content.decode()
    assert number not in page
    assert f"{number[:6]}********{number[-4:]}" in page
    assert PNG in page


def test_reprinting_gives_the_same_bytes_and_is_noted(people: People, file: HouseholdFile) -> None:
    paper = make_paper(actor=people.handler, form="F03", data=acceptance(), village_code=MINQIANG, file=file)
    client = signed_in(people.assistant)
    first, second = (client.get(f"/forms/papers/{paper.pk}.pdf").content for _ in range(2))
    assert first == second
    assert AuditEntry.objects.filter(action="open_paper").count() == 2


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(people: People, file: HouseholdFile) -> None:
    client = signed_in(people.handler)
    sent = attorney(principal_phone="123", matters="", relation="99")
    page = client.post(f"/forms/F02a/new/?household={file.household.code}", sent).content.decode()
    assert 'id="principal_phone-error"' in page
    assert "请填写委托事项。" in page
    assert 'value="123"' in page
    assert PNG in page
    assert not Paper.objects.exists()


def test_rows_come_back_as_they_were_sent(people: People, file: HouseholdFile) -> None:
    sent = {"head": "王德贵", "subject": "王小明", "offers_5_unit": "县医院", "offers_5_kind": "1"}
    page = signed_in(people.handler).post(f"/forms/F38/new/?household={file.household.code}", sent).content.decode()
    assert 'name="offers_0_unit" value="县医院"' in page
    assert 'id="offers_0_post-error"' in page
    assert 'name="offers_ROW_unit"' in page


def test_what_belongs_to_an_act_is_not_filled_in_alone(people: People, file: HouseholdFile) -> None:
    client = signed_in(people.handler)
    answer = client.post(f"/forms/F03/new/?household={file.household.code}", acceptance() | {"papers": ""})
    assert answer.status_code == 200
    sent = {f"papers_0_{key}": value for key, value in acceptance()["papers"][0].items()}
    answer = client.post(f"/forms/F03/new/?household={file.household.code}", acceptance() | sent | {"papers": ""})
    assert "由办理案件的动作制作" in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_photograph_is_made_small_and_kept_in_the_form(people: People, file: HouseholdFile) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (3000, 2000), "gray").save(picture, "JPEG")
    picture.name, broken = "1.jpg", io.BytesIO(b"no picture")
    broken.name = "2.jpg"
    client, url = signed_in(people.handler), f"/forms/F21/new/?household={file.household.code}"
    picture.seek(0)
    page = client.post(url, {"way": "HOME", "photo": picture}).content.decode()
    assert 'name="photo" value="data:image/jpeg;base64,' in page
    assert "照片的图片不能使用" in client.post(url, {"way": "HOME", "photo": broken}).content.decode()


@pytest.mark.parametrize("form", ["F17", "F19", "F34"])
def test_who_said_something_is_protected(people: People, file: HouseholdFile, form: str) -> None:
    paper = Paper.objects.create(
        form_code=form,
        form_version="1",
        title="保密",
        household=file.household,
        household_file=file,
        village_code=MINQIANG,
        dated="2026-11-20",
        data="{}",
        digital_object=make_paper(
            actor=people.handler, form="F03", data=acceptance(), village_code=MINQIANG, file=file
        ).digital_object,
    )
    assert signed_in(people.assistant).get(f"/forms/papers/{paper.pk}/").status_code == 404
    assert signed_in(people.assistant).get(f"/forms/papers/{paper.pk}.pdf").status_code == 404
    assert signed_in(people.handler).get(f"/forms/papers/{paper.pk}/").status_code == 200
