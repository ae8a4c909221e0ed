"""Numbers and dates in pages and reports alike: stations/formats.py in the language of the reader."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from stations import formats
from stations.enums import degree_word
from stations.models import Station

register = template.Library()

register.filter("score", formats.score)
register.filter("index", formats.index)
register.filter("weight", formats.weight)
register.filter("percent", formats.percent)
register.filter("share", formats.share)
register.filter("consistency", formats.consistency)
register.filter("file_size", formats.file_size)


register.filter("degree_word", degree_word)


@register.filter
def day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.day(value, get_language())


@register.filter
def moment(value: datetime | None) -> str:
    return formats.moment(timezone.localtime(value) if value else None, get_language())


@register.filter
def host_name(station: Station) -> str:
    return station.host_in(get_language())
