"""Builds the demo subdistrict from beginning to end, with progress."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import transaction

from niudai.base.calendar import today
from niudai.config.demo.facts import Year
from niudai.config.demo.places import Builder
from niudai.config.demo.story import tell
from niudai.org.models import Division
from niudai.sync.actions import rebuild

PASSWORD = "Niudai-2026"  # noqa: S105 — printed for everybody who starts the demo


def build(
    *, organizations: int, members: int, entries: int, seed: int, say: Callable[[str], Any]
) -> None:
    """Make the demo in an empty database; refuses (ClickException) to mix with anything that is there.

    `entries` 0 gives about 34 facts a pair; more repeats the same habits more often. The same seed
    on the same day gives the same street. `say` gets a line per chapter.
    """
    if Division.objects.exists():
        raise click.ClickException(
            "库里已有数据，演示数据只能建在空库里。请换一个数据目录（NIUDAI_DATA）。"
        )
    dice = random.Random(seed)  # noqa: S311 — made-up data, not secrets
    opened = datetime.date(today().year - 3, 1, 1)
    with transaction.atomic():  # whole or not at all: a half-built street would stay for ever
        builder = Builder(dice, organizations, opened)
        _watch(builder.build(), organizations, "组织")
        told = builder.accounts(PASSWORD)
        _watch(builder.members(members), members, "成员")
        _facts(Year(builder.street, dice, entries))
        _summaries(builder)
        tell(builder.street, dice)
    _tell_accounts(told, say)


def _summaries(builder: Builder) -> None:
    with click.progressbar(length=len(builder.street.pairs), label="同步") as bar:
        rebuild(
            actor=builder.actor,
            jurisdiction=builder.street.division.pk,
            progress=lambda done, total: bar.update(done - bar.pos),
        )


def _watch(steps: Iterable[int], total: int, label: str) -> None:
    with click.progressbar(length=max(total, 1), label=label) as bar:
        for done in steps:
            bar.update(min(done, total) - bar.pos)


def _facts(year: Year) -> None:
    with click.progressbar(length=100, label="台账") as bar:
        for done, total in year.build():
            bar.update(round(done * 100 / total) - bar.pos)


def _tell_accounts(told: list[tuple[str, str, str]], say: Callable[[str], Any]) -> None:
    lines = [f"演示账号（密码都是 {PASSWORD}）："]
    lines += [f"  {username:<12}{name}　{post}" for username, name, post in told]
    text = "\n".join(lines)
    Path(settings.DATA, "demo-accounts.txt").write_text(text + "\n", encoding="utf-8")
    say(text)
