"""Saved views: own ones to change, shared ones to open, other jurisdictions' never."""

from __future__ import annotations

import pytest
from django.test import Client

from niudai.base.errors import Refused, Unseen
from niudai.base.models import SavedView
from niudai.base.web import saved_views
from tests.base.web.conftest import person
from tests.base.web.gallery import PEOPLE

pytestmark = pytest.mark.django_db
LI, WANG, ZHAO = PEOPLE["1"], PEOPLE["2"], PEOPLE["3"]


def keep(name: str = "迟的", *, shared: bool = False) -> SavedView:
    """A view of 李红."""
    return saved_views.save(actor=LI, table="t", name=name, query="state=b", shared=shared)


def names(actor: object) -> list[str]:
    """What the actor finds."""
    return [view.name for view in saved_views.views_of(actor, "t")]


def test_views_of_shows_own_and_shared_of_the_jurisdiction() -> None:
    keep("乙", shared=True)
    keep("甲")
    assert sorted(names(LI)) == ["乙", "甲"]
    assert names(WANG) == ["乙"]
    assert names(ZHAO) == []
    assert saved_views.views_of(LI, "other") == []


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        (" ", "", "请给视图起一个名称，不超过40个字。"),
        ("字" * 41, "", "请给视图起一个名称，不超过40个字。"),
        ("甲", "q=" + "x" * 1000, "筛选条件太多，视图没有保存，请减少条件后再试。"),
    ],
)
def test_save_refuses_what_cannot_be_kept(name: str, query: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        saved_views.save(actor=LI, table="t", name=name, query=query, shared=False)


def test_save_refuses_a_name_twice_for_one_account_only() -> None:
    keep()
    with pytest.raises(Refused, match="已有同名视图"):
        keep()
    saved_views.save(actor=WANG, table="t", name="迟的", query="", shared=False)


def test_delete_and_sharing_are_for_the_owner() -> None:
    view = keep(shared=True)
    for act in (saved_views.delete, saved_views.turn_sharing):
        for other in (WANG, ZHAO):
            with pytest.raises(Unseen):
                act(actor=other, pk=view.pk)
    assert saved_views.turn_sharing(actor=LI, pk=view.pk) is False
    saved_views.delete(actor=LI, pk=view.pk)
    assert names(LI) == []


def test_clean_query_drops_page_and_format() -> None:
    assert saved_views.clean_query("?state=b&page=3&export=xlsx&q=甲") == "state=b&q=%E7%94%B2"


def test_pages_save_share_and_delete(li: Client) -> None:
    posted = {"table": "t", "name": "迟的", "query": "state=b&page=2", "next": "/rows/?state=b"}
    answer = li.post("/views/", posted, follow=True)
    assert answer.redirect_chain == [("/rows/?state=b", 302)]
    assert "视图已保存。" in answer.content.decode()
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("state=b", False)
    assert "已有同名视图" in li.post("/views/", posted, follow=True).content.decode()
    li.post(f"/views/{view.pk}/share/", {"next": "/rows/"})
    assert SavedView.objects.get().shared is True
    assert person(2).post(f"/views/{view.pk}/delete/").status_code == 404
    li.post(f"/views/{view.pk}/delete/", {"next": "/rows/"})
    assert SavedView.objects.count() == 0
