"""档案树: plain links without script, fragments with it, and a catalogue to print at every level."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.archives.models import HouseholdFile
from hudang.audit.models import AuditEntry
from hudang.platform.models import Job
from hudang.web.archives import views_tree
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People
from tests.web.browsing import signed_in, text_of


@pytest.fixture
def file(people: People) -> HouseholdFile:
    make_bureau()
    return make_file(make_household("王德贵", number=7))


def path(file: HouseholdFile) -> list[str]:
    pouch = file.pouches.get()
    parts = (file.fonds_id, file.series_id, f"{file.year}-{file.retention}", pouch.box_id, pouch.pk)
    return [".".join(str(part) for part in parts[:depth]) for depth in range(1, 6)]


def test_links_lead_from_level_to_level(people: People, file: HouseholdFile) -> None:
    client, steps = signed_in(people.handler), path(file)
    for here, following in zip(steps, steps[1:], strict=False):
        page = client.get("/tree/", {"at": here}).content.decode()
        assert f'href="/tree/?at={following}"' in page
        assert 'aria-selected="true" aria-current="page"' in page
    words = text_of(client.get("/tree/", {"at": steps[-1]}))
    assert "卷内文件目录" in words and "打开户袋" in words


def test_the_only_fonds_is_open_at_once(people: People, file: HouseholdFile) -> None:
    page = signed_in(people.handler).get("/tree/")
    assert page.context["place"].text == path(file)[0]
    assert "全宗目录" in text_of(page)


def test_a_branch_for_the_script(people: People, file: HouseholdFile) -> None:
    client = signed_in(people.handler)
    fragment = client.get("/tree/branch/", {"at": path(file)[3]}).content.decode()
    assert "<html" not in fragment and 'role="treeitem"' in fragment and "王德贵" in fragment
    assert client.get("/tree/branch/", {"at": "x"}).status_code == 404


def test_a_catalogue_is_printed_at_every_level(people: People, file: HouseholdFile) -> None:
    client = signed_in(people.handler)
    for step in path(file)[:3]:
        answer = client.get("/tree/catalogue/", {"at": step})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="print_papers").count() == 3
    assert signed_in(people.neighbour).get("/tree/catalogue/", {"at": path(file)[3]}).status_code == 404


def test_a_long_catalogue_is_printed_by_the_worker(
    people: People,
    file: HouseholdFile,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(views_tree, "PRINTED_AT_ONCE", 0)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(people.handler).get("/tree/catalogue/", {"at": path(file)[2]})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert (job.state, job.total, job.outcome["papers"]) == ("done", 1, 1)
    assert AuditEntry.objects.filter(action="print_papers").count() == 1
    assert signed_in(people.neighbour).get("/tree/catalogue/", {"at": path(file)[3]}).status_code == 404
