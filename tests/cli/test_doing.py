"""``hudang print``, ``file-scans`` and ``demo``: files in, files out, exit codes."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from hudang.archives.models import Box, Item
from hudang.audit.models import AuditEntry
from hudang.households.models import Household
from hudang.printing.blanks import BLANK_KINDS
from hudang.printing.vocabulary import PaperKind
from tests.cli.running import hudang
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG, SHELI, XINTIAN, People


@pytest.fixture
def home(people: People) -> Household:
    make_bureau()
    own = make_household("王德贵", number=7)
    make_file(own)
    make_file(make_household("李春花", village=XINTIAN, number=3))
    return own


def text_of(path: Path) -> str:
    """Return the text of a PDF without line breaks: a spine is written downwards."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


# forms to be filled by hand, and the cards of pouches that left their box: none has
EMPTY_HERE = {*BLANK_KINDS, PaperKind.OUT_CARD, PaperKind.ARCHIVE_STAMP}


class TestPrint:
    @pytest.mark.parametrize("kind", list(PaperKind))
    def test_every_kind_for_a_division(self, home: Household, tmp_path: Path, kind: PaperKind) -> None:
        target = tmp_path / "打印.pdf"
        ran = hudang("print", kind.value, "--division", SHELI[:9], "-o", target)
        assert (ran.code, ran.out) == (0, "")
        assert target.read_bytes().startswith(b"%PDF")
        text = text_of(target)
        assert kind in EMPTY_HERE or "民强村" in text or "王德贵" in text
        assert "李春花" not in text

    def test_one_household(self, home: Household, tmp_path: Path) -> None:
        target = tmp_path / "袋.pdf"
        assert hudang("print", "pouch-label", "--household", home.code, "-o", target).code == 0
        assert "王德贵" in text_of(target)
        assert AuditEntry.objects.get(action="print_papers").household_code == home.code

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--household", "2208821052019999"),
            ("--household", f"{MINQIANG}0007", "--as", "linzhen"),
            ("--division", SHELI, "--as", "linzhen"),
        ],
    )
    def test_what_is_not_there_makes_no_file(self, home: Household, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        target = tmp_path / "无.pdf"
        ran = hudang("print", "pouch-label", *arguments, "-o", target)
        assert ran.code == 1
        assert not target.exists()
        assert not AuditEntry.objects.filter(action="print_papers").exists()

    def test_wrong_arguments_end_with_2(self, home: Household, tmp_path: Path) -> None:
        assert hudang("print", "poster", "-o", tmp_path / "a.pdf").code == 2
        assert hudang("print", "pouch-label").code == 2


class TestFileScans:
    def test_a_line_a_page(self, home: Household, tmp_path: Path) -> None:
        folder = tmp_path / "扫描" / home.code
        folder.mkdir(parents=True)
        (folder / "M10.jpg").write_bytes(scans.jpeg("M10"))
        ran = hudang("file-scans", tmp_path / "扫描", "--json")
        assert ran.code == 0
        (line,) = ran.lines
        assert set(line) == {"file", "page", "outcome", "household_code", "material_code", "reason"}
        assert (line["file"], line["outcome"], line["household_code"]) == (f"{home.code}/M10.jpg", "filed", home.code)
        assert Item.objects.get().material.code == "M10"

    def test_what_waits_or_is_refused_ends_with_1(self, home: Household, tmp_path: Path) -> None:
        folder = tmp_path / "扫描"
        folder.mkdir()
        (folder / "不知道谁的.jpg").write_bytes(scans.jpeg("?"))
        ran = hudang("file-scans", folder, "--json")
        assert (ran.code, ran.lines[0]["outcome"]) == (1, "queued")
        assert hudang("file-scans", tmp_path / "没有").code == 2


class TestDemo:
    def test_a_small_county_from_a_seed(self, db: None) -> None:
        ran = hudang("demo", "--households", 6, "--seed", 3, "--scanned", 1)
        assert ran.code == 0
        # beside them the applications that were accepted
        assert Household.objects.filter(cases=None).count() == 6
        assert Box.objects.exists()
        assert hudang("completeness", "--json").summary["files"] == Household.objects.count()
        assert hudang("verify-audit").code == 0

    def test_never_over_an_archive(self, home: Household) -> None:
        refused = hudang("demo", "--households", 3)
        assert (refused.code, Household.objects.count()) == (1, 2)
        assert "HUDANG_DATA" in refused.err
        assert hudang("demo", "--households", 3, "--if-empty").code == 0
        assert Household.objects.count() == 2
