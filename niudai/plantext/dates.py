"""Attribute, deadlines: date limits and windows as printed, with ISO dates where derivable."""

from __future__ import annotations

import calendar
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from . import words
from .model import Deadline
from .patterns import lazy

_CN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "Ｏ": 0,
    "两": 2,
}
_YEAR = r"(?:\d{4}|[〇○零Ｏ一二三四五六七八九]{4})\s{0,3}年|今年|本年|当年|明年|次年|翌年"
_PART = r"(?:[上中下](?:[、和及至到]?[上中下])?旬|月初|月中|月?底|月?末|初|[上下]半月)"
_DAY = r"\d{1,2}\s{0,3}[日号]?|[一二三]?十[一二三四五六七八九]?[日号]|[一二三四五六七八九][日号]"
_MONTH = r"\d{1,2}\s{0,3}月份?|(?:十[一二]?|[一二三四五六七八九])月份?"
_TEN_DAYS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}
_POINT = rf"(?:(?P<y@>{_YEAR})\s{{0,3}})?(?:(?P<m@>{_MONTH})(?:\s{{0,3}}(?P<p@>{_PART})|\s{{0,3}}(?P<d@>{_DAY}))?)"
_CLOCK = r"(?:\s?(?:[上下中]午|晚上?|早上|凌晨))?(?:\s?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?))?"
_RANGE_MARK = (
    r"\s{0,3}(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
    rf"{_CLOCK}\s{{0,3}}(?:(?:起|开始)，?(?=[至到—-]))?(?:[—―─﹣〜⁓]+|–+|-+|－+|~|～|至|到|、|或|起至)\s{{0,3}}"
)
_BEFORE = r"(?:\s?(?:下班|中午|上午|下午|晚上)?(?:之前|以前|前(?![期往述后]))|\s?(?:止|截止))"
_TAIL = rf"(?:\s?[（(](?:星期|周|农历)[^（()）]{{1,10}}[）)])?(?:{_CLOCK}(?={_BEFORE})|\s?\d{{1,2}}[:：]\d{{2}})?"
# 3—5月: the unit stands once, at the end.
_MONTHS = lazy(
    rf"(?:(?P<y>{_YEAR})\s?)?(?<!\d)(?P<a>\d{{1,2}})\s?(?:[—―─﹣〜⁓]+|–+|-+|－+|~|～|至|到)\s?(?P<b>\d{{1,2}})月份?(?!\d)"
)
_YEARS = lazy(
    r"(?<!\d)(?P<a>20\d\d)年?\s?(?:[—―─﹣〜⁓]+|–+|-+|－+|~|～|至|到)\s?(?P<b>20\d\d)年(?!度|\s?\d)"
)
_POINT_A, _POINT_B = _POINT.replace("@", "1"), _POINT.replace("@", "2")
_DATE = lazy(
    rf"(?P<lead>从|自|即日起[至到—-]{{1,2}}|到|至|截至|截止到?|于|在)?(?P<body>{_POINT_A}(?P<mid>底?)"
    rf"(?:{_RANGE_MARK}(?:{_POINT_B}|(?P<y3>{_YEAR})\s?(?P<e3>底|末|上半年)|(?P<e4>年[底末])|(?P<d3>\d{{1,2}})\s?[日号]|(?P<p3>[上中下]旬)))?)"
    rf"{_TAIL}(?P<before>{_BEFORE})?(?P<after>以来|起(?!草|来|到)|开始|统一启动|启动)?(?!气温|天气|气候)"
)
_YEAR_END = lazy(
    rf"(?P<lead>到|至|截至|力争|从|自)?(?P<body>(?P<y>{_YEAR})(?P<part>年?底|末|年内|内|上半年|下半年|第?[一二三四]季度)?)"
    r"(?P<before>\s?(?:之前|以前|前(?![期往])))?(?P<after>以来|起(?!草|来|到|步)|开始)?"
)
_BARE_PART = lazy(
    r"(?<![今明去本每\d])年(?:底|末)(?:之前|以前|前)?|年内(?!部)|(?<![每\d年])[上下]半年(?:内|前)?"
    r"|(?<![每\d])(?:第?[一二三四]季度)(?:末|底|内)?(?:之?前)?"
)
_FESTIVAL = lazy(
    rf"[“\"]?(?P<name>{'|'.join(sorted(words.FESTIVAL_DAYS, key=len, reverse=True))})[”\"]?"
    r"(?:国际)?(?:劳动|妇女|儿童|青年|建党|建军)?(?:假期?|小长假|节)?(?P<part>前夕|前后|前|期间|之前)"
)
_ADVERB = lazy(
    "(?:^|[，。；：、（在于\n\\s])(?:[“”、和]|三八|五四|六一|七一|八一|国际|妇女节|劳动节|青年节|儿童节|国庆|元旦|春节|清明|端午|中秋|五一)*$"
)
# A limit that only the calendar of the year or of the school knows.
_OCCASION = lazy(
    r"(?:放(?:寒|暑)?假|寒假|暑假|春节|中秋(?:节)?|清明(?:节)?|端午(?:节)?|开学|汛期|学?期末|学期结束|活动结束)(?:前夕|之前|以前|前(?![期往述后]))"
)
# 2021.3—2021.6, 2021.3.1-4.15: a window written with points.
_DOTTED = lazy(
    r"(?<![\d.])(?P<y>20\d\d)[./](?P<m>\d{1,2})(?:[./](?P<d>\d{1,2}))?\s?(?:[—―─﹣〜⁓]+|–+|-+|－+|~|～|至|到)\s?"
    r"(?:(?P<y2>20\d\d)[./])?(?P<m2>\d{1,2})(?:[./](?P<d2>\d{1,2}))?(?![\d.])"
)
# 25日前: the month is not said, 本月 is that of the document.
_DAY_LIMIT = lazy(
    r"(?:(?P<this>本月|当月)|(?<![\d月.〕\]第路街巷弄道幢栋楼字]))(?P<d>\d{1,2})[日号](?:\d{1,2}[:：]\d{2})?(?:之前|以前|前(?![期往述后]))"
)
# 228日前, 200912月: signs of the year and the month were lost on the way.
# 号 is also that of a house or a document, so it needs its 前.
_LOST = lazy(
    r"(?<![\d〕\]第路街巷弄道幢栋楼字])(?P<digits>20\d{3,6}|\d{2,4})(?:日|号(?=之前|以前|前))(?P<before>之前|以前|前(?![期往]))?"
)
_LOST_MONTH = lazy(
    r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>1[0-2]|[1-9])月(?:[到至—-](?P<m2>1[0-2]|[1-9])月)?(?P<before>底?前)?"
)
_SPAN = lazy(
    r"(?:[\d一二三四五六七八九十]{1,3}\s?(?:至|到|—|-|～)\s?[\d一二三四五六七八九十]{1,3}\s?年)(?=时间|左右|内|的)"
    r"|(?<![每\d])(?:[一二两三四五六七八九十]|\d{1,2})(?:年|个月)(?:左右)?(?:的?时间)?内(?!部)"
    r"|(?:用|力争|经过)(?P<one>[\d一二两三四五六七八九十]{1,2}(?:[至到—-][\d二两三四五六七八九十]{1,2})?年(?:左右)?)(?:的?(?:时间|努力)|内)"
)
# 2019年，确保…。2020年，…: the year that opens a sentence is its window.
_YEAR_HEAD = lazy(
    r"(?:^|(?<=[：。；\n]))(?P<y>20\d\d)年(?=，)|(?<=[，：。；\n])(?P<by>20\d\d)年(?=达到|实现|完成|建成)"
)
# 开展11月支部主题党日: whose month it is, not when to do something.
_ITS_MONTH = lazy("(?:开展|召开|举办|做好|参加|完成|上好)$")
_WITH_THAT_OF = ("结合", "针对", "纳入", "列入", "作为")
# 工作5年内的教师: how long somebody has been there, not when to do something.
_OF_AGE = lazy("(?:工作|从教|任教|任职|入职|入党|毕业|参加工作|近|过去)$")
_FROM_ISSUE = lazy(
    r"(?:自|从)?(?:本?(?:通知|方案|办法|文件|意见|公告|公示))?(?:印发|发布|公布|下发|收到(?:通知)?|公示)之日起\s?\d{1,3}(?:个工作)?[日天]内"
)
_RECURRING = lazy(r"每(?:年|月|季度?|周|半年|学期)?[^，。；]{0,3}$|每年[^，。；]{0,6}$")
_CN_ZERO = lazy(r"(?<=[一二])\s*[0OoО○零]\s*(?=[〇○零0O一二三四五六七八九])")
TITLE_MAX = 60
_SAID_YEAR = lazy(r"(?<!\d)(20\d\d)年")
_UNTIL = ("到", "至", "截止", "—", "-")
_QUOTE = lazy(r"《[^》]{0,80}》")


