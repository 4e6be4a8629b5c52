"""Printing from the archive: what the papers say, what no label says, whose papers they are, and the log."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.opening import make_empty_boxes
from hudang.archives.models import Box, Material
from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.printing.actions import papers as actions
from hudang.printing.errors import NothingToPrint
from hudang.printing.queries.papers import how_many
from hudang.printing.tasks import start_printing
from hudang.printing.vocabulary import PaperKind
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import add_member, make_household, make_person
from tests.people import COUNTY, MINFU, MINQIANG, SHELI, XINTIAN, People

STOCK = actions.stock_of()


@pytest.fixture
def home(people: People) -> Household:
    """A household with a disabled, ill member and one filed item; another in the same village, one next door."""
    make_bureau()
    home = make_household("王德贵", number=7, declared_size=2, covered_size=2, certificate_no="吉白安农0007")
    certificate = make_person("李秀英", sex="2", born=date(1962, 8, 1))
    add_member(
        home, "10", certificate, health="6", illness="尿毒症", disability_kind="4", disability_level="2",
        disability_certificate=f"{certificate.identity}42",
    )  # fmt: skip
    reclassify([home.pk])
    file = make_file(home)
    source = FileSource(io.BytesIO(scans.jpeg()), "1.jpg")
    file_items(
        actor=people.handler, file_id=file.pk, entries=[ItemEntry(material="M10", sources=(source,), dated="20210301")]
    )
    for name, village, number in (("孙二", MINQIANG, 8), ("李春花", XINTIAN, 3)):
        make_file(make_household(name, village=village, number=number))
    return home


def text_of(made: actions.Printed | bytes) -> str:
    """Return the text of a PDF without line breaks: a spine is written downwards."""
    document = pypdfium2.PdfDocument(made if isinstance(made, bytes) else made.content)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def village(people: People, kind: PaperKind, who: str = "handler", code: str = MINQIANG) -> str:
    made = actions.print_division_now(actor=getattr(people, who), kind=kind, division_code=code, stock=STOCK)
    return text_of(made)


class TestContents:
    def test_labels_of_a_village(self, people: People, home: Household) -> None:
        text = village(people, PaperKind.POUCH_LABEL)
        for words in (
            "王德贵",
            "孙二",
            home.code,
            home.files.get().reference_code,
            "民强村",
            "农村低保",
            "吉白安农0007",
        ):
            assert words in text
        assert "李春花" not in text

    def test_item_list(self, people: People, home: Household) -> None:
        text = text_of(
            actions.print_household(actor=people.handler, kind=PaperKind.ITEM_LIST, code=home.code, stock=STOCK)
        )
        assert Material.objects.get(code="M10").name in text
        assert "王德贵" in text and "M10" in text

    def test_note_sheet_counts_items_and_pages(self, people: People, home: Household) -> None:
        made = actions.print_household(
            actor=people.handler, kind=PaperKind.FILE_NOTE_SHEET, code=home.code, stock=STOCK
        )
        assert "本袋共 1 件 1 页" in text_of(made)

    def test_spine_and_list_of_a_box(self, people: People, home: Household) -> None:
        box = home.pouches.get().box
        spine = text_of(actions.print_box(actor=people.handler, kind=PaperKind.BOX_SPINE, box_id=box.pk, stock=STOCK))
        assert "民强村" in spine and "舍力镇" in spine and "J035" in spine
        listed = text_of(actions.print_box(actor=people.handler, kind=PaperKind.BOX_LIST, box_id=box.pk, stock=STOCK))
        assert "王德贵" in listed and "孙二" in listed and home.files.get().reference_code in listed

    def test_missing_list(self, people: People, home: Household) -> None:
        text = village(people, PaperKind.MISSING_LIST)
        missing = Material.objects.get(code=home.files.get().missing[0])
        assert "王德贵" in text and missing.code in text

    def test_the_whole_set_of_a_village(self, people: People, home: Household) -> None:
        text = village(people, PaperKind.PRINT_SET).replace(" ", "")
        for words in ("本盒共2袋1件1页", "本袋共1件1页", "本袋尚无归档材料", "卷内文件目录", "村盒目录"):
            assert words in text

    def test_an_empty_box_says_so(self, people: People, home: Household) -> None:
        make_empty_boxes(actor=people.county_handler, prefix=MINFU)
        text = village(people, PaperKind.PRINT_SET, code=MINFU)
        assert "暂无对象" in text

    def test_pages_come_in_the_order_of_the_shelf(self, people: People, home: Household, tmp_path: Path) -> None:
        target = tmp_path / "全县.pdf"
        done = actions.write_division(
            actor=people.county_handler, kind=PaperKind.POUCH_LABEL, division_code=COUNTY, stock=STOCK, target=target
        )
        assert done.papers == 3
        text = text_of(target.read_bytes())
        assert text.index("李春花") < text.index("王德贵") < text.index("孙二")


@pytest.mark.parametrize("kind", [PaperKind.POUCH_LABEL, PaperKind.BOX_SPINE, PaperKind.BOX_LIST])
def test_no_label_tells_numbers_illness_or_disability(people: People, home: Household, kind: PaperKind) -> None:
    text = village(people, kind)
    secrets = [member.person.identity for member in home.members.select_related("person")]
    secrets += ["残疾", "尿毒症", "重病", "重残", "肢体", "二级", *(secret[-4:] for secret in secrets)]
    assert [secret for secret in secrets if secret in text] == []


class TestWhoMay:
    def test_the_neighbour_prints_nothing_of_it(self, people: People, home: Household) -> None:
        neighbour, box = people.neighbour, home.pouches.get().box
        with pytest.raises(NotVisible):
            actions.print_household(actor=neighbour, kind=PaperKind.POUCH_LABEL, code=home.code, stock=STOCK)
        with pytest.raises(NotVisible):
            actions.print_box(actor=neighbour, kind=PaperKind.BOX_LIST, box_id=box.pk, stock=STOCK)
        for code in (MINQIANG, SHELI, COUNTY):
            with pytest.raises(NotVisible):
                actions.print_division_now(actor=neighbour, kind=PaperKind.POUCH_LABEL, division_code=code, stock=STOCK)
            with pytest.raises(NotVisible):
                start_printing(actor=neighbour, kind=PaperKind.POUCH_LABEL, division_code=code, stock=STOCK)
        assert not AuditEntry.objects.filter(action="print_papers").exists()

    def test_the_village_assistant_prints_his_village(self, people: People, home: Household) -> None:
        assert "王德贵" in village(people, PaperKind.BOX_LIST, "assistant")
        with pytest.raises(NotVisible):
            village(people, PaperKind.BOX_LIST, "assistant", MINFU)

    @pytest.mark.parametrize("post", ["system", "security", "auditor"])
    def test_administrators_print_no_household(self, people: People, home: Household, post: str) -> None:
        with pytest.raises(NotAllowed):
            village(people, PaperKind.POUCH_LABEL, post)
        with pytest.raises(NotAllowed):
            actions.print_household(
                actor=getattr(people, post), kind=PaperKind.POUCH_LABEL, code=home.code, stock=STOCK
            )

    def test_nothing_there_is_told(self, people: People, home: Household) -> None:
        with pytest.raises(NothingToPrint):
            village(people, PaperKind.POUCH_LABEL, code=MINFU)
        with pytest.raises(NothingToPrint):
            actions.print_household(actor=people.handler, kind=PaperKind.BOX_SPINE, code=home.code, stock=STOCK)


class TestLog:
    def test_each_printing_is_noted_with_what_and_where(self, people: People, home: Household) -> None:
        village(people, PaperKind.POUCH_LABEL)
        actions.print_household(actor=people.handler, kind=PaperKind.ITEM_LIST, code=home.code, stock=STOCK)
        actions.print_box(
            actor=people.archivist,
            kind=PaperKind.BOX_SPINE,
            box_id=Box.objects.get(village_code=MINQIANG).pk,
            stock=STOCK,
        )
        entries = AuditEntry.objects.filter(action="print_papers").order_by("sequence")
        assert [(e.actor_name, e.household_code, e.summary) for e in entries] == [
            ("舍力经办", "", "打印袋面标签：大安市 · 舍力镇 · 民强村"),
            ("舍力经办", home.code, f"打印卷内文件目录：{home.code}"),
            ("档案管理员", "", "打印盒脊标签：大安市 · 舍力镇 · 民强村 01 号盒"),
        ]


class TestInTheBackground:
    def test_a_township_as_a_job(
        self, people: People, home: Household, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            job = start_printing(actor=people.handler, kind=PaperKind.POUCH_LABEL, division_code=SHELI, stock=STOCK)
        job.refresh_from_db()
        assert (job.state, job.total, job.done) == (Job.State.DONE, 2, 2)
        assert job.message == "已生成 2 份，共 1 页"
        assert "王德贵" in text_of(jobs.result_file(job).read_bytes())
        assert job.result_name == "大安市舍力镇袋面标签.pdf"

    def test_nothing_to_print_ends_it_with_the_sentence(
        self, people: People, home: Household, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            job = start_printing(actor=people.handler, kind=PaperKind.POUCH_LABEL, division_code=MINFU, stock=STOCK)
        job.refresh_from_db()
        assert (job.state, job.outcome["code"]) == (Job.State.FAILED, "NOTHING_TO_PRINT")

    @pytest.mark.parametrize(
        ("kind", "number"),
        [(PaperKind.POUCH_LABEL, 2), (PaperKind.BOX_SPINE, 1), (PaperKind.MISSING_LIST, 1), (PaperKind.PRINT_SET, 11)],
    )
    def test_the_bar_knows_how_many_papers_come(
        self, people: People, home: Household, kind: PaperKind, number: int, tmp_path: Path
    ) -> None:
        assert how_many(people.handler, kind, SHELI[:9]) == number
        done = actions.write_division(
            actor=people.handler, kind=kind, division_code=SHELI, stock=STOCK, target=tmp_path / "a.pdf"
        )
        assert done.papers == number


def test_statements_do_not_grow_with_the_pouches(
    people: People, home: Household, django_assert_max_num_queries: Any
) -> None:
    for number in range(20, 50):
        make_file(make_household(f"户{number}", number=number))
    with django_assert_max_num_queries(36):
        village(people, PaperKind.PRINT_SET)
