"""Pages on paper: a text set in type and turned into pictures and PDF files without a text layer."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from niudai.plantext.formats import scan

FONT = next(Path("/usr/share/fonts").rglob("NotoSerifCJK*Regular.ttc"), None) or next(
    Path("/usr/share/fonts").rglob("*CJK*.tt[cf]"), None
)
needs_scan = pytest.mark.skipif(
    not scan.available() or FONT is None,
    reason="the extra `scan` is not installed, or no Chinese font (Debian: fonts-noto-cjk)",
)
DPI = 150
INDENT = "\u3000\u3000"
PER_LINE, PER_PAGE = 27, 24  # characters a line, lines a page
SIZE, LEADING, LEFT, TOP = 33, 58, 190, 220  # pixels: 16 points on 28, as GB/T 9704 has it


def rows(text: str) -> list[str]:
    """The lines of a text as an office prints it: indented by two characters, no stop begins a line."""
    out: list[str] = []
    for paragraph in text.splitlines():
        line = INDENT
        for sign in paragraph:
            if sum(map(_width, line + sign)) > PER_LINE:
                kept = line[:-1] if sign in "，。；：、！？”）" else line
                out.append(kept)
                line = line[len(kept) :]
            line += sign
        out.append(line)
    return out


def _width(sign: str) -> float:
    """The width of a sign in characters."""
    return 0.5 if sign.isascii() else 1.0


def pages(text: str, angle: float = 0.0):
    """The printed pages with their numbers, as PIL images; `angle` in degrees, as they lay on the glass."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 — part of the extra

    font = ImageFont.truetype(str(FONT), SIZE)
    lines = rows(text)
    out = []
    for start in range(0, len(lines), PER_PAGE):
        page = Image.new("L", (1240, 1754), 255)
        draw = ImageDraw.Draw(page)
        for i, line in enumerate(lines[start : start + PER_PAGE], start):
            ends = i + 1 == len(lines) or lines[i + 1].startswith(INDENT)
            spare = 0.0 if ends else PER_LINE - sum(map(_width, line))
            at = float(LEFT)
            for sign in line:
                draw.text((at, TOP + (i - start) * LEADING), sign, font=font, fill=0)
                at += SIZE * (_width(sign) + spare / (len(line) - 1))
        draw.text((580, 1660), f"— {start // PER_PAGE + 1} —", font=font, fill=0)
        out.append(page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255))
    return out


def picture(text: str, kind: str = "PNG", **options: float) -> bytes:
    """The first page as an image file."""
    out = io.BytesIO()
    pages(text, **options)[0].save(out, kind)
    return out.getvalue()


def scanned_pdf(text: str) -> bytes:
    """A PDF of pictures, as a scanner makes it."""
    return pdf_of(pages(text))


def pdf_of(images: Sequence) -> bytes:
    """A PDF with one picture a page."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=list(images[1:]), resolution=DPI)
    return out.getvalue()
