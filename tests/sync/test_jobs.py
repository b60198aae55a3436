"""Background work of the sync room."""

import datetime

from niudai.base.jobs import Run, enqueue
from niudai.org.models import Leadership
from niudai.sync import jobs, queries
from niudai.sync.models import PairState, PairSummary
from tests.factories.ledger import fact


def test_rebuild_computes_the_line_it_was_asked_for(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league", "women")
    PairSummary.objects.all().delete()
    run = Run(enqueue(world.actor(world.office), "sync.rebuild", line="women"))
    jobs.rebuild(run, line="women")
    assert set(PairSummary.objects.values_list("pair__line", flat=True)) == {"women"}
    assert run.job.message == "已重新计算2对带建关系。"
    assert run.job.result_url == "/sync/"


def test_refresh_stale_notices_new_and_changed_pairs_everywhere(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    jobs.refresh_stale()
    assert PairState.objects.count() == Leadership.objects.count()
    pair = Leadership.objects.get(mass=world.lake_league)
    Leadership.objects.filter(pk=pair.pk).update(ended_on=datetime.date(2026, 1, 10))
    versions = queries.current_versions(world.jurisdiction)
    assert queries.stale_pairs(world.jurisdiction, versions) == [pair.pk]
    jobs.refresh_stale()
    assert queries.stale_pairs(world.jurisdiction, versions) == []
    assert PairSummary.objects.filter(pair=pair).count() == 0
