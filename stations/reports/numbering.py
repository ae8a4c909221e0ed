"""Numbers of headings: 一、（一）in Chinese, 1 and 1.1 in English; annexes and attachments have their own."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from stations.formats import is_english
from stations.reports.blocks import Section

DIGITS = "零一二三四五六七八九"


def numbered(sections: Iterable[Section], language: str) -> tuple[Section, ...]:
    """The sections with their numbers, counted by what is there."""
    chapter = part = 0
    found = []
    for section in sections:
        if section.level == 1:
            chapter, part = chapter + 1, 0
        else:
            part += 1
        found.append(replace(section, number=heading_number(chapter, part, language), anchor=f"part-{chapter}-{part}"))
    return tuple(found)


def heading_number(chapter: int, part: int, language: str) -> str:
    """The number with its punctuation; part 0 is the chapter's own heading.

    >>> heading_number(3, 0, "zh-hans"), heading_number(3, 2, "zh-hans"), heading_number(3, 2, "en")
    ('三、', '（二）', '3.2 ')
    """
    if is_english(language):
        return f"{chapter}.{part} " if part else f"{chapter} "
    return f"（{chinese(part)}）" if part else f"{chinese(chapter)}、"


def chinese(number: int) -> str:
    """A number under a hundred in Chinese.

    >>> chinese(7), chinese(10), chinese(12), chinese(20), chinese(34)
    ('七', '十', '十二', '二十', '三十四')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def annex_name(place: int) -> str:
    """As a sentence calls it."""
    return _("Annex %(number)d") % {"number": place}


def attachment_name(place: int) -> str:
    return _("Attachment %(number)d") % {"number": place}


def annex_number(place: int, language: str) -> str:
    return annex_name(place) + gap(language)


def attachment_number(place: int, language: str) -> str:
    return attachment_name(place) + gap(language)


def gap(language: str) -> str:
    """What stands between such a number and its title."""
    return ": " if is_english(language) else "\u3000"
