"""What the review screen shows: spans, doubts, counts, warnings and how they are met."""

import datetime

from niudai.work.actions import drafts, plans
from niudai.work.actions.changes import ItemChange
from niudai.work.models import PlanItem
from niudai.work.queries import drafts as queries
from tests.factories.work import a_measure, a_plan

TEXT = """幸福街道党建带群建方案
一、总体要求
1.工会、共青团、妇联要同步推进。
二、主要任务
（一）党建带团建
1.街道团工委2026年6月底前办好集市。
（二）党建带妇建
1.社区妇联走访家庭。
2.社区妇联要加强宣传，用好宣传栏。
2026年1月12日
"""


def draft(cast, text=TEXT):
    return plans.import_plan(actor=cast.actor(cast.office), text=text)


def node(review, words):
    return next(one for one in review.nodes if words in (one.item.text or one.item.title))


def test_review_counts_what_is_still_open(cast):
    review = queries.review(draft(cast))
    assert (review.measures, review.counts["unchecked"], review.counts["undated"]) == (4, 4, 3)
    assert review.counts["unowned"] == 0
    assert review.last_step == ""


def test_review_puts_doubts_first_and_checked_items_last(cast):
    plan = draft(cast)
    first, second, third, fourth = (one for one in queries.review(plan).nodes if one.is_measure)
    PlanItem.objects.unrestricted("test").filter(pk=first.item.pk).update(confirmed=True)
    rows = PlanItem.objects.unrestricted("test").filter(pk__in=[third.item.pk, fourth.item.pk])
    rows.update(confidence=0.5)
    rows.filter(pk=fourth.item.pk).update(confidence=0.4)
    shown = queries.review(plan, "doubts").shown
    assert [one.item.pk for one in shown] == [one.item.pk for one in (fourth, third, second, first)]
    assert shown[0].above == "二、主要任务 · （二）党建带妇建"


def test_review_shows_only_what_was_asked_for(cast):
    plan = draft(cast)
    words = [one.item.text[2:4] for one in queries.review(plan, "undated").shown]
    assert words == ["工会", "社区", "社区"]
    assert queries.review(plan, "unowned").shown == []
    assert len(queries.review(plan, "nonsense").shown) == len(queries.review(plan).nodes)


def test_segments_cover_the_text_exactly_once(cast):
    plan = draft(cast)
    review = queries.review(plan)
    assert "".join(piece.text for piece in review.segments) == plan.text
    shown = [piece.code for piece in review.segments if piece.code]
    assert shown == [one.item.code for one in review.nodes]


def test_segments_of_overlapping_items_do_not_repeat_the_text(cast):
    plan = a_plan(cast.party, state="draft")
    plan.text = "一二三四五六"
    spans = [(0, 4), (2, 6), (2, 3), (4, 99)]
    nodes = []
    for start, end in spans:
        a_measure(plan, char_start=start, char_end=end)
    plan.save()
    nodes = queries.review(plan).nodes
    pieces = queries.segments(plan.text, nodes)
    assert "".join(piece.text for piece in pieces) == plan.text
    assert [piece.text for piece in pieces] == ["一二三四", "五六"]


def test_doubts_say_why_and_go_once_confirmed(cast):
    review = queries.review(draft(cast))
    assert node(review, "集市").doubts == ()
    item = node(review, "走访").item
    item.why = {"due_on": "原文写“近期”，不能换算为日期"}
    assert queries.doubts(item) == ("原文写“近期”，不能换算为日期，请填写日期。",)
    item.confirmed = True
    assert queries.doubts(item) == ()


def test_doubts_name_every_kind_of_uncertainty():
    item = PlanItem(
        kind="measure",
        title="一",
        text="长" * 301,
        confidence=0.5,
        lines=("league",),
        due_on=datetime.date(2026, 6, 30),
        why={"lines": "所在标题“团建”", "due_on": "原文写“6月”、“5月”，取最晚的一个", "target": "原文写“25人以上”，请核对是否作为目标"},
    )  # fmt: skip
    assert queries.doubts(item) == (
        "条线由所在标题“团建”推定，把握不大。",
        "原文写“6月”、“5月”，取最晚的一个，请核对。",
        "目标：原文写“25人以上”，请核对是否作为目标。",
        "内容有301字，请看是否需要拆分。",
    )
    assert queries.doubts(PlanItem(kind="measure")) == ("原文没有写明由谁负责。",)
    assert queries.doubts(PlanItem(kind="heading")) == ()


def test_warning_names_the_part_and_is_met_by_hand(cast):
    plan = draft(cast)
    [gap] = [one for one in queries.review(plan).warnings if one.parent]
    assert (gap.parent.title, gap.line, gap.aspect, gap.met) == (
        "主要任务",
        "union",
        "党建带工建",
        False,
    )
    drafts.add_item(
        actor=cast.actor(cast.office),
        plan=plan,
        revision=0,
        parent=gap.parent,
        change=ItemChange(kind="heading", title=gap.aspect, lines=(gap.line,)),
    )
    [gap] = [one for one in queries.review(plan).warnings if one.parent]
    assert gap.met is True


def test_review_takes_the_same_number_of_queries_for_any_size(cast, django_assert_num_queries):
    small = draft(cast)
    rows = "".join(f"{n}.街道工会要做好第{n}件事。\n" for n in range(1, 101))
    large = draft(cast, f"大方案\n一、任务\n{rows}")
    for plan in (small, large):
        with django_assert_num_queries(4):
            queries.review(plan)


def test_merging_is_offered_between_neighbours_only(cast):
    review = queries.review(draft(cast))
    assert [one.item.title[:4] for one in review.nodes if one.merges] == ["社区妇联"]


def test_headings_and_places_among_siblings(cast):
    plan = draft(cast)
    assert [item.title for item in queries.headings_of(plan)] == [
        "总体要求",
        "主要任务",
        "党建带团建",
        "党建带妇建",
    ]
    review = queries.review(plan)
    assert queries.place_among_siblings(node(review, "宣传栏").item) == 1


def test_values_the_documents_give_differently_are_doubtful(cast):
    item = PlanItem(
        kind="measure", lines=("union",), revised={"due_on": [None, "2026-06-30"], "title": []}
    )
    assert queries.doubts(item) == ("修订件与原件的说法不同：完成时限、事项，请核对。",)
