"""Opens OLE files within limits: olefile trusts the counts and sizes a file states ([MS-CFB] §2)."""

from __future__ import annotations

import io
import struct

import olefile

from .archive import PART_MAX
from .errors import DAMAGED, TOO_LARGE, PlanUnreadable

ENTRIES_MAX = 50_000
_SPARE = 128


def opened(data: bytes) -> OleFile:
    """Open an OLE file in memory.

    Raises PlanUnreadable when it is none, when its header claims more tables than it can hold, or
    for a directory of too many entries; OSError and others when it is damaged.
    """
    _check_header(data)
    return OleFile(data)


class OleFile(olefile.OleFileIO):
    """An OLE file whose header was checked (`opened`)."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._length = len(data)

    def _load_direntry(self, sid: int) -> olefile.olefile.OleDirectoryEntry:
        if sid >= ENTRIES_MAX:
            raise PlanUnreadable(TOO_LARGE)
        return super()._load_direntry(sid)

    def stream(self, name: str, most: int = PART_MAX) -> bytes:
        """Return the bytes of a stream, b"" when there is none.

        Raises PlanUnreadable when it is longer than `most`, or than the file: a chain of sectors
        that runs in a circle would be read until its size is reached.
        """
        if not self.exists(name):
            return b""
        size = self.get_size(name)
        if size > self._length or self.root.size > self._length:
            raise PlanUnreadable(DAMAGED)
        if size > most:
            raise PlanUnreadable(TOO_LARGE)
        content: bytes = self.openstream(name).read()
        return content


def _check_header(data: bytes) -> None:
    """Raise PlanUnreadable when there are more tables of sectors than the file has room for."""
    if len(data) < olefile.MINIMAL_OLEFILE_SIZE or not data.startswith(olefile.MAGIC):
        raise PlanUnreadable(DAMAGED)
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    (tables,) = struct.unpack_from("<I", data, 0x2C)
    (small_tables,) = struct.unpack_from("<I", data, 0x40)
    sectors = len(data) >> min(shift, 12)
    needed = sectors // (1 << max(shift - 2, 0)) + _SPARE
    if shift not in (9, 12) or tables > 2 * needed or small_tables > sectors:
        raise PlanUnreadable(DAMAGED)
