"""Saving a checked row: what the model or the database refuses becomes one Chinese sentence."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from niudai.base.calendar import today
from niudai.base.errors import Refused, Stale

TOO_EARLY = "日期不能早于1949年10月1日，请核对。"
EARLIEST = date(1949, 10, 1)


def save_checked(row: models.Model, *, blame: str = "") -> None:
    """Check values and constraints of `row`, then save it.

    Raises Refused with the field at fault (`blame` when a rule over several fields is broken),
    Stale when somebody else wrote the same thing between check and save.
    """
    keys = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=keys)
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        raise refused(error, blame) from error
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Stale("他人刚刚写入了相同的内容，请刷新后再试。") from error


def refused(error: ValidationError, blame: str = "") -> Refused:
    """The first sentence of a validation error, at its field."""
    for name, messages in error.message_dict.items():
        return Refused(messages[0], field=blame if name == NON_FIELD_ERRORS else name)
    return Refused("填写有误，请核对后重试。", field=blame)


def not_after_today(day: date, field: str, label: str) -> None:
    """Refuse a day that has not come, or lies before the People's Republic."""
    if day > today():
        raise Refused(f"{label}不能晚于今天，请改正。", field=field)
    if day < EARLIEST:
        raise Refused(TOO_EARLY, field=field)


def change(row: models.Model, values: dict[str, object]) -> dict[str, list[str]]:
    """Set `values` on `row` and say what changed: {field: [old, new]} as text, for the audit log."""
    changed = {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            changed[name] = [str(old) if old is not None else "", str(value or "")]
            setattr(row, name, value)
    return changed