@dataclass(frozen=True)
class Found:
    """A deadline and the offset of its text inside the piece it was found in."""

    at: int
    deadline: Deadline


def date_of(text: str) -> str | None:
    """Return the first full or month date of `text` in ISO form.

    >>> date_of("二○一三年六月八日"), date_of("2019年1月"), date_of("2022-02-19 04:25")
    ('2013-06-08', '2019-01', '2022-02-19')
    """
    plain = _CN_ZERO.sub("〇", unicodedata.normalize("NFKC", text))
    plain = plain.replace("廿", "二十").replace("卅", "三十")
    match = re.search(r"((?:19|20)\d\d)[\-./](\d{1,2})[\-./](\d{1,2})", plain)
    if match:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(r"(20[0-4]\d)(\d{2,4})", plain.strip())
    if match:  # 20161229: the signs were lost on the way
        day = lost_month_and_day(match[2])
        return _iso(int(match[1]), *day) if day else None
    match = re.search(
        r"(\d{4}|[〇○零O一二三四五六七八九]{4})\s*年\s*([\d〇○十一二三四五六七八九]{1,3})\s*月"
        r"(?:\s*([\d〇○十一二三四五六七八九]{1,3})\s*[日号])?",
        plain,
    )
    if not match:
        return None
    year, month = _year(re.sub("[OoО○零]", "〇", match[1]) + "年", None), small_number(match[2])
    if year is None or not 1 <= month <= 12:
        return None
    if match[3]:
        return _iso(year, month, small_number(match[3]))
    return f"{year:04d}-{month:02d}"


