"""The fixed cast of the tests: two subdistricts, their organizations, and one person for every role."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from niudai.base.actors import Actor
from niudai.base.fields import path_step
from niudai.base.search_keys import initials, pinyin_sort_key
from niudai.org.models import Account, Division, Leadership, Organization, Post, Unit
from niudai.org.queries import actor_for

OPENED = datetime.date(2020, 1, 1)
PASSWORD = "Nd-ceshi-2026"


@dataclass
class Cast:
    """Everybody and everything a test may name; people are accounts, `actor(person)` is who acts."""

    jurisdiction: int  # 幸福街道
    elsewhere: int  # 平安街道
    street: Division
    lake: Division  # 湖滨社区
    park: Division  # 公园社区
    lake_factory: Unit
    party: Organization  # 幸福街道党工委
    union: Organization  # 幸福街道总工会
    league: Organization  # 幸福街道团工委
    women: Organization  # 幸福街道妇联
    lake_party: Organization  # 湖滨社区党总支
    lake_union: Organization
    lake_league: Organization
    lake_women: Organization
    park_party: Organization
    park_league: Organization
    factory_party: Organization  # 湖滨社区里的一家非公企业党支部
    factory_league: Organization
    other_party: Organization  # 平安街道党工委
    other_league: Organization
    office: Account  # 街道党建办
    union_officer: Account
    league_officer: Account  # 街道团工委干部
    women_officer: Account
    lake_secretary: Account  # 湖滨社区书记
    lake_league_secretary: Account  # 湖滨社区团支部书记
    lake_women_secretary: Account
    park_league_secretary: Account
    factory_league_secretary: Account
    stranger: Account  # 平安街道党建办
    system_admin: Account
    security_admin: Account
    audit_admin: Account

    def actor(self, account: Account) -> Actor:
        """Who `account` is when it acts."""
        return actor_for(account)

    def people(self) -> dict[str, Account]:
        """Every account by its name in this cast, for the permission matrix."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Account)}


def account(username: str, name: str, jurisdiction: int, admin_role: str = "") -> Account:
    """An account that has already changed its first password."""
    person = Account(
        username=username,
        name=name,
        jurisdiction=jurisdiction,
        admin_role=admin_role,
        must_change_password=False,
    )
    person.set_password(PASSWORD)
    person.save()
    return person


def organization(
    line: str,
    form: str,
    name: str,
    division: Division,
    jurisdiction: int,
    *,
    parent: Organization | None = None,
    party: Organization | None = None,
    unit: Unit | None = None,
    unit_class: str = "community",
    serial: int = 0,
) -> Organization:
    """One organization with its place in its line's tree and, for a mass line, its leader."""
    siblings = Organization.objects.unrestricted("cast").filter(line=line, parent=parent).count()
    path = (parent.path if parent else "") + path_step(siblings + 1)
    row = Organization.objects.create(
        jurisdiction=jurisdiction,
        code=f"{jurisdiction}-{line[0].upper()}{path}",
        line=line,
        form=form,
        name=name,
        short_name=name.removeprefix("幸福街道") or name,
        initials=initials(name),
        sort_key=pinyin_sort_key(name),
        parent=parent,
        path=path,
        party_path=party.path if party else (path if line == "party" else ""),
        heads_jurisdiction=parent is None,
        division=division,
        unit=unit,
        unit_class=unit_class,
        opened_on=OPENED,
    )
    if party:
        Leadership.objects.create(
            jurisdiction=jurisdiction, mass=row, party=party, line=line, started_on=OPENED
        )
    return row


def post(person: Account, place: Organization, title: str, role: str) -> Post:
    """An open post of `person` at `place`."""
    return Post.objects.create(
        jurisdiction=place.jurisdiction,
        organization=place,
        title=title,
        holder=person.name,
        account=person,
        role=role,
        started_on=OPENED,
    )


