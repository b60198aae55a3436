"""Image files: what is decoded, how small it is made, and that damage ends in a sentence."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niudai.plantext import PlanUnreadable

Image = pytest.importorskip("PIL.Image", reason="the extra `scan` is not installed")
from niudai.plantext.formats import scan  # noqa: E402
from niudai.plantext.formats.pictures import pictures  # noqa: E402

KINDS = ["PNG", "JPEG", "BMP", "TIFF"]
ORIENTATION = 0x0112


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options) -> bytes:
    """A grey picture as a file of this kind."""
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else "grey").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_decoded_to_colours(kind: str) -> None:
    (found,) = pictures(picture(kind))
    assert (found.size, found.mode) == ((60, 40), "RGB")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "P"])
def test_other_colours_become_the_same(mode: str) -> None:
    (found,) = pictures(picture("PNG", mode=mode))
    assert found.mode == "RGB"


def test_a_large_picture_is_made_small() -> None:
    (found,) = pictures(picture("JPEG", (5000, 2500)))
    assert found.size == (scan.SIDE_MAX, scan.SIDE_MAX // 2)


def test_a_photo_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    (found,) = pictures(picture("JPEG", exif=exif))
    assert found.size == (40, 60)


def test_every_page_of_a_tiff_comes() -> None:
    page = Image.new("L", (60, 40))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page, page])
    assert len(list(pictures(out.getvalue()))) == 3


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("1", (8, 8))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * scan.PAGES_MAX)
    with pytest.raises(PlanUnreadable, match="请拆分后分别上传"):
        list(pictures(out.getvalue()))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    head = bytearray(picture("PNG"))
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(PlanUnreadable, match=r"图片已损坏|图片尺寸过大"):
        list(pictures(bytes(head)))
    with pytest.raises(PlanUnreadable, match="图片尺寸过大"):
        list(pictures(picture("PNG", (10_000, 6_000), "1")))


@pytest.mark.parametrize("data", [b"", b"abc", b"GIF89a" + bytes(40), b"%PDF-1.4"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PlanUnreadable, match="图片已损坏"):
        list(pictures(data))


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    place=st.floats(0, 1, exclude_max=True),
    signs=st.binary(min_size=1, max_size=8),
    cut=st.booleans(),
)
def test_a_picture_with_damage_is_decoded_or_refused(
    kind: str, place: float, signs: bytes, cut: bool
) -> None:
    whole = picture(kind)
    at = int(place * len(whole))
    try:
        list(pictures(whole[:at] + signs + (b"" if cut else whole[at + len(signs) :])))
    except PlanUnreadable as refused:
        assert str(refused).endswith("。")  # noqa: PT017 — both ways are right
