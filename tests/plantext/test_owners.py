"""Who has to do a task: annotation, 由…负责, subject, nearest heading, and nobody else."""

import pytest

from niudai.plantext import Task, read_text
from niudai.plantext.owners import annotation_owners, heading_lines, is_annotation_line, owners_of


def task(text: str) -> Task:
    """The one task read from an item with `text`."""
    (found,) = read_text(f"一、任务\n1.{text}\n").tasks
    return found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("各级工会要走访困难职工家庭。", ("union",)),
        ("市总工会、团市委、市妇联要联合开展慰问活动。", ("union", "league", "women")),
        ("街道党工委和办事处要把服务群众摆上日程。", ("party", "办事处")),
        ("党（总）支部要每月开展一次主题党日。", ("party",)),
        ("教育行政部门要指导中小学开展活动。", ("教育行政部门",)),
        ("市委宣传部要组织新闻媒体做好报道。", ("市委宣传部",)),
        ("市人力资源和社会保障局负责技能培训的组织实施。", ("市人力资源和社会保障局",)),
        ("科技部、财政部等有关部门要加强指导。", ("科技部", "财政部")),
        ("县级以上地方人民政府要统筹安排经费。", ("县级以上地方人民政府",)),
        ("各省（区、市）人民政府要制定实施办法。", ("省（区、市）人民政府",)),
        ("组织党支部开展主题党日活动，联系服务群众。", ("party",)),
        ("请市财政局落实工作经费，保障活动开展。", ("市财政局",)),
        ("活动由市妇联牵头，按年度组织实施。", ("women",)),
        (
            "生态环境部会同国家发展改革委、工业和信息化部制定办法。",
            ("生态环境部", "国家发展改革委", "工业和信息化部"),
        ),
        ("做好就业服务工作。（市人社局、市总工会按职责分工负责）", ("市人社局", "union")),
        ("做好就业服务工作。（责任单位：市人社局，配合单位：团市委）", ("市人社局", "league")),
        ("做好就业服务工作。〔责任部门：民政办，完成时间：6月底前〕", ("民政办",)),
        ("做好就业服务工作。（教学处）", ("教学处",)),
        (
            "做好就业服务。（民政局、财政局等和各有关省级人民政府负责）",
            ("民政局", "财政局", "省级人民政府"),
        ),
    ],
)
def test_owners_are_read_from_every_printed_form(text: str, lines: tuple[str, ...]) -> None:
    assert task(text).lines == lines


@pytest.mark.parametrize(
    "text",
    [
        "各单位要高度重视，精心组织实施。",
        "各地区、各有关部门要做好衔接工作。",
        "有关部门要按规定办理移交的手续。",
        "关心困难职工，充分发挥工会的桥梁作用。",
        "夯实组织基础，优化干部队伍的结构。",
        "全面推行社区党建共建，把服务送到群众家门口。",
        "着力健全工作机制，推动形成工作格局。",
        "高度重视并积极支持工会、共青团开展各项工作。",
    ],
)
def test_general_addressees_and_objects_are_no_owners(text: str) -> None:
    assert task(text).lines == ()


def test_the_nearest_heading_that_names_a_line_is_inherited() -> None:
    plan = read_text(
        "一、坚持党建带团建\n1.开展志愿服务活动，关爱老人。\n二、抓好保障\n1.落实经费，保障活动开展。\n"
    )
    assert [t.lines for t in plan.tasks] == [("league",), ()]
    assert plan.tasks[0].why["lines"] == "所在标题“坚持党建带团建”"


def test_an_annotation_on_its_own_line_belongs_to_the_item_above() -> None:
    found = task("做好就业服务工作，帮助失业人员再就业。\n责任单位：市人社局；完成时限：6月底前")
    assert found.lines == ("市人社局",)
    assert [d.text for d in found.deadlines] == ["6月底前"]


