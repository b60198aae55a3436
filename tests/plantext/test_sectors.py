"""Classes of organisation: subject or addressee, never a place or an object."""

import pytest

from niudai.plantext import read_text
from niudai.plantext.sectors import addressees_in, sectors_in, sectors_of_title


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("机关企事业单位", ("机关", "企业", "事业单位")),
        ("机关事业单位团组织", ("机关", "事业单位")),
        ("非公有制企业和社会组织", ("非公企业", "社会组织")),
        ("民营企业", ("非公企业",)),
        ("两新组织", ("非公企业", "社会组织")),
        ("国有企业", ("国有企业",)),
        ("村（社区）", ("农村", "街道社区")),
        ("区域性、行业性工会", ("区域性行业性",)),
        ("各校", ("学校",)),
        ("市直有关学校", ("学校",)),
        ("学校党组织", ()),
        ("司法机关", ()),
        ("农业农村局", ()),
    ],
)
def test_words_give_codes(text: str, codes: tuple[str, ...]) -> None:
    assert sectors_in(text) == codes


def test_a_list_of_classes_is_one_addressee() -> None:
    (task,) = read_text("1.各行政村、企事业单位要抓好安全生产。\n").tasks
    assert (task.lines, task.sectors) == ((), ("农村", "企业", "事业单位"))


def test_places_and_objects_give_no_sector() -> None:
    (task,) = read_text("1.各支部要深入社区、企业走访群众。\n").tasks
    assert task.sectors == ()


def test_own_title_counts_only_for_unmistakable_words() -> None:
    assert sectors_of_title("完善企事业单位民主管理制度") == ("企业", "事业单位")
    assert sectors_of_title("推行社区党建共建") == ()


def test_unit_classes_follow_the_sectors() -> None:
    (task,) = read_text("1.非公企业工会要关心职工生活。\n").tasks
    assert (task.sectors, task.unit_classes) == (("非公企业",), ("private",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.严禁中小学校组织学生参加补课。\n", ("学校",)),
        ("1.由学校布置知识答题，学生自愿参加。\n", ("学校",)),
        ("1.学校是治理工作的主要责任单位，要落到实处。\n", ("学校",)),
        ("1.生产企业自主选定配送单位，保证供应。\n", ("企业",)),
        ("1.到年底，50人以上的新经济组织都要有党员，纳入管理。\n", ("非公企业",)),
        (
            "1.各机关、企事业单位和各村委会按照责任区做好整治。\n",
            ("机关", "企业", "事业单位", "农村"),
        ),
        ("1.深入社区、农村进行宣传，倡导新风。\n", ()),
        ("1.农村、学校、机关等各领域要广泛参与，共同推进。\n", ("农村", "学校", "机关")),
    ],
)
def test_classes_in_their_many_places(text: str, codes: tuple[str, ...]) -> None:
    (task,) = read_text(text).tasks
    assert set(task.sectors) >= set(codes) if codes else task.sectors == ()


def test_a_school_that_speaks_of_itself_is_no_class() -> None:
    plan = read_text(
        "为做好我校工作，制定本方案。\n1.学校要组织教师学习文件。\n2.各校要上报总结材料。\n"
    )
    assert [t.sectors for t in plan.tasks] == [(), ("学校",)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("各区推荐三件作品，于6月底前报送市馆（市直学校直接报送）。", {"学校"}),
        ("各区可推荐五篇，市直各校不超过2篇。", {"学校"}),
        ("参赛名额另发，“红烛奖”市直学校每校至多1名。", {"学校"}),
        ("各市直学校、教研院的自查表（附件）请在4月底前报送。", {"学校"}),
        ("各区教体局和学校要做好宣传。", {"学校"}),
        ("市直学校的学员由学校负责通知。", {"学校"}),
        ("各机关、学校、企业集中清理楼道。", {"机关", "学校", "企业"}),
        (
            "各机关、学校、企事业单位以及街道、社区，城郊村，在本辖区，要用好黑板报。",
            {"机关", "学校", "企业", "事业单位", "街道社区", "农村"},
        ),
        ("机关、事业单位工作人员带头捐款。", {"机关", "事业单位"}),
        ("各社区创建示范点要着眼于便民。", {"街道社区"}),
        ("做好保洁。（责任单位：城管办、各村、社区）", {"农村", "街道社区"}),
        ("排查隐患，由社会团体自查。", {"社会组织"}),
        ("市属企业、市直机关事业单位按要求报送。", {"企业", "机关", "事业单位"}),
        ("每个村、社区要有专人。", {"农村", "街道社区"}),
        ("每所学校至少推荐1名。", {"学校"}),
        ("在全市机关、企事业单位、村（社区）开展活动。", set()),
        ("“两新”组织党组织覆盖面不断扩大。", {"非公企业", "社会组织"}),
    ],
)
def test_addressees_stand_anywhere_in_an_item(text: str, codes: set[str]) -> None:
    (task,) = read_text(f"1.{text}\n").tasks
    assert set(task.sectors) == codes


@pytest.mark.parametrize(
    "text",
    [
        "深入各学校开展宣讲。",
        "到机关、学校、企业开展宣讲。",
        "抓好校园文化，向市直学校、各校发放图书。",
        "各学校的做法值得推广。",
        "机关、学校、企业的垃圾要分类。",
        "由社区居委会负责组建队伍。",
        "做好读书节。（责任单位：区委办、区直属机关党工委）",
    ],
)
def test_places_recipients_and_organs_are_no_addressees(text: str) -> None:
    assert addressees_in(text) == ()


def test_the_school_that_issues_a_plan_is_no_class_among_those_named() -> None:
    plan = read_text("为做好我校工作，制定本方案。\n1.做好通知，学员由学校负责选拔。\n")
    assert [t.sectors for t in plan.tasks] == [()]
