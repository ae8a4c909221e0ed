"""What stands in a cell, as a value: codes, dates, levels, roles, in the words of either language."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from stations.enums import AppointmentRole, DivisionLevel, MembershipRole, StationKind

CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
# How many digits a code of GB/T 2260 and GB/T 10114 has at each level, once the zeros at its end are gone.
PROVINCE_DIGITS, PREFECTURE_DIGITS, COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS = 2, 4, 6, 9, 12
FURTHER_WORDS: Mapping[type[TextChoices], Mapping[str, tuple[str, ...]]] = {
    DivisionLevel: {
        DivisionLevel.NATION: ("全国", "国家级"),
        DivisionLevel.PROVINCE: ("省级", "省", "自治区", "直辖市"),
        DivisionLevel.PREFECTURE: ("地级", "地市级", "市级", "市", "地级市", "自治州", "盟"),
        DivisionLevel.COUNTY: ("县级", "县", "区", "县级市", "区县"),
        DivisionLevel.TOWNSHIP: ("乡级", "乡镇级", "乡镇", "乡", "镇", "街道", "乡镇（街道）"),
        DivisionLevel.VILLAGE: ("村级", "村", "社区"),
    },
    StationKind: {
        StationKind.TOWNSHIP: ("乡镇站", "乡镇社工站", "站"),
        StationKind.VILLAGE: ("村站点", "村社工点", "社工室", "点"),
    },
    MembershipRole: {
        MembershipRole.WORKER: ("社工", "社会工作者", "填报员"),
        MembershipRole.LEAD: ("站长", "负责人"),
    },
    AppointmentRole: {AppointmentRole.REVIEWER: ("审核员", "复核员"), AppointmentRole.VIEWER: ("查阅员",)},
}
Choice = TypeVar("Choice", bound=TextChoices)


class CellRefused(ValueError):
    """What stands in the cell makes no sense; the text says what should."""


def code_in(text: str, *, longest: int) -> str:
    if not CODE.fullmatch(text) or len(text) > longest:
        raise CellRefused(
            _("“%(text)s” is no code: write at most %(longest)d digits and letters.")
            % {"text": text[:40], "longest": longest}
        )
    return text


def text_in(text: str, *, longest: int) -> str:
    if len(text) > longest:
        raise CellRefused(_("This is longer than %(longest)d characters. Shorten it.") % {"longest": longest})
    if not text.isprintable():
        raise CellRefused(_("There is a line break or an invisible character in this cell. Take it out."))
    return text


def date_in(text: str) -> date | None:
    """2026-11-05, 2026/11/5 or 2026年11月5日; nothing where the cell is empty."""
    if not text:
        return None
    found = DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise CellRefused(_("“%(text)s” is no date: write it as 2026-11-05.") % {"text": text[:40]}) from None


def choice_in(text: str, choices: type[Choice]) -> Choice:
    """One of a closed list, by its value or its name in either language."""
    value = words_of(choices).get(text.casefold())
    if value is None:
        raise CellRefused(
            _("“%(text)s” is not known here: write one of %(choices)s.")
            % {"text": text[:40], "choices": " / ".join(str(choice.label) for choice in choices)}
        )
    return choices(value)


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """Every word for each value of a closed list."""
    words: dict[str, str] = {}
    for choice in choices:
        told = [choice.value, *FURTHER_WORDS[choices].get(choice.value, ())]
        for language in ("zh-hans", "en"):
            with override(language):
                told.append(str(choice.label))
        words |= {word.casefold(): choice.value for word in told}
    return words


def level_of_code(code: str) -> DivisionLevel | None:
    """The level that a code of the national standards says; none where it is no such code."""
    if not code.isascii() or not code.isdigit():
        return None
    if len(code) == COUNTY_DIGITS and code.endswith("00"):
        code = code[:PREFECTURE_DIGITS]
    if len(code) == PREFECTURE_DIGITS and code.endswith("00"):
        code = code[:PROVINCE_DIGITS]
    return {
        PROVINCE_DIGITS: DivisionLevel.PROVINCE,
        PREFECTURE_DIGITS: DivisionLevel.PREFECTURE,
        COUNTY_DIGITS: DivisionLevel.COUNTY,
        TOWNSHIP_DIGITS: DivisionLevel.TOWNSHIP,
        VILLAGE_DIGITS: DivisionLevel.VILLAGE,
    }.get(len(code))