def test_lead_owners_are_told_from_assisting_ones() -> None:
    assert annotation_owners("牵头单位：市妇联，配合单位：市民政局、市财政局") == (
        ("women", "市民政局", "市财政局"),
        ("women",),
    )
    assert annotation_owners("高一、高二年级") == ((), ())


def test_headings_that_name_two_lines_name_none() -> None:
    assert heading_lines("发挥工会、共青团作用") == ()
    assert heading_lines("坚持党建带妇建，组织广大妇女") == ("women",)


def test_annotation_lines() -> None:
    assert is_annotation_line("（牵头单位：市总工会）")
    assert not is_annotation_line("责任重于泰山，各级都要抓好落实。")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("市教育局：组织中小学开展阅读教育。", ("市教育局",)),
        ("团市委、市妇联：开展法治宣讲。", ("league", "women")),
        ("活动由平安办牵头、消防救援站指导。", ("平安办", "消防救援站")),
        ("活动情况由安全监察部统计。", ("安全监察部",)),
        ("安全环保部会同工会进行考评。", ("安全环保部", "union")),
        ("由德育处和年级组具体负责。", ("德育处", "年级组")),
        ("市教育局负责规划，教育局负责督导。", ("市教育局",)),
    ],
)
def test_owners_of_real_texts(text: str, lines: tuple[str, ...]) -> None:
    assert task(text).lines == lines


def test_an_annotation_at_a_title_names_who_does_what_stands_below() -> None:
    plan = read_text("一、主题展示活动（宣传部牵头）\n以朗诵等形式选送优秀节目。\n")
    assert [t.lines for t in plan.tasks] == [("宣传部",)]


def test_a_doer_inside_a_sentence_is_less_sure() -> None:
    sure = task("各级工会要走访困难职工家庭。")
    unsure = task("活动结束以后一周时间以内按照规定，工会要汇总有关情况。")
    assert (sure.confidence, unsure.confidence) == (0.85, 0.65)
    assert unsure.why["lines"] == "句中主语“工会”"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("市妇联成立工作专班，分管领导任组长。", ("women",)),
        ("要扎实推进，市农业农村局、各涉农乡镇每季度通报一次。", ("市农业农村局",)),
        ("组织宣讲，工、青、妇协同开展服务活动。", ("union", "league", "women")),
        ("由镇综治办部署，各村落实，镇司法所负责协调。", ("镇综治办", "镇司法所")),
        ("由人武部牵头，家委会主导，社区协助。", ("人武部", "家委会")),
        ("区红十字会协同区应急办提出方案。", ("区红十字会", "区应急办")),
        ("与县司法局、县律师协会等单位配合，开展普法宣传。", ("县司法局", "县律师协会")),
        ("为防止事故发生，项目部购置了应急物资。", ("项目部",)),
        ("对违规的企业，市应急局一律通报批评。", ("市应急局",)),
        ("妇联领导带头，深入社区走访。", ("women",)),
        ("督导组。负责对各村工作进行检查。", ("督导组",)),
    ],
)
def test_doers_in_their_many_places(text: str, lines: tuple[str, ...]) -> None:
    assert set(task(text).lines) == set(lines)


@pytest.mark.parametrize(
    "text",
    [
        "严禁各培训机构与学校联合办班收费。",
        "党支部书记为分队队长，党员为队员。",
        "牵头部门要切实负起责任，其他部门要积极配合。",
        "各学院要本着负责的态度，认真开展推荐。",
        "杜绝由家长委员会等组织的有偿补课行为。",
        "加强与公安机关的协调配合，严查违纪行为。",
        "医疗机构形成结余的，可统筹用于奖励支出。",
    ],
)
def test_bans_people_and_cases_have_no_doer(text: str) -> None:
    assert task(text).lines == ()


