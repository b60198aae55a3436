"""What a format gives: the text, and which of its lines a style of the file makes headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]

DOCUMENT_TITLE = 0
DEEPEST = 9


class Styled(str):
    """A line that is a heading by its style; `level` is 1 (top) to 9, DOCUMENT_TITLE for 标题.

    An item of a list has DEEPEST and the depth of its nesting: it stands below every heading.
    It is a plain string to whoever joins it to others: a part of a longer line is no heading.
    """

    level: int

    def __new__(cls, text: str, level: int) -> Styled:
        """Return `text` with its outline level."""
        line = super().__new__(cls, text)
        line.level = level
        return line


@dataclass(frozen=True)
class Source:
    """The text of a file; its lines are paragraphs.

    `styled` maps the offset of the first character of a line to its outline level (`Styled`).
    `notes` are Chinese sentences for the reviewer about how the file was read.
    """

    text: str
    styled: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def of_lines(cls, lines: Iterable[str], notes: tuple[str, ...] = ()) -> Source:
        r"""Join lines to a text, each closed by a line break; `Styled` ones are remembered.

        A styled line that begins with a page break is one from where its text begins.

        >>> Source.of_lines(["方案", Styled("指导思想", 1)])
        Source(text='方案\n指导思想\n', styled={3: 1}, notes=())
        """
        parts: list[str] = []
        styled: dict[int, int] = {}
        at = 0
        for line in lines:
            if isinstance(line, Styled):
                styled[at + len(line) - len(line.lstrip("\n"))] = line.level
            parts.append(line)
            at += len(line) + 1
        return cls("\n".join(parts) + "\n", styled, notes)
