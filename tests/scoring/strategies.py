"""Hypothesis strategies: panels of every shape that is valid."""

from hypothesis import settings
from hypothesis import strategies as st

from stations.scoring import Answer, AnswerKind, Countermeasure, Factor, Panel, Quadrant, Sheet

examples = settings(max_examples=50, deadline=None)
"""For tests that score panels: enough of them, and no deadline, for a busy machine is no failure."""

points = st.integers(1, 5)
importances = st.none() | points
degree_answers = st.builds(Answer, kind=st.just(AnswerKind.DEGREE), degree=points, importance=importances)
other_answers = st.builds(
    Answer, kind=st.sampled_from([AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE]), importance=importances
)
answers = degree_answers | degree_answers | other_answers


@st.composite
def factor_lists(draw, smallest=0, largest=4):
    sizes = draw(st.lists(st.integers(smallest, largest), min_size=4, max_size=4).filter(lambda sizes: sum(sizes) > 0))
    return [
        Factor(code=f"{quadrant}{number}", quadrant=quadrant)
        for quadrant, size in zip(Quadrant, sizes, strict=True)
        for number in range(1, size + 1)
    ]


def sheets_of(factors, raters, answer=answers, is_whole=False):
    """Sheets of R1 to Rn; whole ones answer every factor."""
    codes = [factor.code for factor in factors]
    whole = st.fixed_dictionaries(dict.fromkeys(codes, answer))
    rows = whole if is_whole else whole | st.dictionaries(st.sampled_from(codes), answer)
    return st.tuples(*[st.builds(Sheet, rater=st.just(f"R{n + 1}"), answers=rows) for n in range(raters)])


def countermeasures_of(factors):
    effects = st.dictionaries(st.sampled_from([factor.code for factor in factors]), st.integers(1, 4), max_size=5)
    return st.lists(effects, max_size=4).map(
        lambda rows: [Countermeasure(code=f"C{place + 1}", effects=row) for place, row in enumerate(rows)]
    )


@st.composite
def edition_weights_of(draw, factors):
    weighted = draw(st.sets(st.sampled_from(list(Quadrant))))
    return {f.code: draw(st.floats(1e-3, 1e3)) for f in factors if f.quadrant in weighted} or None


@st.composite
def panels(draw, smallest=0, largest_panel=5, smallest_panel=0, answer=answers, is_whole=False):
    """Any valid panel; `smallest` is the least number of factors in a quadrant."""
    factors = draw(factor_lists(smallest=smallest))
    raters = draw(st.integers(smallest_panel, largest_panel))
    return Panel(
        factors=factors,
        countermeasures=draw(countermeasures_of(factors)),
        sheets=draw(sheets_of(factors, raters, answer, is_whole)),
        edition_weights=draw(edition_weights_of(factors)),
    )


def full_panels(smallest_panel=1, largest_panel=5):
    """Panels in which every rater gives a degree to every factor, and every quadrant has factors."""
    return panels(
        smallest=1, smallest_panel=smallest_panel, largest_panel=largest_panel, answer=degree_answers, is_whole=True
    )
