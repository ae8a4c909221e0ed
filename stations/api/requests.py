"""What the outbox may send, as types: read strictly here, then cleaned by the same form as the plain page."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WrapValidator,
)

BATCH_SIZE = 50
# A revision and a version count changes; an identity is as large as the database's.
LARGEST_COUNT = 2**31 - 1
LARGEST_ID = 2**63 - 1
NAME = re.compile(r"[A-Za-z0-9_]{1,32}", re.ASCII)

OperationId = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    Field(
        description="A UUID in lower case, never used twice for different content.",
        json_schema_extra={"format": "uuid"},
    ),
]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9]{1,8}$")]
Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
Count = Annotated[int, Field(strict=True, ge=0, le=LARGEST_COUNT)]
# The form says in words what is wrong with another number, so it is only described here.
Point = Annotated[int, Field(strict=True, json_schema_extra={"minimum": 1, "maximum": 5})]
Text = Annotated[str, StringConstraints(strict=True)]


def text_alone(value: Any) -> Any:
    """A number would be taken for seconds since 1970."""
    if not isinstance(value, str | None):
        raise ValueError("not a text")  # noqa: TRY004 -- what pydantic turns into its own error
    return value


def in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("no such moment") from None


Moment = Annotated[AwareDatetime, BeforeValidator(text_alone), AfterValidator(in_utc)]


class Part(BaseModel):
    """Unknown fields are refused: a misspelt one would lose what it holds."""

    model_config = ConfigDict(extra="forbid")


class Value(Part):
    """The whole answer on a factor; clearing it is the kind not_answered with nothing else."""

    kind: Literal["degree", "not_applicable", "cannot_judge", "not_answered"]
    degree: Point | None
    importance: Point | None
    reason: Text
    note: Text


class Sent(Part):
    """What every operation says."""

    op_id: OperationId
    assessment: Id
    client_time: Moment | None = None


class Rate(Sent):
    """Answer one factor, over the revision that the person saw."""

    kind: Literal["rate"]
    factor: Code
    value: Value
    base_rev: Count


class Mark(Sent):
    """Say that a section is completed, or take that back."""

    kind: Literal["mark"]
    quadrant: Literal["S", "W", "O", "T"]
    done: Annotated[bool, Field(strict=True)]


class Declare(Sent):
    """Declare the own sheet complete, as its revisions were seen."""

    kind: Literal["declare"]
    seen: dict[Code, Count]


class Submit(Sent):
    """Submit the assessment, as the own revisions and the declared sheets' versions were seen."""

    kind: Literal["submit"]
    seen: dict[Code, Count]
    seen_sheets: dict[Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{1,6}$")], Count]


class Malformed(BaseModel):
    """An operation whose id can be read and the rest cannot: it is refused alone, and holds up no other."""

    op_id: OperationId
    fields: list[str]


READ_ID: TypeAdapter[str] = TypeAdapter(OperationId)


def read_or_name(value: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(value)
    except ValidationError as error:
        op_id = value.get("op_id") if isinstance(value, dict) else None
        try:
            named = READ_ID.validate_python(op_id)
        except ValidationError:
            raise error from None
        return Malformed(op_id=named, fields=list(places(error.errors())))


def places(errors: list[Any]) -> Iterator[str]:
    """Where the errors are; names that are not ours are not repeated."""
    seen = {".".join(part if NAME.fullmatch(part) else "?" for part in map(str, error["loc"])) for error in errors}
    yield from sorted(seen)


Readable = Annotated[
    Annotated[Rate | Mark | Declare | Submit, Field(discriminator="kind")],
    WrapValidator(read_or_name),
]


class Batch(Part):
    """Operations, applied in this order, each on its own.

    `user` is the person whose outbox it is: on an office's computer somebody else may have signed in since.
    """

    user: Id
    operations: Annotated[list[Readable], Field(min_length=1, json_schema_extra={"maxItems": BATCH_SIZE})]


class Apply(Part):
    """The revision that the person saw beside the late answer."""

    base_rev: Count


class Nothing(Part):
    """An empty object."""
