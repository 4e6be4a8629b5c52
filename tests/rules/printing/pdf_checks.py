"""What can be checked of PDF/A-2b (ISO 19005-2) without veraPDF, and how to read a page back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp

# actions, scripts, attachments and multimedia that clause 6.5, 6.6 and 6.8 forbid
_FORBIDDEN_KEYS = {"/JavaScript", "/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/XFA", "/Launch", "/AcroForm"}


def pdfa_faults(source: bytes | Path) -> list[str]:
    """Return what speaks against PDF/A-2b; an empty list when nothing was found."""
    with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        return [*_file_faults(pdf), *_description_faults(pdf), *_intent_faults(pdf), *_object_faults(pdf)]


def texts(source: bytes | Path) -> list[str]:
    """Return the text of each page without line ends."""
    with pypdfium2.PdfDocument(source) as pdf:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def codes(source: bytes | Path, page: int = 0, dpi: int = 300) -> list[str]:
    """Return the texts of the QR codes on a page as an office scanner would see it."""
    with pypdfium2.PdfDocument(source) as pdf:
        image = pdf[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


def bookmarks(source: bytes | Path) -> list[tuple[str, int]]:
    """Return title and page number, from 0, of every entry of the table of contents."""
    with pypdfium2.PdfDocument(source) as pdf:
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]


def _file_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "6.1.3 encrypted"
    if "/ID" not in pdf.trailer:
        yield "6.1.3 no file identifier"
    if pdf.pdf_version != "1.7":
        yield f"6.1.2 version {pdf.pdf_version}"
    if str(pdf.Root.get("/Lang", "")) != "zh-CN":
        yield "language is not given"


def _description_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2 no XMP"
        return
    if "/Filter" in stream:
        yield "6.6.2 XMP is compressed"
    xmp = stream.read_bytes().decode()
    if "<pdfaid:part>2<" not in xmp or "<pdfaid:conformance>B<" not in xmp:
        yield "6.6.4 not identified as PDF/A-2b"
    if str(pdf.docinfo.get("/Title", "")) not in xmp or str(pdf.docinfo.get("/Author", "")) not in xmp:
        yield "6.6.3 title or author differ between XMP and Info"
    day = re.sub(r"\D", "", str(pdf.docinfo.get("/CreationDate", "")))
    stamp = re.search(r"<xmp:CreateDate>([^<]+)<", xmp)
    if stamp is None or re.sub(r"\D", "", stamp[1])[:14] != day[:14]:
        yield "6.6.3 dates differ between XMP and Info"
    if f"<xmpTPg:NPages>{len(pdf.pages)}<" not in xmp:
        yield "XMP counts other pages"


def _intent_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = list(pdf.Root.get("/OutputIntents", []))
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "6.2.3 not one output intent"
    elif intents[0].DestOutputProfile.read_bytes()[36:40] != b"acsp":
        yield "6.2.3 the output intent has no ICC profile"


def _object_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            if "/F" in thing or "LZW" in str(thing.get("/Filter", "")):
                yield "6.1.7 external or LZW stream"
            if thing.get("/Interpolate", False):
                yield "6.2.8 interpolated image"
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from (f"6.5 {key}" for key in _FORBIDDEN_KEYS & set(thing.keys()))
            if thing.get("/Type") == "/Font":
                yield from _font_faults(thing)


def _font_faults(font: Any) -> Iterator[str]:
    if font.Subtype == "/Type0":
        if "/ToUnicode" not in font:
            yield f"{font.BaseFont}: text cannot be copied out"
        return
    descriptor = font.get("/FontDescriptor")
    if descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        yield f"6.2.11.4 {font.get('/BaseFont')} is not embedded"
