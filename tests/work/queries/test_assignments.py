"""Reads about tasks: what may be cited, who is told, who holds it."""

import datetime

import pytest

from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.ledger import actions as ledger
from niudai.ledger.actions import MeasureRef
from niudai.org.models import Post
from niudai.work import actions, queries
from tests.factories.ledger import fact
from tests.factories.work import dispatched, in_days


def test_assignment_is_seen_by_its_scope_only(world):
    task = world.task()
    seen = set()
    for name, person in world.cast.people().items():
        try:
            queries.assignment(world.cast.actor(person), task.code)
        except Unseen:
            continue
        seen.add(name)
    assert seen == {"office", "league_officer", "lake_secretary", "lake_league_secretary"}


def test_citable_entries_are_own_valid_and_recent_the_measures_first(world):
    task = world.task()
    body = world.actor("lake_league_secretary")
    measure = MeasureRef(world.plan.code, "方案", world.measure.code, "举措")
    place = world.cast.lake_league
    old = fact(place, "activity", str(today() - datetime.timedelta(days=91)), title="太早")
    recent = fact(place, "activity", str(today() - datetime.timedelta(days=1)), title="近日")
    same = fact(
        place,
        "train",
        str(today() - datetime.timedelta(days=60)),
        title="同一举措",
        measure=measure,
    )
    void = fact(place, "activity", str(today()), title="作废")
    ledger.void_entry(actor=body, entry=void, reason="记错了")
    fact(world.cast.park_league, "activity", str(today()), title="别人的")
    actions.acknowledge_assignment(actor=body, assignment=task)
    found = queries.citable_entries(body, task)
    assert [row.title for row in found] == ["同一举措", "近日"]
    assert {old, same, recent} - set(found) == {old}


def test_chosen_drops_what_is_not_visible(world):
    lake = world.task()
    park = world.task(world.cast.park_league)
    found = queries.chosen(world.actor("lake_league_secretary"), [lake.code, park.code])
    assert found == [lake]


def test_office_accounts_are_the_dispatcher_else_the_line_else_the_party_office(world):
    cast = world.cast
    by_office = dispatched(world.actor("office"), world.measure, cast.park_league)[0]
    task = world.task()
    assert queries.office_accounts(by_office) == [cast.office.pk]
    assert queries.office_accounts(task) == [cast.league_officer.pk]
    Post.objects.filter(account=cast.office).update(ended_on=in_days(-1))
    assert queries.office_accounts(by_office) == [cast.league_officer.pk]
    Post.objects.filter(account=cast.office).update(ended_on=None)
    Post.objects.filter(account=cast.league_officer).update(ended_on=in_days(-1))
    assert queries.office_accounts(task) == [cast.office.pk]


def test_holder_name_is_the_post_and_ends_with_it(world):
    task = world.task()
    assert queries.holder_name(task) == ""
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=task)
    assert queries.holder_name(task) == "书记 陈晨"
    Post.objects.filter(account=world.cast.lake_league_secretary).update(ended_on=in_days(-1))
    assert queries.holder_name(task) == ""


def test_unknown_code_is_unseen(world):
    with pytest.raises(Unseen):
        queries.assignment(world.actor("office"), world.measure.code)