def small_number(text: str) -> int:
    """Return a number below 100 in Chinese or Arabic digits, 0 if there is none.

    >>> small_number("二十一"), small_number("6月"), small_number("十")
    (21, 6, 10)
    """
    digits = "".join(c for c in text if c.isdecimal())
    if digits:
        return int(digits)
    tens, found, value = 0, False, 0
    for c in text:
        if c == "十":
            tens, value, found = (value or 1) * 10, 0, True
        elif c in _CN_DIGIT:
            value, found = _CN_DIGIT[c], True
    return tens + value if found else 0


def find_deadlines(text: str, document_date: str | None) -> tuple[Found, ...]:
    """Return the date limits and windows of `text` in order, without recurring or past dates.

    >>> [f.deadline.end for f in find_deadlines("于6月底前完成。", "2020-03-01")]
    ['2020-06-30']
    """
    signs = {sign for sign in _SIGNS if sign in text}
    if not signs:
        return ()
    read = _found if len(text) <= TITLE_MAX else _found.__wrapped__
    return read(text, document_date, frozenset(signs))


@lru_cache(maxsize=256)  # a title is asked for again by every task below it
def _found(text: str, document_date: str | None, signs: frozenset[str]) -> tuple[Found, ...]:
    plain = _QUOTE.sub(lambda m: "\x00" * len(m.group()), text)
    default = int(document_date[:4]) if document_date else None
    years = _years_said(plain, default)
    found: list[Found] = []
    taken = bytearray(len(text))  # 1 where a date was already read; keeps this linear
    for needed, pattern, build in _BUILDERS:
        if signs.isdisjoint(needed):
            continue
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            recurring = _RECURRING.search(plain[max(0, start - 8) : start])
            said = _year_at(start, years, default)
            deadline = None if recurring else build(match, said, document_date)
            if deadline:
                found.append(Found(start, deadline))
            if deadline or recurring:
                taken[start:end] = b"\x01" * (end - start)
    return tuple(sorted(found, key=lambda f: f.at))


