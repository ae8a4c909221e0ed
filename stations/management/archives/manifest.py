"""The archive's table of contents: what was taken, when, from which version, and how each part is known again."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from django.conf import settings

FORMAT = 1
NAME = "manifest.json"
# Reports and the packs of them are made again from the rows.
MADE_AGAIN = frozenset({"reports", "batches"})


class Damaged(Exception):
    """The archive is not what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its rows stand as lines in `tables/NAME.jsonl`, their values in the order of the columns."""

    name: str
    columns: list[str]
    rows: int
    last_number: int | None
    sha256: str

    @property
    def member(self) -> str:
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file, by its path in the directory of files."""

    path: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"files/{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about the archive but its content."""

    version: str
    taken_at: str
    engine: str
    migrations: list[str]
    tables: list[Table]
    files: list[File]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def members(self) -> list[str]:
        return [NAME, *(table.member for table in self.tables), *(file.member for file in self.files)]


def version() -> str:
    """The version of this software."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def written(manifest: Manifest) -> bytes:
    return json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Manifest:
    """The manifest in these bytes; raises Damaged where they hold none of ours."""
    try:
        data = json.loads(content)
        if data.pop("format") != FORMAT:
            raise Damaged("format")
        tables = [Table(**entry) for entry in data.pop("tables")]
        files = [File(**entry) for entry in data.pop("files")]
        manifest = Manifest(tables=tables, files=files, **data)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Damaged(NAME) from None
    for file in manifest.files:
        require_inside(file.path)
    return manifest


def require_inside(path: str) -> None:
    """No name leads out of the directory of files, whoever wrote it."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or path != "/".join(parts) or path.startswith("/") or "\\" in path or "\0" in path:
        raise Damaged(path)
