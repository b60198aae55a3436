"""The pipeline as a whole: contract of the public names, robustness, and linear time."""

import json
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niudai.plantext import Plan, PlanUnreadable, read, read_text

PLAN = """关于开展“暖心走访”活动的实施方案
幸工委〔2026〕3号
各党支部：
为进一步联系服务群众，制定本方案。
一、工作目标
2026年底前走访覆盖率达到95%以上。
二、主要任务
（一）坚持党建带团建，组织青年建功
1.开展志愿服务。一是社区团组织要在“五四”前夕组织志愿服务不少于2场。二是开展“青年文明号”创建活动。
（二）坚持党建带妇建，关爱妇女儿童
1.关爱儿童。村（社区）妇联组织要在暑期关爱留守儿童。（责任单位：街道妇联，配合单位：民政办）
三、实施步骤
（一）动员部署阶段（3月上旬）
各党支部要召开动员会，制定走访计划。
（二）总结提升阶段（11月—12月）
各党支部要总结走访工作的经验做法。
幸福街道党工委
2026年3月5日
"""


def test_a_plan_is_read_in_full() -> None:
    plan = read(PLAN.encode(), "方案.txt")
    assert plan.title == "关于开展“暖心走访”活动的实施方案"
    assert plan.issuer == "幸福街道党工委"
    assert plan.date == "2026-03-05"
    assert plan.doc_number == "幸工委〔2026〕3号"
    assert plan.text[plan.body_start :].startswith("一、工作目标")
    assert [(h.level, h.number_text) for h in plan.headings] == [
        (1, "一、"),
        (1, "二、"),
        (2, "（一）"),
        (3, "1."),
        (2, "（二）"),
        (3, "1."),
        (1, "三、"),
        (2, "（一）"),
        (2, "（二）"),
    ]
    goal, service, creation, children, start, end = plan.tasks
    assert goal.kind == "goal"
    assert [(t.comparator, t.value, t.unit) for t in goal.targets] == [(">=", 95, "%")]
    assert [d.end for d in goal.deadlines] == ["2026-12-31"]
    assert service.lines == ("league",)
    assert service.sectors == ("街道社区",)
    assert service.unit_classes == ("community",)
    assert [d.end for d in service.deadlines] == ["2026-05-04"]
    assert [(t.comparator, t.value, t.unit) for t in service.targets] == [(">=", 2, "场")]
    assert creation.lines == ("league",)
    assert creation.programmes == ("青年文明号",)
    assert children.lines == ("women", "民政办")
    assert children.leads == ("women",)
    assert children.sectors == ("农村", "街道社区")
    assert [d.end for d in start.deadlines] == ["2026-03-10"]
    assert [(d.start, d.end) for d in end.deadlines] == [("2026-11-01", "2026-12-31")]
    assert [(p.name, p.start, p.end) for p in plan.phases] == [
        ("动员部署阶段", "2026-03-01", "2026-03-10"),
        ("总结提升阶段", "2026-11-01", "2026-12-31"),
    ]


def test_every_span_gives_its_text_and_every_derived_value_its_reason() -> None:
    plan = read_text(PLAN)
    for task in plan.tasks:
        assert plan.text[task.char_start : task.char_end] == task.text
        assert 0 <= task.confidence <= 1
        assert 1 <= len(task.title) <= 40
        for name in ("lines", "sectors", "programmes", "deadlines", "targets", "rows", "steps"):
            assert bool(getattr(task, name)) == (name in task.why), (task.id, name)
    for heading in plan.headings:
        assert plan.text.startswith(heading.number_text, heading.char_start)


def test_pasted_text_and_file_give_the_same_plan() -> None:
    assert read_text(PLAN) == read(PLAN.encode("gb18030"), "方案.txt")


def test_a_notice_that_wraps_a_plan_gives_the_plan() -> None:
    notice = (
        "幸福街道党工委关于印发《暖心走访活动方案》的通知\n幸工委〔2026〕4号\n各党支部：\n"
        "现将《暖心走访活动方案》印发给你们，请认真贯彻执行。\n幸福街道党工委\n2026年3月6日\n"
        "暖心走访活动方案\n一、任务\n1.各支部要走访困难党员。\n2.各级工会要走访职工。\n"
    )
    plan = read_text(notice)
    assert (plan.title, plan.issuer, plan.date) == (
        "暖心走访活动方案",
        "幸福街道党工委",
        "2026-03-06",
    )
    assert len(plan.tasks) == 2


