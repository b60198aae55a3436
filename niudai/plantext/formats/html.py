"""Web pages (.html): blocks become lines; scripts, menus and forms are left out.

A menu is what stands in <nav> and the like, and every line of a list or a table that is all link.

The tags are found by an own scan that reads every character once: `html.parser` of older Pythons is
quadratic on unclosed comments. The article is cut out of the page later, by `webpage.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from . import text
from .counting import numeral
from .errors import DAMAGED, TOO_LARGE, PlanUnreadable
from .lines import MERGED, labelled, row_lines
from .source import DEEPEST, DOCUMENT_TITLE, Source, Styled

_CHARSET = re.compile(
    rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([a-zA-Z0-9_.:\-]{1,40})", re.IGNORECASE
)
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:\-]{0,30}")
_ATTRIBUTE = re.compile(r"\b(start|type|class)\s{0,5}=\s{0,5}[\"']?(\w{1,6})")
_SPAN = re.compile(r"\b(col|row)span\s{0,5}=\s{0,5}[\"']?\s{0,5}(\d{1,4})", re.IGNORECASE)
_LIST_STYLE = re.compile(r"\blist-style(?:-type)?\s{0,5}:\s{0,5}([a-z\-]{1,30})")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_RAW = frozenset(("script", "style", "textarea", "title", "noscript", "iframe", "template"))
_DROPPED = frozenset(("nav", "footer", "select", "button", "svg", "aside", "head"))
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl"),
        *("dt", "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "html", "li", "main", "ol", "p", "pre"),
        *("section", "tbody", "tfoot", "thead", "ul"),
    )
)
_LETTERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLES = {
    "none": "none",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_UPPER_NUMBER = re.compile(
    r"\s?[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|[章条])"
)
NESTED_MAX = 200
PAGE_MAX = 20 * 1024 * 1024
TAGS_MAX = 400_000
TEXT_MAX = 4_000_000  # characters between the tags, blanks and entities as they are written
SPAN_MAX = 100


def read(data: bytes) -> Source:
    """Return the text of a web page; raises PlanUnreadable for a binary or wrongly encoded one."""
    if len(data) > PAGE_MAX or data.count(b"<") > TAGS_MAX:
        raise PlanUnreadable(TOO_LARGE)
    page, room = _Page(), TEXT_MAX
    for tag, content in _tokens(_decoded(data)):
        room -= 0 if tag else len(content)
        if room < 0:
            raise PlanUnreadable(TOO_LARGE)
        page.take(tag, content)
    return page.finish()


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = named[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, ValueError):
            pass
    return text.decoded(data)


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield ("", text), ("name", attributes) and ("/name", ""); every character is read once."""
    at, closings = 0, _Closings(source)
    while at < len(source):
        opening = source.find("<", at)
        if opening < 0:
            opening = len(source)
        if opening > at:
            yield "", source[at:opening]
        at = opening
        if source.startswith("<!--", at):
            at = closings.after("-->", at + 4)
        elif source.startswith(("<!", "<?"), at):
            at = closings.after(">", at)
        elif found := _NAME.match(source, at + 1):
            name, end = found.group().lower(), closings.after(">", at)
            yield name, source[found.end() : min(end, found.end() + 400)]
            at = closings.before(f"</{name}", end) if name in _RAW else end
        elif source.startswith("</", at) and (found := _NAME.match(source, at + 2)):
            yield "/" + found.group().lower(), ""
            at = closings.after(">", at)
        elif at < len(source):
            yield "", "<"
            at += 1


class _Closings:
    """Finds the end of a tag; a mark once known to be missing is not looked for again."""

    def __init__(self, source: str) -> None:
        self._source, self._folded = source, source.lower()
        if len(self._folded) != len(source):  # İ grows when it is folded
            self._folded = source
        self._missing: set[str] = set()

    def before(self, mark: str, at: int) -> int:
        found = -1 if mark in self._missing else self._folded.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return len(self._source)
        return found

    def after(self, mark: str, at: int) -> int:
        return min(len(self._source), self.before(mark, at) + len(mark))