def _years_said(plain: str, default: int | None) -> list[tuple[int, int, int]]:
    """Return (from, to, year): 2022年9月底前…，年底前… means the year just said to the sentence's end."""
    found = []
    for match in _SAID_YEAR.finditer(plain):
        end = plain.find("。", match.end())
        if default is None or int(match[1]) >= default:
            found.append((match.end(), end if end >= 0 else len(plain), int(match[1])))
    return found


def _year_at(at: int, years: list[tuple[int, int, int]], default: int | None) -> int | None:
    index = bisect_right(years, at, key=lambda said: said[0]) - 1
    return years[index][2] if index >= 0 and at < years[index][1] else default


def _from_date(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    g = match.groupdict()
    if g["after"] == "以来" or _is_part_of_word(g):
        return None
    if not g["before"] and match.string.startswith("已", match.end()):
        return None  # 在6月份已新建2家: done
    alone = not any(
        g[key] for key in ("y1", "p1", "d1", "m2", "d3", "p3", "y3", "e4", "before", "lead")
    )
    if alone and _ITS_MONTH.search(match.string[: match.start()][-2:]):
        return None
    window = _bounds(g, default)
    if window is None or _is_past(g["y1"], window[1] or window[0], doc):
        return None
    text = match.group().strip()
    return Deadline(text[1:] if g["lead"] in ("于", "在") else text, *window)


def _is_part_of_word(g: dict[str, str | None]) -> bool:
    """Tell whether a bare Chinese month such as 一月 may belong to another word (这一月)."""
    month = g["m1"] or ""
    told = any(g[key] for key in ("y1", "p1", "d1", "m2", "before", "lead"))
    return not month[:1].isdecimal() and not told and not month.endswith("月份")


def _bounds(g: dict[str, str | None], default: int | None) -> tuple[str | None, str | None] | None:
    """Return the ISO window of a matched date or range, None if no such month or day exists."""
    month, day = small_number(g["m1"] or ""), small_number(g["d1"] or "") or None
    if not 1 <= month <= 12 or (day is not None and day > 31):
        return None
    year = _year(g["y1"], default)
    part = g["p1"] or ("底" if g["mid"] else None)
    start, end = _window(year, month, part, day)
    if g["y3"]:
        return start, _year_window(_year(g["y3"], default), g["e3"] or "")[1]
    if g["e4"]:
        return start, _year_window(year, "")[1]
    if g["m2"] or g["d3"] or g["p3"]:
        return start, _range_end(g, year, month)
    if g["before"] or (g["lead"] or "").endswith(_UNTIL) or (part and part.endswith(("底", "末"))):
        return None, end
    if g["after"] in ("起", "开始") or g["lead"] in ("从", "自"):
        return start, None
    return start, end


def _range_end(g: dict[str, str | None], year: int | None, month: int) -> str | None:
    """Return the end of a range; a second month before the first is one of the next year."""
    last_month = small_number(g["m2"]) if g["m2"] else month
    last_year = _year(g["y2"], year)
    if last_year is not None and not g["y2"] and last_month < month:
        last_year += 1
    day = small_number(g["d2"] or g["d3"] or "") or None
    return _window(last_year, last_month, g["p2"] or g["p3"], day)[1]


def _from_year(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    g = match.groupdict()
    year = _year(g["y"], default)
    part = g["part"] or ""
    limit = part or g["before"] or g["lead"] in ("到", "至", "截至")
    opens = g["after"] in ("起", "开始") and (g["lead"] in ("从", "自") or not part)
    if part.endswith(("半年", "季度")) and _names(match):
        return None
    if g["y"] == "当年" or not (opens or (limit and not g["after"])):
        return None
    start, end = _year_window(year, part)
    if opens:
        return (
            None if _is_past(g["y"], start, doc) else Deadline(match.group().strip(), start, None)
        )
    if part.endswith(("底", "末")) or g["before"] or g["lead"]:
        start = None
    if _is_past(g["y"], end, doc):
        return None
    return Deadline(match.group().strip(), start, end)


def _names(match: re.Match[str]) -> bool:
    """Tell whether a part of a year only says which thing is meant: 结合年底评议, 上半年“…”活动."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    told = match.group().endswith("前")
    return not told and (
        match.string.startswith(("“", "的"), match.end()) or before in _WITH_THAT_OF
    )


def _from_bare(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    text = match.group()
    if _names(match):
        return None
    start, end = _year_window(default, text)
    if "底" in text or "末" in text or text.endswith("前"):
        start = None
    return Deadline(text, start, end)


def _from_festival(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    if match["part"] == "期间" and not _ADVERB.search(match.string[: match.start()][-12:]):
        return None  # 将国庆期间开展督查的通知传达: part of a name, not a time to do it
    month, day = words.FESTIVAL_DAYS[match["name"]]
    iso = _iso(default, month, day) if default else None
    start = iso if match["part"] == "期间" else None
    return Deadline(match.group(), start, iso)


def _from_occasion(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    return Deadline(match.group(), None, None)


def _from_dotted(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    year = int(match["y"])
    day, last = (int(match[key]) if match[key] else None for key in ("d", "d2"))
    start = _window(year, int(match["m"]), None, day)[0]
    end = _window(int(match["y2"] or year), int(match["m2"]), None, last)[1]
    if start is None or end is None or end < start:
        return None
    return None if _is_past(match["y"], end, doc) else Deadline(match.group(), start, end)


def _from_day(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    day = int(match["d"])
    if not 1 <= day <= 31:
        return None
    known = match["this"] and doc and len(doc) >= 7
    end = _iso(int(doc[:4]), int(doc[5:7]), day) if known and doc else None
    return Deadline(match.group(), None, end)


def _from_lost(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    """Read a date without its signs if only one month and day can be meant."""
    digits = match["digits"]
    year = int(digits[:4]) if digits.startswith("20") and len(digits) > 4 else default
    rest = digits[4:] if digits.startswith("20") and len(digits) > 4 else digits
    found = lost_month_and_day(rest)
    if int(rest) <= 31 or found is None or year is None:
        return None
    iso = _iso(year, *found)
    if iso is None or _is_past(digits[:4] if rest != digits else None, iso, doc):
        return None
    return Deadline(match.group(), None if match["before"] else iso, iso)


def lost_month_and_day(digits: str) -> tuple[int, int] | None:
    """Return the only month and day that two to four digits can be, None if several can.

    >>> lost_month_and_day("228"), lost_month_and_day("63"), lost_month_and_day("111")
    ((2, 28), (6, 3), None)
    """
    found = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if day and day[0] != "0" and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            found.append((int(month), int(day)))
        elif len(digits) == 4 and cut == 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            found.append((int(month), int(day)))  # 0426
    return found[0] if len(found) == 1 else None


def _from_lost_month(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    start, end = _window(int(match["y"]), int(match["m"]), None, None)
    if match["m2"]:
        end = _window(int(match["y"]), int(match["m2"]), None, None)[1]
    if _is_past(match["y"], end, doc):
        return None
    return Deadline(match.group(), None if match["before"] else start, end)


def _from_span(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    if _OF_AGE.search(match.string[max(0, match.start() - 6) : match.start()]):
        return None
    return Deadline(match["one"] or match.group(), None, None)


def _from_months(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    year = _year(match["y"], default)
    start, end = (
        _window(year, int(match["a"]), None, None)[0],
        _window(year, int(match["b"]), None, None)[1],
    )
    if not 1 <= int(match["a"]) <= 12 or not 1 <= int(match["b"]) <= 12:
        return None
    return None if _is_past(match["y"], end, doc) else Deadline(match.group(), start, end)


def _from_years(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    start, end = f"{int(match['a'])}-01-01", f"{int(match['b'])}-12-31"
    return None if _is_past(match["b"], end, doc) else Deadline(match.group(), start, end)


def _from_year_head(match: re.Match[str], default: int | None, doc: str | None) -> Deadline | None:
    start, end = _year_window(int(match["y"] or match["by"]), "")
    start = None if match["by"] else start
    return (
        None
        if _is_past(match["y"] or match["by"], end, doc)
        else Deadline(match.group(), start, end)
    )


# Each pattern with signs of which one must stand in the text, which spares most searches.
_BUILDERS = (
    (("20",), _DOTTED, _from_dotted),
    (("20",), _LOST_MONTH, _from_lost_month),
    ("月", _MONTHS, _from_months),
    ("年", _YEARS, _from_years),
    ("年", _YEAR_HEAD, _from_year_head),
    ("月", _DATE, _from_date),
    (("日", "号"), _LOST, _from_lost),
    ("前", _DAY_LIMIT, _from_day),
    ("年", _YEAR_END, _from_year),
    (("前", "期间"), _FESTIVAL, _from_festival),
    ("前", _OCCASION, _from_occasion),
    ("日", _FROM_ISSUE, _from_occasion),
    (("年", "月"), _SPAN, _from_span),
    (("年", "季度"), _BARE_PART, _from_bare),
)
_SIGNS = ("年", "月", "日", "号", "前", "期间", "季度", "20")


def _is_past(printed_year: str | None, iso: str | None, doc: str | None) -> bool:
    """A window that closed in an earlier year than the document's own is history, not a limit."""
    return bool(printed_year and iso and doc and iso[:7] < doc[:7] and iso[:4] < doc[:4])


def _year(text: str | None, default: int | None) -> int | None:
    if not text:
        return default
    if text.startswith(("今", "本", "当")):
        return default
    if text.startswith(("明", "次", "翌")):
        return default + 1 if default else None
    digits = "".join(c for c in text if c.isdecimal())
    if not digits:
        digits = "".join(str(_CN_DIGIT[c]) for c in text if c in _CN_DIGIT)
    return int(digits) if len(digits) == 4 and 1900 <= int(digits) <= 2200 else None


def _window(
    year: int | None, month: int, part: str | None, day: int | None
) -> tuple[str | None, str | None]:
    if year is None or not 1 <= month <= 12:
        return None, None
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = 1, last
    if day:
        first_day = last_day = day
    elif part and part.endswith("旬"):  # 上旬, and 上、中旬 from the first to the last
        first_day = _TEN_DAYS[part[0]][0]
        last_day = _TEN_DAYS[part[-2]][1] or last
    elif part in ("月初", "初"):
        last_day = 10
    elif part == "月中":
        first_day, last_day = 11, 20
    elif part == "上半月":
        last_day = 15
    elif part == "下半月":
        first_day = 16
    elif part and part.endswith(("底", "末")):
        first_day = last
    return _iso(year, month, first_day), _iso(year, month, last_day)


def _year_window(year: int | None, part: str) -> tuple[str | None, str | None]:
    if year is None:
        return None, None
    first, last = 1, 12
    quarter = re.search("([一二三四])季度", part)
    if quarter:
        first = small_number(quarter[1]) * 3 - 2
        last = first + 2
    elif "上半年" in part:
        last = 6
    elif "下半年" in part:
        first = 7
    return _iso(year, first, 1), _iso(year, last, calendar.monthrange(year, last)[1])


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
