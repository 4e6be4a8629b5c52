"""Reading images with Pillow: how many pages, whole or damaged, and the image of a page for the screen."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from hudang.digitization.errors import AnimatedImage, DamagedImage, EmptyFile, ImageTooLarge, TooManyPages
from hudang.digitization.rules import too_many_pixels
from hudang.digitization.vocabulary import MOST_PAGES, MOST_PIXELS_A_FILE, MediaType

_FORMATS = {MediaType.JPEG: ["JPEG", "MPO"], MediaType.PNG: ["PNG"], MediaType.TIFF: ["TIFF"]}
# what Pillow and the libraries behind it raise for files that are broken
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError, TypeError)
# what undoes each EXIF orientation; 5 to 8 change width and height
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page as it is shown upright, in pixels."""

    width: int
    height: int


@contextmanager
def _opened(source: Path | BinaryIO, media_type: MediaType, name: str) -> Iterator[Image.Image]:
    """Open an image; whatever a broken file makes the library raise becomes one refusal.

    A path is opened here: Pillow would map its bytes into memory, where it mistakes the rows of a turned TIFF.
    """
    try:
        with ExitStack() as stack:
            # the size is judged by our own limits before anything is decoded
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
            handle = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
            yield stack.enter_context(Image.open(handle, formats=_FORMATS[media_type]))
    except Image.DecompressionBombError:
        raise ImageTooLarge(name=name, width="很多", height="很多") from None
    except (*_BROKEN, MemoryError) as error:
        raise DamagedImage(name=name) from error


def examine(source: Path | BinaryIO, media_type: MediaType, name: str) -> list[PageSize]:
    """Decode every page once and return their sizes; raises a ``FileRefused`` that says what is wrong."""
    if media_type is MediaType.PNG:
        # decoding passes over damaged parts of a PNG; only its checksums tell
        with _opened(source, media_type, name) as image:
            image.verify()
        if not isinstance(source, Path):
            source.seek(0)
    with _opened(source, media_type, name) as image:
        if media_type is MediaType.PNG and getattr(image, "is_animated", False):
            raise AnimatedImage(name=name)
        frames = getattr(image, "n_frames", 1) if media_type is MediaType.TIFF else 1
        if frames > MOST_PAGES:
            raise TooManyPages(name=name, pages=frames, limit=MOST_PAGES)
        return _sizes(image, frames, name)


def _sizes(image: Image.Image, frames: int, name: str) -> list[PageSize]:
    sizes, pixels = [], 0
    for frame in range(frames):
        if frames > 1:
            image.seek(frame)
        width, height = image.size
        pixels += width * height
        if too_many_pixels(width, height) or pixels > MOST_PIXELS_A_FILE:
            raise ImageTooLarge(name=name, width=width, height=height)
        # a reduced decoding of a JPEG still reads its data to the end, in a fraction of time and memory
        image.draft("L", (max(1, width // 8), max(1, height // 8)))
        image.load()
        turned = _orientation(image) in _TURNED
        sizes.append(PageSize(height, width) if turned else PageSize(width, height))
    if not sizes:
        raise EmptyFile(name=name)
    return sizes


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held (EXIF); Pillow turns a TIFF by itself when it decodes it."""
    return 1 if image.format == "TIFF" else int(image.getexif().get(_ORIENTATION, 1))


def draw(source: Path, media_type: MediaType, number: int, box: tuple[int, int]) -> Image.Image:
    """Return page ``number`` (from 1) upright, in grey or RGB, fitted into ``box``."""
    with _opened(source, media_type, source.name) as image:
        if number > 1:
            image.seek(number - 1)
        if too_many_pixels(*image.size):
            raise ImageTooLarge(name=source.name, width=image.size[0], height=image.size[1])
        # turned pages are fitted after turning, so ask for enough in both directions
        image.draft(None, (max(box), max(box)))
        image.load()
        turn = _TURNS.get(_orientation(image))
        picture = _coarse(image, box)
        return fit(_screen_mode(picture.transpose(turn) if turn is not None else picture), box)


def _coarse(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Return a much too large image reduced to about twice the box, so that later steps copy little."""
    bilevel = image.convert("L") if image.mode == "1" else image
    lying = min(box[0] / image.height, box[1] / image.width)
    factor = int(0.5 / max(lying, min(box[0] / image.width, box[1] / image.height)))
    if factor < 2:
        return bilevel
    if bilevel.mode in ("L", "RGB", "CMYK", "YCbCr"):
        return bilevel.reduce(factor)
    # other modes are reduced without smoothing, which needs no second copy
    return bilevel.resize((image.width // factor, image.height // factor), Image.Resampling.NEAREST)


def fit(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Return the image no larger than ``box``, a smaller one as it is; the given image is not changed."""
    share = min(box[0] / image.width, box[1] / image.height)
    if share >= 1:
        return image
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _screen_mode(image: Image.Image) -> Image.Image:
    """Return the image in 8-bit grey or RGB; what is transparent becomes white paper."""
    if image.mode.startswith("I;16") or image.mode == "I":
        # 16 bits a sample: Pillow's own conversion would cut off instead of scaling
        return image.convert("I").point(lambda sample: sample * (1 / 256)).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """Return the image as JPEG, without the metadata of the original (place, device)."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, optimize=False, progressive=False)
    return target.getvalue()
