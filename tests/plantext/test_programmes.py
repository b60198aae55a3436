"""Quoted names: programmes, awards and methods, not slogans, qualities or dates."""

import pytest

from niudai.plantext.programmes import find_programmes, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("通过开展“青年文明号”等活动", ("青年文明号",)),
        ("实施“巾帼家政服务工程”，帮助妇女就业", ("巾帼家政服务工程",)),
        ("推行社区党建“契约化”共建做法", ("契约化",)),
        ("开展“六个一百”活动", ("六个一百",)),
        ("评选“最美志愿者”“最美志愿服务组织”", ("最美志愿者", "最美志愿服务组织")),
        ("依托“青年之家”等阵地", ("青年之家",)),
        ("建设“智慧工会”平台", ("智慧工会",)),
        ("用好“红色管家”工作法", ("红色管家",)),
    ],
)
def test_names_are_found(text: str, names: tuple[str, ...]) -> None:
    assert find_programmes(text, "") == names


@pytest.mark.parametrize(
    "text",
    [
        "以“奋进新征程”为主题开展活动",
        "实现“双赢”",
        "增强“四个意识”",
        "提高女性进村“两委”的比例",
        "落实《“暖心”行动方案》要求",
        "按照“公平、公正、公开”原则",
        "在“七一”前夕",
        "上传至公共文件夹“团委活动”",
        "按照“一事一议”的要求",
    ],
)
def test_slogans_qualities_dates_and_books_are_not(text: str) -> None:
    assert find_programmes(text, "") == ()


def test_the_governing_title_counts_and_each_name_once() -> None:
    assert find_programmes("各支部要做好“送温暖”活动。", "开展“送温暖”活动") == ("送温暖",)


def test_a_list_before_a_campaign_word_is_all_named() -> None:
    text = "深入开展“大国工匠进校园”、“劳模进校园”、“优秀职校生校园分享”等活动。"
    assert find_programmes(text, "") == ("大国工匠进校园", "劳模进校园", "优秀职校生校园分享")


def test_a_name_the_document_uses_as_one_counts_wherever_it_is_quoted() -> None:
    known = names_of("决定开展“最美职工”评选活动。")
    assert known == {"最美职工"}
    assert find_programmes("“最美职工”候选材料由工会报送。", "", known) == ("最美职工",)
    assert find_programmes("弘扬“最美职工”精神。", "", known) == ()


def test_honours_and_items_called_by_a_name() -> None:
    assert find_programmes("创建市“平安校园”。", "") == ("平安校园",)
    assert find_programmes("2、“校园健步走”。各班利用大课间开展。", "") == ("校园健步走",)
    assert find_programmes("推进“1216”工程。", "") == ("1216",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("开展“最美婆婆”、 “最美媳妇”、“好妯娌”评选表彰活动", ("最美婆婆", "最美媳妇", "好妯娌")),
        ("结合“作风建设年”，改进服务", ("作风建设年",)),
        ("落实“支部书记上党课”，强化教育", ("支部书记上党课",)),
        ("评选出“金牌讲解员”；", ("金牌讲解员",)),
        (
            "实施“多证合一”改革，持续推进“一窗通办”“一次办好”。",
            ("多证合一", "一窗通办", "一次办好"),
        ),
        ("实行“一表申请、同步审批”的工作模式", ("一表申请、同步审批",)),
        ("作为“先锋指数”考评的依据", ("先锋指数",)),
        ("开展“我为群众办实事”主题微视频创作", ("我为群众办实事",)),
        ("举办“家风润万家”知识讲座", ("家风润万家",)),
        ("评选表彰“优秀团员”100名，“优秀团干部”50名", ("优秀团员", "优秀团干部")),
        ("开展“最美家庭”“五好家庭”寻找活动", ("最美家庭", "五好家庭")),
        ("推行“1+3+X”工作法", ("1+3+X",)),
    ],
)
def test_names_in_their_many_places(text: str, names: tuple[str, ...]) -> None:
    assert find_programmes(text, "") == names


@pytest.mark.parametrize(
    "text",
    [
        "择优报送“青春云溪”公众号",
        "推进“去中介化”改革",
        "做到“应减尽减”",
        "推广“互联网+”普惠服务",
        "实行“全员参加、集体注册”，统一上报",
        "结合党员“政治生日”开展慰问",
    ],
)
def test_channels_and_directions_are_not(text: str) -> None:
    assert find_programmes(text, "") == ()


def test_the_title_above_names_what_its_items_carry_out() -> None:
    assert find_programmes("组织演讲", "", frozenset(), "“书香云溪”主题宣传教育") == ("书香云溪",)
    assert find_programmes("组织演讲", "", frozenset(), "落实“四个最严”要求") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“红烛奖”人选向农村教师倾斜", ("红烛奖",)),
        ("优先推荐参评市“五四奖章”", ("五四奖章",)),
        ("颁发“云上开讲”青年宣讲员荣誉证书", ("云上开讲",)),
        ("坚持“三会一课”制度", ("三会一课",)),
        ("推进“两学一做”学习教育常态化", ("两学一做",)),
        ("健全“三问三送”长效机制", ("三问三送",)),
        ("发给“双学双比”各成员单位", ("双学双比",)),
        ("按照“三清单四制度”管理模式推进", ("三清单四制度",)),
        ("获评“云溪大学五四红旗团支部”的支部", ("云溪大学五四红旗团支部",)),
        ("及时更新“团建基础数据库”", ("团建基础数据库",)),
        ("开展20期“专家下乡农村行”", ("专家下乡农村行",)),
        ("结合“青春开讲·团干说”学习", ("青春开讲·团干说",)),
    ],
)
def test_awards_methods_and_brands(text: str, names: tuple[str, ...]) -> None:
    assert find_programmes(text, "") == names


def test_a_title_calls_its_activity_by_name() -> None:
    assert find_programmes(
        "学生做手工", "", frozenset(), "3.活动三：“纸上师情 指尖留芳”教师节手工"
    ) == ("纸上师情 指尖留芳",)


@pytest.mark.parametrize(
    "text",
    [
        "增强“学章程、交团费、唱团歌、戴团徽”的自觉性",
        "落实“五好”要求",
        "艺术节主题“云上博雅·溪畔新声”",
        "以“3·15”为契机",
        "推行“全链条、全覆盖”管理",
    ],
)
def test_strings_of_slogans_are_none(text: str) -> None:
    assert find_programmes(text, "") == ()
