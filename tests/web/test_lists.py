"""The list of households as somebody arranges it: columns, views, export as seen, acts on many."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.accounts.models import SavedView
from hudang.archives.models import HouseholdFile, Pouch
from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import reclassify
from hudang.households.models import Classification, Household
from hudang.households.vocabulary import BenefitState
from hudang.platform.models import Job
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, XINTIAN, People
from tests.web.browsing import signed_in, table_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/households/"


@pytest.fixture
def homes(people: People) -> list[Household]:
    return [make_household(name, number=number) for number, name in enumerate(("王一", "李二", "赵三"), start=1)]


def headings(client: Client, **query: str) -> list[str]:
    page = text_of(client.get(LIST, query)).split("全选本页")[-1]
    return page.split()


def choose(client: Client, *order: str, shown: tuple[str, ...] = (), **more: str) -> Any:
    return client.post(
        reverse("lists:columns", args=["households"]), {"order": order, "shown": shown or order, "query": "", **more}
    )


def test_columns_are_shown_and_exported_as_chosen(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    answer = choose(client, "head", "allowance", "code", shown=("head", "code"), query="state=paid&sort=-code&page=2")
    assert answer["Location"] == "/households/?state=paid&sort=-code&page=2"
    page = client.get(LIST, {"sort": "-code"}).content.decode()
    assert page.index('data-label="户主"') < page.index('data-label="户编号"')
    assert 'data-label="月保障金"' not in page
    table = table_of(client.get(reverse("households:export"), {"sort": "-code", "state": "paid"}))
    assert table[0] == ["户主", "户主证件号", "户编号"]
    assert [row[2] for row in table[1:]] == [home.code for home in reversed(homes)]
    entry = AuditEntry.objects.get(action="export_households")
    assert entry.after["columns"] == ["head", "code"]
    choose(client, "head", "code", usual="1")
    assert 'data-label="月保障金"' in client.get(LIST).content.decode()


def test_a_column_moves_without_script(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    choose(client, "code", "head", "size", move="up:size")
    page = client.get(LIST).content.decode()
    assert page.index('data-label="人口"') < page.index('data-label="户主"')


def save(client: Client, **given: Any) -> Any:
    values = {"name": "高额", "query": "state=paid&sort=-allowance&q=王", "columns": ["code", "head"]} | given
    return client.post(reverse("lists:views", args=["households"]), values)


def test_a_saved_view_opens_with_its_filters_and_columns(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    address = save(client, first="1")["Location"]
    view = SavedView.objects.get()
    assert address == f"/households/?state=paid&sort=-allowance&view={view.pk}"
    page = client.get(address).content.decode()
    assert 'data-label="月保障金"' not in page
    assert "高额" in page
    # the list opens with it, everything is one click away, and a narrowed address stays what it says
    assert client.get(LIST)["Location"] == address
    assert "共 3 户" in text_of(client.get(LIST, {"view": "all"}))
    assert client.get(LIST, {"state": "STOPPED"}).status_code == 200
    assert "条件已改" in client.get(LIST, {"view": view.pk, "state": "STOPPED"}).content.decode()


def test_views_are_renamed_shared_and_deleted_on_their_page(people: People, homes: list[Household]) -> None:
    client, other = signed_in(people.handler), signed_in(people.township_head)
    save(client)
    view = SavedView.objects.get()
    change = reverse("lists:change", args=[view.pk])
    for act in ({"act": "rename", "name": "高额户"}, {"act": "share"}, {"act": "first"}):
        assert client.post(change, act)["Location"] == reverse("lists:views", args=["households"])
    assert "高额户" in text_of(other.get(reverse("lists:views", args=["households"])))
    assert other.post(change, {"act": "delete"}).status_code == 404
    client.post(change, {"act": "delete"})
    assert not SavedView.objects.exists()
    assert "还没有保存的视图" in text_of(client.get(reverse("lists:views", args=["households"])))


def test_labels_of_ticked_households_are_shown_first_then_printed(people: People, homes: list[Household]) -> None:
    make_bureau()
    make_file(homes[0])
    stranger = make_household("孙外", number=9, village=XINTIAN)
    client = signed_in(people.handler)
    sent = {"act": "print", "query": "", "codes": [homes[0].code, homes[1].code, stranger.code]}
    preview = text_of(client.post(reverse("households:bulk"), sent))
    assert "2 户共有 1 个在用的户袋" in preview
    assert "孙外" not in preview
    assert not Job.objects.exists()
    client.post(reverse("households:bulk-start"), sent)
    job = Job.objects.get()
    assert (job.kind, job.total, job.arguments["kind"]) == ("print", 1, "pouch-label")


def test_pouches_of_one_village_are_moved_together(people: People, homes: list[Household]) -> None:
    make_bureau()
    pouches = [make_file(home).pouches.get() for home in homes[:2]]
    client = signed_in(people.handler)
    sent = {"act": "move", "query": "", "codes": [home.code for home in homes], "box": "new"}
    assert "民强村，2 袋" in text_of(client.post(reverse("households:bulk"), sent))
    moved = client.post(reverse("households:bulk-start"), sent, follow=True)
    assert "2 袋已移至 02 号盒" in text_of(moved)
    assert {pouch.box.number for pouch in Pouch.objects.filter(pk__in=[p.pk for p in pouches])} == {2}


def test_pouches_of_two_villages_are_not(people: People, homes: list[Household]) -> None:
    make_bureau()
    stranger = make_household("孙外", number=9, village=XINTIAN)
    for home in (homes[0], stranger):
        make_file(home)
    client = signed_in(people.county_handler)
    sent = {"act": "move", "query": "", "codes": [homes[0].code, stranger.code], "box": "new"}
    assert "分属 2 个村" in text_of(client.post(reverse("households:bulk"), sent))
    assert client.post(reverse("households:bulk-start"), sent).status_code == 409
    assert not Pouch.objects.exclude(box__number=1).exists()


def test_households_go_to_another_village_together_and_back(
    people: People, homes: list[Household], django_capture_on_commit_callbacks: Any
) -> None:
    make_bureau()
    files = [make_file(home) for home in homes[:2]]
    stopped = homes[2]
    Household.objects.filter(pk=stopped.pk).update(state=BenefitState.STOPPED)
    client = signed_in(people.handler)
    sent = {"act": "resettle", "query": "", "codes": [home.code for home in homes]}
    assert "2 个在用的户袋" in text_of(client.post(reverse("households:bulk"), sent))
    assert client.post(reverse("households:bulk-start"), sent | {"village_code": MINFU}).status_code == 400
    sent |= {"village_code": MINFU, "on": "2026-11-20", "reason": "易地搬迁"}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("households:bulk-start"), sent, follow=True)
    job = Job.objects.get()
    page = client.get(reverse("jobs:detail", args=[job.pk]))
    assert "已迁 2 户" in text_of(page) and stopped.code in text_of(page) and "全部撤回" in text_of(page)
    assert {pouch.village_code for pouch in Pouch.objects.filter(file__in=files)} == {MINFU}
    undo = reverse("jobs:undo", args=[job.pk])
    assert signed_in(people.county_handler).post(undo).status_code == 404, "another's work"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(undo)
        client.post(undo)
    assert {pouch.village_code for pouch in Pouch.objects.filter(file__in=files)} == {MINQIANG}
    assert Job.objects.filter(kind="move_households_back").count() == 1
    codes = {file.reference_code for file in HouseholdFile.objects.filter(pk__in=[file.pk for file in files])}
    assert codes == {file.reference_code for file in files}


def test_classes_of_everything_that_fits_are_derived_anew(
    people: People, homes: list[Household], django_capture_on_commit_callbacks: Any
) -> None:
    reclassify([home.pk for home in homes])
    Classification.objects.filter(household=homes[0]).update(family_structure="2", derived_structure="2")
    client = signed_in(people.handler)
    sent = {"act": "classify", "query": "state=paid", "everything": "1"}
    assert "3 户" in text_of(client.post(reverse("households:bulk"), sent))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("households:bulk-start"), sent)
    proposed = Classification.objects.get(household=homes[0])
    assert proposed.family_structure == "2"
    assert proposed.has_proposal
    assert AuditEntry.objects.filter(action="propose_classification").count() == 1
    assert AuditEntry.objects.get(action="reclassify_households").after["filters"]["state"] == "paid"


def test_an_act_on_everything_is_refused_when_the_list_changed(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    sent = {"act": "classify", "query": "state=paid", "everything": "1", "previewed": "3", "once": "a"}
    make_household("钱四", number=4)
    again = client.post(reverse("households:bulk-start"), sent)
    assert again.status_code == 409
    assert "预览时 3 户，现在 4 户" in text_of(again)
    assert not Job.objects.exists()
    sent["act"] = "export"
    assert client.post(reverse("households:bulk-start"), sent).status_code == 409
    shown = {"act": "classify", "previewed": "4", "once": again.context["once"]}
    assert client.post(reverse("households:bulk-start"), sent | shown).status_code == 302


def test_a_form_sent_twice_starts_one_job(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    sent = {"act": "classify", "query": "", "codes": [homes[0].code]}
    once = client.post(reverse("households:bulk"), sent).context["once"]
    answers = {client.post(reverse("households:bulk-start"), sent | {"once": once})["Location"] for _ in range(3)}
    assert (len(answers), Job.objects.count()) == (1, 1)
    signed_in(people.county_handler).post(reverse("households:bulk-start"), sent | {"once": once})
    assert Job.objects.count() == 2, "the mark of one person's form is not another's"


def test_ticked_households_are_exported_as_seen(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)
    choose(client, "code")
    sent = {"act": "export", "query": "sort=-code", "codes": [homes[0].code, homes[2].code]}
    assert "列：户编号" in text_of(client.post(reverse("households:bulk"), sent))
    assert table_of(client.post(reverse("households:bulk-start"), sent)) == [
        ["户编号"], [homes[2].code], [homes[0].code]
    ]  # fmt: skip


def test_what_a_post_may_not_do_is_neither_offered_nor_done(people: People, homes: list[Household]) -> None:
    client = signed_in(people.assistant)
    page = client.get(LIST).content.decode()
    assert 'value="print"' in page
    assert 'value="export"' not in page
    for address in ("households:bulk", "households:bulk-start"):
        for act, status in (("export", 403), ("classify", 403), ("nonsense", 404)):
            sent = {"act": act, "query": "", "codes": [homes[0].code]}
            assert client.post(reverse(address), sent).status_code == status
        assert client.post(reverse(address), {"act": "print", "query": ""}).status_code == 302
    assert not Job.objects.exists()


def test_the_list_asks_as_often_for_many_households(people: People, homes: list[Household]) -> None:
    client = signed_in(people.handler)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    before = count()
    for number in range(20, 30):
        make_household("钱多", number=number)
    assert count() == before


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/households/?tag=none_such", "人员特征的筛选值“none_such”不存在"),
        ("/missing/?material=M999", "“M999”不存在"),
        ("/villages/?township=220999000000", "“220999000000”不存在"),
    ],
)
def test_an_unknown_filter_value_is_told(people: People, homes: list[Household], page: str, said: str) -> None:
    assert said in text_of(signed_in(people.county_handler).get(page))
    assert "已忽略" not in text_of(signed_in(people.county_handler).get(page.split("?")[0]))
