"""The experts in a library's file: what is wrong with their judgements, and sound ones in the form that editions have."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from stations.actions.edition_content import Content, nested
from stations.models import Expert
from stations.models.expert import SCALE, turned

EXPERTS = "experts"


def expert_problems(experts: object) -> Iterator[str]:
    """Whether each expert has a label, and judgements by the first factor, then by the second."""
    if not isinstance(experts, list):
        yield at(EXPERTS, _("a list is missing."))
        return
    for index, expert in enumerate(experts):
        place = f"{EXPERTS}/{index}"
        if not isinstance(expert, Mapping) or set(expert) != {"label", "judgements"}:
            yield at(place, _("an expert has a label and judgements."))
        else:
            yield from label_problems(expert["label"], f"{place}/label")
            yield from row_problems(expert["judgements"], f"{place}/judgements")


def label_problems(label: object, place: str) -> Iterator[str]:
    most = Expert._meta.get_field("label").max_length or 0
    if not isinstance(label, str) or not label.strip() or "\x00" in label or len(label) > most:
        yield at(place, _("write a text of at most %(most)d characters.") % {"most": most})


def row_problems(rows: object, place: str) -> Iterator[str]:
    if not isinstance(rows, Mapping) or not all(isinstance(row, Mapping) for row in rows.values()):
        yield at(place, _("write judgements under the first factor, then under the second."))
        return
    for first, row in rows.items():
        for second, value in row.items():
            if not isinstance(value, int) or isinstance(value, bool) or value not in SCALE:
                yield at(f"{place}/{first}/{second}", _("write a whole number from 1 to 9, or from -9 to -2."))


def judged_problems(experts: Sequence[Mapping[str, Any]], quadrants: Mapping[str, str]) -> Iterator[str]:
    """Labels that stand twice, and judgements that compare nothing, or the same pair twice, or across lists."""
    labels = [expert["label"] for expert in experts]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield at(EXPERTS, _("%(name)s stands there twice.") % {"name": label})
    for expert in experts:
        judged = expert["judgements"]
        for first, second in pairs_in(judged):
            place = f"{EXPERTS}/{expert['label']}/judgements/{first}/{second}"
            if first == second or quadrants.get(first) is None or quadrants.get(first) != quadrants.get(second):
                yield at(place, _("only two factors of the same list are compared."))
            elif first in judged.get(second, {}):
                yield at(place, _("this pair is judged twice."))


def normalised_experts(experts: Sequence[Mapping[str, Any]], factors: Sequence[Mapping[str, Any]]) -> Content:
    """The judgements told from the factor that stands first; nothing where there is no expert."""
    places = {factor["code"]: place for place, factor in enumerate(factors)}
    contents = [
        {"label": expert["label"], "judgements": nested(told_in_order(expert["judgements"], places))}
        for expert in experts
    ]
    return {EXPERTS: contents} if contents else {}


def told_in_order(judged: Mapping[str, Mapping[str, int]], places: Mapping[str, int]) -> dict[tuple[str, str], int]:
    return {
        (first, second) if places[first] < places[second] else (second, first): (
            judged[first][second] if places[first] < places[second] else turned(judged[first][second])
        )
        for first, second in pairs_in(judged)
    }


def pairs_in(judged: Mapping[str, Mapping[str, int]]) -> list[tuple[str, str]]:
    return [(first, second) for first, row in judged.items() for second in row]


def at(place: str, problem: str) -> str:
    return f"{place}: {problem}"
