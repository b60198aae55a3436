"""The four ways an act can fail; pages and API map each to one status, everything else is a fault of ours."""


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
