"""The four ways an act can fail; pages and API map each to one status, everything else is a fault of ours."""

from django.db import OperationalError


class NiudaiError(Exception):
    """Base of the four; `str(error)` is one Chinese sentence for the user."""

    status = 500

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field  # name of the form field at fault, "" when none


class Unseen(NiudaiError):
    """The object does not exist for this actor (404); never says whether it exists for others."""

    status = 404

    def __init__(self, message: str = "没有找到，或者您无权查看。", *, field: str = "") -> None:
        super().__init__(message, field=field)


class NotAllowed(NiudaiError):
    """The actor sees the object but may not do this (403); the message is the rule's reason."""

    status = 403


class Stale(NiudaiError):
    """Somebody else moved the object first (409); nothing was changed."""

    status = 409

    def __init__(self, message: str = "他人已处理，请刷新后再看。", *, field: str = "") -> None:
        super().__init__(message, field=field)


class Refused(NiudaiError):
    """What was asked cannot be done as asked (422): a wrong value, or a wrong state."""

    status = 422


def busy(error: BaseException | None) -> Stale | None:
    """What to say when the database undid an act because another one held the same rows; else None.

    PostgreSQL ends one of two transactions that wait for each other (40P01), SQLite gives up after
    its timeout. Nothing was changed, so the act may simply be repeated.
    """
    if not isinstance(error, OperationalError):
        return None
    state = getattr(error.__cause__, "sqlstate", "")
    if state == "40P01" or "database is locked" in str(error):
        return Stale("他人正在办理相关事项，您的操作没有执行，请稍候再提交一次。")
    return None
