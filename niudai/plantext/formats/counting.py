"""Automatic numbers as Word and Writer print them: a value and a format give the sign."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographParenthesized": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
}
_SERIES["decimalEnclosedCircleChinese"] = _SERIES["decimalEnclosedCircle"]
_COUNTED = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseDigitalTenThousand",
    "taiwaneseDigital",
}
_DIGITWISE = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_LEGALS = {"chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
MOST = 9999


def numeral(value: int, form: str) -> str:
    """Write `value` (0–9999) in a numFmt of WordprocessingML; an unknown form is decimal.

    A value that the form cannot write, such as the 11th of ten signs, is decimal too.

    >>> [numeral(12, f) for f in ("decimal", "chineseCounting", "decimalEnclosedCircle")]
    ['12', '十二', '⑫']
    """
    value = min(max(value, 0), MOST)
    if form in ("none", "bullet"):
        return ""
    if form in _SERIES and 0 < value <= len(_SERIES[form]):
        return _SERIES[form][value - 1]
    if form in _DIGITWISE and value > 10:
        return "".join(_DIGITS[int(c)] for c in str(value))
    if form in _COUNTED:
        return _counted(value, _DIGITS, "十百千")
    if form in _LEGALS:
        return _counted(value, _LEGAL, "拾佰仟")
    if form == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(value))
    if form == "decimalZero":
        return f"{value:02d}"
    if value and form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if value and form in ("lowerRoman", "upperRoman"):
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    return str(value)


def _counted(value: int, digits: str, units: str) -> str:
    """Write 十二, 一百零五; a legal numeral keeps its 壹 before 拾."""
    if value == 0:
        return digits[0]
    out, gap = "", False
    text = str(value)
    for i, c in enumerate(text):
        unit = len(text) - 1 - i
        if c == "0":
            gap = True
            continue
        out += "零" if gap and out else ""
        gap = False
        out += digits[int(c)] + (units[unit - 1] if unit else "")
    return out[1:] if out.startswith("一十") else out


def _roman(value: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        out, value = out + sign * (value // size), value % size
    return out
