"""The countermeasures in order of rank: how often each comes first, and which cannot be told apart."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.charts.countermeasure_bars import CountermeasureBar, CountermeasureWords, countermeasure_bars
from stations.charts.svg import Drawing
from stations.reports.blocks import Column, Table
from stations.reports.material import MAIN, Material
from stations.reports.sections.certainty import like_the_first, rank_chances
from stations.scoring import CountermeasureScore, StrategyZone, inseparable_groups

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ranking_table(
    material: Material,
    last: Column | None = None,
    text_of: Callable[[Material, CountermeasureScore], str] | None = None,
) -> Table:
    """All of them with rank, attractiveness, how often first, and groups; `last` and its text are a further column."""
    letters = group_letters(material)
    columns = (
        Column(title=_("Countermeasure"), width=24),
        Column(title=pgettext("report", "Rank"), width=8, holds="number"),
        Column(title=_("Attractiveness"), width=14, holds="number"),
        *(sureness_columns() if rank_chances(material) else ()),
    )
    return Table(
        caption=_("Countermeasures by attractiveness"),
        columns=(*columns, last) if last else columns,
        rows=tuple(
            (*ranking_row(material, score, letters), *([text_of(material, score)] if text_of else []))
            for score in material.proposals()
        ),
    )


def sureness_columns() -> tuple[Column, ...]:
    """As wide as lets the Chinese heads break between two words."""
    return (
        Column(title=_("Confidence of rank 1"), width=11, holds="number"),
        Column(title=_("Confidence of ranks 1–%(last)d") % {"last": MAIN}, width=11, holds="number"),
        Column(title=pgettext("countermeasures", "Group"), width=8, holds="number"),
    )


def ranking_row(material: Material, score: CountermeasureScore, letters: dict[str, str]) -> tuple[str, ...]:
    row = (
        f"{score.code} {material.texts.countermeasures[score.code].title}",
        str(score.rank),
        formats.index(score.attractiveness),
    )
    chances = rank_chances(material)
    return (*row, *sureness(chances.get(score.code), letters.get(score.code, formats.DASH))) if chances else row


def sureness(ranks: tuple[float, ...] | None, letters: str) -> tuple[str, ...]:
    return (
        formats.chance(ranks[0]) if ranks else formats.DASH,
        formats.chance(sum(ranks[:MAIN])) if ranks else formats.DASH,
        letters,
    )


def groups_of(material: Material) -> tuple[tuple[str, ...], ...] | None:
    """The groups that cannot be told apart; None where there is nothing to tell apart, as with one rater."""
    found = material.card.certainty
    return inseparable_groups(found.pairs) if found and found.pairs else None


def group_letters(material: Material) -> dict[str, str]:
    """The letters of the groups to which each countermeasure belongs; those that stand clear of all others have none."""
    letters: dict[str, str] = {}
    for place, group in enumerate(groups_of(material) or ()):
        for code in group:
            letters[code] = letters.get(code, "") + group_letter(place)
    return letters


def group_letter(place: int) -> str:
    """a to z, then aa to zz."""
    again, letter = divmod(place, len(LETTERS))
    return LETTERS[letter] * (again + 1)


def group_sentences(material: Material) -> list[str]:
    """What the letters mean, in plain words."""
    groups = groups_of(material)
    if groups is None:
        return []
    if not groups:
        return [_("With these raters each countermeasure can be told apart from the next.")]
    if len(groups[0]) == len(material.proposals()):
        return [_("With these raters no countermeasure can be told apart from any other."), *order_sentences(material)]
    return [
        _(
            "Neighbours in rank that share a letter cannot be told apart with these raters: for any two of them, the "
            "confidence that the one ranked higher is the more attractive stays below %(share)s. One without a letter can "
            "be told apart from its neighbours."
        )
        % {"share": formats.percent(material.card.cut_offs.separation)},
        *beside_the_first(material, group_letters(material)),
        *order_sentences(material),
    ]


def order_sentences(material: Material) -> list[str]:
    """Why the first need not be the one with the greatest confidence of rank 1; nothing where it is."""
    chances = {code: ranks[0] for code, ranks in rank_chances(material).items() if ranks}
    first = material.proposals()[0].code
    likeliest = max(chances, key=lambda code: chances[code], default=first)
    if chances.get(first, 0) >= chances.get(likeliest, 0):
        return []
    return [
        _(
            "The order goes by attractiveness, which is computed from the mean degrees, and not by the confidence of rank "
            "1, which depends on how the raters differ as well and is greatest for %(likeliest)s."
        )
        % {"likeliest": material.countermeasure(likeliest)}
    ]


def beside_the_first(material: Material, letters: dict[str, str]) -> list[str]:
    """One that shares no letter with the first may be as good, where its figure rests on other raters."""
    first, *others = like_the_first(material) or [""]
    apart = [code for code in others if not set(letters.get(code, "")) & set(letters.get(first, ""))]
    if not apart:
        return []
    return [
        _(
            "The letters compare neighbours in rank alone. Compared directly, %(others)s cannot be told apart from the "
            "first, %(first)s, either."
        )
        % {
            "first": material.countermeasure(first),
            "others": material.listed([material.countermeasure(code) for code in apart]),
        }
    ]


def ranking_drawing(material: Material) -> Drawing:
    words = CountermeasureWords(
        title=_("Attractiveness of each countermeasure"),
        absent=pgettext("countermeasures", "Not placed"),
        language=material.language,
        families={zone: str(enums.StrategyFamily(zone.value).label) for zone in StrategyZone},
        alike=_("The same letter at the right: cannot be told apart with these raters"),
    )
    letters = group_letters(material)
    bars = [ranking_bar(material, score, letters) for score in material.card.countermeasures]
    return countermeasure_bars(bars, words=words, surface=material.medium.wide)


def ranking_bar(material: Material, score: CountermeasureScore, letters: dict[str, str]) -> CountermeasureBar:
    text = material.texts.countermeasures[score.code]
    return CountermeasureBar(
        code=score.code,
        title=text.title,
        family=StrategyZone(text.family),
        attractiveness=score.attractiveness,
        rank=score.rank,
        groups=letters.get(score.code, ""),
    )
