"""One task paragraph and the pieces it falls into."""

from niudai.plantext import Task, read_text
from niudai.plantext.pieces import split


def texts(source: str) -> list[str]:
    """The texts of all tasks read from `source`."""
    return [t.text for t in read_text(source).tasks]


def only(source: str) -> Task:
    """The one task read from `source`."""
    (task,) = read_text(source).tasks
    return task


def test_points_split_and_their_lead_in_is_no_task() -> None:
    plan = read_text("一、服务职工。一是走访困难职工家庭。二是开展职工技能培训。\n")
    assert [(t.text, t.path) for t in plan.tasks] == [
        ("一是走访困难职工家庭。", ("一、", "一是")),
        ("二是开展职工技能培训。", ("一、", "二是")),
    ]


def test_points_on_their_own_lines_keep_the_text_before_them() -> None:
    source = "1.开展服务。把服务职工作为长期任务抓实抓好。\n一是走访困难职工家庭。\n二是开展技能培训活动。\n"
    assert [t[:4] for t in texts(source)] == ["1.开展", "一是走访", "二是开展"]


def test_inline_brackets_split_like_points() -> None:
    assert texts("一、走访慰问。（1）走访困难职工家庭。（2）慰问一线环卫工人。\n") == [
        "（1）走访困难职工家庭。",
        "（2）慰问一线环卫工人。",
    ]


def test_sentences_of_different_lines_split_and_the_first_keeps_the_number() -> None:
    plan = read_text(
        "一、带群建\n1、抓好落实。工会要走访职工。团委要组织志愿服务。妇联要关爱儿童。\n"
    )
    assert [(t.text, t.lines) for t in plan.tasks] == [
        ("1、抓好落实。工会要走访职工。", ("union",)),
        ("团委要组织志愿服务。", ("league",)),
        ("妇联要关爱儿童。", ("women",)),
    ]


def test_sentences_of_different_sectors_split() -> None:
    plan = read_text("1.农村团组织要培养新型农民。街道社区团组织要开展志愿服务。\n")
    assert [(t.sectors, t.lines) for t in plan.tasks] == [
        (("农村",), ("league",)),
        (("街道社区",), ("league",)),
    ]


def test_one_closing_annotation_keeps_the_item_whole() -> None:
    task = only("1.做好服务。工会要走访职工。团委要组织志愿服务。（街道党工委负责）\n")
    assert task.lines == ("party",)


def pieces(text: str) -> list[str]:
    """The pieces of `text` below a heading that names no line."""
    return [text[p.start : p.end] for p in split(text, ())]


def test_a_stray_second_point_keeps_what_stands_before_it() -> None:
    text = (
        "首先各支部要围绕中心工作走访困难群众，了解生活中的实际困难。二是建立台账。三是抓好落实。"
    )
    assert [p[:2] for p in pieces(text)] == ["首先", "二是", "三是"]


def test_circles_split() -> None:
    assert [p[:1] for p in pieces("走访慰问。①走访职工；②走访劳模。")] == ["①", "②"]


def test_a_background_sentence_stands_with_what_follows() -> None:
    text = "（一）抓好落实。清明节是缅怀先烈的重要节日。各班团支部要制定方案。"
    assert pieces(text) == [text]


def test_several_annotations_split_after_each() -> None:
    text = "提高补贴标准。（财政部负责）完善管理办法。（民政部负责）"
    assert pieces(text) == ["提高补贴标准。（财政部负责）", "完善管理办法。（民政部负责）"]


def test_general_addressees_do_not_split() -> None:
    text = "1.抓好落实。有关部门要密切配合。各单位要及时上报。"
    assert pieces(text) == [text]


def test_a_doer_named_in_passing_covers_the_whole_paragraph() -> None:
    text = "一、调研\n围绕中心工作开展调研，制定工作方案。12月底前，各支部提交一份调研报告。\n"
    assert len(texts(text)) == 1


def test_a_class_of_bodies_after_a_named_doer_opens_a_piece() -> None:
    text = "一、惩处。市教育局要严明纪律，纳入考核。各学校要完善制度，纳入年度考核。\n"
    assert [t[:3] for t in texts(text)] == ["一、惩", "各学校"]


def test_a_body_just_founded_opens_no_piece() -> None:
    text = "一、组织领导。市教育局要成立走访工作领导小组。领导小组要定期研究走访工作。\n"
    assert len(texts(text)) == 1


def test_weight_alone_stands_with_what_follows() -> None:
    text = "1、思想建设。加强思想教育工作，是党的工作的重要组成部分。党组织要切实加强思想引领。\n"
    assert len(texts(text)) == 1
