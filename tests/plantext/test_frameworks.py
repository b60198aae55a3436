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
