"""A foreign file handed to a process of its own, and what came back."""

import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from stations.files.kinds import MediaType, Refusal, Refused, kind_of

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "stations.files.reader")
SECONDS = 30
# Each reader may take a gigabyte of memory.
PLACES = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFile:
    """What is kept of a file that was sent."""

    content: bytes
    media_type: MediaType
    sent_sha256: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean(content: bytes) -> CleanFile:
    """What is to be kept of a file; raises Refused."""
    # What shows at once needs no process.
    kind_of(content)
    head, kept = answer_of(content)
    if "refusal" in head:
        raise Refused(Refusal(head["refusal"]))
    return CleanFile(
        content=kept if head["is_changed"] else content,
        media_type=MediaType(head["media_type"]),
        sent_sha256=hashlib.sha256(content).hexdigest(),
    )


def answer_of(content: bytes) -> tuple[dict[str, str], bytes]:
    """The reader's word; whatever it could not read to the end is unreadable."""
    with PLACES:
        try:
            done = subprocess.run(  # noqa: S603 -- our own module, nothing of the person's in the command
                COMMAND, input=content, capture_output=True, cwd=ROOT, env={}, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            logger.warning("The reader of files took too long over %d bytes.", len(content))
            raise Refused(Refusal.UNREADABLE) from None
    if done.returncode:
        logger.warning("The reader of files ended with %d: %s", done.returncode, last_line(done.stderr))
        raise Refused(Refusal.UNREADABLE)
    head, _separator, kept = done.stdout.partition(b"\n")
    return json.loads(head), kept


def last_line(text: bytes) -> str:
    return text.decode(errors="replace").strip().rpartition("\n")[2]
