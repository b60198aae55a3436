"""Quantities to reach, to keep to, and quantities that are neither."""

import pytest

from niudai.plantext.model import Scalar
from niudai.plantext.targets import find_targets, number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每年不少于5场", [(">=", 5, "场")]),
        ("覆盖率达到95%以上", [(">=", 95, "%")]),
        ("建会率达85％", [(">=", 85, "%")]),
        ("服务2万人次以上", [(">=", 20000, "人次")]),
        ("至少开展1次活动", [(">=", 1, "次")]),
        ("名额不超过集体3家、个人3人", [("<=", 3, "家"), ("<=", 3, "人")]),
        ("最多2名", [("<=", 2, "名")]),
        ("30个以内", [("<=", 30, "个")]),
        ("实现100%覆盖", [("=", 100, "%")]),
        ("每季度组织一次学习", [("=", 1, "次")]),
        ("每班推荐一人", [("=", 1, "人")]),
        ("结对帮扶12户", [("=", 12, "户")]),
        ("培训3-5场", [("range", (3, 5), "场")]),
    ],
)
def test_quantities(text: str, found: list[tuple[str, Scalar, str]]) -> None:
    assert [(t.comparator, t.value, t.unit) for t in find_targets(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "建立一个机制",
        "形成一批成果",
        "50人以上的企业建立组织",
        "28周岁以下青年",
        "抓好三个方面的工作",
        "联系人1名",
        "集中1个月时间",
        "一式三份",
    ],
)
def test_scopes_and_articles_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()


def test_numbers() -> None:
    assert [number(x) for x in ("95", "九十五", "1,200", "3.5", "一百二十")] == [
        95,
        95,
        1200,
        3.5,
        120,
    ]
    assert number("2", "万") == 20000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每5年修订1次", [("=", 1, "次")]),
        ("其他教师100%制定规划", [("=", 100, "%")]),
        ("整改率达到98以上", [(">=", 98, "%")]),
        ("培训率达到100%", [(">=", 100, "%")]),
        ("建设50所学校和150个专业", [("=", 50, "所"), ("=", 150, "个")]),
        ("评选“阅读之星”100名、“书香班级”50个", [("=", 100, "名"), ("=", 50, "个")]),
        ("设一等奖5名、二等奖10名", [("=", 5, "名"), ("=", 10, "名")]),
        ("每年至少1个月在企业实训", [(">=", 1, "个月")]),
        ("提供岗位500个", [("=", 500, "个")]),
    ],
)
def test_quantities_of_real_texts(text: str, found: list[tuple[str, Scalar, str]]) -> None:
    assert [(t.comparator, t.value, t.unit) for t in find_targets(text)] == found


@pytest.mark.parametrize(
    "text",
    ["开展“百名党员访千户家庭”活动", "达到12000元的基础上", "完成第一轮走访", "每月第一个星期"],
)
def test_numbers_in_names_and_orders_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()


def test_the_printed_words_of_a_target_keep_the_name_inside() -> None:
    assert find_targets("新建“职工之家”3个")[0].text == "新建“职工之家”3个"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达标村达到全区村庄总数的 80%", [(">=", 80, "%")]),
        ("按不低于采购金额的30%预付", [(">=", 30, "%")]),
        ("表彰数不超过本单位支部总数的5%", [("<=", 5, "%")]),
        ("入园率提高到85%", [(">=", 85, "%")]),
        ("增加值增长8%左右", [("=", 8, "%")]),
        ("审批时间缩短至60个工作日内", [("<=", 60, "个工作日")]),
        ("新开工安置房 1200 套", [("=", 1200, "套")]),
        ("新改建农村公路1.5万公里", [("=", 15000, "公里")]),
        ("各支部提交1份调研报告", [("=", 1, "份")]),
        ("90%以上的单位建立工会", [(">=", 90, "%")]),
        ("每个示范点补助2万元", [("=", 20000, "元")]),
        ("各选送一个优秀节目", [("=", 1, "个")]),
        ("全校共有12个名额", [("=", 12, "个")]),
        ("优秀团员10名、优秀团干部5名", [("=", 10, "名"), ("=", 5, "名")]),
    ],
)
def test_quantities_of_every_form(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(t.comparator, t.value, t.unit) for t in find_targets(text)] == found


@pytest.mark.parametrize(
    "text",
    ["申报材料一式三份", "配备了二台车", "公示3个工作日", "确保一人只得一个奖", "提高到一个新水平"],
)
def test_copies_facts_and_articles_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("微视频不超过5分钟", [("<=", 5, "分钟")]),
        ("各班产生一名选手代表班级参赛", [("=", 1, "名")]),
        ("名额为省“红烛奖”12名、省“新苗奖”5名。", [("=", 12, "名"), ("=", 5, "名")]),
        ("每个支部提交一个节目", [("=", 1, "个")]),
        ("各班必须选送一个节目", [("=", 1, "个")]),
        ("中心校限额申报9项，个人只能申报1项", [("<=", 9, "项"), ("<=", 1, "项")]),
        ("征文篇数上限为4篇", [("<=", 4, "篇")]),
        ("党小组会每月至少召开 1次", [(">=", 1, "次")]),
        ("覆盖率三年内达到 90%", [(">=", 90, "%")]),
        ("每天巡查3次", [("=", 3, "次")]),
        ("培育示范村（基地）20个", [("=", 20, "个")]),
        ("今年还要建6家，已新建2家", [("=", 6, "家")]),
    ],
)
def test_quotas_of_competitions_and_of_counts(
    text: str, found: list[tuple[str, float, str]]
) -> None:
    assert [(t.comparator, t.value, t.unit) for t in find_targets(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "有5名以上党员的企业单独建立支部",
        "高一5-8班参加抽检",
        "确保学校每一位教职工知晓",
        "实施一对一帮扶",
        "学习十四届全国人大一次会议精神",
        "产生大赛得分前三名",
        "内容45%，语言表达 35%",
        "组织百场宣讲活动",
        "按“好青年”6个类别申报",
        "从建设的第二批16所学校中选",
    ],
)
def test_scopes_names_and_facts_are_no_targets(text: str) -> None:
    assert find_targets(text) == ()
