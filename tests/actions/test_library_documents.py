"""地区资料: entered with faults at their fields, found by full text, replaced, read, imported; standards and rules."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from hudang.archives.actions.filing import FileSource
from hudang.assessment.actions import SheetForm
from hudang.assessment.models import Assessment
from hudang.assessment.queries.parameters import version_of
from hudang.assessment.vocabulary import Area
from hudang.demo.parameters import _body
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from hudang.library.actions.documents import (
    attach_document,
    confirm_reading,
    correct_document,
    enter_document,
    look_through,
)
from hudang.library.actions.importing import import_table
from hudang.library.actions.publishing import publish_parameters
from hudang.library.actions.rules import RuleEntry, enter_rule
from hudang.library.actions.seeding import load_first_entries
from hudang.library.actions.standards import StandardEntry, enter_standard
from hudang.library.errors import CountyOnly
from hudang.library.models import Document, InstitutionalItem
from hudang.library.queries.documents import (
    DocumentFilter,
    document_for,
    documents_for,
    households_with,
    new_count,
    readers_of,
    resting_on,
    unread_for,
)
from hudang.library.queries.rules import basis_of, rule_for, rules_of_act
from hudang.library.queries.searching import search_for
from tests.factories.archives import make_bureau
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bureau(people: People) -> None:
    make_bureau()


def given(**changes: str) -> dict[str, str]:
    return {
        "title": "关于公布2024年城乡低保标准的通知", "number": "吉民发〔2024〕9号", "kind": "policy", "level": "province",
        "issued_on": "2024-06-20", "in_force_on": "2024-07-01", "source": "来文第12号",
        "governs": "农村低保标准每月 450 元。",
    } | changes  # fmt: skip


def test_a_document_is_found_by_any_of_its_words(people: People) -> None:
    kept = enter_document(actor=people.county_handler, given=given(text="第一条 低 保标准自七月起执行。"))
    assert kept.region_code == "220000000000"
    for query in ("农村低保", "保标准", "通", "吉民发〔2024〕9号", "执行 -特困"):
        assert [hit.object_id for hit in search_for(people.assistant, query).hits] == [kept.pk], query
    assert not search_for(people.assistant, "低保 -农村").hits
    correct_document(actor=people.archivist, document_id=kept.pk, given=given(governs="城市"), version="1")
    assert not search_for(people.assistant, "农村低保").hits
    with pytest.raises(StaleForm):
        correct_document(actor=people.archivist, document_id=kept.pk, given=given(), version="1")


def test_what_is_wrong_is_said_at_its_field(people: People) -> None:
    wrong = [
        ({"repealed_on": "2024-06-30"}, "repealed_on"),
        ({"issued_on": "2030-01-01"}, "issued_on"),
        ({"in_force_on": "2024-02-30"}, "in_force_on"),
        ({"title": ""}, "title"),
        ({"source": " "}, "source"),
        ({"kind": "x"}, "kind"),
        ({"replaces": "吉民发〔1900〕1号"}, "replaces"),
        ({"region": "110000000000", "level": "county"}, "region"),
    ]
    for changes, name in wrong:
        with pytest.raises(InvalidInput) as refused:
            enter_document(actor=people.county_handler, given=given(**changes))
        assert name in refused.value.fields, changes
    enter_document(actor=people.county_handler, given=given())
    with pytest.raises(InvalidInput, match="1"):
        enter_document(actor=people.county_handler, given=given())


def test_a_new_document_repeals_the_one_that_it_replaces(people: People) -> None:
    old = enter_document(
        actor=people.county_handler,
        given=given(
            title="2022年标准的通知", number="吉民发〔2022〕15号", issued_on="2022-05-01", in_force_on="2022-07-01"
        ),
    )
    new = enter_document(actor=people.county_handler, given=given(replaces="吉民发[2022]15号"))
    old.refresh_from_db()
    assert old.repealed_on == date(2024, 7, 1)
    assert list(documents_for(people.handler, DocumentFilter(force="repealed"))) == [old]
    with pytest.raises(InvalidInput) as refused:
        correct_document(actor=people.archivist, document_id=old.pk, given=given(title="2022", replaces=new.title))
    assert "replaces" in refused.value.fields


def test_townships_enter_their_own(people: People) -> None:
    with pytest.raises(InvalidInput) as refused:
        enter_document(actor=people.handler, given=given())
    assert "level" in refused.value.fields
    own = enter_document(actor=people.handler, given=given(level="township", kind="roster", number=""))
    assert own.restricted
    assert document_for(people.county_head, own.pk)
    with pytest.raises(NotVisible):
        document_for(people.neighbour, own.pk)
    with pytest.raises(NotAllowed):
        enter_document(actor=people.assistant, given=given())
    assert not search_for(people.neighbour, "低保标准").hits


def test_a_file_gives_the_archive_number(people: People) -> None:
    kept = enter_document(actor=people.county_handler, given=given())
    picture = io.BytesIO()
    Image.new("L", (50, 70), 90).save(picture, "PNG")
    picture.seek(0)
    attach_document(actor=people.county_handler, document_id=kept.pk, file=FileSource(picture, "来文.png"))
    kept.refresh_from_db()
    assert kept.item is not None
    assert kept.item.reference_code == "J035-ZY·DB·DQ1·2024·D30·SJS-0001"
    assert not kept.item.restricted


def test_who_has_not_read_is_known(people: People) -> None:
    kept = enter_document(actor=people.county_handler, given=given(must_read="on"))
    assert list(unread_for(people.assistant)) == [kept]
    before = readers_of(people.county_handler, kept).unread_count
    confirm_reading(actor=people.assistant, document_id=kept.pk)
    confirm_reading(actor=people.assistant, document_id=kept.pk)
    readers = readers_of(people.county_handler, kept)
    assert ([person for person, _ in readers.read], readers.unread_count) == ([people.assistant], before - 1)
    assert readers_of(people.neighbour, kept).unread_count == 1
    assert new_count(people.handler) == 1
    look_through(actor=people.handler)
    assert new_count(people.handler) == 0


def test_rows_that_are_wrong_come_back(people: People) -> None:
    head = ["标题", "文号", "种类", "适用层级", "施行日期", "废止日期", "来源", "要改的地方"]
    rows = [
        head,
        ["甲通知", "一号", "政策文件", "全国", "2020年1月1日", "", "网站", ""],
        ["乙通知", "二号", "政策文件", "全国", "20200101", "2019-01-01", "网站", ""],
        ["", "", "", "", "", "", "", ""],
    ]
    report = import_table(actor=people.archivist, rows=rows)
    assert (report.entered, [(row.number, row.title) for row in report.faulty]) == (1, [(3, "乙通知")])
    assert "废止日期" in report.faulty[0].words
    rows[2][5] = "2023-01-01"
    again = import_table(actor=people.archivist, rows=rows)
    assert (again.entered, again.unchanged, again.faulty) == (1, 1, [])


def test_the_first_entries_are_loaded_once(people: People) -> None:
    loaded = load_first_entries()
    assert (loaded.documents, loaded.rules) == (Document.objects.count(), 19)
    assert load_first_entries().documents == 0
    parts = basis_of(people.handler, "社会救助暂行办法第十一条；吉林省最低生活保障管理办法第二十一条")
    assert [part.document.title for part in parts if part.document] == [
        "社会救助暂行办法",
        "吉林省最低生活保障管理办法",
    ]
    assert [each.rule.key for each in rules_of_act(people.handler, "application", "accept_case")] == ["procedure-apply"]
    assert search_for(people.assistant, "代卷卡", sort="rule").hits


def test_a_county_publishes_its_own_version(people: People) -> None:
    load_first_entries()
    entry = RuleEntry("一、借阅期限改为五个工作日。二、其余不变。", "档案管理员", date(2026, 11, 1), change="缩短期限")
    enter_rule(actor=people.archivist, entry=entry, key="lending-use")
    found = rule_for(people.handler, "lending-use")
    assert (found.version.number, found.version.county_code, len(found.versions)) == (2, "220882", 2)
    with pytest.raises(InvalidInput) as refused:
        enter_rule(actor=people.archivist, entry=entry, key="lending-use")
    assert "valid_from" in refused.value.fields


def test_a_version_of_the_parameters_has_its_paper_and_its_households(people: People) -> None:
    kept = enter_document(actor=people.county_handler, given=given())
    form = SheetForm(Area.RURAL, date(2024, 7, 1), "吉民发〔2024〕9号", _body(Decimal(450)))
    sheet = publish_parameters(actor=people.archivist, county_code="220882", form=form)
    item = InstitutionalItem.objects.get(cause=f"parameters:{version_of(sheet)}")
    assert (item.volume.series.code, item.restricted, item.digital) == ("ZY·DB·ZD1", False, True)
    rests = resting_on(people.handler, kept)
    assert [version for _, version, _ in rests.sheets] == [version_of(sheet)]
    found = search_for(people.assistant, "2024 年农村标准")
    assert [(each.amount, each.document, each.versions) for each in found.standards] == [
        (Decimal(450), kept, [version_of(sheet)])
    ]
    assert not households_with(people.handler, version_of(sheet)).exists()
    assert Assessment.objects.count() == 0


def test_standards_follow_one_another(people: People) -> None:
    for year, amount in ((2021, "400"), (2022, "405.00")):
        enter_standard(actor=people.county_handler, entry=StandardEntry(Area.RURAL, date(year, 7, 1), Decimal(amount)))
    found = search_for(people.assistant, "2022年农村低保标准").standards
    assert [(each.amount, each.until) for each in found] == [(Decimal("405"), None), (Decimal("400"), date(2022, 7, 1))]
    for wrong in ("0", "30000"):
        with pytest.raises(InvalidInput):
            enter_standard(actor=people.archivist, entry=StandardEntry(Area.URBAN, date(2022, 7, 1), Decimal(wrong)))
    with pytest.raises(CountyOnly):
        enter_standard(actor=people.handler, entry=StandardEntry(Area.URBAN, date(2022, 7, 1), Decimal(500)))
