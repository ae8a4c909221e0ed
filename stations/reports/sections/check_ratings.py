"""The station's own figures beside the check ratings of its reviewers: how far apart, and on which factors."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import enums, formats
from stations.reports.blocks import Block, Column, Paragraph, Section, Table
from stations.reports.fonts import breakable
from stations.reports.material import Material
from stations.scorecards import CheckSheet
from stations.scoring import CheckComparison, CheckDifference
from stations.scoring.vocabulary import ADVERSE

CLOSE, WIDE = 0.5, 1.5
"""From which difference on the two are called different, and widely so; the project's own cut-offs."""

ENOUGH = 5
"""From so many compared factors on the two are compared over all of them; the project's own cut-off."""


def check_ratings(material: Material) -> Section | None:
    """None where no reviewer gave any."""
    sheets = material.context.checks
    if not sheets:
        return None
    blocks: list[Block] = [Paragraph(text=standing_sentence())]
    for sheet, comparison in zip(sheets, material.record.check_comparisons, strict=True):
        blocks += reviewer_blocks(material, sheet, comparison)
    return Section(level=2, title=_("Self-assessment against check ratings"), blocks=tuple(blocks))


def standing_sentence() -> str:
    return _(
        "In the review some factors were rated a second time, from outside. The check ratings stand beside the "
        "station’s own and change no figure of this result."
    )


def reviewer_blocks(material: Material, sheet: CheckSheet, comparison: CheckComparison) -> Iterator[Block]:
    found = sorted(comparison.differences, key=lambda entry: -abs(entry.difference or 0))
    sentences = [count_sentence(material, sheet, len(found)), *overall_sentences(material, found)]
    yield Paragraph(text=material.text(sentences))
    if found:
        yield differences_table(material, reviewer_name(sheet), found)
    notes = [entry for entry in sheet.entries if entry.note]
    if notes:
        yield Table(
            caption=_("Notes of %(reviewer)s") % {"reviewer": reviewer_name(sheet)},
            columns=(Column(title=_("Factor"), width=34), Column(title=pgettext("report", "Note"), width=66)),
            rows=tuple((material.factor(entry.factor), breakable(entry.note)) for entry in notes),
        )


def reviewer_name(sheet: CheckSheet) -> str:
    """C1 as a reader says it, with the level; nobody's name."""
    return _("reviewer %(number)s (%(level)s level)") % {
        "number": sheet.reviewer.removeprefix("C"),
        # Inside a sentence; Chinese has no capitals.
        "level": str(enums.DivisionLevel(sheet.level).label).lower(),
    }


def count_sentence(material: Material, sheet: CheckSheet, count: int) -> str:
    return ngettext(
        "On %(date)s, %(reviewer)s had given a check rating of %(count)d of %(total)d factors.",
        "On %(date)s, %(reviewer)s had given check ratings of %(count)d of %(total)d factors.",
        count,
    ) % {
        "date": formats.day(sheet.given_on, material.language),
        "reviewer": reviewer_name(sheet),
        "count": count,
        "total": len(material.card.factors),
    }


def overall_sentences(material: Material, found: list[CheckDifference]) -> Iterator[str]:
    """How many are close, which lie furthest apart, and whether the reviewer sees the station rosier or harsher."""
    compared = [entry for entry in found if entry.difference is not None]
    if not compared:
        return
    yield close_sentence(sum(as_printed(entry.difference) < CLOSE for entry in compared), len(compared))
    wide = [material.factor(entry.factor) for entry in compared if as_printed(entry.difference) >= WIDE]
    if wide:
        yield _("Widely different, and to be discussed: %(factors)s.") % {"factors": material.listed(wide)}
    yield (
        leaning_sentence(sum(favour(entry) for entry in compared) / len(compared))
        if len(compared) >= ENOUGH
        else _(
            "Fewer than %(enough)d factors can be compared, too few to say who sees the station better on the whole."
        )
        % {"enough": ENOUGH}
    )


