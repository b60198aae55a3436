"""The password rule of the house: three of four classes of characters (assessor's usual value)."""

from django.core.exceptions import ValidationError


class ThreeClassesValidator:
    """At least three of: capitals, small letters, digits, other characters."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when fewer than three classes occur."""
        classes = (
            any(c.isupper() for c in password),
            any(c.islower() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        )
        if sum(classes) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The rule in one sentence."""
        return "密码须包含大写字母、小写字母、数字、符号中的至少三类。"
