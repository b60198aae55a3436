"""In-app notices (通知): written once per cause inside the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.models import Notice

MOST_SHOWN = 100


def notify(
    account_ids: Iterable[int], *, jurisdiction: int, key: str, text: str, url: str = ""
) -> None:
    """Tell each account `text` once per `key`; the rows are the outbox, so they fall with a rollback.

    `jurisdiction` is the one of the accounts. `key` names the cause, e.g. "work.due:<code>:3"; a
    second notice with the same key to the same account is dropped, which bundles repeats. `url` is
    a path inside the product.
    """
    moment = now()
    Notice.objects.bulk_create(
        [
            Notice(
                jurisdiction=jurisdiction,
                account_id=account_id,
                key=key[:120],
                text=text[:300],
                url=url[:200],
                created_at=moment,
            )
            for account_id in dict.fromkeys(account_ids)
            if account_id
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read, at most 100 (shown as “99+”)."""
    return _unread(actor)[:MOST_SHOWN].count()


def mark_read(actor: Actor, notice_id: int | None = None) -> int:
    """Mark one own notice as read, or all of them; returns how many changed.

    No audit line: reading one's own notices is nobody's business.
    """
    rows = _unread(actor)
    if notice_id is not None:
        rows = rows.filter(pk=notice_id)
    return rows.update(read_at=now())


def _unread(actor: Actor) -> models.QuerySet[Notice]:
    return Notice.objects.visible_to(actor).filter(read_at=None)
