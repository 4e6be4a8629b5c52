"""Thumbnails and web images: made in the background or at first sight, upright, once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from hudang.digitization.actions import intake, renditions
from hudang.digitization.engines import images, pdf_reader
from hudang.digitization.errors import DrawingBusy, PageUnreadable
from hudang.digitization.models import DigitalObject, PageImage
from hudang.digitization.tasks import make_renditions
from hudang.digitization.vocabulary import Rendition
from hudang.platform import storage
from hudang.printing.tasks import print_division
from hudang.rosters.tasks import work_on_roster
from tests.factories import scans

pytestmark = pytest.mark.django_db


def keep(content: bytes) -> DigitalObject:
    return intake.register(intake.receive(io.BytesIO(content), "x")).object


def picture(found: DigitalObject, number: int = 1, kind: Rendition = Rendition.WEB) -> Image.Image:
    page = PageImage.objects.get(digital_object=found, number=number)
    with Image.open(storage.path_of(page.rendition_key, kind)) as image:
        image.load()
        return image


def test_registering_makes_the_images_after_the_commit(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        found = keep(scans.jpeg("auto", (2000, 3000)))
    assert [page.state for page in found.pages.all()] == ["ready"]
    assert picture(found).size == (1600, 2400)
    assert picture(found, kind=Rendition.THUMBNAIL).size == (227, 340)


@pytest.mark.parametrize(
    "content",
    [
        scans.jpeg(mode="CMYK"),
        scans.png(scans.drawing(mode="1")),
        scans.png(scans.drawing(mode="P")),
        scans.png(scans.drawing(mode="RGBA")),
        scans.png(scans.drawing(mode="LA")),
        # other processes of the tests keep the usual three pages at the same time
        scans.tiff(4),
        scans.tiff(2, "1"),
        scans.tiff(2, "CMYK"),
        scans.pdf(3),
    ],
    ids=["cmyk", "1", "P", "RGBA", "LA", "tiff", "tiff1", "tiffcmyk", "pdf"],
)
def test_every_page_gets_both_images(content: bytes) -> None:
    found = keep(content)
    assert renditions.draw_object(found.pk) == found.page_count
    for page in found.pages.all():
        assert page.state == PageImage.State.READY
        assert picture(found, page.number).mode in ("L", "RGB")
        # mostly white paper with something on it
        low, high = picture(found, page.number).convert("L").getextrema()
        assert low < 160
        assert high > 240


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    found = keep(scans.png(Image.new("I;16", (30, 30), 32768)))
    renditions.draw_object(found.pk)
    assert picture(found).getpixel((5, 5)) == pytest.approx(128, abs=2)


def test_transparent_paper_is_white() -> None:
    found = keep(scans.png(Image.new("RGBA", (30, 30), (0, 0, 0, 0))))
    renditions.draw_object(found.pk)
    assert min(picture(found).getpixel((5, 5))) > 250  # type: ignore[arg-type]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "TIFF lzw"])
@pytest.mark.parametrize("size", [(300, 200), (9600, 6400)], ids=["small", "large"])
def test_every_orientation_is_undone(orientation: int, kind: str, size: tuple[int, int]) -> None:
    if size[0] > 1000 and (kind != "JPEG" or orientation not in (1, 3, 6, 8)):
        pytest.skip("large images in one format only: it takes its time")
    upright = Image.new("L", size, 255)
    upright.paste(0, (0, 0, size[0] // 4, size[1] // 4))  # black corner at the top left
    undo = images._TURNS.get(orientation)
    back = {
        Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
        Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back.get(undo, undo)) if undo is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = io.BytesIO()
    compression = {"compression": "tiff_lzw"} if kind == "TIFF lzw" else {}
    stored.save(target, kind.split()[0], exif=exif, **compression)
    found = keep(target.getvalue())
    page = found.pages.get()
    assert (page.width, page.height) == size
    renditions.draw_object(found.pk)
    shown = picture(found)
    assert (shown.width > shown.height) is True
    assert shown.getpixel((3, 3)) < 60  # type: ignore[operator]
    for corner in ((shown.width - 4, 3), (3, shown.height - 4), (shown.width - 4, shown.height - 4)):
        assert shown.getpixel(corner) > 200  # type: ignore[operator]
    assert not shown.getexif()


def test_running_again_changes_nothing() -> None:
    found = keep(scans.pdf(2))
    assert renditions.draw_object(found.pk) == 2
    before = [storage.path_of(p.rendition_key, Rendition.WEB).stat().st_mtime_ns for p in found.pages.all()]
    assert renditions.draw_object(found.pk) == 0
    assert before == [storage.path_of(p.rendition_key, Rendition.WEB).stat().st_mtime_ns for p in found.pages.all()]
    assert renditions.draw_object(987654) == 0


def test_a_page_asked_for_before_the_worker_is_drawn_at_once() -> None:
    found = keep(scans.pdf(3))
    page = found.pages.get(number=2)
    assert renditions.rendition(page, Rendition.THUMBNAIL).is_file()
    assert [p.state for p in found.pages.all()] == ["waiting", "ready", "waiting"]


def test_what_cannot_be_drawn_is_said_once() -> None:
    found = keep(scans.jpeg("gone"))
    storage.path_of(found.sha256).unlink()
    page = found.pages.get()
    with pytest.raises(PageUnreadable):
        renditions.rendition(page, Rendition.WEB)
    assert PageImage.objects.get(pk=page.pk).state == PageImage.State.UNREADABLE
    assert renditions.draw_object(found.pk) == 0


def test_drawing_while_somebody_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    page = keep(scans.jpeg("busy")).pages.get()
    monkeypatch.setattr(renditions, "SECONDS_TO_WAIT", 0.01)
    with renditions._desks, renditions._desks, pytest.raises(DrawingBusy):
        renditions.rendition(page, Rendition.WEB)
    assert isinstance(renditions.rendition(page, Rendition.WEB), Path)


def test_a_pdf_that_takes_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    found = keep(scans.pdf(2))
    monkeypatch.setattr(pdf_reader, "SECONDS_TO_DRAW", 0.001)
    assert renditions.draw_object(found.pk) == 0
    assert [page.state for page in found.pages.all()] == ["unreadable", "unreadable"]


def test_page_images_wait_for_whoever_waits_for_an_import_or_a_print() -> None:
    assert make_renditions.priority < work_on_roster.priority == print_division.priority
