"""使用指南 in the product: chapters, search, and a “?” on every page that opens the place which speaks of it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from hudang.accounts.vocabulary import ASSIGNABLE_POSTS
from hudang.audit.models import AuditEntry
from hudang.web.help.contents import CHAPTERS, OF_POST
from hudang.web.help.places import help_url, place_of
from hudang.web.help.search import search
from hudang.web.home.first_steps import STEPS
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People
from tests.web.browsing import signed_in, text_of
from tests.web.test_access_matrix import ADDRESSES, WITHOUT_DOOR

pytestmark = pytest.mark.django_db
# answered with a file, a picture, a part of a page or another page
NO_PAGE = {
    "households:export",
    "archives:missing-workbook",
    "archives:page-image",
    "archives:page-original",
    "archives:queued-image",
    "archives:queue-households",
    "archives:scanned",
    "printing:household",
    "printing:box",
    "rosters:corrections",
    "jobs:result",
}
PAGES = [a.name for a in ADDRESSES if a.name not in WITHOUT_DOOR | NO_PAGE and "GET" in a.methods]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_place_in_the_guide(name: str) -> None:
    assert place_of(name), f"{name}: name a place in hudang/web/help/places.py"


def test_a_page_leads_to_its_own_place(people: People) -> None:
    page = signed_in(people.handler).get("/rosters/").content.decode()
    assert f'href="{help_url("rosters:list")}"' in page
    assert help_url("rosters:list") == "/help/rosters/#导入花名册"
    assert 'aria-label="本页怎么用"' in page


def test_every_chapter_can_be_read_by_everybody(people: People) -> None:
    client = signed_in(people.auditor)
    for name in CHAPTERS:
        answer = client.get(f"/help/{name}/")
        assert answer.status_code == 200, name
        assert "<h2 id=" in answer.content.decode(), name
    assert client.get("/help/nothing/").status_code == 404


def test_pictures_have_their_size_before_they_come(people: People) -> None:
    page = signed_in(people.handler).get("/help/rosters/").content.decode()
    assert '/static/screenshots/import.png" alt="试运行的结果" width="1366" height="768" loading="lazy"' in page


def test_files_to_practise_with_are_saved(people: People) -> None:
    page = signed_in(people.handler).get("/help/tutorial/").content.decode()
    names = [unquote(found) for found in re.findall(r'<a href="/static/guide/([^"]+)" download="">', page)]
    assert names == ["花名册-练习.csv", "花名册-改好.csv", "户口簿-练习.jpg"]


def test_contents_begin_with_the_chapter_of_ones_post(people: People) -> None:
    assert "您是档案管理员：先看“ 档案管理员 ”一章" in text_of(signed_in(people.archivist).get("/help/"))
    assert set(OF_POST) == set(ASSIGNABLE_POSTS)


def test_search_finds_sections_by_all_words() -> None:
    assert "/help/rosters/#退回的行怎么改" in [found.url for found in search("退回 改")][:2]
    assert search("没有这样的一个词") == []
    assert search(" ") == []


def test_search_shows_where_the_word_stands(people: People) -> None:
    page = signed_in(people.handler).get("/help/", {"q": "牛皮纸<"})
    assert "指南里没有这样的话" in text_of(page)
    assert "<mark>撤销</mark>" in signed_in(people.handler).get("/help/", {"q": "撤销"}).content.decode()


def test_every_post_has_first_steps(people: People) -> None:
    assert set(STEPS) == set(ASSIGNABLE_POSTS)
    for person in people.everybody().values():
        page = text_of(signed_in(person).get("/"))
        assert all(step.title in page for step in STEPS[person.post]), person.username


def test_a_step_is_done_by_itself(people: People) -> None:
    client = signed_in(people.handler)
    before = client.get("/").content.decode()
    assert before.count("first-step is-done") == 0
    make_bureau()
    make_file(make_household())
    after = client.get("/").content.decode()
    assert after.count("first-step is-done") == 2


def test_steps_that_are_all_done_take_little_room(people: People) -> None:
    assert "都做完了" not in text_of(signed_in(people.auditor).get("/"))
    # nobody waits for a post
    assert "都做完了。以后想再看，在使用指南里打开" in text_of(signed_in(people.security).get("/"))


def test_first_steps_are_put_away_and_brought_back(people: People) -> None:
    client = signed_in(people.handler)
    answer = client.post("/first-steps/", {"shown": "off"}, follow=True)
    assert 'id="first-steps"' not in answer.content.decode()
    assert "在首页显示入门步骤" in text_of(client.get("/help/"))
    assert 'id="first-steps"' in signed_in(people.assistant).get("/").content.decode()
    answer = client.post("/first-steps/", {"shown": "on"}, follow=True)
    assert 'id="first-steps"' in answer.content.decode()
    assert AuditEntry.objects.filter(action="show_first_steps").count() == 2
