"""Stage 3, numbering: which paragraphs are numbered, and how deep each number stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from .formats.source import DEEPEST
from .model import Heading
from .paragraphs import Paragraph
from .patterns import lazy

TITLE_MAX = 40
LINE_MAX = 60
CN = "一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
# One row per family of numbers, outermost first; the rank only breaks ties, a glyph has no
# fixed level. 1．/1./1、 are one family because real lists mix them.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("part", rf"第[{CN}]{{1,4}}(?:部分|[篇编章])"),
    ("section", rf"第[{CN}]{{1,4}}节"),
    ("article", rf"第[{CN}]{{1,4}}条(?![第规款])"),
    (
        "cn",
        rf"[{CN}]{{1,4}}[ \u3000\xa0]?[、．.](?![{CN}]{{1,3}}[、年月季级])|[{_FORMAL}]{{1,3}}[、．.]",
    ),
    (
        "cn_paren",
        rf"[（(][ \u3000\xa0]?[{CN}]{{1,4}}[ \u3000\xa0]?[）)][、．.]?|【[{CN}]{{1,3}}】|[㈠-㈩]",
    ),
    ("cn_half", rf"[{CN}]{{1,3}}[）)]"),
    ("chapter", r"\d{1,2}(?=[ \u3000]{1,3}[\u4e00-\u9fff]{2,20}$)"),
    (
        "digit",
        r"\d{1,3}[ \u3000\xa0]?(?:[．.](?!\d)|[．.](?=20\d\d[年—–-]|\d{1,2}(?:[-—–~至]\d{1,2})?月)|、(?!\d{1,2}[、年])|，(?=[\u4e00-\u9fff]{2}))|[⒈-⒛]",
    ),
    ("decimal2", r"\d{1,2}\.\d{1,2}(?![\d.．%％年月日万亿元倍])(?=[、\s]{0,3}[\u4e00-\u9fff“《])"),
    ("decimal3", r"\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.．年月日])(?=[、\s]{0,3}[\u4e00-\u9fff“《])"),
    ("digit_paren", r"[（(][ \u3000\xa0]?\d{1,3}[ \u3000\xa0]?[）)][、．.]?|【\d{1,2}】|[⑴-⒇]"),
    ("digit_half", r"\d{1,2}[）)][、．.]?"),
    ("circle", r"[①-⑳]"),
)
# Families that a line may begin with by chance; they count only where their list runs on.
_CHANCE = ("decimal2", "decimal3", "chapter")
STYLED = "styled"  # a heading by its style, without a number
RANK = {name: rank for rank, name in enumerate((STYLED, *(name for name, _ in FAMILIES)))}
_NUMBER = lazy("|".join(f"(?P<{name}>{pattern})" for name, pattern in FAMILIES))
_SECOND_ITEM = {
    "circle": lazy("(?<=[。；：，！ ])②"),
    "digit_paren": lazy("(?<=[。；：，！ ])[（(]2[）)]"),
    "digit_half": lazy(r"(?<=[。；：，！ ])2[）)]"),
}
# The characters a number can begin with, which spares most lines the search.
_OPENINGS = frozenset(f"第（([【{CN}{_FORMAL}0123456789０１２３４５６７８９")
_OPENINGS |= {chr(c) for a, b in ("①⑳", "⑴⒇", "⒈⒛", "㈠㈩") for c in range(ord(a), ord(b) + 1)}
_STEP = lazy(rf"第[{CN}]{{1,3}}(?:阶段|步)")
_BLANK_START = lazy(r"(?:\s|&nbsp;|&ensp;|&emsp;)+")
_DAY = lazy(r"(?P<n>\d{1,2})[月日号]")
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_DIGITS |= {c: i for i, c in enumerate(_FORMAL[:9], 1)}


@dataclass(frozen=True)
class Number:
    """The number at the head of a paragraph: its family, its value, and its end offset.

    `doubtful` marks 3、4月…, which is item 3 in a list that runs and a pair of months elsewhere.
    An unnumbered heading by its style has the family STYLED, the value 0 and no text.
    """

    family: str
    value: int
    text: str
    end: int
    doubtful: bool = False


@dataclass(frozen=True)
class Item:
    """A numbered paragraph and its place in the tree; `parent` is an index of items or None.

    `title` and `title_end` are those of `title_of`.
    """

    paragraph: Paragraph
    number: Number
    title: str
    title_end: int
    level: int
    parent: int | None

    @property
    def title_alone(self) -> bool:
        """Tell whether nothing but the title follows the number."""
        return (
            bool(self.title)
            and not self.paragraph.text[self.title_end - self.paragraph.start :].strip()
        )

    @cached_property
    def line(self) -> str:
        """Return the whole line without its last stop if it can be a title, "" for a sentence more.

        `（一）第一阶段：宣传发动（6月1日至10日）。` is one, though its title ends at the colon.
        """
        text = self.paragraph.text[self.number.end - self.paragraph.start :].strip()
        if self.title_alone:
            return self.title
        stopped = text.endswith("。")
        text = text.removesuffix("。")
        if len(text) > (LINE_MAX if not stopped else TITLE_MAX + 8) or re.search("[。；]", text):
            return ""
        return "" if re.search("[：:]", text) and not _STEP.match(text) else text

    def heading(self) -> Heading:
        """Return the public heading of this item."""
        return Heading(self.level, self.number.text, self.title, self.paragraph.start)


def number_of(paragraph: Paragraph, *, chance: bool = False) -> Number | None:
    """Return the number that opens a paragraph or makes it a heading by style, or None.

    With `chance` also what may be no number at all (4.10, 2 总则), for who looks at the whole list.

    >>> number_of(Paragraph(0, 5, "（二）学习", False, False)).value
    2
    """
    match = _NUMBER.match(paragraph.text) if paragraph.text[:1] in _OPENINGS else None
    if not match or not match.lastgroup or (match.lastgroup in _CHANCE and not chance):
        styled = paragraph.style and _is_styled(paragraph)
        return Number(STYLED, 0, "", paragraph.start) if styled else None
    text = match.group()
    value, end = value_of(text), paragraph.start + match.end()
    day = _DAY.match(paragraph.text, match.end()) if text.endswith("、") else None
    doubtful = match.lastgroup in _CHANCE or (day is not None and int(day["n"]) == value + 1)
    return Number(match.lastgroup, value, text.rstrip(), end, doubtful)


def _is_styled(paragraph: Paragraph) -> bool:
    """Tell whether a style makes the paragraph a heading; a whole sentence or a row is none."""
    text = paragraph.text
    return bool(paragraph.style) and len(text) <= TITLE_MAX and not re.search("[。；;\t]", text)


def numbered(body: list[Paragraph]) -> list[tuple[Paragraph, Number]]:
    """Return the numbered paragraphs; doubtful numbers count only where their list runs on."""
    found = [(p, n) for p in body if (n := number_of(p, chance=True))]
    found = [x for i, x in enumerate(found) if not _is_inline_list(*x, found[i + 1 : i + 2])]
    if not any(n.family == "decimal2" for _, n in found):  # 1 总则 stands above 1.1 only
        found = [(p, n) for p, n in found if n.family != "chapter"]
    present = {(n.family, n.value) for _, n in found}
    out: list[tuple[Paragraph, Number]] = []
    last: dict[str, int] = {}
    for i, (p, n) in enumerate(found):
        after = next((m.value for _, m in found[i + 1 : i + 2] if m.family == n.family), 0)
        if n.family in _CHANCE:
            runs_on = bool(present & {(n.family, n.value - 1), (n.family, n.value + 1)})
        else:
            runs_on = last.get(n.family) == n.value - 1 or after == n.value + 1
        if n.doubtful and not runs_on:
            continue
        last = {f: v for f, v in last.items() if RANK[f] < RANK[n.family]}
        last[n.family] = n.value
        out.append((p, n))
    return out


def _is_inline_list(p: Paragraph, n: Number, after: list[tuple[Paragraph, Number]]) -> bool:
    """Tell whether a whole list (①…②…) stands in one paragraph; its items are no headings."""
    second = _SECOND_ITEM.get(n.family)
    if second is None or n.value != 1 or not second.search(p.text, n.end - p.start):
        return False
    return not (after and after[0][1].family == n.family and after[0][1].value == 2)


@lru_cache(maxsize=1024)
def value_of(text: str) -> int:
    """Return the value of a number as printed, 0 if it has none.

    >>> value_of("（二十三）"), value_of("第十条"), value_of("③"), value_of("12．")
    (23, 10, 3, 12)
    """
    digits = "".join(c if c.isdecimal() else " " for c in text).split()
    if digits:
        return int(digits[-1])  # 2.3: the third of the second
    if len(text) == 1:  # ① ⑴ ⒈ ㈠
        return int(unicodedata.numeric(text, 0))
    total, current = 0, 0
    for c in text:
        if c in _DIGITS:
            current = _DIGITS[c]
        elif c in "十拾百":
            total += (current or 1) * (100 if c == "百" else 10)
            current = 0
    return total + current


def title_of(paragraph: Paragraph, number: Number) -> tuple[str, int]:
    """Return the title of a numbered paragraph and the offset where it ends.

    The title is the rest of the paragraph if short and without 。； , else the text up to the
    first 。：； if short, else "" (the offset is then the end of the number).
    """
    rest = paragraph.text[number.end - paragraph.start :]
    body = rest[m.end() :] if (m := _BLANK_START.match(rest)) else rest
    start = number.end + len(rest) - len(body)
    if len(body) <= TITLE_MAX and not re.search("[。；;]", body):
        return body.replace("\n", ""), paragraph.end
    cut = re.search("[。：:；;]", body)
    if cut and cut.start() <= TITLE_MAX:
        return body[: cut.start()].strip(), start + cut.end()
    return "", number.end


def outline(numbered: list[tuple[Paragraph, Number]]) -> list[Item]:
    """Give every numbered paragraph its level by the document's own logic.

    A family already open continues at its level. A new family opens a level below the current
    item, unless it must stand above: it does not start at 1, or the current list never goes on
    after it while an outer family normally would.
    """
    items: list[Item] = []
    stack: list[tuple[str, int]] = []
    later = _next_same_family(numbered)
    for index, (paragraph, number) in enumerate(numbered):
        families = [family for family, _ in stack]
        if number.family == STYLED:
            while stack and _style_stands_above(numbered, later, index, stack[-1][1]):
                stack.pop()
        elif number.family in families:
            del stack[_resumed(numbered, index, stack) :]
        else:
            while stack and _stands_above(numbered, later, index, stack[-1]):
                stack.pop()
        parent = stack[-1][1] if stack else None
        stack.append((number.family, index))
        items.append(Item(paragraph, number, *title_of(paragraph, number), len(stack), parent))
    return _below_what_was_cut_off(items)


def _below_what_was_cut_off(items: list[Item]) -> list[Item]:
    """Lower the items with which an excerpt begins (5. 6. （五） 1.) to where their like stand later."""
    family = items[0].number.family if items else ""
    upper = next((i for i, item in enumerate(items) if item.number.family != family), len(items))
    like = next((item for item in items[upper:] if item.number.family == family), None)
    cut = upper < len(items) and items[0].number.value > 1 < items[upper].number.value
    if not cut or like is None or like.level <= items[0].level:
        return items
    return [*(replace(item, level=like.level) for item in items[:upper]), *items[upper:]]


def _resumed(
    numbered: list[tuple[Paragraph, Number]], index: int, stack: list[tuple[str, int]]
) -> int:
    """Return the place in the stack of the list that an item with an open family goes on.

    A list whose file says that it is nested may have the numbers of the list around it (1. in 1.):
    there its first item opens a level, and the others go on at the level of their own style. Styles
    of headings are often chosen for their looks, so a heading opens a level only with the value 1.
    """
    paragraph, number = numbered[index]
    places = [place for place, (family, _) in enumerate(stack) if family == number.family]
    if paragraph.style is None:
        return places[0]
    styles = [numbered[stack[place][1]][0].style or 0 for place in places]
    if paragraph.style > styles[-1] > 0 and (number.value == 1 or paragraph.style > DEEPEST):
        return len(stack)
    return places[styles.index(paragraph.style)] if paragraph.style in styles else places[0]


def _style_stands_above(
    numbered: list[tuple[Paragraph, Number]], later: list[int | None], index: int, position: int
) -> bool:
    """Tell whether a heading by style closes the open item at `position`.

    An open heading with a style of its own closes at its level or above; a number without one is
    text below the heading, unless it is an upper one (一、) whose list goes on after the heading.
    """
    paragraph, number = numbered[position]
    if paragraph.style and paragraph.style <= DEEPEST:
        return paragraph.style >= (numbered[index][0].style or 0)
    if RANK[number.family] > RANK["cn"]:
        return True
    following = later[position]
    return following is None or numbered[following][1].value != number.value + 1


def _stands_above(
    numbered: list[tuple[Paragraph, Number]],
    later: list[int | None],
    index: int,
    open_: tuple[str, int],
) -> bool:
    family, position = open_
    paragraph, number = numbered[index]
    if family == STYLED:
        return 0 < (paragraph.style or 0) <= (numbered[position][0].style or 0)
    if RANK[number.family] >= RANK[family]:
        return False
    if number.family in ("part", "section", "cn") and RANK[family] > RANK["cn"]:
        return True
    if number.value != 1:
        return True
    following = later[position]
    if following is None or following < index:
        return True
    return numbered[following][1].value != numbered[position][1].value + 1


def _next_same_family(numbered: list[tuple[Paragraph, Number]]) -> list[int | None]:
    later: list[int | None] = [None] * len(numbered)
    last: dict[str, int] = {}
    for index in range(len(numbered) - 1, -1, -1):
        family = numbered[index][1].family
        later[index] = last.get(family)
        last[family] = index
    return later


def relabel(items: list[Item]) -> list[Item]:
    """Return the items with levels counted from 1 (an excerpt may open below its top)."""
    if not items:
        return items
    base = min(item.level for item in items) - 1
    if not base:
        return items
    return [replace(item, level=item.level - base) for item in items]
