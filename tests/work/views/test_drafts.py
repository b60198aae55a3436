"""The review screen over HTTP: with and without htmx, two editors, wrong input, nothing lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niudai.work.actions import plans
from niudai.work.models import Plan, PlanItem
from tests.factories.work import a_plan

pytestmark = pytest.mark.page
HTMX = {"HX-Request": "true"}
TEXT = """幸福街道党建带群建方案
一、总体要求
1.街道团工委2026年6月底前办好集市，要做好宣传。
2.社区妇联走访<i>家庭。
二、主要任务
（一）党建带团建
1.社区团支部办好主题团日。
（二）党建带妇建
1.社区妇联办好课堂。工会支持。
2026年1月12日
"""


def text(response):
    return response.content.decode()


class Screen:
    """One browser on the review screen of a fresh draft."""

    def __init__(self, world, sign_in):
        self.world = world
        self.client = sign_in("office")
        self.plan = plans.import_plan(actor=world.actor("office"), text=TEXT)
        self.url = reverse("work:review", args=[self.plan.code])

    def item(self, words):
        rows = PlanItem.objects.unrestricted("test").filter(plan=self.plan)
        return next(item for item in rows if words in (item.text or item.title))

    @property
    def revision(self):
        return Plan.objects.unrestricted("test").get(pk=self.plan.pk).revision

    def post(self, name, target, values=None, headers=None, revision=None):
        values = {"revision": self.revision if revision is None else revision, **(values or {})}
        return self.client.post(
            reverse(f"work:{name}", args=[target.code]), values, headers=headers or {}
        )

    def form(self, item, **values):
        """What the form of an item sends when nothing but `values` was changed."""
        sent = {
            "kind": item.kind,
            "number_text": item.number_text,
            "title": item.title,
            "text": item.text,
            "lines": list(item.lines),
            "cadence": item.cadence,
        }
        return sent | values


@pytest.fixture
def screen(world, sign_in):
    return Screen(world, sign_in)


def test_screen_shows_source_and_tree_linked_both_ways(screen):
    shown = text(screen.client.get(screen.url))
    item = screen.item("集市")
    assert f'<mark id="src-{item.code}"' in shown
    assert f'href="#item-{item.code}"' in shown
    assert f'href="#src-{item.code}"' in shown
    assert "2026-06-30前" in shown
    assert "第二部分没有党建带工建内容" in shown
    assert "走访&lt;i&gt;家庭" in shown
    assert "<i>家庭" not in shown


def test_screen_takes_few_queries_whatever_its_size(screen):
    rows = "".join(f"{n}.街道工会要做好第{n}件事。\n" for n in range(1, 101))
    large = plans.import_plan(actor=screen.world.actor("office"), text=f"大方案\n{rows}")
    screen.client.get(screen.url)
    counts = []
    for plan in (screen.plan, large):
        with CaptureQueriesContext(connection) as queries:
            shown = screen.client.get(reverse("work:review", args=[plan.code]))
        assert shown.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_screen_of_an_issued_plan_leads_to_its_page(screen):
    answer = screen.client.get(reverse("work:review", args=[screen.world.plan.code]))
    assert (answer.status_code, answer.url) == (
        302,
        reverse("work:plan", args=[screen.world.plan.code]),
    )


@pytest.mark.parametrize(
    ("person", "status"), [("office", 200), ("league_officer", 404), ("stranger", 404)]
)
def test_screen_is_for_the_party_office(screen, sign_in, person, status):
    assert sign_in(person).get(screen.url).status_code == status


def test_accept_without_htmx_comes_back_to_the_item(screen):
    item = screen.item("集市")
    answer = screen.post("item_confirm", item)
    assert (answer.status_code, answer.url) == (302, f"{screen.url}#item-{item.code}")
    assert screen.item("集市").confirmed is True


def test_accept_with_htmx_answers_the_working_part_only(screen):
    item = screen.item("集市")
    answer = screen.post("item_confirm", item, headers=HTMX)
    assert answer.status_code == 200
    assert text(answer).lstrip().startswith('<div id="draft"')
    assert f'data-focus="{item.code}"' in text(answer)


def test_item_form_opens_alone_for_htmx_and_as_a_page_without(screen):
    url = reverse("work:item", args=[screen.item("集市").code])
    assert "<html" in text(screen.client.get(url))
    part = text(screen.client.get(url, headers=HTMX))
    assert "<html" not in part
    assert "办好集市" in part


def test_item_form_saves_and_counts_as_checked(screen):
    item = screen.item("集市")
    values = screen.form(
        item, title="办集市", lead="幸福街道团工委", assisting="湖滨社区团支部、幸福街道妇联",
        due_on="2026-07-31", target_value="3", target_unit="场次", programmes="青年集市、夜市",
    )  # fmt: skip
    assert screen.post("item", item, values).status_code == 302
    item = screen.item("集市")
    assert (item.title, item.lead, str(item.due_on)) == (
        "办集市",
        screen.world.cast.league,
        "2026-07-31",
    )
    assert (item.target_value, item.programmes, item.confirmed) == (3, ("青年集市", "夜市"), True)
    assert item.assisting.unrestricted("test").count() == 2
    assert (item.char_start, screen.plan.text[item.char_start : item.char_end]) == (
        item.char_start,
        item.text,
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due_on": "2026-02-30"}, "这个日期不存在"),
        ({"title": ""}, "请填写事项"),
        ({"lead": "平安街道团工委"}, "没有找到组织"),
        ({"lead": "幸福街道团工委、幸福街道妇联"}, "只能填写一个组织"),
        ({"lines": ["sports"]}, "不在名单中"),
        ({"target_value": "很多"}, "请填写数字"),
        ({"other_owners": "、".join(f"{n:030}" for n in range(11))}, "太多"),
    ],
)
def test_item_form_says_what_is_wrong_and_keeps_what_was_typed(screen, values, said):
    item = screen.item("集市")
    sent = screen.form(item, leader_name="我刚填的", **values)
    answer = screen.post("item", item, sent, headers=HTMX)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == f"#edit-{item.code}"
    assert said in text(answer)
    assert "我刚填的" in text(answer)
    assert screen.revision == 0


def test_second_editor_gets_409_with_the_typed_text(screen):
    item = screen.item("集市")
    assert (
        screen.post("item", item, screen.form(item, title="甲改的"), revision=0).status_code == 302
    )
    answer = screen.post("item", item, screen.form(item, title="乙改的"), revision=0)
    assert answer.status_code == 409
    assert "乙改的" in text(answer)
    assert screen.item("集市").title == "甲改的"
    answer = screen.post("item_delete", item, headers=HTMX, revision=0)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#problem")


def test_merge_split_and_undo(screen):
    item = screen.item("走访")
    assert screen.post("item_merge", item, headers=HTMX).status_code == 200
    joined = screen.item("集市")
    assert "走访" in joined.text
    shown = text(screen.client.get(reverse("work:item_split", args=[joined.code]), headers=HTMX))
    at = joined.text.index("要做好")
    assert f'name="at" value="{at}"' in shown
    assert screen.post("item_split", joined, {"at": at}).status_code == 302
    assert screen.item("要做好").text.startswith("要做好宣传")
    assert screen.post("item_split", screen.item("要做好"), {"at": "x"}).status_code == 422
    assert "撤销：拆分" in text(screen.client.get(screen.url))
    for _ in range(2):
        assert screen.post("review_undo", screen.plan).status_code == 302
    assert screen.item("走访").text == item.text
    assert screen.post("review_undo", screen.plan).status_code == 422


def test_move_up_down_and_to_another_heading(screen):
    item = screen.item("走访")
    assert screen.post("item_up", item).status_code == 302
    assert screen.item("走访").position < screen.item("集市").position
    assert screen.post("item_up", item).status_code == 422
    assert screen.post("item_down", item).status_code == 302
    assert screen.item("走访").position > screen.item("集市").position
    other = screen.item("党建带妇建")
    assert "党建带妇建" in text(screen.client.get(reverse("work:item_move", args=[item.code])))
    assert screen.post("item_move", item, {"parent": other.code}).status_code == 302
    assert screen.item("走访").parent_id == other.pk
    assert screen.post("item_move", item, {"parent": screen.world.measure.code}).status_code == 404
    assert screen.post("item_move", item, {"parent": "x"}).status_code == 422


def test_delete_says_how_many_went(screen):
    answer = screen.post("item_delete", screen.item("党建带团建"), headers=HTMX)
    assert "已删除2条，可以撤销。" in text(answer)


def test_missing_section_is_added_with_one_button(screen):
    part = screen.item("主要任务")
    values = {"kind": "heading", "title": "党建带工建", "lines": "union", "parent": part.code}
    answer = screen.post("review_add", screen.plan, values, headers=HTMX)
    assert answer.status_code == 200
    assert "（已手工添加）" in text(answer)
    added = screen.item("党建带工建")
    assert (added.kind, added.lines, added.parent_id) == ("heading", ("union",), part.pk)
    url = reverse("work:review_add", args=[screen.plan.code])
    form = text(screen.client.get(url, {"parent": added.code}, headers=HTMX))
    assert 'value="union" class=' in form or "checked" in form
    wrong = screen.post("review_add", screen.plan, {"kind": "measure", "title": ""}, headers=HTMX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, "#edit-top")
    assert screen.client.get(url, {"parent": screen.world.measure.code}).status_code == 404


def test_selection_is_changed_or_accepted_together(screen):
    chosen = [str(screen.item(words).code) for words in ("走访", "集市")]
    values = {
        "item": chosen, "do": "change", "line": "women", "unit_class": "rural",
        "set_due_on": "2026-08-31", "set_lead": "幸福街道妇联",
    }  # fmt: skip
    assert "已修改2条。" in text(screen.post("review_selection", screen.plan, values, headers=HTMX))
    for words in ("走访", "集市"):
        item = screen.item(words)
        assert (item.lines, item.unit_classes, str(item.due_on), item.lead) == (
            ("women",),
            ("rural",),
            "2026-08-31",
            screen.world.cast.women,
        )
    values = {"item": chosen, "do": "confirm"}
    assert "已接受2条。" in text(screen.post("review_selection", screen.plan, values, headers=HTMX))
    for wrong in (
        {"do": "confirm"},
        {"item": chosen},
        {"item": chosen, "set_due_on": "2026-02-30"},
    ):
        assert screen.post("review_selection", screen.plan, wrong).status_code == 422
    assert screen.post("review_selection", screen.plan, {"item": "x"}).status_code == 404


def test_posts_without_a_revision_are_refused(screen):
    answer = screen.client.post(reverse("work:review_undo", args=[screen.plan.code]))
    assert answer.status_code == 422
    answer = screen.client.post(reverse("work:item_delete", args=[screen.item("走访").code]))
    assert answer.status_code == 422


def test_title_is_changed_in_place(screen):
    assert (
        screen.post("review_title", screen.plan, {"title": "新标题"}, headers=HTMX).status_code
        == 200
    )
    assert "新标题" in text(screen.client.get(screen.url))
    wrong = screen.post("review_title", screen.plan, {"title": ""}, headers=HTMX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, "#edit-title")


def test_same_form_sent_twice_edits_once(screen):
    item = screen.item("集市")
    first = screen.post("item_confirm", item, {"sent_key": "k1"}, revision=0)
    again = screen.post("item_confirm", item, {"sent_key": "k1"}, revision=0)
    assert (first.status_code, again.status_code) == (302, 303)
    assert screen.revision == 1


def test_drafts_of_elsewhere_are_not_there(screen, sign_in):
    other = a_plan(screen.world.cast.other_party, state="draft")
    assert sign_in("office").get(reverse("work:review", args=[other.code])).status_code == 404
    answer = sign_in("stranger").post(reverse("work:item_delete", args=[screen.item("走访").code]))
    assert answer.status_code == 404


def test_edit_answers_with_the_list_it_was_made_in(screen):
    item = screen.item("走访")
    place = screen.url + "?show=doubts"
    shown = screen.post(
        "item_confirm", item, headers=HTMX | {"HX-Current-URL": f"http://testserver{place}"}
    )
    assert 'class="nw-above"' in text(shown)
    plain = screen.post("item_confirm", item, headers={"Referer": f"http://testserver{place}"})
    assert plain.url == f"{place}#item-{item.code}"
    elsewhere = {"Referer": "http://elsewhere.test/?show=doubts"}
    assert (
        screen.post("item_confirm", item, headers=elsewhere).url == f"{screen.url}#item-{item.code}"
    )
