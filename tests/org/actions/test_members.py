"""Members entered in bulk."""

import datetime

import pytest

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions
from niudai.org.models import Member

JOINED = datetime.date(2024, 5, 4)


def members():
    return Member.objects.unrestricted("test").order_by("pk")


def test_create_members_in_one_audit_line(cast, django_assert_max_num_queries):
    rows = [actions.MemberRow("单小明", "male", JOINED, 2001) for _ in range(1500)]
    with django_assert_max_num_queries(40):
        count = actions.create_members(
            actor=cast.actor(cast.league_officer), organization=cast.lake_league, rows=rows
        )
    assert count == members().count() == 1500
    first = members().first()
    assert (first.initials, first.line, first.jurisdiction, first.birth_year) == (
        "sxm",
        "league",
        cast.jurisdiction,
        2001,
    )
    line = AuditEntry.objects.unrestricted("test").get()
    assert (line.verb, line.detail) == ("org.create_members", '{"count": 1500}')


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (actions.MemberRow(" ", "male", JOINED), "name"),
        (actions.MemberRow("长" * 41, "male", JOINED), "name"),
        (actions.MemberRow("张三", "boy", JOINED), "gender"),
        (actions.MemberRow("张三", "male", today() + datetime.timedelta(days=1)), "joined_on"),
    ],
)
def test_create_members_refuses_the_whole(cast, row, field):
    rows = [actions.MemberRow("李四", "female", JOINED), row]
    with pytest.raises(Refused, match="第2行") as refused:
        actions.create_members(
            actor=cast.actor(cast.office), organization=cast.lake_league, rows=rows
        )
    assert refused.value.field == field
    assert members().count() == 0


def test_create_members_not_for_others(cast):
    with pytest.raises(NotAllowed):
        actions.create_members(
            actor=cast.actor(cast.women_officer), organization=cast.lake_league, rows=[]
        )
