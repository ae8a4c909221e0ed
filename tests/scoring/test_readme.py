"""The worked example of the README is computed anew, figure by figure."""

import math
import re
from pathlib import Path

import pytest

from stations import scoring
from stations.scoring import NamingKind, StrategyZone, Verdict, score
from tests.scoring.builders import panel

README = (Path(scoring.__file__).parent / "README.md").read_text()


def tables_after(heading: str) -> list[list[list[str]]]:
    """The tables of a section, each a list of rows of cells, without their head."""
    section = re.split(r"^#+ ", README.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    blocks = re.findall(r"(?:^\|.*\n)+", section, flags=re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()[2:]] for block in blocks
    ]


DEGREES, IMPORTANCES, EFFECTS, FACTORS, FIGURES, SURE = tables_after("## A worked example")


def rows_of(table: list[list[str]]) -> dict[str, list[int]]:
    return {code: [int(cell) for cell in cells] for code, *cells in table}


@pytest.fixture(scope="module")
def card():
    effects = {code: {f: int(a) for f, a in re.findall(r"(\w+) (\d)", named)} for code, named in EFFECTS}
    return score(panel(rows_of(DEGREES), rows_of(IMPORTANCES), effects))


def as_printed(value: float, printed: str) -> str:
    """The value with as many decimal places as the printed one."""
    return f"{value:.{len(printed.partition('.')[2])}f}"


@pytest.mark.parametrize("row", FACTORS, ids=lambda row: row[0])
def test_factor_row(card, row):
    code, *printed = row
    factor = card.factor(code)
    values = [
        factor.mean,
        factor.median,
        factor.iqr,
        factor.importance,
        factor.weight,
        factor.contribution,
        factor.salience,
    ]

    assert [as_printed(value, text) for value, text in zip(values, printed, strict=True)] == printed


def figures_of(card) -> dict[str, float]:
    """Every figure of the two tables of results by its printed name."""
    index, pairs = card.certainty.index, card.certainty.pairs
    return {
        **{score.quadrant.value: score.magnitude for score in card.quadrants},
        "X": card.position.x,
        "Y": card.position.y,
        "θ": math.degrees(card.position.azimuth),
        "U": card.strength.positive,
        "V": card.strength.negative,
        "ρ": card.strength.coefficient,
        "β": card.strength.balance,
        **{zone.value: card.strength.shares.of(zone) for zone in StrategyZone},
        **{f"A of {c.code}": c.attractiveness for c in card.countermeasures},
        **{f"ρ without {entry.rater}": entry.coefficient for entry in card.certainty.without_rater},
        "logit ρ": index.logit,
        "SE": index.standard_error,
        "t": index.quantile,
        "low": index.low,
        "high": index.high,
        "P(ρ > 0.5)": index.probability,
        **{f"P({pair.first} > {pair.second})": pair.probability for pair in pairs},
        **{f"tipping factor {c.factor}": c.tipping_degree for c in card.certainty.tipping.changes[:1]},
        "Krippendorff's α": card.agreement.alpha,
        "Kendall's W": card.agreement.kendall_w,
    }


@pytest.mark.parametrize(("name", "how", "printed"), FIGURES + SURE, ids=[row[0] for row in FIGURES + SURE])
def test_figure(card, name, how, printed):
    assert as_printed(figures_of(card)[name], printed) == printed


def test_all_figures_are_printed(card):
    assert [row[0] for row in FIGURES + SURE] == list(figures_of(card))


SUMS = [row for row in FIGURES + SURE if re.fullmatch(r"(ln|logistic)?[\d. ()+−×/ln]+", row[1])]


@pytest.mark.parametrize(("name", "how", "printed"), SUMS, ids=[row[0] for row in SUMS])
def test_printed_calculation_gives_the_printed_value(name, how, printed):
    """Three printed places go in, so the last place that comes out may differ by a few."""
    names = {"ln": math.log, "logistic": lambda value: 1 / (1 + math.exp(-value))}
    text = re.sub(r"ln ([\d.]+)", r"ln(\1)", how)
    text = re.sub(r"\)\(", ") * (", text.replace("−", "-").replace("×", "*"))

    assert eval(text, {"__builtins__": {}}, names) == pytest.approx(float(printed), abs=0.002)


def test_words_below_the_tables(card):
    assert card.verdict == Verdict.UNDETERMINED
    assert card.certainty.position.naming.kind == NamingKind.BOUNDARY
    assert card.certainty.position.naming.zones == (StrategyZone.SO, StrategyZone.WO)
    assert [pair.is_separated for pair in card.certainty.pairs] == [False]


@pytest.mark.parametrize(
    "sentence",
    [
        "The index is never a probability",
        "our reading of the literature",
        "These cut-offs are the project's own",
        "one person's view",
    ],
)
def test_reservations_are_printed(sentence):
    assert sentence in README
