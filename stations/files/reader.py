"""The process that reads one foreign file: from standard input, within limits, and never more than once.

A file may be made to burst a decoder or to crash it; then this process ends, and the server goes on. Run as
`python -m stations.files.reader`; it writes a line of JSON, then the bytes to keep where they are not those that came.
"""

import json
import resource
import sys

from stations.files.kinds import MAX_BYTES, Kind, MediaType, Refused, kind_of

MEMORY = 1024**3
SECONDS = 20


def main() -> None:
    limit()
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        media_type, kept = read(content)
    except Refused as refused:
        answer({"refusal": refused.refusal.value}, b"")
    else:
        answer({"media_type": media_type.value, "is_changed": kept is not content}, b"" if kept is content else kept)


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes) -> tuple[MediaType, bytes]:
    """What a file is, and the bytes to keep; raises Refused."""
    kind = kind_of(content)
    if kind == Kind.PDF:
        from stations.files.documents import check_document  # noqa: PLC0415 -- each library is slow to import

        check_document(content)
        return MediaType.PDF, content
    from stations.files.images import clean_image  # noqa: PLC0415 -- each library is slow to import

    return clean_image(content, kind)


def answer(head: dict[str, object], content: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
