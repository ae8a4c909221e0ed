"""How a number, a date, a code looks in each language: pure, the same on screen and on paper."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from stations.scoring.expert_weights import ACCEPTABLE_RATIO
from stations.scoring.method import CUT_OFFS, TOLERANCE

DASH = "—"
MINUS = "\u2212"
"""Of a figure's width, and said aloud by a screen reader, which passes over a hyphen."""
NEARLY_ONE = 0.995
"""From here on two places would print a confidence as certain."""
NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten".split()  # noqa: SIM905
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def is_english(language: str | None) -> bool:
    return language == "en"


def score(value: float | None) -> str:
    """A degree or a magnitude on the scale from 1 to 5: one decimal place.

    >>> score(3.25), score(None)
    ('3.3', '—')
    """
    return fixed(value, 1)


def index(value: float | None) -> str:
    """ρ, β or a share of the whole: two decimal places."""
    return fixed(value, 2)


def weight(value: float | None) -> str:
    return fixed(value, 3)


def percent(value: float | None) -> str:
    """A share as a whole percentage.

    >>> percent(0.955)
    '96%'
    """
    return DASH if value is None else f"{fixed(value * 100, 0)}%"


def share(value: float | None) -> str:
    """A part of a whole that is small, as of one factor among many: a percentage with one place.

    >>> share(0.0357)
    '3.6%'
    """
    return DASH if value is None else f"{fixed(value * 100, 1)}%"


def fixed(value: float | None, places: int) -> str:
    """A figure with so many places, halves away from zero, and never a negative zero.

    >>> fixed(0.125, 2), fixed(-0.125, 2), fixed(-0.04, 1)
    ('0.13', '−0.13', '0.0')
    """
    if value is None:
        return DASH
    # Ratings are small whole numbers, so means end in exact halves more often than chance would have it; binary
    # rounding would send 2.25 to 2.2 and 2.35 to 2.4. Nine places are what a stored figure is true to.
    scaled = round(abs(value) * 10**places, 9)
    rounded = int(scaled + 0.5) / 10**places
    sign = MINUS if value < 0 and rounded else ""
    return f"{sign}{rounded:.{places}f}"


def signed(value: float | None, places: int = 1) -> str:
    """A difference with its sign, and none for what rounds to zero.

    >>> signed(0.25), signed(-0.31), signed(0.04)
    ('+0.3', '−0.3', '0.0')
    """
    figure = fixed(value, places)
    return f"+{figure}" if value is not None and value > 0 and float(figure) else figure


def confidence(probability: float | None) -> str:
    """How sure something is, between 0 and 1: two places, and more where two would carry it over a verdict's cut-off.

    Only what is certain is printed as 1 or 0.

    >>> confidence(0.93), confidence(0.9996), confidence(0.001), confidence(1.0)
    ('0.93', '>0.99', '<0.01', '1.00')
    >>> confidence(0.8956), confidence(0.9), confidence(0.2004)
    ('0.896', '0.90', '0.2004')
    """
    if probability is None or not 1 - NEARLY_ONE <= probability < NEARLY_ONE:
        return chance(probability)
    figures = (fixed(probability, places) for places in range(2, 10))
    return next((figure for figure in figures if verdict_sides(float(figure)) == verdict_sides(probability)), "0.50")


def chance(probability: float | None) -> str:
    """How sure something is that no verdict hangs on: two places, and 1 or 0 for what is certain alone.

    >>> chance(0.2004), chance(0.9996), chance(0.001), chance(1.0)
    ('0.20', '>0.99', '<0.01', '1.00')
    """
    if probability is not None and NEARLY_ONE <= probability < 1:
        return ">0.99"
    if probability is not None and 0 < probability < 1 - NEARLY_ONE:
        return "<0.01"
    return fixed(probability, 2)


def verdict_sides(probability: float) -> tuple[bool, ...]:
    """On which side of each of the verdict's cut-offs a probability lies."""
    high, low = (CUT_OFFS.leaning, CUT_OFFS.feasible), (1 - CUT_OFFS.feasible, 1 - CUT_OFFS.leaning)
    return (*(probability >= cut_off for cut_off in high), *(probability > cut_off + TOLERANCE for cut_off in low))


