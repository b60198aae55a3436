"""Forms of the organization room: they parse what was sent and never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.fields import subtree
from niudai.org import queries
from niudai.org.choices import (
    FORMS_OF_LINE,
    AdminRole,
    DivisionLevel,
    Gender,
    Line,
    Role,
    UnitClass,
    UnitKind,
)
from niudai.org.models import Account, Division, Organization, Post, Unit


class DayField(forms.DateField):
    """A day chosen from the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault(
            "error_messages", {"invalid": "日期不存在，请按 2026-03-05 的样子填写。"}
        )
        super().__init__(**options)


class RowField(forms.ModelChoiceField):
    """One row out of those in sight; the address bar and the page carry its code, not its id."""

    def __init__(self, queryset: QuerySet, *, words: Any = str, **options: Any) -> None:
        options.setdefault("empty_label", "请选择")
        options.setdefault("error_messages", {"invalid_choice": "所选的内容已不可用，请重新选择。"})
        super().__init__(queryset, **options)
        self._words = words

    def label_from_instance(self, obj: Any) -> str:
        """What the list shows of a row."""
        return str(self._words(obj))


def _indented(division: Division) -> str:
    return "　" * (len(division.path) // 4 - 1) + division.name


def _optional(choices: type) -> list[tuple[str, str]]:
    return [("", "请选择"), *choices.choices]  # type: ignore[attr-defined]


class SignInForm(forms.Form):
    """Account and password; what is wrong with them is said by the view, never which of the two."""

    username = forms.CharField(
        label="账号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The old password and the new one twice."""

    old = forms.CharField(
        label="原密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        max_length=128,
        strip=False,
        help_text="至少8位，包含大写字母、小写字母、数字、符号中的至少三类。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次新密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same new password twice."""
        if self.cleaned_data["again"] != self.cleaned_data.get("new"):
            raise forms.ValidationError("两次输入的新密码不一致，请重新输入。")
        return str(self.cleaned_data["again"])


class TokenForm(forms.Form):
    """What a token is for and how long it holds."""

    name = forms.CharField(
        label="用途", max_length=60, help_text="写明给哪个程序使用，便于以后撤销。"
    )
    days = forms.TypedChoiceField(
        label="有效期",
        coerce=int,
        choices=[(30, "30天"), (90, "90天"), (180, "180天"), (365, "1年")],
        initial=90,
    )


class FactsForm(forms.Form):
    """The facts of an organization, for correcting them; places come from the own jurisdiction."""

    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(
        label="简称", max_length=40, required=False, help_text="不填时取全称去掉街道名。"
    )
    form = forms.ChoiceField(label="组织形式")
    unit_class = forms.ChoiceField(
        label="单位类别", choices=_optional(UnitClass), help_text="任务按条线和单位类别下达。"
    )
    division = RowField(
        Division.objects.none(), label="所在区划", to_field_name="code", words=_indented
    )
    unit = RowField(
        Unit.objects.none(),
        label="所在单位",
        required=False,
        empty_label="无（属于社区或街道本身）",
        words=lambda unit: f"{unit.name}（{unit.division.name}）",
    )

    def __init__(
        self, actor: Actor, line: str, jurisdiction: int, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        allowed = FORMS_OF_LINE[Line(line)]
        self.fields["form"].choices = [("", "请选择"), *((f.value, f.label) for f in allowed)]
        head = Division.objects.filter(pk=jurisdiction).values_list("path", flat=True).first()
        self.fields["division"].queryset = queries.divisions(actor).filter(subtree(head or "~"))
        units = queries.units(actor).filter(jurisdiction=jurisdiction, closed_on=None)
        self.fields["unit"].queryset = units.order_by("division__path", "name")


class NewOrganizationForm(FactsForm):
    """The facts of a new organization below a given parent."""

    opened_on = DayField(label="成立日期")
    leader = RowField(
        Organization.objects.none(),
        label="带建党组织",
        required=False,
        to_field_name="code",
        empty_label="以后再设置",
        words=lambda party: party.name,
        help_text="同步情况按带建关系计算；只有党建办可以设置。",
    )

    def __init__(
        self,
        actor: Actor,
        parent: Organization,
        *args: Any,
        leads: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(actor, parent.line, parent.jurisdiction, *args, **kwargs)
        if leads and parent.line != Line.PARTY:
            leaders = queries.possible_leaders(actor, parent.jurisdiction)
            self.fields["leader"].queryset = leaders
        else:
            del self.fields["leader"]


class MoveForm(forms.Form):
    """The new parent."""

    parent = RowField(
        Organization.objects.none(),
        label="新的上级组织",
        to_field_name="code",
        words=lambda row: "　" * (len(row.path) // 4 - 1) + row.name,
    )

    def __init__(self, parents: QuerySet[Organization], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents.order_by("path")


class DayForm(forms.Form):
    """One day; label and reason come from the view."""

    def __init__(
        self, name: str, label: str, *args: Any, help_text: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[name] = DayField(label=label, help_text=help_text, initial=today)


class LeaderForm(forms.Form):
    """The Party organization that leads from a day on."""

    party = RowField(
        Organization.objects.none(),
        label="带建党组织",
        to_field_name="code",
        words=lambda row: "　" * (len(row.path) // 4 - 1) + row.name,
    )
    started_on = DayField(label="起始日期", help_text="原带建关系到这一天为止。")

    def __init__(self, leaders: QuerySet[Organization], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = leaders


class TermForm(forms.Form):
    """A new term of the leading body."""

    number = forms.IntegerField(label="届次", min_value=1, max_value=200)
    started_on = DayField(label="本届起始")
    due_on = DayField(label="届满日期", help_text="届满前半年会列入“换届提醒”。")


class PostForm(forms.Form):
    """Who holds which post from when."""

    title = forms.CharField(label="职务", max_length=40, help_text="例如：书记、主席、委员。")
    holder = forms.CharField(label="姓名", max_length=40)
    gender = forms.ChoiceField(
        label="性别", required=False, choices=[("", "不填"), *Gender.choices]
    )
    started_on = DayField(label="任职日期", initial=today)


class HandOverForm(forms.Form):
    """Who takes over a post, and when."""

    holder = forms.CharField(label="继任者姓名", max_length=40)
    gender = forms.ChoiceField(
        label="性别", required=False, choices=[("", "不填"), *Gender.choices]
    )
    account = RowField(
        Account.objects.none(),
        label="继任者账号",
        required=False,
        to_field_name="username",
        empty_label="暂无账号（由安全管理员以后开通）",
        words=lambda person: f"{person.name}（{person.username}）",
    )
    on = DayField(label="交接日期", initial=today)

    def __init__(self, accounts: QuerySet[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts


class CoverForm(forms.Form):
    """A unit to be covered, and since when."""

    unit = RowField(
        Unit.objects.none(),
        label="覆盖单位",
        words=lambda unit: f"{unit.name}（{unit.division.name}）",
    )
    started_on = DayField(label="起始日期", initial=today)

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.order_by("division__path", "name")


class UnitForm(forms.Form):
    """The facts of a unit; `division` only for a new one."""

    division = RowField(
        Division.objects.none(), label="所在区划", to_field_name="code", words=_indented
    )
    name = forms.CharField(label="名称", max_length=100)
    kind = forms.ChoiceField(label="性质", choices=_optional(UnitKind))
    unit_class = forms.ChoiceField(label="类别", choices=_optional(UnitClass))
    staff = forms.IntegerField(
        label="从业人数（人）", required=False, min_value=0, max_value=1_000_000
    )

    def __init__(self, divisions: QuerySet[Division] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if divisions is None:
            del self.fields["division"]
        else:
            self.fields["division"].queryset = divisions


class DivisionForm(forms.Form):
    """A division below another one."""

    parent = RowField(
        Division.objects.none(), label="上级区划", to_field_name="code", words=_indented
    )
    name = forms.CharField(label="名称", max_length=60)
    code = forms.RegexField(
        r"^[0-9]{2,15}$",
        label="区划代码",
        max_length=15,
        error_messages={"invalid": "区划代码由2至15位数字组成，请核对。"},
    )
    level = forms.ChoiceField(
        label="层级",
        choices=[
            (level.value, level.label)
            for level in (DivisionLevel.COMMUNITY, DivisionLevel.VILLAGE, DivisionLevel.GRID)
        ],
    )
    opened_on = DayField(label="设立日期", required=False)

    def __init__(self, divisions: QuerySet[Division], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = divisions


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label="账号",
        max_length=40,
        help_text="3至40个小写字母、数字、点、横线。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label="姓名", max_length=40)


class GrantForm(forms.Form):
    """A post that has no account yet, and the role it is given."""

    post = RowField(
        Post.objects.none(),
        label="职务",
        words=lambda post: f"{post.organization.name} · {post.title} {post.holder}",
    )
    role = forms.ChoiceField(label="系统角色", choices=_optional(Role))

    def __init__(self, posts: QuerySet[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts


class AdminRoleForm(forms.Form):
    """One of the three administrators, or none."""

    admin_role = forms.ChoiceField(
        label="管理员角色",
        required=False,
        choices=[("", "无"), *AdminRole.choices],
        help_text="三员互斥，且不能兼任业务职务。",
    )


def initial_facts(organization: Organization) -> dict[str, Any]:
    """The values `FactsForm` starts from."""
    return {
        "name": organization.name,
        "short_name": organization.short_name,
        "form": organization.form,
        "unit_class": organization.unit_class,
        "division": organization.division.code,
        "unit": organization.unit_id,
    }
