"""Drawn page images and hostile files, made on the fly."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image, ImageDraw


def drawing(text: str = "1", size: tuple[int, int] = (248, 351), mode: str = "RGB") -> Image.Image:
    """Return an invented page: a border, some lines, and ``text`` so that contents differ."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((8, 8, size[0] - 9, size[1] - 9), outline="black", width=2)
    for line in range(40, size[1] - 20, 18):
        pen.line((20, line, size[0] - 20, line), fill=(120, 120, 120))
    # the font has no Chinese: the checksum makes pages of different texts differ
    pen.text((20, 16), f"{zlib.crc32(text.encode()):08x}", fill=(160, 20, 20))
    return image.convert(mode)


def jpeg(text: str = "1", size: tuple[int, int] = (248, 351), mode: str = "RGB", **options: Any) -> bytes:
    """Return a page as JPEG."""
    target = io.BytesIO()
    drawing(text, size, mode).save(target, "JPEG", **options)
    return target.getvalue()


def png(image: Image.Image | None = None, **options: Any) -> bytes:
    """Return a page as PNG."""
    target = io.BytesIO()
    (image or drawing()).save(target, "PNG", **options)
    return target.getvalue()


def tiff(pages: int = 3, mode: str = "RGB") -> bytes:
    """Return a TIFF of several pages."""
    target = io.BytesIO()
    images = [drawing(f"page {n}", mode=mode) for n in range(1, pages + 1)]
    images[0].save(target, "TIFF", save_all=True, append_images=images[1:], compression="tiff_lzw")
    return target.getvalue()


def pdf(pages: int = 2, text: str = "") -> bytes:
    """Return a PDF of drawn pages."""
    target = io.BytesIO()
    images = [drawing(f"{text} {n}") for n in range(1, pages + 1)]
    images[0].save(target, "PDF", save_all=True, append_images=images[1:], resolution=72)
    return target.getvalue()


def encrypted_pdf(user_password: str = "") -> bytes:
    """Return a PDF with an owner's password and, if given, one for opening."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="chief", user=user_password))
    return target.getvalue()


def pdf_of_size(width: float, height: float) -> bytes:
    """Return a PDF with one page of this size in points."""
    target = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.pages[0].MediaBox = [0, 0, width, height]
    document.save(target)
    return target.getvalue()


def empty_pdf() -> bytes:
    """Return a well-formed PDF without pages."""
    target = io.BytesIO()
    pikepdf.new().save(target)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Return a PNG that declares a size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def animated_png() -> bytes:
    """Return a PNG that moves."""
    target = io.BytesIO()
    drawing("a").save(target, "PNG", save_all=True, append_images=[drawing("b")], duration=100)
    return target.getvalue()


def zip_file() -> bytes:
    """Return a small ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
    return target.getvalue()
