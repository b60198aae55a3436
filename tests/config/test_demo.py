"""The demo subdistrict: the promised size, gaps in its year, and the same street for the same seed."""

from __future__ import annotations

import pytest

from niudai.base.calendar import today
from niudai.base.periods import Period
from niudai.config import demo
from niudai.ledger.models import Entry
from niudai.org.models import Account, Member, Organization
from niudai.org.queries import actor_for
from niudai.sync.actions import seed_frameworks
from niudai.sync.queries import rollup
from niudai.work.models import Assignment


def names() -> list[str]:
    rows = Organization.objects.unrestricted("test").order_by("line", "path")
    return list(rows.values_list("name", flat=True))


@pytest.mark.django_db
def test_demo_has_its_size_its_gaps_and_its_tasks(settings, tmp_path):
    settings.DATA = tmp_path
    seed_frameworks()
    demo.build(organizations=40, members=120, entries=0, seed=3, say=lambda text: None)
    assert 40 <= len(names()) <= 43
    assert Member.objects.unrestricted("test").count() == 120
    assert Account.objects.count() == 11
    facts = Entry.objects.unrestricted("test")
    assert facts.count() > 500
    assert not facts.filter(occurred_on__gt=today()).exists()
    office = actor_for(Account.objects.get(username="dangjian"))
    last_year = Period.of("year", today()).previous()
    words = {
        cell.word.code
        for period in (last_year, last_year.next())
        for line in ("union", "league", "women")
        for row in rollup(office, line=line, period=period).rows
        for cell in row.cells
    }
    assert {"in_step", "late", "missing"} <= words
    states = set(Assignment.objects.unrestricted("test").values_list("state", flat=True))
    assert {"dispatched", "acknowledged", "closed"} <= states
