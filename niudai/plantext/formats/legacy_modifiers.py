"""Property modifiers of an old Word file: a code (Sprm) and an operand ([MS-DOC] §2.2.5, §2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import TOO_LARGE, PlanUnreadable
from .legacy_file import WordFile

DELETED = 0x0800  # sprmCFRMarkDel
HIDDEN = 0x083C  # sprmCFVanish
SYMBOL = 0x6A09  # sprmCSymbol
CHARACTER_STYLE = 0x4A30  # sprmCIstd
STYLE = 0x4600  # sprmPIstd
LEVEL = 0x260A  # sprmPIlvl
LIST = 0x460B  # sprmPIlfo
OUTLINE = 0x2640  # sprmPOutLvl
IN_TABLE = 0x2416  # sprmPFInTable
DEPTH = 0x6649  # sprmPItap
ROW_END = 0x2417  # sprmPFTtp
INNER_CELL = 0x244B  # sprmPFInnerTableCell
INNER_ROW_END = 0x244C  # sprmPFInnerTtp
_ELSEWHERE = (0x6645, 0x6646)  # sprmPHugePapx: the modifiers stand in the Data stream
CELL_EDGES = 0xD608  # sprmTDefTable
_TAB_STOPS = 0xC615  # sprmPChgTabs
_CHARACTER = {DELETED, HIDDEN, SYMBOL, CHARACTER_STYLE}
_PARAGRAPH = {STYLE, LEVEL, LIST, OUTLINE, IN_TABLE, DEPTH, ROW_END, INNER_CELL, INNER_ROW_END}
_READ = {*_CHARACTER, *_PARAGRAPH, CELL_EDGES, *_ELSEWHERE}
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper three bits of a code; 0: the operand tells
STEPS_MAX = 500_000
OPERAND_MAX = 3 + 2 * 64  # the edges of as many cells as a row can have


class Modifiers:
    """Reads lists of modifiers (grpprl), at most STEPS_MAX modifiers of one file."""

    def __init__(self, file: WordFile | None = None) -> None:
        self._file = file
        self._left = STEPS_MAX
        self._seen: dict[bytes, dict[int, int]] = {}

    def values(self, grpprl: bytes) -> dict[int, int]:
        """Return the operands of the codes of interest, the last of each; they may be cut short.

        An operand is a number, its bytes from the lowest; only the first OPERAND_MAX are read.

        Raises PlanUnreadable when the file holds too many.
        """
        found = self._seen.get(grpprl)
        if found is None:
            found = self._seen[grpprl] = dict(self._pairs(grpprl))
            far = next((found[code] for code in _ELSEWHERE if code in found), None)
            if far is not None and self._file:
                size = int.from_bytes(self._file.data[far : far + 2], "little")
                found.update(self._pairs(self._file.data[far + 2 : far + 2 + size]))
        return found

    def step(self) -> None:
        """Count one step of work; a file with too many raises PlanUnreadable."""
        self._left -= 1
        if self._left < 0:
            raise PlanUnreadable(TOO_LARGE)

    def _pairs(self, grpprl: bytes) -> Iterator[tuple[int, int]]:
        at = 0
        while at + 2 < len(grpprl):
            self.step()
            code = int.from_bytes(grpprl[at : at + 2], "little")
            at += 2
            size = _SIZES[code >> 13] or _long(code, grpprl, at)
            if code in _READ:
                yield code, int.from_bytes(grpprl[at : at + min(size, OPERAND_MAX)], "little")
            at += size


def _long(code: int, grpprl: bytes, at: int) -> int:
    """Return the size of an operand that names its own size."""
    size = grpprl[at]
    if code == CELL_EDGES:
        return 1 + int.from_bytes(grpprl[at : at + 2], "little")
    if code == _TAB_STOPS and size == 0xFF:
        removed = 4 * int.from_bytes(grpprl[at + 1 : at + 2], "little")
        added = 3 * int.from_bytes(grpprl[at + 2 + removed : at + 3 + removed], "little")
        return 3 + removed + added
    return 1 + size
