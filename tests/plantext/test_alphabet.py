"""One alphabet: half and full width read alike, and what is printed comes back."""

from niudai.plantext import read_text
from niudai.plantext.alphabet import normal


def test_normal_keeps_the_length_and_the_place_of_every_character() -> None:
    source = '(一)开展"三送"活动,１２:00前报1,200份;&nbsp;〝双〞&#8226;完'
    plain = normal(source)
    assert len(plain) == len(source)
    assert (
        plain
        == "（一）开展“三送”活动，12:00前报1,200份；      “双”•\u2060\u2060\u2060\u2060\u2060\u2060完"
    )


def test_a_printed_entity_is_read_as_its_character() -> None:
    source = "一、任务\n1.工会要开展&ldquo;暖心&rdquo;活动&mdash;&mdash;走访不少于3户&rdquo;"
    plan = read_text(source)
    assert plan.text == source
    assert plan.tasks[0].text == source[5:]
    assert plan.tasks[0].programmes == ("暖心",)
    assert normal("A&amp;B&unknown;") == "A&\u2060\u2060\u2060\u2060B&unknown;"


def test_a_letter_in_the_place_of_line_ends_ends_lines() -> None:
    source = "Р一、任务Р1.工会要走访困难职工。Р2.团委要组织志愿服务。Р"
    assert [h.number_text for h in read_text(source).headings] == ["一、", "1.", "2."]
    assert normal("Р和СССР") == "Р和СССР"


def test_normal_leaves_clean_text_alone() -> None:
    text = "一、学习\n（一）工会要走访职工，1.5万人次。"
    assert normal(text) == text


def test_a_comma_inside_a_number_stays() -> None:
    assert normal("1,200人,3人") == "1,200人，3人"


def test_a_plan_prints_what_the_source_prints() -> None:
    source = (
        '(一)服务\n1.工会要开展"送温暖"活动(含慰问),６月３０日前走访不少于２０户;\n2.团委要培训。'
    )
    plan = read_text(source)
    assert plan.text == source
    assert [h.number_text for h in plan.headings] == ["(一)", "1.", "2."]
    assert plan.tasks[0].text == source[plan.tasks[0].char_start : plan.tasks[0].char_end]
    assert plan.tasks[0].deadlines[0].text == "６月３０日前"
    assert plan.tasks[0].targets[0].text == "不少于２０户"
    assert plan.tasks[0].targets[0].value == 20
    assert plan.tasks[0].programmes == ("送温暖",)


def test_a_word_broken_by_a_line_wrap_is_read_and_its_span_keeps_the_wrap() -> None:
    lines = (
        "一、工作任务",
        "　　（一）走访慰问困难职工。深入了解困难职工家庭情况，由街道党",
        "委牵头组织开展走访慰问活动，确保困难职工家庭都能得到及时帮扶，",
        "6月底前完成走访不少于20户，并建立工作台账，定期更新有关情况。",
        "　　（二）开展技能培训。由街道总工会牵头开展职工技能培训，全年",
        "培训不少于300人次，持续提升职工队伍素质和技能水平，做好总结。",
    )
    source = "\n".join(lines)
    plan = read_text(source)
    assert [t.lines for t in plan.tasks] == [("party",), ("union",)]
    assert plan.tasks[0].text == source[plan.tasks[0].char_start : plan.tasks[0].char_end]
    assert plan.tasks[0].text.count("\n") == 2
    assert plan.tasks[0].why["lines"] == "“由街道党委”"
    assert [t.value for t in plan.tasks[1].targets] == [300]


def test_pages_of_a_document_sharer_are_no_items() -> None:
    page = "深入走访困难党员和困难职工家庭，" * 8
    text = f"走访\n1、{page}确\n2、保{page}\n3、落实。一、任务。各支部要走访困难党员。二、要求。各支部要总结。\n"
    assert [h.number_text for h in read_text(text).headings] == ["一、", "二、"]
    items = "一、任务\n1、各支部要走访困难党员。\n2、各级工会要走访困难职工。\n3、妇联要走访困难家庭。\n"
    assert normal(items) == items


def test_ranks_broken_into_lines_stand_on_one() -> None:
    source = "一、奖励\n1.评出\n\n一、\n\n二、三等奖，由街道总工会发放。\n2.各支部要做好宣传。\n"
    plan = read_text(source)
    assert [h.number_text for h in plan.headings] == ["一、", "1.", "2."]
    assert plan.tasks[0].text == "1.评出\n\n一、\n\n二、三等奖，由街道总工会发放。"
