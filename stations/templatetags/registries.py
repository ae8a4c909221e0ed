"""How a difference between a table and the register is told."""

from django import template

from stations.actions.registry.columns import Registry
from stations.actions.registry.differences import Change
from stations.actions.registry.telling import change_line

register = template.Library()


@register.filter
def told(change: Change, registry: Registry) -> str:
    return change_line(registry, change)
