"""A process of the server whose threads are all at work leaves a new connection to another one first."""

import socket
from collections import deque
from types import SimpleNamespace

import pytest

from swot_app import workers
from swot_app.workers import HEAD_START, SharingWorker

THREADS = 4


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def slept(monkeypatch):
    """How long was slept, each time."""
    times = []
    monkeypatch.setattr(workers, "time", SimpleNamespace(sleep=times.append))
    return times


def worker(*, at_work, kept=0, pending=0):
    made = SharingWorker.__new__(SharingWorker)
    made.cfg = SimpleNamespace(threads=THREADS)
    made.nr_conns = at_work + kept + pending
    made.keepalived_conns, made.pending_conns = deque(range(kept)), deque(range(pending))
    made.taken = []
    made.enqueue_req = made.taken.append
    return made


@pytest.mark.parametrize(("at_work", "sleeps"), [(0, []), (THREADS - 1, []), (THREADS, [HEAD_START])])
def test_process_at_work_takes_a_connection_later(listener, slept, at_work, sleeps):
    ours = worker(at_work=at_work, kept=9, pending=2)

    with socket.create_connection(listener.getsockname()):
        ours.accept(listener)

    assert (slept, len(ours.taken), ours.at_work) == (sleeps, 1, at_work + 1)
    ours.taken[0].close()


def test_connection_that_another_process_took_is_no_error(listener, slept):
    ours = worker(at_work=THREADS)

    ours.accept(listener)

    assert (slept, ours.taken, ours.at_work) == ([HEAD_START], [], THREADS)
