"""The gate “now?”: every pair of states, and compare-and-set against a row that moved."""

from datetime import datetime
from itertools import product

import pytest

from niudai.base.calendar import now
from niudai.base.choices import JOB_FLOW, OPEN_JOBS, JobState
from niudai.base.errors import Refused, Stale
from niudai.base.flow import advance, advance_many, flow
from niudai.base.models import Job

S = JobState
ALLOWED = {
    (S.WAITING, S.RUNNING),
    (S.WAITING, S.STOPPED),
    (S.RUNNING, S.WAITING),
    (S.RUNNING, S.DONE),
    (S.RUNNING, S.FAILED),
    (S.RUNNING, S.STOPPED),
    (S.FAILED, S.WAITING),
}


def ending(state: str) -> datetime | None:
    """An ended job must say when."""
    return None if state in OPEN_JOBS else now()


def job(state: str = "waiting") -> Job:
    return Job.objects.create(
        jurisdiction=1, kind="x", title="作业", state=state, finished_at=ending(state)
    )


def state_of(job: Job) -> str:
    return Job.objects.unrestricted("test").get(pk=job.pk).state


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), list(product(S, S)))
def test_advance_follows_the_table(old, new):
    moved = job(old)
    assert JOB_FLOW.allows(old, new) is ((old, new) in ALLOWED)
    if (old, new) in ALLOWED:
        advance(moved, to=new, finished_at=ending(new))
        assert (moved.state, state_of(moved)) == (new, new)
    elif old == new or (new, old) in ALLOWED:  # somebody was first
        with pytest.raises(Stale):
            advance(moved, to=new, finished_at=ending(new))
        assert (moved.state, state_of(moved)) == (old, old)
    else:
        with pytest.raises(Refused) as refusal:
            advance(moved, to=new, finished_at=ending(new))
        assert refusal.value.message == (
            f"当前状态为“{old.label}”，不能变为“{new.label}”，请刷新后再看。"
        )
        assert (moved.state, state_of(moved)) == (old, old)


@pytest.mark.django_db
def test_advance_sets_the_changes_with_the_state():
    moved = job()
    advance(moved, to=S.RUNNING, worker="w", tries=2)
    found = Job.objects.unrestricted("test").get(pk=moved.pk)
    assert (found.state, found.worker, found.tries) == ("running", "w", 2)
    assert (moved.worker, moved.tries) == ("w", 2)


@pytest.mark.django_db
def test_second_of_two_is_stale_and_changes_nothing():
    first = job()
    second = Job.objects.unrestricted("test").get(pk=first.pk)
    advance(first, to=S.RUNNING, worker="first")
    with pytest.raises(Stale):
        advance(second, to=S.RUNNING, worker="second")
    assert Job.objects.unrestricted("test").get(pk=first.pk).worker == "first"
    assert (second.state, second.worker) == ("waiting", "")


@pytest.mark.django_db
def test_expected_state_is_the_one_the_caller_saw():
    moved = job("running")
    with pytest.raises(Stale):
        advance(moved, to=S.RUNNING, expect=S.WAITING)
    advance(moved, to=S.DONE, expect=S.RUNNING, finished_at=now())
    assert state_of(moved) == "done"


@pytest.mark.django_db
def test_row_of_another_jurisdiction_is_not_moved():
    moved = job()
    moved.jurisdiction = 2
    with pytest.raises(Stale):
        advance(moved, to=S.RUNNING)
    assert state_of(moved) == "waiting"


@pytest.mark.django_db
def test_deleted_row_is_stale():
    moved = job()
    Job.objects.unrestricted("test").filter(pk=moved.pk).delete()
    with pytest.raises(Stale):
        advance(moved, to=S.RUNNING)


@pytest.mark.unit
def test_label_is_the_word_of_the_state():
    assert JOB_FLOW.label("waiting") == "等待中"


@pytest.mark.unit
def test_flow_refuses_a_state_without_a_line():
    with pytest.raises(ValueError, match="stopped"):
        flow(JobState, {state: set() for state in S if state != S.STOPPED})


@pytest.mark.django_db
def test_advance_many_moves_all_rows_or_says_that_some_moved_before():
    jobs = [job("waiting"), job("waiting"), job("running")]
    rows = Job.objects.unrestricted("test").filter(pk__in=[one.pk for one in jobs])
    with pytest.raises(Stale):
        advance_many(rows, 3, to=S.RUNNING, expect=[S.WAITING])
    again = [job("waiting"), job("running")]
    rows = Job.objects.unrestricted("test").filter(pk__in=[one.pk for one in again])
    values = {"to": S.STOPPED, "expect": [S.WAITING, S.RUNNING], "finished_at": now()}
    advance_many(rows, 2, **values)
    assert {state_of(one) for one in again} == {S.STOPPED}


@pytest.mark.django_db
def test_advance_many_refuses_what_the_table_lacks():
    waiting = job("waiting")
    rows = Job.objects.unrestricted("test").filter(pk=waiting.pk)
    with pytest.raises(Refused):
        advance_many(rows, 1, to=S.DONE, expect=[S.WAITING], finished_at=now())
    assert state_of(waiting) == S.WAITING
