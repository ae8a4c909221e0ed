"""One-time links, by which a person sets a password that nobody else ever knew."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from swot_app.accounts.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens, of which the newest alone is good: a link that went astray ends when another is made."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        made_at = user.link_made_at
        return super()._make_hash_value(user, timestamp) + (made_at.isoformat() if made_at else "")


link_tokens = LinkTokens()


def one_time_link(request: HttpRequest, user: User) -> str:
    """A full address that is good once, for settings.PASSWORD_RESET_TIMEOUT, until the person next signs in."""
    return request.build_absolute_uri(one_time_path(user))


def one_time_path(user: User) -> str:
    """The link's path; every link that was made before for this person ends."""
    (path,) = one_time_paths([user])
    return path


def one_time_paths(users: Sequence[User]) -> list[str]:
    """The same for many at once."""
    for user in users:
        user.link_made_at = timezone.now()
    User.objects.bulk_update(users, ["link_made_at"], batch_size=500)
    return [path_of(user) for user in users]


def path_of(user: User) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("set_password", args=[key, link_tokens.make_token(user)])
