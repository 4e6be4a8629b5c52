"""Why a file is not taken in, or a page not shown; each sentence says what to do."""

from __future__ import annotations

from hudang.digitization.vocabulary import ACCEPTED_LABEL
from hudang.kernel.errors import Refusal


class FileRefused(Refusal):
    """A file that cannot be kept; ``name`` is the file's name as the user knows it."""

    code = "FILE_REFUSED"
    template = "“{name}”无法存入。"


class EmptyFile(FileRefused):
    """Nothing in it."""

    code = "FILE_EMPTY"
    template = "“{name}”是空文件（0 字节），请重新扫描后再存入。"


class FileTooLarge(FileRefused):
    """More bytes than are taken in."""

    code = "FILE_TOO_LARGE"
    template = "“{name}”超过 {limit} MB，请拆分成几个文件，或按 200–300 dpi 重新扫描。"


class FileChanged(FileRefused):
    """Somebody writes to the file while it is read."""

    code = "FILE_CHANGED"
    template = "“{name}”在读取时被改动，请等它写完后再存入。"


class UnknownFormat(FileRefused):
    """Another format, whatever the name says."""

    code = "FILE_FORMAT"
    template = f"“{{name}}”的内容是{{found}}，不能存入；请存为{ACCEPTED_LABEL}。"


class DamagedImage(FileRefused):
    """An image that cannot be decoded to its end."""

    code = "IMAGE_DAMAGED"
    template = "“{name}”已损坏或不完整，无法打开，请重新扫描或重新复制后再存入。"


class ImageTooLarge(FileRefused):
    """More pixels than are decoded."""

    code = "IMAGE_TOO_LARGE"
    template = "“{name}”的图像为 {width} × {height} 像素，超过上限，请按 200–300 dpi 重新扫描。"


class AnimatedImage(FileRefused):
    """An image that moves."""

    code = "IMAGE_ANIMATED"
    template = "“{name}”是动态图片，不能作为档案页，请改存为普通的图片。"


class TooManyPages(FileRefused):
    """More pages than one item can have."""

    code = "TOO_MANY_PAGES"
    template = "“{name}”有 {pages} 页，超过 {limit} 页的上限，请拆分后再存入。"


class PdfEncrypted(FileRefused):
    """A PDF with a password or with restrictions (archive.md §12, Q308)."""

    code = "PDF_ENCRYPTED"
    template = "“{name}”是加密的 PDF，档案不收加密文件，请去掉密码和限制后另存再存入。"


class PdfWithoutPages(FileRefused):
    """A PDF that shows nothing."""

    code = "PDF_EMPTY"
    template = "“{name}”中没有任何页，请重新导出 PDF 后再存入。"


class PdfPageTooLarge(FileRefused):
    """A page of metres."""

    code = "PDF_PAGE_TOO_LARGE"
    template = "“{name}”第 {page} 页的尺寸为 {width} × {height} 毫米，超过 3 米，请按纸张实际大小重新导出。"


class PdfDamaged(FileRefused):
    """A PDF that cannot be read, or not within the time and memory given to it."""

    code = "PDF_DAMAGED"
    template = "“{name}”已损坏或内容过于复杂，无法打开，请重新导出 PDF 或改为扫描图片后再存入。"


class PageUnreadable(Refusal):
    """A page of which no image could be made."""

    code = "PAGE_UNREADABLE"
    template = "这一页无法显示，请下载原件查看。"


class DrawingBusy(Refusal):
    """Too many pages are being drawn at this moment."""

    code = "DRAWING_BUSY"
    template = "正在生成图像，请稍候再看这一页。"
