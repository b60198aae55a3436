"""Figures are counted again as soon as something was done, and only then."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from niudai.base import audit
from niudai.base.remembering import remembered


@pytest.fixture
def counted():
    """A count that says how often it was asked."""
    asked = []

    def count():
        asked.append(1)
        return len(asked)

    return count


def test_remembered_counts_again_only_after_an_act(cast, counted):
    office = cast.actor(cast.office)
    audit.record(office, "test.act")
    assert [remembered(office, "one", counted) for _ in range(3)] == [1, 1, 1]
    audit.record(office, "test.act")
    assert remembered(office, "one", counted) == 2


def test_remembered_keeps_names_posts_and_days_apart(cast, counted):
    office, officer = cast.actor(cast.office), cast.actor(cast.league_officer)
    audit.record(office, "test.act")
    assert remembered(office, "one", counted) == 1
    assert remembered(office, "two", counted) == 2
    assert remembered(officer, "one", counted) == 3
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert remembered(office, "one", counted) == 4


def test_remembered_keeps_nothing_where_nothing_was_ever_done(cast, counted):
    assert [remembered(cast.actor(cast.office), "one", counted) for _ in range(2)] == [1, 2]


def test_remembered_asks_one_query(cast, counted, django_assert_num_queries):
    office = cast.actor(cast.office)
    audit.record(office, "test.act")
    remembered(office, "one", counted)
    with django_assert_num_queries(1):
        remembered(office, "one", counted)
