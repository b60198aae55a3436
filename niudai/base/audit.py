"""The audit log: one appended line per act, chained by HMAC-SM3 within each jurisdiction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from niudai.base.actors import Actor
from niudai.base.crypto import hmac_sm3
from niudai.base.models import AuditChain, AuditEntry


def record(
    actor: Actor,
    verb: str,
    obj: Any = None,
    *,
    jurisdiction: int | None = None,
    text: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one line to the chain of `jurisdiction` (default: the object's, else the actor's).

    `verb` is a dotted code such as "work.dispatch"; `obj` any model instance, kept as plain values;
    `detail` is JSON-able, with personal data already masked. Must run inside the transaction of the
    act itself: taking the next number locks the jurisdiction's chain until that commits.
    """
    if jurisdiction is None:
        jurisdiction = getattr(obj, "jurisdiction", None) or actor.jurisdiction
    with transaction.atomic(savepoint=False):
        seq, previous = _take_number(jurisdiction)
        entry = AuditEntry(
            jurisdiction=jurisdiction,
            seq=seq,
            at=timezone.now(),
            account_id=actor.account_id,
            account_name=actor.name[:80],
            ip=actor.ip,
            verb=verb,
            object_label=obj._meta.label_lower if obj is not None else "",
            object_code=str(getattr(obj, "code", None) or getattr(obj, "pk", "") or "")[:64],
            object_text=(text or (str(obj) if obj is not None else ""))[:200],
            detail=json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else "",
        )
        entry.digest = _digest(previous, entry)
        entry.save(force_insert=True)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE base_auditchain SET digest = %s WHERE jurisdiction = %s",
                [entry.digest, jurisdiction],
            )
    return entry


def _take_number(jurisdiction: int) -> tuple[int, str]:
    """The next number and the digest before it; the UPDATE holds the chain's row until commit."""
    statement = (
        "UPDATE base_auditchain SET seq = seq + 1 WHERE jurisdiction = %s RETURNING seq, digest"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [jurisdiction])
        row = cursor.fetchone()
        if row is None:
            AuditChain.objects.bulk_create(
                [AuditChain(jurisdiction=jurisdiction)], ignore_conflicts=True
            )
            cursor.execute(statement, [jurisdiction])
            row = cursor.fetchone()
    return row[0], row[1]


def _digest(previous: str, entry: AuditEntry) -> str:
    values = (
        previous,
        str(entry.jurisdiction),
        str(entry.seq),
        entry.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
        str(entry.account_id),
        entry.account_name,
        entry.ip,
        entry.verb,
        entry.object_label,
        entry.object_code,
        entry.object_text,
        entry.detail,
    )
    return hmac_sm3(settings.AUDIT_KEY.encode(), "\x1f".join(values).encode())


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line of a chain that does not fit: its number and what is wrong, in Chinese."""

    jurisdiction: int
    seq: int
    reason: str


def verify(jurisdiction: int) -> Iterator[Broken | int]:
    """Walk one chain: yields the number of lines checked now and then, and a Broken and stops at the first fault."""
    head = AuditChain.objects.filter(jurisdiction=jurisdiction).first()
    previous, expected = "", 1
    rows = AuditEntry.objects.unrestricted("audit verification").filter(jurisdiction=jurisdiction)
    for entry in rows.order_by("seq").iterator(chunk_size=2000):
        if entry.seq != expected:
            yield Broken(jurisdiction, expected, "缺少这一条记录")
            return
        if entry.digest != _digest(previous, entry):
            yield Broken(jurisdiction, entry.seq, "这一条或它之前的内容被改动过")
            return
        previous, expected = entry.digest, expected + 1
        if entry.seq % 1000 == 0:
            yield entry.seq
    if head is not None and (head.seq != expected - 1 or head.digest != previous):
        yield Broken(jurisdiction, expected, "链尾的记录被删除过")
        return
    yield expected - 1
