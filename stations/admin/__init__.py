"""Django's admin: the factor library for curators, people and places for administrators, the log for auditors."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from stations.admin import audit, countermeasures, divisions, editions, factors, places, sources, users

__all__ = ["audit", "countermeasures", "divisions", "editions", "factors", "places", "sources", "users"]

# Whoever orders reports follows them on a page of the product; the package's own list is nobody's duty.
admin.site.unregister(DBTaskResult)
