"""How gunicorn runs the application; GUNICORN_CMD_ARGS and its own options go before what stands here."""

import gc
from importlib import import_module
from pathlib import Path

from django.conf import settings

from swot_app import env
from swot_app.logs import FORMS, logging_of

# Two processes: one goes on answering while the other draws a report. Threads, for a township's slow connection, and
# the spare connections that browsers open, would each hold a whole process of the "sync" kind until its time-out.
workers = 2
worker_class = "swot_app.workers.SharingWorker"
threads = 4
# Loaded once and then divided, the processes share most of their memory. Nothing is connected before they part.
preload_app = True


def when_ready(_server: object) -> None:
    """Load the addresses, and every view with them, before the first visitor of each process would."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    # A collection writes to all that it looks at, and what is written to is no longer shared.
    gc.freeze()


# The longest answer is the first report of a fresh process on a slow machine.
timeout = 60
graceful_timeout = 20
keepalive = 5

# A heartbeat in memory is not held up by a busy disk.
memory = Path("/dev/shm")
worker_tmp_dir = str(memory) if memory.is_dir() else None
control_socket_disable = True
errorlog = "-"
# Its own words in the form of the application's; the application writes a line for each request itself.
logconfig_dict = logging_of(form=env.choice("LOG_FORMAT", "text", FORMS), level="INFO")
logconfig_dict["loggers"]["gunicorn.error"] = {"level": "INFO", "handlers": ["console"], "propagate": False}
