"""The rules that let one database become many later, checked on every model from the first migration.

A table with `LARGE = True` may pass a million rows and will be spread by `jurisdiction`; every other
table is small and will be copied to each node."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Index, UniqueConstraint
from django.test.utils import isolate_apps

SPREAD_BY = "jurisdiction"


def is_large(model: type[models.Model]) -> bool:
    """Whether the model says that its table may pass a million rows."""
    return bool(getattr(model, "LARGE", False))


def faults(model: type[models.Model]) -> Iterator[str]:
    """Every breach of the distribution rules by one model, in English, with its place."""
    check = large_faults if is_large(model) else small_faults
    for words in check(model):
        yield f"{model.__name__}: {words}"


def small_faults(model: type[models.Model]) -> Iterator[str]:
    """A table copied to every node cannot point into one that is spread."""
    for field in model._meta.local_fields:
        if field.remote_field and field.db_constraint and is_large(field.related_model):
            yield f"{field.name} points from a small table to the large {field.related_model.__name__}"


def large_faults(model: type[models.Model]) -> Iterator[str]:
    """A spread table: jurisdiction in every uniqueness, first in every index, and in every target."""
    meta = model._meta
    if SPREAD_BY not in {field.name for field in meta.local_fields}:
        yield f"a large table has the field {SPREAD_BY}"
        return
    yield from column_faults(model)
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            if SPREAD_BY not in constraint.fields:
                yield f"constraint {constraint.name} is unique without {SPREAD_BY}"
        elif not isinstance(constraint, models.CheckConstraint):
            yield f"constraint {constraint.name} cannot be kept across nodes"
    for index in meta.indexes:
        if not starts_right(index):
            yield f"index {index.name} does not begin with {SPREAD_BY}"
    for names in meta.unique_together:
        if SPREAD_BY not in names:
            yield f"unique_together {names} is unique without {SPREAD_BY}"


def starts_right(index: Index) -> bool:
    """Whether the jurisdiction comes first."""
    return bool(index.fields) and index.fields[0].lstrip("-") == SPREAD_BY


def column_faults(model: type[models.Model]) -> Iterator[str]:
    """Uniqueness and indexes that a field brings along by itself, and keys that leave the project."""
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield f"{field.name} is unique without {SPREAD_BY}"
        elif field.db_index and not field.primary_key and field.name != SPREAD_BY:
            yield f"the index of {field.name} alone does not begin with {SPREAD_BY}: db_index=False"
        if field.remote_field and not field.related_model.__module__.startswith("niudai."):
            yield f"{field.name} points to {field.related_model.__name__}, which is not ours"
    for field in model._meta.local_many_to_many:
        if field.remote_field.through._meta.auto_created:
            yield f"{field.name} makes a hidden table without {SPREAD_BY}: write the through model"


def test_models_can_be_distributed():
    ours = [model for model in apps.get_models() if model.__module__.startswith("niudai.")]
    assert [words for model in ours for words in faults(model)] == []


@isolate_apps()
def made_up_models() -> dict[str, type[models.Model]]:
    """Good and bad models that exist only here."""

    class Framework(models.Model):
        """A small table."""

        code = models.CharField(max_length=9, unique=True)

        class Meta:
            app_label = "made_up"

    class Good(models.Model):
        """A large table that keeps every rule."""

        LARGE = True
        jurisdiction = models.CharField(max_length=9, db_index=True)
        code = models.UUIDField()
        framework = models.ForeignKey(Framework, models.PROTECT, db_index=False)

        class Meta:
            app_label = "made_up"
            constraints = [
                UniqueConstraint(fields=["jurisdiction", "code"], name="good_code_once"),
                models.CheckConstraint(condition=models.Q(code__isnull=False), name="good_code"),
            ]
            indexes = [Index(fields=["jurisdiction", "-code"], name="good_newest")]

    class Homeless(models.Model):
        """A large table of no jurisdiction."""

        LARGE = True

        class Meta:
            app_label = "made_up"

    class Bad(models.Model):
        """A large table that breaks every rule about fields."""

        LARGE = True
        jurisdiction = models.CharField(max_length=9)
        code = models.UUIDField(unique=True)
        good = models.ForeignKey(Good, models.PROTECT)
        goods = models.ManyToManyField(Good, related_name="+")

        class Meta:
            app_label = "made_up"
            constraints = [UniqueConstraint(fields=["good"], name="bad_once")]
            indexes = [Index(fields=["good", "jurisdiction"], name="bad_of_good")]
            unique_together = [("good", "code")]

    class Pointing(models.Model):
        """A small table that points into a large one."""

        good = models.ForeignKey(Good, models.PROTECT)
        loose = models.ForeignKey(Good, models.PROTECT, db_constraint=False, related_name="+")

        class Meta:
            app_label = "made_up"

    for model in (Framework, Good):
        model.__module__ = "niudai.made_up.models"
    return {model.__name__: model for model in (Framework, Good, Homeless, Bad, Pointing)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Framework", []),
        ("Good", []),
        ("Homeless", ["Homeless: a large table has the field jurisdiction"]),
        (
            "Bad",
            [
                "Bad: code is unique without jurisdiction",
                "Bad: the index of good alone does not begin with jurisdiction: db_index=False",
                "Bad: goods makes a hidden table without jurisdiction: write the through model",
                "Bad: constraint bad_once is unique without jurisdiction",
                "Bad: index bad_of_good does not begin with jurisdiction",
                "Bad: unique_together ('good', 'code') is unique without jurisdiction",
            ],
        ),
        ("Pointing", ["Pointing: good points from a small table to the large Good"]),
    ],
)
def test_faults_bite(name, expected):
    assert list(faults(made_up_models()[name])) == expected


def test_faults_bite_on_foreign_targets():
    made_up = made_up_models()
    made_up["Framework"].__module__ = "somebody.models"
    assert list(faults(made_up["Good"])) == [
        "Good: framework points to Framework, which is not ours"
    ]
