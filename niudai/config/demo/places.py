"""The demo's places, units, organizations, people and accounts."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from niudai.base.actors import Actor, system
from niudai.config.demo import words
from niudai.org import actions as org
from niudai.org.models import Account, Division, Organization, Post, Unit
from niudai.org.queries import scope_of

LINES = ("party", "union", "league", "women")
FORMS = {
    "street": {"party": "working_committee", "union": "federation", "league": "working_committee", "women": "federation"},
    "place": {"party": "general_branch", "union": "joint_union", "league": "general_branch", "women": "federation"},
    "unit": {"party": "branch", "union": "basic_union", "league": "branch", "women": "women_committee"},
}  # fmt: skip
NAMES = {
    "street": {"party": "党工委", "union": "总工会", "league": "团工委", "women": "妇联"},
    "place": {"party": "党总支", "union": "联合工会", "league": "团总支", "women": "妇联"},
    "unit": {"party": "党支部", "union": "工会", "league": "团支部", "women": "妇委会"},
}


@dataclass
class Street:
    """What the later chapters of the demo build on."""

    division: Division
    opened: datetime.date
    organizations: list[Organization] = field(default_factory=list)
    # (mass organization, Party organization that leads it)
    pairs: list[tuple[Organization, Organization]] = field(default_factory=list)
    posts: dict[int, Post] = field(default_factory=dict)  # organization id → its head
    accounts: dict[str, Account] = field(default_factory=dict)

    def head_of(self, place: Organization) -> Actor:
        """Who acts for an organization: its head, as far as the demo gave one a sign-in or not."""
        post = self.posts[place.pk]
        role = "grassroots_secretary"
        if place.heads_jurisdiction:
            role = "party_office" if place.line == "party" else "line_officer"
        return Actor(
            account_id=post.account_id or 0,
            name=post.holder,
            scopes=(replace(scope_of(post), role=role),),
            jurisdiction=place.jurisdiction,
        )


class Builder:
    """Builds the street organization by organization until the wanted number is reached."""

    def __init__(self, dice: random.Random, wanted: int, opened: datetime.date) -> None:
        self.dice, self.wanted = dice, wanted
        self.actor = system("演示数据")
        district = org.add_division(
            actor=self.actor, code="990102", name="示范区", level="district", opened_on=opened
        )
        division = org.add_division(
            actor=self.actor,
            code="990102001",
            name="幸福街道",
            level="subdistrict",
            parent=district,
            opened_on=opened,
        )
        self.actor = system("演示数据", division.pk)
        self.street = Street(division, opened)

    def build(self) -> Iterator[int]:
        """Make everything; yields the number of organizations made so far."""
        heads = self._level("幸福街道", "街道", "street", self.street.division, "community", {})
        yield len(self.street.organizations)
        places = [
            self._place(index, heads)
            for index in range(len(words.COMMUNITIES) + len(words.VILLAGES))
        ]
        yield len(self.street.organizations)
        serial = 0
        while len(self.street.organizations) < self.wanted:
            if serial % 40 == 39:  # larger demos need more places, too
                places.append(self._place(len(places), heads))
            division, locals_ = places[serial % len(places)]
            self._unit(serial, division, locals_)
            serial += 1
            yield len(self.street.organizations)

    def _place(
        self, index: int, heads: dict[str, Organization]
    ) -> tuple[Division, dict[str, Organization]]:
        name, rural = _place_name(index)
        level, word = ("village", "村") if rural else ("community", "社区")
        division = org.add_division(
            actor=self.actor,
            code=f"990102001{index + 1:03d}",
            name=f"{name}{word}",
            level=level,
            parent=self.street.division,
            opened_on=self.street.opened,
        )
        for number in (1, 2, 3):
            org.add_division(
                actor=self.actor,
                code=f"{division.code}{number:03d}",
                name=f"第{number}网格",
                level="grid",
                parent=division,
                opened_on=self.street.opened,
            )
        made = self._level(
            f"幸福街道{name}{word}", f"{name}{word}", "place", division, "rural" if rural else "community", heads
        )  # fmt: skip
        return division, made

    def _unit(self, serial: int, division: Division, above: dict[str, Organization]) -> None:
        base, kind, unit_class, lines = words.UNITS[serial % len(words.UNITS)]
        round_ = serial // len(words.UNITS)
        more = words.MORE_UNITS[round_ % len(words.MORE_UNITS)] if round_ else ""
        number = round_ // len(words.MORE_UNITS)
        place = division.name.removesuffix("社区").removesuffix("村")
        name = f"{place}{more}{base}{number + 1 if number else ''}"
        unit = org.add_unit(
            actor=self.actor,
            division=division,
            name=name,
            kind=kind,
            unit_class=unit_class,
            staff=self.dice.randrange(12, 400),
            opened_on=self.street.opened,
        )
        self._level(name, name, "unit", division, unit_class, above, lines=lines, unit=unit)

    def _level(
        self,
        full: str,
        short: str,
        level: str,
        division: Division,
        unit_class: str,
        above: dict[str, Organization],
        *,
        lines: tuple[str, ...] = LINES,
        unit: Unit | None = None,
    ) -> dict[str, Organization]:
        made: dict[str, Organization] = {}
        for line in lines:
            ending = NAMES[level][line]
            place = org.add_organization(
                actor=self.actor,
                line=line,
                form=FORMS[level][line],
                name=full + ending,
                short_name=short + ending,
                division=division,
                unit=unit,
                unit_class=unit_class,
                opened_on=self.street.opened,
                parent=above.get(line),
                leader=made["party"] if line != "party" else None,
            )
            made[line] = place
            self.street.organizations.append(place)
            if line != "party":
                self.street.pairs.append((place, made["party"]))
            self.street.posts[place.pk] = self._head(place, level)
        return made

    def _head(self, place: Organization, level: str) -> Post:
        name, gender = person(self.dice)
        return org.appoint(
            actor=self.actor,
            organization=place,
            title=words.HEADS[place.line],
            holder=name,
            gender="female" if place.line == "women" else gender,
            started_on=self.street.opened,
        )

    def accounts(self, password: str) -> list[tuple[str, str, str]]:
        """The sign-ins of the demo: (user name, name, post)."""
        told = []
        by_name = {place.short_name: place for place in self.street.organizations}
        for username, name, line, where, title, role in words.ACCOUNTS:
            level, short = ("place", f"{where}社区") if where else ("street", "街道")
            place = by_name[short + NAMES[level][line]]
            account = self._account(username, name, password)
            post = self.street.posts[place.pk]
            if where:  # the head itself signs in
                org.hand_over_post(
                    actor=self.actor, post=post, holder=name, account=None, on=self.street.opened
                )
                post = Post.objects.select_related("organization").get(
                    organization=place, ended_on=None
                )
                org.grant_post(actor=self.actor, post=post, account=account, role=role)
            else:
                post = org.appoint(
                    actor=self.actor,
                    organization=place,
                    title=title,
                    holder=name,
                    started_on=self.street.opened,
                    account=account,
                    role=role,
                )
            self.street.posts[place.pk] = post
            told.append((username, name, f"{place.short_name}{title}"))
        for username, name, admin_role in words.ADMINS:
            account = self._account(username, name, password)
            org.set_admin_role(actor=self.actor, account=account, admin_role=admin_role)
            told.append((username, name, account.get_admin_role_display()))
        return told

    def _account(self, username: str, name: str, password: str) -> Account:
        account, _ = org.add_account(
            actor=self.actor,
            username=username,
            name=name,
            jurisdiction=self.street.division.pk,
            password=password,
        )
        # The demo's sign-ins are for trying things out at once; real accounts change it first.
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
        self.street.accounts[username] = account
        return account

    def members(self, wanted: int) -> Iterator[int]:
        """Fill the organizations with members; yields the number made so far."""
        places = self.street.organizations
        made = 0
        for index, place in enumerate(places):
            count = wanted * (index + 1) // len(places) - wanted * index // len(places)
            rows = [self._member(place) for _ in range(count)]
            org.create_members(actor=self.actor, organization=place, rows=rows)
            made += count
            yield made

    def _member(self, place: Organization) -> org.MemberRow:
        name, gender = person(self.dice)
        if place.line == "women":
            gender = "female"
        youngest, oldest = (15, 27) if place.line == "league" else (22, 58)
        year = self.street.opened.year
        return org.MemberRow(
            name=name,
            gender=gender,
            joined_on=self.street.opened + datetime.timedelta(days=self.dice.randrange(600)),
            birth_year=year - self.dice.randint(youngest, oldest),
        )


def person(dice: random.Random) -> tuple[str, str]:
    """A made-up name and a gender."""
    given = "".join(dice.choices(words.GIVEN, k=dice.choice((1, 2, 2))))
    return dice.choice(words.SURNAMES) + given, dice.choice(("male", "female"))


def _place_name(index: int) -> tuple[str, bool]:
    if index < len(words.COMMUNITIES):
        return words.COMMUNITIES[index], False
    index -= len(words.COMMUNITIES)
    if index < len(words.VILLAGES):
        return words.VILLAGES[index], True
    index -= len(words.VILLAGES)
    first, last = divmod(index, len(words.MORE_PLACES_END))
    round_, first = divmod(first, len(words.MORE_PLACES))
    name = words.MORE_PLACES[first] + words.MORE_PLACES_END[last]
    return f"{name}{round_ + 1 if round_ else ''}", index % 4 == 3