def make_cast() -> Cast:
    """Build the cast row by row, without the actions under test."""
    street = Division.objects.create(
        code="370102001", name="幸福街道", level="subdistrict", path="0001"
    )
    peace = Division.objects.create(
        code="370102002", name="平安街道", level="subdistrict", path="0002"
    )
    here, there = street.pk, peace.pk
    lake = Division.objects.create(
        code="370102001001", name="湖滨社区", level="community", parent=street, path="00010001"
    )
    park = Division.objects.create(
        code="370102001002", name="公园社区", level="community", parent=street, path="00010002"
    )
    factory = Unit.objects.create(
        jurisdiction=here,
        division=lake,
        name="湖滨精密机械厂",
        kind="enterprise",
        unit_class="private",
    )

    party = organization("party", "working_committee", "幸福街道党工委", street, here)
    union = organization("union", "federation", "幸福街道总工会", street, here, party=party)
    league = organization(
        "league", "working_committee", "幸福街道团工委", street, here, party=party
    )
    women = organization("women", "federation", "幸福街道妇联", street, here, party=party)
    lake_party = organization("party", "general_branch", "湖滨社区党总支", lake, here, parent=party)
    lake_union = organization(
        "union", "joint_union", "湖滨社区联合工会", lake, here, parent=union, party=lake_party
    )
    lake_league = organization(
        "league", "branch", "湖滨社区团支部", lake, here, parent=league, party=lake_party
    )
    lake_women = organization(
        "women", "federation", "湖滨社区妇联", lake, here, parent=women, party=lake_party
    )
    park_party = organization("party", "general_branch", "公园社区党总支", park, here, parent=party)
    park_league = organization(
        "league", "branch", "公园社区团支部", park, here, parent=league, party=park_party
    )
    factory_party = organization(
        "party", "branch", "湖滨精密机械厂党支部", lake, here,
        parent=lake_party, unit=factory, unit_class="private",
    )  # fmt: skip
    factory_league = organization(
        "league", "branch", "湖滨精密机械厂团支部", lake, here,
        parent=lake_league, party=factory_party, unit=factory, unit_class="private",
    )  # fmt: skip
    other_party = organization("party", "working_committee", "平安街道党工委", peace, there)
    other_league = organization(
        "league", "working_committee", "平安街道团工委", peace, there, party=other_party
    )

    cast = Cast(
        jurisdiction=here,
        elsewhere=there,
        street=street,
        lake=lake,
        park=park,
        lake_factory=factory,
        party=party,
        union=union,
        league=league,
        women=women,
        lake_party=lake_party,
        lake_union=lake_union,
        lake_league=lake_league,
        lake_women=lake_women,
        park_party=park_party,
        park_league=park_league,
        factory_party=factory_party,
        factory_league=factory_league,
        other_party=other_party,
        other_league=other_league,
        office=account("office", "周敏", here),
        union_officer=account("union", "吴刚", here),
        league_officer=account("league", "郑晓", here),
        women_officer=account("women", "王芳", here),
        lake_secretary=account("lake", "李建国", here),
        lake_league_secretary=account("lake-league", "陈晨", here),
        lake_women_secretary=account("lake-women", "赵秀英", here),
        park_league_secretary=account("park-league", "孙阳", here),
        factory_league_secretary=account("factory-league", "钱多", here),
        stranger=account("stranger", "外人", there),
        system_admin=account("system", "系统员", here, "system_admin"),
        security_admin=account("security", "安全员", here, "security_admin"),
        audit_admin=account("audit", "审计员", here, "audit_admin"),
    )
    post(cast.office, party, "党建办主任", "party_office")
    post(cast.union_officer, union, "专职副主席", "line_officer")
    post(cast.league_officer, league, "副书记", "line_officer")
    post(cast.women_officer, women, "副主席", "line_officer")
    post(cast.lake_secretary, lake_party, "书记", "community_secretary")
    post(cast.lake_league_secretary, lake_league, "书记", "grassroots_secretary")
    post(cast.lake_women_secretary, lake_women, "主席", "grassroots_secretary")
    post(cast.park_league_secretary, park_league, "书记", "grassroots_secretary")
    post(cast.factory_league_secretary, factory_league, "书记", "grassroots_secretary")
    post(cast.stranger, other_party, "党建办主任", "party_office")
    return cast
