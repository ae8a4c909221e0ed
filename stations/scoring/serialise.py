"""Panels and scorecards as plain values and as canonical JSON, and back again without any loss; SCHEMA.md describes it.

Stored results are read back with this module, never computed again: a later method does not change an earlier result.
"""

import dataclasses
import enum
import functools
import json
import math
import types
import typing
from collections.abc import Mapping
from typing import Any

from stations.scoring.canonical import plain_answers, plain_text
from stations.scoring.check_ratings import CheckComparison
from stations.scoring.errors import ScoringError
from stations.scoring.inputs import Answer, Countermeasure, Factor, Panel, Sheet
from stations.scoring.results import Scorecard

SCHEMA = "swot-assessment/1"
"""Name and version of the layout; a layout that could not be read by this one would get a new number."""
SCHEMA_WITH_CHECKS = "swot-assessment/2"
"""Of an assessment with a reviewer's check ratings; without any it is written as version 1, as it always was."""

Plain = dict[str, Any]


def panel_to_plain(panel: Panel) -> Plain:
    """A panel as dictionaries, lists, texts and numbers, ready for JSON; the order of factors and sheets is kept.

    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[])
    >>> panel_to_plain(panel)["factors"]
    [{'code': 'S1', 'quadrant': 'S'}]
    >>> panel_from_plain(panel_to_plain(panel)) == panel
    True
    """
    return {
        "schema": SCHEMA,
        "factors": [{"code": factor.code, "quadrant": str(factor.quadrant)} for factor in panel.factors],
        "countermeasures": [
            {"code": countermeasure.code, "effects": dict(countermeasure.effects)}
            for countermeasure in panel.countermeasures
        ],
        "sheets": [{"rater": sheet.rater, "answers": plain_answers(sheet)} for sheet in panel.sheets],
        "edition_weights": None if panel.edition_weights is None else dict(panel.edition_weights),
    }


def panel_from_plain(plain: Mapping[str, Any]) -> Panel:
    """Read a panel back; raises ScoringError where the layout is unknown or the content cannot be scored.

    >>> panel_from_plain({"schema": "swot-assessment/0"})
    Traceback (most recent call last):
    stations.scoring.errors.ScoringError: schema: swot-assessment/1 expected, not 'swot-assessment/0'
    """
    content = _content("panel", plain, {"factors", "countermeasures", "sheets", "edition_weights"})
    return Panel(
        factors=[_made(Factor, "factors", entry) for entry in _list("factors", content["factors"])],
        countermeasures=[
            _made(Countermeasure, "countermeasures", entry)
            for entry in _list("countermeasures", content["countermeasures"])
        ],
        sheets=[_sheet(entry) for entry in _list("sheets", content["sheets"])],
        edition_weights=content["edition_weights"],
    )


def scorecard_to_plain(scorecard: Scorecard) -> Plain:
    """A scorecard as dictionaries, lists, texts and numbers, ready for JSON, every figure under its field's name.

    >>> from stations.scoring import score
    >>> card = score(Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[]))
    >>> scorecard_to_plain(card)["method_version"]
    '1.0'
    >>> scorecard_from_plain(scorecard_to_plain(card)) == card
    True
    """
    return {"schema": SCHEMA, **_to_plain(scorecard)}


def scorecard_from_plain(plain: Mapping[str, Any]) -> Scorecard:
    """Read a scorecard back as it was stored, nothing recomputed; raises ScoringError where it is not one.

    >>> from stations.scoring import score
    >>> card = score(Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[]))
    >>> old = scorecard_to_plain(card) | {"method_version": "0.9"}
    >>> scorecard_from_plain(old).method_version
    '0.9'
    """
    content = _content("scorecard", plain, {field.name for field in dataclasses.fields(Scorecard)})
    scorecard: Scorecard = _from_plain("scorecard", Scorecard, content)
    return scorecard


def assessment_to_plain(panel: Panel, scorecard: Scorecard, check_ratings: tuple[CheckComparison, ...] = ()) -> Plain:
    """Input and result together, and reviewers' check ratings beside them: what a report carries as its attachment.

    >>> from stations.scoring import score
    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[])
    >>> sorted(assessment_to_plain(panel, score(panel)))
    ['panel', 'schema', 'scorecard']
    """
    plain = {"schema": SCHEMA, "panel": panel_to_plain(panel), "scorecard": scorecard_to_plain(scorecard)}
    if not check_ratings:
        return plain
    return plain | {"schema": SCHEMA_WITH_CHECKS, "check_ratings": _to_plain(check_ratings)}


def assessment_from_plain(plain: Mapping[str, Any]) -> tuple[Panel, Scorecard]:
    """Read input and result back, of either version; raises ScoringError where either is not what it should be.

    >>> from stations.scoring import score
    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[])
    >>> assessment_from_plain(assessment_to_plain(panel, score(panel))) == (panel, score(panel))
    True
    """
    content = _assessment_content(plain)
    return panel_from_plain(content["panel"]), scorecard_from_plain(content["scorecard"])


