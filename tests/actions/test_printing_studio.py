"""Covers, cards and forms; what must be printed again; designs and printers; the record of printing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.models import Box, Pouch, RetentionPeriod, SchemeClass
from hudang.archives.queries.catalogues import catalogue_for
from hudang.archives.rules.tree_paths import Place
from hudang.audit.models import AuditEntry
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.printing.actions import designs
from hudang.printing.actions import papers as actions
from hudang.printing.actions.catalogues import print_catalogue, print_summary
from hudang.printing.card_fields import CabinetField, CoverField, CoverStock, DividerField, NoteField
from hudang.printing.cards import Divider
from hudang.printing.designs import (
    DESIGNED,
    USUAL_BOX_LIST,
    USUAL_CARD,
    USUAL_FACE,
    USUAL_FILE_LIST,
    USUAL_SPINE,
    Design,
    checked,
)
from hudang.printing.errors import NoFields, NothingToPrint, TooManyColumns, WordNotOnALabel
from hudang.printing.models import LabelDesign, PrintedPaper, PrintRecord
from hudang.printing.papers import BoxSpine
from hudang.printing.queries import papers as queries
from hudang.printing.queries import studio
from hudang.printing.queries.cards import CARD_KINDS, card_papers_for
from hudang.printing.queries.due import DuePaper, due_papers_for
from hudang.printing.vocabulary import (
    INKS,
    PAPER_LABELS,
    BoxListField,
    CardField,
    CardStock,
    Face,
    FaceField,
    FileListField,
    LabelField,
    LabelStock,
    ListStock,
    Only,
    PaperKind,
    SpineField,
    SpineStock,
)
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINQIANG, SHELI, XINTIAN, People

STOCK = actions.stock_of()
LABEL, SPINE, LIST = PaperKind.POUCH_LABEL, PaperKind.BOX_SPINE, PaperKind.BOX_LIST


@pytest.fixture
def home(people: People) -> Household:
    make_bureau()
    home = make_household("王德贵", number=7, declared_size=2, covered_size=2, abc_class="B")
    for household in (home, make_household("孙二", number=8), make_household("李春花", village=XINTIAN, number=3)):
        make_file(household)
    return home


def printed(
    people: People, kind: PaperKind = PaperKind.POUCH_LABEL, only: Only = Only.ALL, actor: User | None = None
) -> str:
    by = actor or people.handler
    made = actions.print_division_now(actor=by, kind=kind, division_code=MINQIANG, stock=STOCK, only=only)
    with pypdfium2.PdfDocument(made.content) as pdf:
        return "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


class TestCardsAndForms:
    @pytest.mark.parametrize("kind", CARD_KINDS)
    def test_each_gives_a_paper_of_its_name(self, people: People, home: Household, kind: PaperKind) -> None:
        text = printed(people, kind)
        name = PAPER_LABELS[kind].removesuffix("（空白表）").removesuffix("（一户一张）").removesuffix("（按类别）")
        names = {PaperKind.FILE_COVER: "王德贵家庭最低生活保障档案", PaperKind.ARCHIVE_STAMP: "全宗号"}
        assert names.get(kind, name.partition("、")[0]) in text
        assert "李春花" not in text

    def test_columns_of_the_forms_are_those_of_the_rules(self, people: People, home: Household) -> None:
        assert "序号档号题名起止日期件数页数保管期限存放位置备注" in printed(people, PaperKind.FILE_LIST)
        assert "序号档号文号责任者题名日期密级页数备注" in printed(people, PaperKind.ITEM_CATALOGUE)
        assert "批准人应还归还检查备注" in printed(people, PaperKind.LOAN_REGISTER)
        assert "件数页数电子件数字节备注" in printed(people, PaperKind.TRANSFER_LIST)

    def test_a_divider_names_the_class_and_how_many(self, people: People, home: Household) -> None:
        text = printed(people, PaperKind.DIVIDERS)
        assert "B类" in text and "1袋" in text

    @pytest.mark.parametrize("kind", CARD_KINDS)
    def test_the_neighbour_gets_none(self, people: People, home: Household, kind: PaperKind) -> None:
        with pytest.raises(NotVisible):
            actions.print_division_now(actor=people.neighbour, kind=kind, division_code=MINQIANG, stock=STOCK)


class TestWordsOfTheSettings:
    """What the county set for a class and for a retention period stands on the papers."""

    @pytest.fixture
    def secret(self, home: Household) -> Household:
        home.files.update(scheme_class=SchemeClass.objects.get(code="SP5"))
        return home

    def test_a_pouch_bears_the_colour_of_its_class(self, people: People, home: Household) -> None:
        (first, _) = queries.labels_for(people.handler, MINQIANG)
        assert (first.colour, first.stripe) == ("蓝", INKS["蓝"])

    def test_a_label_says_how_its_class_is_kept(self, people: People, home: Household) -> None:
        fields = (LabelField.CUSTODIAN, LabelField.CLASS, LabelField.MEDIUM, LabelField.ACCESS)
        designs.save_design(actor=people.archivist, design=Design(fields=fields))
        assert "保管单位舍力镇人民政府分类SP1在保载体纸质和电子密级内部" in printed(people)
        SchemeClass.objects.filter(code="SP1").update(holder="county", medium="paper", access="sensitive")
        assert "保管单位大安市民政局分类SP1在保载体纸质密级敏感" in printed(people)

    def test_another_colour_makes_the_label_due(self, people: People, home: Household) -> None:
        printed(people)
        SchemeClass.objects.filter(code="SP1").update(colour="red")
        due = due_papers_for(people.handler, MINQIANG, LABEL, Only.DUE, 100)
        assert [(d.name, d.before, d.after) for d in due[0].differences] == [("标签颜色", "蓝", "红")]

    def test_a_label_printed_before_colours_were_noted_is_not_due_for_its_colour(
        self, people: People, home: Household
    ) -> None:
        printed(people)
        for row in PrintedPaper.objects.all():
            row.facts.pop("colour")
            row.save()
        assert due_papers_for(people.handler, MINQIANG, LABEL, Only.DUE, 100) == []

    def test_a_box_bears_the_colour_of_most_of_its_pouches(self, people: People, home: Household) -> None:
        (spine,) = queries.papers_for(people.handler, PaperKind.BOX_SPINE, MINQIANG)
        assert isinstance(spine, BoxSpine) and spine.stripe == INKS["蓝"]

    def test_a_divider_for_each_class_in_its_colour(self, people: People, secret: Household) -> None:
        cards = [card for card in card_papers_for(people.handler, PaperKind.DIVIDERS, MINQIANG)]
        said = {(card.lead, card.stripe) for card in cards if isinstance(card, Divider)}
        assert {("SP1 在保", INKS["蓝"]), ("SP5 单独保密", INKS["红"])} <= said

    @pytest.mark.parametrize("kind", [PaperKind.BOX_SPINE, PaperKind.FILE_COVER, PaperKind.FILE_LIST])
    def test_a_period_reads_as_the_county_calls_it(self, people: People, home: Household, kind: PaperKind) -> None:
        RetentionPeriod.objects.filter(code="D5").update(name="停保满五年")
        assert "停保满五年" in printed(people, kind)

    def test_the_label_too(self, people: People, home: Household) -> None:
        RetentionPeriod.objects.filter(code="D5").update(name="停保满五年")
        assert {label.retention for label in queries.labels_for(people.handler, MINQIANG)} == {"停保满五年"}

    @pytest.mark.parametrize(
        "kind", [PaperKind.POUCH_LABEL, PaperKind.BOX_LIST, PaperKind.FILE_COVER, PaperKind.FILE_LIST]
    )
    def test_a_class_that_shows_its_code_only_names_nobody(
        self, people: People, secret: Household, kind: PaperKind
    ) -> None:
        # covers show what lies in a file: of a secret one only to those who may look into it
        text = printed(people, kind, actor=people.archivist if kind is PaperKind.FILE_COVER else None)
        assert "王德贵" not in text and "孙二" in text
        assert secret.files.get().reference_code in text

    def test_nor_does_the_tree_s_catalogue(self, people: People, secret: Household) -> None:
        file = secret.files.get()
        place = Place((str(file.fonds_id), str(file.series_id), f"{file.year}-{file.retention}"))
        rows = [" ".join(row) for row in catalogue_for(people.handler, place).rows]
        assert not any("王德贵" in row for row in rows) and any(file.reference_code in row for row in rows)


class TestReprint:
    def due(self, people: People) -> list[DuePaper]:
        return due_papers_for(people.handler, MINQIANG, LABEL, Only.DUE, 100)

    def test_what_was_never_printed_is_due_and_then_not_any_more(self, people: People, home: Household) -> None:
        assert [due.is_new for due in self.due(people)] == [True, True]
        assert "王德贵" in printed(people, only=Only.DUE)
        assert self.due(people) == []
        with pytest.raises(NothingToPrint):
            printed(people, only=Only.DUE)

    def test_a_label_whose_words_changed_is_printed_again_alone(self, people: People, home: Household) -> None:
        printed(people)
        Household.objects.filter(pk=home.pk).update(head_name="李秀英")
        (due,) = self.due(people)
        assert [(d.name, d.before, d.after) for d in due.differences] == [("户主", "王德贵", "李秀英")]
        text = printed(people, only=Only.CHANGED)
        assert "李秀英" in text and "孙二" not in text
        assert PrintedPaper.objects.get(subject=home.pouches.get().pk).times == 2
        assert PrintRecord.objects.first().again == 1

    def test_a_field_that_does_not_stand_on_the_label_makes_nothing_due(self, people: People, home: Household) -> None:
        printed(people)
        Household.objects.filter(pk=home.pk).update(certificate_no="新证号")
        assert len(self.due(people)) == 1
        designs.save_design(actor=people.archivist, design=Design(fields=(LabelField.CATEGORY,)))
        assert self.due(people) == []

    def test_filing_another_paper_makes_no_label_due(self, people: People, home: Household) -> None:
        printed(people)
        home.files.update(item_count=9, page_count=30)
        assert self.due(people) == []

    def test_of_a_whole_set_only_what_changed_is_printed_again(self, people: People, home: Household) -> None:
        whole = PaperKind.PRINT_SET
        printed(people, whole)
        assert due_papers_for(people.handler, MINQIANG, whole, Only.DUE, 100) == []
        Household.objects.filter(pk=home.pk).update(head_name="李秀英")
        Box.objects.filter(village_code=MINQIANG).update(thickness_mm=30)
        entry = ItemEntry(material="M01", page_count=1)
        file_items(actor=people.handler, file_id=home.files.get().pk, entries=[entry])
        due = due_papers_for(people.handler, MINQIANG, whole, Only.CHANGED, 100)
        said = {each.paper.paper: [(d.name, d.before, d.after) for d in each.differences] for each in due}
        assert said == {
            SPINE: [("脊厚", "50", "30")],
            LIST: [("各行内容", "2 行", "2 行，有改动")],
            LABEL: [("户主", "王德贵", "李秀英")],
            PaperKind.ITEM_LIST: [("户主", "王德贵", "李秀英"), ("各行内容", "0 行", "1 行，有改动")],
            PaperKind.FILE_NOTE_SHEET: [("对象", "王德贵", "李秀英")],
        }
        text = printed(people, whole, Only.CHANGED)
        assert "李秀英" in text and "缺件清单" not in text and "本盒情况说明" not in text
        assert due_papers_for(people.handler, MINQIANG, whole, Only.DUE, 100) == []

    def test_what_grows_with_filing_counts_once_the_file_is_closed(self, people: People, home: Household) -> None:
        kind = PaperKind.FILE_COVER
        printed(people, kind)
        home.files.update(item_count=9, page_count=30)
        assert due_papers_for(people.handler, MINQIANG, kind, Only.DUE, 9) == []
        home.files.update(closed_on=clock.today())
        (due,) = due_papers_for(people.handler, MINQIANG, kind, Only.DUE, 9)
        assert [(d.name, d.after) for d in due.differences] == [("件数　页数", "9 件　30 页")]

    def test_forms_to_fill_by_hand_come_whatever_was_asked(self, people: People, home: Household) -> None:
        assert "借阅登记" in printed(people, PaperKind.LOAN_REGISTER, Only.CHANGED)

    def test_the_neighbour_learns_nothing(self, people: People, home: Household) -> None:
        with pytest.raises(NotVisible):
            due_papers_for(people.neighbour, MINQIANG, LABEL, Only.DUE, 9)

    def test_statements_do_not_grow(self, people: People, home: Household, django_assert_max_num_queries: Any) -> None:
        for number in range(20, 60):
            make_file(make_household(f"户{number}", number=number))
        with django_assert_max_num_queries(9):
            assert len(self.due(people)) == 42


class TestRecord:
    def test_a_catalogue_and_a_summary_are_recorded_too(self, people: People, home: Household) -> None:
        file = home.files.get()
        print_catalogue(actor=people.handler, place=Place((str(file.fonds_id),)))
        print_summary(actor=people.handler, code=home.code, title="王德贵", lines=[("什么人", "2 口人")], fonds="")
        rows = studio.records_for(people.handler)
        assert [(row.kind, row.papers, row.division_code) for row in rows] == [
            ("户情摘要", 1, MINQIANG), ("全宗目录", 1, SHELI),
        ]  # fmt: skip
        assert AuditEntry.objects.filter(action="print_papers", household_code=home.code).count() == 1
        assert not studio.records_for(people.neighbour).exists()

    def test_who_printed_what_when_and_how_many(self, people: People, home: Household) -> None:
        printed(people)
        row = studio.records_for(people.handler).get()
        assert (row.user_name, row.kind, row.papers, row.pages, row.again) == ("舍力经办", "pouch-label", 2, 1, 0)
        assert row.subject == "大安市 · 舍力镇 · 民强村"
        assert not studio.records_for(people.neighbour).exists()
        assert studio.records_for(people.county_handler).count() == 1

    def test_a_sign_without_glyph_is_told_and_the_rest_is_printed(self, people: People, home: Household) -> None:
        Household.objects.filter(pk=home.pk).update(head_name="王\U000323af田")
        made = actions.print_division_now(
            actor=people.handler, kind=PaperKind.POUCH_LABEL, division_code=MINQIANG, stock=STOCK
        )
        assert made.done.papers == 2
        assert "U+323AF" in made.warning and "王" in made.warning
        assert "U+323AF" in PrintRecord.objects.get().remark

    def test_previews_are_not_printed(self, people: People, home: Household) -> None:
        shown = actions.preview_division(
            actor=people.handler, kind=PaperKind.POUCH_LABEL, division_code=MINQIANG, stock=STOCK
        )
        assert [(picture.width, picture.height) for picture in shown.pictures] == [(1123, 794)]
        assert shown.pictures[0].content.startswith(b"\x89PNG")
        assert not shown.more
        assert not PrintRecord.objects.exists() and not PrintedPaper.objects.exists()
        with pytest.raises(NotVisible):
            actions.preview_division(
                actor=people.neighbour, kind=PaperKind.POUCH_LABEL, division_code=MINQIANG, stock=STOCK
            )


class TestDesigns:
    def test_a_new_design_is_a_version_that_the_county_prints_with(self, people: People, home: Household) -> None:
        design = Design(title="低保户袋", fields=(LabelField.BOX,), stock=LabelStock.A4_10)
        designs.save_design(actor=people.county_handler, design=design, note="简化")
        text = printed(people)
        assert "低保户袋" in text and "盒号" in text and "低保证号" not in text
        assert actions.stock_of(actor=people.handler).labels is LabelStock.A4_10
        entry = AuditEntry.objects.get(action="save_label_design")
        assert entry.after["fields"] == "盒号"

    def test_earlier_versions_stay_and_can_come_back(self, people: People, home: Household) -> None:
        actor = people.archivist
        designs.save_design(actor=actor, design=Design(title="一"))
        designs.save_design(actor=actor, design=Design(title="二"))
        designs.restore_design(actor=actor, version=1)
        assert studio.design_of(MINQIANG).title == "一"
        designs.reset_design(actor=actor)
        assert studio.design_of(MINQIANG).title == Design().title
        assert [row.version for row in studio.versions_for(actor)] == [4, 3, 2, 1]
        with pytest.raises(NotVisible):
            designs.restore_design(actor=actor, version=9)

    @pytest.mark.parametrize("post", ["assistant", "handler", "system", "auditor"])
    def test_only_county_and_archivist_may(self, people: People, post: str) -> None:
        with pytest.raises(NotAllowed):
            designs.save_design(actor=getattr(people, post), design=Design(title="x"))
        assert not LabelDesign.objects.exists()

    def test_a_title_that_tells_too_much_is_refused(self, people: People) -> None:
        with pytest.raises(WordNotOnALabel):
            designs.save_design(actor=people.county_handler, design=Design(title="残疾人档案"))


class TestDesignsOfBoxes:
    def test_spine_and_list_are_printed_as_designed(self, people: People, home: Household) -> None:
        spine = Design("低保档案", (SpineField.NUMBER, SpineField.LOCATION), Face.KAI, SpineStock.A3, paper=SPINE)
        designs.save_design(actor=people.county_handler, design=spine)
        text = printed(people, SPINE)
        assert "低保档案" in text and "存放位置" in text and "民" in text
        assert "全宗号" not in text and "起止户袋号" not in text
        assert actions.stock_of(actor=people.handler).spines is SpineStock.A3
        columns = (BoxListField.HEAD, BoxListField.HOUSEHOLD, BoxListField.ITEMS)
        listed = Design("户袋清册", columns, stock=ListStock.LYING, paper=LIST)
        designs.save_design(actor=people.county_handler, design=listed)
        text = printed(people, LIST)
        assert "户袋清册" in text and "户主姓名户编号件数" in text and home.code in text
        assert "2户" in text and "建档日期" not in text
        assert "最低生活保障档案" in printed(people), "each paper has its own design"

    def test_each_paper_has_its_own_versions(self, people: People, home: Household) -> None:
        actor = people.archivist
        designs.save_design(actor=actor, design=Design(title="一"))
        designs.save_design(actor=actor, design=replace(USUAL_BOX_LIST, title="甲"))
        designs.reset_design(actor=actor, paper=LIST)
        assert [row.version for row in studio.versions_for(actor, LIST)] == [2, 1]
        assert [row.version for row in studio.versions_for(actor)] == [1]
        assert studio.design_of(MINQIANG, LIST).title == "村盒目录"

    def test_what_cannot_be_is_refused(self, people: People) -> None:
        with pytest.raises(NoFields):
            designs.save_design(actor=people.archivist, design=replace(USUAL_BOX_LIST, fields=()))
        every = replace(USUAL_BOX_LIST, fields=tuple(BoxListField))
        with pytest.raises(TooManyColumns):
            designs.save_design(actor=people.archivist, design=every)
        designs.save_design(actor=people.archivist, design=replace(every, stock=ListStock.LYING))

    def test_a_catalogue_and_a_card_too(self, people: People, home: Household) -> None:
        actor = people.archivist
        columns = (FileListField.CODE, FileListField.CATEGORY, FileListField.HOUSEHOLD)
        designs.save_design(actor=actor, design=replace(USUAL_FILE_LIST, title="户档总目", fields=columns))
        text = printed(people, PaperKind.FILE_LIST)
        assert "户档总目" in text and "档号类别户编号" in text and home.code in text
        lines = (CardField.SUBJECT, CardField.PURPOSE)
        card = replace(USUAL_CARD, fields=lines, stock=CardStock.A4_TWO)
        designs.save_design(actor=actor, design=card)
        text = printed(people, PaperKind.OUT_CARD)
        assert "代卷卡" in text and "题名事由" in text and "应还" not in text
        assert actions.stock_of(actor=people.handler).cards is CardStock.A4_TWO

    def test_note_sheets_covers_and_cards_too(self, people: People, home: Household) -> None:
        changes: dict[PaperKind, dict[str, Any]] = {
            PaperKind.FILE_NOTE_SHEET: {"title": "卷内备考", "fields": (NoteField.KEEPER, NoteField.APPROVED_BY)},
            PaperKind.FILE_COVER: {"fields": (CoverField.CATEGORY, CoverField.FORMER), "stock": CoverStock.HARD},
            PaperKind.CABINET_CARD: {"fields": (CabinetField.BOXES,), "stock": CardStock.A4_TWO},
            PaperKind.DIVIDERS: {"title": "分类卡", "fields": (DividerField.NOTE,)},
        }
        for paper, change in changes.items():
            designs.save_design(actor=people.archivist, design=replace(DESIGNED[paper].usual, **change))
        for kind in (PaperKind.FILE_NOTE_SHEET, PaperKind.BOX_NOTE_SHEET):
            text = printed(people, kind)
            assert "卷内备考" in text and "保管人负责人" in text and "检查人" not in text
        text = printed(people, PaperKind.FILE_COVER)
        assert "享受类别" in text and "前卷档号" not in text, "no line for a file that has none before it"
        text = printed(people, PaperKind.CABINET_CARD)
        assert "柜卡" in text and "盒数1盒" in text and "库房" not in text
        text = printed(people, PaperKind.DIVIDERS)
        assert "分类卡" in text and "备注" in text and "袋数" not in text
        stocks = [
            actions.stock_of(actor=people.handler, kind=kind).cards
            for kind in (PaperKind.CABINET_CARD, PaperKind.DIVIDERS)
        ]
        assert stocks == [CardStock.A4_TWO, CardStock.A5], "each sort of card has its own paper"

    def test_a_whole_set_has_all_that_a_village_needs(self, people: People, home: Household) -> None:
        text = printed(people, PaperKind.PRINT_SET)
        for words in ("村盒目录", "卷内文件目录", "本盒情况说明", "本袋情况说明", "缺件清单", "起止户袋号", "第01盒"):
            assert words in text

    def test_the_face_of_a_box_says_whose_it_is_and_what_is_in_it(self, people: People, home: Household) -> None:
        text = printed(people, PaperKind.BOX_FACE)
        assert "民强村" in text and "盒号" in text and "2袋" in text and "王德贵" not in text
        face = replace(USUAL_FACE, fields=(FaceField.KEEPER,), stock=LabelStock.A4_8)
        designs.save_design(actor=people.archivist, design=face)
        text = printed(people, PaperKind.BOX_FACE)
        assert "保管人" in text and "起止户袋号" not in text
        assert actions.stock_of(actor=people.handler, kind=PaperKind.BOX_FACE).labels is LabelStock.A4_8
        assert actions.stock_of(actor=people.handler).labels is LabelStock.A4_QUARTERS

    @pytest.mark.parametrize("paper", DESIGNED)
    def test_each_is_previewed_with_every_field_it_has_room_for(self, paper: PaperKind) -> None:
        design = DESIGNED[paper].usual
        if design.stock not in ListStock:
            design = replace(design, fields=tuple(DESIGNED[paper].field_labels))
        for stock in DESIGNED[paper].stock_labels:
            if stock is not ListStock.UPRIGHT or design.stock is ListStock.UPRIGHT:
                assert actions.preview_design(replace(design, stock=stock)).pictures

    def test_a_spine_always_bears_its_village(self, people: People) -> None:
        assert checked(replace(USUAL_SPINE, fields=())).fields == (SpineField.NAME,)


def test_a_printer_is_the_users_own(people: People, home: Household) -> None:
    designs.set_printer(actor=people.handler, right_mm=1.54, down_mm=-30)
    stock = actions.stock_of(actor=people.handler)
    assert (stock.right_mm, stock.down_mm) == (1.5, -10.0)
    assert actions.stock_of(actor=people.neighbour).right_mm == 0
    assert AuditEntry.objects.filter(action="set_printer").count() == 1


def test_records_of_a_township_are_not_its_neighbours(people: People, home: Household) -> None:
    printed(people)
    assert PrintRecord.objects.get().division_code == MINQIANG
    assert SHELI[:9] == MINQIANG[:9] != FENGSHOU[:9]
    assert Pouch.objects.count() == 3
