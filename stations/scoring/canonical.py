"""One order for everything, so that the order in which factors or raters arrive can never show in a result."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from stations.scoring.inputs import Countermeasure, Factor, Panel, Sheet
from stations.scoring.vocabulary import Quadrant

DIGITS = re.compile(r"([0-9]+)")


def code_order(code: str) -> tuple[tuple[str | int, ...], str]:
    """Sort key that puts S2 before S10, in any language's library; equal numbers (S2, S02) fall back on the text.

    >>> sorted(["S10", "S2", "S1"], key=code_order)
    ['S1', 'S2', 'S10']
    """
    parts = DIGITS.split(code)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), code


def ordered_factors(panel: Panel) -> tuple[Factor, ...]:
    """The panel's factors, S, W, O, T and then by code.

    >>> panel = Panel(
    ...     factors=[Factor(code="T1", quadrant="T"), Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[]
    ... )
    >>> [factor.code for factor in ordered_factors(panel)]
    ['S1', 'T1']
    """
    quadrants = tuple(Quadrant)
    return tuple(sorted(panel.factors, key=lambda factor: (quadrants.index(factor.quadrant), code_order(factor.code))))


def ordered_countermeasures(panel: Panel) -> tuple[Countermeasure, ...]:
    """The panel's countermeasures by code: C2 before C10.

    >>> panel = Panel(
    ...     factors=[Factor(code="S1", quadrant="S")],
    ...     countermeasures=[Countermeasure(code="C10", effects={}), Countermeasure(code="C2", effects={})],
    ...     sheets=[],
    ... )
    >>> [countermeasure.code for countermeasure in ordered_countermeasures(panel)]
    ['C2', 'C10']
    """
    return tuple(sorted(panel.countermeasures, key=lambda countermeasure: code_order(countermeasure.code)))


def ordered_sheets(panel: Panel) -> tuple[Sheet, ...]:
    """The panel's sheets by what stands on them; who is called R1 and who R2 plays no part in the arithmetic.

    >>> from stations.scoring import Answer
    >>> low = Sheet(rater="R2", answers={"S1": Answer(kind="degree", degree=1)})
    >>> high = Sheet(rater="R1", answers={"S1": Answer(kind="degree", degree=5)})
    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[high, low])
    >>> [sheet.rater for sheet in ordered_sheets(panel)]
    ['R2', 'R1']
    """
    return tuple(sorted(panel.sheets, key=lambda sheet: (plain_text(plain_answers(sheet)), code_order(sheet.rater))))


def plain_answers(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """A sheet's answers as plain dictionaries, ready for JSON.

    >>> from stations.scoring import Answer
    >>> plain_answers(Sheet(rater="R1", answers={"S1": Answer(kind="cannot_judge")}))
    {'S1': {'kind': 'cannot_judge', 'degree': None, 'importance': None}}
    """
    return {
        code: {"kind": str(answer.kind), "degree": answer.degree, "importance": answer.importance}
        for code, answer in sheet.answers.items()
    }


def plain_text(plain: Mapping[str, Any]) -> str:
    """Canonical JSON: sorted keys, no white space, every float by its shortest exact text; NaN is refused.

    >>> plain_text({"b": 0.1, "a": None})
    '{"a":null,"b":0.1}'
    """
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(panel: Panel) -> str:
    """SHA-256 of the canonical input in hexadecimal: the same for any order of raters, factors and countermeasures.

    Raters' labels are left out and effects of 1 dropped, for neither changes a figure.

    >>> digest(Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[]))[:8]
    '5a87be24'
    """
    plain = {
        "factors": [[factor.code, str(factor.quadrant)] for factor in ordered_factors(panel)],
        "countermeasures": [
            [countermeasure.code, {code: effect for code, effect in countermeasure.effects.items() if effect > 1}]
            for countermeasure in ordered_countermeasures(panel)
        ],
        "sheets": [plain_answers(sheet) for sheet in ordered_sheets(panel)],
        "edition_weights": {code: float(weight) for code, weight in (panel.edition_weights or {}).items()},
    }
    return hashlib.sha256(plain_text(plain).encode()).hexdigest()
