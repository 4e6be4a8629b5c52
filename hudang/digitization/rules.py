"""What a file really is, told by its content and never by its name."""

from __future__ import annotations

from hudang.digitization.vocabulary import FOREIGN_FORMATS, HEIC_LABEL, LONGEST_SIDE_PIXELS, MOST_PIXELS, MediaType

HEAD_BYTES = 1024
_SIGNATURES = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),
    (b"MM\x00+", MediaType.TIFF),
)


def media_type_of(head: bytes) -> MediaType | None:
    """Return the format by the first bytes; ``None`` when it is none that is kept.

    A PDF may have up to 1,024 bytes before its header (ISO 32000, annex H), but only where nothing else is meant.
    """
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.lstrip().startswith(b"%PDF-"):
        return MediaType.PDF
    if b"%PDF-" in head and not any(head.startswith(start) for start, _ in FOREIGN_FORMATS):
        return MediaType.PDF
    return None


def foreign_label(head: bytes) -> str:
    """Return in Chinese what a file of another format seems to be."""
    if head[4:8] == b"ftyp":
        return HEIC_LABEL if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc") else "视频"
    for start, label in FOREIGN_FORMATS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start) or head.startswith(start):
            return label
    return "无法识别的格式"


def too_many_pixels(width: int, height: int) -> bool:
    """Tell whether an image is too large to be decoded in bounded memory."""
    return width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE_PIXELS