def test_missing_year_leaves_the_iso_dates_empty() -> None:
    (task,) = read_text("一、任务\n1.各支部要在6月底前完成走访工作。\n").tasks
    assert [(d.text, d.start, d.end) for d in task.deadlines] == [("6月底前", None, None)]


def test_every_task_has_a_label_even_when_it_opens_with_a_stop() -> None:
    (task,) = read_text("。各支部要走访困难党员。\n").tasks
    assert task.title == "各支部要走访困难党员"


def test_nothing_is_invented_for_a_bare_task() -> None:
    (task,) = read_text("一、任务\n1.把各项便民举措办好办实办细。\n").tasks
    assert (task.lines, task.sectors, task.programmes) == ((), (), ())
    assert (task.deadlines, task.targets, task.unit_classes) == ((), (), ())


PIECES = st.sampled_from(
    [
        *"一二三十、（）()1２.．。；：，“”《》是年月日前底到至%人次场①\n\t \u3000\xa0[〕\ud800\x00𠀀",
        *[
            "一、",
            "（一）",
            "1.",
            "一是",
            "二是",
            "工会要",
            "团委应",
            "妇联将",
            "由",
            "负责",
            "2026年",
            "6月底前",
            "“四带”，即",
        ],
        *[
            "第一阶段：",
            "序号\t",
            "附件：",
            "&nbsp;",
            "不少于",
            "牵头单位：",
            "市民政局",
            "关于",
            "方案",
            "党建带团建",
        ],
    ]
)


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "b.docx", "方案.TXT", "x.y.z", "."]))
def test_arbitrary_bytes_give_a_plan_or_one_clear_refusal(data: bytes, name: str) -> None:
    result: Plan | str
    try:
        result = read(data, name)
    except PlanUnreadable as refused:
        result = str(refused)
    assert isinstance(result, Plan) or result.endswith("。")


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_arbitrary_plan_like_text_gives_consistent_spans(text: str) -> None:
    try:
        plan = read_text(text)
    except PlanUnreadable:
        return
    end = 0
    for task in plan.tasks:
        assert task.char_start >= end
        assert plan.text[task.char_start : task.char_end] == task.text != ""
        end = task.char_end
    for heading in plan.headings:
        assert heading.level >= 1
        printed = re.sub(r"\s", "", plan.text[heading.char_start :][:40])
        assert printed.startswith(re.sub(r"\s", "", heading.number_text))
    json.dumps(plan.to_json())


@pytest.mark.parametrize(
    "unit",
    [
        "一、任务\n1.各级工会要在6月底前走访职工不少于5场。（责任单位：总工会）\n",
        "工会要走访职工，",
        "（",
        "“四带”，即",
        "由",
        "1",
        "一",
        "、",
        "各级",
        "2026年6月",
        "\u3000",
        "附件：甲\n",
        "2026年3月5日\n",
        "幸福街道\n",
        "。",
        "&nbsp;",
        " ",
        "\n",
        "，\n",
        "-",
        "—— ",
        "责任单位：",
        "五个纳入，即",
        "“五好”标准",
        "“平安校园”、",
        "“五权”运行（",
        "各社区、",
        "各校和",
        "2021.3.5-",
        "20215月",
        "1.1 ",
        "【一】",
        "第一步：",
        "每班",
        "由德育处和",
        "请各校",
        "建设50所和",
        "党\n委",
        "(,;:",
        '"',
        "＂",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "一、任务" + unit * (size // len(unit)) + "乙要做好。"
        best = 9e9
        for _ in range(2):
            start = process_time()
            read_text(text)
            best = min(best, process_time() - start)
        return best

    small, large = seconds(10_000), seconds(40_000)
    assert large < 12 * small + 0.05


def test_label_leaves_out_the_time_that_opens_a_sentence_and_the_run_in_number():
    plan = read_text(
        "测试方案\n一、工作目标\n到2027年底，非公企业建会率达到90%。\n二、重点任务\n"
        "1.一是抓好理论学习，每季度一次；二是办好志愿服务。\n"
    )
    assert [task.title for task in plan.tasks] == [
        "非公企业建会率达到90%",
        "抓好理论学习，每季度一次",
        "办好志愿服务",
    ]
