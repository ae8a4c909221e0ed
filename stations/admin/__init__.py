"""Django's admin: the factor library for curators, people and places for administrators, the log for auditors."""

from stations.admin import audit, countermeasures, divisions, editions, factors, places, sources, users

__all__ = ["audit", "countermeasures", "divisions", "editions", "factors", "places", "sources", "users"]