def as_printed(difference: float | None) -> float:
    """How far apart, in the figure that the reader sees: what is printed alike is called alike."""
    return float(formats.fixed(abs(difference or 0), 1))


def close_sentence(close: int, count: int) -> str:
    if not close:
        return ngettext(
            "The one factor that can be compared lies half a degree or more from the station’s mean.",
            "Each of the %(count)d factors that can be compared lies half a degree or more from the station’s mean.",
            count,
        ) % {"count": count}
    if close == count:
        return ngettext(
            "The one factor that can be compared lies less than half a degree from the station’s mean.",
            "Each of the %(count)d factors that can be compared lies less than half a degree from the station’s mean.",
            count,
        ) % {"count": count}
    return ngettext(
        "Of the %(count)d factors that can be compared, %(close)d lies less than half a degree from the station’s mean.",
        "Of the %(count)d factors that can be compared, %(close)d lie less than half a degree from the station’s mean.",
        close,
    ) % {"close": close, "count": count}


def favour(entry: CheckDifference) -> float:
    """How much better the reviewer sees the station: a milder weakness speaks for it, as a greater strength does."""
    difference = entry.difference or 0
    return -difference if entry.quadrant in ADVERSE else difference


def leaning_sentence(mean: float) -> str:
    if as_printed(mean) < CLOSE:
        return _("Taken together, neither of the two sees the station clearly better than the other does.")
    figure = {"figure": formats.score(abs(mean))}
    if mean > 0:
        return _(
            "Taken together, the reviewer sees the station better than it sees itself, by %(figure)s on average."
        ) % (figure)
    return (
        _("Taken together, the reviewer sees the station worse than it sees itself, by %(figure)s on average.") % figure
    )


def differences_table(material: Material, reviewer: str, found: list[CheckDifference]) -> Table:
    return Table(
        caption=_("The station’s figures and those of %(reviewer)s, the widest difference first")
        % {"reviewer": reviewer},
        columns=(
            Column(title=_("Factor"), width=32),
            Column(title=pgettext("check ratings", "Median"), width=12, holds="number"),
            Column(title=pgettext("check ratings", "Mean"), width=12, holds="number"),
            Column(title=pgettext("check ratings", "Check"), width=10, holds="number"),
            Column(title=pgettext("check ratings", "Check − mean"), width=14, holds="number"),
            Column(title=_("In the reviewer’s view"), width=20),
        ),
        rows=tuple(difference_row(material, entry) for entry in found),
    )


def difference_row(material: Material, entry: CheckDifference) -> tuple[str, ...]:
    return (
        f"{entry.factor} {material.texts.factors[entry.factor].title}",
        formats.score(material.card.factor(entry.factor).median),
        formats.score(entry.station),
        str(entry.check),
        formats.DASH if entry.difference is None else formats.signed(entry.difference),
        difference_words(entry),
    )


def difference_words(entry: CheckDifference) -> str:
    """Who sees more of it: of a strength more is good, of a weakness more is bad."""
    if entry.difference is None:
        return pgettext("check ratings", "the station gave no degree")
    if as_printed(entry.difference) < CLOSE:
        return pgettext("check ratings", "nearly the same")
    return direction_words(
        is_wide=as_printed(entry.difference) >= WIDE,
        is_higher=entry.difference > 0,
        is_adverse=entry.quadrant in ADVERSE,
    )


def direction_words(*, is_wide: bool, is_higher: bool, is_adverse: bool) -> str:
    return {
        (False, True, False): pgettext("check ratings", "somewhat stronger"),
        (False, False, False): pgettext("check ratings", "somewhat weaker"),
        (True, True, False): pgettext("check ratings", "much stronger"),
        (True, False, False): pgettext("check ratings", "much weaker"),
        (False, True, True): pgettext("check ratings", "somewhat more severe"),
        (False, False, True): pgettext("check ratings", "somewhat milder"),
        (True, True, True): pgettext("check ratings", "much more severe"),
        (True, False, True): pgettext("check ratings", "much milder"),
    }[is_wide, is_higher, is_adverse]
