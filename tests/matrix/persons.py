"""The persons of tests/cast.py in named groups, and one row of the permission matrix.

A row reads like a line of a table: which statuses whom. Whoever a row does not name gets 404 when
signed in (the object is not seen) and is sent to the sign-in page when not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Group = frozenset[str]
Answers = Mapping[int, Group]

OFFICE: Final = frozenset({"office"})  # 幸福街道党建办
UNION: Final = frozenset({"union_officer"})
LEAGUE: Final = frozenset({"league_officer"})
WOMEN: Final = frozenset({"women_officer"})
COMMUNITY: Final = frozenset({"lake_secretary"})  # 湖滨社区书记
BODY: Final = frozenset({"lake_league_secretary"})  # holds the task, the fact, the post asked for
OTHER_BODIES: Final = frozenset(
    {"lake_women_secretary", "park_league_secretary", "factory_league_secretary"}
)
STRANGER: Final = frozenset({"stranger"})  # 平安街道党建办
SYSTEM: Final = frozenset({"system_admin"})
SECURITY: Final = frozenset({"security_admin"})
AUDIT: Final = frozenset({"audit_admin"})
ANONYMOUS: Final = frozenset({"anonymous"})

LINES: Final = UNION | LEAGUE | WOMEN
STREET: Final = OFFICE | LINES
HERE: Final = STREET | COMMUNITY | BODY | OTHER_BODIES  # everybody with a post in 幸福街道
ADMINS: Final = SYSTEM | SECURITY | AUDIT
SIGNED_IN: Final = HERE | STRANGER | ADMINS
EVERYBODY: Final = SIGNED_IN | ANONYMOUS
NOBODY: Final[Group] = frozenset()

OFFICES: Final = OFFICE | STRANGER  # each the Party office of its own subdistrict
KEEPERS: Final = OFFICE | LEAGUE  # who answer for 湖滨社区团支部
SEE: Final = KEEPERS | COMMUNITY | BODY  # who see it and what it does

READ_ONLY: Final[Answers] = {405: EVERYBODY}  # the other method of a page or an act
PAGE: Final[Answers] = {200: SIGNED_IN}  # a page everybody who signs in may open
UNSEEN: Final = 404
SIGN_IN: Final = 303


@dataclass(frozen=True, slots=True)
class Row:
    """What one address answers: `get` and `post` say which status whom.

    `of` names an entry of `World.parts` with the address's parts; `query` stands behind the "?",
    `body` is what the POST carries. Forms are mostly posted empty, so whoever may act reads 422.
    """

    url: str
    get: Answers
    post: Answers
    of: str = ""
    query: str = ""
    body: dict[str, Any] = field(default_factory=dict)


def page(url: str, get: Answers, *, of: str = "", query: str = "") -> Row:
    """A page that is only read."""
    return Row(url, get, READ_ONLY, of, query)


def form(url: str, may: Group, *, of: str = "", see: Group = NOBODY, query: str = "") -> Row:
    """A form: 200 to open and 422 when sent empty for those who may, 403 for others who see it."""
    told = see - may
    return Row(url, {200: may, 403: told}, {422: may, 403: told}, of, query)


def act(
    url: str, may: Group, *, of: str = "", see: Group = NOBODY, ok: int = 302, **body: Any
) -> Row:
    """An act by POST alone: `ok` for those who may, 403 for others who see the object."""
    return Row(url, READ_ONLY, {ok: may, 403: see - may}, of, body=body)


def everyone(answers: Answers, unseen: int = UNSEEN, anonymous: int = SIGN_IN) -> dict[str, int]:
    """{person: status}; raises ValueError when a person stands under two statuses."""
    found: dict[str, int] = {}
    for status, group in answers.items():
        for person in group:
            if person in found:
                raise ValueError(f"{person}: {found[person]} and {status}")
            found[person] = status
    return dict.fromkeys(SIGNED_IN, unseen) | dict.fromkeys(ANONYMOUS, anonymous) | found
