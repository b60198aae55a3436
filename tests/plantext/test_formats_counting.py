"""Automatic numbers as Word prints them."""

import pytest

from niudai.plantext.formats.counting import numeral


@pytest.mark.parametrize(
    ("value", "form", "sign"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (11, "ideographDigital", "一一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (2, "decimalEnclosedParen", "⑵"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (0, "lowerRoman", "0"),
        (5, "bullet", ""),
        (5, "somethingNew", "5"),
    ],
)
def test_a_number_is_written_in_its_format(value: int, form: str, sign: str) -> None:
    assert numeral(value, form) == sign
