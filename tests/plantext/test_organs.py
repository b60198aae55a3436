"""Organ names: heads and qualifiers, lists, inner organs, and the people who are none."""

import pytest

from niudai.plantext.organs import is_person, listed_at


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("市教育局、市文明办要联合开展。", ("市教育局", "市文明办")),
        ("市教育局监察室负责。", ("市教育局监察室",)),
        ("镇党委宣传办要统筹。", ("镇党委宣传办",)),
        ("县总工会权益保障部要落实。", ("union",)),
        ("各县（市、区）人民政府、各开发区管委会", ("县（市、区）人民政府", "开发区管委会")),
        ("各市、县人民政府要制定办法。", ("市、县人民政府",)),
        ("区、县（市）教体局和学校要上报。", ("区、县（市）教体局",)),
        ("市人力资源和社会保障局和团市委", ("市人力资源和社会保障局", "league")),
        ("各机关、企事业单位和各村委会按照分工", ("村委会",)),
        ("各级各类医疗机构要自查。", ("医疗机构",)),
        ("每个支部提交报告。", ("party",)),
        ("各学院团委（总支）严格把关。", ("league",)),
        ("县广播电视台、县日报、县电视台各派记者", ("县广播电视台", "县日报", "县电视台")),
    ],
)
def test_lists_are_read_to_their_end(text: str, owners: tuple[str, ...]) -> None:
    told = listed_at(text)
    assert told is not None
    assert told.owners == owners


@pytest.mark.parametrize(
    "text",
    [
        "严禁各培训机构招生。",
        "五四红旗团支部不超过三个。",
        "加快县、乡政务中心建设。",
        "发生火灾时总务处要组织疏散。",
        "全面推进工作。",
        "召开座谈会。",
    ],
)
def test_verbs_and_honours_are_no_part_of_a_name(text: str) -> None:
    assert listed_at(text) is None


def test_a_list_that_ends_in_no_name_says_so() -> None:
    told = listed_at("各团区委、志愿者队伍要参加。")
    assert told is not None
    assert (told.owners, told.whole) == (("league",), False)


def test_people_are_no_organs() -> None:
    assert [is_person(t) for t in ("书记为队长", "陈某某书记任队长", "成员名单", "要主动")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("县委、县政府要统一领导。", ("县委", "县政府")),
        ("县委县政府要统一领导。", ("县委", "县政府")),
        ("中国移动泰和分公司负责保障。", ("中国移动泰和分公司",)),
        ("项目部安全部每周检查。", ("项目部安全部",)),
        ("各级群团组织要作为。", None),
        ("教育局机关和各直属学校建立分队。", ("教育局",)),
        ("省、自治区、直辖市人民政府要制定办法。", ("省、自治区、直辖市人民政府",)),
    ],
)
def test_where_a_name_begins_and_ends(text: str, owners: tuple[str, ...] | None) -> None:
    told = listed_at(text)
    assert (told.owners if told else None) == owners
