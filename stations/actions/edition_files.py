"""The library's files: what is wrong with one, said place by place, and a sound one in the form that editions have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from stations.actions.edition_content import LANGUAGES, LINES, SCHEMA, Content, bilingual_fields, value_of
from stations.actions.edition_experts import EXPERTS, expert_problems, judged_problems, normalised_experts
from stations.enums import Weighting
from stations.models import Anchor, Countermeasure, Edition, Effect, Factor, PracticeModel, Source, SourceSection

PARTS: dict[str, type[models.Model]] = {
    "sources": Source,
    "factors": Factor,
    "countermeasures": Countermeasure,
    "practice_models": PracticeModel,
}
# What each entry must hold beside its bilingual texts: the model's own fields, then its lists.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Edition: ("code",),
    Source: ("key",),
    SourceSection: ("number",),
    Factor: ("code", "quadrant"),
    Countermeasure: ("code", "family"),
    Effect: ("effect",),
    PracticeModel: ("code",),
}
# What an entry may hold and need not.
OPTIONAL: dict[type[models.Model], tuple[str, ...]] = {Edition: ("weighting",), Factor: ("weight",)}
FURTHER: dict[type[models.Model], tuple[str, ...]] = {Factor: ("anchors",), Effect: ("factor",)}
LISTS: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("sections",),
    Factor: ("citations",),
    Countermeasure: ("effects", "citations"),
    PracticeModel: ("illustrates", "citations"),
}
DEGREES = tuple("12345")
# The kinds of values that a file holds for a field, where it is no text.
KINDS: dict[type[Any], tuple[type, ...]] = {
    models.PositiveSmallIntegerField: (int,),
    models.DecimalField: (int, float),
}


# What is wrong


def problems_of(data: object) -> list[str]:
    """What keeps the file from being loaded, one sentence each; the shape first, then what its parts name."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        return [_("The file is no factor library: its schema is not %(schema)s.") % {"schema": SCHEMA}]
    return list(shape_problems(data)) or list(reference_problems(data))


def shape_problems(data: Mapping[str, Any]) -> Iterator[str]:
    yield from unknown_keys(data, {"schema", "edition", *PARTS, EXPERTS}, "")
    yield from entry_problems(Edition, data.get("edition"), "edition")
    for part, model in PARTS.items():
        yield from list_problems(model, data.get(part), part)
    yield from expert_problems(data.get(EXPERTS, []))


def list_problems(model: type[models.Model], entries: object, place: str) -> Iterator[str]:
    if not isinstance(entries, list):
        yield at(place, _("a list is missing."))
        return
    for index, entry in enumerate(entries):
        yield from entry_problems(model, entry, f"{place}/{index}")


def entry_problems(model: type[models.Model], entry: object, place: str) -> Iterator[str]:
    """What is wrong with one entry and with what it holds."""
    if not isinstance(entry, Mapping):
        yield at(place, _("an entry is missing."))
        return
    texts = bilingual_fields(model)
    optional = [name for name in OPTIONAL.get(model, ()) if name in entry]
    known = {*FIELDS.get(model, ()), *optional, *LISTS.get(model, ()), *FURTHER.get(model, ()), *texts}
    yield from unknown_keys(entry, known, place)
    for name in (*FIELDS.get(model, ()), *optional):
        yield from value_problems(model, name, entry.get(name), f"{place}/{name}")
    for name in texts:
        yield from text_problems(model, name, entry.get(name, {}), f"{place}/{name}")
    for name in LISTS.get(model, ()):
        yield from held_problems(name, entry.get(name), f"{place}/{name}")
    if model is Factor:
        yield from anchors_problems(entry.get("anchors"), f"{place}/anchors")
    if model is Effect:
        yield from words_problems([entry.get("factor")], f"{place}/factor")


def held_problems(name: str, entries: object, place: str) -> Iterator[str]:
    if name == "sections":
        yield from list_problems(SourceSection, entries, place)
    elif name == "effects":
        yield from list_problems(Effect, entries, place)
    else:
        yield from words_problems(entries, place)