def test_an_annotation_says_more_than_names() -> None:
    found, leads = annotation_owners(
        "责任单位：省教育厅、省财政厅按职责分工负责。具体任务均涉及相关县（市）人民政府，不再做分工，下同。"
    )
    assert found == ("省教育厅", "省财政厅", "县（市）人民政府")
    assert leads == found
    assert annotation_owners("责任单位：州司法局、各县市人民政府，6月底完成")[0] == (
        "州司法局",
        "县市人民政府",
    )


def test_words_before_the_points_name_who_does_them() -> None:
    plan = read_text("一、督查\n1.督查组工作职责：一是检查各村。二是汇总问题。\n")
    assert [t.lines for t in plan.tasks] == [("督查组",), ("督查组",)]


def test_an_annotation_line_names_who_does_every_paragraph() -> None:
    plan = read_text(
        "一、改革\n1.持续推动高校和中学的改革方案落实。做好各项改革试点工作，总结推广好的经验。\n推进步骤：今年完成试点，明年全面推开。\n责任部门：基层工作部\n"
    )
    assert [t.lines for t in plan.tasks] == [("基层工作部",), ("基层工作部",)]


@pytest.mark.parametrize(
    "text",
    [
        "党委中心组学习制度健全，落实到位。",
        "党支部标准化规范化建设全面推进。",
        "团委书记由党员担任，列席党委会议。",
        "社区服务中心功能完善，设施齐全。",
        "方案经镇党委研究同意后印发执行。",
        "把工会工作纳入党建工作责任制考核。",
        "加强与人社、教育等部门的沟通协调。",
        "材料报送至区妇联办公室王老师处。",
        "配合公安机关做好禁毒宣传教育。",
        "企业工会组建率达到90%以上。",
    ],
)
def test_topics_and_objects_have_no_doer(text: str) -> None:
    assert task(text).lines == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("由承担工作的市财政局予以补助。", ("市财政局",)),
        ("要求各级教育工会原则上提交建议。", ("union",)),
        ("各级团的领导机关要走访青年。", ("league",)),
        ("县教育局安监股检查学校安全。", ("县教育局安监股",)),
        ("学校美术组将进行评选。", ("美术组",)),
        ("各市教育局、总工会遵循自愿原则组织教师参加。", ("市教育局", "union")),
        ("各地组织三级公立医院完成转换。", ()),
        ("除省委统一安排外，不题词。", ()),
        ("专家评委团队根据现场表现打分。", ()),
        ("三级医院限额申报5项，其他单位申报2项。", ()),
        ("证明由医院和财务部门出具。", ()),
        ("理清本地区企业团组织组建数，建立台账。", ()),
        ("村集体入股企业分红。", ()),
        ("必须事先征求学校纪委意见。", ()),
        ("改造教师办公室一间。", ()),
        ("学生离开休息处时要带走垃圾。", ()),
        ("考生每科只交一份答卷。", ()),
        ("严查医疗机构不按时结算的问题。", ()),
        ("职能处要做好准备。", ()),
        ("围绕中心工作，找准工会定位。", ()),
        ("镇工会办公室设在党政办。", ()),
        ("联系人：县总工会组织部李某。", ()),
        ("形成党委领导、政府负责、工会配合的机制。", ()),
        ("区妇联牵头，区民政局负责、工会配合。", ("women", "区民政局", "union")),
        ("班主任报安全处备案，市直报省教研室审核。", ()),
        ("请假须有医院证明。", ()),
        ("技术股要依法登记。", ()),
        ("由王某某老师负责整理。", ()),
    ],
)
def test_who_is_told_and_who_only_appears(text: str, lines: tuple[str, ...]) -> None:
    assert owners_of(text, (), "").lines == lines


def test_areas_in_an_annotation_are_no_owners_but_their_governments_are() -> None:
    assert annotation_owners("责任单位：市交通运输局，各区、园区")[0] == ("市交通运输局",)
    assert annotation_owners("市审批局牵头，各县市区政府按职责分工负责")[0] == (
        "市审批局",
        "县市区政府",
    )
