"""Words of the organization room: lines, kinds, classes, roles."""

from django.db.models import TextChoices


class Line(TextChoices):
    """A line of work (线): the Party or one of the three mass organizations."""

    PARTY = "party", "党组织"
    UNION = "union", "工会"
    LEAGUE = "league", "共青团"
    WOMEN = "women", "妇联"


MASS_LINES = (Line.UNION, Line.LEAGUE, Line.WOMEN)


class DivisionLevel(TextChoices):
    """Level of an administrative division (区划)."""

    DISTRICT = "district", "区"
    SUBDISTRICT = "subdistrict", "街道"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"
    GRID = "grid", "网格"


JURISDICTION_LEVELS = (DivisionLevel.DISTRICT, DivisionLevel.SUBDISTRICT)


class UnitKind(TextChoices):
    """What a unit (单位) is."""

    ENTERPRISE = "enterprise", "企业"
    ORGAN = "organ", "机关"
    INSTITUTION = "institution", "事业单位"
    SCHOOL = "school", "学校"
    BUILDING = "building", "楼宇"
    ASSOCIATION = "association", "协会"
    MARKET = "market", "市场"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


class UnitClass(TextChoices):
    """Class for dispatch (单位类别): the classes that part three of a plan addresses."""

    ORGAN = "organ", "机关"
    INSTITUTION = "institution", "事业单位"
    STATE = "state", "国有企业"
    PRIVATE = "private", "非公企业"
    SOCIAL = "social", "社会组织"
    RURAL = "rural", "农村"
    COMMUNITY = "community", "街道社区"
    REGIONAL = "regional", "区域性行业性"


class OrganizationForm(TextChoices):
    """Form of an organization (组织形式); which line may use which is in FORMS_OF_LINE."""

    WORKING_COMMITTEE = "working_committee", "工作委员会"
    COMMITTEE = "committee", "委员会"
    GENERAL_BRANCH = "general_branch", "总支部"
    BRANCH = "branch", "支部"
    JOINT_BRANCH = "joint_branch", "联合支部"
    FEDERATION = "federation", "联合会"
    BASIC_UNION = "basic_union", "基层工会"
    JOINT_UNION = "joint_union", "联合工会"
    WOMEN_COMMITTEE = "women_committee", "妇女委员会"


FORMS_OF_LINE = {
    Line.PARTY: (
        OrganizationForm.WORKING_COMMITTEE,
        OrganizationForm.COMMITTEE,
        OrganizationForm.GENERAL_BRANCH,
        OrganizationForm.BRANCH,
        OrganizationForm.JOINT_BRANCH,
    ),
    Line.UNION: (
        OrganizationForm.FEDERATION,
        OrganizationForm.BASIC_UNION,
        OrganizationForm.JOINT_UNION,
    ),
    Line.LEAGUE: (
        OrganizationForm.WORKING_COMMITTEE,
        OrganizationForm.COMMITTEE,
        OrganizationForm.GENERAL_BRANCH,
        OrganizationForm.BRANCH,
        OrganizationForm.JOINT_BRANCH,
    ),
    Line.WOMEN: (OrganizationForm.FEDERATION, OrganizationForm.WOMEN_COMMITTEE),
}


class Role(TextChoices):
    """What a post lets its holder do in the system (角色); scope comes from the post's organization."""

    PARTY_OFFICE = "party_office", "党建办"
    LINE_OFFICER = "line_officer", "线条干部"
    COMMUNITY_SECRETARY = "community_secretary", "社区书记"
    GRASSROOTS_SECRETARY = "grassroots_secretary", "基层书记（主席）"


OFFICE_ROLES = (Role.PARTY_OFFICE, Role.LINE_OFFICER)  # who answer for the bodies below them

HEAD_TITLES = (
    "书记",
    "主席",
    "主任",
)  # of a Party or League body, a union or federation, a committee

WIDEST_FIRST = (
    Role.PARTY_OFFICE,
    Role.LINE_OFFICER,
    Role.COMMUNITY_SECRETARY,
    Role.GRASSROOTS_SECRETARY,
)


class AdminRole(TextChoices):
    """The three administrators (三员), who exclude each other and hold no business rights."""

    SYSTEM = "system_admin", "系统管理员"
    SECURITY = "security_admin", "安全管理员"
    AUDIT = "audit_admin", "审计管理员"


class Gender(TextChoices):
    """As registered."""

    MALE = "male", "男"
    FEMALE = "female", "女"


AUDIT_VERBS = {
    "org.sign_in": "登录",
    "org.end_session": "结束登录",
    "org.change_password": "修改密码",
    "org.reset_password": "重设密码",
    "org.add_account": "新建账号",
    "org.activate": "启用账号",
    "org.deactivate": "停用账号",
    "org.set_admin_role": "设置管理员角色",
    "org.grant_post": "授予任职权限",
    "org.withdraw_post": "收回任职权限",
    "org.issue_token": "签发接口令牌",
    "org.revoke_token": "作废接口令牌",
    "org.add_division": "新建区划",
    "org.add_unit": "新建单位",
    "org.change_unit": "修改单位",
    "org.close_unit": "撤销单位",
    "org.add_organization": "新建组织",
    "org.change_organization": "修改组织",
    "org.move_organization": "调整上级组织",
    "org.close_organization": "撤销组织",
    "org.cover_unit": "登记覆盖单位",
    "org.end_cover": "终止覆盖单位",
    "org.create_members": "登记成员",
    "org.set_leader": "设定带建党组织",
    "org.end_leadership": "终止带建关系",
    "org.open_term": "开始新一届",
    "org.appoint": "任职",
    "org.end_post": "免职",
    "org.hand_over_post": "交接职务",
}
"""Words of the room's audit lines."""
