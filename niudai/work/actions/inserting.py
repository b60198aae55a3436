"""The one INSERT of dispatch, as INSERT … SELECT: 500 tasks as model objects cost five times as much."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from niudai.work.choices import AssignmentState

_NEW_CODE: Final = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
_INSERT: Final = """
    INSERT INTO work_assignment
      (jurisdiction, measure_id, title, period, due_on, first_due_on, dispatched_at,
       dispatched_by_id, dispatched_by, why, state, holder_id, report, said, code, organization_id, line)
    SELECT jurisdiction, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '', '', {code}, id, line
    FROM org_organization WHERE jurisdiction = %s AND id IN ({ids})
    ON CONFLICT DO NOTHING RETURNING organization_id
"""


def insert_tasks(
    *,
    organization_ids: Collection[int],
    jurisdiction: int,
    measure_id: int,
    title: str,
    period: str,
    due_on: date | None,
    first_due_on: date | None,
    dispatched_at: datetime,
    dispatched_by_id: int,
    dispatched_by: str,
    why: str,
) -> set[int]:
    """Write one fresh task for each organization of `jurisdiction`; answers who got one.

    An organization that already has a task of this measure and period is left alone, also when
    another transaction writes it at this moment. Checks nothing else: `dispatch_measure` has.
    """
    if not organization_ids:
        return set()
    ops = connection.ops
    statement = _INSERT.format(
        code=_NEW_CODE[connection.vendor], ids=", ".join(str(int(pk)) for pk in organization_ids)
    )
    values: list[Any] = [
        measure_id,
        title,
        period,
        ops.adapt_datefield_value(due_on),
        ops.adapt_datefield_value(first_due_on),
        ops.adapt_datetimefield_value(dispatched_at),
        dispatched_by_id,
        dispatched_by,
        why,
        AssignmentState.DISPATCHED,
        jurisdiction,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {pk for (pk,) in cursor.fetchall()}
