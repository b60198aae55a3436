"""The commands `niudai plan …`: reading plan files into JSON, Excel or Word, many at once, without Django."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from niudai.plantext import Plan

STDOUT = "-"
WAIT = 1.0  # seconds before a progress bar is worth its place
REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EISDIR: "这是一个目录",
    errno.ENOTDIR: "上级不是目录",
    errno.EEXIST: "同名文件已存在",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOENT: "没有这个目录或文件",
}


class Sentence(click.ClickException):
    """A failure told in one Chinese sentence."""


@click.group()
def plan() -> None:
    """方案。"""


@plan.command("read")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_to",
    is_flag=False,
    flag_value=STDOUT,
    metavar="[DIR]",
    help="输出 JSON：写 --json=目录 则每个文件存一份，只写 --json 则显示在屏幕上。",
)
@click.option("--xlsx", type=click.Path(path_type=Path), help="写成 Excel 任务分解表。")
@click.option("--docx", type=click.Path(path_type=Path), help="写成 Word 任务分解表。")
def read_files(
    files: tuple[Path, ...], json_to: str | None, xlsx: Path | None, docx: Path | None
) -> None:
    """读方案文件，列出其中的任务；FILES 可以是许多文件，也可以是目录（读其中所有可读的文件）。

    有的文件读不出时，其余照读，最后说明是哪些、为什么，并以状态 1 结束。
    """
    files, json_to = _sorted_out(files, json_to)
    found = _listed(files)
    results = _Results(json_to, wants_rows=bool(xlsx or docx))
    for path, outcome in _read_all(found):
        results.take(path, outcome)
    if xlsx is not None and results.tables:
        _save(xlsx, _workbook(results.tables))
        results.said.append(f"已写入 {xlsx}")
    if docx is not None and results.tables:
        _save(docx, _word_file(results.tables))
        results.said.append(f"已写入 {docx}")
    results.finish(lists=not (json_to or xlsx or docx), single=len(found) == 1)


def _sorted_out(
    files: tuple[Path, ...], json_to: str | None
) -> tuple[tuple[Path, ...], str | None]:
    """Tell the folder of `--json 目录` from the first file of `--json 方案.docx`."""
    if json_to and json_to != STDOUT:
        given = Path(json_to)
        if given.is_file() or (not given.is_dir() and _is_readable(given)):
            return (given, *files), STDOUT
    if not files:
        raise Sentence("请写明要读的文件或目录，例如 niudai plan read 方案.docx --json=结果。")
    return files, json_to


def _is_readable(path: Path) -> bool:
    from niudai.plantext.formats import READERS  # noqa: PLC0415 — only when files are read

    return path.suffix.lower() in READERS


def _listed(given: tuple[Path, ...]) -> list[Path]:
    """Return the files named, and in place of a folder the readable files in it, by name."""
    out: list[Path] = []
    for path in given:
        out += _inside(path) if os.path.isdir(path) else [path]
    return out


def _inside(folder: Path) -> list[Path]:
    """Return the readable files of a folder by name, without hidden ones and locks of open files."""
    try:
        found = sorted(
            x
            for x in folder.iterdir()
            if _is_readable(x) and not x.name.startswith((".", "~$")) and x.is_file()
        )
    except OSError as error:
        raise Sentence(f"{folder}：目录打不开（{_reason(error)}），请检查后重试。") from error
    if not found:
        raise Sentence(f"{folder}：目录里没有可以读取的方案文件。")
    return found


def _read_all(paths: list[Path]) -> Iterator[tuple[Path, Plan | str]]:
    """Yield each file with its plan, or the sentence that says why there is none."""
    began, bar = time.monotonic(), None
    for done, path in enumerate(paths):
        yield path, _read_one(path)
        if bar is None and sys.stderr.isatty() and time.monotonic() - began > WAIT:
            bar = click.progressbar(length=len(paths), label="读取", file=sys.stderr)
            bar.update(done)
        if bar is not None:
            bar.update(1)
    if bar is not None:
        bar.render_finish()


def _read_one(path: Path) -> Plan | str:
    from niudai.plantext import PlanUnreadable, read  # noqa: PLC0415 — only when files are read
    from niudai.plantext.formats import MAX_BYTES  # noqa: PLC0415

    try:
        if not path.is_file():
            return "没有这个文件，请核对路径。"
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1), path.name)
    except PlanUnreadable as error:
        return str(error)
    except OSError as error:
        return f"文件打不开（{_reason(error)}），请检查后重试。"


@dataclass
class _Results:
    """What reading gave: `json_to` is where JSON goes, `wants_rows` whether tables are written."""

    json_to: str | None
    wants_rows: bool
    tables: list[_Table] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    _listing: list[str] = field(default_factory=list)
    _shown: list[dict[str, Any]] = field(default_factory=list)
    _failed: list[str] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _read: int = 0
    _replaced: int = 0

    def take(self, path: Path, outcome: Plan | str) -> None:
        """Keep what is wanted of one file; its JSON is written at once."""
        if isinstance(outcome, str):
            self._failed.append(f"{path}：{outcome}")
            return
        self._read += 1
        if self.json_to == STDOUT:
            self._shown.append(outcome.to_json())
        elif self.json_to:
            self._write_json(Path(self.json_to), path.stem, outcome)
        if self.wants_rows:
            self.tables.append(_Table.of(path, outcome))
        elif not self.json_to:
            title = outcome.title or "（无标题）"
            self._listing.append(f"{path}：{title}，{len(outcome.tasks)} 项任务")
            self._listing += [f"  {''.join(t.path)} {t.title}" for t in outcome.tasks]

    def _write_json(self, folder: Path, stem: str, found: Plan) -> None:
        if not self._names:
            _make_folder(folder)
        name, count = stem, 1
        while name in self._names:
            count += 1
            name = f"{stem}-{count}"
        self._names.add(name)
        target = folder / f"{name}.json"
        self._replaced += target.exists()
        text = json.dumps(found.to_json(name), ensure_ascii=False, indent=2)
        _save(target, (text + "\n").encode())

    def finish(self, *, lists: bool, single: bool) -> None:
        """Say what was found and what failed; raise SystemExit when something failed."""
        if self._shown:
            shown: Any = self._shown[0] if single else self._shown
            click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        if lists and self._listing:
            click.echo("\n".join(self._listing))
        if self._names:
            told = f"，其中 {self._replaced} 个替换了原有文件" if self._replaced else ""
            self.said.append(f"已写入 {self.json_to}：{len(self._names)} 个文件{told}")
        for sentence in self.said:
            click.echo(sentence, err=self.json_to == STDOUT)
        for sentence in self._failed:
            click.echo(sentence, err=True)
        if not single:
            told = f"，{len(self._failed)} 个没有读出" if self._failed else ""
            click.echo(f"读出 {self._read} 个文件{told}。", err=True)
        if self._failed:
            raise SystemExit(1)


@dataclass(frozen=True)
class _Table:
    """The decomposition table of one plan: its title, who issued it when, and its rows."""

    source: str
    title: str
    note: str
    rows: list[tuple[str, ...]]

    @classmethod
    def of(cls, path: Path, found: Plan) -> _Table:
        """Return the table of a plan read from `path`."""
        title = found.title or ""
        title = title if title.endswith(("分解表", "清单", "分工表")) else f"{title}任务分解表"
        said = "　".join(filter(None, (found.issuer, _in_prose(found.date))))
        return cls(path.name, title, f"（{said}）" if said else "", found.rows())


def _in_prose(iso: str | None) -> str:
    """Return 2026年3月5日 for an ISO date, 2026年3月 for a month, "" for None."""
    if not iso:
        return ""
    if len(iso) < len("2026-03-05"):
        year, month = iso.split("-")
        return f"{year}年{int(month)}月"
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _workbook(tables: list[_Table]) -> bytes:
    """Return one sheet; of several plans the last column names the file."""
    from niudai.base.spreadsheets import write_table  # noqa: PLC0415 — heavy, rarely needed
    from niudai.plantext.model import TABLE_COLUMNS  # noqa: PLC0415

    if len(tables) == 1:
        return write_table("任务分解表", TABLE_COLUMNS, tables[0].rows)
    rows = [(*row, table.source) for table in tables for row in table.rows]
    return write_table("任务分解表", (*TABLE_COLUMNS, "来源文件"), rows)


def _word_file(tables: list[_Table]) -> bytes:
    """Return one document; each plan has its own table on a new page."""
    from niudai.base.documents import OfficialDocument  # noqa: PLC0415 — heavy, rarely needed
    from niudai.plantext.model import TABLE_COLUMNS  # noqa: PLC0415

    now = datetime.now(tz=UTC)
    document = OfficialDocument(tables[0].title, made_at=now, landscape=True)
    for i, table in enumerate(tables):
        document.title(table.title, new_page=i > 0)
        if table.note:
            document.note(table.note)
        document.space()
        document.table(TABLE_COLUMNS, table.rows)
    return document.to_bytes()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Sentence(f"不能建立目录 {folder}（{_reason(error)}），请换一个位置。") from error


def _save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises Sentence when the disk refuses."""
    kept = ""
    try:
        handle, kept = tempfile.mkstemp(dir=path.parent, prefix=".niudai-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(kept, 0o666 & ~_umask())
        os.replace(kept, path)
    except OSError as error:
        if kept:
            Path(kept).unlink(missing_ok=True)
        raise Sentence(f"不能写入 {path}（{_reason(error)}），请换一个位置。") from error


def _umask() -> int:
    """Return the process's mask of new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    return REASONS.get(error.errno or 0, "系统没有说明原因")
