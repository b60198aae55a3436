"""What has to be true of a database before the product runs on it; safe to repeat."""

from __future__ import annotations

from django.core.management import call_command

from niudai.base.actions import seed_calendar
from niudai.config import demo
from niudai.org.models import Account
from niudai.sync.actions import seed_frameworks


def prepare(*, with_demo: bool) -> None:
    """Migrate, seed the working calendar and the three frameworks, and fill an empty database with the demo."""
    call_command("migrate", verbosity=0)
    seed_calendar()
    seed_frameworks()
    if with_demo and not Account.objects.exists():
        demo.build(organizations=60, members=3000, entries=0, seed=1, say=_silent)


def _silent(text: str) -> None:
    """`run.py start` tells the accounts itself, once the site answers."""
