"""Who may change frameworks."""

from niudai.sync import rules


def test_only_the_party_office_changes_frameworks(world):
    allowed = {
        name
        for name, account in world.people().items()
        if rules.may_change_frameworks(world.actor(account))
    }
    assert allowed == {"office", "stranger"}  # each for its own subdistrict
    decision = rules.may_change_frameworks(world.actor(world.league_officer))
    assert decision.reason == "只有党建办可以新增或修改带建框架。"
