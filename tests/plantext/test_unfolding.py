"""Numbers inside lines begin paragraphs of their own."""

from niudai.plantext import read_text


def headings(text: str) -> list[tuple[int, str]]:
    """Level and number of every heading of `text`."""
    return [(h.level, h.number_text) for h in read_text(text).headings]


def levels(text: str) -> list[tuple[str, int]]:
    """The number and level of every heading read from `text`."""
    return [(h.number_text, h.level) for h in read_text(text).headings]


def test_a_plan_on_one_line_is_split_at_its_numbers() -> None:
    text = (
        "一、加强领导。各级工会要把服务职工摆上重要位置，经常研究，抓好落实，形成上下联动的工作格局。"
        "二、主要任务。1.开展走访。各级工会要深入企业走访困难职工，了解生活中的困难，帮助解决实际问题，"
        "让职工感受到组织的关怀和温暖，增强归属感和获得感。2.开展培训。各级工会要围绕生产需要组织技能培训，"
        "帮助职工提高本领，为企业发展贡献力量，培养更多高素质的技能人才。三、工作要求。"
        "各级工会要加强宣传，总结推广好的经验做法，营造关心职工、服务职工的浓厚氛围，及时上报工作进展情况，"
        "确保各项任务落到实处、取得实效，把好事办好、实事办实，让广大职工满意，推动工作再上新的台阶，"
        "不断提高服务职工的能力和水平，把工会建设成为职工信赖的职工之家。"
    )
    assert levels(text) == [("一、", 1), ("二、", 1), ("1.", 2), ("2.", 2), ("三、", 1)]


def test_a_plan_on_one_line_opens_a_level_without_a_stop() -> None:
    text = (
        "加强团建方案为加强基层团组织建设，制定本方案。一、提高认识。各级团组织要增强责任意识，"
        "把做好此项工作作为重要举措来抓，做到有部署、有检查、有总结，务求取得实效，让青年愿意参加、能够参加、经常参加，不走过场，不留死角，让青年满意。"
        "二、保障措施（一）各级团组织要建立领导责任制，主要领导亲自抓。（二）各级团委要争取支持。"
    )
    assert headings(text) == [(1, "一、"), (1, "二、"), (2, "（一）"), (2, "（二）")]


def test_a_paragraph_with_sections_inside_is_split_among_other_paragraphs() -> None:
    filler = "把党群工作任务落到实处，让职工群众得到实惠，" * 4
    text = (
        f"分享\n1.下载\n2.收藏\n3.打印\n走访方案 一、工作目标：{filler}受到好评。 二、主要任务。{filler}完成任务。"
        f" 三、保障措施：{filler}落实经费。\n"
    )
    assert [h.number_text for h in read_text(text).headings][-3:] == ["一、", "二、", "三、"]


def test_a_first_item_behind_a_title_is_found_where_the_second_follows() -> None:
    text = "一、任务\n（一）宣传报道 1、6月1日召开发布会。\n2、6月2日开设专栏，连续报道。\n"
    plan = read_text(text)
    assert [(h.level, h.number_text) for h in plan.headings] == [
        (1, "一、"),
        (2, "（一）"),
        (3, "1、"),
        (3, "2、"),
    ]
    assert plan.headings[1].title == "宣传报道"


def test_sections_glued_to_the_text_before_them_are_found() -> None:
    text = (
        "为丰富职工生活，现制定方案如下：一、活动时间、地点：1、时间：6月1日（暂定）2、地点：学校操场二、组织机构：总策划"
        "由工会主席担任，宣传报道组由宣传委员担任。三、组队办法：1、由各办公室负责人担任队长，并牵头组队参赛。"
        "2、前三名获一、二、三等奖，由街道总工会统一发放奖品，并在街道公告栏公布名单，做好宣传报道工作。\n"
    )
    plan = read_text(text)
    assert [(h.level, h.number_text) for h in plan.headings] == [
        (1, "一、"),
        (2, "1、"),
        (2, "2、"),
        (1, "二、"),
        (1, "三、"),
        (2, "1、"),
        (2, "2、"),
    ]


def test_numbers_missing_at_the_line_starts_are_found_inside_the_lines() -> None:
    text = (
        "现将有关事宜通知如下： 一、活动时间 6月至7月 二、活动范围\n面向各支部和各级工会。 三、工作要求\n"
        "1.组织有力。各支部要走访困难党员。 2.保障有力。各级工会要落实经费。 3.宣传有力。要做好报道。\n"
        "4.总结有力。各支部要及时总结。\n四、联系方式\n"
    )
    assert [(h.level, h.number_text) for h in read_text(text).headings] == [
        (1, "一、"),
        (1, "二、"),
        (1, "三、"),
        (2, "1."),
        (2, "2."),
        (2, "3."),
        (2, "4."),
        (1, "四、"),
    ]


def test_an_inline_list_without_numbers_at_line_starts_stays_whole() -> None:
    text = "一、宣传\n各支部要宣传：1.普法知识；2.禁毒知识；3.安全知识。\n二、总结\n各支部要及时总结经验。\n"
    assert [h.number_text for h in read_text(text).headings] == ["一、", "二、"]


def test_a_number_skipped_by_the_document_splits_nothing() -> None:
    text = "一、任务\n8.走访困难职工。共有1、2号小区。\n12.培训骨干职工。\n"
    assert [h.number_text for h in read_text(text).headings] == ["一、", "8.", "12."]


def test_an_excerpt_with_sections_in_one_line_is_split() -> None:
    filler = "各校要积极申报，认真组织学生参加活动，取得教育实效。"
    text = f"（3）感恩教育，组织征文活动。七、示范创建。{filler * 2}八、评选先进。{filler * 2}九、参加竞赛。{filler}\n"
    assert [h.number_text for h in read_text(text).headings] == ["（3）", "七、", "八、", "九、"]


def test_a_line_that_ends_with_a_title_is_not_continued_by_its_text() -> None:
    preface = "为贯彻落实上级文件精神，深入了解困难党员和困难职工的实际需要，切实帮助解决困难，经研究决定开展走访。"
    text = (
        f"{preface}现将有关事宜通知如下： 一、走访时间 6月至7月 二、走访范围\n全体困难党员和困难职工家庭。\n"
        "三、走访要求\n各支部要做好走访记录。\n"
    )
    plan = read_text(text)
    assert [h.title for h in plan.headings] == ["走访时间 6月至7月", "走访范围", "走访要求"]
    assert [t.text for t in plan.tasks] == ["各支部要做好走访记录。"]


def test_sections_scattered_over_long_paragraphs_are_found() -> None:
    filler = "各校要积极申报，认真组织学生参加活动，取得教育实效。"
    text = (
        f"（3）感恩教育，组织征文活动。{filler * 5}七、示范创建。{filler}八、评选先进。\n"
        f"各校要做好推荐。{filler * 5}九、参加竞赛。{filler}\n"
    )
    assert [h.number_text for h in read_text(text).headings] == ["（3）", "七、", "八、", "九、"]
