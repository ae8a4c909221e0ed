"""One-time links, by which a person sets a password that nobody else ever knew."""

from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from swot_app.accounts.models import User


def one_time_link(request: HttpRequest, user: User) -> str:
    """A full address that is good once, for settings.PASSWORD_RESET_TIMEOUT, and until the person next signs in."""
    return request.build_absolute_uri(one_time_path(user))


def one_time_path(user: User) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("set_password", args=[key, default_token_generator.make_token(user)])
