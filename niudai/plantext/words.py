"""The word lists of the rules, in one place: adding a word here is the whole change."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Words that name one of the four lines; longest first inside a line.
LINE_WORDS: dict[str, tuple[str, ...]] = {
    "union": _words("总工会 工会联合会 工会组织 工会小组 工会委员会 工会"),
    "league": _words(
        """
        共青团组织 团的各级领导机关 共青团 团组织 分团委 团支部 团总支 团工委 团市委 团区委 团县委
        团省委 团中央 团的领导机关 校团委 团委 各团区 团（总）支部
        """
    ),
    "women": _words("妇女联合会 妇联组织 妇女组织 妇女工作委员会 妇女委员会 妇委会 妇联"),
    "party": _words(
        "党的基层组织 党的各级组织 基层党组织 党（总）支部 党(总)支部 党（工）委 党(工)委 党组织 党支部 党总支 党工委 党委 党组 支部委员会 支委会 党支委 支部 党群组织"
    ),
}
# A heading that names the line whose work it is (the subordinate line of 党建带…建).
HEADING_LINES: tuple[tuple[str, str], ...] = (
    ("党建带团建", "league"),
    ("党建带妇建", "women"),
    ("党建带工建", "union"),
    ("党建带会建", "union"),
    ("团建工作", "league"),
    ("团支部工作", "league"),
    ("团支部具体工作", "league"),
    ("共青团工作", "league"),
    ("团的工作", "league"),
    ("工会工作", "union"),
    ("妇联工作", "women"),
    ("妇女工作", "women"),
    ("共青团", "league"),
    ("工会", "union"),
    ("妇联", "women"),
)
# What may stand between a line word and its verb without changing who is meant.
LINE_TAIL = r"(?:理论学习中心组|中心组|组织(?![“专青])|班子|部门|机关|委员会)?"
# A line word followed by one of these is a topic or a person, not the doer.
NOT_DOER = _words(
    """
    副 任 兼任 担任 为组长 规范化 覆盖率 组建率 覆盖面 的 工作 建设 干部 活动 阵地 经费 主席 成员 会员 领导班子 换届 书记 与 之 组建
    “ （ ： 、 设置 标准化 制度 学习制度 机制 会议 品牌 比例 总数 名额 中 内 间 下 率 数 换届选举 带 员 建 领导体 领导小组 中心组 政治 生活 办公室 办公 组织部 宣传部 统战部 委员 书记
    """
)
# Names of departments end in one of these.
DEPARTMENT_END = _words(
    """
    部门 委员会 办公室 办公厅 人民政府 政府 法院 检察院 总局 联合会 办事处 居委会
    村委会 居民委员会 村民委员会 年级组 教研组 备课组 领导小组 协会 学会 科协 侨联
    工商联 残联 文联 红十字会 管理局 分局 机构 中心 公司 学院 银行 组委会 党校 团校
    小组 领导组 督查组 督导组 检查组 考核组 评审组 专家组 监督组 协调组 日报 晚报 电视台 广播电台 市电台 医院
    家委会 组委会 管委会 评委会 编委会 监察室 教科室 研究室 综合室 教研室 医务室 财务室 督导室 政教室 保卫室
    支队 总队 大队 通讯社 供销社 出版社 研究院 研究所 事务所 管理所 事业发展中心 纪检组 纪检监察组 委会 学生会 团学联 理事会 商会 促进会 联谊会 常委会 人大 政协 国务院 考试院 设计院 敬老院 福利院 科学院 校长室 博物馆 纪念馆 档案馆 行业组织
    派出所 司法所 财政所 卫生院 服务站 工作站 图书馆 文化馆 文化站 联席会议 专班 指挥部 工作组
    办公厅（室） 办公室（厅） 体育组 美术组 音乐组 学科组 少先队组织 党建组 宣传组 后勤组 保障组 会务组 医务室 教研室 监察室 综合室
    林业站 农技站 大队 支队 中队
    救援站 水利站 税务所 国土所 市场监管所 供电所 卫生所 监察机关 公安机关 检察机关 审判机关 部 委 局 厅 处 办 署 科 股
    """
)
# A one-character ending followed by one of these begins another word (办|理, 处|理).
DEPARTMENT_NOT_BEFORE = {
    "办": "理法事公学成好实案结证主",
    "处": "理罚置分于境在长",
    "部": "分署队件门长",
    "委": "托派员",
    "委会": "同议",
    "科": "学技研目普级长大",
    "局": "面限部势长",
    "署": "名长",
    "股": "份权票东金长市民改骨",
    "中心": "组任思",
}
# Words that end like a department but are none.
NOT_DEPARTMENT = _words(
    """
    干部 全部 内部 外部 总部 一部 各部 主办 承办 举办 协办 开办 创办 督办 交办
    经办 好处 到处 之处 布局 格局 大局 全局 结局 以中心 学科 兴办 筹办 多处 一处
    工作中心 重心 大办 操办 报告厅 展览厅 文科 理科 工科 深处 难处 长处 用处 惩处 查处 网站 本科 专科 地处 开局 调处 中层处 每科 休息处 评委 入股 控股 参股 技术股 现金股 干股 个股
    """
)
# What may follow a department name that does something, beside 要/应/将 …
DOES_AFTER = _words(
    """
    按 依 会同 负责 牵头 结合 统一 根据 在 于 通过 每 具体 联合 进行 发放 审核
    指导 配合 协助 加强 抓紧 做好 制定 组织专家 组织开展 组织评 组织实施 提供 搜集
    对 充分 积极 认真 定期 及时 切实 要 应 将 须 必须 需 可 不得 分别 共同 落实 开展
    组织 建立 完善 推进 实施 承办 主办 印发 出台 汇总 收集 公布 发布 召开 举办 选派
    安排 上报 报送 主导 部署 协同 一律 迅速 成立 购置 承担 带领 带头 召集 督促 审核 审定 验收 受理 主动 完成 成立 设立 统筹 协调 高度 尽快 务必 严格 精心 广泛 适时 不定期 按季
    按月 按时 全面 持续 大力 遵循 全程
    """
)
# Addressees too general to be an owner.
GENERIC_OWNERS = _words(
    """
    办公室 委员会 国务院部门 人民政府部门 业务主管部门 审核机构 起草部门 部门 单位 机构 政府 当地政府 地方政府 本级政府 主管部门 职能部门 责任部门 成员单位
    政府部门 行业主管部门 有关部门 相关部门 相关单位 有关单位 各部门 主责部门 配合部门 上级部门 公司
    有关方面 相应部门 单位主管部门 牵头部门 牵头单位 责任单位 协办单位 承办单位 主办单位 参与部门 参与单位 协助部门 各部 各处 各科 各室 部门处 职能处 职能处室 部委 评委 学院 院系 系 班级 班 集体 各班 小组 中层处室 相关机构 第三方机构 业务部门 所在部门 行政部门 学校 年级
    """
)
GENERIC_HEAD = _words("我 你 其 以下 有关 相关 其他 其它 所在 上级 下级 本 当地 该 任何 两个 多")
# What a member of a list that is a class of bodies, not an organ, ends with.
CLASS_END = _words(
    """
    学校 中小学 高校 院校 各校 幼儿园 企业 企事业单位 事业单位 单位 机关 社区 行政村 各村 农村
    社会组织 村（社区） 村（居） 经济组织 地区
    """
)
# Words joined by 和 inside one name (人力资源和社会保障局).
JOINED_INSIDE = _words(
    """
    人力资源 住房 发展 工业 卫生 文化 规划 民族 自然资源 扶贫 交通 农业 教育 科学 经济 市场 妇女 青年
    安全生产 应急 财政 广播电视 新闻出版 采购 集中采购
    """
)
# A name that begins with one of these says whose organ it is.
WHOSE = _words("各 每 市 县 区 省 州 镇 乡 街道 校 局 院 全国 国家 地方 我 本 党 团 公司 集团 项目")
# Ends of what stands before a line word in the name of an honour: 五四红旗团支部.
HONOUR = _words("红旗 优秀 先进 十佳 示范 标兵 活力 模范 星级 五好 品牌")
# 局党委陈某某书记 is a person, and so is 工会干部.
PERSON_TITLES = _words(
    "书记 主席 主任 部长 局长 处长 科长 院长 校长 站长 所长 厅长 同志 秘书长 会长 队长"
)
PERSONS = _words("干部 老师 教师 成员 会员 人员 职工 委员 组长 园长 镇长 经理 负责人 班子成员 评委")
# What follows a department that is a topic, a place or an owner of something, not a doer.
NOT_DOER_AFTER = _words(
    """
    的 、 之 内 外 里 上 下 中 间 建设 工作 名单 电话 地址 邮箱 邮件 网 公众 系统 平台 有关 相关 所属 直属 下属 名称 设在 下设 设 是 为
    位于 限额 限报 有 一 “ （ 《 ( 领导 职能 职责 活动 会议 文件 通知 规定 管理 业务 经费 服务 环境 条件 情况 任务 力量 资源 优势 作用 主管 备案
    同意 批准 审批 以上 以下 级 化 型 制 性 数 总数 名额 代表 门前 门口 大楼 现场 场所 岗位 员 人 主 副 办 或 / : ： —
    功能 设施 制度 能力 水平 建 改革 体系 机制 队伍 覆盖 组建 阵地 网络 信息 关于 印发 和谐 文化 生产 经营 合同 项目 方面 之间 内部 层面 章程 联系人 负责人
    """
)
# What opens a verb after an organ, so that the organ's name does not go on.
NOT_INNER = _words(
    "各 每 开设 开放 开通 成 与 和 及 同 等 制 办成 办理 牵头 负责 选 派 报 送 再 已 会 可 仍 如 若 的 请 分 采 收 承 作 发 提 进"
)
INNER_FIRST = _words("组织 宣传 协调 服务 联系 指导 学习")
# A clause with one of these before the organ does not have the organ as its doer.
VERB_BEFORE = _words(
    """
    加强 建立 推动 推进 开展 落实 健全 完善 支持 引导 参加 参与 做好 提高 发挥 深化
    实施 协助 围绕 结合 争取 坚持 充分 认真 积极 促进 扩大 巩固 依托 成立 设立 根据
    按照 报送 上报 发送 邮寄 纳入 符合 涉及 接受 组织发动 发动 邀请 委托 移交 交由
    具备 进一步 切实 不断 通过 需要 选派 组织开展 鼓励 明确 督促 配强 选好 会同 配合
    全面 着力 努力 及时 严格 抓好 形成 强化 组建 打造 创建 评选 表彰 确定 选择 要求
    包括 属于 作为 成为 转载 参考 借鉴 参照 借助 原则上 仅 只 反映 传达 满足 吸收 带动 夯实 压实 制定 妥善 优化 更好 激励 研究 提出 建议 允许 防止 确保 举办 经镇 经县 经市 经区 经街道 经党 经校 经学校 经上级 经主管 经所 列席 时各 每一个 可来 覆盖 关注 咨询 登录 查看 发生 讨论 实行 提请 详询 通报 提升 探索 规范 调整 撤销 配齐 理顺 希望 厚植 深入 走进 进入 面向 负责 代表 听取 构成 提供 签署 转交 总理 创新 加快 构建 搭建 抽调 聘请 指定 壮大 整合 利用 增设 新建 新树 地组织(?!部) 严禁 禁止 不准 不超过 不少于 不低于
    踊跃 加入 违反 配备 购置 通知 告知 汇报 陪同 前往 担任 决定 安排 批转 报经 递交 立即 召集 人员 学员 先生 女士 组长 管理员 来自 隶属 欢迎 感谢 征求 改造 离开 出席 领导同志 组织专家 经业务 征得 抄送 抄报 送达 报请 呈报
    携带 须有 吊销 商国 [报交寄送][省市县区校] [员任师班]报(?!社)
    """
)
# The same, but only at the very start: inside a name they are part of it (市委宣传部).
VERB_FIRST = _words(
    """
    率 除 按 服务 联系 指导 学习 宣传 协调 组织 即 经 未 已 如 若 凡 每 请 与 和 同 及 或 可 报 交 送 批 第 有否 有无 是否
    理清 摸清 厘清 查清 弄清 掌握 了解 梳理 弘扬 树立 倡导 营造 培养 选拔 吸引 授予 解决 帮助 关心 改选 撤并
    合并 增强 拓展 拓宽 丰富 凝聚 号召 依靠 贯彻 遵守 尊重 抓住 把握 突出 坚决 注重 重视 继续 逐步 力争
    持续 大力 广泛 有效 主动 一律 召开 命名 申请 严查 查处 严控 严惩 追究 核实 全体 哪
    找准 把准 瞄准 立足 着眼 事关 做实 做强 建强 选优 选准 用好 管好 办好 建好 抓实 激发 激活 增进 赢得 引领
    塑造 彰显 擦亮 锻造 盘活 消除 破解 弥补 增加 减轻 有利于 有助于
    """
)
VERB_LAST = _words("经 交 报 送 转 受 负责 牵头")
STOP_CHARS = frozenset(
    "的了以或把将对向在于由为是并使让被从据着给等要，。；：！？“”《》0123456789 \n\t—－-/|①②③④⑤⑥⑦⑧⑨⑩至到比按如用"
)
SECTOR_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("机关企事业", _words("机关 企业 事业单位")),
    ("国有企事业单位", _words("国有企业 事业单位")),
    ("国有企业事业单位", _words("国有企业 事业单位")),
    ("企事业单位", _words("企业 事业单位")),
    ("企事业", _words("企业 事业单位")),
    ("机关事业单位", _words("机关 事业单位")),
    ("非公有制企业", _words("非公企业")),
    ("非公有制经济组织", _words("非公企业")),
    ("非公企业", _words("非公企业")),
    ("民营企业", _words("非公企业")),
    ("私营企业", _words("非公企业")),
    ("新经济组织", _words("非公企业")),
    ("两新组织", _words("非公企业 社会组织")),
    ("“两新”组织", _words("非公企业 社会组织")),
    ("国有企业", _words("国有企业")),
    ("国企", _words("国有企业")),
    ("社会组织", _words("社会组织")),
    ("新社会组织", _words("社会组织")),
    ("社会团体", _words("社会组织")),
    ("村（社区）", _words("农村 街道社区")),
    ("村(社区)", _words("农村 街道社区")),
    ("村（居）", _words("农村 街道社区")),
    ("村(居)", _words("农村 街道社区")),
    ("村居", _words("农村 街道社区")),
    ("各村", _words("农村")),
    ("街道社区", _words("街道社区")),
    ("农村", _words("农村")),
    ("行政村", _words("农村")),
    ("社区", _words("街道社区")),
    ("区域性、行业性", _words("区域性行业性")),
    ("区域性行业性", _words("区域性行业性")),
    ("区域性", _words("区域性行业性")),
    ("行业性", _words("区域性行业性")),
    ("事业单位", _words("事业单位")),
    ("市直学校", _words("学校")),
    ("市直有关学校", _words("学校")),
    ("各级各类学校", _words("学校")),
    ("高等学校", _words("学校")),
    ("中小学校", _words("学校")),
    ("中小学", _words("学校")),
    ("高校", _words("学校")),
    ("各校", _words("学校")),
    ("各学校", _words("学校")),
    ("各类学校", _words("学校")),
    ("所学校", _words("学校")),
    ("职业院校", _words("学校")),
    ("机关", _words("机关")),
    ("企业", _words("企业")),
)
# Sector words that are part of another word and mean no class of organisation.
SECTOR_NOISE = _words(
    """
    领导机关 司法机关 公安机关 行政机关 管理机关 税务机关 执法机关 检察机关 审判机关 监察机关
    主管机关 审批机关 登记机关 工作机关 农业农村 机关党委 机关工委 机关党工委
    机关支部
    """
)
# What a class of bodies does where no 要 stands (市直学校直接报送), beside DOES_AFTER.
ADDRESSEE_DOES = _words(
    """
    直接 以 不超过 不多于 不少于 每校 至多 至少 最多 限 遵循 遵照 选送 自行 自主 布置 推荐 推选 申报 报 上限
    参照 收到 集中 捐赠 全体
    """
)
# Class words that an item's own title uses for whom it deals with; 社区, 农村 and 企业 alone may
# be places or objects there.
SECTOR_TITLE_WORDS = _words(
    """
    机关企事业 企事业单位 企事业 机关事业单位 非公有制企业 非公有制经济组织 非公企业
    民营企业 新经济组织 两新组织 “两新”组织 国有企业 社会组织 新社会组织 村（社区）
    村(社区) 村（居） 村(居)
    """
)
# A short numbered line that opens with one of these is a task, not a title without text.
ACTIONS = _words(
    """
    召开 开展 组织 开设 建立 举办 走访 慰问 落实 完善 健全 制定 成立 组建 加强 推进 推动 深化 宣传
    培训 培育 打造 创建 评选 表彰 选树 设立 建设 建好 做好 抓好 实施 关爱 帮扶 服务 检查 督查
    """
)
ACTS_HOW = _words(
    "大力 积极 认真 严格 深入 全面 切实 及时 定期 实现 确保 加快 加大 提升 发挥 争取 参与 参加"
)
# A section describes, and gives nobody anything to do, if each noun of its title ends in one of
# these: 活动时间和地点, 参评对象、条件.
NOT_TASK_TITLE = _words(
    """
    指导思想 总体要求 总体思路 意义 目的 宗旨 背景 形势 基本原则 工作原则 主要原则 总体原则
    活动原则 申报原则 评选原则 推荐原则 竞赛原则 竞聘原则 组织原则 参加原则 主题 时间 日期 地点 时间地点 对象
    参加人员 参与人员 参赛人员 出席人员 工作人员 参加企业 参加单位 参与单位 范围 条件 资格 评选标准 评比标准
    评分标准 评定标准 评审标准 表彰标准 认定标准 入围标准 入选标准 推荐标准 收费标准 奖励标准 表彰的标准 评选的标准 选树标准 推选标准 参评要求
    申报项目 评优项目 申报类别 申报课题类别
    行程安排 日程安排 会议议程 活动流程 议程 日程 行程 联系方式 联系人 主办单位 承办单位 协办单位
    组织机构 领导机构 注意事项说明 名词解释 附则 活动介绍 项目介绍 活动简介 基本情况 活动概况 引言 结束语
    """
)
# A title that names one of these too tells what to do: 活动内容及时间.
TELLING_TITLE = _words("内容 任务 安排 办法 名额 程序 步骤")
# 改善…条件, 扩大…范围 is work to do, 评选条件, 活动范围 is not.
IMPROVES = _words(
    """
    扩大 放宽 提高 改善 持续 优化 创造 完善 加强 拓宽 拓展 严格 营造 强化 增强 改进 健全 缩短
    压缩 规范 突出 丰富 聚焦 保障 控制 落实 夯实 降低 确定 明确 限定 统一 保证 通报 着力 切实 进一步
    坚持 遵循 把握 贯彻 建立 细化 成立 组建 设立 深化 推进 公布 公开 帮助 服务 关爱 关心 培养 培育
    """
)
IMPROVABLE = _words(
    "条件 范围 对象 时间 地点 形势 主题 目的 标准 资格 原则 机构 意义 宗旨 背景 人员 单位 组织"
)
# Section titles that are printed at the head of their text without a mark (一、指导思想一切从…).
SECTION_NAMES = _words(
    """
    指导思想 总体要求 总体目标 工作目标 活动目标 目标任务 主要目标 活动目的 活动意义 活动主题 主要任务
    重点任务 工作任务 主要措施 工作措施 保障措施 工作要求 活动要求 基本原则 工作原则
    """
)
NOT_TASK_TITLE_PART = _words("指导思想 总体要求 意义和 指导原则")
# A paragraph that opens with one of these labels states such a thing.
LABEL_NOT_TASK = _words(
    """
    指导思想 总体要求 总体思路 活动主题 主题 活动时间 时间 活动地点 地点 地址 参与对象
    参加对象 参加人员 参与人员 参赛人员 出席人员 对象 活动对象 主办单位 承办单位 协办单位 指导单位 主办 承办 协办
    联系人 联系电话 联系方式 电话 传真 邮编 邮箱 附件 附 路线 线路 亮点 抄送 备注 注 组长
    副组长 成员 组员 主任 副主任
    """
)
LABEL_NOT_TASK_END = _words("主题 时间 日期 地点 地址 对象 范围 电话 联系人 主办方 承办方")
NOT_INSTRUCTION = _words(
    "另行通知 特此通知 此通知 起施行 自发布之日 自印发之日 由此产生 未尽事宜 解释权 此复"
)
# Suggested ledger kinds (步骤) and the words that point to them.
STEP_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("study", _words("学习 研究 调研 研讨 议事日程 理论武装")),
    ("goal", _words("目标 规划 计划 制定 方案 任务书")),
    ("deploy", _words("部署 动员 安排 分工 责任 印发 启动")),
    ("implement", _words("落实 实施 推进 建设 建立 完善 健全 加强")),
    ("activity", _words("活动 竞赛 比赛 志愿 宣讲 座谈 培训 参观 讲座")),
    ("venue", _words("阵地 之家 场所 基地 服务中心 活动室")),
    ("fund", _words("经费 资金 预算 补助 财政")),
    ("inspect", _words("检查 督查 督促 考核 评估 督导 验收 通报")),
)
UNIT_CLASS_OF_SECTOR: dict[str, tuple[str, ...]] = {
    "机关": _words("organ"),
    "事业单位": _words("institution"),
    "学校": _words("institution"),
    "国有企业": _words("state"),
    "非公企业": _words("private"),
    "企业": _words("state private"),
    "社会组织": _words("social"),
    "农村": _words("rural"),
    "街道社区": _words("community"),
    "区域性行业性": _words("regional"),
}
# Content rows of the three frameworks (sync) and the words that point to them.
ROW_WORDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "union": (
        (
            "union4/development",
            _words("科学发展 创新发展 服务发展 素质 技能 劳动竞赛 科学管理 生产经营 双赢"),
        ),
        ("union4/harmony", _words("和谐 维权 权益 调解 劳动关系 协商 稳定")),
        ("union4/service", _words("服务职工 服务群众 帮扶 困难 慰问 送温暖 职工之家")),
        ("union4/grassroots", _words("组织覆盖 基层组织 建会 入会 组织活力 基层工会 扩大组织")),
    ),
    "league": (
        ("league6/thought", _words("思想 理论 教育 引导 学习 新风 讲党性")),
        (
            "league6/organization",
            _words("带组织 组织覆盖 基层 建团 团组织建设 覆盖面 组织基础 团建"),
        ),
        ("league6/leading", _words("班子 领导机关 书记 换届")),
        ("league6/cadres", _words("队伍 团干部 人才 骨干 成才")),
        ("league6/style", _words("作风 联系青年 密切联系 权益 维权 困难")),
        ("league6/work", _words("就业 创业 建功 志愿 服务 活动 文明号 生产经营 稳定 致富")),
    ),
    "women": (
        ("women4/thought", _words("思想 教育 理论 情操 美德 学习 群众工作帮手")),
        (
            "women4/organization",
            _words("带组织 组织覆盖 组织建设 组织基础 班子 固本强基 阵地 妇联组织建设"),
        ),
        ("women4/style", _words("作风 宗旨 重心下移 形象 联系和服务 实际问题 工作效能")),
        ("women4/career", _words("事业 就业 创业 维权 权益 平等 巾帼 参政 村民自治 志愿")),
    ),
}
ROW_NAMES = {
    "union4/development": "推动科学发展",
    "union4/harmony": "促进社会和谐",
    "union4/service": "服务职工群众",
    "union4/grassroots": "加强基层组织",
    "league6/thought": "带思想",
    "league6/organization": "带组织",
    "league6/leading": "带班子",
    "league6/cadres": "带队伍",
    "league6/style": "带作风",
    "league6/work": "带工作",
    "women4/thought": "带思想",
    "women4/organization": "带组织",
    "women4/style": "带作风",
    "women4/career": "带事业",
}
# Quoted dates and five-year plans, and endings of quoted qualities: no programmes.
DATE_NAMES = _words("七一 五四 八一 三八 五一 六一 十一 元旦 十二五 十三五 十四五 十五五 九三")
QUALITY_END = _words("精神 意识 思想 理念 方针 原则 目标 要求 自信 维护")
# Days that a plan names by their festival, as (month, day).
FESTIVAL_DAYS: dict[str, tuple[int, int]] = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "五一": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "十一": (10, 1),
    "国庆": (10, 1),
    "国庆节": (10, 1),
    "教师节": (9, 10),
    "劳动节": (5, 1),
    "妇女节": (3, 8),
    "建党节": (7, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
}
