"""Names and titles of the demo, all made up."""

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇"
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鹏飞雪晨阳宇轩子涵欣怡思远建国志新文博"
)

COMMUNITIES = ("湖滨", "公园", "新华", "学府", "长虹", "东风")
VILLAGES = ("柳庄", "桃园")
MORE_PLACES = "金银松竹梅兰荷桂枫榆槐柏"
MORE_PLACES_END = "苑园里岸河山桥塘"

UNITS = (
    # name, kind, unit class, lines that have an organization there
    ("精密机械厂", "enterprise", "private", ("party", "union", "league")),
    ("软件产业园", "building", "private", ("party", "union", "league", "women")),
    ("街道便民服务中心", "institution", "institution", ("party", "union", "women")),
    ("市场监管所", "organ", "organ", ("party", "union", "women")),
    ("供热公司", "enterprise", "state", ("party", "union", "league", "women")),
    ("社会工作服务社", "association", "social", ("party", "league")),
    ("物流行业协会", "association", "regional", ("party", "union")),
    ("农机合作社", "enterprise", "rural", ("party", "league", "women")),
)
MORE_UNITS = ("电子", "食品", "建材", "服装", "医药", "印刷", "仪表", "包装", "家具", "汽修")

TITLES = {
    "study": {
        "union": ("研究工会工作议题", "听取工会工作汇报"),
        "league": ("研究共青团工作议题", "听取团的工作汇报"),
        "women": ("研究妇联工作议题", "听取妇联工作汇报"),
    },
    "goal": {
        "union": ("确定年度工会工作目标",),
        "league": ("确定年度党团共建目标",),
        "women": ("制定年度妇联工作目标",),
    },
    "deploy": {
        "union": ("部署本季度工会重点任务", "部署职工服务工作"),
        "league": ("部署本季度团的重点任务", "部署青年志愿服务工作"),
        "women": ("明确本季度妇联重点任务", "部署家庭教育工作"),
    },
    "implement": {
        "union": ("为职工办实事项目完成", "新建会企业挂牌"),
        "league": ("青年就业帮扶措施落实",),
        "women": ("家庭教育指导措施落实", "巾帼家政培训落地"),
    },
    "activity": {
        "union": ("职工技能交流活动", "职工健步走活动"),
        "league": ("主题团日活动", "周末服务岗志愿活动"),
        "women": ("巾帼志愿服务活动", "家庭读书会"),
    },
    "venue": {
        "union": ("职工之家共用场地开放",),
        "league": ("青年之家开放",),
        "women": ("妇女之家更新图书和桌椅",),
    },
    "fund": {
        "union": ("拨付职工活动经费",),
        "league": ("列支团的活动经费",),
        "women": ("拨付妇女儿童活动经费",),
    },
    "inspect": {
        "union": ("检查工会工作落实情况",),
        "league": ("督查团的工作推进情况",),
        "women": ("督促检查妇联工作",),
    },
}

# How often the Party side acts in a year, by kind and line; 0 leaves the kind out.
TIMES_A_YEAR = {
    "study": {"union": 4, "league": 0, "women": 0},
    "goal": {"union": 0, "league": 1, "women": 1},
    "deploy": {"union": 4, "league": 4, "women": 4},
    "implement": {"union": 6, "league": 0, "women": 6},
    "activity": {"union": 0, "league": 8, "women": 0},
    "venue": {"union": 0, "league": 2, "women": 0},
    "fund": {"union": 0, "league": 2, "women": 0},
    "inspect": {"union": 2, "league": 2, "women": 2},
}

ALONE = ("train", "visit", "service", "rights", "publicity")
ALONE_TITLES = {
    "train": "业务培训",
    "visit": "走访困难家庭",
    "service": "便民服务日",
    "rights": "法律咨询",
    "publicity": "政策宣传",
}

ACCOUNTS = (
    # username, name, line, place ("" the street), title, role
    ("dangjian", "周敏", "party", "", "党建办主任", "party_office"),
    ("gonghui", "吴刚", "union", "", "专职副主席", "line_officer"),
    ("tuangong", "郑晓", "league", "", "副书记", "line_officer"),
    ("fulian", "王芳", "women", "", "副主席", "line_officer"),
    ("hubin", "李建国", "party", "湖滨", "书记", "community_secretary"),
    ("hubin-gh", "马强", "union", "湖滨", "主席", "grassroots_secretary"),
    ("hubin-tuan", "陈晨", "league", "湖滨", "书记", "grassroots_secretary"),
    ("hubin-fl", "赵秀英", "women", "湖滨", "主席", "grassroots_secretary"),
)
ADMINS = (
    ("xitong", "孙系统", "system_admin"),
    ("anquan", "何安全", "security_admin"),
    ("shenji", "沈审计", "audit_admin"),
)
HEADS = {"party": "书记", "union": "主席", "league": "书记", "women": "主席"}
