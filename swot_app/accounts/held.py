"""What a person sent after the sign-in had expired: held in the sign-in page, sent again afterwards, never lost."""

import json

from django.http import HttpRequest

Pairs = list[tuple[str, str]]


def held_input(request: HttpRequest) -> str:
    """The form that arrived, as text for a hidden field; nothing where it must not or cannot be held.

    Passwords are never written into a page, and a file cannot be.
    """
    if request.method != "POST" or any("password" in name for name in request.POST):
        return ""
    pairs = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    return json.dumps(pairs, ensure_ascii=False) if pairs else ""


def held_pairs(text: str) -> Pairs:
    """The names and values of a held form; none where the text is not one."""
    try:
        pairs = json.loads(text)
        # Halves of characters, which JSON can hold, have no place in a page.
        json.dumps(pairs, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return []
    return [(pair[0], pair[1]) for pair in pairs if is_pair(pair)] if isinstance(pairs, list) else []


def is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)  # noqa: PLR2004
