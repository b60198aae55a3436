"""Visual lines: joined to paragraphs, and pages of pictures put on common margins."""

from niudai.plantext.formats.layout import WIDTH, Line, aligned, joined

SIZE = 16.0


def page(shift: float, *lines: tuple[str, float, float]) -> list[Line]:
    """Lines as (text, left, right) that lie `shift` points to the right."""
    return [Line(text, left + shift, right + shift, SIZE) for text, left, right in lines]


FULL = ("工会要走访困难职工，", 80.0, 530.0)
FIRST = ("一、总体要求。工会要", 112.0, 530.0)
LAST = ("了解需要。", 80.0, 200.0)
BODY = (FIRST, FULL, FULL, FULL, FULL, LAST)


def test_no_lines_give_no_paragraphs() -> None:
    assert joined([]) == []


def test_lines_that_begin_everywhere_are_joined_all_the_same() -> None:
    lines = [Line("走访", 72.0 + i, 500.0 + i, SIZE) for i in range(100)]
    assert "".join(joined(lines)) == "走访" * 100


def test_pages_that_lay_differently_get_the_same_margins() -> None:
    found = aligned([page(0.0, *BODY), page(37.0, *BODY)])
    assert found[:6] == found[6:]
    assert (found[1].left, found[1].right) == (0.0, WIDTH)
    assert found[0].left == 32.0
    assert joined(found) == ["一、总体要求。工会要" + "工会要走访困难职工，" * 4 + "了解需要。"] * 2


def test_a_short_page_takes_the_margins_of_the_page_before() -> None:
    found = aligned([page(0.0, *BODY), page(0.0, ("幸福街道党工委", 400.0, 512.0))])
    assert (found[-1].left, found[-1].right) == (320.0, 432.0)


def test_a_stray_stamp_moves_no_margin() -> None:
    stamp = ("章", 10.0, 20.0)
    found = aligned([page(0.0, stamp, *BODY)])
    assert [line.left for line in found[2:6]] == [0.0] * 4


def test_an_empty_page_is_no_page() -> None:
    assert aligned([[], page(0.0, *BODY)]) == aligned([page(0.0, *BODY)])
