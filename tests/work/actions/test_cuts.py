"""Cuts and joins of the officers, made again in the revision where the words are the same."""

from tests.work.revised import NEW, OLD, Revision

LONGER = "建立联系台账。每月报送一次。"


def lengthened(text):
    return text.replace("建立联系台账。", LONGER)


def test_cut_of_an_officer_is_made_again_and_both_parts_go_on(cast):
    revision = Revision(cast, lengthened(OLD), cut=("走访", "每月报送一次。"))
    before = [revision.item(revision.plan, words) for words in ("走访", "每月报送")]
    revision.read(lengthened(NEW))
    visit, report = (revision.item(revision.draft, words) for words in ("走访", "每月报送"))
    assert [visit.revises, report.revises] == before
    assert visit.text == "1.社区团支部走访困难青年，建立联系台账。"
    assert report.text == "每月报送一次。"


def test_joint_of_an_officer_is_made_again(cast):
    revision = Revision(cast, joined="家长课堂")
    both = revision.item(revision.plan, "家长课堂")
    revision.read(OLD.replace("办好青年集市", "办好青年大集"))
    found = revision.item(revision.draft, "家长课堂")
    assert (found.revises, found.text) == (both, both.text)
    assert len(revision.items(revision.draft)) == len(revision.items(revision.plan))


def test_cut_is_not_made_in_other_words(cast):
    revision = Revision(cast, lengthened(OLD), cut=("走访", "每月报送一次。"))
    visit = revision.item(revision.plan, "走访")
    revision.read(lengthened(NEW).replace("走访困难青年", "走访帮扶困难青年"))
    found = revision.item(revision.draft, "走访")
    assert (found.revises, found.text) == (
        visit,
        "1.社区团支部走访帮扶困难青年，建立联系台账。每月报送一次。",
    )


def test_joint_is_not_made_across_headings(cast):
    revision = Revision(cast, joined="家长课堂")
    moved = OLD.replace("3.社区妇联办好家长课堂，做好宣传。\n", "").replace(
        "1.街道总工会", "2.社区妇联办好家长课堂，做好宣传。\n1.街道总工会"
    )
    revision.read(moved)
    assert revision.item(revision.draft, "家长课堂").text == "2.社区妇联办好家长课堂，做好宣传。"
