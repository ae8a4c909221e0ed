"""The worker beside bin/serve's server: started anew whenever it ends, and gone when the server is."""

import subprocess
import time

from launcher.children import die_with_parent
from launcher.paths import PYTHON, ROOT

PAUSE_SECONDS = 5


def start() -> None:
    """Leave a process behind that keeps a worker at work for as long as this one, or what it turns into, lives."""
    command = [str(PYTHON), "-c", "from launcher import background; background.keep_working()"]
    subprocess.Popen(command, cwd=ROOT / "bin", preexec_fn=die_with_parent)  # noqa: PLW1509 -- no threads here


def keep_working() -> None:
    try:
        while True:
            subprocess.run([PYTHON, "manage.py", "worker"], cwd=ROOT, check=False, preexec_fn=die_with_parent)
            time.sleep(PAUSE_SECONDS)
    except KeyboardInterrupt:
        return
