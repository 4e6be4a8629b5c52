"""Taking files in: what is kept, what is refused and why, and that the original never changes."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hudang.digitization import errors
from hudang.digitization.actions import intake
from hudang.digitization.engines import pdf_reader
from hudang.digitization.models import DigitalObject, PageImage
from hudang.kernel.errors import Refusal
from hudang.platform import storage
from tests.factories import scans

pytestmark = pytest.mark.django_db


def take(content: bytes, name: str = "扫描.jpg") -> intake.TakenIn:
    return intake.register(intake.receive(io.BytesIO(content), name))


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (scans.jpeg(), "image/jpeg", 1),
        (scans.jpeg(mode="CMYK"), "image/jpeg", 1),
        (scans.jpeg(mode="L", progressive=True), "image/jpeg", 1),
        (scans.png(), "image/png", 1),
        (scans.png(Image.new("I;16", (40, 60), 40000)), "image/png", 1),
        (scans.png(scans.drawing(mode="1")), "image/png", 1),
        (scans.png(scans.drawing(mode="P")), "image/png", 1),
        (scans.tiff(3), "image/tiff", 3),
        (scans.tiff(1, "1"), "image/tiff", 1),
        (scans.pdf(2), "application/pdf", 2),
    ],
    ids=["jpeg", "cmyk", "progressive", "png", "png16", "png1", "palette", "tiff3", "tiff1", "pdf"],
)
def test_keeps_the_accepted_formats_unaltered(content: bytes, media_type: str, pages: int) -> None:
    taken = take(content, "随便什么名字.dat")
    assert (taken.object.media_type, taken.object.page_count, taken.new) == (media_type, pages, True)
    assert taken.object.pages.count() == pages
    assert storage.path_of(taken.object.sha256).read_bytes() == content
    assert taken.object.sha256 == hashlib.sha256(content).hexdigest()
    assert len(taken.object.sm3) == 64


def test_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "M01.pdf"
    path.write_bytes(scans.pdf(3))
    assert intake.register(intake.receive(path, path.name)).object.page_count == 3


def test_the_same_content_is_kept_once() -> None:
    first, second = take(scans.jpeg("same"), "a.jpg"), take(scans.jpeg("same"), "b.jpg")
    assert first.new
    assert not second.new
    assert first.object == second.object
    assert DigitalObject.objects.count() == 1
    assert PageImage.objects.count() == 1


def test_a_turned_page_has_its_upright_size() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    page = take(scans.jpeg("turned", (300, 200), exif=exif)).object.pages.get()
    assert (page.width, page.height) == (200, 300)


def truncated_tiff() -> bytes:
    content = scans.tiff(2)
    return content[: len(content) // 2]


def broken_png() -> bytes:
    content = bytearray(scans.png())
    middle = len(content) // 2
    content[middle : middle + 20] = bytes(20)
    return bytes(content)


REFUSED: dict[str, tuple[Callable[[], bytes], type[Refusal], str]] = {
    "empty": (lambda: b"", errors.EmptyFile, "空文件"),
    "zip called jpg": (scans.zip_file, errors.UnknownFormat, "ZIP 压缩包"),
    "program called jpg": (lambda: b"MZ" + bytes(200), errors.UnknownFormat, "可执行程序"),
    "text": (lambda: "低保申请书".encode(), errors.UnknownFormat, "无法识别"),
    "html": (lambda: b"<html><body>", errors.UnknownFormat, "网页"),
    "gif": (lambda: b"GIF89a" + bytes(100), errors.UnknownFormat, "GIF"),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(100), errors.UnknownFormat, "HEIC"),
    "program with a PDF behind it": (lambda: b"MZ" + bytes(30) + scans.pdf(1), errors.UnknownFormat, "可执行程序"),
    "truncated jpeg": (lambda: scans.jpeg()[:-2000], errors.DamagedImage, "已损坏"),
    "head of a jpeg": (lambda: scans.jpeg()[:100], errors.DamagedImage, "已损坏"),
    "truncated png": (lambda: scans.png()[:-300], errors.DamagedImage, "已损坏"),
    "broken png": (broken_png, errors.DamagedImage, "已损坏"),
    "truncated tiff": (truncated_tiff, errors.DamagedImage, "已损坏"),
    "10,000 x 10,000": (lambda: scans.huge_png(10_000, 10_000), errors.ImageTooLarge, "10000 × 10000"),
    "endless png": (lambda: scans.huge_png(2_000_000, 2_000_000), errors.ImageTooLarge, "像素"),
    "long png": (lambda: scans.huge_png(1_000_000, 10), errors.ImageTooLarge, "像素"),
    "animated png": (scans.animated_png, errors.AnimatedImage, "动态图片"),
    "locked pdf": (lambda: scans.encrypted_pdf("secret"), errors.PdfEncrypted, "加密"),
    "restricted pdf": (scans.encrypted_pdf, errors.PdfEncrypted, "加密"),
    "pdf without pages": (scans.empty_pdf, errors.PdfWithoutPages, "没有任何页"),
    "pdf ten metres wide": (lambda: scans.pdf_of_size(28_346, 842), errors.PdfPageTooLarge, "3 米"),
    "head of a pdf": (lambda: b"%PDF-1.7\n" + bytes(500), errors.PdfDamaged, "已损坏"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_with_a_sentence(case: str) -> None:
    content, refusal, words = REFUSED[case]
    with pytest.raises(refusal, match=words) as caught:
        take(content(), "申请书.jpg")
    assert "申请书.jpg" in caught.value.message
    assert not DigitalObject.objects.exists()


def test_a_file_over_the_limit_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_FILE", 1000)
    with pytest.raises(errors.FileTooLarge):
        take(scans.jpeg())


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hudang.digitization.engines.images.MOST_PAGES", 2)
    monkeypatch.setattr("hudang.digitization.engines.pdf_reader.MOST_PAGES", 2)
    for content in (scans.tiff(3), scans.pdf(3)):
        with pytest.raises(errors.TooManyPages):
            take(content)


def test_a_fault_after_storing_leaves_no_row_and_the_next_try_works(monkeypatch: pytest.MonkeyPatch) -> None:
    content = scans.jpeg("interrupted")
    with monkeypatch.context() as broken:
        broken.setattr(PageImage.objects, "bulk_create", _fall)
        with pytest.raises(RuntimeError):
            take(content)
    assert not DigitalObject.objects.exists()
    assert take(content).new


def _fall(*arguments: object, **options: object) -> None:
    raise RuntimeError


def test_a_lost_original_is_kept_again() -> None:
    content = scans.jpeg("lost")
    path = storage.path_of(take(content).object.sha256)
    path.unlink()
    assert not take(content).new
    assert path.read_bytes() == content


def test_random_damage_never_escapes_as_another_error() -> None:
    """Every single-byte change either leaves a readable file or ends in a refusal."""
    originals = [scans.jpeg(), scans.png(), scans.tiff(2)]
    for content in originals:
        for position in range(0, len(content), max(1, len(content) // 60)):
            damaged = bytearray(content)
            damaged[position] ^= 0xFF
            try:
                intake.receive(io.BytesIO(bytes(damaged)), "x")
            except Refusal:
                continue


def test_pointers_into_nothing_are_refused() -> None:
    with pytest.raises(Refusal):
        take(b"II*\x00" + struct.pack("<I", 0xFFFFFFF0) + bytes(32))


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "SECONDS_TO_EXAMINE", 0.001)
    with pytest.raises(errors.PdfDamaged):
        take(scans.pdf(1))
