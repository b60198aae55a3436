"""Parts of a zipped office file, unpacked within limits and parsed without entities or links."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable

PART_MAX = 24 * 1024 * 1024
TAGS_MAX = 600_000  # a tag takes some 600 bytes of memory
ATTRIBUTES_MAX = 1_200_000
DEPTH_MAX = 100  # each level of a table takes five calls
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """A zipped office file in memory. Raises PlanUnreadable when it is none, or locked."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise PlanUnreadable(LOCKED if b"E\0n\0c\0r\0y\0p\0t\0" in data else DAMAGED)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise PlanUnreadable(DAMAGED) from error

    def xml(
        self, name: str, namespaces: Mapping[bytes, bytes] | None = None
    ) -> ElementTree.Element | None:
        """Return the root element of the part `name`, None when the file has no such part.

        `namespaces` are spellings of a namespace to be read as another one.

        Raises PlanUnreadable for a locked, damaged or huge part and for one with a DOCTYPE: no
        office program writes one, and it is the only way to name an entity.
        """
        data = self.part(name)
        if data is None:
            return None
        if data.count(b"<") > TAGS_MAX or data.count(b"=") > ATTRIBUTES_MAX:
            raise PlanUnreadable(TOO_LARGE)
        for spelled, meant in (namespaces or {}).items():
            data = data.replace(spelled, meant)
        parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314 — _Builder refuses DOCTYPE
        try:
            parser.feed(data)
            root = parser.close()
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise PlanUnreadable(DAMAGED) from error
        return root if isinstance(root, ElementTree.Element) else None

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return self._zip.namelist()

    def part(self, name: str) -> bytes | None:
        """Return the bytes of the part `name`, None when the file has no such part.

        Raises PlanUnreadable for a locked, damaged or huge part.
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise PlanUnreadable(LOCKED)
        try:
            with self._zip.open(entry) as part:
                data = part.read(PART_MAX + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise PlanUnreadable(DAMAGED) from error
        if len(data) > PART_MAX:
            raise PlanUnreadable(TOO_LARGE)
        return data


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise PlanUnreadable(DAMAGED)
