"""Pictures of pages, decoded within limits and made small enough to be recognized."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

from PIL import Image, ImageOps

from .errors import PlanUnreadable
from .scan import PAGES_MAX, PIXELS_MAX, SIDE_MAX, TOO_MANY_PAGES, TOO_MANY_PIXELS

FORMATS = ("PNG", "JPEG", "BMP", "TIFF")
DAMAGED = "图片已损坏或不是图片文件，请用看图软件打开，另存为 .png 或 .jpg 后再上传。"
_BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, OverflowError),
    *(AttributeError, struct.error, zlib.error),
)


def pictures(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of an image file, upright as the camera held them; raises PlanUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as file:
                number = 0
                while _reached(file, number):
                    if number == PAGES_MAX:
                        raise PlanUnreadable(TOO_MANY_PAGES)
                    yield _decoded(file)
                    number += 1
    except Image.DecompressionBombError as error:
        raise PlanUnreadable(TOO_MANY_PIXELS) from error
    except _BROKEN as error:
        raise PlanUnreadable(DAMAGED) from error


def _reached(file: Image.Image, number: int) -> bool:
    try:
        file.seek(number)
    except EOFError:
        return False
    return True


def _decoded(file: Image.Image) -> Image.Image:
    if file.width * file.height > PIXELS_MAX:
        raise PlanUnreadable(TOO_MANY_PIXELS)
    file.draft("RGB", (SIDE_MAX, SIDE_MAX))
    shrink = max(file.size) // SIDE_MAX
    picture = file.reduce(shrink) if shrink > 1 else file.copy()
    picture = ImageOps.exif_transpose(picture).convert("RGB")
    picture.thumbnail((SIDE_MAX, SIDE_MAX))
    return picture