def consistency(ratio: float | None) -> str:
    """A consistency ratio: two places, and more where two would hide that it lies above the limit.

    >>> consistency(0.0834), consistency(0.1), consistency(0.102)
    ('0.08', '0.10', '0.102')
    """
    if ratio is None:
        return DASH
    figures = (fixed(ratio, places) for places in range(2, 10))
    is_above = ratio > ACCEPTABLE_RATIO + TOLERANCE
    return next((figure for figure in figures if (float(figure) > ACCEPTABLE_RATIO) == is_above), fixed(ratio, 9))


def file_size(size: int) -> str:
    r"""A file's size as phones and computers tell it.

    >>> file_size(900), file_size(345_678), file_size(3_400_000)
    ('1\xa0kB', '338\xa0kB', '3.2\xa0MB')
    """
    if size < 1000 * 1024:
        return f"{max(1, round(size / 1024))}\u00a0kB"
    return f"{fixed(size / 1024 / 1024, 1)}\u00a0MB"


def angle(radians: float | None) -> str:
    """An azimuth in degrees with one decimal place; what rounds to a full turn is 0.

    >>> angle(math.pi / 4), angle(2 * math.pi - 1e-6)
    ('45.0°', '0.0°')
    """
    if radians is None:
        return DASH
    figure = fixed(math.degrees(radians), 1)
    return "0.0°" if figure == "360.0" else f"{figure}°"


def span(low: str, high: str, language: str | None) -> str:
    """A range of figures: 3～5, 3–5; one figure where both are the same."""
    if low == high:
        return low
    return f"{low}–{high}" if is_english(language) else f"{low}～{high}"


def listed(items: Sequence[str], language: str | None) -> str:
    """Items in a sentence.

    >>> listed(["S1", "S2", "S3"], "en"), listed(["S1", "S2"], "zh-hans")
    ('S1, S2 and S3', 'S1、S2')
    """
    if not is_english(language):
        return "、".join(items)
    return ", ".join(items) if len(items) <= 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def opening_number(count: int, language: str | None) -> str:
    """A number at the head of a sentence, which in English does not open with a figure if a short word is there.

    >>> opening_number(4, "en"), opening_number(12, "en"), opening_number(4, "zh-hans")
    ('Four', '12', '4')
    """
    return NUMBERS[count] if is_english(language) and count < len(NUMBERS) else str(count)


def clauses(parts: Iterable[str], language: str | None) -> str:
    """Parts of one sentence that may hold commas themselves.

    >>> clauses(["S1, S2", "O1"], "en"), clauses(["S1、S2", "O1"], "zh-hans")
    ('S1, S2; O1', 'S1、S2；O1')
    """
    return ("; " if is_english(language) else "；").join(parts)


def day(value: date | None, language: str | None) -> str:
    """2026年11月5日, 5 November 2026: no leading zeros."""
    if value is None:
        return DASH
    if is_english(language):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None, language: str | None) -> str:
    """A day with the time, both as the given zone has them."""
    if value is None:
        return DASH
    separator = ", " if is_english(language) else " "
    return f"{day(value, language)}{separator}{value:%H:%M}"


def cycle_name(kind: str, year: int, quarter: int | None, language: str | None) -> str:
    """2026年度评估, 2026年第三季度监测; 2026 annual assessment, Q3 2026 monitoring."""
    if is_english(language):
        names = {
            "annual": f"{year} annual assessment",
            "mid_term": f"{year} mid-term assessment",
            "final": f"{year} final assessment",
            "quarterly": f"Q{quarter} {year} monitoring",
        }
        return names[kind]
    names = {
        "annual": f"{year}年度评估",
        "mid_term": f"{year}年中期评估",
        "final": f"{year}年终期评估",
        "quarterly": f"{year}年第{'一二三四'[(quarter or 1) - 1]}季度监测",
    }
    return names[kind]
