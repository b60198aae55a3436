"""Lines of a text file become paragraphs with their span."""

from niudai.plantext import read_text
from niudai.plantext.paragraphs import paragraphs


def test_paragraphs_are_trimmed_and_keep_their_span() -> None:
    source = "\u3000\u3000一、学习 \r\n\r\n&nbsp;&nbsp;二、落实\xa0\n"
    found = paragraphs(source)
    assert [p.text for p in found] == ["一、学习", "二、落实"]
    assert [source[p.start : p.end] for p in found] == ["一、学习", "二、落实"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "1.各级工会要把服务职工作为工作的出发点\n和落脚点，经常走访困难职工家庭了解需\n"
        "求，帮助解决生活中的实际困难和问题。\n2.各级团组织要组织团员青年参加志愿\n"
        "服务，关心社区里的老人和留守的少年儿\n童，在服务中增长本领和见识。\n"
    )
    assert [p.text[:6] for p in paragraphs(wrapped)] == ["1.各级工会", "2.各级团组"]


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    found = paragraphs("各级工会要开展走访慰问，\n了解职工需要。\n一、学习")
    assert [p.text for p in found] == ["各级工会要开展走访慰问，\n了解职工需要。", "一、学习"]


def test_short_lines_without_stop_stay_apart() -> None:
    assert len(paragraphs("一、学习\n各支部组织集中学习\n二、落实")) == 3


def test_page_numbers_do_not_cut_a_wrapped_item() -> None:
    text = (
        "一、提高服务能力,加强对职工的关心关爱\n1.完善职工服务工作的领导体制机制,优化工\n"
        "作程序,涉及职工权益的重大事项由街道总\n— — — 2 —\n工会集体研究,全面提升服务职工的能力。\n"
        "牵头单位:区总工会\n协办单位:区民政局、区人力社保局、园区党工\n委、各街道总工会\n"
    )
    (task,) = read_text(text).tasks
    assert task.lines == ("union", "区民政局", "区人力社保局", "party")


def test_a_line_never_begins_with_a_comma_or_a_percent_sign() -> None:
    found = paragraphs("标准型小区达100\n%\n，其中示范型6个。\n二、保障")
    assert [p.text for p in found] == ["标准型小区达100\n%\n，其中示范型6个。", "二、保障"]


def test_a_number_alone_on_its_line_belongs_to_the_next() -> None:
    plan = read_text("一、\n工作任务\n（一）\n各支部要走访困难党员，了解需要。\n")
    assert [(h.number_text, h.level) for h in plan.headings] == [("一、", 1), ("（一）", 2)]
    assert plan.headings[0].title == "工作任务"
    assert [t.lines for t in plan.tasks] == [("party",)]


def test_a_sentence_broken_at_a_page_foot_is_joined_though_all_lines_are_indented() -> None:
    first = (
        "  1.加快小区改造。全面开工改造项目，健全便民市场、停车场等设施，推进供水、供电、供气专项改造，"
        "加快建立长效管理机制，完善便民设施和其他"
    )
    second = "  服务设施。继续推进加装电梯，年内完成改造任务。"
    (task,) = read_text(f"{first}\n\n{second}\n").tasks
    assert task.text.endswith("年内完成改造任务。")


def test_a_short_text_among_menus_shows_its_wraps_in_broken_sentences() -> None:
    sentences = (
        "为深入了解困难党员的家庭情况，帮助解决生活中的实际困难，经街道研究，决定开展走访。",
        "一、各支部要组织党员走访困难党员家庭，了解生活情况，建立走访台账和服务清单。",
        "二、各级工会要组织走访困难职工家庭，发放慰问金，每个季度汇总一次走访的情况。",
    )
    wrapped = [f"　　{said[:34]}\n{said[34:]}" for said in sentences]
    short = [
        f"　　{n}、抓好{what}，推动工作落到实处。" for n, what in (("三", "宣传"), ("四", "总结"))
    ]
    menus = [
        "首页 | 机构概况 | 新闻动态 | 通知公告 | 在线办事",
        "您的位置：首页",
        "各支部、各级工会：",
    ]
    plan = read_text("\n".join([*menus, *wrapped, *short]))
    assert [t.text[-4:] for t in plan.tasks[:2]] == ["务清单。", "的情况。"]
