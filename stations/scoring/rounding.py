"""Round every figure of a result, so that a stored result and a computed one are equal on any machine."""

import dataclasses
import functools
from typing import Any, TypeVar

from stations.scoring.method import PLACES

Result = TypeVar("Result")


def rounded(value: Result) -> Result:
    """The same value with every float in it rounded to 1e-9, through tuples and dataclasses; −0.0 becomes 0.0.

    >>> rounded((1 / 3, 2, None, -1e-12))
    (0.333333333, 2, None, 0.0)
    """
    plain: Any = value
    if isinstance(plain, float):
        plain = round(plain, PLACES) + 0.0
    elif isinstance(plain, tuple):
        plain = tuple([rounded(item) for item in plain])
    elif dataclasses.is_dataclass(plain) and not isinstance(plain, type):
        plain = type(plain)(**{name: rounded(getattr(plain, name)) for name in _names(type(plain))})
    result: Result = plain
    return result


@functools.cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
