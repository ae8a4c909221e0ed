"""How gunicorn's processes share the connections among themselves."""

import socket
import time

from gunicorn.workers.gthread import ThreadWorker

# Long enough for an idle process to wake up, and a fraction of what a request takes.
HEAD_START = 0.002


class SharingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Leaves a new connection to another process first, while its own threads are all at work.

    A connection that is kept open stays where it was taken. Without a head start, whichever process is awake when a
    township begins its work takes nearly all of them, and answers on one core while the other core rests.
    """

    def accept(self, listener: socket.socket) -> None:
        if self.at_work >= self.cfg.threads:
            time.sleep(HEAD_START)
        # Where another process was faster there is nothing to take any more, and this goes on.
        super().accept(listener)

    @property
    def at_work(self) -> int:
        """The connections whose requests are answered or wait for a thread."""
        return int(self.nr_conns - len(self.keepalived_conns) - len(self.pending_conns))
