"""The leaf rule, one sentence of it per test."""

import pytest

from niudai.plantext import Task, read_text
from niudai.plantext.leaves import is_descriptive


def texts(source: str) -> list[str]:
    """The texts of all tasks read from `source`."""
    return [t.text for t in read_text(source).tasks]


def only(source: str) -> Task:
    """The one task read from `source`."""
    (task,) = read_text(source).tasks
    return task


def test_a_numbered_item_without_children_is_one_task() -> None:
    assert texts("一、任务\n1.走访职工。每季度走访困难职工家庭。\n") == [
        "1.走访职工。每季度走访困难职工家庭。"
    ]


def test_paragraphs_below_a_lone_title_are_the_tasks() -> None:
    assert texts("一、走访\n各支部要走访困难党员家庭。\n各支部要建立走访的台账。\n") == [
        "各支部要走访困难党员家庭。",
        "各支部要建立走访的台账。",
    ]


def test_an_item_with_text_and_children_is_a_task_too() -> None:
    source = "一、深入开展走访活动。各支部要把走访群众作为经常性工作。\n1.走访困难党员的家庭。\n2.走访离退休老党员。\n"
    assert [t[:2] for t in texts(source)] == ["一、", "1.", "2."]


def test_text_that_only_announces_the_children_is_no_task() -> None:
    source = "一、重点工作。各支部围绕中心重点做好以下工作：\n1.走访困难党员的家庭。\n2.走访离退休老党员。\n"
    assert [t[:2] for t in texts(source)] == ["1.", "2."]


def test_a_lead_in_below_a_heading_is_no_task() -> None:
    source = (
        "一、组织领导\n要从全局高度认识走访工作的重要性。\n1.落实责任。书记负总责，抓好落实。\n"
    )
    assert [t[:2] for t in texts(source)] == ["1."]


@pytest.mark.parametrize(
    "title", ["指导思想", "活动主题", "活动时间", "参加对象", "评选条件", "重要意义", "活动流程"]
)
def test_descriptive_sections_give_no_tasks(title: str) -> None:
    source = (
        f"一、{title}\n以服务群众为宗旨，深入推进各项工作。\n二、任务\n各支部要走访困难党员。\n"
    )
    assert texts(source) == ["各支部要走访困难党员。"]


def test_goals_are_tasks_of_their_own_kind() -> None:
    plan = read_text("一、工作目标\n走访覆盖全部困难职工家庭。\n二、任务\n各支部要走访困难党员。\n")
    assert [t.kind for t in plan.tasks] == ["goal", "action"]


def test_a_short_numbered_line_that_opens_with_a_verb_is_a_task() -> None:
    source = "一、活动形式\n（1）召开主题班会\n（2）活动对象：全体党员\n（3）走访老党员\n"
    assert texts(source) == ["（1）召开主题班会", "（3）走访老党员"]


def test_quotas_are_tasks() -> None:
    assert only("一、推荐名额\n各社区推荐名额不超过3人。\n").text == "各社区推荐名额不超过3人。"


def test_signature_contacts_and_attachments_are_no_tasks() -> None:
    source = (
        "一、任务\n各支部要走访困难党员。\n联系人：某某  电话：********\n"
        "附件：走访登记表\n幸福街道党工委\n2026年3月5日\n附件\n走访登记表\n姓名\n"
    )
    assert texts(source) == ["各支部要走访困难党员。"]


def test_a_plan_without_numbers_is_read_by_paragraphs() -> None:
    plan = read_text("走访工作方案\n各支部要走访困难党员家庭。\n各级工会要走访困难职工家庭。\n")
    assert [t.lines for t in plan.tasks] == [("party",), ("union",)]
    assert plan.warnings[0] == "没有找到编号（如一、（一）1.），已按段落列出任务，请核对。"


