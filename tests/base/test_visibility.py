"""The gate “seen?”: every way to the database is closed until somebody said who is looking."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.test.utils import isolate_apps

from niudai.base.actors import Actor
from niudai.base.visibility import GateClosed, GatedModel, lifted

with isolate_apps("niudai.base"):

    class Folder(GatedModel):
        """A gated table."""

        account_id = models.BigIntegerField()
        name = models.CharField(max_length=20)

        class Meta:
            app_label = "base"
            db_table = "test_folder"
            constraints = [
                models.UniqueConstraint(fields=["account_id", "name"], name="test_folder_name")
            ]

        @classmethod
        def visibility(cls, actor):
            return Q(account_id=actor.account_id)

    class Page(GatedModel):
        """A gated child table."""

        folder = models.ForeignKey(Folder, models.CASCADE, related_name="pages")
        number = models.IntegerField(unique=True)

        class Meta:
            app_label = "base"
            db_table = "test_page"

        @classmethod
        def visibility(cls, actor):
            return Q(folder__account_id=actor.account_id)

    class Undeclared(GatedModel):
        """A gated table whose author forgot to say who sees it."""

        class Meta:
            app_label = "base"
            db_table = "test_undeclared"


ANNA = Actor(1, "安娜", jurisdiction=1)
BORIS = Actor(2, "包力", jurisdiction=1)


@pytest.fixture
def rows(transactional_db):
    """Two folders of Anna and one of Boris, a page in each."""
    with connection.schema_editor() as editor:
        editor.create_model(Folder)
        editor.create_model(Page)
    folders = [
        Folder.objects.create(account_id=account, name=name)
        for account, name in ((1, "甲"), (1, "乙"), (2, "丙"))
    ]
    pages = [Page.objects.create(folder=folder, number=n) for n, folder in enumerate(folders)]
    yield folders, pages
    with connection.schema_editor() as editor:
        editor.delete_model(Page)
        editor.delete_model(Folder)


CLOSED = {
    "all": lambda f: list(Folder.objects.all()),
    "filter": lambda f: list(Folder.objects.filter(name="甲")),
    "get": lambda f: Folder.objects.get(pk=f.pk),
    "first": lambda f: Folder.objects.first(),
    "last": lambda f: Folder.objects.last(),
    "slice": lambda f: Folder.objects.all()[:1][0],
    "count": lambda f: Folder.objects.count(),
    "exists": lambda f: Folder.objects.exists(),
    "exclude exists": lambda f: Folder.objects.exclude(name="甲").exists(),
    "aggregate": lambda f: Folder.objects.aggregate(n=Count("id")),
    "values": lambda f: list(Folder.objects.values("name")),
    "values_list": lambda f: list(Folder.objects.values_list("name", flat=True)),
    "iterator": lambda f: list(Folder.objects.iterator()),
    "in_bulk": lambda f: Folder.objects.in_bulk([f.pk]),
    "contains": lambda f: Folder.objects.contains(f),
    "update": lambda f: Folder.objects.filter(pk=f.pk).update(name="丁"),
    "delete": lambda f: Folder.objects.filter(pk=f.pk).delete(),
    "bulk_update": lambda f: Folder.objects.bulk_update([f], ["name"]),
    "get_or_create": lambda f: Folder.objects.get_or_create(account_id=1, name="甲"),
    "update_or_create": lambda f: Folder.objects.update_or_create(account_id=1, name="甲"),
    "union": lambda f: list(Folder.objects.all().union(Folder.objects.filter(name="甲"))),
    "distinct count": lambda f: Folder.objects.distinct().count(),
    "explain": lambda f: Folder.objects.all().explain(),
    "reverse key": lambda f: list(f.pages.all()),
    "reverse key exists": lambda f: f.pages.exists(),
    "subquery of another": lambda f: list(
        Page.objects.visible_to(ANNA).filter(folder__in=Folder.objects.filter(name="甲"))
    ),
    "Exists": lambda f: list(
        Folder.objects.visible_to(ANNA).filter(Exists(Page.objects.filter(folder=OuterRef("pk"))))
    ),
    "plain prefetch": lambda f: list(Folder.objects.visible_to(ANNA).prefetch_related("pages")),
}


@pytest.mark.parametrize("way", CLOSED)
def test_gate_refuses_while_nobody_is_named(rows, way):
    folders, _ = rows
    before = sorted(Folder.objects.unrestricted("test").values_list("account_id", "name"))
    with pytest.raises(GateClosed, match=r"visible_to\(actor\)"):
        CLOSED[way](folders[0])
    assert sorted(Folder.objects.unrestricted("test").values_list("account_id", "name")) == before


def names(queryset) -> list[str]:
    return sorted(folder.name for folder in queryset)


def test_visible_rows_are_those_of_the_actor(rows):
    assert names(Folder.objects.visible_to(ANNA)) == ["乙", "甲"]
    assert names(Folder.objects.visible_to(BORIS)) == ["丙"]
    assert names(Folder.objects.filter(name="甲").visible_to(BORIS)) == []
    assert names(Folder.objects.unrestricted("test")) == ["丙", "乙", "甲"]


def test_opened_gate_stays_open_down_the_chain(rows):
    visible = Folder.objects.visible_to(ANNA)
    assert visible.filter(name="甲").exists()
    assert visible.exclude(name="甲").count() == 1
    assert visible.filter(name="甲").update(name="戊") == 1
    assert names(visible) == ["乙", "戊"]
    assert visible.filter(name="戊").delete() == (2, {"base.Page": 1, "base.Folder": 1})


def test_opening_one_queryset_opens_no_other(rows):
    closed = Folder.objects.all()
    closed.visible_to(ANNA)
    with pytest.raises(GateClosed):
        list(closed)


def test_reverse_key_works_with_an_actor(rows):
    folders, pages = rows
    assert list(folders[0].pages.visible_to(ANNA)) == [pages[0]]
    assert list(folders[2].pages.visible_to(ANNA)) == []


def test_prefetch_works_with_a_visible_queryset(rows):
    found = Folder.objects.visible_to(ANNA).prefetch_related(
        Prefetch("pages", queryset=Page.objects.visible_to(ANNA))
    )
    assert sorted(page.number for folder in found for page in folder.pages.all()) == [0, 1]


def test_forward_key_works(rows):
    page = Page.objects.visible_to(ANNA).get(number=0)
    assert page.folder.name == "甲"


def test_subquery_works_with_an_actor(rows):
    inner = Folder.objects.visible_to(BORIS)
    assert list(Page.objects.unrestricted("test").filter(folder__in=inner)) == [rows[1][2]]


def test_instances_can_be_saved_refreshed_and_deleted(rows):
    folders, _ = rows
    folders[0].name = "己"
    folders[0].save()
    folders[0].refresh_from_db()
    assert folders[0].name == "己"
    assert folders[0].delete() == (2, {"base.Page": 1, "base.Folder": 1})


def test_validation_looks_at_all_rows(rows):
    with pytest.raises(ValidationError):
        Folder(account_id=2, name="丙").full_clean()
    with pytest.raises(ValidationError):
        Page(folder=rows[0][0], number=2).full_clean()
    Folder(account_id=2, name="甲").full_clean()


def test_validation_closes_the_gate_behind_itself(rows):
    Folder(account_id=2, name="甲").full_clean()
    with pytest.raises(GateClosed):
        Folder.objects.exists()


def test_empty_queryset_needs_no_actor(rows):
    assert list(Folder.objects.none()) == []
    assert Folder.objects.none().count() == 0


def test_unrestricted_needs_a_reason(rows):
    with pytest.raises(GateClosed, match="reason"):
        Folder.objects.unrestricted("")


def test_lifted_opens_only_inside_its_block(rows):
    with lifted("test"):
        assert Folder.objects.count() == 3
    with pytest.raises(GateClosed):
        Folder.objects.count()


def test_table_that_does_not_say_who_sees_it_shows_to_nobody():
    with pytest.raises(NotImplementedError, match="Undeclared"):
        Undeclared.objects.visible_to(ANNA)
