"""Pages of a revision: import, the draft beside its plan, pairing, issue, earlier versions."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niudai.work.actions import drafts
from niudai.work.actions.changes import ItemChange
from niudai.work.models import Assignment, Plan
from tests.work.revised import NEW, OLD, Revision

pytestmark = pytest.mark.page
DUE = datetime.date(2099, 6, 30)


@pytest.fixture
def revision(world):
    return Revision(world.cast)


@pytest.fixture
def office(sign_in):
    return sign_in("office")


def url(name, plan, *more):
    return reverse(f"work:{name}", args=[plan.code, *more])


def text(response):
    return response.content.decode()


def words(response):
    """What a reader sees in the middle of the page, without blanks."""
    main = re.search(r"<main.*?</main>", text(response), re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", "", main.group() if main else "")


def issued(revision, client, **more):
    return client.post(
        url("plan_issue_revision", revision.draft),
        {"doc_number": "幸街〔2026〕9号", "issued_on": "2026-05-15", **more},
    )


def test_plan_page_offers_a_revision_and_finds_the_open_one(revision, sign_in):
    page = words(sign_in("office").get(url("plan", revision.plan)))
    assert "导入修订稿" in page
    assert "导入修订稿" not in words(sign_in("league_officer").get(url("plan", revision.plan)))
    revision.read()
    page = text(sign_in("office").get(url("plan", revision.plan)))
    assert url("plan_comparison", revision.draft) in page
    assert "修订稿核对中" in page


def test_pasted_revision_leads_to_the_comparison(revision, office):
    assert "留下来的举措" in words(office.get(url("plan_revise", revision.plan)))
    answer = office.post(url("plan_revise", revision.plan), {"text": NEW})
    draft = Plan.objects.unrestricted("test").get(revises=revision.plan)
    assert (answer.status_code, answer.url) == (302, url("plan_comparison", draft))
    again = office.get(url("plan_revise", revision.plan))
    assert (again.status_code, again.url) == (302, url("plan_comparison", draft))
    refused = office.post(url("plan_revise", revision.plan), {"text": NEW})
    assert refused.status_code == 422
    assert "已有一份修订稿在核对" in text(refused)


def test_comparison_shows_what_changed_and_what_becomes_of_the_tasks(revision, office):
    cast = revision.cast
    revision.settle("集市", due_on=DUE)
    revision.task("集市", cast.lake_league)
    revision.task("走访", cast.lake_league, due_on=DUE)
    revision.task("家长课堂", cast.lake_women, due_on=DUE)
    revision.read()
    shown = text(office.get(url("plan_comparison", revision.draft)))
    assert "<del>6</del>月底前" in shown
    assert "<ins>9</ins>月底前" in shown
    page = words(office.get(url("plan_comparison", revision.draft)))
    assert "有改动1条" in page
    assert (
        "完成时限2099-06-30→2026-09-30（原件2026-06-30，修订件2026-09-30，现用2099-06-30）" in page
    )
    assert "1项任务在办，进度保留，按修订稿调整。" in page
    assert "1项任务在办，进度保留，不受影响。" in page
    assert "1项任务在办，印发后撤回。" in page
    assert "序号由“2.”改为“1.”" in page
    assert "有改动的举措有1项任务在办，进度保留。取消的举措有1项任务在办，印发后撤回。" in page


def test_comparison_can_show_one_kind(revision, office):
    revision.read()
    page = words(office.get(url("plan_comparison", revision.draft) + "?kind=new"))
    assert "新增1条" in page
    assert "有改动1条" not in page
    assert "家长课堂" not in page.replace("社区妇联办好家长课堂，做好宣传", "", 1)  # only to choose
    everything = words(office.get(url("plan_comparison", revision.draft) + "?kind=x"))
    assert "有改动1条" in everything


def test_pair_unpair_and_undo_by_buttons(revision, office):
    revision.read()
    school, class_ = revision.item(revision.draft, "夜校"), revision.item(revision.plan, "家长课堂")
    answer = office.post(
        reverse("work:item_pair", args=[school.code]), {"revision": 0, "earlier": class_.code}
    )
    assert answer.url == url("plan_comparison", revision.draft) + f"#line-{school.code}"
    assert revision.item(revision.draft, "夜校").revises == class_
    shown = words(office.get(url("plan_comparison", revision.draft)))
    assert "文字改动较大，请看是不是同一条" in shown
    office.post(reverse("work:item_unpair", args=[school.code]), {"revision": 1})
    assert revision.item(revision.draft, "夜校").revises is None
    answer = office.post(url("plan_comparison_undo", revision.draft), {"revision": 2})
    assert answer.url == url("plan_comparison", revision.draft)
    assert revision.item(revision.draft, "夜校").revises == class_


def test_pairing_with_nothing_or_an_old_page_says_so(revision, office):
    revision.read()
    school = revision.item(revision.draft, "夜校")
    place = reverse("work:item_pair", args=[school.code])
    assert office.post(place, {"revision": 0}).status_code == 422
    class_ = revision.item(revision.plan, "家长课堂")
    stale = office.post(place, {"revision": 5, "earlier": class_.code})
    assert stale.status_code == 409


def test_issue_tells_first_and_then_does(revision, office):
    cast = revision.cast
    market = revision.task("集市", cast.lake_league, due_on=DUE)
    class_ = revision.task("家长课堂", cast.lake_women, due_on=DUE)
    revision.read()
    assert office.get(url("plan_issue", revision.draft)).url == url(
        "plan_issue_revision", revision.draft
    )
    page = words(office.get(url("plan_issue_revision", revision.draft)))
    assert "有改动1条：1项在办任务保留进度" in page
    assert "取消1条：1项在办任务撤回" in page
    assert "社区妇联办好家长课堂，做好宣传（1项任务在办）" in page
    assert issued(revision, office, doc_number="").status_code == 422
    answer = issued(revision, office)
    assert (answer.status_code, answer.url) == (302, url("plan", revision.plan))
    page = words(office.get(answer.url))
    assert "修订稿已印发，1项任务按修订稿调整，1项撤回，其余进度保留。" in page
    assert "修订后有改动" in page
    assert "修订后新增" in page
    assert "修订后不再要求" in page
    assert "现行第2版；第1版，幸街〔2026〕3号" in page
    states = Assignment.objects.unrestricted("test").filter(pk__in=[market.pk, class_.pk])
    assert set(states.values_list("state", flat=True)) == {"dispatched", "recalled"}


def test_issue_lets_chosen_tasks_run(revision, office):
    task = revision.task("家长课堂", revision.cast.lake_women, due_on=DUE)
    revision.read()
    wrong = issued(revision, office, let_run="x")
    assert wrong.status_code == 422
    issued(revision, office, let_run=str(revision.item(revision.plan, "家长课堂").code))
    assert Assignment.objects.unrestricted("test").get(pk=task.pk).state == "dispatched"


def test_second_officer_reads_that_somebody_was_first(revision, office):
    revision.read()
    issued(revision, office)
    assert issued(revision, office).status_code == 409
    for name in ("plan", "plan_comparison", "plan_issue_revision"):
        answer = office.get(url(name, revision.draft), follow=True)
        assert answer.redirect_chain[-1][0] == url("plan", revision.plan)


def test_review_screen_leads_to_the_comparison(revision, office):
    revision.read()
    place = url("plan_comparison", revision.draft)
    assert place in text(office.get(url("review", revision.draft)))
    assert "与原方案对照" in words(office.get(url("plan", revision.draft)))


def test_merged_draft_is_listed_only_when_asked_for(revision, office):
    revision.read()
    issued(revision, office)
    listed = text(office.get("/plans/"))
    assert url("plan", revision.plan) in listed
    assert url("plan", revision.draft) not in listed
    assert url("plan", revision.draft) in text(office.get("/plans/?state=merged"))


def test_versions_can_be_read_by_everybody_here(revision, office, sign_in):
    given = SimpleUploadedFile("修订稿.txt", NEW.encode())
    office.post(url("plan_revise", revision.plan), {"file": given})
    revision.draft = Plan.objects.unrestricted("test").get(revises=revision.plan)
    issued(revision, office)
    revision.read(OLD)
    issued(revision, office, doc_number="幸街〔2026〕12号")
    body = sign_in("lake_league_secretary")
    first, second = (body.get(url("plan_version", revision.plan, n)) for n in (1, 2))
    assert "有改动1条" in words(first)
    assert "新增1条" in words(first)
    assert "不少于5场次" in words(first)
    assert "青年夜校" in words(second)
    assert "取消1条" in words(second)
    assert body.get(url("plan_version", revision.plan, 3)).status_code == 404
    assert body.get(url("plan_version_source", revision.plan, 1)).status_code == 404
    source = body.get(url("plan_version_source", revision.plan, 2))
    assert b"".join(source.streaming_content) == NEW.encode()


def test_print_shows_both_sides(revision, office):
    revision.read()
    page = text(office.get(url("plan_comparison_print", revision.draft)))
    assert "<del>5</del>场次" in page
    assert "取消 1 条" in page
    assert "幸福街道群团工作方案修订对照表" in page
    assert "对照 幸街〔2026〕3号" in page


def test_pages_of_a_revision_want_a_revision(revision, office):
    for name in ("plan_comparison", "plan_comparison_print", "plan_issue_revision"):
        assert office.get(url(name, revision.plan)).status_code == 404


def test_comparison_takes_the_same_number_of_queries_for_few_and_many(revision, office):
    revision.read()
    place = url("plan_comparison", revision.draft)
    office.get(place)
    with CaptureQueriesContext(connection) as few:
        office.get(place)
    for n in range(5):
        draft = revision.fresh(revision.draft)
        drafts.add_item(
            actor=revision.actor,
            plan=draft,
            revision=draft.revision,
            parent=None,
            change=ItemChange(title=f"新增{n}"),
        )
    with CaptureQueriesContext(connection) as many:
        office.get(place)
    assert len(few) == len(many)
