"""The verdict and its certainty in words, for the summary, the results and the conclusions alike."""

from django.utils.translation import gettext as _

from stations import enums, formats
from stations.reports.material import Material, rater_name
from stations.reports.words import confidence
from stations.scoring import AbsenceReason, Figure, Verdict, WithoutRater
from stations.scoring.method import NEUTRAL


def verdict_sentences(material: Material) -> list[str]:
    """The verdict, its interval and whether it hangs on one person; or why there is none."""
    verdict = material.card.verdict
    if verdict is None:
        return [absent_verdict_sentence(material)]
    return [verdict_sentence(material, verdict), interval_sentence(material), standing_sentence(material)]


def verdict_sentence(material: Material, verdict: Verdict) -> str:
    name = {"verdict": verdict_name(verdict)}
    return (
        _("Verdict: %(verdict)s (provisional).") % name
        if material.card.is_provisional
        else _("Verdict: %(verdict)s.") % name
    )


def verdict_name(verdict: Verdict | None) -> str:
    return str(enums.Verdict(verdict.value).label) if verdict else formats.DASH


def interval_sentence(material: Material) -> str:
    index = material.card.certainty.index if material.card.certainty else None
    if index is None:
        return ""
    return _(
        "The %(share)s interval of the index is %(interval)s; "
        "the confidence that it lies above %(neutral)s is %(confidence)s."
    ) % {
        "share": formats.percent(material.card.cut_offs.confidence),
        "interval": formats.span(formats.index(index.low), formats.index(index.high), material.language),
        "neutral": formats.index(NEUTRAL),
        "confidence": confidence(index.probability),
    }


def standing_sentence(material: Material) -> str:
    """Would it stand without any one rater?"""
    certainty = material.card.certainty
    if certainty is None or not certainty.without_rater:
        return ""
    if any(entry.verdict_stands is None for entry in certainty.without_rater):
        return side_sentence(material, [entry for entry in certainty.without_rater if entry.side_stands is False])
    changed = [entry for entry in certainty.without_rater if not entry.verdict_stands]
    if not changed:
        return _("The verdict stays the same without any one of the raters.")
    cases = {"cases": material.clauses([changed_verdict(entry) for entry in changed])}
    if 2 * len(changed) < len(certainty.without_rater):
        return _("The verdict hangs on single raters: %(cases)s.") % cases
    return _(
        "The verdict is not settled; it changes without %(count)d of the %(total)d raters, one at a time: %(cases)s."
    ) % (cases | {"count": len(changed), "total": len(certainty.without_rater)})


def changed_verdict(entry: WithoutRater) -> str:
    return _("without %(rater)s it would be “%(verdict)s”") % {
        "rater": rater_name(entry.rater),
        "verdict": verdict_name(entry.verdict),
    }


def side_sentence(material: Material, turned: list[WithoutRater]) -> str:
    """Where too few would remain for a verdict, the side of the index alone."""
    if not turned:
        return _("Without any one of the raters the index would stay on the same side of %(neutral)s.") % {
            "neutral": formats.index(NEUTRAL)
        }
    return _("Without %(raters)s the index would change to the other side of %(neutral)s.") % {
        "raters": material.listed([rater_name(entry.rater) for entry in turned]),
        "neutral": formats.index(NEUTRAL),
    }


def absent_verdict_sentence(material: Material) -> str:
    """Why there is no verdict, where nothing has said so yet."""
    reasons = {absence.reason: absence.subject for absence in material.card.absences_of(Figure.VERDICT)}
    if AbsenceReason.ONE_RATER in reasons:
        return _("One rater’s view carries no verdict.")
    if AbsenceReason.QUADRANT_EMPTIES in reasons:
        return _("There is no verdict and no interval: without %(rater)s one of the lists would hold no degree.") % {
            "rater": rater_name(reasons[AbsenceReason.QUADRANT_EMPTIES] or "")
        }
    return ""
