"""Rooms that follow the ledger."""

from niudai.ledger import followers
from niudai.ledger.models import Entry
from tests.factories.ledger import fact

told: list[list[Entry]] = []


def listen(entries):
    """A follower that only remembers."""
    told.append(list(entries))


def test_followers_are_told_once_per_write_inside_it(world, settings):
    told.clear()
    settings.LEDGER_FOLLOWERS = [f"{__name__}.listen"]
    followers._resolve.cache_clear()
    entry = fact(world.lake_league, "study", "2026-04-01", key="k")
    fact(world.lake_league, "study", "2026-04-01", key="k")  # nothing new, nobody told
    assert told == [[entry]]


def test_no_content_rows_without_a_room_that_offers_them(world, settings):
    assert len(followers.row_choices(world.jurisdiction)) == 14
    settings.LEDGER_CONTENT_ROWS = ""
    assert followers.row_choices(world.jurisdiction) == []
