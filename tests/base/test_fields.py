"""Code sets, tree paths and their lookups on the real database."""

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from niudai.base.fields import CodeSetField, PathField, beginning, codes, path_step, subtree

with isolate_apps("niudai.base"):

    class Node(models.Model):
        """A table with both kinds of field."""

        path = PathField()
        lines = CodeSetField()

        class Meta:
            app_label = "base"
            db_table = "test_node"


@pytest.fixture
def nodes(transactional_db):
    """Makes rows from (path, lines) pairs."""
    with connection.schema_editor() as editor:
        editor.create_model(Node)
    yield lambda *rows: [Node.objects.create(path=path, lines=lines) for path, lines in rows]
    with connection.schema_editor() as editor:
        editor.delete_model(Node)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("party", "union"), ("party", "union")),
        (["a", "a", "b"], ("a", "b")),
        ((), ()),
        (None, ()),
        ("|a|b|", ("a", "b")),
    ],
)
def test_code_set_comes_back_as_a_tuple(nodes, given, kept):
    (node,) = nodes(("0001", given))
    node.refresh_from_db()
    assert node.lines == kept


def test_has_finds_whole_codes_only(nodes):
    nodes(("1", ("party",)), ("2", ("party_school", "union")), ("3", ()), ("4", ("union", "party")))
    found = Node.objects.filter(lines__has="party").order_by("path")
    assert [node.path for node in found] == ["1", "4"]
    assert Node.objects.filter(lines__has="part").count() == 0


@pytest.mark.parametrize("wild", ["%", "_", "p%", "part_"])
def test_has_takes_wildcards_literally(nodes, wild):
    nodes(("1", ("party",)))
    assert Node.objects.filter(lines__has=wild).count() == 0


def test_code_set_is_validated_as_one_text(nodes):
    Node(path="0001", lines=("a", "b")).full_clean()
    Node(path="0001", lines=()).full_clean()


@pytest.mark.unit
def test_code_set_is_serialized_as_one_text():
    assert Node._meta.get_field("lines").value_to_string(Node(lines=("a", "b"))) == "|a|b|"


def test_subtree_is_the_node_and_all_below(nodes):
    nodes(*((path, ()) for path in ("0001", "00010001", "0001ZZZZ", "00010001000A", "0002", "000")))
    found = Node.objects.filter(subtree("0001")).order_by("path").values_list("path", flat=True)
    assert list(found) == ["0001", "00010001", "00010001000A", "0001ZZZZ"]


def test_beginning_is_a_prefix(nodes):
    nodes(*((path, ()) for path in ("ab", "abc", "ab汉", "ac", "a", "b")))
    found = Node.objects.filter(beginning("ab", "path")).order_by("path")
    assert [node.path for node in found] == ["ab", "abc", "ab汉"]


def test_paths_are_ordered_byte_by_byte(nodes):
    nodes(*((path, ()) for path in ("000A", "0009", "000Z", "0010", "0001")))
    found = Node.objects.order_by("path").values_list("path", flat=True)
    assert list(found) == ["0001", "0009", "000A", "000Z", "0010"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("number", "step"), [(0, "0000"), (35, "000Z"), (36, "0010"), (36**4 - 1, "ZZZZ")]
)
def test_path_step_has_four_characters(number, step):
    assert path_step(number) == step


@pytest.mark.unit
def test_path_step_ends_at_four_characters():
    with pytest.raises(ValueError, match="36"):
        path_step(36**4)


@pytest.mark.unit
def test_codes_drops_doubles_in_order():
    assert codes(["b", "a", "b"]) == ("b", "a")