def check_ratings_from_plain(plain: Mapping[str, Any]) -> tuple[CheckComparison, ...]:
    """Read the check ratings of an assessment back; none where it is of version 1.

    >>> from stations.scoring import score
    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[])
    >>> check_ratings_from_plain(assessment_to_plain(panel, score(panel)))
    ()
    """
    hint = tuple[CheckComparison, ...]
    found: tuple[CheckComparison, ...] = _from_plain(
        "check_ratings", hint, _assessment_content(plain).get("check_ratings", [])
    )
    return found


def _assessment_content(plain: Mapping[str, Any]) -> Plain:
    if isinstance(plain, Mapping) and plain.get("schema") == SCHEMA_WITH_CHECKS:
        keys = {"panel", "scorecard", "check_ratings"}
        return _content("assessment", plain, keys, schema=SCHEMA_WITH_CHECKS)
    return _content("assessment", plain, {"panel", "scorecard"})


def canonical_json(plain: Mapping[str, Any]) -> str:
    """The one JSON text of plain values: keys sorted, no white space, floats exact; the same content is the same text.

    >>> canonical_json({"b": 0.1, "a": ["可行", None]})
    '{"a":["可行",null],"b":0.1}'
    """
    return plain_text(plain)


def read_json(text: str) -> Plain:
    """Read a JSON text that holds an object; NaN, infinity and anything else that is no JSON raise ScoringError.

    >>> read_json('{"rho": NaN}')
    Traceback (most recent call last):
    stations.scoring.errors.ScoringError: JSON: NaN is not a figure
    """
    try:
        plain = json.loads(text, parse_constant=_refuse_constant)
    except ScoringError:
        raise
    except (ValueError, RecursionError) as error:  # no JSON, a number of thousands of digits, or nested without end
        raise ScoringError(f"JSON: {error}") from error
    if not isinstance(plain, dict):
        raise ScoringError("JSON: an object expected")
    return plain


def _refuse_constant(name: str) -> float:
    raise ScoringError(f"JSON: {name} is not a figure")


def _content(name: str, plain: Mapping[str, Any], keys: set[str], *, schema: str = SCHEMA) -> Plain:
    if not isinstance(plain, Mapping):
        raise ScoringError(f"{name}: an object expected, not {plain!r}")
    if plain.get("schema") != schema:
        raise ScoringError(f"schema: {schema} expected, not {plain.get('schema')!r}")
    _require_keys(name, plain.keys() - {"schema"}, keys)
    return {key: plain[key] for key in keys}


def _require_keys(name: str, present: typing.AbstractSet[str], expected: typing.AbstractSet[str]) -> None:
    if present != expected:
        raise ScoringError(f"{name}: missing {sorted(expected - present)}, unknown {sorted(present - expected)}")


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ScoringError(f"{name}: a list expected, not {value!r}")
    return value


def _made(kind: type, name: str, entry: object) -> Any:
    if not isinstance(entry, Mapping):
        raise ScoringError(f"{name}: an object expected, not {entry!r}")
    _require_keys(name, entry.keys(), {field.name for field in dataclasses.fields(kind)})
    return kind(**entry)


def _sheet(entry: object) -> Sheet:
    sheet = dict(entry) if isinstance(entry, Mapping) else {}
    answers = sheet.get("answers")
    if not isinstance(answers, Mapping):
        raise ScoringError(f"sheets: a rater with answers expected, not {entry!r}")
    name = f"rater {sheet.get('rater')}"
    made: Sheet = _made(
        Sheet, name, sheet | {"answers": {code: _made(Answer, name, given) for code, given in answers.items()}}
    )
    return made


def _to_plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    return str(value) if isinstance(value, enum.StrEnum) else value


def _from_plain(name: str, kind: Any, value: Any) -> Any:
    """Read a value of the type that a dataclass names for it: enumeration, tuple, dataclass, number or text."""
    if isinstance(kind, types.UnionType):
        return None if value is None else _from_plain(name, typing.get_args(kind)[0], value)
    if typing.get_origin(kind) is tuple:
        return _tuple_from_plain(name, typing.get_args(kind), value)
    if dataclasses.is_dataclass(kind):
        return _dataclass_from_plain(name, kind, value)
    if issubclass(kind, enum.StrEnum) and value in tuple(kind):
        return kind(value)
    if kind is float and type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if type(value) is kind and kind is not float:
        return value
    raise ScoringError(f"{name}: {kind.__name__} expected, not {value!r}")


def _tuple_from_plain(name: str, kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    items = _list(name, value)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(items)
    if len(items) != len(kinds):
        raise ScoringError(f"{name}: {len(kinds)} values expected, not {len(items)}")
    return tuple(_from_plain(f"{name}[{place}]", kinds[place], item) for place, item in enumerate(items))


def _dataclass_from_plain(name: str, kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ScoringError(f"{name}: an object expected, not {value!r}")
    hints = _hints(kind)
    _require_keys(name, value.keys(), hints.keys())
    return kind(**{key: _from_plain(f"{name}.{key}", hint, value[key]) for key, hint in hints.items()})


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
