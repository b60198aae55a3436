"""What the frame around every page shows: where one is, the menu, unread notices, the chosen look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from niudai.base.actors import Actor
from niudai.base.notices import unread_count
from niudai.base.web.looks import look_classes

MENU_LIMIT: Final = 8
PHONE_LIMIT: Final = 3
_ADMINS: Final = {
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the left menu.

    `icon` is a name of static/icons.txt; `url_name` opens the page; the entry is marked as current
    on every path beginning with `match`; `phone` entries stand in the bottom bar of a phone.
    """

    title: str
    icon: str
    url_name: str
    match: str = ""
    phone: bool = False


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A menu entry as the page shows it."""

    title: str
    icon: str
    url: str
    current: bool
    phone: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame's own data; `unread` counts notices, `look` is the class list of <html>."""

    actor: Actor | None
    where: str
    menu: tuple[MenuLink, ...]
    unread: int
    look: str
    path: str

    @property
    def phone(self) -> tuple[MenuLink, ...]:
        """The entries of a phone's bottom bar."""
        return tuple(link for link in self.menu if link.phone)[:PHONE_LIMIT]

    @property
    def large(self) -> bool:
        """Whether large type is on."""
        return "nd-large" in self.look

    @property
    def contrast(self) -> bool:
        """Whether high contrast is on."""
        return "nd-contrast" in self.look


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request; counts unread notices with one query when somebody is signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    return Shell(
        actor=actor,
        where=_where(actor),
        menu=_menu(actor, request.path),
        unread=unread_count(actor) if actor else 0,
        look=look_classes(request),
        path=request.get_full_path(),
    )


def bare_shell(request: HttpRequest) -> Shell:
    """The frame without menu and notices: no query, so that it also works when the database does not."""
    path = request.get_full_path()
    return Shell(actor=None, where="", menu=(), unread=0, look=look_classes(request), path=path)


def _where(actor: Actor | None) -> str:
    if actor is None:
        return ""
    if actor.main is not None:
        return actor.main.organization_name
    return _ADMINS.get(actor.admin_role, "")


def _menu(actor: Actor | None, path: str) -> tuple[MenuLink, ...]:
    source = getattr(settings, "NIUDAI_MENU", "")
    if actor is None or not source:
        return ()
    entries_for: Callable[[Actor], list[MenuEntry]] = import_string(source)
    links = (_link(entry, path) for entry in entries_for(actor))
    return tuple(link for link in links if link is not None)[:MENU_LIMIT]


def _link(entry: MenuEntry, path: str) -> MenuLink | None:
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:  # a room that is not installed has no line in the menu
        return None
    current = path.startswith(entry.match) if entry.match else path == url
    return MenuLink(entry.title, entry.icon, url, current, entry.phone)