def test_descriptive_titles_are_told_from_duties() -> None:
    assert [is_descriptive(t) for t in ("总体要求", "选树条件", "工作要求", "主要任务")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("title", "descriptive"),
    [
        ("评选表彰的标准", True),
        ("参赛对象、条件", True),
        ("竞赛时间和地点", True),
        ("活动方式及推选对象", True),
        ("组织机构", True),
        ("“党建带团建”工作的重要性", True),
        ("活动时间与内容", False),
        ("明确评选标准", False),
        ("健全组织机构", False),
        ("评选要求", False),
        ("推荐名额", False),
        ("坚持公开公平原则", False),
    ],
)
def test_the_last_noun_of_a_title_tells_whether_it_describes(title: str, descriptive: bool) -> None:
    assert is_descriptive(title) is descriptive


def test_criteria_below_their_title_are_no_tasks() -> None:
    text = "一、评选标准\n（一）健康之星\n（1）心态乐观，积极参加健身活动。\n二、评选办法\n各支部要推荐人选。\n"
    assert texts(text) == ["各支部要推荐人选。"]


def test_a_title_glued_to_its_text_is_read() -> None:
    text = (
        "一、指导思想以群众满意为根本，按照上级部署抓好走访工作。\n"
        "二、工作目标巩固创建成果，努力建设群众满意的幸福街道。\n"
        "三、主要措施结合街道实际，围绕重点难点问题推进走访工作。\n1.各支部要走访困难党员。\n"
    )
    plan = read_text(text)
    assert [(t.kind, t.path) for t in plan.tasks] == [
        ("goal", ("二、",)),
        ("action", ("三、", "1.")),
    ]


def test_a_title_line_that_ends_with_a_stop_governs_what_is_below() -> None:
    text = (
        "走访方案\n一、步骤\n（一）第一阶段：宣传发动，制定方案（2026年7月18日至25日）。\n各支部要制定走访方案。\n"
        "（二）部门联动，落实责任。\n各支部要落实走访责任。\n"
    )
    plan = read_text(text)
    assert [t.text for t in plan.tasks] == ["各支部要制定走访方案。", "各支部要落实走访责任。"]
    assert [(d.start, d.end) for d in plan.tasks[0].deadlines] == [("2026-07-18", "2026-07-25")]


def test_a_goal_above_the_children_of_its_heading_is_a_goal() -> None:
    text = "一、任务\n主要目标：走访覆盖全部困难党员家庭。\n1.各支部要走访困难党员。\n"
    assert [t.kind for t in read_text(text).tasks] == ["goal", "action"]


def test_a_bracket_of_owners_below_a_list_holds_for_the_whole_list() -> None:
    text = (
        "一、任务\n（1）加强预案管理，规范编制工作。\n（2）加强预案演练，完善演练制度。\n"
        "（责任单位：市应急局、市民政局）\n二、保障\n1.落实工作经费，足额保障到位。\n"
    )
    plan = read_text(text)
    owners = ("市应急局", "市民政局")
    assert [t.lines for t in plan.tasks] == [owners, owners, ()]
    assert plan.tasks[1].text == "（2）加强预案演练，完善演练制度。"


def test_a_title_with_its_owner_below_is_the_task() -> None:
    text = "一、活动\n1.【语文】话剧节\n时间：5月25日\n负责部门/团队：语文组\n2.读书节\n时间：6月\n负责部门：图书馆\n"
    tasks = read_text(text).tasks
    assert [t.path for t in tasks] == [("一、", "1."), ("一、", "2.")]
    assert tasks[0].text == "1.【语文】话剧节\n时间：5月25日\n负责部门/团队：语文组"


