"""The left menu: at most eight entries in the users' words, by role."""

from niudai.base.actors import Actor
from niudai.base.web.shell import MenuEntry

HOME = MenuEntry("工作台", "home", "desk:home", "", phone=True)
PLANS = MenuEntry("方案", "file-text", "work:plans", "/plans/")
TASKS = MenuEntry("任务", "list-check", "work:assignments", "/assignments/", phone=True)
LEDGER = MenuEntry("台账", "book-2", "ledger:entries", "/ledger/", phone=True)
SYNC = MenuEntry("同步", "refresh", "sync:rollup", "/sync/")
ORGANIZATIONS = MenuEntry("组织", "sitemap", "org:organizations", "/organizations/")
NOTICES = MenuEntry("通知", "bell", "base:notices", "/notices/")
AUDIT = MenuEntry("审计", "shield-check", "base:audit", "/audit/", phone=True)
ACCOUNTS = MenuEntry("账号", "users", "org:accounts", "/accounts/", phone=True)
CALENDAR = MenuEntry("工作日历", "calendar", "base:calendar", "/calendar/", phone=True)

OF_ADMINS = {
    "system_admin": [HOME, CALENDAR, NOTICES],
    "security_admin": [HOME, ACCOUNTS, NOTICES],
    "audit_admin": [HOME, AUDIT, NOTICES],
}


def entries(actor: Actor) -> list[MenuEntry]:
    """The actor's menu, in the order of daily use."""
    if actor.admin_role:
        return OF_ADMINS[actor.admin_role]
    return [HOME, PLANS, TASKS, LEDGER, SYNC, ORGANIZATIONS, NOTICES]