def words_problems(words: object, place: str) -> Iterator[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        yield at(place, _("write the names of other entries."))
    elif len(set(words)) < len(words):
        yield at(place, _("a name stands there twice."))


def anchors_problems(anchors: object, place: str) -> Iterator[str]:
    if not isinstance(anchors, Mapping) or not set(anchors) <= set(DEGREES):
        yield at(place, _("write anchors under degrees from 1 to 5."))
        return
    for degree, text in anchors.items():
        yield from text_problems(Anchor, "text", text, f"{place}/{degree}")


def text_problems(model: type[models.Model], name: str, text: object, place: str) -> Iterator[str]:
    """A text is an object with a string in each language, or a list of strings where it holds one entry a line."""
    if not isinstance(text, Mapping) or not set(text) <= set(LANGUAGES):
        yield at(place, _("write the text under zh_hans and en."))
        return
    for language, value in text.items():
        if name in LINES:
            yield from line_problems(value, f"{place}/{language}")
        elif value != "":  # a missing text is no fault of the file, only of what is to be published
            yield from value_problems(model, f"{name}_{language}", value, f"{place}/{language}")


def line_problems(lines: object, place: str) -> Iterator[str]:
    if not isinstance(lines, list) or not all(isinstance(line, str) and line.splitlines() == [line] for line in lines):
        yield at(place, _("write a list of single lines."))
    elif any(line != line.strip() or "\x00" in line for line in lines):
        yield at(place, _("take away the blanks around a line."))


def value_problems(model: type[models.Model], name: str, value: object, place: str) -> Iterator[str]:
    """What the model's own field has against a value; a number is not taken for a text nor a text for a number."""
    field: Any = model._meta.get_field(name)
    wanted = KINDS.get(type(field), (str,))
    if not isinstance(value, wanted) or isinstance(value, bool) or "\x00" in str(value):
        yield at(place, _("write a text.") if str in wanted else _("write a number."))
        return
    try:
        # A decimal number is taken as it is written, not as the machine holds it.
        field.clean(str(value) if isinstance(value, float) else value, None)
    except ValidationError as error:
        yield from (at(place, message) for message in error.messages)


def unknown_keys(entry: Mapping[str, Any], known: set[str], place: str) -> Iterator[str]:
    for name in entry:
        if name not in known:
            yield at(f"{place}/{name}".lstrip("/"), _("this is not a part of a factor library."))


def at(place: str, problem: str) -> str:
    return f"{place}: {problem}"


# What its parts name


def reference_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Names that stand twice, and citations, effects and examples that name nothing."""
    sections = [f"{source['key']} {section['number']}" for source in data["sources"] for section in source["sections"]]
    factors = [factor["code"] for factor in data["factors"]]
    countermeasures = [entry["code"] for entry in data["countermeasures"]]
    yield from twice("sources", [source["key"] for source in data["sources"]])
    yield from twice("sources", sections)
    yield from twice("factors", factors)
    yield from twice("countermeasures", countermeasures)
    yield from twice("practice_models", [model["code"] for model in data["practice_models"]])
    for part in ("factors", "countermeasures", "practice_models"):
        for entry in data[part]:
            yield from nowhere(f"{part}/{entry['code']}/citations", entry["citations"], sections)
    yield from judged_problems(data.get(EXPERTS, []), {entry["code"]: entry["quadrant"] for entry in data["factors"]})
    for entry in data["countermeasures"]:
        named = [effect["factor"] for effect in entry["effects"]]
        yield from twice(f"countermeasures/{entry['code']}/effects", named)
        yield from nowhere(f"countermeasures/{entry['code']}/effects", named, factors)
    for model in data["practice_models"]:
        yield from nowhere(f"practice_models/{model['code']}/illustrates", model["illustrates"], countermeasures)


def twice(place: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield at(place, _("%(name)s stands there twice.") % {"name": name})


def nowhere(place: str, names: Iterable[str], known: list[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield at(place, _("%(name)s names nothing in this file.") % {"name": name})


# A sound file


def normalised(data: Mapping[str, Any]) -> Content:
    """The file's content as `content_of` would give it: nothing left out, what has no order of its own sorted."""
    parts = {part: [normalised_entry(model, entry) for entry in data[part]] for part, model in PARTS.items()}
    content = {"schema": SCHEMA, "edition": normalised_entry(Edition, data["edition"]), **parts}
    return content | normalised_experts(data.get(EXPERTS, []), data["factors"])


def normalised_entry(model: type[models.Model], entry: Mapping[str, Any]) -> Content:
    content = {name: entry[name] for name in FIELDS[model]} | texts_in(model, entry)
    # The usual choice goes without saying.
    optional = [name for name in OPTIONAL.get(model, ()) if entry.get(name) not in (None, Weighting.RATERS)]
    content |= {name: entry[name] for name in optional}
    for name in LISTS.get(model, ()):
        content[name] = normalised_list(name, entry[name])
    if model is Factor:
        content["anchors"] = {
            degree: texts_in(Anchor, {"text": text})["text"] for degree, text in sorted(entry["anchors"].items())
        }
    if model is Effect:
        content["factor"] = entry["factor"]
    return content


def normalised_list(name: str, entries: list[Any]) -> list[Any]:
    if name == "sections":
        return [normalised_entry(SourceSection, entry) for entry in entries]
    if name == "effects":
        effects = [normalised_entry(Effect, entry) for entry in entries]
        return sorted(effects, key=lambda effect: str(effect["factor"]))
    return sorted(entries)


def texts_in(model: type[models.Model], entry: Mapping[str, Any]) -> Content:
    return {
        name: {language: entry.get(name, {}).get(language) or value_of(name, "") for language in LANGUAGES}
        for name in bilingual_fields(model)
    }
