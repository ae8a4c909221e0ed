"""Short ways to write panels in tests."""

from collections.abc import Mapping, Sequence

from stations.scoring import (
    Answer,
    AnswerKind,
    Countermeasure,
    CutOffs,
    Factor,
    Panel,
    Quadrant,
    Scorecard,
    Sheet,
    score,
)

NA, CJ, BLANK = "not applicable", "cannot judge", None


def answer(value, importance=None):
    """An answer from a degree, NA or CJ."""
    if isinstance(value, int):
        return Answer(kind=AnswerKind.DEGREE, degree=value, importance=importance)
    kind = {NA: AnswerKind.NOT_APPLICABLE, CJ: AnswerKind.CANNOT_JUDGE}[value]
    return Answer(kind=kind, importance=importance)


def panel(
    ratings: Mapping[str, Sequence],
    importances: Mapping[str, Sequence] | None = None,
    effects: Mapping[str, Mapping[str, int]] | None = None,
    edition_weights: Mapping[str, float] | None = None,
) -> Panel:
    """A panel from {"S1": [4, NA, BLANK], …}: one value per rater; a code's first letter is its quadrant."""
    raters = max((len(row) for row in ratings.values()), default=0)
    return Panel(
        factors=[Factor(code=code, quadrant=Quadrant(code[0])) for code in ratings],
        countermeasures=[Countermeasure(code=code, effects=named) for code, named in (effects or {}).items()],
        sheets=[_sheet(place, ratings, importances or {}) for place in range(raters)],
        edition_weights=edition_weights,
    )


def _sheet(place: int, ratings: Mapping[str, Sequence], importances: Mapping[str, Sequence]) -> Sheet:
    answers = {
        code: answer(row[place], importances[code][place] if code in importances else None)
        for code, row in ratings.items()
        if row[place] is not BLANK
    }
    return Sheet(rater=f"R{place + 1}", answers=answers)


def one_rater(**degrees: int) -> Panel:
    """A panel of one rater who gave these degrees."""
    return panel({code: [degree] for code, degree in degrees.items()})


def quick_score(scored: Panel) -> Scorecard:
    """The scorecard with few draws, for tests that score many panels."""
    return score(scored, cut_offs=CutOffs(draws=200, cloud=5))
