"""An unknown variable in one of our own templates fails the test; other packages' templates are let be."""

import sys
from pathlib import Path
from types import FrameType

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class UnknownVariable(str):
    """Django's string_if_invalid: empty, and watching for the moment at which Django asks what it is."""

    __slots__ = ()

    def __bool__(self) -> bool:
        asking = sys._getframe(1)
        expression = asking.f_locals.get("self")
        if asking.f_code.co_name == "resolve" and expression is not None and hasattr(expression, "var"):
            fail_in_own_template(asking, str(expression.var))
        return False

    def __contains__(self, part: object) -> bool:
        asking = sys._getframe(1)
        if asking.f_code.co_name == "render_value":  # within {% blocktranslate %}
            fail_in_own_template(asking, str(asking.f_locals.get("key")))
        return False


def fail_in_own_template(frame: FrameType, variable: str) -> None:
    template = template_being_rendered(frame)
    if template and template.is_relative_to(TEMPLATES):
        pytest.fail(f"templates/{template.relative_to(TEMPLATES)} uses the unknown variable {variable!r}.")


def template_being_rendered(frame: FrameType | None) -> Path | None:
    """The file of the innermost node that is being rendered."""
    while frame:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name == "render" and origin is not None:
            return Path(origin.name)
        frame = frame.f_back
    return None
