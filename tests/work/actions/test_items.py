"""The tree in memory: an edit writes back little, and its step brings everything back."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from niudai.work.actions.items import Tree, is_leaf
from tests.factories.work import a_measure, a_plan


def grown(cast):
    """一 (heading) with 甲, 乙 below and 丙 (heading) with 丁 below it."""
    plan = a_plan(cast.party, state="draft")
    top = a_measure(plan, kind="heading", title="一")
    a_measure(plan, parent=top, title="甲")
    a_measure(plan, parent=top, title="乙")
    third = a_measure(plan, kind="heading", parent=top, title="丙")
    a_measure(plan, parent=third, title="丁")
    tree = Tree(plan)
    tree.write()
    return plan


def titles(items):
    return [item.title for item in items]


def test_tree_knows_children_blocks_and_leaves(cast):
    tree = Tree(grown(cast))
    top, first, _, third, _ = tree.items
    assert titles(tree.children(None)) == ["一"]
    assert titles(tree.children(top.pk)) == ["甲", "乙", "丙"]
    assert titles(tree.block(third)) == ["丙", "丁"]
    assert titles(tree.block(top)) == ["一", "甲", "乙", "丙", "丁"]
    assert [is_leaf(tree, item) for item in tree.items] == [False, True, True, False, True]
    assert tree.item(first.pk) is first


def test_write_without_a_change_writes_nothing(cast):
    tree = Tree(grown(cast))
    with CaptureQueriesContext(connection) as queries:
        step = tree.write()
    assert (len(queries), step["rows"]) == (0, {})


def test_step_keeps_only_what_changed(cast):
    tree = Tree(grown(cast))
    tree.items[1].title = "甲改"
    step = tree.write()
    assert list(step["rows"]) == [tree.items[1].pk]
    assert step["rows"][tree.items[1].pk]["title"] == "甲"


def test_restore_brings_back_a_removed_block_with_its_bodies(cast):
    plan = grown(cast)
    tree = Tree(plan)
    last = tree.items[-1]
    tree.assisting[last.pk] = [cast.women.pk, cast.union.pk]
    tree.write()
    before = [Tree(plan).values(item) for item in Tree(plan).items]
    tree = Tree(plan)
    tree.remove(tree.block(tree.items[3]))
    step = tree.write()
    assert titles(Tree(plan).items) == ["一", "甲", "乙"]
    Tree(plan).restore(step)
    after = Tree(plan)
    assert [after.values(item) for item in after.items] == before
    assert after.assisting[after.items[-1].pk] == [cast.women.pk, cast.union.pk]
