"""Named sets whose members are spelled out."""

import pytest

from niudai.plantext import read_text
from niudai.plantext.frameworks import counts, find_frameworks, framework_of_titles


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("“三定”，即定人、定岗、定责。", "三定", ("定人", "定岗", "定责")),
        (
            "“六带”就是带思想、带组织、带班子、带队伍、带作风、带工作。",
            "六带",
            ("带思想", "带组织", "带班子", "带队伍", "带作风", "带工作"),
        ),
        (
            "“四同时”，即党工工作同时研究、同时部署、同时检查、同时落实。",
            "四同时",
            ("同时研究", "同时部署", "同时检查", "同时落实"),
        ),
        (
            "“三带”即在推动发展、促进和谐和服务职工上“带”。",
            "三带",
            ("推动发展", "促进和谐", "服务职工"),
        ),
        (
            "“三带三同步”，就是带思想、带组织、带作风，同步研究、同步部署、同步落实。",
            "三带三同步",
            ("带思想", "带组织", "带作风", "同步研究", "同步部署", "同步落实"),
        ),
        (
            "做到三个纳入，即：纳入规划；纳入预算；纳入考核。",
            "三个纳入",
            ("纳入规划", "纳入预算", "纳入考核"),
        ),
        ("达到班子好、队伍好、机制好的“三好”标准。", "三好", ("班子好", "队伍好", "机制好")),
        (
            "坚持同步研究、同步部署、同步检查的“三同步”机制。",
            "三同步",
            ("同步研究", "同步部署", "同步检查"),
        ),
        ("落实“三定”（定人、定岗、定责）要求。", "三定", ("定人", "定岗", "定责")),
    ],
)
def test_members_are_read(text: str, name: str, members: tuple[str, ...]) -> None:
    (found,) = find_frameworks(text, lambda at: None)
    assert (found.name, found.members) == (name, members)


@pytest.mark.parametrize(
    "text",
    [
        "做到“四带四同时”，抓好落实。",
        "深化“五好”创建活动。",
        "抓好三个方面：学习、宣传、落实。",
        "“三定”，即定人、定岗。",
    ],
)
def test_names_without_all_members_are_not(text: str) -> None:
    assert find_frameworks(text, lambda at: None) == []


def test_the_line_is_that_of_the_task_around_it() -> None:
    plan = read_text("1.团委要做到“两带”，即带思想、带组织。\n")
    assert [(f.name, f.line) for f in plan.frameworks] == [("两带", "league")]


def test_counts() -> None:
    assert (counts("四带四同步"), counts("五个纳入"), counts("十二条")) == ([4, 4], [5], [12])
    assert (counts("五个一"), counts("三统一"), counts("三个带头四个表率")) == ([5], [3], [3, 4])


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("完善“五权”运行（录用权、设置权、聘用权、评聘权、考核权）。", "五权",
         ("录用权", "设置权", "聘用权", "评聘权", "考核权")),
        ("推进学校一流文化、一流课程、一流治理“三个一流”建设。", "三个一流",
         ("一流文化", "一流课程", "一流治理")),
        ("坚持“两个必须”，必须维护团结；必须遵循程序。", "两个必须",
         ("必须维护团结", "必须遵循程序")),
        ("以“四送”为主要内容：即送物资、送文化、送政策、送健康等。", "四送",
         ("送物资", "送文化", "送政策", "送健康")),
    ],
)  # fmt: skip
def test_frameworks_of_real_texts(text: str, name: str, members: tuple[str, ...]) -> None:
    (found,) = find_frameworks(text, lambda at: None)
    assert (found.name, found.members) == (name, members)


def test_a_member_is_the_name_before_what_it_means() -> None:
    (found,) = find_frameworks("做到“两同”：同谋划即一起研究；同落实即一起检查。", lambda at: None)
    assert found.members == ("同谋划", "同落实")


