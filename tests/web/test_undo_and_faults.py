"""撤销 after the act; and what happens to a form when the session ended, the page grew old, or it is too large."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from hudang.archives.actions.boxes import add_box
from hudang.archives.actions.queueing import Doubt, queue_pages, restore_queued
from hudang.archives.errors import PagesDecided
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive
from hudang.households.models import Classification, Household
from hudang.kernel.errors import NotAllowed
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, PASSWORD, SHELI, People
from tests.web.browsing import signed_in, text_of


def undo(client: Client, page: str) -> tuple[str, dict[str, list[str]]]:
    """Return where the 撤销 of a page goes and what it sends."""
    form = re.search(r'<form class="toast__undo" method="post" action="([^"]+)".*?</form>', page, re.DOTALL)
    assert form, "nothing to undo on this page"
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group(0)):
        fields.setdefault(name, []).append(value)
    return form.group(1), fields


def test_discarded_pages_come_back(people: People) -> None:
    make_bureau()
    received = receive(io.BytesIO(scans.pdf(2, "undo")), "a.pdf")
    pages = queue_pages(actor=people.handler, received=received, doubt=Doubt("看不出是哪一户。", SHELI))
    ids = [page.pk for page in pages]
    client = signed_in(people.handler)
    said = client.post(reverse("archives:discard-queued"), {"pages": ids, "reason": "空白页"}, follow=True)
    assert "2 页恢复为待归件" in text_of(client.post(*undo(client, said.content.decode()), follow=True))
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.actor_name, entry.before) == ("restore_pages", "舍力经办", {"reason": "空白页"})
    with pytest.raises(PagesDecided):
        restore_queued(actor=people.handler, page_ids=ids)
    with pytest.raises(PagesDecided):
        restore_queued(actor=people.neighbour, page_ids=ids)
    with pytest.raises(NotAllowed):
        restore_queued(actor=people.auditor, page_ids=ids)


def test_a_moved_pouch_goes_back(people: People) -> None:
    make_bureau()
    pouch = make_file(make_household("王德贵", village=MINQIANG, number=7)).pouches.get()
    first = pouch.box
    second = add_box(actor=people.handler, village_code=MINQIANG, after=first)
    client = signed_in(people.handler)
    said = client.post(reverse("archives:move-pouches"), {"pouches": pouch.pk, "box": second.pk}, follow=True)
    client.post(*undo(client, said.content.decode()))
    pouch.refresh_from_db()
    assert pouch.box == first
    assert AuditEntry.objects.filter(action="move_pouch").count() == 2


@pytest.fixture
def proposed(people: People) -> Household:
    household = make_household("王德贵", village=MINQIANG, number=7)
    Classification.objects.update_or_create(
        household=household,
        defaults={
            "family_structure": "01", "income_source": "01", "derived_structure": "01", "derived_source": "01",
            "overridden": True, "override_reason": "入户核实", "proposed_structure": "02", "proposed_source": "01",
            "proposed_reasons": ["配偶迁入"], "scheme_version": "1", "classified_on": "2026-01-05",
        },
    )  # fmt: skip
    return household


def test_an_accepted_proposal_is_taken_back(people: People, proposed: Household) -> None:
    before = Classification.objects.values().get(household=proposed)
    client = signed_in(people.handler)
    said = client.post(reverse("households:accept-proposal", args=(proposed.code,)), follow=True)
    assert Classification.objects.get(household=proposed).family_structure == "02"
    url, fields = undo(client, said.content.decode())
    client.post(url, fields)
    assert Classification.objects.values().get(household=proposed) == before
    assert AuditEntry.objects.latest("sequence").action == "withdraw_acceptance"
    assert "刚刚改了本户" in text_of(client.post(url, fields, follow=True))


def test_an_undo_of_ones_own_making_is_refused(people: People, proposed: Household) -> None:
    client = signed_in(people.handler)
    url = reverse("households:withdraw-acceptance", args=(proposed.code,))
    assert "不能撤销" in text_of(client.post(url, {"earlier": "e30:x:y", "version": "1"}, follow=True))


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value.replace("&quot;", '"') for name, value in found}


def test_a_form_survives_the_end_of_the_session(people: People) -> None:
    household = make_household("王德贵", village=MINQIANG, number=7)
    url = reverse("households:edit", args=(household.code,))
    client = Client()
    sent = {"version": "1", "note": "独居，邻居照看", "causes": ["1", "5"]}
    response = client.post(url, sent)
    assert (response.status_code, response["Location"][:16]) == (307, "/sign-in/?kept=%")
    asked = client.post(response["Location"], sent)
    assert asked.status_code == 401
    assert "刚才填写的内容不会丢" in text_of(asked)
    given = hidden(asked.content.decode()) | {"username": people.handler.username, "password": "nonsense"}
    wrong = client.post("/sign-in/", given)
    back = client.post("/sign-in/", hidden(wrong.content.decode()) | given | {"password": PASSWORD})
    assert "继续提交" in text_of(back)
    page = back.content.decode()
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index(f'action="{url}"') :])
    assert ("causes", "5") in fields
    assert client.post(url, {"version": "1", "note": dict(fields)["note"]}).status_code == 302
    household.refresh_from_db()
    assert household.note == "独居，邻居照看"


@pytest.mark.parametrize(
    "kept", ["", "[]", "{", '{"path": "https://example.org/", "fields": [["a", "b"]], "files": false}']
)
def test_sign_in_keeps_only_forms_of_ours(people: People, kept: str) -> None:
    given = {"username": people.handler.username, "password": PASSWORD, "kept": kept}
    assert Client().post("/sign-in/", given)["Location"] == "/"


@pytest.mark.parametrize(("site", "kept"), [("same-origin", True), ("cross-site", False), (None, False)])
def test_a_page_that_grew_old_is_sent_again_only_from_here(people: People, site: str | None, kept: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.handler, backend="django.contrib.auth.backends.ModelBackend")
    headers = {"Sec-Fetch-Site": site} if site else {}
    response = client.post("/households/new/", {"head_name": "王德贵", "password": "x"}, headers=headers)
    assert response.status_code == 403
    page = response.content.decode()
    assert ('value="王德贵"' in page, "重新提交" in page) == (kept, kept)
    assert 'name="password"' not in page


def test_what_is_too_large_says_so(people: People) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        response = signed_in(people.handler).post(
            "/households/new/", "a=" + "b" * 50, "application/x-www-form-urlencoded"
        )
    assert response.status_code == 413
    assert "太大" in text_of(response)


def test_an_address_for_forms_cannot_be_opened(people: People) -> None:
    response = signed_in(people.handler).get("/look/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "点按钮办理" in text_of(response)


def test_an_upload_after_the_session_says_what_to_do(people: People) -> None:
    response = Client().post("/pouches/1/upload/", {"material": "M01"}, headers={"Accept": "application/json"})
    assert (response.status_code, "重新上传" in response.json()["message"]) == (401, True)
