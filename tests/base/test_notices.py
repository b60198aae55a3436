"""Notices: once per cause, seen by their owner only, gone with a rollback."""

import pytest

from niudai.base import notices
from niudai.base.actors import Actor
from niudai.base.models import Notice
from tests.base.rollback import rolled_back

ANNA, BORIS = Actor(1, "安娜", jurisdiction=1), Actor(2, "包力", jurisdiction=1)
ELSEWHERE = Actor(1, "安娜", jurisdiction=2)
pytestmark = pytest.mark.django_db


def texts(actor: Actor) -> list[str]:
    return list(Notice.objects.visible_to(actor).order_by("id").values_list("text", flat=True))


def test_each_account_is_told_once():
    notices.notify([1, 2, 1, 0], jurisdiction=1, key="k", text="新任务", url="/x/")
    assert texts(ANNA) == texts(BORIS) == ["新任务"]
    assert Notice.objects.unrestricted("test").count() == 2
    assert Notice.objects.visible_to(ANNA).get().url == "/x/"


def test_repeated_cause_tells_nothing_new():
    notices.notify([1], jurisdiction=1, key="k", text="第一次")
    notices.notify([1, 2], jurisdiction=1, key="k", text="第二次")
    assert (texts(ANNA), texts(BORIS)) == (["第一次"], ["第二次"])


def test_nobody_to_tell_is_no_error():
    notices.notify([], jurisdiction=1, key="k", text="无人")
    assert Notice.objects.unrestricted("test").count() == 0


def test_notice_falls_with_its_act():
    with rolled_back():
        notices.notify([1], jurisdiction=1, key="k", text="没有发生")
    assert texts(ANNA) == []


def test_unread_counts_own_notices_only():
    notices.notify([1, 2], jurisdiction=1, key="a", text="一")
    notices.notify([1], jurisdiction=1, key="b", text="二")
    assert [notices.unread_count(actor) for actor in (ANNA, BORIS, ELSEWHERE)] == [2, 1, 0]


def test_unread_count_is_one_query_and_ends_at_a_hundred(django_assert_num_queries):
    for number in range(103):
        notices.notify([1], jurisdiction=1, key=str(number), text="多")
    with django_assert_num_queries(1):
        assert notices.unread_count(ANNA) == 100


def test_one_notice_is_marked_read_by_its_owner_only():
    notices.notify([1], jurisdiction=1, key="a", text="一")
    notices.notify([1], jurisdiction=1, key="b", text="二")
    first = Notice.objects.visible_to(ANNA).earliest("id")
    assert notices.mark_read(BORIS, first.pk) == 0
    assert notices.mark_read(ANNA, first.pk) == 1
    assert notices.mark_read(ANNA, first.pk) == 0
    assert notices.unread_count(ANNA) == 1


def test_all_notices_are_marked_read():
    notices.notify([1, 2], jurisdiction=1, key="a", text="一")
    notices.notify([1], jurisdiction=1, key="b", text="二")
    assert notices.mark_read(ANNA) == 2
    assert (notices.unread_count(ANNA), notices.unread_count(BORIS)) == (0, 1)


def test_long_text_is_cut_not_refused():
    notices.notify([1], jurisdiction=1, key="k" * 200, text="长" * 500, url="/" * 300)
    row = Notice.objects.visible_to(ANNA).get()
    assert (len(row.key), len(row.text), len(row.url)) == (120, 300, 200)
