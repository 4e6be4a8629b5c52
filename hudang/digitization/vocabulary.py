"""Words and limits of 数字化: accepted formats (archive.md §13) and how large a file may be."""

from __future__ import annotations

from enum import StrEnum


class MediaType(StrEnum):
    """Formats that are kept; all are on the long-term list of archive.md §13. The value is stored."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    PDF = "application/pdf"


EXTENSIONS = {MediaType.JPEG: "jpg", MediaType.PNG: "png", MediaType.TIFF: "tif", MediaType.PDF: "pdf"}
ACCEPTED_LABEL = "JPEG、PNG、TIFF、PDF"

# what a file begins with when it is something else, and what to tell the user that it is
FOREIGN_FORMATS = (
    (b"PK\x03\x04", "ZIP 压缩包或 Office 文档"),
    (b"PK\x05\x06", "ZIP 压缩包"),
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"RIFF", "WebP 图片或音视频"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片"),
    (b"<", "网页或 XML 文本"),
)
HEIC_LABEL = "手机的 HEIC 照片（请在手机相机设置中改用“兼容性最佳”，或转存为 JPEG）"

MEGABYTE = 1024 * 1024
LARGEST_FILE = 200 * MEGABYTE
MOST_PAGES = 2000
# A3 at 600 dpi has 70 million pixels
MOST_PIXELS = 80_000_000
# 2,000 pages of A4 at 300 dpi
MOST_PIXELS_A_FILE = 20_000_000_000
LONGEST_SIDE_PIXELS = 30_000
LONGEST_PDF_SIDE_MM = 3000
POINTS_A_MM = 72 / 25.4
PDF_PIXELS_A_POINT = 200 / 72

# renditions: the box into which a page is fitted, in pixels, and the JPEG quality
THUMBNAIL_BOX = (240, 340)
THUMBNAIL_QUALITY = 72
WEB_BOX = (1600, 2400)
WEB_QUALITY = 82


class Rendition(StrEnum):
    """Images made of a page; the value is the kind in the store."""

    THUMBNAIL = "thumbnail"
    WEB = "web"