def test_a_title_that_counts_is_spelled_out_by_its_headings() -> None:
    plan = read_text(
        "开展“三个一”活动方案\n一、上好一堂课\n各支部要认真组织学习。\n二、办好一件事\n各支部要办实事。\n三、写好一份总结\n各支部要按时上报。\n"
    )
    (found,) = plan.frameworks
    assert (found.name, found.members) == ("三个一", ("上好一堂课", "办好一件事", "写好一份总结"))
    assert framework_of_titles("“三个一”活动", ["上好一堂课", "办实事"]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织卫生知识进社区、进农村、进家庭“三进”活动。", {"三进": "进社区/进农村/进家庭"}),
        ("按照有任务、有团队、有实绩的“三有”标准定方案。", {"三有": "有任务/有团队/有实绩"}),
        ("落实制度“两个有”。即：有固定的场所、有齐全的台账。", {"两个有": "有固定的场所/有齐全的台账"}),
        ("用好“两图”、“两书”。“两图”即规划图、分布图；“两书”是用好入会通知书、换届批复书。",
         {"两图": "规划图/分布图", "两书": "入会通知书/换届批复书"}),
        ("抓好客厅、卧室、厨房“三分开”，改水、改灶、改厕“三改造”。",
         {"三分开": "客厅/卧室/厨房", "三改造": "改水/改灶/改厕"}),
        ("形成“阵地联建、活动联办、服务联享”的“三联”格局。", {"三联": "阵地联建/活动联办/服务联享"}),
        ("做到“心灵美、语言美、行为美”（以下简称“三美”）。", {"三美": "心灵美/语言美/行为美"}),
        ("实行“三有”管理，即有制度、有台账、有专人。", {"三有": "有制度/有台账/有专人"}),
        ("落实“三化”措施，即布局科学化、服务精准化和人员专业化，推动工作上台阶。",
         {"三化": "布局科学化/服务精准化/人员专业化"}),
        ("开展“两项活动”，即“读书月”活动和“比技能”活动；其他工作照旧。",
         {"两项活动": "“读书月”活动/“比技能”活动"}),
        ("实施“三大工程”，即育人工程、安居工程、暖心工程；各支部要认真抓。",
         {"三大工程": "育人工程/安居工程/暖心工程"}),
        ("做到无外泄、无堆放、无过夜“三无标准”。（责任单位：城管办、各村、社区）",
         {"三无标准": "无外泄/无堆放/无过夜"}),
    ],
)  # fmt: skip
def test_members_before_the_name_and_behind_a_noun(text: str, found: dict[str, str]) -> None:
    assert {f.name: "/".join(f.members) for f in find_frameworks(text, lambda at: None)} == found


@pytest.mark.parametrize(
    "text",
    [
        "“五四”、“七一”前走访老党员、老干部、老工人。",
        "开展学习、宣传、贯彻活动，弘扬“五四精神”。",
        "做好“三夏”服务，立即组织农机、农技、农资下乡。",
        "“三好”是重要的目标、基础。",
    ],
)
def test_dates_and_qualities_have_no_members(text: str) -> None:
    assert find_frameworks(text, lambda at: None) == []


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("开展“三个一”活动，即读一本书、看一部电影、写一篇体会。", "三个一",
         ("读一本书", "看一部电影", "写一篇体会")),
        ("坚持“两个一”：1.读一本书；2.写一篇体会。", "两个一", ("读一本书", "写一篇体会")),
        ("坚持“三统一”（统一领导、统一部署、统一考核）。", "三统一",
         ("统一领导", "统一部署", "统一考核")),
        ("坚持“三统一”，统一领导、统一部署、统一考核。", "三统一",
         ("统一领导", "统一部署", "统一考核")),
        ("坚持统一领导、统一部署、统一考核“三统一”。", "三统一",
         ("统一领导", "统一部署", "统一考核")),
        ("开展以“讲学习、讲大局、讲正气”为主要内容的“三讲”教育。", "三讲",
         ("讲学习", "讲大局", "讲正气")),
    ],
)  # fmt: skip
def test_one_inside_a_name_is_a_word(text: str, name: str, members: tuple[str, ...]) -> None:
    (found,) = find_frameworks(text, lambda at: None)
    assert (found.name, found.members) == (name, members)
