"""The user: a name to sign in with, a person's name, and the duties that hold for the whole system."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """The first administrator of a new installation, who makes all others."""
        return self.create_user(username, password, is_administrator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person with an account. What is kept is the minimum: a name and, if the person likes, a work phone."""

    username = models.CharField(
        _("user name"),
        max_length=64,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken. Choose another.")},
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=64)
    work_phone = models.CharField(
        _("work phone"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9+\- ]+$", _("Write a phone number with digits, spaces, + and - alone."))],
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    is_curator = models.BooleanField(_("library curator"), default=False)
    is_administrator = models.BooleanField(_("system administrator"), default=False)
    is_auditor = models.BooleanField(_("auditor"), default=False)
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Take this away when a person leaves: it ends every session at once."),
    )
    link_made_at = models.DateTimeField(null=True, editable=False)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_administrator=True, is_auditor=True),
                name="accounts_user_administrator_is_no_auditor",
                violation_error_message=_("One person cannot be both system administrator and auditor. Choose one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"

    @property
    def has_system_duty(self) -> bool:
        """Curators, administrators and auditors, none of whom may also review."""
        return self.is_curator or self.is_administrator or self.is_auditor

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin lets this person in; what is seen there is decided model by model."""
        return self.has_system_duty

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions are not used: stations/rules.py decides."""
        return False

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
