"""Field types shared by the rooms: code sets, tree paths, the jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.lookups import Contains

if TYPE_CHECKING:  # what the field takes and gives
    _CodesInText = models.CharField[Iterable[str], tuple[str, ...]]
else:
    _CodesInText = models.CharField


class CodeSetField(_CodesInText):
    """A short list of codes kept as `|a|b|` in one text column; Python sees a tuple of strings.

    `field__has="a"` finds rows that carry the code. For lists that are read with their row and
    never joined on (lines, content rows, unit classes, programmes).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[str, ...]:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[str, ...]:
        if not value:
            return ()
        if isinstance(value, str):
            return tuple(part for part in value.split("|") if part)
        return tuple(value)

    def get_prep_value(self, value: Any) -> str:
        codes = self.to_python(value)
        return f"|{'|'.join(dict.fromkeys(codes))}|" if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(self.get_prep_value(value), model_instance)

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))


@CodeSetField.register_lookup
class Has(Contains):
    """`field__has="code"`: the set holds this code."""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        return f"|{self.rhs}|"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return connection.operators["contains"] % rhs


class KeyField(models.CharField):
    """Text compared byte by byte on every database, so that a prefix is a range of its index."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class PathField(KeyField):
    """A node's place in a tree: four base-36 characters a level; a subtree is a range of paths."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)


DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 4


def path_step(number: int) -> str:
    """The four characters of the n-th child, 0 ≤ number < 36⁴."""
    text = ""
    for _ in range(STEP):
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    if number:
        raise ValueError("a node has at most 36⁴ children")
    return text


def subtree(path: str, name: str = "path") -> models.Q:
    """The node at `path` and everything below it, as a range on column `name`."""
    return models.Q(**{f"{name}__gte": path, f"{name}__lt": path + "~"})


class JurisdictionField(models.BigIntegerField):
    """The id of the subdistrict or district a row belongs to; set once, never updated.

    Every large table has it first in its indexes and in every unique constraint, so that the
    tables can be spread over several machines by it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", "辖区")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


def beginning(text: str, name: str) -> models.Q:
    """Rows whose KeyField `name` begins with `text`, as a range on its index."""
    return models.Q(**{f"{name}__gte": text, f"{name}__lt": text + chr(0x10FFFF)})


def codes(values: Iterable[str]) -> tuple[str, ...]:
    """A tuple without doubles, in order, for a CodeSetField."""
    return tuple(dict.fromkeys(values))
