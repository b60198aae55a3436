"""The INSERT … SELECT of dispatch writes what the model would, and leaves existing tasks alone."""

import uuid

from niudai.base.calendar import now
from niudai.work.actions.inserting import insert_tasks
from niudai.work.models import Assignment
from tests.factories.work import in_days


def insert(world, *organizations):
    return insert_tasks(
        organization_ids=[row.pk for row in organizations],
        jurisdiction=world.cast.jurisdiction,
        measure_id=world.measure.pk,
        title="100% '引号'",
        period="",
        due_on=in_days(3),
        first_due_on=in_days(3),
        dispatched_at=now(),
        dispatched_by_id=7,
        dispatched_by="周敏",
        why="条线相符",
    )


def test_rows_are_whole_and_valid(world):
    cast = world.cast
    assert insert(world, cast.lake_league, cast.park_league) == {
        cast.lake_league.pk,
        cast.park_league.pk,
    }
    rows = list(Assignment.objects.unrestricted("test").order_by("pk"))
    assert len({row.code for row in rows}) == 2
    for row in rows:
        assert isinstance(row.code, uuid.UUID)
        row.full_clean()
    fresh = Assignment(jurisdiction=cast.jurisdiction, title="100% '引号'")
    for name in ("state", "period", "holder_id", "report", "said", "agreed_target", "title"):
        assert getattr(rows[0], name) == getattr(fresh, name)
    assert (rows[0].due_on, rows[0].line) == (in_days(3), "league")
    assert abs((rows[0].dispatched_at - now()).total_seconds()) < 60


def test_existing_and_foreign_organizations_are_left_alone(world):
    cast = world.cast
    insert(world, cast.lake_league)
    assert insert(world, cast.lake_league, cast.other_league) == set()
    assert insert(world) == set()
    assert Assignment.objects.unrestricted("test").count() == 1
