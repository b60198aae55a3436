"""Tables of the organization room: divisions, units, organizations, leadership, posts, members, accounts."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from niudai.base.actors import Actor, Scope
from niudai.base.fields import JurisdictionField, KeyField, PathField, subtree
from niudai.base.visibility import GatedModel
from niudai.org.choices import (
    AdminRole,
    DivisionLevel,
    Gender,
    Line,
    OrganizationForm,
    Role,
    UnitClass,
    UnitKind,
)


class Division(models.Model):
    """One administrative division (区划): district, subdistrict, community, village or grid; never deleted."""

    code = models.CharField("区划代码", max_length=15, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=12, choices=DivisionLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(unique=True)
    initials = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="division_name_among_siblings",
                violation_error_message="同一上级下已有同名区划。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="division_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """One unit in a division (单位): an enterprise, organ, school, market, village …, where people are."""

    jurisdiction = JurisdictionField()
    division = models.ForeignKey(Division, models.PROTECT, related_name="units")
    name = KeyField("名称", max_length=100)
    kind = models.CharField("性质", max_length=12, choices=UnitKind)
    unit_class = models.CharField("类别", max_length=12, choices=UnitClass)
    initials = KeyField(max_length=100, blank=True)
    staff = models.PositiveIntegerField("从业人数", null=True, blank=True)
    opened_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField("注销日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "division", "name"],
                name="unit_name_in_division",
                violation_error_message="该区划下已有同名单位。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="unit_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def organizations_in(scope: Scope, prefix: str = "") -> Q:
    """The organizations one post reaches, as a condition on the organization columns behind `prefix`.

    A Party post reaches its Party subtree and the mass organizations led there; a mass post its
    own line's subtree; a grassroots post of a mass line only its own organization.
    """
    if scope.whole:
        condition = Q(**{f"{prefix}jurisdiction": scope.jurisdiction})
        return (
            condition
            if scope.line == Line.PARTY
            else condition & Q(**{f"{prefix}line": scope.line})
        )
    if scope.line == Line.PARTY:
        return subtree(scope.path, f"{prefix}party_path")
    if scope.role == Role.GRASSROOTS_SECRETARY:
        return Q(**{f"{prefix}pk": scope.organization_id})
    return subtree(scope.path, f"{prefix}path") & Q(**{f"{prefix}line": scope.line})


def in_scope(actor: Actor) -> Q:
    """The condition for large tables with `jurisdiction`, `line` and `organization` columns.

    Whole jurisdictions are named by their column alone; smaller scopes by their organizations.
    """
    condition = Q(pk__in=[])
    for scope in actor.scopes:
        seen = Q(jurisdiction=scope.jurisdiction)
        if scope.whole and scope.line != Line.PARTY:
            seen &= Q(line=scope.line)
        elif scope.role == Role.GRASSROOTS_SECRETARY and scope.line != Line.PARTY:
            seen &= Q(organization=scope.organization_id)
        elif not scope.whole:
            inside = Organization.objects.unrestricted("scope of a post")
            seen &= Q(organization__in=inside.filter(organizations_in(scope)).values("pk"))
        condition |= seen
    return condition


class Organization(GatedModel):
    """One organization of one line (组织): a Party committee, union, League branch, women's federation …

    `path` is its place in its own line's tree; `party_path` the path of the Party organization that
    leads it (its own for a Party organization), kept by `actions.set_leader`. `heads_jurisdiction`
    marks the organization of a line that answers for the whole subdistrict or district.
    """

    jurisdiction = JurisdictionField()
    code = models.CharField("组织代码", max_length=20, unique=True)
    line = models.CharField("条线", max_length=8, choices=Line)
    form = models.CharField("组织形式", max_length=20, choices=OrganizationForm)
    name = KeyField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    initials = KeyField(max_length=100, blank=True)
    sort_key = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级组织",
    )
    path = PathField()
    party_path = PathField(blank=True)
    heads_jurisdiction = models.BooleanField(default=False)
    division = models.ForeignKey(Division, models.PROTECT, related_name="organizations")
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name="所在单位",
    )
    unit_class = models.CharField("单位类别", max_length=12, choices=UnitClass)
    opened_on = models.DateField("成立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "path"], name="organization_path_in_line"),
            models.UniqueConstraint(
                fields=["jurisdiction", "line", "name"],
                name="organization_name_in_line",
                violation_error_message="本辖区该条线已有同名组织。",
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "line"],
                condition=Q(heads_jurisdiction=True),
                name="organization_one_head_per_line",
                violation_error_message="该条线已有街道级组织。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="organization_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(line__in=Line.values), name="organization_line_listed"
            ),
        ]
        indexes = [
            models.Index(fields=["party_path"], name="organization_led_subtree"),
            models.Index(fields=["jurisdiction", "initials"], name="organization_by_initials"),
            models.Index(fields=["jurisdiction", "name"], name="organization_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The organizations within the actor's posts."""
        condition = Q(pk__in=[])
        for scope in actor.scopes:
            condition |= organizations_in(scope)
        return condition

    def open_on(self, day: object) -> bool:
        """Whether the organization exists on `day`."""
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)  # type: ignore[operator]


