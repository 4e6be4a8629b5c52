"""Two people with the same form: the second sees what the first changed, and loses nothing that was typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.models import Item
from hudang.divisions.models import Division
from hudang.households.models import Household
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, People
from tests.web.browsing import signed_in, text_of

Fields = dict[str, list[str]]


def filled(page: str, action: str = "") -> Fields:
    """Return what a browser would send of the first post form (of the one with that address)."""
    forms = re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL)
    body = next(b for a, b in forms if 'method="post"' in a and 'class="form' in a and (not action or action in a))
    sent: Fields = {}
    for tag in re.findall(r"<input\b[^>]*>", body):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (not re.search(r'type="(checkbox|radio)"', tag) or " checked" in tag):
            text = value.group(1).replace("&quot;", '"') if value else ""
            sent.setdefault(name.group(1), []).append(text)
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = [chosen.group(1) if chosen else ""]
    for name, text in re.findall(r'<textarea name="([^"]*)".*?>(.*?)</textarea>', body, re.DOTALL):
        sent[name] = [text.strip()]
    return sent


@pytest.fixture
def home(people: People) -> Household:
    household = make_household("王德贵", village=MINQIANG, number=7)
    Household.objects.filter(pk=household.pk).update(phone="13900000001", address="一组 3 号", bank="邮储银行")
    return household


def opened(client: Client, url: str, action: str = "") -> Fields:
    return filled(client.get(url).content.decode(), action)


def test_the_second_sees_both_values_and_keeps_what_was_typed(people: People, home: Household) -> None:
    url = reverse("households:edit", args=(home.code,))
    first, second = signed_in(people.handler), signed_in(people.county_handler)
    mine = opened(second, url)
    theirs = opened(first, url)
    first.post(url, theirs | {"phone": ["13911111111"], "address": ["二组 8 号"], "note": ["低保边缘"]})
    refused = second.post(url, mine | {"phone": ["13922222222"], "bank": ["农业银行"], "note": ["独居"]})
    assert refused.status_code == 409
    said = text_of(refused)
    assert "舍力经办" in said
    assert "备注 低保边缘 独居" in said
    assert "联系电话 139****1111 13922222222" in said
    assert "“居住地址”已换成最新内容" in said
    again = filled(refused.content.decode())
    assert (again["phone"], again["address"], again["bank"]) == (["13922222222"], ["二组 8 号"], ["农业银行"])
    assert second.post(url, again).status_code == 302
    home.refresh_from_db()
    assert (home.phone, home.address, home.bank) == ("13922222222", "二组 8 号", "农业银行")


def test_without_a_conflict_it_is_enough_to_save_again(people: People, home: Household) -> None:
    url = reverse("households:dwelling", args=(home.code,))
    client = signed_in(people.handler)
    mine = opened(client, url)
    client.post(reverse("households:edit", args=(home.code,)), {"version": home.version, "phone": "13911111111"})
    refused = client.post(url, mine | {"rooms": ["3"]})
    assert refused.status_code == 409
    assert "没有冲突" in text_of(refused)
    assert client.post(url, filled(refused.content.decode())).status_code == 302


def test_an_item_is_not_corrected_over_a_correction(people: People, home: Household) -> None:
    make_bureau()
    file = make_file(home)
    entry = ItemEntry(material="M01", page_count=2, title="王德贵低保申请书")
    item = file_items(actor=people.handler, file_id=file.pk, entries=[entry]).items[0]
    url = reverse("archives:correct-item", args=(item.pk,))
    client = signed_in(people.handler)
    mine = opened(client, url)
    client.post(url, opened(client, url) | {"title": ["王德贵申请书（补）"], "reason": ["原题名不全"]})
    refused = client.post(url, mine | {"note": ["共两页"], "reason": ["补备注"]})
    assert refused.status_code == 409
    again = filled(refused.content.decode())
    assert (again["title"], again["note"]) == (["王德贵申请书（补）"], ["共两页"])
    assert client.post(url, again).status_code == 302
    assert Item.objects.get(pk=item.pk).title == "王德贵申请书（补）"


def test_a_division_is_not_renamed_over_a_renaming(people: People) -> None:
    client = signed_in(people.system)
    page, rename = reverse("divisions:division", args=(MINQIANG,)), reverse("divisions:rename", args=(MINQIANG,))
    mine = opened(client, page, rename)
    client.post(rename, opened(client, page, rename) | {"name": ["民强社区"]})
    refused = client.post(rename, mine | {"name": ["民强新村"]})
    assert refused.status_code == 409
    assert "新名称 民强社区 民强新村" in text_of(refused)
    assert Division.objects.get(code=MINQIANG, valid_until=None).name == "民强社区"


def test_an_account_is_not_changed_over_a_change(people: People) -> None:
    client = signed_in(people.system)
    page = reverse("accounts:user", args=(people.handler.username,))
    rename = reverse("accounts:rename", args=(people.handler.username,))
    mine = opened(client, page, rename)
    client.post(rename, opened(client, page, rename) | {"display_name": ["李建国"]})
    assert client.post(rename, mine | {"display_name": ["李建军"]}).status_code == 409
    people.handler.refresh_from_db()
    assert people.handler.display_name == "李建国"
