"""Where the weights come from, as a report says it: in the method, in the annex, and in the working."""

from dataclasses import replace
from itertools import combinations

import pytest
from django.utils import translation

from stations.enums import Quadrant, Weighting
from stations.models import Expert, Factor
from stations.reports.blocks import Table
from stations.reports.document import document_of
from stations.reports.material import Material
from stations.weights import ExpertJudgements, QuadrantWeights
from tests.reports import records
from tests.reports.reading import document_texts, paragraphs, section_named


def panel_of_experts(**first_expert: int) -> tuple[QuadrantWeights, ...]:
    """Two experts who find all factors equally important, the first of them but for some pairs of strengths."""
    return tuple(quadrant_of(quadrant, first_expert if quadrant == "S" else {}) for quadrant in Quadrant)


def quadrant_of(quadrant: Quadrant, changed: dict[str, int]) -> QuadrantWeights:
    codes = tuple(entry["code"] for entry in records.library()["factors"] if entry["quadrant"] == quadrant)
    equal = dict.fromkeys(combinations(codes, 2), 1)
    own = equal | {tuple(names.split("_")): value for names, value in changed.items()}
    return QuadrantWeights(
        quadrant=quadrant,
        factors=tuple(Factor(code=code) for code in codes),
        experts=tuple(
            ExpertJudgements(expert=Expert(label=label), codes=codes, values=values)
            for label, values in (("专家1", own), ("专家2", equal))
        ),
    )


def report(weighting, *, language="en", experts=()):
    """The report of an edition whose first strength weighs most."""
    weights = {entry["code"]: 2.0 if entry["code"] == "S1" else 1.0 for entry in records.library()["factors"]}
    panel = records.make_panel()
    chosen = panel if weighting == Weighting.RATERS else replace(panel, edition_weights=weights)
    texts = replace(records.library_texts(language), weighting=weighting, experts=experts)
    with translation.override(language):
        return document_of(Material(record=records.make_record(chosen), texts=texts, language=language))


def weights_annex(document, title="Weights and weighted degrees"):
    return next(section for section in document.annexes if section.title == title)


def taken_from(document):
    table = next(
        block for block in weights_annex(document, "Importances and weights").blocks if isinstance(block, Table)
    )
    return [row[2] for row in table.rows]


SENTENCES = {
    Weighting.EQUAL: "This edition gives all factors of a list the same weight",
    Weighting.DIRECT: "The edition sets the weights, the same for all stations",
    Weighting.EXPERTS: "The weights follow from experts’ pairwise judgements, the same for all stations",
}


@pytest.mark.parametrize("weighting", SENTENCES)
def test_method_working_and_annex_say_where_the_edition_s_weights_come_from(weighting):
    document = report(weighting)

    for section in ("Basis and method", "How this was computed", "Weights and weighted degrees"):
        assert SENTENCES[weighting] in paragraphs(section_named(document, section))


@pytest.mark.parametrize("weighting", SENTENCES)
def test_raters_importances_that_do_not_count_are_nowhere_said_to(weighting):
    texts = " ".join(document_texts(report(weighting)))

    assert "Weights follow from the importances" not in texts
    assert "A factor for which nobody gave an importance" not in texts


def test_raters_weights_are_told_as_ever():
    document = report(Weighting.RATERS)

    assert "Weights follow from the importances" in paragraphs(section_named(document, "Basis and method"))
    assert not any(sentence in " ".join(document_texts(document)) for sentence in SENTENCES.values())
    counts = [factor.importance_count for factor in records.make_record(records.make_panel()).scorecard.factors]
    assert set(counts) == {2, 3}
    assert taken_from(document) == [f"{count} raters" for count in counts]


def test_annex_gives_the_edition_s_weights_and_no_giver():
    table = next(block for block in weights_annex(report(Weighting.DIRECT)).blocks if isinstance(block, Table))

    assert [column.title for column in table.columns][1:3] == ["Weight in the edition", "Weight"]
    assert table.rows[0][1:3] == ("2.000", "0.250")


def test_experts_are_counted_and_their_consistency_told_list_by_list():
    text = paragraphs(weights_annex(report(Weighting.EXPERTS, experts=panel_of_experts())))

    for quadrant in ("Strengths", "Weaknesses", "Opportunities", "Threats"):
        assert f"{quadrant}: judgements of 2 experts taken together; consistency ratio 0.00 (good below 0.10)." in text
    assert "above 0.10" not in text


def test_expert_who_contradicts_himself_is_told_of_and_not_dropped():
    experts = panel_of_experts(S1_S2=9, S2_S3=9, S1_S3=-9)

    text = paragraphs(weights_annex(report(Weighting.EXPERTS, experts=experts)))

    assert "“Strengths”, 专家1: The consistency ratio is" in text
    assert "Strengths: judgements of 2 experts taken together" in text