class Leadership(models.Model):
    """A mass organization led by a Party organization over a time (带建关系): the pair of the sync matrix."""

    jurisdiction = JurisdictionField()
    mass = models.ForeignKey(Organization, models.PROTECT, related_name="led_by")
    party = models.ForeignKey(Organization, models.PROTECT, related_name="leads")
    line = models.CharField(max_length=8, choices=Line)  # of the mass organization
    started_on = models.DateField("起始日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)  # first day it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mass"],
                condition=Q(ended_on=None),
                name="leadership_one_open_per_mass",
                violation_error_message="该群团组织已有带建党组织，请先终止原带建关系。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")),
                name="leadership_dates_ordered",
            ),
            models.CheckConstraint(
                condition=~Q(line=Line.PARTY), name="leadership_leads_a_mass_line"
            ),
        ]
        indexes = [models.Index(fields=["jurisdiction", "line"], name="leadership_by_line")]

    def __str__(self) -> str:
        return f"{self.party} — {self.mass}"


class CoveredUnit(models.Model):
    """A unit covered by an organization over a time (覆盖单位): one joint branch may cover many units."""

    jurisdiction = JurisdictionField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="covers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="covered_by")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "organization", "unit"],
                condition=Q(ended_on=None),
                name="covered_unit_open_once",
            )
        ]


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by user name."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Django's authentication asks here."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """One person's sign-in (账号). Rights come from posts, or from one administrator role, never from both."""

    jurisdiction = JurisdictionField(default=0)
    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    admin_role = models.CharField(
        "管理员角色", max_length=16, choices=AdminRole, blank=True, default=""
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """One term of an organization's leading body (届次)."""

    jurisdiction = JurisdictionField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField("届次")
    started_on = models.DateField("本届起始")
    due_on = models.DateField("届满日期")
    ended_on = models.DateField("换届日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "organization", "number"], name="term_number_once"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("started_on")), name="term_dates_ordered"
            ),
        ]


class Post(models.Model):
    """One post at an organization held by somebody over a time (任职).

    `holder` is the printed name; `account` the sign-in when the holder uses the system; `role` what
    it lets them do here ("" for a post without system rights, such as a committee member).
    """

    jurisdiction = JurisdictionField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="posts")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField("职务", max_length=40)
    holder = models.CharField("姓名", max_length=40)
    gender = models.CharField("性别", max_length=6, choices=Gender, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    role = models.CharField("系统角色", max_length=24, choices=Role, blank=True)
    started_on = models.DateField("任职日期")
    ended_on = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="post_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(role="") | Q(role__in=Role.values), name="post_role_listed"
            ),
        ]
        indexes = [
            models.Index(
                fields=["account"], name="post_open_of_account", condition=Q(ended_on=None)
            ),
            models.Index(fields=["jurisdiction", "organization"], name="post_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.short_name}{self.title} {self.holder}"


class Member(GatedModel):
    """One membership of a person in an organization (成员); here only what counting needs."""

    LARGE = True

    jurisdiction = JurisdictionField()
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="members", db_index=False
    )
    line = models.CharField(max_length=8, choices=Line)
    name = KeyField("姓名", max_length=40)
    initials = KeyField(max_length=40, blank=True)
    gender = models.CharField("性别", max_length=6, choices=Gender)
    birth_year = models.PositiveSmallIntegerField("出生年份", null=True, blank=True)
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("离开日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_dates_ordered",
            )
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "organization"], name="member_of_organization"),
            models.Index(fields=["jurisdiction", "name"], name="member_by_name"),
            models.Index(fields=["jurisdiction", "initials"], name="member_by_initials"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The members of the organizations within the actor's posts."""
        return in_scope(actor)


class Token(models.Model):
    """One bearer token for the API (接口令牌), bound to an account; only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField("用途", max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField(null=True, blank=True)


class SignIn(models.Model):
    """One browser in which an account is signed in (登录会话); deleted with its session.

    `session_key` is the key of Django's session row, `browser` a short word for its owner.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    ip = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=60, blank=True)
