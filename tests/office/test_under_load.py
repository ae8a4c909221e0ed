"""A backup taken while people save their answers restores complete: every answer that was confirmed, none by half."""

import json
import shutil
import threading
import time
from itertools import count
from uuid import uuid4

import pytest

from tests.e2e.process import Server
from tests.office.installations import Installation
from tests.office.visitor import Visitor

WRITERS = ("worker", "worker2", "lead")
SECONDS_BEFORE = 2
PAUSE = 0.05  # no person may send more than 300 operations a minute
ASSESSMENT = """
    SELECT a.id, u.id FROM stations_assessment a JOIN stations_membership m ON m.station_id = a.station_id
    JOIN accounts_user u ON u.id = m.user_id WHERE a.state = 'draft' AND u.username = '{}' ORDER BY a.id DESC
"""
# Ratings whose history is not the whole way to what they say now.
HALF_DONE = """
    SELECT r.id FROM stations_rating r LEFT JOIN stations_ratingchange c ON c.rating_id = r.id
    GROUP BY r.id, r.revision HAVING count(c.id) <> r.revision OR max(c.revision) <> r.revision
    UNION ALL SELECT r.id FROM stations_rating r JOIN stations_ratingchange c
    ON c.rating_id = r.id AND c.revision = r.revision WHERE c.degree <> r.degree
"""


class Writer(threading.Thread):
    """A person who changes one answer again and again, and remembers what was confirmed and when."""

    def __init__(self, installation, port, username):
        super().__init__(daemon=True)
        self.assessment, self.user = installation.ask(ASSESSMENT.format(username))[0]
        self.visitor = Visitor(port=port)
        self.visitor.sign_in(username)
        self.confirmed: list[tuple[float, str]] = []
        self.troubles: list[object] = []
        self.is_done = threading.Event()

    def run(self):
        revision = self.revision()
        for turn in count():
            if self.is_done.wait(PAUSE):
                return
            answer = self.visitor.post_json("/api/operations/", self.batch(revision, 1 + turn % 5))
            result = answer.status == 200 and answer.body
            if not result or '"applied"' not in result:
                self.troubles.append(answer)
                return
            self.confirmed.append((time.monotonic(), self.sent))
            revision += 1

    def revision(self):
        sheet = self.visitor.get(f"/api/assessments/{self.assessment}/sheet/", Accept="application/json")
        return json.loads(sheet.body)["ratings"].get("S1", {}).get("revision", 0)

    def batch(self, revision, degree):
        self.sent = str(uuid4())
        value = {"kind": "degree", "degree": degree, "importance": None, "reason": "", "note": ""}
        operation = {
            "op_id": self.sent,
            "kind": "rate",
            "assessment": self.assessment,
            "factor": "S1",
            "value": value,
            "base_rev": revision,
        }
        return {"user": self.user, "operations": [operation]}


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request, prepared, original, restored, empty, backups):
    """A server of the demonstration world on either database."""
    installation = empty(request.param)
    if request.param == "sqlite":
        shutil.copy2(prepared / "swot.sqlite3", installation.data)
    else:
        installation.manage("restore", backups("sqlite"))
    (installation.data / "static").symlink_to(prepared / "static")
    server = Server(data=installation.data, database=installation.database)
    server.start()
    yield installation, server
    server.stop()
    assert server.errors() == []


def test_backup_under_load_restores_complete(served, empty, tmp_path):
    installation, server = served
    writers = [Writer(installation, server.port, username) for username in WRITERS]
    for writer in writers:
        writer.start()
    time.sleep(SECONDS_BEFORE)

    begun = time.monotonic()
    installation.manage("backup", tmp_path / "backup.zip")
    ended = time.monotonic()
    for writer in writers:
        writer.is_done.set()
        writer.join()
    copy: Installation = empty("sqlite")
    copy.manage("restore", tmp_path / "backup.zip")

    assert [writer.troubles for writer in writers] == [[], [], []]
    restored = {str(row[0]).replace("-", "") for row in copy.ask("SELECT operation_id FROM stations_ratingchange")}
    confirmed = [(at, sent.replace("-", "")) for writer in writers for at, sent in writer.confirmed]
    assert {sent for at, sent in confirmed if at < begun} <= restored
    assert any(begun < at < ended for at, _sent in confirmed)
    assert copy.ask(HALF_DONE) == []
    assert len(copy.ask("SELECT 1 FROM stations_ratingchange")) >= len(confirmed) / 4