class _Page:
    """Collects lines; an open table cell collects its own until its row ends."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._linked: list[bool] = []  # whether each piece of the text is in a link
        self._link = False
        self._articles = 0
        self._label = ""
        self._heading: int | None = None
        self._lines: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[tuple[str, int]] = []
        self._dropped: list[str] = []

    def take(self, tag: str, content: str) -> None:
        """Take one token of the page."""
        name = tag.lstrip("/")
        if name in _DROPPED or (name == "header" and not self._articles):
            self._drop(tag, name)
        elif self._dropped:
            return
        elif not tag:
            piece = unescape(content)
            self._text.append(piece)
            self._linked.append(self._link or not piece.strip())
        elif name == "a":
            self._link = tag == "a" and "href" in content.lower()
        elif name in ("tr", "td", "th", "table"):
            self._table(tag, content)
        elif name in _BLOCKS:
            self._break()
            self._list(tag, content)
            self._head(tag, name, content)
            if name in ("article", "main"):
                self._articles = max(0, self._articles + (1 if tag == name else -1))

    def finish(self) -> Source:
        """Return the whole text."""
        while self._tables:
            self._close_table()
        self._break()
        if not self._lines and self._dropped:
            raise PlanUnreadable(DAMAGED)
        return Source.of_lines(_of_article(self._lines))

    def _drop(self, tag: str, name: str) -> None:
        if tag == name:
            self._break()
            if len(self._dropped) < NESTED_MAX:
                self._dropped.append(name)
        elif name in self._dropped:
            while self._dropped.pop() != name:
                pass

    def _break(self) -> None:
        line = _SPACE.sub(" ", "".join(self._text)).strip(" ")
        is_menu = all(self._linked) and (self._lists or self._tables) and self._heading is None
        self._text, self._linked = [], []
        if is_menu or not _says(line):
            return
        level = self._heading
        if self._label.endswith((".", "、")) and level is None:
            level = DEEPEST + len(self._lists)
        line = labelled(self._label, line)
        self._lines.append(line if level is None else Styled(line, level))
        self._label = ""

    def _head(self, tag: str, name: str, content: str) -> None:
        """Begin or end a heading; a paragraph ends one that was never closed."""
        if tag in _HEADINGS:
            titled = dict(_ATTRIBUTE.findall(content)).get("class") == "title"
            self._heading = DOCUMENT_TITLE if titled else int(tag[1])
        elif name in _HEADINGS or tag == "p":
            self._heading = None

    def _list(self, tag: str, content: str) -> None:
        if tag in ("ol", "ul") and len(self._lists) < NESTED_MAX:
            given = dict(_ATTRIBUTE.findall(content))
            start = given.get("start", "1")
            form = _form(content, given.get("type", "")) if tag == "ol" else "none"
            first = int(start) if start.isascii() and start.isdigit() else 1
            self._lists.append((form, first))
        elif tag in ("/ol", "/ul") and self._lists:
            self._lists.pop()
        elif tag == "li" and self._lists:
            form, number = self._lists[-1]
            self._lists[-1] = form, number + 1
            sign = "、" if form.startswith("chinese") else "."
            self._label = f"{numeral(number, form)}{sign}" if form != "none" else ""

    def _table(self, tag: str, content: str) -> None:
        self._break()
        if tag == "table" and len(self._tables) < NESTED_MAX:
            self._tables.append(_Table(self._lines))
            self._lines = []
        elif tag == "/table" and self._tables:
            self._close_table()
        elif tag in ("td", "th") and self._tables:
            self._close_cell()
            self._tables[-1].begin_cell(content)
        elif tag in ("/td", "/th") and self._tables:
            self._close_cell()
        elif tag in ("tr", "/tr") and self._tables:
            self._close_row()

    def _close_cell(self) -> None:
        table = self._tables[-1]
        (table.cells[-1] if table.cells else table.above).extend(self._lines)
        self._lines = []

    def _close_row(self) -> None:
        self._close_cell()
        table = self._tables[-1]
        if table.cells:
            table.above += filter(_says, row_lines(table.cells))
            table.end_row()

    def _close_table(self) -> None:
        self._break()
        self._close_row()
        self._lines = self._tables.pop().above


class _Table:
    """An open table: the lines `above` the open row, and the `cells` of that row.

    Where a cell goes over several columns, empty cells stand in the places it covers; where it goes
    over several rows, MERGED ones.
    """

    def __init__(self, above: list[str]) -> None:
        self.above = above
        self.cells: list[list[str]] = []
        self._wide = 0  # columns that the open cell still covers
        self._covered: dict[int, int] = {}  # column → rows that a cell above still covers

    def begin_cell(self, attributes: str) -> None:
        """Open a cell at the next free column."""
        self.cells += [[] for _ in range(self._wide)]
        while len(self.cells) in self._covered:
            self.cells.append([MERGED])
        spans = {
            name.lower(): max(1, min(int(n), SPAN_MAX)) for name, n in _SPAN.findall(attributes)
        }
        self._wide = spans.get("col", 1) - 1 if len(self.cells) < SPAN_MAX else 0
        rows = spans.get("row", 1)
        for column in range(len(self.cells), len(self.cells) + self._wide + 1):
            if rows > 1:
                self._covered[column] = rows
        self.cells.append([])

    def end_row(self) -> None:
        """Close the row; a cell over several rows covers one less."""
        self.cells, self._wide = [], 0
        self._covered = {c: rows - 1 for c, rows in self._covered.items() if rows > 1}


def _of_article(lines: list[str]) -> list[str]:
    """Return the lines; headings lose their level where the article has upper numbers without one.

    Then it is the site that uses <h3>, for the boxes around the article.
    """
    numbered = [line for line in lines if _UPPER_NUMBER.match(line)]
    if not numbered or any(map(_is_heading, numbered)):
        return lines
    return [str(line) if _is_heading(line) else line for line in lines]


def _is_heading(line: str) -> bool:
    return isinstance(line, Styled) and DOCUMENT_TITLE < line.level <= DEEPEST


def _says(line: str) -> bool:
    """Tell whether a line holds anything but blanks and signs without width."""
    return bool(line.strip(" \t\u3000\xa0\u200b\ufeff"))


def _form(attributes: str, kind: str) -> str:
    """Return the form of the numbers of a list, as `counting.numeral` knows it."""
    style = _LIST_STYLE.search(attributes)
    return _LIST_STYLES.get(style[1], "decimal") if style else _LETTERS.get(kind, "decimal")
