"""Who asks, found out quickly, for every request of the form begins with it: the session and its user."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.utils import timezone

from swot_app.accounts.models import User
from swot_app.prepared import Prepared, Slot


def loaded(model: Any, **slots: Slot) -> Prepared[Any]:
    """Whole rows of a model, as its manager would find them."""
    names = [field.attname for field in model._meta.concrete_fields]

    def row(*values: Any) -> Any:
        return model.from_db(connection.alias, names, values)

    return Prepared(lambda: model.objects.filter(**slots).order_by().values_list(*names), row)


SESSION = loaded(
    Session,
    session_key=Slot("key", models.CharField()),
    expire_date__gt=Slot("now", models.DateTimeField()),
)
USER = loaded(User, pk=Slot("pk", models.BigAutoField()))


class SessionStore(db.SessionStore):
    """Django's, but for how a session is found."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


class OfficeBackend(ModelBackend):
    """Django's, but for how the user of a session is found."""

    def get_user(self, user_id: int) -> User | None:
        user: User | None = USER.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None