@pytest.mark.parametrize(
    "line",
    [
        "可申报支部：101、108、113、105",
        "优秀社团、特色项目、“先锋”团队、先进个人。",
        "详见《评优项目说明》（附件1）",
        "现场协调：王大明  李小华",
        "高一年级：11:45—12:10；",
        "本次活动由市委宣传部、团市委共同主办，市教育局、市妇联共同协办。",
        "当日集合时间、地点和乘车安排等细节将根据报名情况另行通知，请关注公告。",
        "2活动地点：幸福街道党群服务中心多功能厅",
        "时间暂定12月20日下午3点",
        "未来，我们将继续努力，为建设幸福街道作出更大的探索。",
    ],
)
def test_lines_that_tell_nobody_to_do_anything(line: str) -> None:
    assert texts(f"一、任务\n各支部要走访困难党员。\n{line}\n") == ["各支部要走访困难党员。"]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            "一、推荐条件\n1.热爱集体，成绩良好。\n请各支部于6月10日前将推荐人选报送街道团工委。\n",
            "请各支部于6月10日前将推荐人选报送街道团工委。",
        ),
        (
            "一、材料报送时间\n各支部负责人请于3月30日前将推荐材料报送街道团工委。\n",
            "各支部负责人请于3月30日前将推荐材料报送街道团工委。",
        ),
        (
            "一、推荐条件\n1.热爱集体，成绩良好。\n各社区要广泛宣传发动，严格审核推荐材料。\n",
            "各社区要广泛宣传发动，严格审核推荐材料。",
        ),
    ],
)
def test_a_request_below_criteria_is_a_task(text: str, task: str) -> None:
    assert texts(text) == [task]


def test_background_asks_nobody() -> None:
    assert texts("一、重要意义\n各社区要充分认识走访工作的重要意义，凝聚共识。\n") == []


def test_a_fact_behind_a_label_is_no_task_though_it_opens_with_a_verb() -> None:
    assert texts("一、培训时间：8月30日一天\n二、请各支部组织党员准时参加培训。\n") == [
        "二、请各支部组织党员准时参加培训。"
    ]


def test_the_last_item_of_a_list_is_a_task_though_the_list_is_closed_below() -> None:
    text = (
        "一、奖励\n1.参与奖由各工会小组统一发放。\n2.优胜奖由街道总工会统一发放。\n"
        "各工会小组要认真组织竞赛活动，推动工作发展。\n"
    )
    assert len(texts(text)) == 3
    assert texts(text)[1] == "2.优胜奖由街道总工会统一发放。"


def test_points_without_numbers_leave_out_the_title_and_the_lead_in() -> None:
    text = "走访工作计划【第一篇】\n一年来，街道总工会走访困难职工。\n一是加强阵地建设。抓好服务。\n二是走访困难职工家庭。\n"
    assert texts(text) == ["一是加强阵地建设。抓好服务。", "二是走访困难职工家庭。"]


def test_a_short_numbered_line_that_opens_with_how_to_act_is_a_task() -> None:
    assert texts("一、任务\n1.大力配合街道抓好安全\n2.电脑动画\n3.参与人员：全体师生\n") == [
        "1.大力配合街道抓好安全"
    ]


def test_items_below_what_they_must_fulfil_or_avoid_are_no_tasks() -> None:
    text = (
        "一、推荐\n（一）有下列行为的职工不能推荐：\n1.有违规从事有偿家教的；\n2.出现严重责任事故的。\n"
        "（二）各支部要做好推荐工作，按时报送。\n"
    )
    assert texts(text) == ["（二）各支部要做好推荐工作，按时报送。"]


def test_details_that_follow_later_leave_the_task() -> None:
    text = "一、任务\n1.配合街道组织一次安全宣誓，要求各支部组织人员参加，具体事项另行通知。\n"
    assert len(texts(text)) == 1


def test_time_line_of_a_step_governs_its_paragraphs():
    plan = read_text(
        "宣讲比赛方案\n一、安排\n（一）初赛\n时间：8月下旬至9月中旬\n各支部要组织初赛。\n"
        "（二）决赛\n各支部要组织决赛。\n时间：10月上旬\n幸福街道\n2022年8月1日\n"
    )
    assert [[(d.start, d.end) for d in task.deadlines] for task in plan.tasks] == [
        [("2022-08-21", "2022-09-20")],
        [("2022-10-01", "2022-10-10")],
    ]


def test_time_line_of_the_whole_plan_is_no_deadline():
    plan = read_text(
        "宣讲方案\n一、安排\n活动时间：8月下旬\n各支部要组织宣讲。\n二、要求\n各支部要重视。\n2022年8月1日\n"
    )
    assert [task.deadlines for task in plan.tasks] == [(), ()]
