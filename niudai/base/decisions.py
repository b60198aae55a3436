"""What a permission rule answers: yes, or no with the reason that greys the button."""

from dataclasses import dataclass

from niudai.base.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of one `rules.may_<verb>`; `reason` is a Chinese sentence, empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise NotAllowed with the reason unless allowed; every action calls this first."""
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Decision(True)


def no(reason: str) -> Decision:
    """A refusal; `reason` says why and what to do."""
    return Decision(False, reason)
