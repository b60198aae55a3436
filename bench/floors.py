"""The bare SQL that each work is held against: the same rows through the driver alone."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, models

from niudai.base.calendar import now
from niudai.base.models import AuditChain, AuditEntry
from niudai.base.periods import Period
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.work.models import Assignment, AssignmentEvent, PlanItem

Statement = tuple[str, list]
_numbers = itertools.count(1)


@cache
def driver() -> Any:
    """A connection of psycopg or sqlite3 itself, with the settings of Django's own."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return connection.connection
    import psycopg  # noqa: PLC0415

    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    told = {names[name]: connection.settings_dict[name] for name in names}
    return psycopg.connect(**told, options="-c jit=off", autocommit=True)


def sql(text: str, values: list) -> Callable[[], object]:
    """The statement, all rows fetched."""
    text = _marked(text)

    def run() -> object:
        return driver().execute(text, values).fetchall()

    return run


def writing(statements: list[Statement]) -> Callable[[], object]:
    """The statements in one transaction."""
    statements = [(_marked(text), values) for text, values in statements]

    def run() -> None:
        bare = driver()
        bare.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        for text, values in statements:
            bare.execute(text, values)
        bare.execute("COMMIT")

    return run


def _marked(text: str) -> str:
    return text.replace("%s", "?") if connection.vendor == "sqlite" else text


def insert(row: models.Model) -> Statement:
    """The INSERT of an unsaved row with its values as the driver takes them."""
    fields = _fields(type(row))
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({marks})", _values(row)


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _values(row: models.Model) -> list:
    return [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for field in _fields(type(row))
    ]


def step_rows(row: Assignment) -> list[Statement]:
    """What any step writes: the state, a line of the timeline, a line of the audit chain."""
    moment = connection.ops.adapt_datetimefield_value(now())
    event = AssignmentEvent(
        jurisdiction=row.jurisdiction,
        assignment=row,
        at=now(),
        kind="accepted",
        account_id=1,
        account_name="测量",
    )
    state = (
        "UPDATE work_assignment SET state = state, reported_at = %s, said = ''"
        " WHERE jurisdiction = %s AND id = %s AND state = %s"
    )
    return [
        (state, [moment, row.jurisdiction, row.pk, row.state]),
        insert(event),
        *_audit_rows(row),
    ]


def _audit_rows(row: Assignment) -> list[Statement]:
    """A line of a chain of its own, so that the real one stays whole."""
    chain = -row.jurisdiction
    AuditChain.objects.get_or_create(jurisdiction=chain)
    line = AuditEntry(
        jurisdiction=chain,
        seq=int(now().timestamp() * 1_000_000) + next(_numbers),
        at=now(),
        account_id=1,
        account_name="测量",
        verb="bench",
        object_label="work.assignment",
        object_code=str(row.code),
        object_text=row.title,
        digest="0" * 64,
    )
    return [
        ("UPDATE base_auditchain SET seq = seq + 1 WHERE jurisdiction = %s", [chain]),
        insert(line),
        ("UPDATE base_auditchain SET digest = %s WHERE jurisdiction = %s", ["0" * 64, chain]),
    ]


def fact_rows(row: Assignment) -> list[Statement]:
    """What a fact adds: the entry, its audit line, four periods of the pair's and the area's summaries."""
    place = row.organization
    entry = Entry(
        jurisdiction=row.jurisdiction,
        organization=place,
        line=place.line,
        kind="implement",
        occurred_on=row.done_on,
        title=row.title,
        concerns=(place.line,),
        recorded_at=now(),
        recorded_by_id=1,
        recorded_by="测量",
        key=f"bench:{uuid.uuid4()}",
    )
    periods = [period.key for period in Period.all_of(row.done_on)]
    pair = Leadership.objects.get(mass=place, ended_on=None)
    marks = ", ".join(["%s"] * len(periods))
    where = f"jurisdiction = %s AND row = '' AND period IN ({marks})"
    touched = "SET in_step = in_step, lags = lags, dues = dues"
    return [
        insert(entry),
        *_audit_rows(row),
        (
            f"UPDATE sync_pairsummary {touched} WHERE {where} AND pair_id = %s",
            [row.jurisdiction, *periods, pair.pk],
        ),
        (f"UPDATE sync_areasummary {touched} WHERE {where}", [row.jurisdiction, *periods]),
    ]


def dispatch_rows(item: PlanItem, organizations: list[int]) -> Callable[[], object]:
    """The tasks of a dispatch in one statement of many rows, and its audit line, in one transaction."""
    moment = now()
    rows = [
        _values(
            Assignment(
                jurisdiction=item.jurisdiction,
                measure=item,
                organization_id=pk,
                line="league",
                title=item.title,
                dispatched_at=moment,
                dispatched_by_id=1,
                dispatched_by="测量",
            )
        )
        for pk in organizations
    ]
    columns = ", ".join(f'"{field.column}"' for field in _fields(Assignment))
    row = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    found = []
    for start in range(0, len(rows), 500):
        batch = rows[start : start + 500]
        text = f"INSERT INTO work_assignment ({columns}) VALUES " + ", ".join([row] * len(batch))
        found.append((text, [value for values in batch for value in values]))
    sample = Assignment(jurisdiction=item.jurisdiction, title=item.title)
    return writing([*found, *_audit_rows(sample)])
